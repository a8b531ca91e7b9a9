import { Pool, type QueryResultRow } from 'pg';
import { pgTrouble, withSchema } from '../vault/pg-schema';
import { chained, type ChainedEntry, firstBrokenOf, readingOf } from './reading-chain';
import type { Reading, ReadingEntry, ReadingLog, ReadingQuery } from './reading-log';

const CONNECTIONS_MAX = 3;
const CONNECT_TIMEOUT_MS = 5_000;
/** One number for all replicas: entries are chained one after the other. */
const CHAIN_LOCK = 7_523_402;
const CHECKED_AT_ONCE = 5_000;

/** The record of readings in PostgreSQL, for replicas that share one. */
export class PgReadingLog implements ReadingLog {
  private constructor(private readonly pool: Pool) {}

  /** @throws StoreUnavailable */
  static async open(url: string): Promise<PgReadingLog> {
    const pool = new Pool({
      connectionString: url,
      max: CONNECTIONS_MAX,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      application_name: 'pladsbog-readings',
    });
    pool.on('error', () => undefined);
    try {
      await withSchema(pool);
      return new PgReadingLog(pool);
    } catch (error) {
      await pool.end();
      throw error;
    }
  }

  async write(entry: ReadingEntry): Promise<void> {
    const client = await this.pool.connect().catch((error: unknown) => {
      throw pgTrouble(error);
    });
    try {
      await client.query('begin');
      // Whatever the server's default is, an answer must not outlive the entry.
      await client.query('set local synchronous_commit = on');
      await client.query('select pg_advisory_xact_lock($1)', [CHAIN_LOCK]);
      const { rows } = await client.query<Row>(`${SELECT} order by number desc limit 1`);
      const { number, entry: text, hash } = chained(entry, rows.map(entryOf)[0]);
      await client.query('insert into pladsbog_vault.readings values ($1, $2, $3, $4, $5, $6, $7)', [
        number,
        entry.eventTime,
        entry.initiator.party,
        entry.target.id,
        entry.outcome,
        text,
        hash,
      ]);
      await client.query('commit');
      client.release();
    } catch (error) {
      client.release(true);
      throw pgTrouble(error);
    }
  }

  async find({ target, party, outcome, from, until, before, limit }: ReadingQuery): Promise<readonly Reading[]> {
    const conditions: string[] = ['true'];
    const values: unknown[] = [];
    const and = (condition: string, value: unknown): void => {
      if (value === undefined) return;
      values.push(value);
      conditions.push(`${condition} $${values.length}`);
    };
    and('target =', target);
    and('party =', party);
    and('outcome =', outcome);
    and('at >=', from);
    and('at <', until);
    and('number <', before);
    values.push(limit);
    const sql = `${SELECT} where ${conditions.join(' and ')} order by number desc limit $${values.length}`;
    return (await this.rows(sql, values)).map(readingOf);
  }

  async firstBroken(): Promise<number | undefined> {
    const all: ChainedEntry[] = [];
    for (let after = 0; ;) {
      const page = await this.rows(`${SELECT} where number > $1 order by number limit $2`, [after, CHECKED_AT_ONCE]);
      all.push(...page);
      const last = page.at(-1);
      if (page.length < CHECKED_AT_ONCE || last === undefined) return firstBrokenOf(all);
      after = last.number;
    }
  }

  close(): Promise<void> {
    return this.pool.ended ? Promise.resolve() : this.pool.end();
  }

  private async rows(sql: string, values: unknown[]): Promise<ChainedEntry[]> {
    try {
      return (await this.pool.query<Row>(sql, values)).rows.map(entryOf);
    } catch (error) {
      throw pgTrouble(error);
    }
  }
}

interface Row extends QueryResultRow {
  readonly number: string;
  readonly entry: string;
  readonly hash: string;
}

const SELECT = 'select number, entry, hash from pladsbog_vault.readings';

/** PostgreSQL gives its 64-bit numbers as text. */
const entryOf = ({ number, entry, hash }: Row): ChainedEntry => ({ number: Number(number), entry, hash });
