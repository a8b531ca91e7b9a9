import type { RuleConfiguration } from '../agreements/agreement.events';
import type { CalculationEvent, RegulationLine } from '../calculations/calculation.events';
import type { Day } from '../kernel/calendar';
import { Command } from '../kernel/command';
import type { Aggregate, Decision } from '../kernel/decider';
import { reject, type Rejection } from '../kernel/decider';
import type { LogNumber } from '../kernel/event';
import type { LegalBasisCode } from '../kernel/legal-basis';
import type { Ore } from '../kernel/money';
import { asOre } from '../kernel/money';
import type { AccountsId, AgreementId, OfferingId, PartyCode, ServiceLineId, TariffLevel } from '../kernel/vocabulary';
import type {
  AccountLine,
  CarryCorrection,
  CostBudget,
  OtherIncomeLine,
  RegulationBroughtIn,
  ResultSplit,
  TakenBack,
  YearEndAccountsSubmitted,
  YearEndEvent,
  YearRevenue,
} from './year-end.events';
import {
  closesBefore,
  lastDayOfYear,
  regulationRules,
  settledInTariffs,
  settlingYear,
  splitOf,
  standingShares,
  yearResult,
} from './year-result.calculation';

/** `stated` are carry-overs from before the ledger; `budgetOre` takes precedence over the tariff calculations. */
export class SubmitAccounts extends Command<{
  accountsId: AccountsId;
  offeringId: OfferingId;
  by: PartyCode;
  serviceLineId: ServiceLineId;
  year: number;
  costs: readonly AccountLine[];
  otherIncome: readonly OtherIncomeLine[];
  budgetOre?: Ore;
  stated: readonly { readonly amountOre: Ore; readonly note: string }[];
  /** Why accounts that were submitted before are wrong. */
  reason?: string;
  note?: string;
  today: Day;
}> {}

export class SplitResult extends Command<{
  accountsId: AccountsId;
  offeringId: OfferingId;
  by: PartyCode;
  carriedOre: Ore;
  today: Day;
}> {}

export class BringInRegulation extends Command<{
  offeringId: OfferingId;
  by: PartyCode;
  serviceLineId: ServiceLineId;
  originYear: number;
  openingOre: Ore;
  reason: string;
  today: Day;
}> {}

/** What a split refunds becomes charges on the payers' statements. Only the policy asks. */
export class RaiseRefunds extends Command<{ split: ResultSplit['data']; splitEvent: string }> {}

// What is remembered
export interface LineYear {
  /** The newest. */
  readonly accounts?: YearEndAccountsSubmitted['data'];
  /** The newest: of these accounts, or of those before them while these are not split. */
  readonly split?: ResultSplit['data'];
  readonly broughtIn?: RegulationBroughtIn['data'];
}

export interface YearEndState {
  /** By `line|year`. */
  readonly years: Readonly<Record<string, LineYear>>;
}

const lineYear = (line: ServiceLineId, year: number): string => `${line}|${year}`;

export const yearEnd: Aggregate<YearEndState, YearEndEvent> = {
  category: 'yearend',
  initial: { years: {} },
  evolve: (state, event) => {
    const { serviceLineId } = event.data;
    const of = event.type === 'YearEndAccountsSubmitted' ? event.data.year : event.data.originYear;
    const key = lineYear(serviceLineId, of);
    const known = state.years[key] ?? {};
    return { years: { ...state.years, [key]: { ...known, ...learned(event) } } };
  },
};

const learned = (event: YearEndEvent): LineYear => {
  switch (event.type) {
    case 'YearEndAccountsSubmitted':
      return { accounts: event.data };
    case 'ResultSplit':
      return { split: event.data };
    case 'RegulationBroughtIn':
      return { broughtIn: event.data };
  }
};

const yearOf = ({ years }: YearEndState, line: ServiceLineId, year: number): LineYear =>
  years[lineYear(line, year)] ?? {};

/** Whether the newest accounts are the ones that were split. */
const isSplit = ({ accounts, split }: LineYear): boolean =>
  accounts !== undefined && split?.accountsId === accounts.accountsId;

