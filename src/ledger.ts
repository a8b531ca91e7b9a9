import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import type { Settings } from './config';
import type { EventStore } from './platform/event-store/event-store';
import { assertMarked } from './platform/event-store/ledger-mark';
import { EventStoreDbStore } from './platform/event-store/eventstoredb.store';
import { lockFile } from './platform/event-store/sqlite.lock';
import { SqliteEventStore } from './platform/event-store/sqlite.store';

type Where = Pick<Settings, 'dataFolder' | 'store'>;

/** The embedded ledger's one file within the data folder. */
export const ledgerFile = ({ dataFolder }: Pick<Settings, 'dataFolder'>): string => join(dataFolder, 'ledger.sqlite');

/**
 * Opens the ledger where the settings say it is. Either way the data folder is this process's alone until it is closed,
 * because read models and checkpoints lie in it.
 * @throws StoreUnavailable when the ledger or the data folder is in use, damaged or out of reach.
 * @throws AnotherLedger when the data folder was filled from another ledger.
 */
export const openLedger = async (where: Where): Promise<EventStore> => {
  const store = await openStore(where);
  try {
    await assertMarked(where.dataFolder, store, where.store === 'embedded' ? 'embedded' : 'eventstoredb');
    return store;
  } catch (error) {
    await store.close();
    throw error;
  }
};

/** The same, whatever the data folder holds: for who moves a ledger. */
export const openStore = async (
  { dataFolder, store }: Where,
  clock?: () => number,
): Promise<SqliteEventStore | EventStoreDbStore> => {
  if (store === 'embedded') return SqliteEventStore.open(ledgerFile({ dataFolder }), clock ? { clock } : {});
  mkdirSync(dataFolder, { recursive: true });
  const lock = lockFile(join(dataFolder, 'replica'));
  const logger = new Logger('EventStoreDB');
  try {
    return await EventStoreDbStore.open({ ...store, lock, report: (trouble) => logger.warn(trouble) });
  } catch (error) {
    lock.release();
    throw error;
  }
};
