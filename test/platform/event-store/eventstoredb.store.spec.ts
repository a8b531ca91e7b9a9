import { randomUUID } from 'node:crypto';
import { EventStoreDbStore } from '../../../src/platform/event-store/eventstoredb.store';
import { LoopbackServer } from '../../support/eventstoredb/server';
import { describeEventStore } from './event-store.contract';

describeEventStore('EventStoreDB (loopback server)', async ({ upcasting }) => {
  const server = await LoopbackServer.start();
  const open = () => EventStoreDbStore.open({ url: server.url, ...(upcasting && { upcasting }) });
  return { store: await open(), reopen: open, dispose: () => server.stop() };
});

/** The same on a real server: each test has a ledger of its own there. */
const url = process.env.EVENTSTOREDB_URL;
if (url !== undefined)
  describeEventStore(`EventStoreDB (server at ${new URL(url).host})`, async ({ upcasting }) => {
    const ledger = `test${randomUUID()}`;
    const open = () => EventStoreDbStore.open({ url, ledger, ...(upcasting && { upcasting }) });
    return { store: await open(), reopen: open, dispose: async () => undefined };
  });
