import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { StoreUnavailable } from '../event-store/event-store';
import { guarded } from '../event-store/sqlite.errors';
import type {
  KeptEdition,
  OwnedKey,
  SealedEdition,
  SealedField,
  VaultStore,
  WrappedKey,
  WriteOutcome,
} from './vault-store';

/** 'PLAV': tells a vault from a ledger and from any other SQLite file. */
const APPLICATION_ID = 0x504c4156;
const SCHEMA_VERSION = 1;
/** Milliseconds to wait for another process, such as a rotation beside the running product. */
const BUSY_TIMEOUT_MS = 5_000;
const CHECKPOINT_TRIES_MAX = 20;
const OWNER_ONLY = 0o600;

const SCHEMA = `
  create table keys (owner text primary key, master text not null, wrapped blob not null) strict, without rowid;
  create index keys_by_master on keys (master);
  create table editions (
    subject text not null, edition text not null, kept_at text not null, primary key (subject, edition)
  ) strict, without rowid;
  create table sealed (
    subject text not null, edition text not null, field text not null, sealed blob not null,
    primary key (subject, edition, field)
  ) strict, without rowid;
  create table blind_index (
    value blob not null, subject text not null, edition text not null, primary key (value, subject, edition)
  ) strict, without rowid;
  create index blind_index_by_subject on blind_index (subject, edition);
  create table destroyed (owner text primary key) strict, without rowid;
  pragma application_id = ${APPLICATION_ID};
  pragma user_version = ${SCHEMA_VERSION};
`;

/** Everything that is kept for one edition. */
const EDITION_TABLES = ['sealed', 'blind_index', 'editions'] as const;

/**
 * The vault in one SQLite file beside the ledger. Before a destruction is answered, the file is written anew without
 * what was destroyed, and the write-ahead log, which would still hold it, is emptied.
 */
export class SqliteVault implements VaultStore {
  private constructor(
    private readonly path: string,
    private readonly connection: DatabaseSync,
  ) {}

