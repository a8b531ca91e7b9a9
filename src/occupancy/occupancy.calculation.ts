import type { Day } from '../kernel/calendar';
import {
  addDays,
  dayNumber,
  dayOfNumber,
  daysIn,
  earliest,
  END_OF_TIME,
  firstDayOf,
  lastDayOf,
  latest,
  monthOf,
  monthsBetween,
} from '../kernel/calendar';
import type { BasisPoints } from '../kernel/money';
import { roundedRatio } from '../kernel/money';
import type { PartyCode } from '../kernel/vocabulary';

/** Counts of place-days over a day or a month (domain.md §4.10). */
export interface OccupancyFigures {
  /** Ordinary places open; temporary over-capacity is not among them (R24). */
  readonly available: number;
  /** Citizens physically there. */
  readonly occupied: number;
  /** Held by a reservation or a purchase whose citizen has not come. */
  readonly reserved: number;
  /** Paid after the citizen has left: tails of notice. */
  readonly paidNotOccupied: number;
  /** Citizens beyond the ordinary places, day by day. */
  readonly overOccupied: number;
  /** Occupied of available in basis points, so two decimals of a percent; may exceed 10,000. Null without places. */
  readonly rateBp: BasisPoints | null;
  /**
   * Occupied days of the operator's own citizens, of others in the region, and of the rest; null for who may not see whose
   * citizens they are.
   */
  readonly own: number | null;
  readonly inRegion: number | null;
  readonly outside: number | null;
  /** Occupied days by who paid them. */
  readonly byPayer: Readonly<Record<string, number>>;
}

export interface OccupancyBucket extends OccupancyFigures {
  readonly first: Day;
  readonly last: Day;
}

/** What counting needs of a placement. */
export interface CountedStay {
  readonly phase: string;
  readonly buyer: PartyCode;
  readonly operator: PartyCode;
  readonly firstDay: Day;
  /** The last day a place is taken, as far as it is known. */
  readonly lastDay: Day | null;
  readonly departureDay: Day | null;
  /** 0 when the departure day is not occupied (R35). */
  readonly departureDayCounts: 0 | 1;
  readonly lastPayableDay: Day | null;
  readonly payers: readonly { readonly from: Day; readonly payer: PartyCode }[];
}

export const GRAINS = ['day', 'month'] as const;
export type Grain = (typeof GRAINS)[number];

export interface OccupancyQuestion {
  /** Both days included. */
  readonly first: Day;
  readonly last: Day;
  readonly by: Grain;
}

export type Kinship = 'own' | 'inRegion' | 'outside';

/** Place-days of one service line, by day, as differences: a stay of years costs two additions. */
class DayCounts {
  private readonly steps: Int32Array;

  constructor(
    private readonly origin: number,
    private readonly days: number,
  ) {
    this.steps = new Int32Array(days + 1);
  }

  /** One more on each day, both ends included; open without a last day. */
  add(first: Day, last?: Day): void {
    const from = Math.max(0, dayNumber(first) - this.origin);
    const end = last === undefined ? this.days : Math.min(this.days, dayNumber(last) - this.origin + 1);
    if (from >= end) return;
    this.steps[from] = (this.steps[from] ?? 0) + 1;
    this.steps[end] = (this.steps[end] ?? 0) - 1;
  }

  values(): Int32Array {
    const values = new Int32Array(this.days);
    let value = 0;
    for (let at = 0; at < this.days; at += 1) {
      value += this.steps[at] ?? 0;
      values[at] = value;
    }
    return values;
  }
}

/**
 * Occupancy of one service line over a period, from the places open on each of its days and its placements. `kinshipOf`
 * tells whose citizens a buyer's are to the operator.
 */
export const lineOccupancy = (
  available: readonly number[],
  stays: readonly CountedStay[],
  { first, last, by }: OccupancyQuestion,
  kinshipOf: (buyer: PartyCode, operator: PartyCode) => Kinship,
): { readonly total: OccupancyFigures; readonly buckets: readonly OccupancyBucket[] } => {
  const origin = dayNumber(first);
  const length = dayNumber(last) - origin + 1;
  const fresh = (): DayCounts => new DayCounts(origin, length);
  const [occupied, reserved, paid] = [fresh(), fresh(), fresh()];
  const kin: Record<Kinship, DayCounts> = { own: fresh(), inRegion: fresh(), outside: fresh() };
  const payers = new Map<string, DayCounts>();

  for (const stay of stays) {
    const { phase, buyer, operator, firstDay, departureDay, lastPayableDay } = stay;
    if (phase === 'reserved' || phase === 'agreed') reserved.add(firstDay, stay.lastDay ?? undefined);
    // Declined, withdrawn and lapsed reservations come to nothing.
    if (phase !== 'enrolled' && phase !== 'discharged') continue;
    const present = presenceOf(stay);
    occupied.add(firstDay, present);
    kin[kinshipOf(buyer, operator)].add(firstDay, present);
    for (const span of payerSpans(stay, present)) {
      const counts = payers.get(span.payer) ?? fresh();
      payers.set(span.payer, counts);
      counts.add(span.first, span.last);
    }
    if (departureDay !== null && lastPayableDay !== null && present !== undefined)
      paid.add(addDays(present, 1), lastPayableDay);
  }

  const counted: CountedDays = {
    available,
    occupied: occupied.values(),
    reserved: reserved.values(),
    paid: paid.values(),
    own: kin.own.values(),
    inRegion: kin.inRegion.values(),
    outside: kin.outside.values(),
    payers: new Map([...payers].map(([payer, counts]) => [payer, counts.values()])),
  };
  const buckets = bucketsOf(first, last, by).map((bucket) => ({
    ...bucket,
    ...figuresOf(counted, dayNumber(bucket.first) - origin, dayNumber(bucket.last) - origin + 1),
  }));
  return { total: figuresOf(counted, 0, length), buckets };
};

