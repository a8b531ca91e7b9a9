import type { CryptoKey, JWTPayload } from 'jose';
import { jwtVerify, SignJWT } from 'jose';
import type { Actor, PartyCode, Role } from '../../kernel/vocabulary';
import { PARTY_CODE_FORM, ROLES } from '../../kernel/vocabulary';

/** Whose tokens are taken, and the key they are checked with. */
export interface TrustedIssuer {
  readonly issuer: string;
  readonly audience: string;
  readonly algorithm: 'EdDSA';
  readonly publicKey: CryptoKey;
}

/** Seconds that two clocks may differ. */
const CLOCK_TOLERANCE_SECONDS = 5;
/** Verified tokens remembered at most; each is a few hundred bytes. */
const REMEMBERED_TOKENS_MAX = 10_000;
const TOKEN_LENGTH_MAX = 8_192;

export const SUBJECT_FORM = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,99}$/;

interface Remembered {
  readonly actor: Actor;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

/** The token is not one of ours, or no longer. The reason is for the log; the sender hears only "invalid". */
export class InvalidToken extends Error {
  constructor(options?: ErrorOptions) {
    super('The token is not valid', options);
    this.name = 'InvalidToken';
  }
}

/** Signs and checks access tokens. A signature check costs more than a reservation, so answers are remembered. */
export class AccessTokens {
  private readonly remembered = new Map<string, Remembered>();

  constructor(private readonly trusted: TrustedIssuer) {}

  /**
   * Gives the actor at once when the token was checked before, else a promise.
   * @throws InvalidToken (also as a rejection) for anything but a valid token of the trusted issuer.
   */
  actorOf(token: string): Actor | Promise<Actor> {
    const known = this.remembered.get(token);
    if (known === undefined) return this.verified(token);
    if (known.expiresAt > Date.now()) return known.actor;
    this.remembered.delete(token);
    throw new InvalidToken();
  }

  private async verified(token: string): Promise<Actor> {
    if (token.length > TOKEN_LENGTH_MAX) throw new InvalidToken();
    const { issuer, audience, algorithm, publicKey } = this.trusted;
    let claims: JWTPayload;
    try {
      const checked = await jwtVerify(token, publicKey, {
        issuer,
        audience,
        algorithms: [algorithm],
        clockTolerance: CLOCK_TOLERANCE_SECONDS,
        requiredClaims: ['sub', 'exp', 'iat'],
      });
      claims = checked.payload;
    } catch (cause) {
      throw new InvalidToken({ cause });
    }
    const actor = actorFrom(claims);
    this.remember(token, { actor, expiresAt: Number(claims.exp) * 1_000 });
    return actor;
  }

  private remember(token: string, remembered: Remembered): void {
    if (this.remembered.size >= REMEMBERED_TOKENS_MAX) {
      const [oldest] = this.remembered.keys();
      if (oldest !== undefined) this.remembered.delete(oldest);
    }
    this.remembered.set(token, remembered);
  }
}

const actorFrom = ({ sub, party, roles }: JWTPayload): Actor => {
  const known: ReadonlySet<unknown> = new Set(ROLES);
  if (typeof sub !== 'string' || !SUBJECT_FORM.test(sub)) throw new InvalidToken();
  if (typeof party !== 'string' || !PARTY_CODE_FORM.test(party)) throw new InvalidToken();
  if (!Array.isArray(roles) || roles.length === 0 || !roles.every((role) => known.has(role))) throw new InvalidToken();
  return Object.freeze({ subject: sub, party: party as PartyCode, roles: roles as Role[] });
};

export const signedToken = (
  actor: Actor,
  { issuer, audience, algorithm }: TrustedIssuer,
  privateKey: CryptoKey,
  lifetimeSeconds: number,
): Promise<string> =>
  new SignJWT({ party: actor.party, roles: [...actor.roles] })
    .setProtectedHeader({ alg: algorithm, typ: 'at+jwt' })
    .setSubject(actor.subject)
    .setIssuer(issuer)
    .setAudience(audience)
    .setIssuedAt()
    .setNotBefore('0s')
    .setExpirationTime(`${lifetimeSeconds}s`)
    .sign(privateKey);
