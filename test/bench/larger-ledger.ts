import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Recorded, Unrecorded } from '../../src/kernel/event';
import { SqliteEventStore } from '../../src/platform/event-store/sqlite.store';

/** Streams that can be copied under other ids. What has natural keys (parties, months, statements) stands once. */
const COPIED = /^(?:offering|tariff|placebook|citizen|contract)-/;
const IDS = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
/** Appends under way at a time. */
const APPENDS_OPEN = 500;

/** Loads the Midtjylland market into a data folder, as a first start does, and stops. */
export const loadMarket = (dataFolder: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const env = { ...process.env, PLADSBOG_DATA: dataFolder, PLADSBOG_PORT: '0', PLADSBOG_LOG: 'error' };
    const child = spawn(process.execPath, ['dist/main.js'], { env, stdio: ['ignore', 'pipe', 'ignore'] });
    child.stdout.on('data', (chunk: Buffer) => {
      if (chunk.toString().includes('indlæst')) child.kill('SIGTERM');
    });
    child.once('exit', (code, signal) =>
      code === 0 || signal === 'SIGTERM' ? resolve() : reject(new Error(`The product ended with ${code}`)),
    );
  });

/** The same event of another market: every id in it is another one, the same for the same copy. */
const copyOf = ({ stream, revision, id, type, data, metadata }: Recorded, copy: number) => {
  const another = (uuid: string): string =>
    uuid.slice(0, -4) + (Number.parseInt(uuid.slice(-4), 16) ^ copy).toString(16).padStart(4, '0');
  const text = JSON.stringify({ stream, id, data, metadata }).replace(IDS, another);
  const copied = JSON.parse(text) as Pick<Recorded, 'stream' | 'id' | 'data' | 'metadata'>;
  const fact: Unrecorded = { type, id: copied.id, data: copied.data, metadata: copied.metadata };
  return { stream: copied.stream, expected: revision - 1, fact };
};

/**
 * Grows the market's ledger to at least so many events by copying its offerings with all that happened in them.
 * @returns how many it has then.
 */
export const grow = async (dataFolder: string, events: number): Promise<number> => {
  const store = SqliteEventStore.open(join(dataFolder, 'ledger.sqlite'));
  const market: Recorded[] = [];
  for await (const page of store.readAll()) market.push(...page.filter(({ stream }) => COPIED.test(stream)));
  for (let copy = 1; (await store.head()) < events; copy += 1) {
    for (let at = 0; at < market.length; at += APPENDS_OPEN) {
      const copies = market.slice(at, at + APPENDS_OPEN).map((event) => copyOf(event, copy));
      await Promise.all(copies.map(({ stream, expected, fact }) => store.append(stream, expected, [fact])));
    }
  }
  const head = await store.head();
  await store.close();
  return head;
};
