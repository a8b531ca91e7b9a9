import { spawnSync } from 'node:child_process';
import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { NO_STREAM, type Unrecorded } from '../../src/kernel/event';
import { GroupCommit } from '../../src/platform/event-store/group-commit';
import { SqliteEventStore } from '../../src/platform/event-store/sqlite.store';
import { postgresPrograms, startPostgres } from '../support/postgres';
import { findEmmett, openEmmett, openEmmettPostgres } from './emmett';
import { Measurements, numberArgument, report } from './table';
import { benchFolder, fill, newId, placementRequested, type Streams } from './workload';

/** Durable appends against the disk's own limit. `--events 1000000` fills the large store, `--rounds 5`, `--json`. */
const EVENTS = numberArgument('events', 200_000);
const ROUNDS = numberArgument('rounds', 7);
const CALLERS = 64;
/** Events of one variant in one round, with many callers and with one. */
const GROUPED = 16_000;
const SINGLE = 1_000;
const EMMETT = 200;
const EMMETT_POSTGRES = 1_000;

const BARE = 'limit: SQLite alone, a row and a commit, 1 caller';
const ONE_EMMETT = 'emmett-sqlite, 1 caller, shared FULL';

type Append = (number: number) => Promise<unknown>;

const measured = new Measurements();
const notes: string[] = [];

/** A library that fails in a round loses that round, not the bench. */
const measureOther = async (...variant: Parameters<typeof measure>): Promise<void> => {
  try {
    await measure(...variant);
  } catch (error) {
    notes.push(`${variant[0]} failed in a round: ${(error as Error).message}`);
  }
};

const measure = async (name: string, count: number, callers: number, append: Append): Promise<void> => {
  const latencies: number[] = [];
  let next = 0;
  const caller = async () => {
    while (next < count) {
      const number = next++;
      const started = performance.now();
      await append(number);
      latencies.push((performance.now() - started) * 1_000);
    }
  };
  const started = performance.now();
  await Promise.all(Array.from({ length: callers }, caller));
  measured.add(name, count, performance.now() - started, latencies);
};

/** The limit: lines of JSON, synced. One system call to write and one to sync for each group, nothing else. */
const openLines = (path: string) => {
  const file = openSync(path, 'a');
  const write = (lines: string) => {
    writeSync(file, lines);
    fdatasyncSync(file);
  };
  const lineOf = (fact: Unrecorded, number: number) =>
    `${JSON.stringify({ ...fact, stream: 'placement-1', revision: number, recordedAt: Date.now() })}\n`;
  const group = new GroupCommit<{ line: string; weight: number }, number>((requests) => {
    write(requests.map(({ line }) => line).join(''));
    return requests.map((_, answer) => ({ answer }));
  });
  return {
    single: async (number: number) => write(lineOf(placementRequested(number), number)),
    grouped: (number: number) => group.submit({ line: lineOf(placementRequested(number), number), weight: 400 }),
    close: () => closeSync(file),
  };
};

/** What SQLite itself takes for a durable append: one row of the ledger's size and one commit, nothing decided or checked. */
const openBare = (path: string) => {
  const database = new DatabaseSync(path);
  database.exec(`pragma page_size = 8192; pragma journal_mode = wal; pragma synchronous = full;
    create table events (position integer primary key, event text not null) strict`);
  const insert = database.prepare('insert into events (event) values (?)');
  return {
    append: async (number: number) => {
      insert.run(JSON.stringify(placementRequested(number)));
    },
    close: () => database.close(),
  };
};

/** Streams that events are appended to, as many in the empty store as in the large one: only the size may differ. */
const ACTIVE_STREAMS = 2_000;

/** Appends in turn to the active streams, which lie all over the store. */
const toActive = (store: SqliteEventStore, { names, revisions }: Streams): Append => {
  const stride = Math.max(1, Math.floor(names.length / ACTIVE_STREAMS));
  let turn = 0;
  return (number) => {
    turn = (turn + 1) % ACTIVE_STREAMS;
    const at = (turn * stride) % names.length;
    return store.append(names[at]!, revisions[at]!++, [placementRequested(number)]);
  };
};

