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

/**
 * R22: what is regulated is what the accounts say is left, less what other levels and years take of it. While a level of
 * the line is not calculated yet, that may take the rest, so only what goes beyond it is unusual.
 */
export const regulationWarnings = (
  data: Pick<TariffCalculated['data'], 'serviceLineId' | 'level' | 'year' | 'regulation'>,
  all: readonly CalculationEvent[],
  due: readonly DueRegulation[],
  levels: readonly TariffLevel[],
): readonly CalculationWarning[] => {
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
  const isLast = levels.every((level) => calculated.has(level));
  const regulated = (lines: readonly RegulationLine[], year: number): number =>
    lines.reduce((sum, { originYear, amountOre }) => sum + (originYear === year ? amountOre : 0), 0);
  const taken = others.flatMap(({ regulation }) => regulation);
  return due.flatMap(({ originYear, toTariffOre }): CalculationWarning[] => {
    const dueOre = asOre(-toTariffOre - regulated(taken, originYear));
    const own = regulated(data.regulation, originYear);
    const fits = isLast ? own === dueOre : Math.min(0, dueOre) <= own && own <= Math.max(0, dueOre);
    return fits ? [] : [{ code: 'REGULATION_DIFFERS', rule: 'R22', originYear, dueOre }];
  });
};
