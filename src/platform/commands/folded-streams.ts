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

  readonly stream: string;

  constructor(
    readonly aggregate: Aggregate<S, E>,
    readonly id: string,
  ) {
    this.stream = `${aggregate.category}-${id}`;
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

/** By aggregate, then by the id within it: an id comes along with many questions, a stream's name would be made for each. */
type Generation = Map<unknown, Map<string, FoldedStream<unknown, never>>>;

/** The folded states of the streams used most recently: those used since the last change of generation, and before. */
export class FoldedStreams {
  // Each entry is of the type its aggregate says; one map holds them all.
  private young: Generation = new Map();
  private old: Generation = new Map();
  private youngCount = 0;

  constructor(private readonly store: EventStore) {}

  /** The name of the aggregate's stream. */
  nameOf<S, E extends Fact>(aggregate: Aggregate<S, E>, id: string): string {
    return this.remembered(aggregate, id)?.stream ?? `${aggregate.category}-${id}`;
  }

  /** The folded stream when it is remembered and, as the store knows at this moment, complete. */
  current<S, E extends Fact>(aggregate: Aggregate<S, E>, id: string): FoldedStream<S, E> | undefined {
    const folded = this.remembered(aggregate, id);
    return folded !== undefined && this.store.revisionOf?.(folded.stream) === folded.revision ? folded : undefined;
  }

  /** The stream as it is remembered, when it may have grown since; else as it was read just now. */
  async load<S, E extends Fact>(aggregate: Aggregate<S, E>, id: string): Promise<FoldedStream<S, E>> {
    const remembered = this.remembered(aggregate, id);
    if (remembered !== undefined) return remembered;
    const folded = new FoldedStream(aggregate, id);
    await this.refresh(folded);
    this.remember(folded as unknown as FoldedStream<unknown, never>);
    return folded;
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

  forget<S, E extends Fact>({ aggregate, id }: FoldedStream<S, E>): void {
    if (this.young.get(aggregate)?.delete(id) === true) this.youngCount -= 1;
    this.old.get(aggregate)?.delete(id);
  }

  /** The folded stream when it is remembered; it may have grown since. */
  remembered<S, E extends Fact>(aggregate: Aggregate<S, E>, id: string): FoldedStream<S, E> | undefined {
    const young = this.young.get(aggregate)?.get(id);
    const found = young ?? this.old.get(aggregate)?.get(id);
    if (young === undefined && found !== undefined) this.remember(found);
    return found as unknown as FoldedStream<S, E> | undefined;
  }

  private remember(folded: FoldedStream<unknown, never>): void {
    const { aggregate, id } = folded;
    const ofAggregate = this.young.get(aggregate) ?? new Map<string, FoldedStream<unknown, never>>();
    this.young.set(aggregate, ofAggregate.set(id, folded));
    this.youngCount += 1;
    if (this.youngCount < STREAMS_FOLDED_MAX / 2) return;
    this.old = this.young;
    this.young = new Map();
    this.youngCount = 0;
  }
}
