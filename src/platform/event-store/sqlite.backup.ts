import { createHash } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { checkContent } from './sqlite.check';
import { guarded } from './sqlite.errors';
import { numberFrom, openForReading, prepareRows, rowOf } from './sqlite.schema';

/** A copy of a ledger that was read back and found equal. */
export interface VerifiedCopy {
  readonly path: string;
  readonly bytes: number;
  /** Events in it. */
  readonly events: number;
  /** SHA-256 over every event as it is stored, in order. */
  readonly digest: string;
}

/** There is no backup: the reason is in the message, and nothing was left behind. */
export class BackupFailed extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'BackupFailed';
  }
}

/**
 * Copies a database as it is at this moment into a new file. The copy is one read transaction, so a store that has the
 * file open, here or in another process, goes on writing meanwhile, and nothing of that comes in by halves.
 * @throws BackupFailed when there is nothing to copy, or something at `to` already: a backup never replaces another.
 */
export const copyDatabase = (from: string, to: string): void => {
  if (!existsSync(from)) throw new BackupFailed(`There is no file ${from}`);
  if (existsSync(to)) throw new BackupFailed(`There is something at ${to} already; a backup replaces nothing`);
  guarded(from, () => {
    const source = openForReading(from);
    try {
      source.prepare('vacuum into ?').run(to);
    } finally {
      source.close();
    }
  });
  // SQLite leaves it to us to bring a file made this way to the disk.
  sync(to);
};

/**
 * Copies a ledger, running or stopped, reads the copy back and compares it with the ledger event by event. The file has
 * its name only when all of that is done.
 * @throws BackupFailed when the copy differs; StoreUnavailable when the ledger or the disk is in the way.
 */
export const backUpLedger = (ledger: string, to: string): VerifiedCopy => {
  if (existsSync(to)) throw new BackupFailed(`There is something at ${to} already; a backup replaces nothing`);
  const part = `${to}.part`;
  rmSync(part, { force: true });
  try {
    copyDatabase(ledger, part);
    const copy = guarded(part, () => verified(ledger, part));
    renameSync(part, to);
    sync(dirname(to));
    return { ...copy, path: to };
  } catch (failure) {
    rmSync(part, { force: true });
    throw failure;
  }
};

const verified = (ledger: string, path: string): VerifiedCopy => {
  const [live, copy] = [openForReading(ledger), openForReading(path)];
  try {
    const verdict = String(rowOf(prepareRows(copy, 'pragma integrity_check(1)'))?.[0]);
    if (verdict !== 'ok') throw new BackupFailed(`The copy is damaged: ${verdict}`);
    checkContent(copy, path);
    const events = numberFrom(copy, 'select count(*) from events');
    const upTo = numberFrom(copy, 'select max(position) from events');
    // Events never change, so what the copy holds must stand in the ledger now, however far it has come since.
    const digest = digestOf(copy, upTo);
    if (digest !== digestOf(live, upTo)) throw new BackupFailed('The copy is not what the ledger holds');
    return { path, bytes: statSync(path).size, events, digest };
  } finally {
    live.close();
    copy.close();
  }
};

/** Over the events up to a position with the names of their streams and types, since ids alone could be mixed up. */
const digestOf = (connection: DatabaseSync, upTo: number): string => {
  const hash = createHash('sha256');
  const rows = prepareRows(
    connection,
    `select e.position, s.name, e.revision, e.previous, t.name, e.recorded_at, e.data, e.cells
     from events e left join streams s on s.id = e.stream left join types t on t.id = e.type
     where e.position <= ? order by e.position`,
  );
  for (const row of rows.iterate(upTo)) hash.update(`${JSON.stringify(row)}\n`);
  return hash.digest('hex');
};

const sync = (path: string): void => {
  const file = openSync(path, 'r');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
};
