import { Inject, Injectable, Optional } from '@nestjs/common';
import { AgreementFacts } from '../agreements/agreements.facts';
import type { Day } from '../kernel/calendar';
import type { BasisPoints } from '../kernel/money';
import type { OfferingId, ServiceLineId, TariffLevel } from '../kernel/vocabulary';
import { OccupancyQueries } from '../occupancy/occupancy.queries';
import { OfferingFacts } from '../offerings/offerings.facts';
import { PlaceBookQueries, placesByDay } from '../placements/place-book.queries';
import type { EventStore } from '../platform/event-store/event-store';
import { ProjectionRunner } from '../platform/subscriptions/projection-runner';
import { EVENT_STORE } from '../platform/tokens';
import { dayPrice, TariffFacts } from '../tariffs/tariffs.facts';
import type {
  CalculatePackage,
  CalculateTariff,
  CalculationFacts,
  PackageFacts,
  PriceAsked,
} from './calculation.decider';
import { RegulationDue } from './regulation-due.facts';
import { firstDayOfYear, lastDayOfYear, occupancyYears, spansOf } from './cost-price.calculation';

/** Milliseconds a calculation waits for places and occupancy that were recorded just before it. */
const CATCH_UP_MS = 2_000;

/** Gathers what a calculation rests on: the offering, its places and their use, the agreement, the prices before. */
@Injectable()
export class CalculationDesk {
  constructor(
    private readonly offerings: OfferingFacts,
    private readonly agreements: AgreementFacts,
    private readonly tariffs: TariffFacts,
    private readonly placements: PlaceBookQueries,
    private readonly occupancy: OccupancyQueries,
    private readonly projections: ProjectionRunner,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Optional() private readonly regulation?: RegulationDue,
  ) {}

  async factsFor(
    asked: Omit<PriceAsked, 'by'> & Pick<CalculateTariff['data'], 'today' | 'occupancyStated'>,
  ): Promise<CalculationFacts> {
    const { offeringId, serviceLineId, level, year, today } = asked;
    const known = await this.offerings.of(offeringId);
    if (known.phase === 'unknown') return { capacity: [], occupancy: [] };
    const { operator, serviceLines } = known;
    const line = serviceLines[serviceLineId];
    if (line === undefined) return { operator, capacity: [], occupancy: [] };
    await this.projections.waitFor(await this.store.head(), CATCH_UP_MS);
    const first = firstDayOfYear(year);
    const stated = new Set(asked.occupancyStated.map((known) => known.year));
    const agreement = await this.agreements.inForce(first, [operator]);
    const capLimitOre =
      agreement === undefined
        ? undefined
        : await this.tariffs.capLimit(offeringId, serviceLineId, level, first, agreement.rules);
    const places = placesByDay(this.placements.capacities({ offeringId }), first, lastDayOfYear(year));
    return {
      operator,
      line: { legalBasis: line.legalBasis, shortStay: line.shortStay },
      ...(agreement === undefined ? {} : { agreement }),
      capacity: spansOf(places.get(serviceLineId) ?? [], first),
      // A stated rate takes precedence, so the days of its year need no counting.
      occupancy: occupancyYears(year).map((of) =>
        stated.has(of) ? { year: of } : { year: of, ...this.rateOf(offeringId, serviceLineId, of, today) },
      ),
      ...(capLimitOre === undefined ? {} : { capLimitOre }),
      regulationDue: this.regulation?.upTo(year, offeringId, serviceLineId) ?? [],
      levels: await this.tariffs.levels(offeringId, serviceLineId, lastDayOfYear(year)),
    };
  }

  async packageFactsFor({ data }: CalculatePackage): Promise<PackageFacts> {
    const { offeringId, serviceLineId, validFrom, parts } = data;
    const known = await this.offerings.of(offeringId);
    if (known.phase === 'unknown') return { lineKnown: false, parts: [] };
    const priced = async (part: { serviceLineId: ServiceLineId; level: TariffLevel }) => {
      const line = known.serviceLines[part.serviceLineId];
      const version = await this.tariffs.versionOn(offeringId, part.serviceLineId, part.level, validFrom);
      const price = version === undefined ? undefined : dayPrice(version.components);
      if (line === undefined || version === undefined || price === undefined) return undefined;
      return { ...part, legalBasis: line.legalBasis, tariffId: version.tariffId, dayPriceOre: price };
    };
    return {
      operator: known.operator,
      lineKnown: known.serviceLines[serviceLineId] !== undefined,
      parts: await Promise.all(parts.map(priced)),
    };
  }

  /** The ledger's own rate of a year that is over, if there were places all through it and somebody lived there. */
  private rateOf(
    offeringId: OfferingId,
    serviceLineId: ServiceLineId,
    year: number,
    today: Day,
  ): { readonly rateBp?: BasisPoints } {
    const last = lastDayOfYear(year);
    if (last >= today) return {};
    const asked = { offeringId, serviceLineId, first: firstDayOfYear(year), last, by: 'month' as const };
    const [line] = this.occupancy.lines(asked);
    if (line === undefined || line.total.occupied === 0 || line.total.rateBp === null) return {};
    return line.buckets.every(({ available }) => available > 0) ? { rateBp: line.total.rateBp } : {};
  }
}
