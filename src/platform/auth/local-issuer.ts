import { mkdir, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CryptoKey, JWK } from 'jose';
import { exportJWK, generateKeyPair, importJWK } from 'jose';
import type { Actor } from '../../kernel/vocabulary';
import type { TrustedIssuer } from './access-tokens';
import { signedToken } from './access-tokens';

/** Seconds an access token of the local issuer lasts: a working day. */
export const LOCAL_TOKEN_SECONDS = 8 * 60 * 60;

const KEY_FILE = 'local-issuer.jwk.json';
const ISSUER = 'urn:pladsbog:local';
const AUDIENCE = 'urn:pladsbog:api';

/**
 * Gives a token to whoever asks: for one machine, its tests and its demonstrations. It therefore only runs where
 * nobody but the machine itself can reach it (see `config.ts`).
 */
export class LocalIssuer {
  private constructor(
    readonly trusted: TrustedIssuer,
    private readonly privateKey: CryptoKey,
  ) {}

  /** Opens the key in the data folder, or makes it there, so that tokens survive a restart. */
  static async open(dataFolder: string): Promise<LocalIssuer> {
    const jwk = await storedKey(dataFolder);
    const { kty, crv, x } = jwk;
    const privateKey = (await importJWK(jwk, 'EdDSA')) as CryptoKey;
    const publicKey = (await importJWK({ kty, crv, x } as JWK, 'EdDSA')) as CryptoKey;
    return new LocalIssuer({ issuer: ISSUER, audience: AUDIENCE, algorithm: 'EdDSA', publicKey }, privateKey);
  }

  /** A signed access token that lasts LOCAL_TOKEN_SECONDS, unless told otherwise. */
  tokenFor(actor: Actor, lifetimeSeconds = LOCAL_TOKEN_SECONDS): Promise<string> {
    return signedToken(actor, this.trusted, this.privateKey, lifetimeSeconds);
  }
}

const storedKey = async (dataFolder: string): Promise<JWK> => {
  await mkdir(dataFolder, { recursive: true });
  const path = join(dataFolder, KEY_FILE);
  const { privateKey } = await generateKeyPair('EdDSA', { extractable: true });
  const made = await exportJWK(privateKey);
  try {
    // Created only if nobody else did, and readable by the owner alone.
    const file = await open(path, 'wx', 0o600);
    try {
      await file.writeFile(JSON.stringify(made));
      await file.sync();
    } finally {
      await file.close();
    }
    return made;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const text = await readFile(path, 'utf8');
  try {
    return JSON.parse(text) as JWK;
  } catch (cause) {
    throw new Error(`The key in ${path} cannot be read. Delete the file, and a new key is made; old tokens end.`, {
      cause,
    });
  }
};
