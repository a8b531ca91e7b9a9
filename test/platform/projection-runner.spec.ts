import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { randomUUIDv7 as v7 } from 'node:crypto';
import type { Recorded } from '../../src/kernel/event';
import type { AnyProjection } from '../../src/kernel/projection';
import type { EventStore } from '../../src/platform/event-store/event-store';
import { ProjectionRunner } from '../../src/platform/subscriptions/projection-runner';
import { PLATFORM_PROJECTIONS, ReadStore } from '../../src/platform/subscriptions/read-store';
import type { CounterFact } from '../support/counters';
import { counted, counters, countersTable, stepsTable } from '../support/counters';
import { MemoryEventStore } from '../support/memory-store';

const metadata = { commandId: 'c', correlationId: 'c', causationId: 'c', actor: 'somebody', onBehalfOf: '751' };
const running: { stop: () => Promise<void>; close: () => void }[] = [];
let folder: string;

const append = async (store: EventStore, stream: string, ...facts: readonly CounterFact[]): Promise<number> => {
  let revision = -1;
  for await (const page of store.readStream(stream)) revision = page.at(-1)?.revision ?? revision;
  const unrecorded = facts.map((fact) => ({ ...fact, id: v7(), metadata }));
  return (await store.append(stream, revision, unrecorded)).position;
};

const followed = async (store: EventStore, ...projections: readonly AnyProjection[]) => {
  const reads = new ReadStore({ projections, dataFolder: folder });
  const runner = new ProjectionRunner(store, reads);
  await runner.start();
  running.push({ stop: () => runner.stop(), close: () => reads.close() });
  return { reads, runner, model: reads.model(projections[0] ?? counters) };
};

const end = async (): Promise<void> => {
  for (const { stop, close } of running.splice(0)) {
    await stop();
    close();
  }
};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'projections-'));
});
afterEach(async () => {
  await end();
  rmSync(folder, { recursive: true });
});

describe('Following the log', () => {
  it('gives rows that hold everything up to the position waited for', async () => {
    const store = new MemoryEventStore();
    await append(store, 'counter-a', counted(1, 'x'));
    const { runner, model } = await followed(store, counters);
    const position = await append(store, 'counter-a', counted(2, 'y'), counted(3));
    expect(await runner.waitFor(position)).toBe(true);
    expect(model.rows(countersTable)).toEqual([{ stream: 'counter-a', sum: 6, labels: ['x', 'y'], note: null }]);
    expect(model.position).toBe(position);
    expect(runner.status()).toHaveLength(PLATFORM_PROJECTIONS.length + 1);
    for (const { state, lag } of runner.status()) expect([state, lag]).toEqual(['live', 0]);
  });

  it('tells that the time ran out when the position is not reached', async () => {
    const { runner } = await followed(new MemoryEventStore(), counters);
    expect(await runner.waitFor(99, 20)).toBe(false);
  });

  it('goes on where it was after a new start, and reads nothing twice', async () => {
    const store = new MemoryEventStore();
    const position = await append(store, 'counter-a', counted(1), counted(2));
    const first = await followed(store, counters);
    await first.runner.waitFor(position);
    await end();
    const later = await append(store, 'counter-a', counted(4));
    const taken: Recorded[] = [];
    const watching: AnyProjection = {
      ...counters,
      on: {
        ...counters.on,
        Counted: (fact, rows) => {
          taken.push(fact);
          counters.on.Counted(fact, rows);
        },
      },
    };
    const second = await followed(store, watching);
    await second.runner.waitFor(later);
    expect(taken.map(({ position: at }) => at)).toEqual([later]);
    expect(second.reads.model(counters).row(countersTable, {})?.sum).toBe(7);
  });

  it('loses nothing when the process dies between two flushes', async () => {
    const store = new MemoryEventStore();
    const first = await followed(store, counters);
    await first.runner.waitFor(await append(store, 'counter-a', counted(1)));
    const position = await append(store, 'counter-a', counted(2), counted(3));
    // No stop: what was gathered in memory is gone, the file is as the last transaction left it.
    const second = await followed(store.reopened(), counters);
    expect(await second.runner.waitFor(position)).toBe(true);
    expect(second.model.row(countersTable, {})?.sum).toBe(6);
    expect(second.model.count(stepsTable)).toBe(3);
  });

  it('moves past facts that a read model has no entry for', async () => {
    const store = new MemoryEventStore();
    const { runner, model } = await followed(store, { ...counters, on: {} });
    const position = await append(store, 'counter-a', counted(1));
    expect(await runner.waitFor(position, 1_000, [counters])).toBe(true);
    expect(model.count(countersTable)).toBe(0);
  });
});

describe('A fact that cannot be taken in', () => {
  const sums: AnyProjection = {
    name: 'sums',
    version: 1,
    tables: [{ ...stepsTable, name: 'sums' }],
    on: { '*': ({ stream, revision, data }, rows) => rows(sums.tables[0] as never).put({ stream, revision, ...data }) },
  };

  it('stops one read model before it, whole, and names it', async () => {
    const store = new MemoryEventStore();
    const { runner, reads, model } = await followed(store, counters, sums);
    const before = await append(store, 'counter-a', counted(1));
    await runner.waitFor(before);
    const poison = await append(store, 'counter-a', counted(2, 'poison'));
    const after = await append(store, 'counter-a', counted(3));
    expect(await runner.waitFor(after)).toBe(true);
    expect(await runner.waitFor(after, 1_000, [counters])).toBe(false);
    expect(model.rows(stepsTable)).toEqual([{ stream: 'counter-a', revision: 0, by: 1 }]);
    expect(model.row(countersTable, {})?.sum).toBe(1);
    expect(reads.model(sums).position).toBe(after);
    const status = runner.status().find(({ name }) => name === 'counters');
    expect(status).toMatchObject({
      state: 'stopped',
      position: before,
      failure: { position: poison, eventId: store.log[1]?.id, message: 'Cannot be taken in' },
    });
  });

  it('is tried again at the next start, never skipped', async () => {
    const store = new MemoryEventStore();
    const last = await append(store, 'counter-a', counted(1), counted(2, 'poison'), counted(3));
    const broken = await followed(store, counters);
    await broken.runner.waitFor(last);
    await end();
    const mended = { ...counters, on: { ...counters.on, Counted: mendedEntry } };
    const { runner, reads } = await followed(store, mended);
    expect(await runner.waitFor(last, 1_000, [mended])).toBe(true);
    expect(reads.model(mended).row(countersTable, {})?.sum).toBe(6);
  });

  const mendedEntry: typeof counters.on.Counted = (fact, rows) =>
    counters.on.Counted({ ...fact, data: { by: fact.data.by } }, rows);
});

