/**
 * Read models on a ledger of the market's own kind: rebuilding them, asking as of an earlier moment, starting from where
 * they stood. `npm run bench:models [-- --events 1000000 --rounds 5 --json]`.
 */
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECTIONS } from '../../src/contexts';
import type { PartyCode } from '../../src/kernel/vocabulary';
import { placeBookProjection } from '../../src/placements/place-book.projection';
import { PlaceBookQueries } from '../../src/placements/place-book.queries';
import { SqliteEventStore } from '../../src/platform/event-store/sqlite.store';
import { ReadModelFile } from '../../src/platform/subscriptions/read-model-file';
import { PLATFORM_PROJECTIONS, type ReadStore, readModelFileName } from '../../src/platform/subscriptions/read-store';
import { certified, rebuild, type RebuiltModel } from '../../src/platform/subscriptions/rebuild';
import { RowsOverlay } from '../../src/platform/subscriptions/rows-overlay';
import { grow, loadMarket } from './larger-ledger';
import { Measurements, numberArgument, report } from './table';
import { benchFolder } from './workload';

const EVENTS = numberArgument('events', 300_000);
const ROUNDS = numberArgument('rounds', 5);
const QUERIES = 400;
const PAGE = 50;
const ALL = [...PLATFORM_PROJECTIONS, ...PROJECTIONS];

const measured = new Measurements();
const timed = async (name: string, count: number, work: () => Promise<void> | void): Promise<void> => {
  const begun = performance.now();
  await work();
  measured.add(name, count, performance.now() - begun);
};

/** The limit of a rebuild: the same handlers over the same log, with rows that are never written. */
const foldInMemory = async (store: SqliteEventStore): Promise<void> => {
  const folds = ALL.map((projection) => ({ on: projection.on, rows: new RowsOverlay(projection) }));
  for await (const page of store.readAll({ pageSize: 1_000 })) {
    for (const { on, rows } of folds) {
      for (const event of page) {
        const handle = Object.hasOwn(on, event.type) ? on[event.type] : on['*'];
        if (handle !== undefined) rows.apply(event.position, (tables) => handle(event, tables));
      }
      rows.written(Infinity);
    }
  }
};

/** Milliseconds from the start of the process until it answers. */
const start = (dataFolder: string): Promise<number> =>
  new Promise((resolve, reject) => {
    const env = { ...process.env, PLADSBOG_DATA: dataFolder, PLADSBOG_PORT: '0', PLADSBOG_MARKET: 'none' };
    const begun = performance.now();
    const child = spawn(process.execPath, ['dist/main.js'], { env, stdio: ['ignore', 'pipe', 'inherit'] });
    let took = 0;
    child.stdout.on('data', (chunk: Buffer) => {
      if (took > 0 || !chunk.toString().includes('http')) return;
      took = performance.now() - begun;
      child.kill('SIGTERM');
    });
    child.once('exit', () => (took > 0 ? resolve(took) : reject(new Error('The product did not start'))));
  });

const run = async (): Promise<void> => {
  const folder = benchFolder();
  const data = join(folder.path, 'data');
  console.log('loading the market …');
  await loadMarket(data);
  console.log(`growing it to ${EVENTS.toLocaleString('en-US')} events …`);
  const events = await grow(data, EVENTS);

  for (let round = 0; round < ROUNDS; round += 1) {
    const store = SqliteEventStore.open(join(data, 'ledger.sqlite'));
    await timed('limit: all handlers fold into Maps', events, () => foldInMemory(store));
    let rebuilt: readonly RebuiltModel[] = [];
    await timed('rebuild of all read models, indexes included', events, async () => {
      rebuilt = await rebuild(store, data, ALL);
    });
    await timed('their digests', events, async () => {
      await certified(rebuilt);
    });
    await store.close();

    const file = ReadModelFile.open(join(data, 'read', readModelFileName(placeBookProjection)), placeBookProjection);
    const queries = new PlaceBookQueries({ model: () => file } as unknown as ReadStore);
    const [operators, offerings] = subjectsOf(file);
    // By turns which comes first, so that neither is always the one that warms the pages.
    for (const known of round % 2 === 0 ? [undefined, events] : [events, undefined]) {
      const knownAt = known === undefined ? undefined : Math.floor(known * 0.9);
      const which = known === undefined ? 'as it is' : 'as it was known';
      await timed(`newest ${PAGE} placements of an operator, ${which}`, QUERIES, () => {
        for (let at = 0; at < QUERIES; at += 1)
          queries.list({
            seenBy: { everything: false, party: operators[at % operators.length]!, relations: ['operator'] },
            limit: PAGE,
            knownAt,
          });
      });
      await timed(`placements of an offering, ${which}`, QUERIES, () => {
        for (let at = 0; at < QUERIES; at += 1)
          queries.ofOffering(offerings[(at * 7) % offerings.length]!.offeringId, { knownAt });
      });
    }
    file.close();

    const empty = join(folder.path, `empty-${round}`);
    measured.add('start, empty ledger', 1, await start(empty));
    measured.add('start from checkpoint', 1, await start(data));
    rmSync(empty, { recursive: true, force: true });
  }

  const slower = (name: string, by: string): number | undefined => measured.ratio(by, name);
  report(
    `Read models over ${events.toLocaleString('en-US')} events of the market, medians of ${ROUNDS} rounds`,
    measured.rows(),
    [
      {
        name: 'rebuild / Map fold',
        ratio: measured.ratio('rebuild of all read models, indexes included', 'limit: all handlers fold into Maps'),
        must: 0.4,
        aim: 0.6,
      },
      ...[`newest ${PAGE} placements of an operator`, 'placements of an offering'].map((query) => ({
        name: `${query}: as of / without`,
        ratio: slower(`${query}, as it was known`, `${query}, as it is`),
        must: 3,
        aim: 1.5,
        atMost: true,
      })),
      {
        name: 'start from checkpoint / with none',
        ratio: slower('start from checkpoint', 'start, empty ledger'),
        must: 1.5,
        aim: 1.1,
        atMost: true,
      },
    ],
    [],
  );
  folder.remove();
};

const subjectsOf = (file: ReadModelFile) =>
  [
    file
      .select<{ operator: PartyCode }>(
        (from) => `SELECT DISTINCT operator FROM ${from(placeBookProjection.tables[0]!)}`,
      )
      .map(({ operator }) => operator),
    new PlaceBookQueries({ model: () => file } as unknown as ReadStore).list({
      seenBy: { everything: true, party: '1082' as PartyCode, relations: [] },
      limit: 2_000,
    }),
  ] as const;

void run();
