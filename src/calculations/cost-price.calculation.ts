import type { Day } from '../kernel/calendar';
import { addDays, asDay, daysIn } from '../kernel/calendar';
import type { BasisPoints, Hundredths, Ore } from '../kernel/money';
import { asOre, roundedRatio, sharesOf, sumOre, WHOLE } from '../kernel/money';
import type {
  BudgetedOccupancy,
  CalculatedPrice,
  CalculationRules,
  CostLine,
  DayBasis,
  IncomeLine,
  OccupancyYear,
  PackageCalculated,
  PackagePart,
  PlacesSpan,
  PricePart,
  RegulationLine,
} from './calculation.events';

/** Everything a price follows from (R10–R17). */
export interface PriceGrounds {
  readonly year: number;
  readonly costs: readonly CostLine[];
  readonly otherIncome: readonly IncomeLine[];
  readonly regulation: readonly RegulationLine[];
  /** Within the year, in order, none overlapping; days without a span have no place. */
  readonly capacity: readonly PlacesSpan[];
  readonly dayBasis: DayBasis;
  /** What the price is calculated with (R12). */
  readonly appliedBp: BasisPoints;
  readonly serviceHours?: Hundredths;
  readonly tariffRoundingOre: Ore;
}

export const firstDayOfYear = (year: number): Day => asDay(`${year}-01-01`);
export const lastDayOfYear = (year: number): Day => asDay(`${year}-12-31`);
export const daysInYear = (year: number): number => daysIn(firstDayOfYear(year), lastDayOfYear(year));

/** Σ places over the days of the year (R10): a place more for half the year is half a place. */
export const capacityDays = (capacity: readonly PlacesSpan[]): number =>
  capacity.reduce((total, { first, last, places }) => total + places * daysIn(first, last), 0);

/** Days of the year that one whole place is paid for (R11). */
export const basisDays = ({ kind, days }: DayBasis, year: number): number => {
  if (kind === 'FIXED_365') return 365;
  return kind === 'OPENING_DAYS' ? (days ?? 0) : daysInYear(year);
};

export const costsOf = (costs: readonly CostLine[], part: PricePart): Ore =>
  sumOre(costs.filter((line) => line.part === part).map(({ amountOre }) => amountOre));

/**
 * What the operator pays for, over what it sells: `(net costs + regulation) ÷ (places × days × occupancy)`. The quotient
 * is exact until it is rounded, once, to the tariff's unit (R10, R17). The hour price has its own costs and hours (R15).
 * Precondition: capacity, basis and occupancy are positive, and service costs come with service hours.
 */
export const calculatedPrice = (grounds: PriceGrounds): CalculatedPrice => {
  const { year, costs, otherIncome, regulation, capacity, dayBasis, appliedBp, serviceHours } = grounds;
  const serviceOre = costsOf(costs, 'SERVICE');
  const netBaseOre = asOre(costsOf(costs, 'BASE') - sumOre(otherIncome.map(({ amountOre }) => amountOre)));
  const regulationOre = sumOre(regulation.map(({ amountOre }) => amountOre));
  const days = capacityDays(capacity);
  // Paid days = capacity days × basis ÷ days of the year × occupancy, kept as a fraction.
  const numerator = BigInt(days) * BigInt(basisDays(dayBasis, year)) * BigInt(appliedBp);
  const denominator = BigInt(daysInYear(year)) * BigInt(WHOLE);
  const perPaidDay = (amount: Ore, unit: Ore): Ore =>
    asOre(roundedRatio(BigInt(amount) * denominator, numerator * BigInt(unit)) * unit);
  return {
    netBaseOre,
    regulationOre,
    serviceOre,
    capacityDays: days,
    paidDays: roundedRatio(numerator * 100n, denominator),
    dayPriceOre: perPaidDay(asOre(netBaseOre + regulationOre), grounds.tariffRoundingOre),
    ...(serviceHours === undefined
      ? {}
      : { hourPriceOre: asOre(roundedRatio(BigInt(serviceOre) * 100n, BigInt(serviceHours))) }),
    regulationShareOre: perPaidDay(regulationOre, asOre(1)),
  };
};

