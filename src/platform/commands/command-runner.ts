import { Inject, Injectable, Optional } from '@nestjs/common';
import type { Aggregate, Decision } from '../../kernel/decider';
import { isRejection, reject } from '../../kernel/decider';
import type { Fact, FactMetadata, Recorded, Unrecorded } from '../../kernel/event';
import type { Appended, EventStore } from '../event-store/event-store';
import { WrongExpectedRevision } from '../event-store/event-store';
import { Meters } from '../operations/meters';
import { EVENT_STORE } from '../tokens';
import type { CommandContext } from './command-context';
import { currentContext } from './command-context';
import type { KeptReceipt } from './command-receipts';
import { CommandReceipts } from './command-receipts';
import { derivedId } from './derived-id';
import { FoldedStreams, type FoldedStream } from './folded-streams';
import { Lanes } from './lanes';
import { orderedId } from './ordered-id';
import { Refused } from './refusals';

/** What a command answers over HTTP: where the stream stands and which position a later read should have seen. */
export interface Receipt {
  readonly stream: string;
  /** -1 when the stream is still empty. */
  readonly revision: number;
  /** 0 when the stream is still empty. */
  readonly position: number;
}

export interface Outcome<S, E extends Fact> {
  readonly receipt: Receipt;
  /** What was recorded; empty when everything was so already. */
  readonly facts: readonly Recorded<E>[];
  /** The state after it; for a repeated command the state now. */
  readonly state: S;
  /** Nothing was recorded now: the command had been carried out before, and this is that answer. */
  readonly repeated: boolean;
}

export interface RunOptions {
  /**
   * The revision the asker has seen (If-Match); anything else is refused as STALE_REVISION, unless the decision refuses
   * already: who may not see the thing must not learn its revision (RFC 9110 §13.2.1 asks for the same order).
   */
  readonly ifRevision?: number;
}

/** After the first try, so four in all. More would only feed a stream that is too hot. */
export const CONFLICT_RETRIES_MAX = 3;

