import { readFile } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { CryptoKey, JWK, JWTVerifyGetKey } from 'jose';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, SignJWT } from 'jose';
import type { Actor } from '../../kernel/vocabulary';
import { ROLES } from '../../kernel/vocabulary';
import { makeFile } from '../files/make-file';
import { isLoopback } from '../http/loopback';
import type { TrustedIssuer } from './access-tokens';
import type { ClaimMapping, Claims } from './claim-mapping';
import { actorFrom } from './claim-mapping';

/** Seconds an access token of the local issuer lasts: a working day. */
export const LOCAL_TOKEN_SECONDS = 8 * 60 * 60;
/** Where the local issuer stands below the product's own address. */
export const LOCAL_ISSUER_PATH = '/local-issuer';
export const LOCAL_AUDIENCE = 'urn:pladsbog:api';
/** Client that the shortcut's tokens name. */
const SHORTCUT_CLIENT = 'pladsbog-shortcut';

const KEY_FILE = 'local-issuer.jwk.json';
export const LOCAL_ALGORITHM = 'EdDSA';

/** Its claims are ours as they stand: a party code, and our own names of roles. */
const MAPPING: ClaimMapping = {
  subject: 'as-is',
  party: { claim: ['party'], holds: 'code' },
  roles: { claim: ['roles'], meaning: new Map(ROLES.map((role) => [role, [role]])) },
  systems: new Map(),
  speaksFor: undefined,
};

/**
 * Gives a token to whoever asks: for one machine, its tests and its demonstrations. It therefore only runs where
 * nobody but the machine itself can reach it (see `config.ts`). The provider that people sign in at uses its key.
 */
export class LocalIssuer implements TrustedIssuer {
  readonly audience = LOCAL_AUDIENCE;
  readonly algorithms = [LOCAL_ALGORITHM];
  readonly tokenType = 'at+jwt';

  private constructor(
    /** The private key, as the provider takes it. */
    readonly jwk: JWK,
    private readonly privateKey: CryptoKey,
    private readonly publicKey: CryptoKey,
  ) {}

  /** Opens the key in the data folder, or makes it there, so that tokens survive a restart. */
  static async open(dataFolder: string): Promise<LocalIssuer> {
    const stored = await storedKey(dataFolder);
    const { kty, crv, x } = stored;
    const kid = await calculateJwkThumbprint(stored);
    const privateKey = (await importJWK(stored, LOCAL_ALGORITHM)) as CryptoKey;
    const publicKey = (await importJWK({ kty, crv, x } as JWK, LOCAL_ALGORITHM)) as CryptoKey;
    return new LocalIssuer({ ...stored, kid, alg: LOCAL_ALGORITHM, use: 'sig' }, privateKey, publicKey);
  }

  /** Any address of this machine: the port changes between starts, and the key is what is trusted. */
  isNamed(issuer: string): boolean {
    const address = issuer.endsWith(LOCAL_ISSUER_PATH) ? URL.parse(issuer) : null;
    return address?.protocol === 'http:' && address.pathname === LOCAL_ISSUER_PATH && isLoopback(address.hostname);
  }

  readonly key: JWTVerifyGetKey = () => this.publicKey;

  actorFrom(claims: Claims): Actor {
    return actorFrom(claims, LOCAL_ISSUER_PATH, MAPPING, () => undefined);
  }

  /**
   * A signed access token such as the provider gives, without a browser.
   * @param lifetimeSeconds LOCAL_TOKEN_SECONDS, unless told otherwise.
   */
  tokenFor({ subject, party, roles }: Actor, lifetimeSeconds = LOCAL_TOKEN_SECONDS): Promise<string> {
    return new SignJWT({ client_id: SHORTCUT_CLIENT, party, roles: [...roles] })
      .setProtectedHeader({ alg: LOCAL_ALGORITHM, typ: this.tokenType, kid: String(this.jwk.kid) })
      .setJti(randomUUID())
      .setSubject(subject)
      .setIssuer(`http://localhost${LOCAL_ISSUER_PATH}`)
      .setAudience(this.audience)
      .setIssuedAt()
      .setNotBefore('0s')
      .setExpirationTime(`${lifetimeSeconds}s`)
      .sign(this.privateKey);
  }
}

const storedKey = async (dataFolder: string): Promise<JWK> => {
  const path = join(dataFolder, KEY_FILE);
  const { privateKey } = await generateKeyPair('EdDSA', { extractable: true });
  const made = await exportJWK(privateKey);
  if (makeFile(path, JSON.stringify(made))) return made;
  const text = await readFile(path, 'utf8');
  try {
    return JSON.parse(text) as JWK;
  } catch (cause) {
    throw new Error(`The key in ${path} cannot be read. Delete the file, and a new key is made; old tokens end.`, {
      cause,
    });
  }
};