/** The band that the agreement holds the rate within (R12). */
export interface OccupancyBand {
  readonly minBp: BasisPoints;
  readonly recommendedMaxBp: BasisPoints;
}

/** The mean of the years before, not below the band and never above all places (R12). Undefined without a year. */
export const budgetedRate = (
  history: readonly OccupancyYear[],
  { minBp }: Pick<OccupancyBand, 'minBp'>,
): BasisPoints | undefined => {
  if (history.length === 0) return undefined;
  const sum = history.reduce((total, { rateBp }) => total + BigInt(rateBp), 0n);
  return Math.min(WHOLE, Math.max(minBp, roundedRatio(sum, BigInt(history.length))));
};

/** The years whose accounts were closed when the tariff of a year is calculated: y-3 and y-2 (R12). */
export const occupancyYears = (year: number): readonly [number, number] => [year - 3, year - 2];

/** The price of so much of a place (R16), as a whole year and as one attended day costs. */
export interface PartTimePrice {
  readonly daysPerWeek: number;
  readonly factorBp: BasisPoints;
  readonly yearOre: Ore;
  readonly perAttendedDayOre: Ore;
}

const WEEKS_PER_YEAR = 52;

/** A part-time place has its part of the full price on every day of the basis, so an attended day costs more (R16). */
export const partTimePrices = (
  dayPrice: Ore,
  days: number,
  factors: CalculationRules['partTimeFactors'],
): readonly PartTimePrice[] =>
  factors.map(({ daysPerWeek, factorBp }) => {
    const yearly = BigInt(dayPrice) * BigInt(days) * BigInt(factorBp);
    return {
      daysPerWeek,
      factorBp,
      yearOre: asOre(roundedRatio(yearly, BigInt(WHOLE))),
      perAttendedDayOre: asOre(roundedRatio(yearly, BigInt(WHOLE * WEEKS_PER_YEAR * daysPerWeek))),
    };
  });

/** What a day costs with so many service hours (R15): base price + hours × hour price, rounded once to øre. */
export const twoPartDayPrice = (base: Ore, hour: Ore, hoursPerDay: Hundredths): Ore =>
  asOre(base + roundedRatio(BigInt(hour) * BigInt(hoursPerDay), 100n));

/**
 * What each service of a package costs a day within it (R13): its own price, or, where the package is sold at another
 * one, the share of that by the services' own prices. They sum to the package's price to the øre (largest remainder).
 */
export const packageShares = ({
  parts,
  soldAtOre,
}: Pick<PackageCalculated['data'], 'parts' | 'soldAtOre'>): readonly (PackagePart & { readonly priceOre: Ore })[] => {
  const prices = parts.map(({ dayPriceOre }) => dayPriceOre);
  const free = prices.every((price) => price === 0);
  const shares = soldAtOre === undefined || free ? prices : sharesOf(soldAtOre, prices);
  return parts.map((part, at) => ({ ...part, priceOre: shares[at] ?? part.dayPriceOre }));
};

/** Equal places on days that follow each other become one span; days without places none. */
export const spansOf = (places: readonly number[], first: Day): PlacesSpan[] => {
  const spans: PlacesSpan[] = [];
  places.forEach((count, at) => {
    const day = addDays(first, at);
    const current = spans.at(-1);
    if (current?.places === count && addDays(current.last, 1) === day)
      spans[spans.length - 1] = { ...current, last: day };
    else if (count > 0) spans.push({ first: day, last: day, places: count });
  });
  return spans;
};

/** The whole budgeted occupancy, from what is known and what the operator decided. */
export const budgetedOccupancy = (
  history: readonly OccupancyYear[],
  band: OccupancyBand,
  decided: { readonly rateBp: BasisPoints; readonly reason: NonNullable<BudgetedOccupancy['reason']> } | undefined,
): BudgetedOccupancy | undefined => {
  const ruleBp = budgetedRate(history, band);
  const appliedBp = decided?.rateBp ?? ruleBp;
  if (appliedBp === undefined) return undefined;
  return {
    history,
    ...(ruleBp === undefined ? {} : { ruleBp }),
    appliedBp,
    ...(decided === undefined || decided.rateBp === ruleBp ? {} : { reason: decided.reason }),
  };
};
