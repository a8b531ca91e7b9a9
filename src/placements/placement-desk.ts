import { Inject, Injectable } from '@nestjs/common';
import type { Day } from '../kernel/calendar';
import type { Decision } from '../kernel/decider';
import { reject } from '../kernel/decider';
import type { OfferingId, PlacementId, ServiceLineId, TariffLevel } from '../kernel/vocabulary';
import { AgreementFacts } from '../agreements/agreements.facts';
import { AgreementQueries } from '../agreements/agreements.queries';
import { OfferingFacts } from '../offerings/offerings.facts';
import { CommandRunner, type Receipt, Refused } from '../platform/commands/command-runner';
import type { EventStore } from '../platform/event-store/event-store';
import { withRevision } from '../platform/http/revisions';
import { ProjectionRunner } from '../platform/subscriptions/projection-runner';
import { EVENT_STORE } from '../platform/tokens';
import { TariffFacts } from '../tariffs/tariffs.facts';
import type { RulesFacts } from './departure.decider';
import type { PlaceBookEvent } from './place-book.events';
import type { PlaceBookState, PlacementState } from './place-book.decider';
import { placeBook } from './place-book.decider';
import { placeBookProjection } from './place-book.projection';
import { PlaceBookQueries } from './place-book.queries';
import type { AgreementFact, OfferingFact, PurchaseFacts, TariffFact } from './purchase-terms';

/** What a command on a placement answers: the place book's receipt, and the placement's own revision for If-Match. */
export type PlacementAnswer = Receipt & {
  readonly placementId: PlacementId;
  readonly placementRevision: number;
};

interface PlacementCommand {
  readonly data: { readonly placementId: PlacementId; readonly offeringId: OfferingId };
}

/** Milliseconds a command waits for the read model before a placement is said not to exist. */
const CATCH_UP_MS = 2_000;

/** What handlers in this context share: finding a placement's book, gathering facts, and carrying out a decision. */
@Injectable()
export class PlacementDesk {
  constructor(
    private readonly runner: CommandRunner,
    private readonly placements: PlaceBookQueries,
    private readonly projections: ProjectionRunner,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    private readonly offerings: OfferingFacts,
    private readonly tariffs: TariffFacts,
    private readonly agreements: AgreementFacts,
    private readonly agreementQueries: AgreementQueries,
  ) {}

  /**
   * The offering whose place book holds the placement. Which book it is never changes, so the read model can be trusted
   * when it knows; when it does not, the placement may have been reserved a moment ago.
   * @throws Refused PLACEMENT_UNKNOWN
   */
  async offeringOf(placementId: PlacementId): Promise<OfferingId> {
    const known = this.placements.placement(placementId);
    if (known !== undefined) return known.offeringId;
    await this.projections.waitFor(await this.store.head(), CATCH_UP_MS, [placeBookProjection]);
    const caughtUp = this.placements.placement(placementId);
    if (caughtUp === undefined) throw new Refused(reject('PLACEMENT_UNKNOWN', { placementId }));
    return caughtUp.offeringId;
  }

  async book(offeringId: OfferingId): Promise<PlaceBookState> {
    return (await this.runner.stateOf(placeBook, offeringId)).state;
  }

  /** @throws Refused PLACEMENT_UNKNOWN when the book does not hold it. */
  async placement({ data: { placementId, offeringId } }: PlacementCommand): Promise<PlacementState> {
    const placement = (await this.book(offeringId)).placements.get(placementId);
    if (placement === undefined) throw new Refused(reject('PLACEMENT_UNKNOWN', { placementId }));
    return placement;
  }

  async decide<C extends PlacementCommand>(
    command: C,
    decide: (command: C, state: PlaceBookState) => Decision<PlaceBookEvent>,
  ): Promise<PlacementAnswer> {
    const { placementId, offeringId } = command.data;
    const { receipt, state, facts } = await this.runner.run(placeBook, offeringId, (book) => decide(command, book));
    // A repeated reservation carries a new id in the command; the one that counts was recorded the first time.
    const recordedId = facts.map(({ data }) => ('placementId' in data ? data.placementId : undefined)).at(0);
    const id = recordedId ?? placementId;
    const placementRevision = state.placements.get(id)?.revision ?? 0;
    return withRevision(placementRevision, { placementId: id, placementRevision, ...receipt });
  }

  /** What the offering, its price list and the agreement say of a service from a day on. */
  async purchaseFacts(asked: {
    readonly offeringId: OfferingId;
    readonly serviceLineId: ServiceLineId;
    readonly level: TariffLevel;
    readonly on: Day;
    readonly buyer: PlacementState['terms']['buyer'];
  }): Promise<PurchaseFacts> {
    const { offeringId, serviceLineId, level, on, buyer } = asked;
    // One after the other: all of it is nearly always in memory, where waiting together costs more than it saves.
    const offering = await this.offeringFact(offeringId, serviceLineId);
    const tariff = await this.tariffs.versionOn(offeringId, serviceLineId, level, on);
    const agreement =
      offering === undefined ? undefined : await this.agreements.inForce(on, [buyer, offering.operator]);
    return {
      ...(offering === undefined ? {} : { offering }),
      ...(tariff === undefined ? {} : { tariff: tariffFactOf(tariff) }),
      ...(agreement === undefined ? {} : { agreement }),
    };
  }

  /** The facts for other terms of a placement that is there; its own agreement's rules go on where none is in force. */
  async changeFacts(placement: PlacementState, level: TariffLevel, on: Day): Promise<PurchaseFacts> {
    const { offeringId, terms } = placement;
    const asked = { offeringId, serviceLineId: terms.serviceLineId, level, on, buyer: terms.buyer };
    const facts = await this.purchaseFacts(asked);
    return facts.agreement === undefined ? { ...facts, ...(await this.rulesFacts(placement, on)) } : facts;
  }

  /** The rules that hold for the placement on a day: those in force between its parties, else those it was bought under. */
  async rulesFacts({ terms }: PlacementState, on: Day): Promise<RulesFacts> {
    const { buyer, operator, agreementId } = terms;
    const inForce = await this.agreements.inForce(on, [buyer, operator]);
    return { agreement: inForce ?? this.rulesOfTerms(agreementId, on) };
  }

  private rulesOfTerms(agreementId: AgreementFact['agreementId'], on: Day): AgreementFact {
    const rules = this.agreementQueries.rulesOf(agreementId, on);
    if (rules === undefined) throw new Error(`The agreement ${agreementId} that a place was bought under is not there`);
    return { agreementId, rules };
  }

  private async offeringFact(offeringId: OfferingId, serviceLineId: ServiceLineId): Promise<OfferingFact | undefined> {
    const offering = await this.offerings.of(offeringId);
    if (offering.phase !== 'published') return undefined;
    const { name, operator, lastDay, serviceLines } = offering;
    const line = serviceLines[serviceLineId];
    return {
      name,
      operator,
      ...(lastDay === undefined ? {} : { last: lastDay }),
      ...(line === undefined ? {} : { line }),
    };
  }
}

const tariffFactOf = ({ tariffId, components, placementGround }: TariffFact): TariffFact => ({
  tariffId,
  components,
  ...(placementGround === undefined ? {} : { placementGround }),
});
