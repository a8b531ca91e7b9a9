import type { ResolvedEvent } from '@eventstore/db-client';
import type { Position, Recorded, Revision } from '../../kernel/event';
import { Lanes } from '../commands/lanes';
import { assertStreamName } from './append-checks';
import {
  StoreUnavailable,
  WrongExpectedRevision,
  type Appended,
  type EventStore,
  type ReadAllOptions,
  type ReadStreamOptions,
  type SubscribeOptions,
} from './event-store';
import { appendSurely } from './eventstoredb.append';
import { ServerCalls, TIMING, type Timing } from './eventstoredb.calls';
import { throwWhenFinal, unreachable } from './eventstoredb.errors';
import { EventReading, eventsOf, positionOf, type MovedFact } from './eventstoredb.encoding';
import { LogFollowing } from './eventstoredb.following';
import { NO_UPCASTING, type Upcasting } from './upcasting';

export interface EventStoreDbOptions {
  /** Connection string: `esdb://…` or `esdb+discover://…`, with name and password where the server is secured. */
  readonly url: string;
  /** Name of the ledger on the server, in front of every stream name. Default `pladsbog`. */
  readonly ledger?: string;
  readonly upcasting?: Upcasting;
  readonly timing?: Partial<Timing>;
  /** Let go of when the store is closed. */
  readonly lock?: { release(): unknown };
  /** Told what was noticed and got over; never holds the connection string. */
  readonly report?: (trouble: string) => void;
}

const PAGE_SIZE = 500;
/** Single events asked for at the same time. */
const CALLS_AT_ONCE = 16;
/** A whole reading gives up when nothing has come for so long, in times of one call. */
const READING_PATIENCE_CALLS = 5;

/**
 * The log on an EventStoreDB (KurrentDB) server or cluster, which any number of processes may share. Every answer comes
 * from a round trip; nothing is kept between two calls but how far back the end of the log need not be looked for.
 */
export class EventStoreDbStore implements EventStore {
  private readonly calls: ServerCalls;
  private readonly reading: EventReading;
  private readonly following: LogFollowing;
  /** The same without upcasting. */
  private readonly followingAsStored: LogFollowing;
  private readonly timing: Timing;
  private readonly lanes = new Lanes();
  private readonly appending = new Set<Promise<unknown>>();
  private readonly closing = new AbortController();
  /** Up to where the server's log has been looked through, and the ledger's newest event up to there. */
  private looked: { readonly to: bigint; readonly head: Position } = { to: -1n, head: 0 };

  private constructor(private readonly options: EventStoreDbOptions) {
    const { url, ledger = 'pladsbog', upcasting = NO_UPCASTING, timing, report } = options;
    this.timing = { ...TIMING, ...timing };
    this.calls = new ServerCalls(url, this.timing);
    this.reading = new EventReading(ledger, upcasting);
    const followingOf = (reading: EventReading): LogFollowing =>
      new LogFollowing(this.calls, reading, this.timing, () => this.head(), report ?? (() => undefined));
    this.following = followingOf(this.reading);
    this.followingAsStored = followingOf(new EventReading(ledger, NO_UPCASTING));
  }

  /** @throws StoreUnavailable 'unreachable' when the server does not answer now. */
  static async open(options: EventStoreDbOptions): Promise<EventStoreDbStore> {
    const store = new EventStoreDbStore(options);
    try {
      await store.head();
      return store;
    } catch (error) {
      await store.close();
      throw error;
    }
  }

  async append(stream: string, expected: Revision, facts: readonly MovedFact[]): Promise<Appended> {
    this.assertOpen();
    assertStreamName(stream);
    const events = eventsOf(facts);
    // Calls of one connection may overtake each other; those to one stream must not.
    const appending = this.lanes.run(stream, () => this.appendInTurn(stream, expected, events));
    this.appending.add(appending);
    try {
      return await appending;
    } finally {
      this.appending.delete(appending);
    }
  }

  async *readStream(stream: string, options: ReadStreamOptions = {}): AsyncGenerator<readonly Recorded[]> {
    this.assertOpen();
    const { from, direction, limit = Infinity, pageSize = PAGE_SIZE } = options;
    if (limit <= 0) return;
    const read = { backwards: direction === 'backwards', limit, ...(from === undefined ? {} : { from }) };
    try {
      for await (const page of this.calls.streamPages(this.reading.streamOf(stream), pageSize, read))
        yield page.map((event) => this.reading.recorded(event));
    } catch (error) {
      throw this.translated(error);
    }
  }

