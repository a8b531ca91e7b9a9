import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { randomUUIDv7 } from 'node:crypto';
import type { Position } from '../../kernel/event';
import type { AnyProjection } from '../../kernel/projection';
import type { EventStore } from '../event-store/event-store';
import { firstDifference, ReadModelSnapshot } from './digest';
import { ProjectionFeed } from './projection-feed';
import { ReadModelFile, removeDatabase } from './read-model-file';
import type { ReadStore } from './read-store';
import { readFolderOf, readModelFileName } from './read-store';
import type { Cell } from './table-sql';

/** What a replay does in one go: events of a page, and rows written together. */
interface Stride {
  readonly events: number;
  readonly rows?: number;
}
const ALONE: Stride = { events: 1_000 };
/**
 * Where people work meanwhile nobody is answered during a stride. Longer ones would be quicker in all, since rows that
 * change again are written once.
 */
const BESIDE: Stride = { events: 200, rows: 2_000 };

export interface ReplayProgress {
  readonly position: Position;
  readonly upTo: Position;
}

export interface ReplayOptions {
  readonly onProgress?: (progress: ReplayProgress) => void;
  /** Gives up between two pages. */
  readonly signal?: AbortSignal;
}

export interface ReplayResult {
  readonly projection: string;
  readonly version: number;
  /** Where the live model stood, and up to where the log was replayed. */
  readonly position: Position;
  readonly liveDigest: string;
  readonly replayDigest: string;
  readonly equal: boolean;
  /** Rows of the live model, past versions included. */
  readonly rows: number;
  readonly firstDifference?: { readonly table: string; readonly key: readonly Cell[] };
  /** Why the replay could not take in a fact; the rest was compared all the same. */
  readonly failure?: string;
}

export interface RebuiltModel {
  readonly projection: AnyProjection;
  readonly position: Position;
  readonly path: string;
}

export interface CertifiedModel {
  readonly projection: string;
  readonly version: number;
  readonly position: Position;
  readonly digest: string;
  readonly rows: number;
}

/** As much of a log as a replay needs. */
export type ReplayedLog = Pick<EventStore, 'head' | 'readAll'>;

/** Reads the log once and feeds every read model from it, up to where each is asked to go. */
const replay = async (
  store: ReplayedLog,
  feeds: readonly ProjectionFeed[],
  upTo: Position,
  { onProgress, signal }: ReplayOptions,
  { events, rows }: Stride,
): Promise<void> => {
  for await (const page of store.readAll({ after: 0, upTo, pageSize: events })) {
    signal?.throwIfAborted();
    for (const feed of feeds) {
      feed.take(page);
      feed.flushWhenLarge(rows);
      // Commands should not wait for all read models' share of a page.
      await nextTurn();
    }
    onProgress?.({ position: page.at(-1)?.position ?? 0, upTo });
  }
  for (const feed of feeds) {
    feed.flush(true);
    await nextTurn();
  }
};

/**
 * Builds each read model once more from nothing, up to where the live one stands, and compares the two, row by row in
 * canonical form. The live models go on meanwhile. Serves the replay certificate.
 * @throws StoreUnavailable when the log cannot be read; the signal's reason when aborted.
 */
export const replayBeside = async (
  store: EventStore,
  reads: ReadStore,
  projections: readonly AnyProjection[] = reads.projections,
  options: ReplayOptions = {},
): Promise<ReplayResult[]> => {
  const run = randomUUIDv7();
  const opened: { live: ReadModelSnapshot; path: string; file: ReadModelFile; feed: ProjectionFeed }[] = [];
  try {
    for (const projection of projections) {
      const live = new ReadModelSnapshot(reads.file(projection).path, projection);
      const path = join(reads.folder, `replay-${run}-${projection.name}.sqlite.aside`);
      const file = ReadModelFile.open(path, projection, 'aside');
      opened.push({ live, path, file, feed: new ProjectionFeed(projection, file, live.position) });
    }
    const upTo = Math.max(0, ...opened.map(({ live }) => live.position));
    await replay(
      store,
      opened.map(({ feed }) => feed),
      upTo,
      options,
      BESIDE,
    );
    const results: ReplayResult[] = [];
    for (const { live, path, file, feed } of opened) {
      file.close();
      options.signal?.throwIfAborted();
      results.push(await compared(live, new ReadModelSnapshot(path, feed.projection), feed));
    }
    return results;
  } finally {
    for (const { live, path, file } of opened) {
      live.close();
      file.close();
      removeDatabase(path);
    }
  }
};

const compared = async (
  live: ReadModelSnapshot,
  replayed: ReadModelSnapshot,
  { projection, failure }: ProjectionFeed,
): Promise<ReplayResult> => {
  try {
    const [liveDigest, replayDigest] = [await live.digest(), await replayed.digest()];
    const equal = liveDigest.digest === replayDigest.digest;
    const difference = equal ? undefined : await firstDifference(live, replayed);
    return {
      projection: projection.name,
      version: projection.version,
      position: live.position,
      liveDigest: liveDigest.digest,
      replayDigest: replayDigest.digest,
      equal,
      rows: liveDigest.rows,
      ...(difference === undefined ? {} : { firstDifference: difference }),
      ...(failure === undefined ? {} : { failure: failure.message }),
    };
  } finally {
    replayed.close();
  }
};

/**
 * Builds read models anew in files of their own and puts them in the place of the old ones when they are finished. Only
 * while nobody else has the files open: hold the lock of the store.
 * @throws Error when a fact cannot be taken in; the old file then stays.
 */
export const rebuild = async (
  store: ReplayedLog,
  dataFolder: string,
  projections: readonly AnyProjection[],
  options: ReplayOptions = {},
): Promise<RebuiltModel[]> => {
  const folder = readFolderOf(dataFolder);
  const head = await store.head();
  const building = projections.map((projection) => {
    const place = join(folder, readModelFileName(projection));
    const path = `${place}.aside`;
    removeDatabase(path);
    const file = ReadModelFile.open(path, projection, 'aside');
    return { projection, place, path, file, feed: new ProjectionFeed(projection, file, head) };
  });
  try {
    await replay(
      store,
      building.map(({ feed }) => feed),
      head,
      options,
      ALONE,
    );
    const results: RebuiltModel[] = [];
    for (const { projection, place, path, file, feed } of building) {
      if (feed.failure !== undefined) {
        const { position, eventId, message } = feed.failure;
        throw new Error(`${projection.name} cannot take in event ${eventId} at position ${position}: ${message}`);
      }
      feed.goLive();
      file.close();
      removeDatabase(place);
      renameSync(path, place);
      results.push({ projection, position: feed.taken, path: place });
    }
    return results;
  } finally {
    for (const { file, path } of building) {
      file.close();
      removeDatabase(path);
    }
  }
};

/** The digest of each rebuilt read model: equal ones show that two ledgers, or two builds of one, tell the same. */
export const certified = async (models: readonly RebuiltModel[]): Promise<CertifiedModel[]> => {
  const results: CertifiedModel[] = [];
  for (const { projection, position, path } of models) {
    const snapshot = new ReadModelSnapshot(path, projection);
    try {
      results.push({
        projection: projection.name,
        version: projection.version,
        position,
        ...(await snapshot.digest()),
      });
    } finally {
      snapshot.close();
    }
  }
  return results;
};
