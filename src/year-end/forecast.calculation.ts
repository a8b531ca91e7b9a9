import type { RegulationLine } from '../calculations/calculation.events';
import type { Day } from '../kernel/calendar';
import type { BasisPoints, Ore } from '../kernel/money';
import { asOre, roundedRatio, WHOLE } from '../kernel/money';
import type { AccountsRow, RegulationAccountRow } from './regulation-accounts.projection';
import type { PayerDays, RefundShare, RegulationRules } from './year-end.events';
import { closesBefore, mostCarried, refundShares, yearResult } from './year-result.calculation';

/** Occupied and available place-days of a period. */
export interface CountedDays {
  readonly occupied: number;
  readonly available: number;
  readonly overOccupied: number;
}

/** What is known of a service line on a day, for a whole year. */
export interface ForecastGrounds {
  readonly year: number;
  /** Up to and including the day. */
  readonly soFar: CountedDays;
  /** The whole year: those who are there stay until an end that is known, those who are agreed come. */
  readonly wholeYear: CountedDays;
  readonly payerDays: readonly PayerDays[];
  /** Those days at the tariffs charged. */
  readonly revenueOre: Ore;
  readonly daysWithoutPrice: boolean;
  /** The rate that the tariffs were calculated with (R12), and the place-days of the calculations. */
  readonly budgetedBp?: BasisPoints;
  readonly budgetedCapacityDays?: number;
  readonly budgetOre?: Ore;
  /** A level is sold that has no calculation, so there is a budget for some levels only, and `budgetOre` is absent. */
  readonly budgetIncomplete: boolean;
  /** Absent where no agreement binds the operator. */
  readonly rules?: Pick<RegulationRules, 'carryLimitBp' | 'settleLagYears' | 'deficitRecoverable' | 'refundMode'>;
  /** The first day on which nobody can use the offering any more, where its closure is announced (R23). */
  readonly closedFrom?: Day;
  /** The first day on which the operator is party of no framework agreement, having left (R23). */
  readonly leftFrom?: Day;
  /** What the year's tariffs regulate of earlier years. */
  readonly regulated: readonly RegulationLine[];
  /** All origin years of the line. */
  readonly regulationAccounts: readonly RegulationAccountRow[];
  /** Accounts that stand, by year. */
  readonly accounts: readonly Pick<AccountsRow, 'year' | 'accounts' | 'split'>[];
}

/** Why the forecast deserves a look (P1, P10). */
export const FORECAST_REASONS = [
  'OCCUPANCY_BELOW_BUDGET',
  'OCCUPANCY_ABOVE_BUDGET',
  'OVER_CAPACITY',
  'CAPACITY_DIFFERS',
  'BUDGET_MISSING',
  'BUDGET_INCOMPLETE',
  'BUDGET_DIFFERS_FROM_ACCOUNTS',
  'RESULT_BEYOND_LIMIT',
  'DAYS_WITHOUT_PRICE',
  'NO_AGREEMENT',
] as const;
export type ForecastReason = (typeof FORECAST_REASONS)[number];

/** Where an expected result comes from: the budget, accounts that are in, or their split. */
export const FORECAST_GROUNDS = ['BUDGET', 'ACCOUNTS', 'SPLIT'] as const;
export type ForecastGround = (typeof FORECAST_GROUNDS)[number];

/** A surplus is positive, a deficit negative. */
export interface ForecastResult {
  readonly ground: ForecastGround;
  readonly revenueOre: Ore;
  readonly costsOre: Ore;
  readonly correctionsOre: Ore;
  readonly resultOre: Ore;
  readonly carryLimitOre: Ore;
}

/** What is expected to reach the buyers of one year's result, and when (R22, R23). */
export interface ExpectedRegulation {
  readonly originYear: number;
  /** The year whose tariff settles it; absent where it goes directly to the year's payers. */
  readonly tariffYear?: number;
  readonly ground: ForecastGround;
  /** A surplus that is given back is positive. */
  readonly amountOre: Ore;
  /** Estimated by the days of the forecast's year, exact where the result is split directly; together the amount. */
  readonly shares: readonly RefundShare[];
}

