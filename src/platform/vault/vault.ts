import { StoreUnavailable } from '../event-store/event-store';
import type { MasterKeys } from './master-keys';
import { blindIndex, newKey, NotSealedForThis, seal, unseal } from './sealing';
import type { KeptEdition, VaultStore, WriteOutcome } from './vault-store';

/** Owner of the key under which blind index values are made; no subject is called so. */
const INDEX_OWNER = 'blind-index';
/** Keys wrapped anew in one transaction. */
const ROTATED_AT_ONCE = 500;

/** Personal fields by name, as one edition of what is known about a subject. */
export type Details = Readonly<Record<string, string>>;

/** A text by which a subject can be found: only within the scope, and only by who has the whole text. */
export interface Indexed {
  readonly name: string;
  readonly scope: string;
  readonly text: string;
}

export interface Edition {
  readonly subject: string;
  readonly edition: string;
  readonly details: Details;
  readonly indexed?: readonly Indexed[];
  /** UTC, ISO 8601. */
  readonly keptAt: string;
}

/**
 * Seals what may have to be forgotten. Each subject has a key of its own, so forgetting one is destroying its key; what
 * a fact in the log names is an edition, and an edition no fact names counts for nothing (as with drawn statements, ADR 8).
 */
export class Vault {
  private constructor(
    private readonly store: VaultStore,
    private readonly masters: MasterKeys,
    private readonly indexKey: Buffer,
  ) {}

  /** @throws StoreUnavailable 'corrupt' when the master keys do not open this vault. */
  static async open(store: VaultStore, masters: MasterKeys): Promise<Vault> {
    const kept = await store.keyOf(INDEX_OWNER, masters.wrap(INDEX_OWNER, newKey()));
    try {
      if (kept === undefined) throw new NotSealedForThis();
      return new Vault(store, masters, masters.unwrap(INDEX_OWNER, kept));
    } catch (cause) {
      await store.close();
      throw new StoreUnavailable('corrupt', 'The master key does not open the vault of personal details', { cause });
    }
  }

  /** Keeps an edition. It replaces one of the same name, and leaves the others there. */
  async keep({ subject, edition, details, indexed = [], keptAt }: Edition): Promise<WriteOutcome> {
    const kept = await this.store.keyOf(subject, this.masters.wrap(subject, newKey()));
    if (kept === undefined) return { outcome: 'destroyed' };
    const key = this.masters.unwrap(subject, kept);
    try {
      const fields = Object.entries(details).map(([field, text]) => ({
        field,
        sealed: seal(key, Buffer.from(text, 'utf8'), placeOf(subject, edition, field)),
      }));
      const values = indexed.map((one) => this.valueOf(one));
      const written = await this.store.write({ subject, edition, fields, indexed: values, keptAt });
      // The key may have been made for this edition alone.
      if (written.outcome === 'taken') await this.store.discard(subject, edition);
      return written;
    } finally {
      key.fill(0);
    }
  }

  /** The named fields of an edition, as far as it has them; none when the subject's key is gone. */
  async open(subject: string, edition: string, fields: readonly string[]): Promise<Details> {
    const kept = await this.store.findKey(subject);
    if (kept === undefined) return {};
    const key = this.masters.unwrap(subject, kept);
    try {
      const sealed = await this.store.read(subject, edition, fields);
      return Object.fromEntries(
        sealed.map((one) => [
          one.field,
          unseal(key, one.sealed, placeOf(subject, edition, one.field)).toString('utf8'),
        ]),
      );
    } finally {
      key.fill(0);
    }
  }

  /** The subject that was indexed under exactly this text in this scope. */
  find(indexed: Indexed): Promise<string | undefined> {
    return this.store.find(this.valueOf(indexed));
  }

  /** The edition is the one that counts: the others are forgotten. */
  keepOnly(subject: string, edition: string): Promise<void> {
    return this.store.keepOnly(subject, edition);
  }

  discard(subject: string, edition: string): Promise<void> {
    return this.store.discard(subject, edition);
  }

  /** Whether the subject has a key, and so perhaps details. */
  async holds(subject: string): Promise<boolean> {
    return (await this.store.findKey(subject)) !== undefined;
  }

  /** Destroys the subject's key and all that was sealed and indexed for it. @returns false when nothing was left. */
  destroy(subject: string): Promise<boolean> {
    return this.store.destroy(subject);
  }

  editions(): Promise<readonly KeptEdition[]> {
    return this.store.editions();
  }

  /**
   * Wraps every key by the current master key. Broken off, it goes on where it was; until it is done, the older master
   * keys are still needed.
   * @param report how many keys have been wrapped anew so far.
   * @returns how many were.
   */
  async rotate(report: (done: number) => void = () => undefined): Promise<number> {
    for (let done = 0; ;) {
      const old = await this.store.keysNotBy(this.masters.current, ROTATED_AT_ONCE);
      if (old.length === 0) {
        await this.store.scrub();
        return done;
      }
      await this.store.rewrap(
        old.map(({ owner, ...kept }) => {
          const key = this.masters.unwrap(owner, kept);
          const wrapped = { owner, ...this.masters.wrap(owner, key) };
          key.fill(0);
          return wrapped;
        }),
      );
      done += old.length;
      report(done);
    }
  }

  keysByMaster(): Promise<ReadonlyMap<string, number>> {
    return this.store.keysByMaster();
  }

  close(): Promise<void> {
    this.indexKey.fill(0);
    return this.store.close();
  }

  private valueOf({ name, scope, text }: Indexed): Buffer {
    return blindIndex(this.indexKey, name, scope, text);
  }
}

const placeOf = (subject: string, edition: string, field: string): readonly string[] => [
  'field',
  subject,
  edition,
  field,
];