describe('A disk that is full', () => {
  const full = () => Object.assign(new Error('database or disk is full'), { errcode: 13 });
  const isLive = async (runner: ProjectionRunner): Promise<void> => {
    for (let tries = 0; runner.status().some(({ state }) => state !== 'live') && tries < 200; tries++) await pause(10);
  };

  it('holds up the read models that cannot be written, until there is room; nothing is missing then', async () => {
    const store = new MemoryEventStore();
    const { runner, reads, model } = await followed(store, counters);
    const before = await append(store, 'counter-a', counted(1, 'x'));
    await runner.waitFor(before);
    const save = jest.spyOn(reads.file(counters), 'save').mockImplementation(() => {
      throw full();
    });
    const after = await append(store, 'counter-a', counted(2, 'y'));
    expect(await runner.waitFor(after, 1_000, [counters])).toBe(false);
    expect(runner.status().find(({ name }) => name === 'counters')).toMatchObject({
      state: 'stopped',
      position: before,
      failure: { message: 'database or disk is full' },
    });
    expect(model.row(countersTable, {})?.sum).toBe(1);
    save.mockRestore();
    await isLive(runner);
    const last = await append(store, 'counter-a', counted(4, 'z'));
    expect(await runner.waitFor(last, 1_000, [counters])).toBe(true);
    expect(model.rows(countersTable)).toEqual([{ stream: 'counter-a', sum: 7, labels: ['x', 'y', 'z'], note: null }]);
    expect(model.count(stepsTable)).toBe(3);
  });

  it('is no fault of the fact that was just being taken in', async () => {
    const store = new MemoryEventStore();
    const before = await followed(store, counters);
    await before.runner.waitFor(await append(store, 'counter-a', counted(4)));
    await end();
    // A file that holds something is asked for the rows it has.
    const { runner, reads, model } = await followed(store, counters);
    const find = jest.spyOn(reads.file(counters), 'find').mockImplementationOnce(() => {
      throw full();
    });
    const position = await append(store, 'counter-a', counted(1), counted(2));
    for (let tries = 0; find.mock.calls.length === 0 && tries < 200; tries++) await pause(10);
    expect(find).toHaveBeenCalled();
    await isLive(runner);
    expect(await runner.waitFor(position, 1_000, [counters])).toBe(true);
    expect(model.row(countersTable, {})?.sum).toBe(7);
    find.mockRestore();
  });
});

describe('A read model that cannot be used', () => {
  const filled = async (): Promise<{ store: MemoryEventStore; position: number }> => {
    const store = new MemoryEventStore();
    const position = await append(store, 'counter-a', counted(1), counted(2));
    const { runner } = await followed(store, counters);
    await runner.waitFor(position);
    await end();
    return { store, position };
  };

  it('is built anew when its version goes up, and the old file leaves', async () => {
    const { store, position } = await filled();
    const doubled: AnyProjection = {
      ...counters,
      version: 2,
      on: {
        ...counters.on,
        Counted: (fact, rows) => counters.on.Counted({ ...fact, data: { by: fact.data.by * 2 } }, rows),
      },
    };
    const { runner, reads } = await followed(store, doubled);
    await runner.waitFor(position);
    expect(reads.model(doubled).row(countersTable, {})?.sum).toBe(6);
    expect(readdirSync(join(folder, 'read')).filter((name) => name.includes('counters.v1'))).toEqual([]);
  });

  it.each([
    ['is no database', 'this is no database, but long enough to look at '.repeat(100)],
    ['is empty', ''],
  ])('is built anew when the file %s', async (_, content) => {
    const { store, position } = await filled();
    const path = join(folder, 'read', 'counters.v1.sqlite');
    for (const suffix of ['-wal', '-shm']) rmSync(path + suffix, { force: true });
    writeFileSync(path, content);
    const { runner, model } = await followed(store, counters);
    expect(await runner.waitFor(position)).toBe(true);
    expect(model.row(countersTable, {})?.sum).toBe(3);
  });

  it('is built anew when it is ahead of the log', async () => {
    await filled();
    const other = new MemoryEventStore(undefined, 1);
    const position = await append(other, 'counter-b', counted(5));
    const { runner, model } = await followed(other, counters);
    await runner.waitFor(position);
    expect(model.rows(countersTable).map(({ stream }) => stream)).toEqual(['counter-b']);
  });

  it('is built anew when its tables change without a new version', async () => {
    const { store, position } = await filled();
    const changed = { ...countersTable, indexes: [['note'] as const] };
    const projection = { ...counters, tables: [changed, stepsTable], on: {} };
    const { runner, reads } = await followed(store, projection);
    await runner.waitFor(position);
    expect(reads.model(projection).count(changed)).toBe(0);
  });
});
