import type { CostCategory, CostLine, OccupancyReason } from '../calculations/calculation.events';
import { daysInYear, firstDayOfYear, lastDayOfYear } from '../calculations/cost-price.calculation';
import { daysIn, earliest, latest } from '../kernel/calendar';
import { asOre, type BasisPoints, type Ore, roundedRatio, sharesOf, WHOLE } from '../kernel/money';
import type { TariffLevel } from '../kernel/vocabulary';
import type { CapReason } from '../tariffs/tariff.events';
import { NOTE } from './market-affairs';
import type { LinePlan, StayPlan } from './market-plan';
import { SeededRandom } from './random';

/** What a level of a line sells in a year: its places of the line's, and what a day of it costs when the year begins. */
export interface LevelYear {
  readonly level: TariffLevel;
  readonly places: number;
  readonly priceOre: Ore;
}

/**
 * The levels that have a price when the year begins. The line's places are shared by the days that people are planned to
 * be there, and each level has one at least, so that it can be sold; where the places do not reach, only the levels that
 * are sold. None where the line was not open all year.
 */
export const levelsIn = (line: LinePlan, stays: readonly StayPlan[], year: number): readonly LevelYear[] => {
  const first = firstDayOfYear(year);
  const priced = [...new Set(line.tariffs.map(({ level }) => level))].flatMap((level) => {
    const now = line.tariffs.findLast((tariff) => tariff.level === level && tariff.validFrom <= first);
    return now === undefined ? [] : [{ level, priceOre: now.priceOre, days: daysOf(line, stays, level, year) }];
  });
  const levels = priced.length <= line.places ? priced : priced.filter(({ days }) => days > 0);
  if (line.from > first || levels.length === 0) return [];
  const unused = levels.every(({ days }) => days === 0);
  const shares = sharesOf(
    asOre(line.places - levels.length),
    levels.map(({ days }) => (unused ? 1 : days)),
  );
  return levels.map(({ level, priceOre }, at) => ({ level, priceOre, places: 1 + (shares[at] ?? 0) }));
};

const daysOf = (line: LinePlan, stays: readonly StayPlan[], level: TariffLevel, year: number): number =>
  stays
    .filter((stay) => stay.serviceLineId === line.serviceLineId && stay.level === level)
    .map(({ firstDay, departureDay }) => {
      const last = lastDayOfYear(year);
      const [from, to] = [latest(firstDay, firstDayOfYear(year)), earliest(departureDay ?? last, last)];
      return from > to ? 0 : daysIn(from, to);
    })
    .reduce((sum, count) => sum + count, 0);

/** What a level earns in a year at its price, when so much of its places is used. */
export const earnedAt = ({ places, priceOre }: LevelYear, year: number, rateBp: BasisPoints): Ore =>
  asOre(roundedRatio(BigInt(priceOre) * BigInt(places * daysInYear(year)) * BigInt(rateBp), BigInt(WHOLE)));

/** The two years that a tariff's occupancy is the mean of (R12): made up. */
export const statedOccupancy = (year: number, seed: number) => {
  const random = new SeededRandom(seed);
  return [3, 2].map((years) => ({ year: year - years, rateBp: random.between(9_500, 9_800) }));
};

/** What differs from one calculation of next year to the next. */
export interface CalculationCase {
  /** What the price changes by, in 1/10,000. */
  readonly changeBp: number;
  readonly capReason?: CapReason;
  readonly decided?: { readonly rateBp: BasisPoints; readonly reason: OccupancyReason };
}

/** Some as dear as before, some cheaper, some above the cap or outside the band, with reasons. */
export const CASES: readonly CalculationCase[] = [
  { changeBp: 0 },
  { changeBp: 350, capReason: 'LAW_CHANGE' },
  { changeBp: -200 },
  { changeBp: 0, decided: { rateBp: 9_300, reason: 'STEERING_GROUP_APPROVED' } },
  { changeBp: 50, decided: { rateBp: 9_900, reason: 'CHANGED_CAPACITY' } },
];

const COST_SHARES: readonly (readonly [CostCategory, number])[] = [
  ['DIRECT', 8_150],
  ['OVERHEAD', 820],
  ['DEPRECIATION', 560],
  ['INTEREST', 240],
  ['HEALTH_INCLUDED', 130],
  ['SUPERVISION_FEE', 60],
  ['DEVELOPMENT', 40],
];

/** A sum of costs in the categories of the tariff calculation. */
export const costsOf = (total: Ore) => {
  const amounts = sharesOf(
    total,
    COST_SHARES.map(([, share]) => share),
  );
  return COST_SHARES.map(
    ([category], at) => ({ category, part: 'BASE', amountOre: amounts[at] ?? asOre(0), note: NOTE }) satisfies CostLine,
  );
};
