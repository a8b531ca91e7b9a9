import type { Ore } from '../kernel/money';
import { asOre } from '../kernel/money';
import type { TariffLevel } from '../kernel/vocabulary';
import type {
  BudgetedOccupancy,
  CalculationEvent,
  CalculationRules,
  CalculationWarning,
  RegulationLine,
  TariffCalculated,
} from './calculation.events';
import type { DueRegulation } from './regulation-due.facts';

/** What is unusual about the occupancy that a price is calculated with, and about the price (R12, R19). */
export const priceWarnings = (
  { ruleBp, appliedBp, reason }: BudgetedOccupancy,
  { occupancyMinBp, occupancyRecommendedMaxBp, capLimitOre }: CalculationRules,
  dayPriceOre: Ore,
  capReason: string | undefined,
): readonly CalculationWarning[] => {
  const why = reason === undefined ? {} : { reason };
  const warnings: CalculationWarning[] = [];
  if (appliedBp !== ruleBp) warnings.push({ code: 'OCCUPANCY_DEVIATES', rule: 'R12', ...why });
  if (appliedBp < occupancyMinBp) warnings.push({ code: 'OCCUPANCY_BELOW_BAND', rule: 'R12', ...why });
  if (appliedBp > occupancyRecommendedMaxBp)
    warnings.push({ code: 'OCCUPANCY_ABOVE_RECOMMENDED', rule: 'R12', ...why });
  if (capLimitOre !== undefined && dayPriceOre > capLimitOre)
    warnings.push({
      code: 'ABOVE_TARIFF_CAP',
      rule: 'R19',
      ...(capReason === undefined ? {} : { reason: capReason }),
    });
  return warnings;
};

/** What the accounts of a line leave for the tariff of one level and year, and who else may take of it (R22). */
export interface RegulationLeft {
  /** By origin year, less what other levels and years take; a surplus is negative. */
  readonly due: readonly RegulationLine[];
  /** Levels of the line that have a price and no calculation of the year yet, but for the one that is asked about. */
  readonly uncalculated: readonly TariffLevel[];
}

export const regulationLeft = (
  data: Pick<TariffCalculated['data'], 'serviceLineId' | 'level' | 'year'>,
  all: readonly CalculationEvent[],
  due: readonly DueRegulation[],
  levels: readonly TariffLevel[],
): RegulationLeft => {
  const replaced = new Set(all.map((known) => known.data.replaces));
  const others = all.flatMap((known) =>
    known.type === 'TariffCalculated' &&
    known.data.serviceLineId === data.serviceLineId &&
    !replaced.has(known.data.calculationId) &&
    !(known.data.level === data.level && known.data.year === data.year)
      ? [known.data]
      : [],
  );
  const calculated = new Set([data.level, ...others.flatMap(({ year, level }) => (year === data.year ? [level] : []))]);
  const taken = others.flatMap(({ regulation }) => regulation);
  return {
    due: due.map(({ originYear, toTariffOre }) => ({
      originYear,
      amountOre: asOre(-toTariffOre - regulatedOf(taken, originYear)),
    })),
    uncalculated: levels.filter((level) => !calculated.has(level)),
  };
};

const regulatedOf = (lines: readonly RegulationLine[], year: number): number =>
  lines.reduce((sum, { originYear, amountOre }) => sum + (originYear === year ? amountOre : 0), 0);

/**
 * R22: what is regulated is what the accounts say is left, less what other levels and years take of it. While a level of
 * the line is not calculated yet, that may take the rest, so only what goes beyond it is unusual.
 */
export const regulationWarnings = (
  regulation: readonly RegulationLine[],
  { due, uncalculated }: RegulationLeft,
): readonly CalculationWarning[] =>
  due.flatMap(({ originYear, amountOre: dueOre }): CalculationWarning[] => {
    const own = regulatedOf(regulation, originYear);
    const fits = uncalculated.length === 0 ? own === dueOre : Math.min(0, dueOre) <= own && own <= Math.max(0, dueOre);
    return fits ? [] : [{ code: 'REGULATION_DIFFERS', rule: 'R22', originYear, dueOre }];
  });
