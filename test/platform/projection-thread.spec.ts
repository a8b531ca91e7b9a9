import { randomUUIDv7 } from 'node:crypto';
import { closeSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { NO_STREAM } from '../../src/kernel/event';
import { SqliteEventStore } from '../../src/platform/event-store/sqlite.store';
import { LOOK_MS, mayGoLast } from '../../src/platform/subscriptions/precedence';
import { ProjectionThread } from '../../src/platform/subscriptions/projection-thread';
import { ReadStore } from '../../src/platform/subscriptions/read-store';
import { counted, counters, countersTable } from '../support/counters';

const SUPPORT = resolve(__dirname, '../support');
const thread = { program: join(SUPPORT, 'counters.thread.ts'), execArgv: ['-r', join(SUPPORT, 'typescript.cjs')] };
/** A thread begins by reading and translating its program. */
const START_MS = 20_000;

/** So little that a few events fill it. */
const WAL_BYTES = 1 << 18;

let folder: string;
let store: SqliteEventStore;
let reads: ReadStore;
let projections: ProjectionThread;

const open = async (): Promise<void> => {
  store = SqliteEventStore.open(join(folder, 'ledger.sqlite'), { walBytes: WAL_BYTES });
  reads = new ReadStore({ projections: [counters], dataFolder: folder });
  projections = new ProjectionThread(store, reads, thread);
  await projections.start();
};

const close = async (): Promise<void> => {
  await projections.stop();
  reads.close();
  await store.close();
};

const count = async (stream: string, expected: number, by: number): Promise<number> => {
  const commandId = randomUUIDv7();
  const metadata = {
    commandId,
    correlationId: commandId,
    causationId: commandId,
    actor: 'local:751',
    onBehalfOf: '751',
  };
  return (await store.append(stream, expected, [{ ...counted(by), id: randomUUIDv7(), metadata }])).position;
};

const sums = (): Record<string, number> =>
  Object.fromEntries(
    reads
      .model(counters)
      .rows(countersTable)
      .map(({ stream, sum }) => [stream, sum]),
  );

/** How Linux schedules each thread of this process (proc(5): `policy` of `stat`, the 41st field; names may hold spaces). */
const SCHED_IDLE = 5;
const policies = (): number[] =>
  readdirSync('/proc/self/task').map((thread) => {
    const [, fields = ''] = readFileSync(`/proc/self/task/${thread}/stat`, 'utf8').split(/\) (?!.*\) )/s);
    return Number(fields.split(' ')[38]);
  });

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'thread-'));
  await open();
});
afterEach(async () => {
  await close();
  rmSync(folder, { recursive: true });
});

describe('Read models in a thread of their own', () => {
  it(
    'show what was appended to whoever waits for its position',
    async () => {
      await count('counter-a', NO_STREAM, 2);
      expect(await projections.waitFor(await count('counter-a', 0, 3), START_MS)).toBe(true);
      expect(sums()).toEqual({ 'counter-a': 5 });
      for (let revision = 1; revision < 30; revision++)
        expect(await projections.waitFor(await count('counter-a', revision, 1))).toBe(true);
      expect(sums()).toEqual({ 'counter-a': 34 });
      expect(projections.status().every(({ state, lag }) => state === 'live' && lag === 0)).toBe(true);
    },
    START_MS,
  );

  it(
    'wait for everybody else once they are up to date, where the system lets them come back',
    async () => {
      const expected = (await mayGoLast()) ? 1 : 0;
      expect(await projections.waitFor(await count('counter-a', NO_STREAM, 2), START_MS)).toBe(true);
      const last = (): number => policies().filter((policy) => policy === SCHED_IDLE).length;
      for (let looks = 0; last() !== expected || looks < 4; looks += 1) await sleep(LOOK_MS);
      expect(last()).toBe(expected);
      expect(await projections.waitFor(await count('counter-a', 0, 3), START_MS)).toBe(true);
    },
    START_MS,
  );

  it(
    'copy the write-ahead log for the side that writes',
    async () => {
      const copied = jest.spyOn(store, 'copied');
      let revision = NO_STREAM;
      while (copied.mock.calls.length === 0) await count('counter-a', revision++, 1);
      expect(await projections.waitFor(await count('counter-a', revision, 1), START_MS)).toBe(true);
      expect(sums()).toEqual({ 'counter-a': revision + 2 });
    },
    START_MS,
  );

  it(
    'stand after a new start where the log stands',
    async () => {
      await projections.waitFor(await count('counter-a', NO_STREAM, 2), START_MS);
      const unseen = await count('counter-b', NO_STREAM, 4);
      await close();
      await open();
      expect(await projections.waitFor(unseen, START_MS)).toBe(true);
      expect(sums()).toEqual({ 'counter-a': 2, 'counter-b': 4 });
    },
    2 * START_MS,
  );

  it(
    'are built anew when their file is damaged while it is read',
    async () => {
      await projections.waitFor(await count('counter-a', NO_STREAM, 2), START_MS);
      await close();
      const file = openSync(join(folder, 'read', `counters.v${counters.version}.sqlite`), 'r+');
      writeSync(file, Buffer.alloc(8_000, 7), 0, 8_000, 4_096);
      closeSync(file);
      await open();
      expect(await projections.waitFor(await count('counter-a', 0, 3), START_MS)).toBe(true);
      expect(sums()).toEqual({ 'counter-a': 5 });
    },
    2 * START_MS,
  );
});