export interface LineForecast {
  readonly occupiedSoFar: number;
  readonly soFarBp?: BasisPoints;
  readonly occupiedDays: number;
  readonly capacityDays: number;
  readonly forecastBp?: BasisPoints;
  readonly budgetedBp?: BasisPoints;
  /** By party code. */
  readonly payerDays: readonly PayerDays[];
  /** Absent without a budget or an agreement. */
  readonly result?: ForecastResult;
  readonly regulations: readonly ExpectedRegulation[];
  readonly reasons: readonly ForecastReason[];
}

/** Occupancy that leaves the budgeted rate by a percentage point is worth a look; a choice of ours, no rule. */
export const OCCUPANCY_DEVIATION_BP: BasisPoints = 100;

const rate = ({ occupied, available }: CountedDays): BasisPoints | undefined =>
  available === 0 ? undefined : roundedRatio(BigInt(occupied) * BigInt(WHOLE), BigInt(available));

export const lineForecast = (grounds: ForecastGrounds): LineForecast => {
  const { soFar, wholeYear, budgetedBp } = grounds;
  const [soFarBp, forecastBp] = [rate(soFar), rate(wholeYear)];
  const result = expectedResult(grounds);
  return {
    occupiedSoFar: soFar.occupied,
    ...(soFarBp === undefined ? {} : { soFarBp }),
    occupiedDays: wholeYear.occupied,
    capacityDays: wholeYear.available,
    ...(forecastBp === undefined ? {} : { forecastBp }),
    ...(budgetedBp === undefined ? {} : { budgetedBp }),
    payerDays: grounds.payerDays,
    ...(result === undefined ? {} : { result }),
    regulations: expectedRegulations(grounds, result),
    reasons: reasonsOf(grounds, forecastBp, result),
  };
};

/** The year's own accounts once they are in; before that what it will bring, against what was budgeted. */
const expectedResult = (grounds: ForecastGrounds): ForecastResult | undefined => {
  const { year, accounts, rules, budgetOre, revenueOre } = grounds;
  const own = accounts.find((row) => row.year === year);
  if (own !== undefined) return { ground: own.split === null ? 'ACCOUNTS' : 'SPLIT', ...own.accounts.result };
  if (rules === undefined || budgetOre === undefined) return undefined;
  const result = yearResult({
    revenue: [{ amountOre: revenueOre }],
    costs: [{ category: 'OTHER', amountOre: budgetOre }],
    otherIncome: [],
    corrections: [
      { kind: 'CARRIED_IN', amountOre: carriedInto(grounds) },
      ...grounds.regulated.map(({ amountOre }) => ({
        kind: 'REGULATION_IN_TARIFF' as const,
        amountOre: asOre(-amountOre),
      })),
    ],
    budget: { amountOre: budgetOre },
    rules,
  });
  return { ground: 'BUDGET', ...result };
};

/** What the year before passes on: as split, or all that it may where its result is known and not split yet. */
const carriedInto = ({ year, accounts }: ForecastGrounds): Ore => {
  const before = accounts.find((row) => row.year === year - 1);
  if (before === undefined) return asOre(0);
  return (
    before.split?.carriedOre ?? mostCarried(before.accounts.result.resultOre, before.accounts.result.carryLimitOre)
  );
};

const expectedRegulations = (
  grounds: ForecastGrounds,
  result: ForecastResult | undefined,
): readonly ExpectedRegulation[] => {
  const { year, rules, regulationAccounts, accounts, payerDays } = grounds;
  const expected: ExpectedRegulation[] = [];
  for (const { originYear, phase, tariffYear, toTariffOre, refundedOre } of regulationAccounts) {
    if (phase === 'YEAR_OPEN') continue;
    const row = accounts.find((each) => each.year === originYear);
    if (phase === 'RESULT_COMPUTED') {
      if (row !== undefined && originYear !== year)
        expected.push(...beyondCarry(originYear, 'ACCOUNTS', row.accounts.result, row.accounts.rules, grounds));
      continue;
    }
    if (refundedOre !== 0 && row?.split)
      expected.push({ originYear, ground: 'SPLIT', amountOre: refundedOre, shares: row.split.shares });
    // What earlier tariffs have settled is no news; this year's and later ones' is.
    if (toTariffOre !== 0 && tariffYear !== null && tariffYear >= year)
      expected.push({
        originYear,
        tariffYear,
        ground: 'SPLIT',
        amountOre: toTariffOre,
        shares: estimatedShares(toTariffOre, payerDays),
      });
  }
  if (result !== undefined && result.ground !== 'SPLIT') {
    const own = accounts.find((row) => row.year === year)?.accounts.rules ?? rules;
    if (own !== undefined) expected.push(...beyondCarry(year, result.ground, result, own, grounds));
  }
  return expected.sort((a, b) => a.originYear - b.originYear);
};

