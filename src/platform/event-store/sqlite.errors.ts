import { sqliteCode } from '../files/disk-trouble';
import { StoreUnavailable, type UnavailableReason } from './event-store';

/** The low byte of SQLite's result code says which family of trouble it is (sqlite.org/rescode.html). */
const REASONS: Readonly<Record<number, readonly [UnavailableReason, string]>> = {
  5: ['locked', 'is locked by another connection'],
  6: ['locked', 'is locked by another connection'],
  8: ['io', 'cannot be written: it is read-only'],
  10: ['io', 'could not be read or written'],
  11: ['corrupt', 'is corrupt'],
  13: ['full', 'cannot grow: the disk is full'],
  14: ['io', 'cannot be opened'],
  26: ['corrupt', 'is not an event store'],
};

export const SQLITE_TOO_BIG = 18;

/** A row that no store of ours has written: the file is corrupt. */
export class BrokenRow extends Error {}

/** The same error in the port's words; errors that are nobody's trouble but ours (a bug) pass through unchanged. */
export const asUnavailable = (error: unknown, path: string): unknown => {
  const code = sqliteCode(error);
  const known = code === undefined ? undefined : REASONS[code];
  if (!known) return error;
  const [reason, what] = known;
  return new StoreUnavailable(reason, `The event store ${path} ${what} (${(error as Error).message})`, {
    cause: error,
  });
};

/** Runs a piece of work against the file and translates what goes wrong. */
export const guarded = <T>(path: string, work: () => T): T => {
  try {
    return work();
  } catch (error) {
    throw asUnavailable(error, path);
  }
};
