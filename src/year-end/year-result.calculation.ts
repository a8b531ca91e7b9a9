import type { RuleConfiguration } from '../agreements/agreement.events';
import type { CalculationEvent, RegulationLine } from '../calculations/calculation.events';
import type { Day } from '../kernel/calendar';
import { asDay } from '../kernel/calendar';
import type { Ore } from '../kernel/money';
import { asOre, roundedRatio, sharesOf, sumOre, WHOLE } from '../kernel/money';
import type { AgreementId, CalculationId, PartyCode, ServiceLineId, TariffLevel } from '../kernel/vocabulary';
import type {
  AccountLine,
  CarryCorrection,
  CostBudget,
  OtherIncomeLine,
  PayerDays,
  RefundShare,
  RegulationRules,
  RevenueLine,
  TakenBack,
  YearResult,
} from './year-end.events';

export const firstDayOfYear = (year: number): Day => asDay(`${year}-01-01`);
export const lastDayOfYear = (year: number): Day => asDay(`${year}-12-31`);

/** What holds where an agreement leaves a rule out (domain.md §4.9, Q6), with how sure we are of it. */
const DEFAULT_RULES: Omit<RegulationRules, 'agreementId'> = {
  carryLimitBp: 500,
  settleLagYears: 2,
  deficitRecoverable: true,
  refundMode: 'TARIFF',
  provenance: {
    carryLimitBp: { tag: 'TITLE', rule: 'R22' },
    settleLagYears: { tag: 'KNOW', rule: 'R22' },
    deficitRecoverable: { tag: 'DESIGN', rule: 'Q6' },
    refundMode: { tag: 'KNOW', rule: 'R23' },
  },
};

/** The agreement's rules of regulation, each with its origin. */
export const regulationRules = (agreementId: AgreementId, rules: RuleConfiguration): RegulationRules => ({
  agreementId,
  carryLimitBp: rules.carryLimitBp ?? DEFAULT_RULES.carryLimitBp,
  settleLagYears: rules.settleLagYears ?? DEFAULT_RULES.settleLagYears,
  deficitRecoverable: rules.deficitRecoverable ?? DEFAULT_RULES.deficitRecoverable,
  refundMode: rules.refundMode ?? DEFAULT_RULES.refundMode,
  provenance: Object.fromEntries(
    Object.entries(DEFAULT_RULES.provenance).map(([name, origin]) => [name, rules.provenance[name] ?? origin]),
  ),
});

/** The calculations of a line's tariffs for a year that no newer one has taken the place of: one for each level. */
export const standingCalculations = (
  all: readonly CalculationEvent[],
  line: ServiceLineId,
  year: number,
): readonly Extract<CalculationEvent, { type: 'TariffCalculated' }>['data'][] => {
  const replaced = new Set<CalculationId | undefined>(all.map(({ data }) => data.replaces));
  return all.flatMap((event) =>
    event.type === 'TariffCalculated' &&
    event.data.serviceLineId === line &&
    event.data.year === year &&
    !replaced.has(event.data.calculationId)
      ? [event.data]
      : [],
  );
};

/** Net costs that the line's tariffs were calculated from, over its levels; undefined without a calculation. */
export const calculatedBudget = (standing: ReturnType<typeof standingCalculations>): CostBudget | undefined =>
  standing.length === 0
    ? undefined
    : {
        amountOre: sumOre(standing.flatMap(({ price }) => [price.netBaseOre, price.serviceOre])),
        origin: 'CALCULATED',
        calculationIds: standing.map(({ calculationId }) => calculationId),
      };

/**
 * The first level that was sold on its own in the year and has no calculation: without it the budget does not stand for
 * the revenue of the whole line. A package's price is made of other calculations.
 */
export const uncalculatedLevel = (
  standing: ReturnType<typeof standingCalculations>,
  sold: readonly { readonly level: TariffLevel; readonly packaged: boolean }[],
): TariffLevel | undefined => {
  const calculated = new Set(standing.map(({ level }) => level));
  return sold
    .filter(({ packaged, level }) => !packaged && !calculated.has(level))
    .map(({ level }) => level)
    .sort()[0];
};

/**
 * What tariffs of the line that have been charged have given of an origin year's result; a surplus is positive. Where the
 * offering closes, tariffs of the years after are charged to nobody.
 */
export const settledInTariffs = (
  all: readonly CalculationEvent[],
  line: ServiceLineId,
  originYear: number,
  closedFrom: Day | undefined,
): Ore => {
  const years = new Set(all.flatMap(({ type, data }) => (type === 'TariffCalculated' ? [data.year] : [])));
  const charged = [...years].filter((year) => !closesBefore(year, closedFrom));
  const lines = charged.flatMap((year) => regulatedInTariffs(standingCalculations(all, line, year)));
  return asOre(-sumOre(lines.filter((each) => each.originYear === originYear).map(({ amountOre }) => amountOre)));
};

/** What the line's tariffs of a year took or gave for earlier years, by origin year. */
export const regulatedInTariffs = (standing: ReturnType<typeof standingCalculations>): readonly RegulationLine[] => {
  const byYear = Map.groupBy(
    standing.flatMap(({ regulation }) => regulation),
    ({ originYear }) => originYear,
  );
  return [...byYear]
    .map(([originYear, lines]) => ({ originYear, amountOre: sumOre(lines.map(({ amountOre }) => amountOre)) }))
    .sort((a, b) => a.originYear - b.originYear);
};

