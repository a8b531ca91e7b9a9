import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

/**
 * AES-256-GCM. A sealed value is one format byte, a nonce of 96 random bits, the cipher text and the tag of 128 bits.
 * Each key seals a few hundred values in its life, so random nonces cannot meet (NIST SP 800-38D allows 2³²).
 */

export const KEY_BYTES = 32;
const FORMAT = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const CIPHER = 'aes-256-gcm';

/** The value was sealed with another key or for another place, or was changed. */
export class NotSealedForThis extends Error {
  constructor(options?: ErrorOptions) {
    super('A sealed value cannot be opened: another key, another place, or changed bytes', options);
    this.name = 'NotSealedForThis';
  }
}

export const newKey = (): Buffer => randomBytes(KEY_BYTES);

/** @param place what the value belongs to; it opens nowhere else. */
export const seal = (key: Uint8Array, plain: Uint8Array, place: readonly string[]): Buffer => {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(placeBytes(place));
  const sealed = [cipher.update(plain), cipher.final()];
  return Buffer.concat([Buffer.of(FORMAT), nonce, ...sealed, cipher.getAuthTag()]);
};

/** @throws NotSealedForThis */
export const unseal = (key: Uint8Array, sealed: Uint8Array, place: readonly string[]): Buffer => {
  const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
  if (bytes.length < 1 + NONCE_BYTES + TAG_BYTES || bytes[0] !== FORMAT) throw new NotSealedForThis();
  const nonce = bytes.subarray(1, 1 + NONCE_BYTES);
  const decipher = createDecipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(placeBytes(place));
  decipher.setAuthTag(bytes.subarray(bytes.length - TAG_BYTES));
  try {
    const plain = decipher.update(bytes.subarray(1 + NONCE_BYTES, bytes.length - TAG_BYTES));
    return Buffer.concat([plain, decipher.final()]);
  } catch (cause) {
    throw new NotSealedForThis({ cause });
  }
};

/** JSON, so that ["a", "bc"] and ["ab", "c"] are two places. */
const placeBytes = (place: readonly string[]): Buffer => Buffer.from(JSON.stringify(['pladsbog', FORMAT, ...place]));

/** A keyed fingerprint: the same text gives the same value, and without the key no text can be tried against it. */
export const blindIndex = (key: Uint8Array, name: string, scope: string, text: string): Buffer =>
  createHmac('sha256', key)
    .update(placeBytes(['index', name, scope, text]))
    .digest();

/** A key for one use, derived from a master key. */
export const keyFor = (use: string, master: Uint8Array): Buffer =>
  Buffer.from(hkdfSync('sha256', master, Buffer.alloc(0), `pladsbog ${use}`, KEY_BYTES));
