import { Pool, type PoolClient, type QueryResultRow } from 'pg';
import { pgTrouble, withSchema } from './pg-schema';
import type {
  KeptEdition,
  OwnedKey,
  SealedEdition,
  SealedField,
  VaultStore,
  WrappedKey,
  WriteOutcome,
} from './vault-store';

/** Everything that is kept for one edition. */
const EDITION_TABLES = ['sealed', 'blind_index', 'editions'] as const;
/** Connections of one process. */
const CONNECTIONS_MAX = 5;
const CONNECT_TIMEOUT_MS = 5_000;
const STATEMENT_TIMEOUT_MS = 30_000;

/**
 * The vault in PostgreSQL, for replicas that share one. What is destroyed is gone from its tables when it is answered:
 * they are small, and written anew. The server's own write-ahead log and its backups hold the wrapped key until they are
 * recycled; a new master key makes them worthless (docs/personal-data.md).
 */
export class PgVault implements VaultStore {
  private constructor(private readonly pool: Pool) {}

  /** @throws StoreUnavailable */
  static async open(url: string): Promise<PgVault> {
    const pool = newPool(url);
    try {
      await withSchema(pool);
      return new PgVault(pool);
    } catch (error) {
      await pool.end();
      throw error;
    }
  }

  async keyOf(owner: string, { master, wrapped }: WrappedKey): Promise<WrappedKey | undefined> {
    return this.transaction(async (client) => {
      await lockOwner(client, owner);
      const gone = await client.query('select 1 from pladsbog_vault.destroyed where owner = $1', [owner]);
      if (gone.rowCount !== 0) return undefined;
      await client.query('insert into pladsbog_vault.keys values ($1, $2, $3) on conflict do nothing', [
        owner,
        master,
        wrapped,
      ]);
      return wrappedKey(client, owner);
    });
  }

  async findKey(owner: string): Promise<WrappedKey | undefined> {
    return this.asked((client) => wrappedKey(client, owner));
  }

  async write({ subject, edition, fields, indexed, keptAt }: SealedEdition): Promise<WriteOutcome> {
    return this.transaction<WriteOutcome>(async (client) => {
      await lockOwner(client, subject);
      if ((await wrappedKey(client, subject)) === undefined) return { outcome: 'destroyed' };
      for (const value of indexed) {
        // Two registrations of one number at once: the second waits here until it sees the first.
        await client.query('select pg_advisory_xact_lock($1::bigint)', [value.readBigInt64BE(0).toString()]);
        const other = await client.query<{ subject: string }>(
          'select subject from pladsbog_vault.blind_index where value = $1 and subject <> $2 limit 1',
          [value, subject],
        );
        const [taken] = other.rows;
        if (taken !== undefined) return { outcome: 'taken', by: taken.subject };
      }
      await forgetEdition(client, subject, edition);
      await client.query('insert into pladsbog_vault.editions values ($1, $2, $3)', [subject, edition, keptAt]);
      for (const { field, sealed } of fields)
        await client.query('insert into pladsbog_vault.sealed values ($1, $2, $3, $4)', [
          subject,
          edition,
          field,
          sealed,
        ]);
      for (const value of indexed)
        await client.query('insert into pladsbog_vault.blind_index values ($1, $2, $3)', [value, subject, edition]);
      return { outcome: 'kept' };
    });
  }

  async read(subject: string, edition: string, fields: readonly string[]): Promise<readonly SealedField[]> {
    return this.rows<SealedField & QueryResultRow>(
      'select field, sealed from pladsbog_vault.sealed where subject = $1 and edition = $2 and field = any($3) order by field',
      [subject, edition, fields],
    );
  }

  async find(value: Buffer): Promise<string | undefined> {
    const sql = 'select subject from pladsbog_vault.blind_index where value = $1 limit 1';
    return (await this.rows<{ subject: string }>(sql, [value]))[0]?.subject;
  }

  async keepOnly(subject: string, edition: string): Promise<void> {
    await this.transaction(async (client) => {
      for (const table of EDITION_TABLES)
        await client.query(`delete from pladsbog_vault.${table} where subject = $1 and edition <> $2`, [
          subject,
          edition,
        ]);
    });
  }