  /** @throws StoreUnavailable when the file is no vault, of a later version, or out of reach. */
  static open(path: string): SqliteVault {
    return guarded(path, () => {
      mkdirSync(dirname(path), { recursive: true });
      // Made before SQLite does, so that nobody else on the machine can ever read it; its side files follow its mode.
      closeSync(openSync(path, 'a', OWNER_ONLY));
      const connection = new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS });
      try {
        // secure_delete belongs to the connection; FULL, because a destruction that a power cut undoes is none.
        connection.exec(
          'pragma journal_mode = wal; pragma synchronous = full; pragma secure_delete = on; pragma temp_store = memory',
        );
        prepareSchema(connection, path);
        return new SqliteVault(path, connection);
      } catch (error) {
        connection.close();
        throw error;
      }
    });
  }

  async keyOf(owner: string, { master, wrapped }: WrappedKey): Promise<WrappedKey | undefined> {
    return this.transaction(() => {
      if (this.row('select 1 from destroyed where owner = ?', owner) !== undefined) return undefined;
      this.run('insert into keys values (?, ?, ?) on conflict do nothing', owner, master, wrapped);
      return this.wrappedKey(owner);
    });
  }

  async findKey(owner: string): Promise<WrappedKey | undefined> {
    return guarded(this.path, () => this.wrappedKey(owner));
  }

  async write({ subject, edition, fields, indexed, keptAt }: SealedEdition): Promise<WriteOutcome> {
    return this.transaction<WriteOutcome>(() => {
      if (this.wrappedKey(subject) === undefined) return { outcome: 'destroyed' };
      for (const value of indexed) {
        const other = this.row('select subject from blind_index where value = ? and subject <> ?', value, subject);
        if (other !== undefined) return { outcome: 'taken', by: String(other.subject) };
      }
      this.forgetEdition(subject, edition);
      this.run('insert into editions values (?, ?, ?)', subject, edition, keptAt);
      for (const { field, sealed } of fields)
        this.run('insert into sealed values (?, ?, ?, ?)', subject, edition, field, sealed);
      for (const value of indexed) this.run('insert into blind_index values (?, ?, ?)', value, subject, edition);
      return { outcome: 'kept' };
    });
  }

  async read(subject: string, edition: string, fields: readonly string[]): Promise<readonly SealedField[]> {
    return guarded(this.path, () =>
      this.rows('select field, sealed from sealed where subject = ? and edition = ? order by field', subject, edition)
        .map(({ field, sealed }) => ({ field: String(field), sealed: bytesOf(sealed) }))
        .filter(({ field }) => fields.includes(field)),
    );
  }

  async find(value: Buffer): Promise<string | undefined> {
    return guarded(this.path, () => {
      const found = this.row('select subject from blind_index where value = ?', value);
      return found === undefined ? undefined : String(found.subject);
    });
  }

  async keepOnly(subject: string, edition: string): Promise<void> {
    const others = this.transaction(() => {
      const editions = this.rows('select edition from editions where subject = ? and edition <> ?', subject, edition);
      for (const other of editions) this.forgetEdition(subject, String(other.edition));
      return editions.length;
    });
    if (others > 0) this.emptyLog();
  }

  async discard(subject: string, edition: string): Promise<void> {
    this.transaction(() => {
      this.forgetEdition(subject, edition);
      if (this.row('select 1 from editions where subject = ?', subject) === undefined)
        this.run('delete from keys where owner = ?', subject);
    });
    this.emptyLog();
  }

  async destroy(subject: string): Promise<boolean> {
    const anything = this.transaction(() => {
      const known = this.wrappedKey(subject) !== undefined;
      this.run('insert into destroyed values (?) on conflict do nothing', subject);
      this.run('delete from keys where owner = ?', subject);
      for (const table of EDITION_TABLES) this.run(`delete from ${table} where subject = ?`, subject);
      return known;
    });
    await this.scrub();
    return anything;
  }

  async editions(): Promise<readonly KeptEdition[]> {
    return guarded(this.path, () =>
      this.rows('select subject, edition, kept_at from editions order by subject, edition').map((row) => ({
        subject: String(row.subject),
        edition: String(row.edition),
        keptAt: String(row.kept_at),
      })),
    );
  }

  async keysNotBy(master: string, limit: number): Promise<readonly OwnedKey[]> {
    return guarded(this.path, () =>
      this.rows('select * from keys where master <> ? order by owner limit ?', master, limit).map((row) => ({
        owner: String(row.owner),
        ...wrappedKeyOf(row),
      })),
    );
  }

  async rewrap(keys: readonly OwnedKey[]): Promise<void> {
    this.transaction(() => {
      for (const { owner, master, wrapped } of keys)
        this.run('update keys set master = ?, wrapped = ? where owner = ?', master, wrapped, owner);
    });
  }

  async keysByMaster(): Promise<ReadonlyMap<string, number>> {
    return guarded(this.path, () => {
      const counted = this.rows('select master, count(*) as keys from keys group by master order by master');
      return new Map(counted.map(({ master, keys }) => [String(master), Number(keys)]));
    });
  }

  /**
   * `secure_delete` alone is not enough: a page that was split or merged keeps copies of cells that have moved away, as
   * the test of this file found. Writing the whole file anew leaves nothing but what is there; for ten thousand citizens
   * that is some megabytes.
   */
  async scrub(): Promise<void> {
    guarded(this.path, () => this.connection.exec('vacuum'));
    this.emptyLog();
  }

  async close(): Promise<void> {
    if (this.connection.isOpen) this.connection.close();
  }

  /** @throws StoreUnavailable 'locked' when another process kept the write-ahead log from being emptied. */
  private emptyLog(): void {
    for (let tries = 1; ; tries += 1) {
      const done = guarded(this.path, () => this.row('pragma wal_checkpoint(truncate)'));
      if (done?.busy === 0) return;
      if (tries >= CHECKPOINT_TRIES_MAX)
        throw new StoreUnavailable('locked', `The vault ${this.path} is held by another process`);
    }
  }

  private forgetEdition(subject: string, edition: string): void {
    for (const table of EDITION_TABLES)
      this.run(`delete from ${table} where subject = ? and edition = ?`, subject, edition);
  }

  private wrappedKey(owner: string): WrappedKey | undefined {
    const found = this.row('select master, wrapped from keys where owner = ?', owner);
    return found === undefined ? undefined : wrappedKeyOf(found);
  }

  private transaction<T>(work: () => T): T {
    return guarded(this.path, () => {
      this.connection.exec('begin immediate');
      try {
        const done = work();
        this.connection.exec('commit');
        return done;
      } catch (error) {
        if (this.connection.isTransaction) this.connection.exec('rollback');
        throw error;
      }
    });
  }

  private run(sql: string, ...values: SQLInputValue[]): void {
    this.connection.prepare(sql).run(...values);
  }

  private row(sql: string, ...values: SQLInputValue[]): Row | undefined {
    return this.connection.prepare(sql).get(...values);
  }

  private rows(sql: string, ...values: SQLInputValue[]): Row[] {
    return this.connection.prepare(sql).all(...values);
  }
}

type Row = Readonly<Record<string, unknown>>;

const bytesOf = (value: unknown): Buffer => Buffer.from(value as Uint8Array);

const wrappedKeyOf = ({ master, wrapped }: Row): WrappedKey => ({ master: String(master), wrapped: bytesOf(wrapped) });

const prepareSchema = (connection: DatabaseSync, path: string): void => {
  const numberOf = (sql: string, name: string): number => Number(connection.prepare(sql).get()?.[name]);
  connection.exec('begin immediate');
  try {
    const kind = numberOf('pragma application_id', 'application_id');
    const version = numberOf('pragma user_version', 'user_version');
    if (kind === 0 && numberOf('select count(*) as tables from sqlite_schema', 'tables') === 0) connection.exec(SCHEMA);
    else if (kind !== APPLICATION_ID)
      throw new StoreUnavailable('corrupt', `The file ${path} is not a vault of personal details`);
    else if (version !== SCHEMA_VERSION)
      throw new StoreUnavailable(
        'io',
        `The vault ${path} has version ${version}; this program knows ${SCHEMA_VERSION}`,
      );
    connection.exec('commit');
  } catch (error) {
    if (connection.isTransaction) connection.exec('rollback');
    throw error;
  }
};