// What is allowed
/** What was true of the offering, its agreement, its days and its calculations when the accounts came. */
export interface AccountsFacts {
  /** Absent when there is no such offering. */
  readonly operator?: PartyCode;
  /** Absent when the offering has no such line. */
  readonly line?: { readonly legalBasis: LegalBasisCode };
  /** The agreement that binds the operator on the first day of the year. */
  readonly agreement?: { readonly agreementId: AgreementId; readonly rules: RuleConfiguration };
  readonly revenue: YearRevenue;
  /** The first occupied day without a price. */
  readonly unpricedFrom?: Day;
  readonly budget?: CostBudget;
  /** A level that was sold and not calculated, so that `budget` is not that of the whole line. */
  readonly uncalculatedLevel?: TariffLevel;
  /** What the year's tariffs took or gave for earlier years. */
  readonly regulated: readonly RegulationLine[];
  readonly knownPosition: LogNumber;
}

export const ACCOUNT_LINES_MAX = 100;
export const STATED_CORRECTIONS_MAX = 20;
/** 10 billion kroner: more in one year's accounts is a typing error. */
export const AMOUNT_ORE_MAX = 1_000_000_000_000;

export const submitAccounts = (
  { data }: SubmitAccounts,
  state: YearEndState,
  facts: AccountsFacts,
): Decision<YearEndAccountsSubmitted> => {
  const { accountsId, offeringId, serviceLineId, year, costs, otherIncome, today, note } = data;
  const { operator, line, agreement, revenue } = facts;
  const stranger = strangerFault(data, operator, line);
  if (stranger !== undefined || operator === undefined || line === undefined)
    return stranger ?? reject('UNKNOWN_OFFERING', { offeringId });
  if (lastDayOfYear(year) >= today) return reject('YEAR_NOT_OVER', { year });
  if (agreement === undefined) return reject('NO_AGREEMENT_FOR_YEAR', { year });
  const known = yearOf(state, serviceLineId, year);
  if (known.broughtIn !== undefined) return reject('REGULATION_BROUGHT_IN', { year });
  if (known.accounts !== undefined && data.reason === undefined) return reject('ACCOUNTS_EXIST', { year });
  const before = yearOf(state, serviceLineId, year - 1);
  if (before.accounts !== undefined && !isSplit(before)) return reject('EARLIER_YEAR_NOT_SPLIT', { year: year - 1 });
  const budget: CostBudget | undefined =
    data.budgetOre === undefined ? facts.budget : { amountOre: data.budgetOre, origin: 'STATED', calculationIds: [] };
  if (budget === undefined) return reject('BUDGET_MISSING', { year });
  if (budget.origin === 'CALCULATED' && facts.uncalculatedLevel !== undefined)
    return reject('BUDGET_INCOMPLETE', { year, level: facts.uncalculatedLevel });
  const amounts = [...costs, ...otherIncome, ...data.stated, budget].map(({ amountOre }) => Math.abs(amountOre));
  if (amounts.some((amount) => amount > AMOUNT_ORE_MAX))
    return reject('ACCOUNTS_OUT_OF_RANGE', { maxOre: AMOUNT_ORE_MAX });
  if (facts.unpricedFrom !== undefined) return reject('DAYS_WITHOUT_PRICE', { day: facts.unpricedFrom });

  const rules = regulationRules(agreement.agreementId, agreement.rules);
  const corrections = correctionsOf(before, year, facts.regulated, data.stated);
  const result = yearResult({ revenue: revenue.lines, costs, otherIncome, corrections, budget, rules });
  return [
    {
      type: 'YearEndAccountsSubmitted',
      data: {
        accountsId,
        offeringId,
        operator,
        serviceLineId,
        legalBasis: line.legalBasis,
        year,
        costs,
        otherIncome,
        revenue,
        corrections,
        budget,
        rules,
        result,
        knownPosition: facts.knownPosition,
        submittedOn: today,
        ...(known.accounts === undefined ? {} : { supersedes: known.accounts.accountsId }),
        ...(known.accounts === undefined || data.reason === undefined ? {} : { reason: data.reason }),
        ...(note === undefined ? {} : { note }),
      },
    },
  ];
};