export interface ResultGrounds {
  readonly revenue: readonly Pick<RevenueLine, 'amountOre'>[];
  readonly costs: readonly AccountLine[];
  readonly otherIncome: readonly OtherIncomeLine[];
  readonly corrections: readonly CarryCorrection[];
  readonly budget: Pick<CostBudget, 'amountOre'>;
  readonly rules: Pick<RegulationRules, 'carryLimitBp'>;
}

const total = (lines: readonly { readonly amountOre: Ore }[]): Ore => sumOre(lines.map(({ amountOre }) => amountOre));

/** R22: A1 - A2 + A3, and the ± limit of what may be carried over. */
export const yearResult = (grounds: ResultGrounds): YearResult => {
  const { revenue, costs, otherIncome, corrections, budget, rules } = grounds;
  const revenueOre = total(revenue);
  const costsOre = asOre(total(costs) - total(otherIncome));
  const correctionsOre = total(corrections);
  return {
    revenueOre,
    costsOre,
    correctionsOre,
    resultOre: asOre(revenueOre - costsOre + correctionsOre),
    carryLimitOre: asOre(roundedRatio(BigInt(Math.abs(budget.amountOre)) * BigInt(rules.carryLimitBp), BigInt(WHOLE))),
  };
};

/** All that a result is split into; together the result. */
export interface SplitParts {
  readonly carriedOre: Ore;
  readonly toTariffOre: Ore;
  readonly refundedOre: Ore;
  readonly borneByOperatorOre: Ore;
  readonly shares: readonly RefundShare[];
}

/**
 * What follows from how much is carried over (R22, R23): the rest to the tariff, or to the year's payers by their days
 * with the largest remainder, less what tariffs have settled of it already. A deficit that is not recoverable stays with
 * the operator (Q6).
 * Precondition: `payerDays` has a day when `direct` and something is left.
 */
export const splitOf = (
  resultOre: Ore,
  carriedOre: Ore,
  { deficitRecoverable }: Pick<RegulationRules, 'deficitRecoverable'>,
  direct: boolean,
  payerDays: readonly PayerDays[],
  inTariffsOre: Ore = asOre(0),
): SplitParts => {
  const none = asOre(0);
  const settled = direct ? inTariffsOre : none;
  const rest = asOre(resultOre - carriedOre - settled);
  const parts = { carriedOre, toTariffOre: settled, refundedOre: none, borneByOperatorOre: none, shares: [] };
  if (rest < 0 && !deficitRecoverable) return { ...parts, borneByOperatorOre: rest };
  if (!direct) return { ...parts, toTariffOre: rest };
  return { ...parts, refundedOre: rest, shares: rest === 0 ? [] : refundShares(rest, payerDays) };
};

/** Shares by occupied days, whose sum is exact (R23, R40). */
export const refundShares = (amountOre: Ore, payerDays: readonly PayerDays[]): readonly RefundShare[] => {
  const shares = sharesOf(
    amountOre,
    payerDays.map(({ days }) => days),
  );
  return payerDays.map(({ payer, days }, at) => ({ payer, days, amountOre: shares[at] ?? asOre(0) }));
};

/** Shares of an earlier sharing, and what had been taken back of it by then. */
interface Shared {
  readonly shares: readonly RefundShare[];
  readonly takenBack?: readonly TakenBack[];
}

/**
 * What stands of the shares before: a share whose charge was taken back since then is owed again in full (R38). Without
 * that, the difference from it would be charged to somebody who owes nothing of it any more.
 */
export const standingShares = ({ shares, takenBack = [] }: Shared, now: readonly TakenBack[]): RefundShare[] => {
  const since = (payer: PartyCode): Ore => asOre(takenOf(now, payer) - takenOf(takenBack, payer));
  const named = new Set(shares.map(({ payer }) => payer));
  const others = now.filter(({ payer }) => !named.has(payer) && since(payer) !== 0);
  return [
    ...shares.map((share) => ({ ...share, amountOre: asOre(share.amountOre - since(share.payer)) })),
    ...others.map(({ payer }) => ({ payer, days: 0, amountOre: asOre(-since(payer)) })),
  ];
};

const takenOf = (all: readonly TakenBack[], payer: PartyCode): number =>
  all.find((each) => each.payer === payer)?.amountOre ?? 0;

/** As much as the rule allows an operator to carry over: the whole result, within the limit (R22). */
export const mostCarried = (resultOre: Ore, carryLimitOre: Ore): Ore =>
  asOre(Math.max(-carryLimitOre, Math.min(carryLimitOre, resultOre)));

/**
 * The year whose tariffs settle what an origin year left: the rule's lag after it, and never a year that is over when
 * that becomes known, whose tariffs are paid and stand (R22).
 */
export const settlingYear = (originYear: number, settleLagYears: number, knownOn: Day): number =>
  Math.max(originYear + settleLagYears, Number(knownOn.slice(0, 4)));

/** R23: an offering that has closed, or left the framework, when the tariff of a year begins has no future users who settle by it. */
export const closesBefore = (tariffYear: number, closedFrom: Day | undefined): boolean =>
  closedFrom !== undefined && closedFrom <= firstDayOfYear(tariffYear);
