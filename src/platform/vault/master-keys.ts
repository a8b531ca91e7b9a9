import type { WrappedKey } from './vault-store';
import { KEY_BYTES, keyFor, NotSealedForThis, seal, unseal } from './sealing';

/** Digits of a master key's fingerprint. */
const FINGERPRINT_DIGITS = 16;

/** What was given as master keys are none. The message never holds the keys. */
export class WrongMasterKeys extends Error {
  constructor(what: string) {
    super(what);
    this.name = 'WrongMasterKeys';
  }
}

interface MasterKey {
  readonly fingerprint: string;
  readonly wrapping: Buffer;
}

/** The keys that wrap every other key: the first wraps, all of them open. */
export class MasterKeys {
  private readonly byFingerprint: ReadonlyMap<string, MasterKey>;

  private constructor(
    private readonly newest: MasterKey,
    older: readonly MasterKey[],
  ) {
    this.byFingerprint = new Map([newest, ...older].map((key) => [key.fingerprint, key]));
  }

  /**
   * Reads keys of 32 bytes in base64 or hexadecimal digits, the newest first, parted by white space or commas.
   * @throws WrongMasterKeys
   */
  static from(text: string): MasterKeys {
    const [newest, ...older] = text
      .split(/[\s,]+/)
      .filter(Boolean)
      .map(masterKey);
    if (newest === undefined) throw new WrongMasterKeys('there is no key in it');
    return new MasterKeys(newest, older);
  }

  /** Fingerprint of the key that wraps from now on. */
  get current(): string {
    return this.newest.fingerprint;
  }

  /** Fingerprints of all keys, the current one first. */
  get fingerprints(): readonly string[] {
    return [...this.byFingerprint.keys()];
  }

  wrap(owner: string, key: Uint8Array): WrappedKey {
    const { fingerprint, wrapping } = this.newest;
    return { master: fingerprint, wrapped: seal(wrapping, key, ['key', owner, fingerprint]) };
  }

  /** @throws NotSealedForThis also when it was wrapped by a master key that is not here. */
  unwrap(owner: string, { master, wrapped }: WrappedKey): Buffer {
    const key = this.byFingerprint.get(master);
    if (key === undefined) throw new NotSealedForThis({ cause: `wrapped by the master key ${master}` });
    return unseal(key.wrapping, wrapped, ['key', owner, master]);
  }
}

const masterKey = (text: string): MasterKey => {
  const bytes = /^[0-9a-fA-F]{64}$/.test(text) ? Buffer.from(text, 'hex') : Buffer.from(text, 'base64');
  const written = /^[A-Za-z0-9+/_-]{43}=?$/.test(text) || /^[0-9a-fA-F]{64}$/.test(text);
  if (!written || bytes.length !== KEY_BYTES)
    throw new WrongMasterKeys('a key is 32 bytes, in base64 (44 characters) or in 64 hexadecimal digits');
  return {
    // A derived value: it tells keys apart, and nothing about them.
    fingerprint: keyFor('fingerprint', bytes).toString('hex').slice(0, FINGERPRINT_DIGITS),
    wrapping: keyFor('wrapping', bytes),
  };
};