/** A3: without it, what is carried in and spent, or given back through the tariff, would count as a new deficit. */
const correctionsOf = (
  before: LineYear,
  year: number,
  regulated: readonly RegulationLine[],
  stated: SubmitAccounts['data']['stated'],
): readonly CarryCorrection[] => {
  const carriedOre = before.split?.carriedOre ?? asOre(0);
  return [
    ...(carriedOre === 0 ? [] : [{ kind: 'CARRIED_IN', originYear: year - 1, amountOre: carriedOre } as const]),
    ...regulated
      .filter(({ amountOre }) => amountOre !== 0)
      .map(({ originYear, amountOre }) => ({
        kind: 'REGULATION_IN_TARIFF' as const,
        originYear,
        amountOre: asOre(-amountOre),
      })),
    ...stated.map(({ amountOre, note }) => ({ kind: 'STATED' as const, amountOre, note })),
  ];
};

/** What was true of the offering when the result was split. */
export interface SplitFacts {
  readonly operator?: PartyCode;
  /** The first day on which the line has no places any more, where it is known. */
  readonly closedFrom?: Day;
  /** Of the offering, those that were replaced among them. Absent: none. */
  readonly calculations?: readonly CalculationEvent[];
  /** The first day on which the operator is party of no framework agreement, having left. */
  readonly leftFrom?: Day;
  /** Of all splits of the year, what the operator has taken back of the charges for them. Absent: nothing. */
  readonly takenBack?: readonly TakenBack[];
}

export const splitResult = (
  { data }: SplitResult,
  state: YearEndState,
  { operator, closedFrom, leftFrom, calculations = [], takenBack = [] }: SplitFacts,
): Decision<ResultSplit> => {
  const { accountsId, offeringId, by, carriedOre, today } = data;
  if (operator === undefined) return reject('UNKNOWN_OFFERING', { offeringId });
  if (operator !== by) return reject('NOT_YOURS');
  const known = Object.values(state.years).find(({ accounts }) => accounts?.accountsId === accountsId);
  if (known?.accounts === undefined) return reject('UNKNOWN_ACCOUNTS');
  const { accounts } = known;
  const { serviceLineId, year, rules, result, revenue } = accounts;
  const { resultOre, carryLimitOre } = result;
  if (isSplit(known)) return known.split?.carriedOre === carriedOre ? [] : reject('RESULT_ALREADY_SPLIT', { year });
  const after = yearOf(state, serviceLineId, year + 1);
  const fault =
    after.accounts === undefined ? carryFault(carriedOre, resultOre, carryLimitOre) : usedFault(after, carriedOre);
  if (fault !== undefined) return fault;

  const tariffYear = settlingYear(year, rules.settleLagYears, today);
  const gone = [closedFrom, leftFrom].some(
    (from) => closesBefore(tariffYear, from) || (from !== undefined && from <= today),
  );
  const direct = rules.refundMode === 'DIRECT_TO_BUYERS' || gone;
  const days = revenue.payerDays.some((each) => each.days > 0);
  // Tariffs may have settled the result as it was thought to be before these accounts; it is not given twice.
  const inTariffsOre = settledInTariffs(calculations, serviceLineId, year, closedFrom);
  const sharesBefore = known.split === undefined ? [] : standingShares(known.split, takenBack);
  if (direct && !days && resultOre - carriedOre !== inTariffsOre) return reject('NO_DAYS_TO_SHARE_BY', { year });
  return [
    {
      type: 'ResultSplit',
      data: {
        accountsId,
        offeringId,
        operator,
        serviceLineId,
        originYear: year,
        resultOre,
        carryLimitOre,
        ...splitOf(resultOre, carriedOre, rules, direct, revenue.payerDays, inTariffsOre),
        tariffYear,
        allocation: direct ? 'ORIGIN_YEAR_DAYS' : 'FUTURE_TARIFF',
        ...(sharesBefore.length === 0 ? {} : { sharesBefore }),
        ...(takenBack.length === 0 ? {} : { takenBack }),
        splitOn: today,
      },
    },
  ];
};

