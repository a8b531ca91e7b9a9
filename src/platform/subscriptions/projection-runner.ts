import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable, Logger } from '@nestjs/common';
import type { Position, Recorded } from '../../kernel/event';
import type { AnyProjection } from '../../kernel/projection';
import type { EventStore } from '../event-store/event-store';
import { EVENT_STORE } from '../tokens';
import { ProjectionFeed } from './projection-feed';
import { isDamage } from './read-model-file';
import { ReadStore } from './read-store';
import type { ProjectionStatus } from './subscription-status';
import { Waiters } from './waiters';

/** How long a read waits for the write it wants to see, by default. */
export const WAIT_TIMEOUT_MS = 2_000;
/** Events taken from the log at a time; between two batches others get their turn. */
const BATCH_SIZE = 500;
/** How long events gather before they are written together, in milliseconds. */
const FLUSH_DELAY_MS = { first: 4, max: 500 } as const;
/**
 * The rest after a write, in lengths of it. A write touches about the same pages for ten events as for a thousand, so
 * while commands pour in and nobody waits, read models lag by up to half a second and cost a fraction.
 */
const FLUSH_REST = 20;
/** Back-off while the log cannot be read. */
const RETRY_DELAY_MS = { first: 100, max: 10_000 } as const;

/** The files of the read models, as far as the one who writes them needs to know. */
export type ReadModelFiles = Pick<ReadStore, 'projections' | 'file' | 'startAnew'>;

/** Follows the log once and keeps every read model up to date; each has its own checkpoint. */
@Injectable()
export class ProjectionRunner {
  /** Where the log ended when the runner was started; undefined before that. */
  headAtStart: Position | undefined;
  private readonly logger = new Logger(ProjectionRunner.name);
  private readonly waiters = new Waiters();
  private readonly feeds: readonly ProjectionFeed[];
  private seen: Position = 0;
  private live = false;
  private stopping: AbortController | undefined;
  private following: Promise<void> | undefined;
  private flushTimer: NodeJS.Timeout | undefined;
  /** How long the last write took, in milliseconds. */
  private flushMs = 0;
  /** The furthest position anybody has waited for, and the one up to which everything is written. */
  private awaited: Position = 0;
  private flushed: Position = 0;
  private hurried = false;
  /** Ends the current subscription, because a read model must be read again from the beginning. */
  private again: AbortController | undefined;
  private goOnTimer: NodeJS.Timeout | undefined;
  private goOnDelayMs: number = RETRY_DELAY_MS.first;

  constructor(
    @Inject(EVENT_STORE) private readonly store: Pick<EventStore, 'head' | 'subscribeToAll'>,
    @Inject(ReadStore) private readonly reads: ReadModelFiles,
    /** Told whenever read models may have moved or stopped. */
    private readonly onMoved: () => void = () => undefined,
  ) {
    this.feeds = reads.projections.map((projection) => new ProjectionFeed(projection, reads.file(projection)));
  }

  /** Begins to follow; does not wait until everything has been read. A read model that had stopped tries again. */
  async start(): Promise<void> {
    if (this.stopping !== undefined) return;
    const head = await this.store.head();
    for (const feed of this.feeds) {
      // Ahead of the log: the log was put back to an earlier state, or is another one.
      if (feed.position > head) feed.startAnew(this.reads.startAnew(feed.projection));
      feed.failure = undefined;
    }
    this.headAtStart = head;
    this.seen = head;
    this.live = false;
    this.stopping = new AbortController();
    this.following = this.follow(this.stopping.signal);
  }

  /** Stops after what has been taken in is written. */
  async stop(): Promise<void> {
    this.stopping?.abort();
    await this.following;
    this.stopping = undefined;
    clearTimeout(this.goOnTimer);
    clearTimeout(this.flushTimer);
    this.goOnTimer = undefined;
    this.flushTimer = undefined;
    this.flushAll(true);
  }

  /**
   * Waits until the read models hold everything up to the position: all that are running, or the ones named.
   * @returns false when the time ran out, or one of the named has stopped before it.
   */
  waitFor(position: Position, timeoutMs = WAIT_TIMEOUT_MS, only?: readonly AnyProjection[]): Promise<boolean> {
    const named = only?.map(({ name }) => name);
    const awaited = this.feeds.filter((feed) => named === undefined || named.includes(feed.projection.name));
    this.awaited = Math.max(this.awaited, position);
    if (this.flushTimer !== undefined) this.flushSoon();
    return this.waiters.wait(() => {
      const missing = awaited.filter((feed) => feed.position < position);
      if (named !== undefined && missing.some((feed) => feed.stopped)) return false;
      return missing.every((feed) => feed.stopped) ? true : undefined;
    }, timeoutMs);
  }

  status(): readonly ProjectionStatus[] {
    return this.feeds.map((feed) => {
      const { projection, position, failure } = feed;
      const caughtUp = position >= (this.headAtStart ?? Infinity);
      return {
        name: projection.name,
        version: projection.version,
        position,
        lag: Math.max(0, this.seen - position),
        state: feed.stopped ? 'stopped' : caughtUp ? 'live' : 'catching-up',
        ...(failure === undefined ? {} : { failure }),
      };
    });
  }

