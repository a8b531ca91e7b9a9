import { setTimeout as sleep } from 'node:timers/promises';
import type { AllStreamResolvedEvent } from '@eventstore/db-client';
import type { Position, Recorded, Revision } from '../../kernel/event';
import { StoreUnavailable } from './event-store';
import type { ServerCalls, Timing } from './eventstoredb.calls';
import { throwWhenFinal, unreachable } from './eventstoredb.errors';
import type { EventReading } from './eventstoredb.encoding';
import type { Intake } from './eventstoredb.intake';

export interface Following {
  readonly after: Position;
  readonly batchSize: number;
  readonly signal: AbortSignal;
  /** Gives up when nothing has come for so long although the server was asked again and again. Default: never. */
  readonly patienceMs?: number;
}

/** How far one follower has come. */
interface Progress {
  /** The last event given. */
  at: Position;
  /** From here it is resumed: the last event given, or further on where the server has found nothing for us. */
  from: Position;
  /** The consumer has taken everything and waits. */
  waiting: boolean;
  readonly revisions: RevisionWatch;
  /** The place of the last gap, so that one that stays is not asked about for ever. */
  gapAt?: Position;
}

/** An event is missing before this one. */
class Gap extends Error {}

/**
 * Follows the server's log over however many subscriptions it takes. One that is dropped, ends, is never confirmed, skips
 * an event, or says nothing while the log goes on is left and taken up again after the last event given.
 */
export class LogFollowing {
  constructor(
    private readonly calls: ServerCalls,
    private readonly reading: EventReading,
    private readonly timing: Timing,
    private readonly head: () => Promise<Position>,
    private readonly report: (trouble: string) => void,
  ) {}

  /** @throws StoreUnavailable when asking again does not help, or patience has come to its end. */
  async *batches(following: Following): AsyncGenerator<readonly Recorded[]> {
    const { after, signal, patienceMs = Infinity } = following;
    const { first, max } = this.timing.retryMs;
    const progress: Progress = { at: after, from: after, waiting: false, revisions: new RevisionWatch(after === 0) };
    let lastCame = performance.now();
    for (let delayMs = first; !isOver(signal); delayMs = Math.min(delayMs * 2, max)) {
      try {
        for await (const batch of this.once(progress, following)) {
          delayMs = first;
          yield batch;
          lastCame = performance.now();
        }
      } catch (error) {
        if (isOver(signal)) return;
        throwWhenFinal(error);
        if (error instanceof Gap) this.foundGap(progress, error);
        if (performance.now() - lastCame > patienceMs) throw unreachable(error);
        this.report(
          `a subscription is taken up again after position ${progress.at} in ${delayMs} ms: ${unreachable(error).message}`,
        );
      }
      await sleep(delayMs, undefined, { signal }).catch(() => undefined);
    }
  }

  /** One subscription, as long as it lives. */
  private async *once(progress: Progress, { batchSize, signal }: Following): AsyncGenerator<readonly Recorded[]> {
    const intake: Intake<AllStreamResolvedEvent> = this.calls.subscription(
      this.reading.prefix,
      progress.from,
      ({ commit }) => {
        // Events that have been sent but not taken may lie before the checkpoint.
        if (progress.waiting && intake.empty) progress.from = Math.max(progress.from, Number(commit));
      },
    );
    const stopBeating = this.beat(progress, intake);
    try {
      for (;;) {
        progress.waiting = true;
        const taken = await intake.take(batchSize, { signal });
        progress.waiting = false;
        if (isOver(signal)) return;
        if (taken.length === 0) throw new Error('the server has ended it');
        const { batch, gap } = this.next(taken, progress);
        const last = batch.at(-1);
        if (last !== undefined) {
          progress.at = last.position;
          progress.from = last.position;
          yield batch;
        }
        if (gap !== undefined) throw gap;
      }
    } finally {
      stopBeating();
      await intake.stop();
    }
  }

  /** What has not been given yet, up to the first event before which one is missing. */
  private next(taken: readonly AllStreamResolvedEvent[], progress: Progress): { batch: Recorded[]; gap?: Gap } {
    const batch: Recorded[] = [];
    let at = progress.at;
    for (const resolved of taken) {
      const event = this.reading.recorded(resolved);
      if (event.position <= at) continue;
      const missing = progress.revisions.missingBefore(event);
      if (missing !== undefined) {
        return { batch, gap: new Gap(`revision ${missing} of ${event.stream} is missing before ${event.position}`) };
      }
      at = event.position;
      batch.push(event);
    }
    return { batch };
  }

  private foundGap(progress: Progress, { message }: Gap): void {
    if (progress.gapAt === progress.at) throw new StoreUnavailable('corrupt', `The log has a gap: ${message}`);
    progress.gapAt = progress.at;
  }

  /**
   * A round trip now and then while nothing comes: a subscription can die without a word, and one that lives can stall.
   * It is left when the server does not answer twice in a row, or the log has gone on for a whole interval without it.
   */
  private beat(progress: Progress, intake: Intake<AllStreamResolvedEvent>): () => void {
    let unanswered = 0;
    let owed = 0;
    let from = progress.from;
    let asking = false;
    const ask = async (): Promise<void> => {
      if (asking) return;
      asking = true;
      try {
        const head = await this.head();
        unanswered = 0;
        const silent = progress.waiting && intake.empty && progress.from === from;
        if (silent && owed > progress.at) intake.fail(new Error(`it is silent, though the log goes on to ${owed}`));
        owed = silent ? head : 0;
        from = progress.from;
      } catch (error) {
        unanswered += 1;
        if (unanswered > 1) intake.fail(unreachable(error));
      } finally {
        asking = false;
      }
    };
    const timer = setInterval(() => void ask(), this.timing.heartbeatMs);
    return () => clearInterval(timer);
  }
}

/** Streams whose last revision is remembered; those seen longest ago leave first. */
const STREAMS_WATCHED_MAX = 100_000;

/** Notices when an event of a stream is left out: revisions of one stream have no gaps. */
export class RevisionWatch {
  private readonly last = new Map<string, Revision>();

  /** @param complete every stream is seen from its first event, as long as none has been forgotten. */
  constructor(private complete: boolean) {}

  /** @returns the revision that should have come, undefined when this one is right; then it is remembered. */
  missingBefore({ stream, revision }: Pick<Recorded, 'stream' | 'revision'>): Revision | undefined {
    const before = this.last.get(stream) ?? (this.complete ? -1 : revision - 1);
    if (revision !== before + 1) return before + 1;
    this.last.delete(stream);
    this.last.set(stream, revision);
    if (this.last.size > STREAMS_WATCHED_MAX) {
      this.complete = false;
      this.last.delete(this.last.keys().next().value as string);
    }
    return undefined;
  }
}

/** As a call, because the answer changes while a loop runs. */
const isOver = (signal: AbortSignal): boolean => signal.aborted;
