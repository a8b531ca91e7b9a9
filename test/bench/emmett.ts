import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Unrecorded } from '../../src/kernel/event';

/** The little of emmett-sqlite that is compared with. It is no dependency of the project, so it has no types here. */
export interface Emmett {
  append(stream: string, event: Unrecorded): Promise<void>;
  /** Reads all, in batches of 1,000, and gives each event's data to the fold. */
  readAll(fold: (data: object) => void): Promise<void>;
  close(): void;
}

/** Installs what the benches compare with on first use; undefined when it cannot be had. */
const installed = <T>(name: string): T | undefined => {
  const folder = join(__dirname, 'node_modules/@event-driven-io', name);
  if (!existsSync(folder)) {
    console.log('installing emmett into test/bench …');
    spawnSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: __dirname, stdio: 'inherit' });
  }
  try {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- a library that may not be there
    return require(folder) as T;
  } catch (error) {
    console.log(`${name} cannot be loaded: ${(error as Error).message}`);
    return undefined;
  }
};

interface Connection {
  command(sql: string): Promise<unknown>;
  close(): void;
}

interface Library {
  sqliteConnection(options: { fileName: string }): Connection;
  getSQLiteEventStore(options: object): {
    appendToStream(stream: string, events: object[], options?: object): Promise<unknown>;
  };
  readMessagesBatch(
    connection: Connection,
    options: { after: bigint; batchSize: number },
  ): Promise<{ messages: { data: object }[]; currentGlobalPosition: bigint; areEventsLeft: boolean }>;
}

export const findEmmett = (): Library | undefined => installed<Library>('emmett-sqlite');

interface PostgresLibrary {
  getPostgreSQLEventStore(url: string): {
    appendToStream(stream: string, events: object[]): Promise<unknown>;
    close(): Promise<void>;
  };
}

/** emmett-postgresql on its pool as it comes, against a server that syncs every commit as PostgreSQL does by default. */
export const openEmmettPostgres = (
  url: string,
): { append: Emmett['append']; close: () => Promise<void> } | undefined => {
  const library = installed<PostgresLibrary>('emmett-postgresql');
  if (!library) return undefined;
  const store = library.getPostgreSQLEventStore(url);
  return {
    append: async (stream, { type, data, metadata }) => {
      await store.appendToStream(stream, [{ type, data, metadata }]);
    },
    close: () => store.close(),
  };
};

/**
 * @param connection 'shared' keeps one connection with every commit synced; 'default' is the pool as it comes, which
 * opens a connection for each append.
 */
export const openEmmett = async (
  library: Library,
  fileName: string,
  connection: 'shared' | 'default',
): Promise<Emmett> => {
  const own = library.sqliteConnection({ fileName });
  await own.command('PRAGMA synchronous = FULL');
  const pool = connection === 'shared' ? { connectionOptions: { singleton: true, connection: own } } : {};
  const store = library.getSQLiteEventStore({ fileName, ...pool });
  return {
    append: async (stream, { type, data, metadata }) => {
      await store.appendToStream(stream, [{ type, data, metadata }]);
    },
    readAll: async (fold) => {
      for (let after = 0n, left = true; left;) {
        const batch = await library.readMessagesBatch(own, { after, batchSize: 1_000 });
        for (const { data } of batch.messages) fold(data);
        after = batch.currentGlobalPosition;
        left = batch.areEventsLeft;
      }
    },
    close: () => own.close(),
  };
};