/** What is left for the buyers if the operator carries over as much as it may. */
const beyondCarry = (
  originYear: number,
  ground: ForecastGround,
  { resultOre, carryLimitOre }: Pick<ForecastResult, 'resultOre' | 'carryLimitOre'>,
  { settleLagYears, deficitRecoverable, refundMode }: NonNullable<ForecastGrounds['rules']>,
  { payerDays, closedFrom, leftFrom }: ForecastGrounds,
): readonly ExpectedRegulation[] => {
  const amountOre = asOre(resultOre - mostCarried(resultOre, carryLimitOre));
  if (amountOre === 0 || (amountOre < 0 && !deficitRecoverable)) return [];
  const tariffYear = originYear + settleLagYears;
  const gone = closesBefore(tariffYear, closedFrom) || closesBefore(tariffYear, leftFrom);
  const direct = refundMode === 'DIRECT_TO_BUYERS' || gone;
  return [
    {
      originYear,
      ...(direct ? {} : { tariffYear }),
      ground,
      amountOre,
      shares: estimatedShares(amountOre, payerDays),
    },
  ];
};

/** Who will use the offering when the tariff comes is not known; who uses it now is the best estimate (P1). */
const estimatedShares = (amountOre: Ore, payerDays: readonly PayerDays[]): readonly RefundShare[] =>
  payerDays.some(({ days }) => days > 0) ? refundShares(amountOre, payerDays) : [];

const reasonsOf = (
  grounds: ForecastGrounds,
  forecastBp: BasisPoints | undefined,
  result: ForecastResult | undefined,
): readonly ForecastReason[] => {
  const { year, soFar, wholeYear, budgetedBp, budgetedCapacityDays, budgetOre, rules, accounts } = grounds;
  const off = forecastBp === undefined || budgetedBp === undefined ? 0 : forecastBp - budgetedBp;
  const before = accounts.findLast((row) => row.year < year)?.accounts;
  const costsBefore = before?.result.costsOre ?? 0;
  const reasons: readonly (readonly [ForecastReason, boolean])[] = [
    ['OCCUPANCY_BELOW_BUDGET', off <= -OCCUPANCY_DEVIATION_BP],
    ['OCCUPANCY_ABOVE_BUDGET', off >= OCCUPANCY_DEVIATION_BP],
    ['OVER_CAPACITY', soFar.overOccupied > 0],
    ['CAPACITY_DIFFERS', budgetedCapacityDays !== undefined && budgetedCapacityDays !== wholeYear.available],
    ['BUDGET_MISSING', budgetOre === undefined && result === undefined && !grounds.budgetIncomplete],
    ['BUDGET_INCOMPLETE', grounds.budgetIncomplete && result === undefined],
    [
      'BUDGET_DIFFERS_FROM_ACCOUNTS',
      before !== undefined &&
        budgetOre !== undefined &&
        Math.abs(budgetOre - costsBefore) * WHOLE > before.rules.carryLimitBp * Math.abs(costsBefore),
    ],
    ['RESULT_BEYOND_LIMIT', result !== undefined && Math.abs(result.resultOre) > result.carryLimitOre],
    ['DAYS_WITHOUT_PRICE', grounds.daysWithoutPrice],
    ['NO_AGREEMENT', rules === undefined && result === undefined],
  ];
  return reasons.filter(([, holds]) => holds).map(([reason]) => reason);
};