  private async follow(stopping: AbortSignal): Promise<void> {
    let delayMs: number = RETRY_DELAY_MS.first;
    while (!isOver(stopping)) {
      this.again = new AbortController();
      const signal = AbortSignal.any([stopping, this.again.signal]);
      try {
        this.goLiveWhenCaughtUp();
        const after = Math.min(...this.feeds.filter((feed) => !feed.stopped).map((feed) => feed.taken), this.seen);
        for await (const batch of this.store.subscribeToAll({ after, batchSize: BATCH_SIZE, signal })) {
          if (isOver(signal)) break;
          this.takeIn(batch);
          delayMs = RETRY_DELAY_MS.first;
          if (batch.length >= BATCH_SIZE || !this.live) await nextTurn();
        }
      } catch (failure) {
        if (isOver(stopping)) return;
        this.logger.error(`The log cannot be followed, next try in ${delayMs} ms`, failure);
        await sleep(delayMs, undefined, { signal: stopping }).catch(() => undefined);
        delayMs = Math.min(delayMs * 2, RETRY_DELAY_MS.max);
      }
    }
  }

  private takeIn(batch: readonly Recorded[]): void {
    for (const feed of this.feeds) {
      if (feed.stopped) continue;
      this.guarded(feed, () => {
        feed.take(batch);
        if (!this.live) feed.flushWhenLarge();
      });
    }
    this.seen = Math.max(this.seen, batch.at(-1)?.position ?? 0);
    if (this.live) this.flushSoon();
    else {
      this.goLiveWhenCaughtUp();
      this.onMoved();
    }
  }

  /**
   * Writing costs about the same for one event as for a hundred, so the busier the log, the longer events are gathered;
   * while somebody waits for what has been taken in, only as long as it takes to gather what comes together.
   */
  private flushSoon(): void {
    const awaited = this.awaited > this.flushed;
    if (this.flushTimer !== undefined && (this.hurried || !awaited)) return;
    clearTimeout(this.flushTimer);
    this.hurried = awaited;
    const restMs = Math.min(FLUSH_DELAY_MS.max, this.flushMs * FLUSH_REST);
    const delayMs = awaited ? FLUSH_DELAY_MS.first : Math.max(FLUSH_DELAY_MS.first, restMs);
    this.flushTimer = setTimeout(() => {
      this.flushTimer = undefined;
      const begun = performance.now();
      this.flushAll(false);
      this.flushMs = performance.now() - begun;
    }, delayMs);
  }

  private flushAll(checkpointToo: boolean): void {
    for (const feed of this.feeds) if (!feed.stopped) this.guarded(feed, () => feed.flush(checkpointToo));
    this.flushed = this.seen;
    if (!this.feeds.some((feed) => feed.heldUp)) this.goOnDelayMs = RETRY_DELAY_MS.first;
    this.moved();
  }

  private goLiveWhenCaughtUp(): void {
    const running = this.feeds.filter((feed) => !feed.stopped);
    if (this.live || running.some((feed) => feed.taken < (this.headAtStart ?? 0))) return;
    this.live = true;
    for (const feed of running) this.guarded(feed, () => feed.goLive());
    this.moved();
  }

  /** A file that cannot be written now holds up one read model; a damaged one is replaced and read again from the beginning. */
  private guarded(feed: ProjectionFeed, write: () => void): void {
    try {
      write();
    } catch (failure) {
      const { name } = feed.projection;
      if (isDamage(failure)) {
        this.logger.error(`The read model ${name} is damaged and is built anew`, failure);
        feed.startAnew(this.reads.startAnew(feed.projection));
        this.live = false;
        this.again?.abort();
        return;
      }
      feed.stop({ position: feed.taken, id: '' }, failure);
      this.goOnLater();
    }
    this.report(feed);
  }

  /** A disk that is full has room again some day. What was taken in and not written is then taken from the log once more. */
  private goOnLater(): void {
    if (this.stopping === undefined || this.goOnTimer !== undefined) return;
    this.goOnTimer = setTimeout(() => {
      this.goOnTimer = undefined;
      for (const feed of this.feeds) if (feed.heldUp) feed.goOn();
      this.live = false;
      this.again?.abort();
    }, this.goOnDelayMs);
    this.goOnDelayMs = Math.min(this.goOnDelayMs * 2, RETRY_DELAY_MS.max);
  }

  private report({ projection, failure }: ProjectionFeed): void {
    if (failure === undefined) return;
    const { position, eventId, message } = failure;
    this.logger.error(
      eventId === ''
        ? `The read model ${projection.name} cannot be written beyond position ${position}, and is tried again: ${message}`
        : `The read model ${projection.name} stopped at position ${position} (event ${eventId}): ${message}`,
    );
    this.moved();
  }

  private moved(): void {
    this.waiters.look();
    this.onMoved();
  }
}

/** As a call, because the answer changes while a loop runs. */
const isOver = (signal: AbortSignal): boolean => signal.aborted;

export type { ProjectionStatus, SubscriptionFailure } from './subscription-status';
