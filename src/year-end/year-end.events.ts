import type { ProvenanceTag, RefundMode } from '../agreements/agreement.events';
import type { CostCategory } from '../calculations/calculation.events';
import type { Day } from '../kernel/calendar';
import type { Fact, LogNumber } from '../kernel/event';
import type { LegalBasisCode } from '../kernel/legal-basis';
import type { BasisPoints, Hundredths, Ore } from '../kernel/money';
import type {
  AccountsId,
  AgreementId,
  CalculationId,
  OfferingId,
  PartyCode,
  ServiceLineId,
  TariffId,
  TariffLevel,
} from '../kernel/vocabulary';
import type { TariffUnit } from '../tariffs/tariff.events';

/** What a year has cost, in the categories that tariffs are calculated with; negative where a cost is taken back. */
export interface AccountLine {
  readonly category: CostCategory;
  readonly amountOre: Ore;
  readonly note?: string;
}

/** What came in besides tariffs, as a positive amount. */
export interface OtherIncomeLine {
  readonly amountOre: Ore;
  readonly note?: string;
}

/** Occupied days at one price, over all citizens and months: what A1 is the sum of. */
export interface RevenueLine {
  readonly level: TariffLevel;
  readonly tariffId: TariffId;
  readonly component: string;
  readonly unit: TariffUnit;
  readonly priceOre: Ore;
  readonly factorBp: BasisPoints;
  readonly perDay: Hundredths;
  readonly days: number;
  readonly amountOre: Ore;
}

export interface PayerDays {
  readonly payer: PartyCode;
  /** Occupied days of the year. */
  readonly days: number;
}

/** The year's days as the ledger counts them. */
export interface YearRevenue {
  readonly lines: readonly RevenueLine[];
  readonly occupiedDays: number;
  readonly capacityDays: number;
  /** Occupied of capacity in 1/10,000; absent without places. */
  readonly occupancyBp?: BasisPoints;
  /** By party code. */
  readonly payerDays: readonly PayerDays[];
  /** What days after a departure were paid with (R30). Shown, and by the words of R22 no part of A1. */
  readonly paidNotOccupiedOre: Ore;
}

/**
 * What A3 corrects for (R22). CARRIED_IN: the operating frame that the year before passed on. REGULATION_IN_TARIFF: what
 * the year's own tariff took or gave for an earlier year. STATED: what the operator brings from before the ledger.
 */
export const CORRECTION_KINDS = ['CARRIED_IN', 'REGULATION_IN_TARIFF', 'STATED'] as const;
export interface CarryCorrection {
  readonly kind: (typeof CORRECTION_KINDS)[number];
  /** The year it comes from. */
  readonly originYear?: number;
  /** Positive raises the result. */
  readonly amountOre: Ore;
  readonly note?: string;
}

export const BUDGET_ORIGINS = ['CALCULATED', 'STATED'] as const;

/** The cost-based budget: costs less other income of the tariff calculations, or what the operator states. */
export interface CostBudget {
  readonly amountOre: Ore;
  readonly origin: (typeof BUDGET_ORIGINS)[number];
  readonly calculationIds: readonly CalculationId[];
}

/** The agreement's rules of regulation that the result relies on, with how sure we are of each. */
export interface RegulationRules {
  readonly agreementId: AgreementId;
  readonly carryLimitBp: BasisPoints;
  readonly settleLagYears: number;
  readonly deficitRecoverable: boolean;
  readonly refundMode: RefundMode;
  readonly provenance: Readonly<Record<string, { readonly tag: ProvenanceTag; readonly rule: string }>>;
}

/** A surplus is positive, a deficit negative. */
export interface YearResult {
  /** A1 */
  readonly revenueOre: Ore;
  /** A2 */
  readonly costsOre: Ore;
  /** A3 */
  readonly correctionsOre: Ore;
  /** A1 - A2 + A3 */
  readonly resultOre: Ore;
  /** The most that may be carried over, either way. */
  readonly carryLimitOre: Ore;
}

/** An operator has submitted the cost-based accounts of a service line for a year; its result follows (R22). */
export type YearEndAccountsSubmitted = Fact<
  'YearEndAccountsSubmitted',
  {
    accountsId: AccountsId;
    offeringId: OfferingId;
    operator: PartyCode;
    serviceLineId: ServiceLineId;
    legalBasis: LegalBasisCode;
    year: number;
    costs: readonly AccountLine[];
    otherIncome: readonly OtherIncomeLine[];
    revenue: YearRevenue;
    corrections: readonly CarryCorrection[];
    budget: CostBudget;
    rules: RegulationRules;
    result: YearResult;
    /** Everything recorded up to this number of events was counted in. */
    knownPosition: LogNumber;
    submittedOn: Day;
    /** The earlier accounts of the same year, which these take the place of, and why. */
    supersedes?: AccountsId;
    reason?: string;
    note?: string;
  }
>;

/** Who gets what is not carried over (R23): future users through the tariff, or the year's own payers by their days. */
export const ALLOCATIONS = ['FUTURE_TARIFF', 'ORIGIN_YEAR_DAYS'] as const;
export type Allocation = (typeof ALLOCATIONS)[number];

/** What a payer of the year gets back; negative where it pays. */
export interface RefundShare extends PayerDays {
  readonly amountOre: Ore;
}

/** Shares whose charges the operator has taken back (R38), by payer; signed as the shares are. */
export interface TakenBack {
  readonly payer: PartyCode;
  readonly amountOre: Ore;
}

/** An operator has split a year's result: carried over, and the rest to a later tariff or to the buyers (R22, R23). */
export type ResultSplit = Fact<
  'ResultSplit',
  {
    accountsId: AccountsId;
    offeringId: OfferingId;
    operator: PartyCode;
    serviceLineId: ServiceLineId;
    originYear: number;
    resultOre: Ore;
    carryLimitOre: Ore;
    /** Into the operating frame of the next year. */
    carriedOre: Ore;
    toTariffOre: Ore;
    /** The year whose tariff settles it. */
    tariffYear: number;
    /** Directly to the year's payers. */
    refundedOre: Ore;
    /** A deficit beyond the limit that buyers do not pay for, where the agreement says so. */
    borneByOperatorOre: Ore;
    allocation: Allocation;
    /** By party code; together what is refunded. */
    shares: readonly RefundShare[];
    /** What stands of an earlier split of the same year: only the difference is still owed. Absent: nothing. */
    sharesBefore?: readonly RefundShare[];
    /** Of all splits of the year, what operators have taken back of the charges for them. Absent: nothing. */
    takenBack?: readonly TakenBack[];
    splitOn: Day;
  }
>;

/** An operator has brought in what was left to settle of a year before the ledger; a later one takes its place. */
export type RegulationBroughtIn = Fact<
  'RegulationBroughtIn',
  {
    offeringId: OfferingId;
    operator: PartyCode;
    serviceLineId: ServiceLineId;
    originYear: number;
    /** A surplus is positive, a deficit negative. */
    openingOre: Ore;
    tariffYear: number;
    agreementId: AgreementId;
    reason: string;
    broughtInOn: Day;
  }
>;

export type YearEndEvent = YearEndAccountsSubmitted | ResultSplit | RegulationBroughtIn;
