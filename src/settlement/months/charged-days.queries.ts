import { Injectable } from '@nestjs/common';
import type { Day } from '../../kernel/calendar';
import { addDays, daysIn, earliest, END_OF_TIME, latest, monthOf } from '../../kernel/calendar';
import type { Position } from '../../kernel/event';
import type { BasisPoints, Hundredths, Ore } from '../../kernel/money';
import type { OfferingId, PartyCode, ServiceLineId, TariffId, TariffLevel } from '../../kernel/vocabulary';
import { PlaceBookQueries, type PlacementRow } from '../../placements/place-book.queries';
import type { TariffUnit } from '../../tariffs/tariff.events';
import { TariffQueries } from '../../tariffs/tariffs.queries';
import type { ChargeablePlacement, UnpricedDays } from '../lines/day-charges.calculation';
import { amountOf, dayChargesOf, cut, daysWithin, pricingOf, TariffBook } from '../lines/day-charges.calculation';
import { chargeable, holding } from './month-facts';
import { stoppedPayments } from '../lines/stopped-payments';

export interface ChargedDaysAsked {
  readonly offeringId: OfferingId;
  /** Both days included. */
  readonly first: Day;
  readonly last: Day;
  readonly knownAt?: Position | undefined;
  /** With purchases that are agreed and whose citizens have not come: they begin on this day at the earliest. */
  readonly comingFrom?: Day | undefined;
}

/** What days at one price come to, each month rounded as its statement line is (R36). */
export interface ChargedRun {
  readonly serviceLineId: ServiceLineId;
  readonly level: TariffLevel;
  readonly tariffId: TariffId;
  readonly component: string;
  /** Whether the component is one service of a package, which belongs to a paragraph of its own (R13). */
  readonly packaged: boolean;
  readonly unit: TariffUnit;
  readonly priceOre: Ore;
  readonly factorBp: BasisPoints;
  readonly perDay: Hundredths;
  readonly payer: PartyCode;
  readonly days: number;
  readonly amountOre: Ore;
}

/** Place-days of citizens who are there, or will be, by who pays for them. */
export interface PresentDays {
  readonly serviceLineId: ServiceLineId;
  readonly payer: PartyCode;
  readonly days: number;
}

export interface ChargedDaysFound {
  /** Days on which citizens are there, own citizens among them (R22, P5). */
  readonly occupied: readonly ChargedRun[];
  /** Days that are paid after the citizen has left (R30). */
  readonly paidNotOccupied: readonly ChargedRun[];
  /** Days of purchases that have not begun. */
  readonly toCome: readonly PresentDays[];
  /** Occupied days without a price, with the line they belong to. */
  readonly unpriced: readonly (UnpricedDays & { readonly serviceLineId: ServiceLineId })[];
}

/** A component of a package is called after the service line whose price it is made of, as far as a code is long. */
const COMPONENT_CODE_LENGTH = 40;

/** Whether a service line has earned it: its own days, and its part of packages sold under another line (R13). */
export const earnedBy = (
  { serviceLineId, component, packaged }: Pick<ChargedRun, 'serviceLineId' | 'component' | 'packaged'>,
  line: ServiceLineId,
): boolean => (packaged ? component === line.toUpperCase().slice(0, COMPONENT_CODE_LENGTH) : serviceLineId === line);

/** What the days of one offering come to at the tariffs charged, whether or not they have been billed. */
@Injectable()
export class ChargedDays {
  constructor(
    private readonly placeBook: PlaceBookQueries,
    private readonly tariffs: TariffQueries,
  ) {}

