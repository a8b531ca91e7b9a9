import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { randomUUIDv7 as v7 } from 'node:crypto';
import type { AnyProjection } from '../../src/kernel/projection';
import { ProjectionRunner } from '../../src/platform/subscriptions/projection-runner';
import type { ReadModel } from '../../src/platform/subscriptions/read-store';
import { ReadStore } from '../../src/platform/subscriptions/read-store';
import { certified, rebuild, replayBeside } from '../../src/platform/subscriptions/rebuild';
import type { CounterFact, CounterRow } from '../support/counters';
import { cleared, counted, counters, countersTable, stepsTable } from '../support/counters';
import { MemoryEventStore } from '../support/memory-store';
import { projected } from '../support/project';

const metadata = { commandId: 'c', correlationId: 'c', causationId: 'c', actor: 'somebody', onBehalfOf: '751' };

interface Ledger {
  readonly store: MemoryEventStore;
  readonly reads: ReadStore;
  readonly runner: ProjectionRunner;
  readonly model: ReadModel;
  readonly folder: string;
  append(stream: string, ...facts: readonly CounterFact[]): Promise<number>;
  /** Appends and waits until it shows. */
  show(stream: string, ...facts: readonly CounterFact[]): Promise<number>;
  end(): Promise<void>;
}

const ledgers: Ledger[] = [];

const opened = async (projection: AnyProjection = counters, clock?: () => string): Promise<Ledger> => {
  const folder = mkdtempSync(join(tmpdir(), 'reads-'));
  const store = new MemoryEventStore(clock);
  const reads = new ReadStore({ projections: [projection], dataFolder: folder });
  const runner = new ProjectionRunner(store, reads);
  await runner.start();
  const append: Ledger['append'] = async (stream, ...facts) => {
    const revision = store.log.filter((event) => event.stream === stream).length - 1;
    const unrecorded = facts.map((fact) => ({ ...fact, id: v7(), metadata }));
    return (await store.append(stream, revision, unrecorded)).position;
  };
  const ledger: Ledger = {
    store,
    reads,
    runner,
    model: reads.model(projection),
    folder,
    append,
    show: async (stream, ...facts) => {
      const position = await append(stream, ...facts);
      await runner.waitFor(position);
      return position;
    },
    end: async () => {
      await runner.stop();
      reads.close();
      rmSync(folder, { recursive: true });
    },
  };
  ledgers.push(ledger);
  return ledger;
};

afterEach(async () => {
  for (const ledger of ledgers.splice(0)) await ledger.end();
});

describe('Asking a read model', () => {
  it('finds rows by condition, in order, as many as asked for', async () => {
    const { model, show } = await opened();
    await show('counter-a', counted(1, 'x'), counted(2, 'y'));
    await show('counter-b', counted(5));
    await show('counter-c', counted(9));
    const least = { where: 'sum >= :least', parameters: { least: 5 } };
    expect(model.rows(countersTable, { ...least, orderBy: 'sum DESC' }).map(({ stream }) => stream)).toEqual([
      'counter-c',
      'counter-b',
    ]);
    expect(model.rows(countersTable, { limit: 2 }).map(({ stream }) => stream)).toEqual(['counter-a', 'counter-b']);
    expect(model.row(countersTable, { where: 'stream = :s', parameters: { s: 'counter-a' } })).toEqual({
      stream: 'counter-a',
      sum: 3,
      labels: ['x', 'y'],
      note: null,
    });
    expect(model.row(countersTable, { where: 'sum = 77' })).toBeUndefined();
    expect(model.count(countersTable, least)).toBe(2);
  });

  it('sums and joins within one projection, now and as it was known', async () => {
    const { model, show } = await opened();
    const before = await show('counter-a', counted(1));
    await show('counter-a', counted(2));
    await show('counter-b', counted(5));
    const total = (knownAt?: number) =>
      model.select<{ total: number }>((from) => `SELECT sum(sum) AS total FROM ${from(countersTable)}`, {}, knownAt);
    expect([total(), total(before)]).toEqual([[{ total: 8 }], [{ total: 1 }]]);
  });

  it('refuses to tell what was known from a table without history', async () => {
    const { model } = await opened();
    expect(() => model.rows(stepsTable, { knownAt: 1 })).toThrow('keeps no history');
  });

  it('refuses a table of another projection, and a projection that is not registered', async () => {
    const { model, reads } = await opened();
    expect(() => model.rows({ ...countersTable })).toThrow('does not declare');
    expect(() => reads.model({ ...counters, name: 'other' })).toThrow('not registered');
  });

  it('knows where the log stood at an instant', async () => {
    const instants = ['2027-01-01T10:00:00.100Z', '2027-01-01T10:00:00.900Z', '2027-01-01T10:00:05.000Z'];
    const times = [...instants];
    const { reads, show } = await opened(counters, () => times.shift() ?? '');
    const positions = [await show('counter-a', counted(1), counted(1)), await show('counter-a', counted(1))];
    positions.push(await show('counter-b', counted(1)));
    expect(instants.map((instant) => reads.positionAt(instant))).toEqual(positions);
    expect(reads.positionAt('2027-01-01T11:00:00.899+01:00')).toBe(positions[0]);
    expect(reads.positionAt('2027-01-01T09:59:59Z')).toBe(0);
    expect(reads.positionAt('2028-01-01T00:00:00Z')).toBe(positions[2]);
  });

  it('shows nothing recorded later where a clock was set back', async () => {
    const times = ['2027-01-01T10:00:00.000Z', '2027-01-01T10:00:05.000Z', '2027-01-01T10:00:02.000Z'];
    const { reads, show } = await opened(counters, () => times.shift() ?? '');
    const first = await show('counter-a', counted(1));
    await show('counter-a', counted(1));
    const last = await show('counter-a', counted(1));
    expect(reads.positionAt('2027-01-01T10:00:03Z')).toBe(first);
    expect(reads.positionAt('2027-01-01T10:00:05Z')).toBe(last);
  });
});

