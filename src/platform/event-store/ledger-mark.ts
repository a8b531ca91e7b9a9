import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EventStore } from './event-store';

const MARK_FILE = 'ledger-mark';

/** The data folder holds read models and checkpoints of another ledger, or of this one where it was before it moved. */
export class AnotherLedger extends Error {
  constructor(dataFolder: string) {
    super(`The read models and checkpoints in ${dataFolder} belong to another ledger, or to this one before it moved`);
    this.name = 'AnotherLedger';
  }
}

/** What tells this log in this store from any other: its first event, and where that is. Undefined while it is empty. */
export const markOf = async (log: Pick<EventStore, 'readAll'>): Promise<string | undefined> => {
  for await (const [first] of log.readAll({ pageSize: 1 }))
    return first === undefined ? undefined : `${first.id}@${first.position}`;
  return undefined;
};

/**
 * Makes sure that positions kept in the data folder are positions of this log; the first time, says so there. A folder
 * without a mark that holds read models is from before there were marks, when there was only the embedded store.
 * @param kind of store, which marks a folder while the log is empty.
 * @throws AnotherLedger when they are not: rather no rows than wrong ones.
 */
export const assertMarked = async (
  dataFolder: string,
  log: Pick<EventStore, 'readAll'>,
  kind: 'embedded' | 'eventstoredb',
): Promise<void> => {
  const path = join(dataFolder, MARK_FILE);
  const none = `empty ${kind}`;
  const unmarked = existsSync(join(dataFolder, 'read')) && kind !== 'embedded' ? 'embedded' : none;
  const held = markIn(dataFolder) ?? unmarked;
  const found = await markOf(log);
  if (held !== found && held !== none) throw new AnotherLedger(dataFolder);
  if (held !== (found ?? none) || !existsSync(path)) writeMark(path, found ?? none);
};

/** Whose positions the folder holds; undefined when nobody has said. */
export const markIn = (dataFolder: string): string | undefined => {
  const path = join(dataFolder, MARK_FILE);
  return existsSync(path) ? readFileSync(path, 'utf8').trim() : undefined;
};

/** From now on the folder belongs to the log with this mark. */
export const setMark = (dataFolder: string, mark: string): void => writeMark(join(dataFolder, MARK_FILE), mark);

const writeMark = (path: string, text: string): void => {
  writeFileSync(`${path}.new`, `${text}\n`, { flush: true });
  renameSync(`${path}.new`, path);
};