  of({ offeringId, first, last, knownAt, comingFrom }: ChargedDaysAsked): ChargedDaysFound {
    const placements = this.placeBook.ofOffering(offeringId, { knownAt });
    const capacities = this.placeBook.capacities({ offeringId, knownAt });
    const versions = this.tariffs.versions(offeringId, knownAt).filter(({ supersededBy }) => supersededBy === null);
    const book = new TariffBook(versions.map(holding));
    const stopped = stoppedPayments({ placements, capacities });
    const [occupied, paidNotOccupied]: [ChargedRun[], ChargedRun[]] = [[], []];
    const toCome: PresentDays[] = [];
    const unpriced: (UnpricedDays & { serviceLineId: ServiceLineId })[] = [];
    for (const row of placements) {
      const stay = beginning(row, chargeable(row, stopped.get(row.placementId)), comingFrom);
      if (stay?.firstDay === undefined) continue;
      const present = lastPresentDay(row, stay);
      const missing: UnpricedDays[] = [];
      const until = (day: Day | undefined): ChargeablePlacement => {
        const { lastPayableDay: _, ...open } = stay;
        return day === undefined ? open : { ...open, lastPayableDay: day };
      };
      occupied.push(...runsOf(until(present), book, first, last, missing));
      unpriced.push(...missing.map((days) => ({ ...days, serviceLineId: row.serviceLineId })));
      if (present !== undefined && stay.lastPayableDay !== undefined && stay.lastPayableDay > present)
        paidNotOccupied.push(...runsOf(stay, book, latest(first, addDays(present, 1)), last));
      if (row.phase === 'agreed') toCome.push(...presentDays(stay, present, first, last));
    }
    return { occupied, paidNotOccupied, toCome, unpriced };
  }
}

/** The stay with its first day; undefined when it does not count. */
const beginning = (
  row: PlacementRow,
  stay: ChargeablePlacement,
  comingFrom: Day | undefined,
): ChargeablePlacement | undefined => {
  if (stay.firstDay !== undefined) return stay;
  if (row.phase !== 'agreed' || comingFrom === undefined) return undefined;
  return { ...stay, firstDay: latest(row.firstDay, comingFrom) };
};

/**
 * The last day the citizen is there as far as it is known, as occupancy counts it (R35). After the offering's last day
 * nothing is charged, whenever the departure is recorded, so nothing is earned either (R24).
 */
const lastPresentDay = (row: PlacementRow, { stopped }: ChargeablePlacement): Day | undefined => {
  const { departureDay, departureDayCounts, noticeLastPayableDay, plannedLastDay } = row;
  const known =
    departureDay === null
      ? (noticeLastPayableDay ?? plannedLastDay ?? undefined)
      : addDays(departureDay, departureDayCounts === 1 ? 0 : -1);
  return stopped?.because === 'CLOSURE' ? earliest(stopped.lastDay, known ?? END_OF_TIME) : known;
};

const runsOf = (
  stay: ChargeablePlacement,
  book: TariffBook,
  first: Day,
  last: Day,
  unpriced: UnpricedDays[] = [],
): ChargedRun[] =>
  dayChargesOf(stay, book, first, last, unpriced).map((charge) => {
    const { tariff, terms, component, factorBp, perDay, payer, firstDay, lastDay } = charge;
    const days = daysWithin(firstDay, lastDay);
    return {
      serviceLineId: stay.serviceLineId,
      level: terms.level,
      tariffId: tariff.tariffId,
      component: component.code,
      packaged: component.legalBasis !== undefined,
      unit: component.unit,
      priceOre: component.priceOre,
      factorBp,
      perDay,
      payer: payer.payer,
      days,
      amountOre: amountOf(pricingOf(charge), days, monthOf(firstDay)),
    };
  });

const presentDays = (
  { serviceLineId, payers, firstDay }: ChargeablePlacement,
  present: Day | undefined,
  first: Day,
  last: Day,
): PresentDays[] => {
  const [from, to] = [latest(first, firstDay ?? END_OF_TIME), earliest(last, present ?? END_OF_TIME)];
  if (from > to) return [];
  return cut(payers, from, to).map(({ entry, ...span }) => ({
    serviceLineId,
    payer: entry.payer,
    days: daysIn(span.first, span.last),
  }));
};