describe('What a handler puts', () => {
  const single = (put: (row: CounterRow) => unknown): AnyProjection => ({
    ...counters,
    on: {
      Counted: ({ stream }, rows) => rows(countersTable).put(put({ stream, sum: 1, labels: [], note: null }) as never),
    },
  });

  it.each([
    ['a fraction in a whole number', (row: CounterRow) => ({ ...row, sum: 0.5 })],
    ['a number in a text', (row: CounterRow) => ({ ...row, note: 5 })],
    ['nothing in the key', (row: CounterRow) => ({ ...row, stream: undefined })],
  ])('must fit: %s is refused', (_, put) => {
    expect(() => projected(single(put), [counted(1)])).toThrow(TypeError);
  });

  it('cannot be changed behind its back', () => {
    const changing: AnyProjection = {
      ...counters,
      on: {
        Counted: ({ stream }, rows) => {
          rows(countersTable).put({ stream, sum: 1, labels: [], note: null });
          (rows(countersTable).get(stream)?.labels as string[]).push('sneaked in');
        },
      },
    };
    expect(() => projected(changing, [counted(1)])).toThrow(TypeError);
  });
});

const facts = fc.array(
  fc.record({
    stream: fc.constantFrom('counter-a', 'counter-b', 'counter-c'),
    fact: fc.oneof(
      {
        weight: 4,
        arbitrary: fc.tuple(fc.nat(9), fc.constantFrom('x', 'æ', undefined)).map(([by, l]) => counted(by, l)),
      },
      { weight: 1, arbitrary: fc.constant(cleared) },
    ),
    pause: fc.boolean(),
  }),
  { maxLength: 30 },
);

describe('Whatever happens', () => {
  it('rows are what a plain fold gives, what was known never changes, and a replay from nothing is equal', () =>
    fc.assert(
      fc.asyncProperty(facts, async (history) => {
        const ledger = await opened();
        const { store, model, runner, reads, show, append } = ledger;
        const known = new Map<number, CounterRow[]>();
        for (const { stream, fact, pause } of history) {
          // Some facts are written one by one, some together with others: rows must not depend on it.
          if (!pause) await append(stream, fact);
          else {
            const position = await show(stream, fact);
            known.set(position, model.rows(countersTable));
          }
        }
        await runner.waitFor(await store.head());
        const plain = projected(counters, store.log);
        expect(model.rows(countersTable)).toEqual(plain.rows(countersTable));
        expect(model.rows(stepsTable)).toEqual(plain.rows(stepsTable));
        for (const [position, rows] of known) expect(model.rows(countersTable, { knownAt: position })).toEqual(rows);
        for (const { position } of store.log) {
          const upTo = store.log.filter((event) => event.position <= position);
          const then = projected(counters, upTo).rows(countersTable);
          expect(model.rows(countersTable, { knownAt: position })).toEqual(then);
        }
        for (const result of await replayBeside(store, reads)) expect(result).toMatchObject({ equal: true });
        await ledgers.pop()?.end();
      }),
      { numRuns: 40 },
    ));
});

describe('A replay beside the live read models', () => {
  it('compares at the checkpoint while the live one moves on, and says how far it is', async () => {
    const { store, reads, show } = await opened();
    const position = await show('counter-a', counted(1), counted(2), cleared, counted(3));
    await show('counter-b', counted(1));
    const steps: number[] = [];
    const onProgress = ({ position: at }: { readonly position: number }): void => void steps.push(at);
    const replaying = replayBeside(store, reads, [counters], { onProgress });
    await show('counter-a', counted(4));
    const [result] = await replaying;
    expect(result).toMatchObject({ projection: 'counters', version: 1, equal: true, rows: 2 + 4 + 2 });
    expect(result?.position).toBe(position + 2);
    expect(steps).toEqual([position + 2]);
    expect(readdirSync(reads.folder).filter((name) => name.includes('replay'))).toEqual([]);
  });

  it('finds the row that is not what the log says', async () => {
    const { store, reads, show } = await opened();
    await show('counter-a', counted(1));
    await show('counter-b', counted(2));
    const tampered: AnyProjection = {
      ...counters,
      on: {
        ...counters.on,
        Counted: (fact, rows) =>
          counters.on.Counted({ ...fact, data: { by: fact.stream === 'counter-b' ? 3 : fact.data.by } }, rows),
      },
    };
    const [result] = await replayBeside(store, reads, [tampered]);
    expect(result).toMatchObject({ equal: false, firstDifference: { table: 'counters', key: ['counter-b'] } });
    expect(result?.liveDigest).not.toBe(result?.replayDigest);
  });
});

describe('A rebuild', () => {
  it('puts a new file in the place of the old one, with the digest of the live one', async () => {
    const { store, reads, runner, folder, show } = await opened();
    await show('counter-a', counted(1), counted(2), cleared, counted(3));
    const [live] = await replayBeside(store, reads, [counters]);
    await runner.stop();
    reads.close();
    const [rebuilt] = await certified(await rebuild(store, folder, [counters]));
    expect(rebuilt).toEqual({
      projection: 'counters',
      version: 1,
      position: await store.head(),
      digest: live?.liveDigest,
      rows: live?.rows,
    });
    const again = new ReadStore({ projections: [counters], dataFolder: folder });
    expect(again.model(counters).row(countersTable, {})?.sum).toBe(3);
    expect(again.model(counters).position).toBe(await store.head());
    again.close();
  });
});