const run = async (): Promise<void> => {
  const folder = benchFolder();
  const library = findEmmett();
  const lines = openLines(join(folder.path, 'lines.ndjson'));
  const bare = openBare(join(folder.path, 'bare.db'));
  const large = SqliteEventStore.open(join(folder.path, 'large.db'));
  console.log(`filling a store with ${EVENTS} events …`);
  const largeStreams = await fill(large, EVENTS);
  const emmett = library && (await openEmmett(library, join(folder.path, 'emmett.db'), 'shared'));
  const emmettDefault = library && (await openEmmett(library, join(folder.path, 'emmett-default.db'), 'default'));
  const programs = library && postgresPrograms();
  const postgres = programs === undefined ? undefined : await startPostgres(programs);
  const emmettPostgres = postgres && openEmmettPostgres(postgres.url);
  if (!emmettPostgres)
    notes.push('No PostgreSQL server is installed here; the rows of emmett-postgresql are left out.');
  const largeAppend = toActive(large, largeStreams);
  // What the fill left in memory is still on its way to the disk, and would be measured instead of the appends.
  spawnSync('sync');
  const stored = `${EVENTS.toLocaleString('en-US')} stored`;

  for (let round = 0; round < ROUNDS; round += 1) {
    const empty = SqliteEventStore.open(join(folder.path, `empty-${round}.db`));
    const emptyAppend = toActive(empty, await fill(empty, ACTIVE_STREAMS * 4, 4));
    const newStreams: Append = (number) =>
      empty.append(`placement-${newId()}`, NO_STREAM, [placementRequested(number)]);

    await measure('limit: NDJSON + fdatasync, 1 caller', SINGLE, 1, lines.single);
    await measure(BARE, SINGLE, 1, bare.append);
    await measure('ours, 1 caller, empty', SINGLE, 1, emptyAppend);
    await measure(`ours, 1 caller, ${stored}`, SINGLE, 1, largeAppend);
    if (emmett) await measureOther(ONE_EMMETT, EMMETT, 1, (n) => emmett.append(`p-${newId()}`, placementRequested(n)));
    if (emmettDefault)
      await measureOther('emmett-sqlite, 1 caller, default pool', EMMETT / 4, 1, (n) =>
        emmettDefault.append(`p-${newId()}`, placementRequested(n)),
      );
    await measure(`limit: NDJSON group commit, ${CALLERS} callers`, GROUPED, CALLERS, lines.grouped);
    await measure(`ours, ${CALLERS} callers, empty`, GROUPED, CALLERS, emptyAppend);
    await measure(`ours, ${CALLERS} callers, ${stored}`, GROUPED, CALLERS, largeAppend);
    await measure(`ours, ${CALLERS} callers, new streams`, GROUPED, CALLERS, newStreams);
    if (emmettPostgres)
      await measureOther(`emmett-postgresql, ${CALLERS} callers`, EMMETT_POSTGRES, CALLERS, (n) =>
        emmettPostgres.append(`p-${newId()}`, placementRequested(n)),
      );
    await empty.close();
  }

  if (emmett) {
    const atMost = measured.ratio(BARE, ONE_EMMETT)?.toFixed(2);
    notes.push(
      `SQLite alone, which decides and checks nothing, would be ${atMost} times emmett-sqlite for one caller.`,
    );
  }
  const spread = measured.spread(`limit: NDJSON group commit, ${CALLERS} callers`)?.toFixed(2);
  notes.push(`The limit's own p99 / p50 is ${spread} in this run: how quiet the disk was.`);
  const full = `ours, ${CALLERS} callers, ${stored}`;
  report(
    `Durable appends, medians of ${ROUNDS} rounds`,
    measured.rows(),
    [
      {
        name: 'single append / NDJSON + fdatasync',
        ratio: measured.ratio('ours, 1 caller, empty', 'limit: NDJSON + fdatasync, 1 caller'),
        must: 0.85,
        aim: 1,
      },
      {
        name: `group commit, ${CALLERS} callers / NDJSON group commit`,
        ratio: measured.ratio(`ours, ${CALLERS} callers, empty`, `limit: NDJSON group commit, ${CALLERS} callers`),
        must: 0.45,
        aim: 0.67,
      },
      {
        name: `group commit, ${stored} / empty`,
        ratio: measured.ratio(full, `ours, ${CALLERS} callers, empty`),
        must: 0.8,
        aim: 1,
      },
      { name: `p99 / p50, ${CALLERS} callers, ${stored}`, ratio: measured.spread(full), must: 5, aim: 3, atMost: true },
      {
        name: 'single append / emmett-sqlite, shared FULL',
        ratio: measured.ratio('ours, 1 caller, empty', ONE_EMMETT),
        must: 4,
        aim: 6,
      },
      {
        name: `group commit / emmett-postgresql, ${CALLERS} callers`,
        ratio: measured.ratio(`ours, ${CALLERS} callers, empty`, `emmett-postgresql, ${CALLERS} callers`),
        must: 20,
        aim: 40,
      },
    ],
    library ? notes : ['emmett could not be installed here; its rows are left out.'],
  );
  emmett?.close();
  emmettDefault?.close();
  await emmettPostgres?.close();
  await postgres?.stop();
  lines.close();
  bare.close();
  await large.close();
  folder.remove();
};

void run();
