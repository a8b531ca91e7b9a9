import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { StoreUnavailable } from '../event-store/event-store';
import { guarded } from '../event-store/sqlite.errors';
import { chained, type ChainedEntry, firstBrokenOf, readingOf } from './reading-chain';
import type { Reading, ReadingEntry, ReadingLog, ReadingQuery } from './reading-log';

/** 'PLAR': tells a log of readings from any other SQLite file. */
const APPLICATION_ID = 0x504c4152;
const BUSY_TIMEOUT_MS = 5_000;
const OWNER_ONLY = 0o600;

const SCHEMA = `
  create table readings (
    number integer primary key, at text not null, party text not null, target text, outcome text not null,
    entry text not null, hash text not null
  ) strict;
  create index readings_by_target on readings (target, number);
  create index readings_by_party on readings (party, number);
  create trigger readings_no_update before update on readings begin select raise(abort, 'readings are append-only'); end;
  create trigger readings_no_delete before delete on readings begin select raise(abort, 'readings are append-only'); end;
  pragma application_id = ${APPLICATION_ID};
`;

export const readingsFile = (dataFolder: string): string => join(dataFolder, 'readings.sqlite');

/** The record of readings in a file of its own, which may be kept longer than the vault's. */
export class SqliteReadingLog implements ReadingLog {
  private constructor(
    private readonly path: string,
    private readonly connection: DatabaseSync,
  ) {}

  /** @throws StoreUnavailable when the file is no log of readings or out of reach. */
  static open(path: string): SqliteReadingLog {
    return guarded(path, () => {
      mkdirSync(dirname(path), { recursive: true });
      closeSync(openSync(path, 'a', OWNER_ONLY));
      const connection = new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS });
      try {
        connection.exec('pragma journal_mode = wal; pragma synchronous = full; pragma recursive_triggers = on');
        prepareSchema(connection, path);
        return new SqliteReadingLog(path, connection);
      } catch (error) {
        connection.close();
        throw error;
      }
    });
  }

  async write(entry: ReadingEntry): Promise<void> {
    guarded(this.path, () => {
      this.connection.exec('begin immediate');
      try {
        const [last] = this.rows('select number, entry, hash from readings order by number desc limit 1');
        const { number, entry: text, hash } = chained(entry, last);
        this.connection
          .prepare('insert into readings values (?, ?, ?, ?, ?, ?, ?)')
          .run(number, entry.eventTime, entry.initiator.party, entry.target.id, entry.outcome, text, hash);
        this.connection.exec('commit');
      } catch (error) {
        if (this.connection.isTransaction) this.connection.exec('rollback');
        throw error;
      }
    });
  }

  async find({ target, party, outcome, from, until, before, limit }: ReadingQuery): Promise<readonly Reading[]> {
    const conditions: string[] = ['1 = 1'];
    const values: SQLInputValue[] = [];
    const and = (condition: string, value: SQLInputValue | undefined): void => {
      if (value === undefined) return;
      conditions.push(condition);
      values.push(value);
    };
    and('target = ?', target);
    and('party = ?', party);
    and('outcome = ?', outcome);
    and('at >= ?', from);
    and('at < ?', until);
    and('number < ?', before);
    const sql = `select number, entry, hash from readings where ${conditions.join(' and ')} order by number desc limit ?`;
    return guarded(this.path, () => this.rows(sql, ...values, limit).map(readingOf));
  }

  async firstBroken(): Promise<number | undefined> {
    return guarded(this.path, () => {
      const statement = this.connection.prepare('select number, entry, hash from readings order by number');
      return firstBrokenOf(statement.iterate() as unknown as Iterable<ChainedEntry>);
    });
  }

  async close(): Promise<void> {
    if (this.connection.isOpen) this.connection.close();
  }

  private rows(sql: string, ...values: SQLInputValue[]): ChainedEntry[] {
    return this.connection.prepare(sql).all(...values) as unknown as ChainedEntry[];
  }
}

const prepareSchema = (connection: DatabaseSync, path: string): void => {
  const numberOf = (sql: string, name: string): number => Number(connection.prepare(sql).get()?.[name]);
  connection.exec('begin immediate');
  try {
    const kind = numberOf('pragma application_id', 'application_id');
    if (kind === 0 && numberOf('select count(*) as tables from sqlite_schema', 'tables') === 0) connection.exec(SCHEMA);
    else if (kind !== APPLICATION_ID) throw new StoreUnavailable('corrupt', `The file ${path} is no log of readings`);
    connection.exec('commit');
  } catch (error) {
    if (connection.isTransaction) connection.exec('rollback');
    throw error;
  }
};
