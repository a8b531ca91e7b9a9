import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  fdatasyncSync,
  openSync,
  readSync,
  statSync,
  writeSync,
} from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { StoreUnavailable } from './event-store';
import { numberFrom, prepareRows, rowOf } from './sqlite.schema';

const HEADER_BYTES = 100;
const MAGIC = 'SQLite format 3\0';
/** Files up to this size are checked page by page at every open; larger ones only at their end. */
const FULL_CHECK_BYTES_MAX = 64_000_000;
/** Newest events whose chain is followed at every open. */
const CHAIN_CHECK_EVENTS = 1_000;

/**
 * Looks at the file before SQLite does, since SQLite would take a truncated file for one with empty pages.
 * @throws StoreUnavailable 'corrupt' or 'io'.
 */
export const inspectFile = (path: string): void => {
  const size = existsSync(path) ? statSync(path).size : 0;
  if (size === 0) return;
  try {
    accessSync(path, constants.R_OK | constants.W_OK);
  } catch (error) {
    throw new StoreUnavailable('io', `The event store ${path} cannot be written: it is read-only`, { cause: error });
  }
  const header = Buffer.alloc(HEADER_BYTES);
  const file = openSync(path, 'r');
  try {
    readSync(file, header, 0, HEADER_BYTES, 0);
  } finally {
    closeSync(file);
  }
  if (header.toString('latin1', 0, MAGIC.length) !== MAGIC) {
    throw new StoreUnavailable('corrupt', `The file ${path} is not an event store: its header is not SQLite's`);
  }
  const pageBytes = header.readUInt16BE(16) === 1 ? 65_536 : header.readUInt16BE(16);
  const expected = header.readUInt32BE(28) * pageBytes;
  // Checkpoints write page 1 before later pages, so a file that was killed in one may be short while its WAL is there.
  const walHoldsPages = existsSync(`${path}-wal`) && statSync(`${path}-wal`).size > 0;
  if (size < expected && !walHoldsPages) {
    throw new StoreUnavailable('corrupt', `The event store ${path} is truncated: ${size} bytes of ${expected}`);
  }
};

/**
 * Checks a small file wholly, and of every file that the newest events hang together.
 * @throws StoreUnavailable 'corrupt'.
 */
export const checkContent = (connection: DatabaseSync, path: string): void => {
  if (statSync(path).size <= FULL_CHECK_BYTES_MAX) {
    const verdict = String(rowOf(prepareRows(connection, 'pragma quick_check(1)'))?.[0]);
    if (verdict !== 'ok') throw new StoreUnavailable('corrupt', `The event store ${path} is corrupt: ${verdict}`);
  }
  const broken = numberFrom(connection, BROKEN_CHAIN);
  if (broken > 0) {
    throw new StoreUnavailable('corrupt', `The event store ${path} is corrupt: the chain breaks at position ${broken}`);
  }
};

/** The first of the newest events that does not follow its predecessors in log and stream; no row when all do. */
const BROKEN_CHAIN = `
  select e.position
  from (select * from events order by position desc limit ${CHAIN_CHECK_EVENTS}) e
  left join events before on before.position = e.position - 1
  left join events p on p.position = e.previous
  left join streams s on s.id = e.stream
  where s.id is null
    or (e.position > 1 and (before.position is null or before.recorded_at > e.recorded_at))
    or case when e.previous = 0 then e.revision <> 0
       else p.position is null or p.stream <> e.stream or p.revision <> e.revision - 1 or e.previous >= e.position end
  order by e.position limit 1`;

/**
 * Gives the write-ahead log its full size before the first append: overwriting blocks that exist needs no change of
 * file metadata in each sync, which makes single appends about 1.6 times as fast. SQLite takes a log of zeros for empty.
 */
export const warmWal = (path: string, bytes: number): void => {
  const wal = `${path}-wal`;
  if (existsSync(wal) && statSync(wal).size > 0) return;
  const file = openSync(wal, 'w');
  try {
    const zeros = Buffer.alloc(1 << 20);
    for (let written = 0; written < bytes; written += zeros.length) writeSync(file, zeros);
    fdatasyncSync(file);
  } finally {
    closeSync(file);
  }
};