  readAll(options: ReadAllOptions = {}): AsyncIterable<readonly Recorded[]> {
    this.assertOpen();
    const head = this.head();
    // Whoever reads hears of it; whoever never begins to read need not.
    head.catch(() => undefined);
    return this.range(options, head);
  }

  async readAt(positions: readonly Position[]): Promise<readonly Recorded[]> {
    this.assertOpen();
    const wanted = [...new Set(positions)].sort((a, b) => a - b);
    const events: Recorded[] = [];
    try {
      for (let at = 0; at < wanted.length; at += CALLS_AT_ONCE) {
        const found = await Promise.all(
          wanted.slice(at, at + CALLS_AT_ONCE).map((position) => this.calls.eventAt(position)),
        );
        for (const event of found)
          if (event !== undefined && this.reading.isOurs(event)) events.push(this.reading.recorded(event));
      }
    } catch (error) {
      throw this.translated(error);
    }
    return events;
  }

  async *subscribeToAll({
    after,
    batchSize = PAGE_SIZE,
    signal,
  }: SubscribeOptions): AsyncGenerator<readonly Recorded[]> {
    this.assertOpen();
    const either = AbortSignal.any([signal, this.closing.signal]);
    yield* this.following.batches({ after, batchSize, signal: either });
    if (!signal.aborted) this.assertOpen();
  }

  async head(): Promise<Position> {
    this.assertOpen();
    try {
      return await this.newest();
    } catch (error) {
      throw this.translated(error);
    }
  }

  /** Waits for appends that are under way, and ends subscriptions with StoreUnavailable 'closed'. */
  async close(): Promise<void> {
    if (this.closing.signal.aborted) return;
    this.closing.abort();
    await Promise.allSettled(this.appending);
    await this.calls.close();
    this.options.lock?.release();
  }

  private async appendInTurn(
    stream: string,
    expected: Revision,
    events: ReturnType<typeof eventsOf>,
  ): Promise<Appended> {
    const name = this.reading.streamOf(stream);
    let last: ResolvedEvent;
    try {
      last = await appendSurely(this.calls, { stream: name, expected, events }, this.timing);
    } catch (error) {
      if (error instanceof WrongExpectedRevision) throw new WrongExpectedRevision(stream, expected, error.actual);
      throw error;
    }
    const { revision, position, recordedAt } = this.reading.recorded(last);
    return { stream, revision, position, recordedAt };
  }

  private async *range(
    { after = 0, upTo = Infinity, pageSize = PAGE_SIZE, types, asStored = false }: ReadAllOptions,
    head: Promise<Position>,
  ): AsyncGenerator<readonly Recorded[]> {
    const last = Math.min(upTo, await head);
    if (after >= last) return;
    const done = new AbortController();
    const signal = AbortSignal.any([done.signal, this.closing.signal]);
    const patienceMs = READING_PATIENCE_CALLS * this.timing.callMs;
    let page: Recorded[] = [];
    try {
      const following = asStored ? this.followingAsStored : this.following;
      for await (const batch of following.batches({ after, batchSize: pageSize, signal, patienceMs })) {
        for (const event of batch) {
          if (event.position > last || types?.includes(event.type) === false) continue;
          page.push(event);
          if (page.length < pageSize) continue;
          yield page;
          page = [];
        }
        if ((batch.at(-1)?.position ?? 0) >= last) break;
      }
      this.assertOpen();
      if (page.length > 0) yield page;
    } finally {
      done.abort();
    }
  }

  /** Looks back from the end of the server's log to the first event of this ledger, but not past what was seen before. */
  private async newest(): Promise<Position> {
    let end: bigint | undefined;
    const known = this.looked;
    const found = (head: Position): Position => {
      if (end !== undefined && end > this.looked.to) this.looked = { to: end, head };
      return head;
    };
    for await (const page of this.calls.logBackwards()) {
      for (const resolved of page) {
        const at = resolved.event?.position;
        if (at === undefined) continue;
        end ??= at.commit;
        if (at.commit <= known.to) return found(known.head);
        if (this.reading.isOurs(resolved)) return found(positionOf(at));
      }
    }
    return found(0);
  }

  private translated(error: unknown): unknown {
    if (this.closing.signal.aborted) return this.closedError();
    try {
      throwWhenFinal(error);
    } catch (final) {
      return final;
    }
    return unreachable(error);
  }

  private assertOpen(): void {
    if (this.closing.signal.aborted) throw this.closedError();
  }

  private closedError(): StoreUnavailable {
    return new StoreUnavailable('closed', 'The event store is closed');
  }
}
