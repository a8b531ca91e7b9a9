import type { Position, Recorded, Revision, Unrecorded } from '../../src/kernel/event';
import { NO_STREAM } from '../../src/kernel/event';
import type {
  Appended,
  EventStore,
  ReadAllOptions,
  ReadStreamOptions,
  SubscribeOptions,
} from '../../src/platform/event-store/event-store';
import { InvalidAppend, StoreUnavailable, WrongExpectedRevision } from '../../src/platform/event-store/event-store';

const PAGE_SIZE = 500;

/** The whole port of the event store in memory, for fast tests. Positions leave gaps, as the port allows. */
export class MemoryEventStore implements EventStore {
  readonly log: Recorded[] = [];
  private readonly streams = new Map<string, Recorded[]>();
  private readonly waiting = new Set<() => void>();
  private closed = false;
  /** Called before each append; throw here to try a failing store, await here to try a slow one. */
  beforeAppend: (stream: string, facts: readonly Unrecorded[]) => void | Promise<void> = () => undefined;

  constructor(
    private readonly clock: () => string = () => new Date().toISOString(),
    private readonly gap = 2,
  ) {}

  async append(stream: string, expected: Revision, facts: readonly Unrecorded[]): Promise<Appended> {
    await this.beforeAppend(stream, facts);
    this.assertOpen();
    const [first] = facts;
    if (first === undefined) throw new InvalidAppend('Nothing to append');
    const events = this.streams.get(stream) ?? [];
    const actual = events.length - 1;
    if (actual !== expected) {
      const repeated = facts.every(({ id }, at) => events[expected + 1 + at]?.id === id);
      const last = events[expected + facts.length];
      if (repeated && last !== undefined) return answer(last);
      throw new WrongExpectedRevision(stream, expected, actual);
    }
    const last = this.record(stream, events, facts);
    this.streams.set(stream, events);
    for (const wake of this.waiting) wake();
    return answer(last);
  }

  async *readStream(stream: string, options: ReadStreamOptions = {}): AsyncGenerator<readonly Recorded[]> {
    this.assertOpen();
    const events = this.streams.get(stream) ?? [];
    const backwards = options.direction === 'backwards';
    const from = options.from ?? (backwards ? events.length - 1 : 0);
    const chosen = backwards ? events.slice(0, from + 1).reverse() : events.slice(from);
    yield* pagesOf(chosen.slice(0, options.limit), options.pageSize);
  }

  async *readAll({ after = 0, upTo = Number.MAX_SAFE_INTEGER, pageSize, types }: ReadAllOptions = {}): AsyncGenerator<
    readonly Recorded[]
  > {
    this.assertOpen();
    const chosen = this.log.filter(({ position }) => after < position && position <= upTo);
    yield* pagesOf(types === undefined ? chosen : chosen.filter(({ type }) => types.includes(type)), pageSize);
  }

  async readAt(positions: readonly Position[]): Promise<readonly Recorded[]> {
    this.assertOpen();
    return this.log.filter(({ position }) => positions.includes(position));
  }

  async *subscribeToAll({
    after,
    batchSize = PAGE_SIZE,
    signal,
  }: SubscribeOptions): AsyncGenerator<readonly Recorded[]> {
    let next = this.log.findIndex(({ position }) => position > after);
    if (next < 0) next = this.log.length;
    while (!signal.aborted) {
      const batch = this.log.slice(next, next + batchSize);
      next += batch.length;
      if (batch.length > 0) yield batch;
      else await this.more(signal);
    }
  }

  async head(): Promise<Position> {
    this.assertOpen();
    return this.log.at(-1)?.position ?? 0;
  }

  async close(): Promise<void> {
    this.closed = true;
  }

  /** Opens the same log again, as after a new start of the process. */
  reopened(): MemoryEventStore {
    const copy = new MemoryEventStore(this.clock, this.gap);
    copy.log.push(...this.log);
    for (const event of this.log) copy.streams.set(event.stream, [...(copy.streams.get(event.stream) ?? []), event]);
    return copy;
  }

  private record(stream: string, events: Recorded[], facts: readonly Unrecorded[]): Recorded {
    const recordedAt = this.clock();
    let last: Recorded | undefined;
    for (const fact of facts) {
      const position = (this.log.at(-1)?.position ?? 0) + this.gap;
      last = { ...structuredClone(fact), stream, revision: events.length, position, recordedAt };
      events.push(last);
      this.log.push(last);
    }
    return last ?? raise('Nothing to append');
  }

  private more(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wake = (): void => {
        this.waiting.delete(wake);
        signal.removeEventListener('abort', wake);
        resolve();
      };
      this.waiting.add(wake);
      signal.addEventListener('abort', wake);
    });
  }

  private assertOpen(): void {
    if (this.closed) throw new StoreUnavailable('closed', 'The store is closed');
  }
}

const answer = ({ stream, revision, position, recordedAt }: Recorded): Appended => ({
  stream,
  revision,
  position,
  recordedAt,
});

const raise = (message: string): never => {
  throw new InvalidAppend(message);
};

function* pagesOf(events: readonly Recorded[], pageSize = PAGE_SIZE): Generator<readonly Recorded[]> {
  for (let at = 0; at < events.length; at += pageSize) yield events.slice(at, at + pageSize);
}

/** Revision of a stream that does not exist, for tests that append straight away. */
export { NO_STREAM };
