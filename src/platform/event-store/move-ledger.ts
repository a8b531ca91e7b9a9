import { createHash } from 'node:crypto';
import { canonicalJson } from '../../kernel/canonical-json';
import type { Position, Recorded } from '../../kernel/event';
import type { EventStore } from './event-store';
import type { MovedFact } from './eventstoredb.encoding';

/** A log that can be read whole. */
type Source = Pick<EventStore, 'head' | 'readAll'>;

/** Where a ledger is moved to. */
export interface MoveTarget extends Source {
  /** Appends with the instant at which the facts were first recorded. */
  append(stream: string, expected: number, facts: readonly MovedFact[]): Promise<unknown>;
}

/** The target holds something that the source does not: nothing is written over. */
export class OtherLedger extends Error {}

export interface MoveProgress {
  readonly done: number;
  readonly total: number;
}

type Report = (progress: MoveProgress) => void;

/** Events and bytes in one append; a server takes a megabyte. */
const BATCH_EVENTS_MAX = 500;
const BATCH_BYTES_MAX = 500_000;
const PAGE_SIZE = 1_000;

/**
 * Copies what the target lacks, in the order of the log, with ids, revisions and the instants of recording. What is there
 * already is compared event by event, so a copying that was broken off goes on where it was.
 * @returns how many events the ledger has.
 * @throws OtherLedger when the target holds anything else; StoreUnavailable.
 */
export const copyLedger = async (source: Source, target: MoveTarget, report: Report): Promise<number> => {
  const total = await countOf(source);
  const there = singly(target.readAll({ pageSize: PAGE_SIZE }));
  let done = 0;
  let batch: Recorded[] = [];
  let bytes = 0;
  const flush = async (): Promise<void> => {
    const [first] = batch;
    if (first === undefined) return;
    await target.append(first.stream, first.revision - 1, batch.map(moved));
    done += batch.length;
    report({ done, total });
    batch = [];
    bytes = 0;
  };
  let compared = (await there.next()).value;
  for await (const event of singly(source.readAll({ pageSize: PAGE_SIZE }))) {
    if (compared !== undefined) {
      if (compared.id !== event.id || compared.stream !== event.stream || compared.revision !== event.revision)
        throw new OtherLedger(`Event ${done + 1} of the target is ${compared.id}, and ${event.id} here`);
      done += 1;
      report({ done, total });
      compared = (await there.next()).value;
      continue;
    }
    const last = batch.at(-1);
    const goesOn = last?.stream === event.stream && last.recordedAt === event.recordedAt;
    if (!goesOn || batch.length >= BATCH_EVENTS_MAX || bytes >= BATCH_BYTES_MAX) await flush();
    batch.push(event);
    bytes += JSON.stringify(event.data).length + JSON.stringify(event.metadata).length;
  }
  await flush();
  if (compared !== undefined) throw new OtherLedger(`The target holds more: ${compared.id} is not in the source`);
  return total;
};

/**
 * SHA-256 over everything a log says: ids, streams, revisions, types, values, metadata, instants, in order. Positions are
 * the store's own and do not count.
 */
export const fingerprintOf = async (log: Source): Promise<string> => {
  const digest = createHash('sha256');
  let latest = '';
  for await (const event of singly(log.readAll({ pageSize: PAGE_SIZE }))) {
    const { stream, revision, id, type, data, metadata, recordedAt } = event;
    // Where a server's clock was set back, an embedded store lets time stand still, and so does knownAt.
    if (recordedAt > latest) latest = recordedAt;
    digest.update(`${canonicalJson([stream, revision, id, type, data, metadata, latest])}\n`);
  }
  return digest.digest('hex');
};

/** The log with its numbers for positions: from it, read models come out the same wherever the log is kept. */
export class NumberedLog implements Source {
  constructor(
    private readonly log: Source,
    private readonly length: number,
  ) {}

  async head(): Promise<Position> {
    return this.length;
  }

  async *readAll(): AsyncGenerator<readonly Recorded[]> {
    let number = 0;
    for await (const page of this.log.readAll({ pageSize: PAGE_SIZE }))
      yield page.map((event) => ({ ...event, position: (number += 1) }));
  }
}

/** Where each position of one store is in the other, when both hold the same log. A position before any event is 0. */
export const positionsThere = async (here: Source, there: Source): Promise<(position: Position) => Position> => {
  const [from, to] = [await positionsOf(here), await positionsOf(there)];
  return (position) => to[countUpTo(from, position) - 1] ?? 0;
};

const positionsOf = async (log: Source): Promise<Position[]> => {
  const positions: Position[] = [];
  for await (const page of log.readAll({ pageSize: PAGE_SIZE }))
    for (const { position } of page) positions.push(position);
  return positions;
};

const countUpTo = (positions: readonly Position[], position: Position): number => {
  let [low, high] = [0, positions.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((positions[middle] as Position) <= position) low = middle + 1;
    else high = middle;
  }
  return low;
};

const countOf = async (log: Source): Promise<number> => {
  let count = 0;
  for await (const page of log.readAll({ pageSize: PAGE_SIZE })) count += page.length;
  return count;
};

const moved = ({ id, type, data, metadata, recordedAt }: Recorded): MovedFact => ({
  id,
  type,
  data,
  metadata,
  recordedAt,
});

async function* singly(pages: AsyncIterable<readonly Recorded[]>): AsyncGenerator<Recorded, undefined> {
  for await (const page of pages) yield* page;
  return undefined;
}
