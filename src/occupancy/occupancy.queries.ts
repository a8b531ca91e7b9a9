import { Injectable } from '@nestjs/common';
import { earliest, END_OF_TIME, type Day } from '../kernel/calendar';
import type { Position } from '../kernel/event';
import type { LegalBasisCode } from '../kernel/legal-basis';
import type { BasisPoints } from '../kernel/money';
import { roundedRatio } from '../kernel/money';
import type { OfferingId, PartyCode, ServiceLineId } from '../kernel/vocabulary';
import { OfferingQueries, type OfferingRow } from '../offerings/offerings.queries';
import { PartyQueries } from '../parties/parties.queries';
import {
  offeringPlaces,
  paymentStops,
  PlaceBookQueries,
  placesByDay,
  type CapacityRow,
  type StayRow,
} from '../placements/place-book.queries';
import { TariffQueries, type TariffVersionRow } from '../tariffs/tariffs.queries';
import type { Kinship, OccupancyBucket, OccupancyFigures, OccupancyQuestion } from './occupancy.calculation';
import { lineOccupancy } from './occupancy.calculation';

export interface OccupancyAsked extends OccupancyQuestion {
  readonly offeringId?: OfferingId | undefined;
  readonly serviceLineId?: ServiceLineId | undefined;
  /** All offerings of one operator, when no offering is named; of everybody, when neither is. */
  readonly operator?: PartyCode | undefined;
  readonly knownAt?: Position | undefined;
}

export type BudgetedBucket = OccupancyBucket & {
  /** Rate the tariffs in force on the first day were calculated with: the mean of the levels that publish one (R31). */
  readonly budgetedBp: BasisPoints | null;
};

export interface LineOccupancy {
  readonly offeringId: OfferingId;
  readonly offeringName: string;
  readonly operator: PartyCode;
  readonly serviceLineId: ServiceLineId;
  readonly legalBasis: LegalBasisCode;
  readonly total: OccupancyFigures;
  readonly buckets: readonly BudgetedBucket[];
}

/**
 * The stays with the last day that is really paid, and no day after a closure, whoever forgot to record a departure: no
 * place is paid twice, and an offering that is no more is occupied by nobody (R24, R30).
 */
const countedOnce = (stays: readonly StayRow[], capacities: readonly CapacityRow[]): StayRow[] => {
  const stops = paymentStops(stays, capacities);
  const { closesAfter } = offeringPlaces(capacities, []);
  return stays.map((stay) => {
    const paidUntil = stops.get(stay.placementId)?.lastDay;
    return {
      ...stay,
      ...(closesAfter === undefined ? {} : { lastDay: earliest(stay.lastDay ?? END_OF_TIME, closesAfter) }),
      ...(paidUntil === undefined || stay.lastPayableDay === null ? {} : { lastPayableDay: paidUntil }),
    };
  });
};

/** Occupancy, counted from the place books when it is asked for, so that it holds in both times. */
@Injectable()
export class OccupancyQueries {
  constructor(
    private readonly placements: PlaceBookQueries,
    private readonly offerings: OfferingQueries,
    private readonly tariffs: TariffQueries,
    private readonly parties: PartyQueries,
  ) {}

  get position(): Position {
    return this.placements.position;
  }

  operatorOf(offeringId: OfferingId, knownAt?: Position): PartyCode | undefined {
    return this.offerings.find(offeringId, knownAt)?.operator;
  }

  /** By name of the offering and service line. */
  lines(asked: OccupancyAsked): LineOccupancy[] {
    const { offeringId, serviceLineId, operator, knownAt } = asked;
    const capacities = Map.groupBy(this.placements.capacities({ offeringId, knownAt }), (row) => row.offeringId);
    const stays = Map.groupBy(this.placements.stays({ offeringId, operator, knownAt }), (row) => row.offeringId);
    const prices = Map.groupBy(this.prices(asked), (row) => row.offeringId);
    const kinshipOf = this.kinship(knownAt);
    return this.offeringsAsked(asked).flatMap((offering) => {
      const tariffs = prices.get(offering.offeringId) ?? [];
      const places = placesByDay(capacities.get(offering.offeringId) ?? [], asked.first, asked.last);
      const ofOffering = Map.groupBy(
        countedOnce(stays.get(offering.offeringId) ?? [], capacities.get(offering.offeringId) ?? []),
        (stay) => stay.serviceLineId,
      );
      return offering.serviceLines
        .filter((line) => serviceLineId === undefined || line.serviceLineId === serviceLineId)
        .map((line): LineOccupancy => {
          const ofLine = tariffs.filter((tariff) => tariff.serviceLineId === line.serviceLineId);
          const { total, buckets } = lineOccupancy(
            places.get(line.serviceLineId) ?? [],
            ofOffering.get(line.serviceLineId) ?? [],
            asked,
            kinshipOf,
          );
          return {
            offeringId: offering.offeringId,
            offeringName: offering.name,
            operator: offering.operator,
            serviceLineId: line.serviceLineId,
            legalBasis: line.legalBasis,
            total,
            buckets: buckets.map((bucket) => ({
              ...bucket,
              budgetedBp: budgetedBp(ofLine, bucket.first),
            })),
          };
        });
    });
  }

  /** A question over everybody's offerings is about places, not about prices. */
  private prices({ offeringId, operator, knownAt }: OccupancyAsked): readonly TariffVersionRow[] {
    if (offeringId !== undefined) return this.tariffs.versions(offeringId, knownAt);
    return operator === undefined ? [] : this.tariffs.versionsOfOperator(operator, knownAt);
  }

  private offeringsAsked({ offeringId, operator, knownAt }: OccupancyAsked): readonly OfferingRow[] {
    if (offeringId === undefined)
      return this.offerings.search({
        ...(operator === undefined ? {} : { operator }),
        ...(knownAt === undefined ? {} : { knownAt }),
      });
    const offering = this.offerings.find(offeringId, knownAt);
    return offering === undefined ? [] : [offering];
  }

  /** Whose citizens a buyer's are: the operator's own, of a municipality in its region, or from outside. */
  private kinship(knownAt: Position | undefined): (buyer: PartyCode, operator: PartyCode) => Kinship {
    const regions = new Map<PartyCode, PartyCode | null>();
    const regionOf = (party: PartyCode): PartyCode | null => {
      const seen = regions.get(party);
      if (seen !== undefined) return seen;
      const row = this.parties.find(party, knownAt);
      const region = row?.kind === 'region' ? party : (row?.frameworkRegion ?? null);
      regions.set(party, region);
      return region;
    };
    return (buyer, operator) => {
      if (buyer === operator) return 'own';
      const region = regionOf(operator);
      return region !== null && regionOf(buyer) === region ? 'inRegion' : 'outside';
    };
  }
}

const budgetedBp = (tariffs: readonly TariffVersionRow[], on: Day): BasisPoints | null => {
  const published = tariffs.flatMap(({ validFrom, validTo, supersededBy, budgetedOccupancyBp }) => {
    const holds = supersededBy === null && validFrom <= on && (validTo ?? on) >= on;
    return holds && budgetedOccupancyBp !== null ? [budgetedOccupancyBp] : [];
  });
  if (published.length === 0) return null;
  return roundedRatio(BigInt(published.reduce((total, rate) => total + rate, 0)), BigInt(published.length));
};

export { together } from './occupancy.calculation';
