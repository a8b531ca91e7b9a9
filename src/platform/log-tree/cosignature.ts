import { keyIn, NoteKey, publicBytesOf } from './signed-note';

/**
 * Cosignatures as C2SP has them (c2sp.org/tlog-cosignature): somebody other than the log says at what time it saw the log
 * as a checkpoint has it. They stand as further signature lines below the checkpoint.
 */

/** The algorithm's byte of timestamped Ed25519. */
const COSIGNATURE_V1 = 4;
const TIME_BYTES = 8;

/** What is signed: the second it was seen in (Unix time), and the checkpoint's lines above the empty one. */
export const cosigningMessage = (body: string, time: number): string => `cosignature/v1\ntime ${time}\n${body}`;

/** The public key of somebody who cosigns. */
export class CosigningKey extends NoteKey {
  constructor(name: string, bytes: Buffer) {
    super(name, bytes, COSIGNATURE_V1);
  }

  static from(verifierKey: string): CosigningKey | undefined {
    const found = keyIn(verifierKey, COSIGNATURE_V1);
    return found && new CosigningKey(found.name, found.bytes);
  }

  /** Undefined for what is no public Ed25519 key. */
  static fromPem(name: string, pem: string): CosigningKey | undefined {
    const bytes = publicBytesOf(pem);
    return bytes && new CosigningKey(name, bytes);
  }

  /** Whether the key signed this at that time. */
  cosigned(body: string, time: number, signature: Buffer): boolean {
    return this.verifies(cosigningMessage(body, time), signature);
  }

  /** The line below the checkpoint. */
  line(time: number, signature: Buffer): string {
    const seconds = Buffer.alloc(TIME_BYTES);
    seconds.writeBigUInt64BE(BigInt(time));
    const encoded = Buffer.concat([Buffer.from(this.keyId, 'hex'), seconds, signature]).toString('base64');
    return `— ${this.name} ${encoded}`;
  }
}