/** The last day the citizen was there; undefined while nobody knows it. */
const presenceOf = ({ departureDay, departureDayCounts, lastDay }: CountedStay): Day | undefined => {
  if (departureDay === null || departureDayCounts === 1) return lastDay ?? undefined;
  return earliest(addDays(departureDay, -1), lastDay ?? END_OF_TIME);
};

const payerSpans = ({ payers, firstDay }: CountedStay, last: Day | undefined) =>
  payers.map(({ payer, from }, at) => {
    const next = payers[at + 1]?.from;
    const until = next === undefined ? undefined : addDays(next, -1);
    const end = until === undefined || (last !== undefined && last < until) ? last : until;
    return { payer, first: at === 0 ? firstDay : from, ...(end === undefined ? {} : { last: end }) };
  });

type DayValues = ArrayLike<number>;

interface CountedDays {
  readonly available: DayValues;
  readonly occupied: DayValues;
  readonly reserved: DayValues;
  readonly paid: DayValues;
  readonly own: DayValues;
  readonly inRegion: DayValues;
  readonly outside: DayValues;
  readonly payers: ReadonlyMap<string, DayValues>;
}

const sum = (counts: DayValues, from: number, end: number): number => {
  let total = 0;
  for (let at = from; at < end; at += 1) total += counts[at] ?? 0;
  return total;
};

const figuresOf = (counted: CountedDays, from: number, end: number): OccupancyFigures => {
  const available = sum(counted.available, from, end);
  const occupied = sum(counted.occupied, from, end);
  let overOccupied = 0;
  for (let at = from; at < end; at += 1)
    overOccupied += Math.max(0, (counted.occupied[at] ?? 0) - (counted.available[at] ?? 0));
  const byPayer = [...counted.payers]
    .map(([payer, counts]) => [payer, sum(counts, from, end)] as const)
    .filter(([, days]) => days > 0)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    available,
    occupied,
    reserved: sum(counted.reserved, from, end),
    paidNotOccupied: sum(counted.paid, from, end),
    overOccupied,
    rateBp: rateBp(occupied, available),
    own: sum(counted.own, from, end),
    inRegion: sum(counted.inRegion, from, end),
    outside: sum(counted.outside, from, end),
    byPayer: Object.fromEntries(byPayer),
  };
};

/** Occupied of available in basis points, half away from zero; null when there are no places. */
export const rateBp = (occupied: number, available: number): BasisPoints | null =>
  available === 0 ? null : roundedRatio(BigInt(occupied) * 10_000n, BigInt(available));

const bucketsOf = (first: Day, last: Day, by: Grain): { readonly first: Day; readonly last: Day }[] => {
  if (by === 'month')
    return monthsBetween(monthOf(first), monthOf(last)).map((month) => ({
      first: latest(first, firstDayOf(month)),
      last: earliest(last, lastDayOf(month)),
    }));
  const origin = dayNumber(first);
  return Array.from({ length: daysIn(first, last) }, (_, at) => {
    const day = dayOfNumber(origin + at);
    return { first: day, last: day };
  });
};

/** The figures of several service lines together. */
export const together = (all: readonly OccupancyFigures[]): OccupancyFigures => {
  const add = (of: (figures: OccupancyFigures) => number): number =>
    all.reduce((total, figures) => total + of(figures), 0);
  /** What is not told of one line cannot be told of all. */
  const addTold = (of: (figures: OccupancyFigures) => number | null): number | null =>
    all.reduce<number | null>((total, figures) => {
      const figure = of(figures);
      return total === null || figure === null ? null : total + figure;
    }, 0);
  const byPayer: Record<string, number> = {};
  for (const figures of all)
    for (const [payer, days] of Object.entries(figures.byPayer)) byPayer[payer] = (byPayer[payer] ?? 0) + days;
  const available = add((figures) => figures.available);
  const occupied = add((figures) => figures.occupied);
  return {
    available,
    occupied,
    reserved: add((figures) => figures.reserved),
    paidNotOccupied: add((figures) => figures.paidNotOccupied),
    overOccupied: add((figures) => figures.overOccupied),
    rateBp: rateBp(occupied, available),
    own: addTold((figures) => figures.own),
    inRegion: addTold((figures) => figures.inRegion),
    outside: addTold((figures) => figures.outside),
    byPayer,
  };
};
