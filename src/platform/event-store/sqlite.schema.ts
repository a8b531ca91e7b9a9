import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { StoreUnavailable } from './event-store';

/** 'PLAD': tells our files from any other SQLite file. */
const APPLICATION_ID = 0x504c4144;
const SCHEMA_VERSION = 1;
/** Page cache of the one connection, in KiB. */
const CACHE_KIB = 65_536;
/** Page cache of a connection that reads each page about once, in KiB. */
const READING_CACHE_KIB = 4_096;
/** Longest value in bytes that SQLite may build; bounds a page of events that is read as one text. */
const VALUE_BYTES_MAX = 32_000_000;

/**
 * `events` is only ever appended at its end. `previous` chains the events of one stream, so no index has to be kept.
 * `cells` is the inside of a JSON array: stream, revision, type, recorded_at, id, commandId, correlationId, causationId,
 * actor, onBehalfOf, commandHash. Its first four repeat columns (25 bytes), since making text of them for each event
 * would cost a replay more than reading that text.
 * (see `sqlite.rows.ts`). `heads` may trail behind the log; `heads_saved` says up to which position it is complete.
 */
const SCHEMA = `
  create table streams (id integer primary key, name text not null unique) strict;
  create table types (id integer primary key, name text not null unique) strict;
  create table heads (stream integer primary key, revision integer not null, position integer not null) strict;
  create table heads_saved (one integer primary key check (one = 1), position integer not null) strict;
  insert into heads_saved values (1, 0);
  create table events (
    position integer primary key,
    stream integer not null,
    revision integer not null,
    previous integer not null,
    type integer not null,
    recorded_at integer not null,
    data text not null,
    cells text not null
  ) strict;
  ${['events', 'streams', 'types']
    .flatMap((table) => ['update', 'delete'].map((act) => [table, act] as const))
    .map(
      ([table, act]) => `create trigger ${table}_no_${act} before ${act} on ${table}
        begin select raise(abort, '${table} are append-only'); end;`,
    )
    .join('\n')}
`;

export interface ConnectionSettings {
  /** Largest size of the write-ahead log file in bytes that is kept after a checkpoint. */
  readonly walBytes: number;
  /** Largest number of 8 KiB pages the file may have; for a quota. */
  readonly pagesMax?: number;
}

/** Writes the tables into a new, empty file; does nothing to a file that has them. */
export const createSchema = (path: string): void => {
  const connection = new DatabaseSync(path, { timeout: 0 });
  try {
    if (pragma(connection, 'application_id') === APPLICATION_ID) return;
    if (numberFrom(connection, 'select count(*) from sqlite_schema') > 0) {
      throw new StoreUnavailable('corrupt', `The file ${path} is a SQLite database, but not an event store`);
    }
    connection.exec('pragma page_size = 8192; pragma journal_mode = wal; pragma synchronous = full');
    connection.exec(`begin immediate; ${SCHEMA}
      pragma application_id = ${APPLICATION_ID}; pragma user_version = ${SCHEMA_VERSION}; commit`);
  } finally {
    connection.close();
  }
};

/**
 * Opens the one connection of a store: WAL, every commit synced to disk.
 * @throws StoreUnavailable when the file is of a later version, or durability cannot be had.
 */
export const openConnection = (path: string, { walBytes, pagesMax }: ConnectionSettings): DatabaseSync => {
  const connection = new DatabaseSync(path, { timeout: 5_000, limits: { length: VALUE_BYTES_MAX } });
  try {
    // `synchronous` belongs to the connection, and a WAL file can be reopened at NORMAL, where a commit that was
    // acknowledged is lost in a power cut. So it is set and then asked for, every time.
    connection.exec(`pragma journal_mode = wal; pragma synchronous = full; pragma wal_autocheckpoint = 0;
      pragma journal_size_limit = ${walBytes}; pragma cache_size = -${CACHE_KIB}; pragma recursive_triggers = on;
      ${pagesMax === undefined ? '' : `pragma max_page_count = ${pagesMax}`}`);
    assertDurable(connection, path);
    const version = pragma(connection, 'user_version');
    if (version !== SCHEMA_VERSION) {
      throw new StoreUnavailable('io', `The event store ${path} has version ${version}; this program knows version 1`);
    }
    return connection;
  } catch (error) {
    connection.close();
    throw error;
  }
};

/** A further connection to a ledger that a store has open; it reads and never writes. */
export const openForReading = (path: string): DatabaseSync => {
  const connection = new DatabaseSync(path, { readOnly: true, timeout: 5_000, limits: { length: VALUE_BYTES_MAX } });
  connection.exec(`pragma cache_size = -${READING_CACHE_KIB}`);
  return connection;
};

/** A further connection to a ledger that a store has open; it copies the write-ahead log and writes nothing of its own. */
export const openForCopying = (path: string): DatabaseSync => {
  const connection = new DatabaseSync(path, { timeout: 0 });
  connection.exec('pragma synchronous = full; pragma wal_autocheckpoint = 0');
  return connection;
};

/** @throws StoreUnavailable when an acknowledged commit could be lost in a power cut. */
export const assertDurable = (connection: DatabaseSync, path: string): void => {
  const journal = connection.prepare('pragma journal_mode').get()?.journal_mode;
  const synchronous = pragma(connection, 'synchronous');
  if (journal !== 'wal' || synchronous !== 2) {
    const seen = `journal_mode=${String(journal)}, synchronous=${synchronous}`;
    throw new StoreUnavailable('io', `The event store ${path} would not be durable: ${seen}`);
  }
};

/** A statement that gives rows as arrays: half the cost of rows as objects. */
export const prepareRows = (connection: DatabaseSync, sql: string): StatementSync => {
  const statement = connection.prepare(sql);
  statement.setReturnArrays(true);
  return statement;
};

/** One row of a statement made by `prepareRows`. */
export const rowOf = (statement: StatementSync, ...values: SQLInputValue[]): unknown[] | undefined =>
  statement.get(...values) as unknown as unknown[] | undefined;

/** All rows of a statement made by `prepareRows`. */
export const rowsOf = (statement: StatementSync, ...values: SQLInputValue[]): unknown[][] =>
  statement.all(...values) as unknown as unknown[][];

export const numberFrom = (connection: DatabaseSync, sql: string): number =>
  Number(rowOf(prepareRows(connection, sql))?.[0] ?? 0);

const pragma = (connection: DatabaseSync, name: string): number => numberFrom(connection, `pragma ${name}`);