  async discard(subject: string, edition: string): Promise<void> {
    await this.transaction(async (client) => {
      await lockOwner(client, subject);
      await forgetEdition(client, subject, edition);
      await client.query(
        `delete from pladsbog_vault.keys where owner = $1
           and not exists (select 1 from pladsbog_vault.editions where subject = $1)`,
        [subject],
      );
    });
  }

  async destroy(subject: string): Promise<boolean> {
    const known = await this.transaction(async (client) => {
      await lockOwner(client, subject);
      await client.query('insert into pladsbog_vault.destroyed values ($1) on conflict do nothing', [subject]);
      const { rowCount } = await client.query('delete from pladsbog_vault.keys where owner = $1', [subject]);
      for (const table of EDITION_TABLES)
        await client.query(`delete from pladsbog_vault.${table} where subject = $1`, [subject]);
      return (rowCount ?? 0) > 0;
    });
    await this.scrub();
    return known;
  }

  async editions(): Promise<readonly KeptEdition[]> {
    return this.rows<KeptEdition & QueryResultRow>(
      `select subject, edition, kept_at as "keptAt" from pladsbog_vault.editions order by subject, edition`,
    );
  }

  async keysNotBy(master: string, limit: number): Promise<readonly OwnedKey[]> {
    return this.rows<OwnedKey & QueryResultRow>(
      'select owner, master, wrapped from pladsbog_vault.keys where master <> $1 order by owner limit $2',
      [master, limit],
    );
  }

  async rewrap(keys: readonly OwnedKey[]): Promise<void> {
    await this.transaction(async (client) => {
      for (const { owner, master, wrapped } of keys)
        await client.query('update pladsbog_vault.keys set master = $2, wrapped = $3 where owner = $1', [
          owner,
          master,
          wrapped,
        ]);
    });
  }

  async keysByMaster(): Promise<ReadonlyMap<string, number>> {
    const counted = await this.rows<{ master: string; keys: number }>(
      'select master, count(*)::int as keys from pladsbog_vault.keys group by master order by master',
    );
    return new Map(counted.map(({ master, keys }) => [master, keys]));
  }

  async scrub(): Promise<void> {
    for (const table of ['keys', ...EDITION_TABLES]) await this.rows(`vacuum full pladsbog_vault.${table}`);
    await this.rows('checkpoint').catch(() => undefined);
  }

  close(): Promise<void> {
    return this.pool.ended ? Promise.resolve() : this.pool.end();
  }

  private async rows<R extends QueryResultRow>(sql: string, values: unknown[] = []): Promise<R[]> {
    return this.asked(async (client) => (await client.query<R>(sql, values)).rows);
  }

  private async asked<T>(ask: (client: PoolClient) => Promise<T>): Promise<T> {
    const client = await this.pool.connect().catch((error: unknown) => {
      throw pgTrouble(error);
    });
    try {
      const answer = await ask(client);
      client.release();
      return answer;
    } catch (error) {
      // What state the connection is in nobody knows: it is not used again.
      client.release(true);
      throw pgTrouble(error);
    }
  }

  private transaction<T>(work: (client: PoolClient) => Promise<T>): Promise<T> {
    return this.asked(async (client) => {
      await client.query('begin');
      const done = await work(client);
      await client.query('commit');
      return done;
    });
  }
}

const newPool = (url: string): Pool => {
  const pool = new Pool({
    connectionString: url,
    max: CONNECTIONS_MAX,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    application_name: 'pladsbog-vault',
  });
  // A connection that breaks while it is idle is no fault; the next use takes another.
  pool.on('error', () => undefined);
  return pool;
};

/** Keeping and destroying for one owner take turns, whichever replica does it. */
const lockOwner = (client: PoolClient, owner: string) =>
  client.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [owner]);

const wrappedKey = async (client: PoolClient, owner: string): Promise<WrappedKey | undefined> =>
  (
    await client.query<WrappedKey & QueryResultRow>(
      'select master, wrapped from pladsbog_vault.keys where owner = $1',
      [owner],
    )
  ).rows[0];

const forgetEdition = async (client: PoolClient, subject: string, edition: string): Promise<void> => {
  for (const table of EDITION_TABLES)
    await client.query(`delete from pladsbog_vault.${table} where subject = $1 and edition = $2`, [subject, edition]);
};