/** Load, decide, append at the revision read: the one way in which facts come into the log. */
@Injectable()
export class CommandRunner {
  private readonly lanes = new Lanes();
  private readonly folded: FoldedStreams;
  private readonly steps = new WeakMap<CommandContext, number>();

  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Optional() @Inject(CommandReceipts) private readonly receipts?: CommandReceipts,
    @Optional() @Inject(Meters) private readonly meters?: Meters,
  ) {
    this.folded = new FoldedStreams(store);
  }

  /**
   * Carries out one decision on the stream `<category>-<id>`. Commands on one stream wait for each other; commands on
   * different streams share the store's group commits. `decide` may be called again after a conflict.
   *
   * A handler that runs several decisions in one keyed or derived command must ask for them in the same order each
   * time: the second and later ones get ids of their own, derived from the command's.
   * @throws Refused when the decision is a refusal, or CONCURRENT_CHANGE, STALE_REVISION, IDEMPOTENCY_KEY_REUSED.
   * @throws StoreUnavailable when it is unknown whether the facts were recorded.
   */
  async run<S, E extends Fact>(
    aggregate: Aggregate<S, E>,
    id: string,
    decide: (state: S, revision: number) => Decision<E>,
    options: RunOptions = {},
  ): Promise<Outcome<S, E>> {
    const context = currentContext();
    const asked: Asked<S, E> = {
      aggregate,
      id,
      stream: this.folded.nameOf(aggregate, id),
      commandId: this.stepId(context),
      context,
      decide,
      options,
    };
    if (context.keyed !== true) return this.lanes.run(asked.stream, () => this.carryOut(asked));
    // The same key twice at once: the second waits, then finds the first one's receipt or, was it refused, tries itself.
    return this.lanes.run(`key ${asked.commandId}`, async () => {
      const earlier = await this.receipts?.find(asked.commandId);
      if (earlier !== undefined) return this.again(asked, earlier);
      return this.lanes.run(asked.stream, () => this.carryOut(asked));
    });
  }

  /** The authoritative state where it is remembered and complete; undefined when `stateOf` would have to read it. */
  stateAtHand<S, E extends Fact>(aggregate: Aggregate<S, E>, id: string): S | undefined {
    return this.folded.current(aggregate, id)?.state;
  }

  /** The authoritative state, straight from the stream. The position is absent while the stream is empty. */
  async stateOf<S, E extends Fact>(
    aggregate: Aggregate<S, E>,
    id: string,
  ): Promise<{ state: S; revision: number; position?: number }> {
    const current = this.folded.current(aggregate, id);
    if (current !== undefined) return asState(current);
    return this.lanes.run(this.folded.nameOf(aggregate, id), async () => {
      const folded = await this.folded.load(aggregate, id);
      await this.folded.refresh(folded);
      return asState(folded);
    });
  }

  private async carryOut<S, E extends Fact>(asked: Asked<S, E>): Promise<Outcome<S, E>> {
    const { context, commandId } = asked;
    const mayComeAgain = context.keyed === true || context.derived === true;
    // A remembered state may be behind another process. A conflict tells when facts follow; where none follow, the
    // answer is given only after a fresh look.
    const remembered = this.folded.remembered(asked.aggregate, asked.id);
    const folded = remembered ?? (await this.folded.load(asked.aggregate, asked.id));
    let fresh = remembered === undefined;
    for (let conflicts = 0; ;) {
      const earlier = mayComeAgain ? folded.commands.get(commandId) : undefined;
      if (earlier !== undefined) return this.again(asked, earlier);
      const decision = decisionOn(asked, folded);
      if (isRejection(decision) || decision.length === 0) {
        const seen = folded.revision;
        if (!fresh) await this.folded.refresh(folded);
        fresh = true;
        if (folded.revision !== seen) continue;
        if (isRejection(decision)) throw new Refused(decision);
        return { receipt: receiptOf(folded), facts: [], state: folded.state, repeated: false };
      }
      const recorded = await this.append(asked, folded, decision);
      if (recorded !== undefined) {
        return { receipt: receiptOf(folded), facts: recorded, state: folded.state, repeated: false };
      }
      conflicts += 1;
      if (conflicts > CONFLICT_RETRIES_MAX) throw new Refused(reject('CONCURRENT_CHANGE'));
      await this.folded.refresh(folded);
      fresh = true;
    }
  }

  /** The facts as recorded, or undefined when another writer came first. */
  private async append<S, E extends Fact>(
    { context, commandId, stream }: Asked<S, E>,
    folded: FoldedStream<S, E>,
    decided: readonly E[],
  ): Promise<readonly Recorded<E>[] | undefined> {
    const metadata = metadataOf(context, commandId);
    const repeatable = context.keyed === true || context.derived === true;
    const facts = decided.map((fact, at): Unrecorded<E> => ({
      ...fact,
      id: repeatable ? derivedId(commandId, at) : orderedId(),
      metadata,
    }));
    const begun = performance.now();
    try {
      const appended = await this.store.append(stream, folded.revision, facts);
      this.meters?.append.add(performance.now() - begun);
      // The same command may have come to another process at the same moment, which knew other things when it decided.
      const perhapsAnothers = repeatable && this.store.revisionOf === undefined;
      const [only, ...more] = facts;
      const recorded =
        perhapsAnothers || only === undefined || more.length > 0
          ? await this.readBack(folded, appended)
          : [taken(folded, only, appended)];
      this.receipts?.keep(commandId, folded.commands.get(commandId));
      return recorded;
    } catch (failure) {
      if (failure instanceof WrongExpectedRevision) {
        if (this.meters) this.meters.appendConflicts += 1;
        return undefined;
      }
      this.meters?.appendFailed(failure);
      this.folded.forget(folded);
      throw failure;
    }
  }

  /**
   * The store answers with the last position only, and positions are not dense: several facts are read back. So are
   * facts under whose ids another process may have written its own decision.
   */
  private async readBack<S, E extends Fact>(
    folded: FoldedStream<S, E>,
    { revision }: Appended,
  ): Promise<readonly Recorded<E>[]> {
    return (await this.folded.refresh(folded)).filter((fact) => fact.revision <= revision);
  }

  /** The first answer once more. */
  private async again<S, E extends Fact>(asked: Asked<S, E>, kept: KeptReceipt): Promise<Outcome<S, E>> {
    const { aggregate, context } = asked;
    const otherThing = !kept.stream.startsWith(`${aggregate.category}-`);
    if (context.keyed === true && (otherThing || kept.hash !== context.commandHash)) {
      throw new Refused(reject('IDEMPOTENCY_KEY_REUSED'));
    }
    const facts: Recorded<E>[] = [];
    const limit = kept.last - kept.first + 1;
    for await (const page of this.store.readStream(kept.stream, { from: kept.first, limit })) {
      facts.push(...(page as readonly Recorded<E>[]));
    }
    const folded = await this.folded.load(aggregate, kept.stream.slice(aggregate.category.length + 1));
    const receipt = { stream: kept.stream, revision: kept.last, position: kept.position };
    return { receipt, facts, state: folded.state, repeated: true };
  }

  /** The command's own id for its first decision, a derived one for each further decision of the same request. */
  private stepId(context: CommandContext): string {
    if (context.keyed !== true && context.derived !== true) return context.commandId;
    const step = this.steps.get(context) ?? 0;
    this.steps.set(context, step + 1);
    return step === 0 ? context.commandId : derivedId(context.commandId, 'step', step);
  }
}

interface Asked<S, E extends Fact> {
  readonly aggregate: Aggregate<S, E>;
  readonly id: string;
  readonly stream: string;
  readonly commandId: string;
  readonly context: CommandContext;
  readonly decide: (state: S, revision: number) => Decision<E>;
  readonly options: RunOptions;
}

const asState = <S>({ state, revision, position }: FoldedStream<S, never>) =>
  revision >= 0 ? { state, revision, position } : { state, revision };

/** The one fact of an append as it was recorded, taken into the state. */
const taken = <S, E extends Fact>(
  folded: FoldedStream<S, E>,
  only: Unrecorded<E>,
  { stream, revision, position, recordedAt }: Appended,
): Recorded<E> => {
  const fact: Recorded<E> = { ...only, stream, revision, position, recordedAt };
  folded.take(fact);
  return fact;
};

const receiptOf = ({ stream, revision, position }: Receipt): Receipt => ({
  stream,
  revision,
  position,
});

const metadataOf = (context: CommandContext, commandId: string): FactMetadata => ({
  commandId,
  correlationId: context.correlationId,
  causationId: context.causationId,
  actor: context.actor,
  onBehalfOf: context.onBehalfOf,
  ...(context.commandHash === undefined ? {} : { commandHash: context.commandHash }),
});

export { Refused } from './refusals';

const decisionOn = <S, E extends Fact>(
  { decide, options: { ifRevision } }: Asked<S, E>,
  { state, revision }: FoldedStream<S, E>,
): Decision<E> => {
  const decision = decide(state, revision);
  if (ifRevision === undefined || ifRevision === revision || isRejection(decision)) return decision;
  return reject('STALE_REVISION', { given: ifRevision, current: revision });
};
