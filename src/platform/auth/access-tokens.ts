import type { JWTPayload, JWTVerifyGetKey } from 'jose';
import { decodeJwt, errors, jwtVerify } from 'jose';
import type { Actor } from '../../kernel/vocabulary';
import type { Claims } from './claim-mapping';
import { NotAdmitted } from './claim-mapping';

/** `at+jwt` is RFC 9068; `JWT` is for issuers that do not mark their access tokens. */
export type TokenType = 'at+jwt' | 'JWT';

/** Whose tokens are taken, how they are checked, and who is behind them. */
export interface TrustedIssuer {
  readonly audience: string;
  readonly algorithms: readonly string[];
  readonly tokenType: TokenType;
  /** Finds the key a token names. @throws IssuerUnavailable when the keys cannot be fetched. */
  readonly key: JWTVerifyGetKey;
  /** @throws NotAdmitted when nobody with these claims has a place here. */
  actorFrom(claims: Claims): Actor;
}

/** The issuers a token may be of. */
export interface IssuersByName {
  /** The issuer with exactly this name (`iss`). */
  named(issuer: string): TrustedIssuer | undefined;
}

/** Seconds that two clocks may differ. */
const CLOCK_TOLERANCE_SECONDS = 5;
/** Verified tokens remembered at most; each is a few hundred bytes. */
const REMEMBERED_TOKENS_MAX = 10_000;
/** Seconds until a remembered token is checked anew, so that a withdrawn key does not live on. */
const REMEMBERED_SECONDS_MAX = 300;
const TOKEN_LENGTH_MAX = 8_192;

/** RFC 9068, section 2.2. */
const REQUIRED_CLAIMS = ['sub', 'exp', 'iat', 'client_id', 'jti'];
const REQUIRED_OF_UNMARKED = ['sub', 'exp', 'iat'];
/** Only ID tokens have these; where access tokens are not marked, an ID token must not pass for one. */
const ID_TOKEN_CLAIMS = ['nonce', 'at_hash', 'c_hash', 's_hash'];

interface Remembered {
  readonly actor: Actor;
  /** Milliseconds since 1970 from which the token is no longer valid. */
  readonly expiresAt: number;
  /** Milliseconds since 1970 from which it is checked anew. */
  readonly checkAt: number;
}

/** The token is not one of ours, or no longer. The reason is for the log; the sender hears only "invalid". */
export class InvalidToken extends Error {
  constructor(options?: ErrorOptions) {
    super('The token is not valid', options);
    this.name = 'InvalidToken';
  }
}

/** The issuer's metadata or keys cannot be fetched, so nothing can be said of its tokens. */
export class IssuerUnavailable extends Error {
  constructor(issuer: string, options?: ErrorOptions) {
    super(`The issuer ${issuer} cannot be reached`, options);
    this.name = 'IssuerUnavailable';
  }
}

/** Checks access tokens. A signature check costs more than a reservation, so answers are remembered. */
export class AccessTokens {
  private readonly remembered = new Map<string, Remembered>();

  constructor(private readonly issuers: IssuersByName) {}

  /** Whether a token was checked before, so that it costs little to look at it again. */
  remembers(token: string): boolean {
    return this.remembered.has(token);
  }

  /**
   * Gives the actor at once when the token was checked before, else a promise.
   * @throws InvalidToken (also as a rejection) for anything but a valid token of a trusted issuer.
   * @throws IssuerUnavailable (as a rejection) when the issuer's keys cannot be had.
   */
  actorOf(token: string): Actor | Promise<Actor> {
    const known = this.remembered.get(token);
    if (known === undefined) return this.verified(token);
    const now = Date.now();
    if (known.expiresAt > now && known.checkAt > now) return known.actor;
    this.remembered.delete(token);
    if (known.expiresAt <= now) throw new InvalidToken();
    return this.verified(token);
  }

  private async verified(token: string): Promise<Actor> {
    if (token.length > TOKEN_LENGTH_MAX) throw new InvalidToken();
    let claims: JWTPayload;
    let actor: Actor;
    try {
      const issuer = issuerNamedBy(token);
      const trusted = this.issuers.named(issuer);
      if (!trusted) throw new InvalidToken();
      claims = await checkedClaims(token, issuer, trusted);
      actor = trusted.actorFrom(claims);
    } catch (cause) {
      if (cause instanceof errors.JOSEError || cause instanceof NotAdmitted) throw new InvalidToken({ cause });
      throw cause;
    }
    const checkAt = Date.now() + REMEMBERED_SECONDS_MAX * 1_000;
    this.remember(token, { actor, checkAt, expiresAt: Number(claims.exp) * 1_000 });
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

/** Whose token it says it is; nothing is believed until the signature has been checked with that issuer's key. */
const issuerNamedBy = (token: string): string => {
  const { iss } = decodeJwt(token);
  if (typeof iss !== 'string') throw new InvalidToken();
  return iss;
};

const checkedClaims = async (token: string, issuer: string, trusted: TrustedIssuer): Promise<JWTPayload> => {
  const { audience, algorithms, tokenType, key } = trusted;
  const marked = tokenType === 'at+jwt';
  const { payload } = await jwtVerify(token, key, {
    issuer,
    audience,
    algorithms: [...algorithms],
    clockTolerance: CLOCK_TOLERANCE_SECONDS,
    requiredClaims: marked ? REQUIRED_CLAIMS : REQUIRED_OF_UNMARKED,
    ...(marked ? { typ: tokenType } : {}),
  });
  if (!marked && ID_TOKEN_CLAIMS.some((name) => name in payload)) throw new InvalidToken();
  return payload;
};