/** Only a part of the result itself can be carried over, and no more of it than the limit (R22). */
const carryFault = (carriedOre: Ore, resultOre: Ore, carryLimitOre: Ore): Rejection | undefined => {
  const [low, high] = resultOre < 0 ? [resultOre, 0] : [0, resultOre];
  if (carriedOre < low || carriedOre > high) return reject('CARRY_BEYOND_RESULT', { resultOre });
  return Math.abs(carriedOre) > carryLimitOre ? reject('CARRY_ABOVE_LIMIT', { limitOre: carryLimitOre }) : undefined;
};

/** The next year's accounts rest on what was carried into it, so a correction goes into the tariff instead. */
const usedFault = ({ accounts }: LineYear, carriedOre: Ore): Rejection | undefined => {
  const used = accounts?.corrections.find(({ kind }) => kind === 'CARRIED_IN')?.amountOre ?? asOre(0);
  return used === carriedOre
    ? undefined
    : reject('CARRY_ALREADY_USED', { year: accounts?.year ?? 0, carriedOre: used });
};

export type BroughtInFacts = Pick<AccountsFacts, 'operator' | 'line' | 'agreement'>;

export const bringInRegulation = (
  { data }: BringInRegulation,
  state: YearEndState,
  { operator, line, agreement }: BroughtInFacts,
): Decision<RegulationBroughtIn> => {
  const { offeringId, serviceLineId, originYear, openingOre, reason, today } = data;
  const stranger = strangerFault(data, operator, line);
  if (stranger !== undefined || operator === undefined) return stranger ?? reject('UNKNOWN_OFFERING', { offeringId });
  if (lastDayOfYear(originYear) >= today) return reject('YEAR_NOT_OVER', { year: originYear });
  const known = yearOf(state, serviceLineId, originYear);
  // Who has left the framework can still take back what no tariff will settle any more, by the terms it was brought in on.
  const terms = agreement === undefined ? known.broughtIn : termsOfToday(agreement, originYear, today);
  if (terms === undefined) return reject('NO_AGREEMENT_FOR_YEAR', { year: Number(today.slice(0, 4)) });
  if (known.accounts !== undefined) return reject('ACCOUNTS_EXIST', { year: originYear });
  if (Math.abs(openingOre) > AMOUNT_ORE_MAX) return reject('ACCOUNTS_OUT_OF_RANGE', { maxOre: AMOUNT_ORE_MAX });
  if (known.broughtIn?.openingOre === openingOre) return [];
  const { agreementId, tariffYear } = terms;
  return [
    {
      type: 'RegulationBroughtIn',
      data: {
        offeringId,
        operator,
        serviceLineId,
        originYear,
        openingOre,
        tariffYear,
        agreementId,
        reason,
        broughtInOn: today,
      },
    },
  ];
};

const termsOfToday = (
  { agreementId, rules }: NonNullable<BroughtInFacts['agreement']>,
  originYear: number,
  today: Day,
): Pick<RegulationBroughtIn['data'], 'agreementId' | 'tariffYear'> => ({
  agreementId,
  tariffYear: settlingYear(originYear, regulationRules(agreementId, rules).settleLagYears, today),
});

const strangerFault = (
  {
    offeringId,
    by,
    serviceLineId,
  }: { readonly offeringId: OfferingId; readonly by: PartyCode; readonly serviceLineId: ServiceLineId },
  operator: PartyCode | undefined,
  line: object | undefined,
): Rejection | undefined => {
  if (operator === undefined) return reject('UNKNOWN_OFFERING', { offeringId });
  if (operator !== by) return reject('NOT_YOURS');
  return line === undefined ? reject('UNKNOWN_SERVICE_LINE', { serviceLineId }) : undefined;
};
