import type { Aggregate } from '../../kernel/decider';
import type { Fact, Recorded } from '../../kernel/event';
import { NO_STREAM } from '../../kernel/event';
import type { EventStore } from '../event-store/event-store';
import type { KeptReceipt } from './command-receipts';

/** Streams whose folded state is remembered; those not used for longest leave first. */
export const STREAMS_FOLDED_MAX = 10_000;

/** Actors of this kind may ask the same thing again after a crash, so their command ids are remembered. */
export const POLICY_ACTOR_PREFIX = 'policy:';

/** One stream, folded as far as it has been read. Touched only inside the stream's lane. */
export class FoldedStream<S, E extends Fact> {
  state: S;
  revision = NO_STREAM;
  position = 0;
  /** Commands that may arrive again, with what they recorded here. */
  readonly commands = new Map<string, KeptReceipt>();

  constructor(
    readonly aggregate: Aggregate<S, E>,
    readonly stream: string,
  ) {
    this.state = aggregate.initial;
  }

  take(fact: Recorded<E>): void {
    this.state = this.aggregate.evolve(this.state, fact);
    this.revision = fact.revision;
    this.position = fact.position;
    const { commandId, commandHash, actor } = fact.metadata;
    if (commandHash === undefined && !actor.startsWith(POLICY_ACTOR_PREFIX)) return;
    const earlier = this.commands.get(commandId);
    this.commands.set(commandId, {
      stream: this.stream,
      first: earlier?.first ?? fact.revision,
      last: fact.revision,
      position: fact.position,
      ...(commandHash === undefined ? {} : { hash: commandHash }),
    });
  }
}

/** The folded states of the streams used most recently: those used since the last change of generation, and before. */
export class FoldedStreams {
  // Each entry is of the type its aggregate says; one map holds them all.
  private young = new Map<string, FoldedStream<unknown, never>>();
  private old = new Map<string, FoldedStream<unknown, never>>();

  constructor(private readonly store: EventStore) {}

  /** The folded stream when it is remembered and, as the store knows at this moment, complete. */
  current<S, E extends Fact>(aggregate: Aggregate<S, E>, stream: string): FoldedStream<S, E> | undefined {
    const folded = this.remembered(aggregate, stream);
    return folded !== undefined && this.store.revisionOf?.(stream) === folded.revision ? folded : undefined;
  }

  /** `fresh` tells that the stream was read just now; otherwise it may have grown since. */
  async load<S, E extends Fact>(
    aggregate: Aggregate<S, E>,
    stream: string,
  ): Promise<{ folded: FoldedStream<S, E>; fresh: boolean }> {
    const remembered = this.remembered(aggregate, stream);
    if (remembered !== undefined) return { folded: remembered, fresh: false };
    const folded = new FoldedStream(aggregate, stream);
    await this.refresh(folded);
    this.remember(folded as unknown as FoldedStream<unknown, never>);
    return { folded, fresh: true };
  }

  /** Takes in what has been recorded since, and gives it. */
  async refresh<S, E extends Fact>(folded: FoldedStream<S, E>): Promise<readonly Recorded<E>[]> {
    const taken: Recorded<E>[] = [];
    if (this.store.revisionOf?.(folded.stream) === folded.revision) return taken;
    for await (const page of this.store.readStream(folded.stream, { from: folded.revision + 1 })) {
      for (const fact of page as readonly Recorded<E>[]) {
        folded.take(fact);
        taken.push(fact);
      }
    }
    return taken;
  }

  forget(stream: string): void {
    this.young.delete(stream);
    this.old.delete(stream);
  }

  private remembered<S, E extends Fact>(aggregate: Aggregate<S, E>, stream: string): FoldedStream<S, E> | undefined {
    const young = this.young.get(stream);
    const found = young ?? this.old.get(stream);
    if (found === undefined || (found.aggregate as unknown) !== aggregate) return undefined;
    if (young === undefined) this.remember(found);
    return found as unknown as FoldedStream<S, E>;
  }

  private remember(folded: FoldedStream<unknown, never>): void {
    this.young.set(folded.stream, folded);
    if (this.young.size < STREAMS_FOLDED_MAX / 2) return;
    this.old = this.young;
    this.young = new Map();
  }
}
