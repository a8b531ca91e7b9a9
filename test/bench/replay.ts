import { join } from 'node:path';
import { SqliteEventStore } from '../../src/platform/event-store/sqlite.store';
import { findEmmett, openEmmett } from './emmett';
import { Measurements, numberArgument, report } from './table';
import { benchFolder, fill, newId, placementRequested } from './workload';

/** Reading the whole log against parsing its values alone. `--events 1000000`, `--rounds 7`, `--json`. */
const EVENTS = numberArgument('events', 200_000);
const ROUNDS = numberArgument('rounds', 7);
/** Events in emmett's store: it takes long to fill. */
const EMMETT_EVENTS = numberArgument('emmett-events', 5_000);
const PAGE_SIZE = numberArgument('page', 500);

interface Requested {
  readonly operator: string;
  readonly terms: { readonly dayRate: number };
}

/** A fold such as a read model does: a sum per operator. */
const newTotals = () => {
  const totals = new Map<string, number>();
  return (data: object): void => {
    const { operator, terms } = data as Requested;
    totals.set(operator, (totals.get(operator) ?? 0) + terms.dayRate);
  };
};

const measured = new Measurements();

const measure = async (name: string, count: number, work: () => Promise<void> | void): Promise<void> => {
  const started = performance.now();
  await work();
  measured.add(name, count, performance.now() - started);
};

const run = async (): Promise<void> => {
  const folder = benchFolder();
  const library = findEmmett();
  const store = SqliteEventStore.open(join(folder.path, 'ledger.db'));
  console.log(`filling a store with ${EVENTS} events …`);
  const streams = await fill(store, EVENTS);
  const texts: string[] = [];
  for await (const page of store.readAll()) for (const { data } of page) texts.push(JSON.stringify(data));
  const emmett = library && (await openEmmett(library, join(folder.path, 'emmett.db'), 'shared'));
  for (let number = 0; emmett && number < EMMETT_EVENTS; number += 1) {
    await emmett.append(`p-${newId()}`, placementRequested(number));
  }

  for (let round = 0; round < ROUNDS; round += 1) {
    await measure('limit: JSON.parse of the values', texts.length, () => {
      for (const text of texts) JSON.parse(text);
    });
    await measure('ours, all pages + fold', texts.length, async () => {
      const add = newTotals();
      for await (const page of store.readAll({ pageSize: PAGE_SIZE })) for (const { data } of page) add(data);
    });
    await measure('ours, streams of 20, one by one', 20_000, async () => {
      const add = newTotals();
      for (let at = 0; at < 1_000; at += 1) {
        const name = streams.names[(at * 7_919) % streams.names.length]!;
        for await (const page of store.readStream(name)) for (const { data } of page) add(data);
      }
    });
    if (emmett) {
      await measure('emmett-sqlite, batches of 1,000 + fold', EMMETT_EVENTS, () => emmett.readAll(newTotals()));
    }
  }

  report(
    `Replay of ${texts.length.toLocaleString('en-US')} events, medians of ${ROUNDS} rounds`,
    measured.rows(),
    [
      {
        name: 'replay + fold / JSON.parse',
        ratio: measured.ratio('ours, all pages + fold', 'limit: JSON.parse of the values'),
        must: 0.5,
        aim: 0.7,
      },
      {
        name: 'replay / emmett-sqlite',
        ratio: measured.ratio('ours, all pages + fold', 'emmett-sqlite, batches of 1,000 + fold'),
        must: 4,
        aim: 6,
      },
    ],
    library ? [] : ['emmett-sqlite could not be installed here; its row is left out.'],
  );
  emmett?.close();
  await store.close();
  folder.remove();
};

void run();
