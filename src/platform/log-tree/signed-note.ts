import { createPrivateKey, createPublicKey, hash, sign, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { HASH_BYTES } from './merkle';
import type { TreeHead } from './merkle';

/**
 * Checkpoints as signed notes, in the text forms of C2SP (c2sp.org/tlog-checkpoint, c2sp.org/signed-note), which other
 * programs for transparency logs read: origin, size and root a line each, here the instant in a fourth, an empty line,
 * and a line for each signature.
 */

/** What is said of a log at an instant. */
export interface Checkpoint extends TreeHead {
  /** Which log it is, for ever. */
  readonly origin: string;
  /** ISO 8601, UTC. Absent in what others wrote without it. */
  readonly takenAt?: string;
}

/** A line of a note: by whose key, and what it signed. */
interface SignatureLine {
  readonly name: string;
  readonly keyId: string;
  readonly signature: Buffer;
}

export interface SignedCheckpoint extends Checkpoint {
  /** The lines above the empty one: what is signed. */
  readonly body: string;
  readonly signatures: readonly SignatureLine[];
}

/** The algorithm's byte in key ids and verifier keys: plain Ed25519. */
const ED25519 = 1;
const KEY_ID_BYTES = 4;
const SEED_BYTES = 32;
/** RFC 8410: what stands before the 32 bytes of an Ed25519 key in PKCS #8 and in SPKI. */
const PRIVATE_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');
const PUBLIC_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');
const SIGNATURE_LINE = /^— (\S+) ([A-Za-z0-9+/]+={0,2})$/;
const TIME_LINE = /^time (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z)$/;
const SIZE_LINE = /^[1-9]\d{0,14}$/;
const VERIFIER_KEY = /^([^\s+]+)\+([0-9a-f]{8})\+(\S+)$/;

/** A public key under the name of whom it signs for. */
export class NoteKey {
  readonly keyId: string;

  /** @param algorithm its byte in key ids and verifier keys. */
  constructor(
    readonly name: string,
    private readonly bytes: Buffer,
    private readonly algorithm: number,
  ) {
    const typed = Buffer.concat([Buffer.from(`${name}\n`), Buffer.of(algorithm), bytes]);
    this.keyId = hash('sha256', typed, 'buffer').toString('hex', 0, KEY_ID_BYTES);
  }

  toString(): string {
    return `${this.name}+${this.keyId}+${Buffer.concat([Buffer.of(this.algorithm), this.bytes]).toString('base64')}`;
  }

  get pem(): string {
    return this.publicKey().export({ type: 'spki', format: 'pem' });
  }

  verifies(message: string, signature: Buffer): boolean {
    return verify(null, Buffer.from(message), this.publicKey(), signature);
  }

  private publicKey(): KeyObject {
    return createPublicKey({ key: Buffer.concat([PUBLIC_PREFIX, this.bytes]), format: 'der', type: 'spki' });
  }
}

/** What is in a key as signed notes write it: name, key id and key, `+` between. Undefined for what is none. */
export const keyIn = (verifierKey: string, algorithm: number): { name: string; bytes: Buffer } | undefined => {
  const [, name, keyId, encoded = ''] = VERIFIER_KEY.exec(verifierKey) ?? [];
  const typed = Buffer.from(encoded, 'base64');
  if (name === undefined || typed.length !== 1 + SEED_BYTES || typed[0] !== algorithm) return undefined;
  const bytes = typed.subarray(1);
  return new NoteKey(name, bytes, algorithm).keyId === keyId ? { name, bytes } : undefined;
};

/** The 32 bytes of a public Ed25519 key in PEM; undefined for another kind of key, a private one, or none at all. */
export const publicBytesOf = (pem: string): Buffer | undefined => {
  if (!pem.includes('-----BEGIN PUBLIC KEY-----')) return undefined;
  try {
    const der = createPublicKey(pem).export({ type: 'spki', format: 'der' });
    const isEd25519 = der.subarray(0, PUBLIC_PREFIX.length).equals(PUBLIC_PREFIX);
    return isEd25519 ? der.subarray(PUBLIC_PREFIX.length) : undefined;
  } catch {
    return undefined;
  }
};

/** The public key of a log. */
export class VerifyingKey extends NoteKey {
  constructor(name: string, bytes: Buffer) {
    super(name, bytes, ED25519);
  }

  static from(verifierKey: string): VerifyingKey | undefined {
    const found = keyIn(verifierKey, ED25519);
    return found && new VerifyingKey(found.name, found.bytes);
  }

  signed({ body }: SignedCheckpoint, { signature }: SignatureLine): boolean {
    return this.verifies(body, signature);
  }
}

/** What is given as a key is none. The message never holds it. */
export class WrongCheckpointKey extends Error {
  constructor(place: string) {
    super(`${place}: a key is 32 bytes, in base64 (44 characters) or in 64 hexadecimal digits`);
    this.name = 'WrongCheckpointKey';
  }
}

const SEED_FORM = /^[A-Za-z0-9+/]{43}=$|^[0-9a-fA-F]{64}$/;

/** Whether the text is a key that can sign. */
export const isSigningKey = (text: string): boolean => SEED_FORM.test(text.trim());

/** The key that signs, without the name of a log. */
export class SigningKey {
  private readonly key: KeyObject;

  /**
   * @param text 32 bytes, in base64 or in hexadecimal digits.
   * @param place where it was found, for who has to mend it.
   * @throws WrongCheckpointKey
   */
  constructor(text: string, place: string) {
    if (!isSigningKey(text)) throw new WrongCheckpointKey(place);
    const written = text.trim();
    const seed = Buffer.from(written, written.endsWith('=') ? 'base64' : 'hex');
    this.key = createPrivateKey({ key: Buffer.concat([PRIVATE_PREFIX, seed]), format: 'der', type: 'pkcs8' });
  }

  verifyingKey(name: string): VerifyingKey {
    const spki = createPublicKey(this.key).export({ type: 'spki', format: 'der' });
    return new VerifyingKey(name, spki.subarray(PUBLIC_PREFIX.length));
  }

  /** The checkpoint as a signed text, with what more is said in it, a line each. */
  sign({ origin, size, root, takenAt }: Required<Checkpoint>, more: readonly string[] = []): string {
    const lines = [origin, size, root.toString('base64'), `time ${takenAt}`, ...more];
    const body = `${lines.join('\n')}\n`;
    const { keyId } = this.verifyingKey(origin);
    const signature = Buffer.concat([Buffer.from(keyId, 'hex'), sign(null, Buffer.from(body), this.key)]);
    return `${body}\n— ${origin} ${signature.toString('base64')}\n`;
  }
}

/** Reads a signed text, also one whose line ends or last line end a mail program has changed; undefined for any other. */
export const readCheckpoint = (text: string): SignedCheckpoint | undefined => {
  const lines = text.replaceAll('\r\n', '\n').trim().split('\n');
  const gap = lines.indexOf('');
  const [origin, size = '', root = '', ...extensions] = lines.slice(0, gap);
  const rootBytes = Buffer.from(root, 'base64');
  if (gap < 3 || !origin || !SIZE_LINE.test(size) || rootBytes.length !== HASH_BYTES) return undefined;
  if (rootBytes.toString('base64') !== root) return undefined;
  const signatures = lines.slice(gap + 1).flatMap((line) => signatureOf(line) ?? []);
  if (signatures.length === 0) return undefined;
  const takenAt = extensions.flatMap((line) => TIME_LINE.exec(line)?.[1] ?? [])[0];
  return {
    origin,
    size: Number(size),
    root: rootBytes,
    ...(takenAt === undefined ? {} : { takenAt }),
    body: `${lines.slice(0, gap).join('\n')}\n`,
    signatures,
  };
};

const signatureOf = (line: string): SignatureLine | undefined => {
  const [, name, encoded] = SIGNATURE_LINE.exec(line) ?? [];
  if (name === undefined || encoded === undefined) return undefined;
  const bytes = Buffer.from(encoded, 'base64');
  return { name, keyId: bytes.toString('hex', 0, KEY_ID_BYTES), signature: bytes.subarray(KEY_ID_BYTES) };
};
