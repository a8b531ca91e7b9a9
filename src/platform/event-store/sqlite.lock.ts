import { DatabaseSync } from 'node:sqlite';
import { StoreUnavailable } from './event-store';
import { sqliteCode } from '../files/disk-trouble';
import { guarded } from './sqlite.errors';

/** Holds a ledger file for one store in one process. */
export interface FileLock {
  release(): void;
}

/**
 * Takes the file for the life of this process. The lock is an exclusive transaction on an empty side file, because the
 * operating system lets go of it at any death of the process, and further connections to the ledger itself (a backup,
 * a query) are not in its way.
 * @throws StoreUnavailable 'locked' when a store has the file already, in this process or another.
 */
export const lockFile = (path: string): FileLock => {
  const side = `${path}.lock`;
  const connection = guarded(side, () => new DatabaseSync(side, { timeout: 0 }));
  try {
    connection.exec('pragma journal_mode = off; begin exclusive');
  } catch (error) {
    connection.close();
    if (sqliteCode(error) !== 5) return guarded(side, () => raise(error));
    throw new StoreUnavailable('locked', `The event store ${path} is in use: another store has it open`, {
      cause: error,
    });
  }
  return { release: () => connection.isOpen && connection.close() };
};

const raise = (error: unknown): never => {
  throw error;
};
