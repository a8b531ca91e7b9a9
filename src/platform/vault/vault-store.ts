/**
 * The port to where keys and sealed fields are kept: bytes only, nothing here can be read without the master key. It is
 * outside of the log, because what it holds must be forgettable, and what the log holds never is.
 */
export interface VaultStore {
  /**
   * The key of an owner, which is the given one when there was none.
   * @returns undefined when the owner's key has been destroyed: it never gets another.
   */
  keyOf(owner: string, made: WrappedKey): Promise<WrappedKey | undefined>;

  /** The key of an owner; undefined when there is none. */
  findKey(owner: string): Promise<WrappedKey | undefined>;

  /**
   * Keeps an edition whole, or not at all, and answers when it would survive a power cut. An edition that is there
   * already is replaced.
   */
  write(edition: SealedEdition): Promise<WriteOutcome>;

  /** The sealed fields of an edition, those of the given names that it has. */
  read(subject: string, edition: string, fields: readonly string[]): Promise<readonly SealedField[]>;

  /** Whose edition has this blind index value. */
  find(value: Buffer): Promise<string | undefined>;

  /** Forgets every other edition of the subject, with what was indexed for it. */
  keepOnly(subject: string, edition: string): Promise<void>;

  /** Forgets one edition. The key of a subject without editions goes with its last one. */
  discard(subject: string, edition: string): Promise<void>;

  /**
   * Destroys the key, every edition and every index value of the subject, for good: no later edition is taken for it.
   * Answers when the bytes are gone from the store's own files.
   * @returns false when there was nothing left to destroy.
   */
  destroy(subject: string): Promise<boolean>;

  /** Every edition there is, oldest subject first; for tidying up. */
  editions(): Promise<readonly KeptEdition[]>;

  /** Keys that are wrapped by another master key than this one, at most `limit`. */
  keysNotBy(master: string, limit: number): Promise<readonly OwnedKey[]>;

  /** Puts newly wrapped keys in the place of the old ones; owners destroyed meanwhile stay so. */
  rewrap(keys: readonly OwnedKey[]): Promise<void>;

  /** How many keys each master key wraps. */
  keysByMaster(): Promise<ReadonlyMap<string, number>>;

  /** Makes sure that no replaced or deleted byte is left in the store's own files. */
  scrub(): Promise<void>;

  close(): Promise<void>;
}

/** A key, sealed by a master key; `master` is that key's fingerprint. */
export interface WrappedKey {
  readonly master: string;
  readonly wrapped: Buffer;
}

export interface OwnedKey extends WrappedKey {
  readonly owner: string;
}

export interface SealedField {
  readonly field: string;
  readonly sealed: Buffer;
}

export interface SealedEdition {
  readonly subject: string;
  readonly edition: string;
  readonly fields: readonly SealedField[];
  /** Blind index values that lead to the subject; no two subjects may have the same one. */
  readonly indexed: readonly Buffer[];
  /** UTC, ISO 8601. */
  readonly keptAt: string;
}

export interface KeptEdition {
  readonly subject: string;
  readonly edition: string;
  readonly keptAt: string;
}

/** `destroyed`: the subject has no key any more. `taken`: another subject has one of the index values. */
export type WriteOutcome =
  { readonly outcome: 'kept' | 'destroyed' } | { readonly outcome: 'taken'; readonly by: string };
