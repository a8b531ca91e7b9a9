import type { Day } from '../kernel/calendar';
import type { Fact } from '../kernel/event';
import type { LegalBasisCode } from '../kernel/legal-basis';
import type { BasisPoints, Ore } from '../kernel/money';
import type { AgreementId, PartyCode } from '../kernel/vocabulary';

/** How sure we are of a rule (domain.md §0): never show a [KNOW] or [DESIGN] default as law. */
export const PROVENANCE_TAGS = ['SEED', 'READ', 'TITLE', 'CALC', 'KNOW', 'DESIGN'] as const;
export type ProvenanceTag = (typeof PROVENANCE_TAGS)[number];

/** How the part of a year's result that is not carried over reaches the buyers (R22, R23). */
export const REFUND_MODES = ['TARIFF', 'DIRECT_TO_BUYERS'] as const;
export type RefundMode = (typeof REFUND_MODES)[number];

/** The rules of purchase, sale and settlement that hold under an agreement (domain.md §4.9), as data. */
export interface RuleConfiguration {
  /** Days from issue to due date, at least `minDueDays`, at most 30 (R34). */
  readonly dueDays: number;
  readonly minDueDays: number;
  /** Months after the service day within which a claim must be made (R2; law). */
  readonly claimLimitMonths: number;
  /** Whether the departure day is paid (R35), with exceptions per paragraph. */
  readonly countDepartureDay: boolean;
  readonly countDepartureDayExceptions: Readonly<Partial<Record<LegalBasisCode, boolean>>>;
  /** Notice: running month + this many months (R30), with exceptions per paragraph; -1 means no notice at all. */
  readonly noticeMonths: number;
  readonly noticeMonthsExceptions: Readonly<Partial<Record<LegalBasisCode, number>>>;
  /** Months after the running month that are paid after a death (Q1). */
  readonly noticeMonthsOnDeath: number;
  /** Days a reservation holds a place when the buyer names no date. */
  readonly reservationDays: number;
  readonly reservationDaysMax: number;
  readonly occupancyMinBp: BasisPoints;
  readonly occupancyMinShortStayBp: BasisPoints;
  readonly occupancyRecommendedMaxBp: BasisPoints;
  /** Day tariffs are whole multiples of this many øre (R17). */
  readonly tariffRoundingOre: Ore;
  /** Days a week → part of a full place, for day offerings (R16). */
  readonly partTimeFactors: readonly { readonly daysPerWeek: number; readonly factorBp: BasisPoints }[];
  /** R19: no tariff above the base year's, indexed by the price and wage rate of each later year. Absent: no cap. */
  readonly tariffCap?: {
    readonly baseYear: number;
    readonly indexation: readonly { readonly year: number; readonly rateBp: BasisPoints }[];
    /** R19 item 3: what parties still owe of the reduction agreed before, against the base year’s prices. */
    readonly owedReductions?: readonly { readonly party: PartyCode; readonly reductionBp: BasisPoints }[];
  };
  /** Months of notice that an in-year tariff change should have (Q12); less is flagged. */
  readonly tariffNoticeMonths: number;
  /** R30: a place that is sold again is not paid twice; the earlier payment stops the day before. Absent: it does. */
  readonly stopOnResale?: boolean;
  /** Days the operator has to answer a disputed line. Absent: 14. */
  readonly disputeReplyDays?: number;
  /** Days the payer has to accept an answer or take the dispute to the secretariat. Absent: 14. */
  readonly disputeAnswerDays?: number;
  /** Days the secretariat has to decide. Absent: 30. */
  readonly disputeDecisionDays?: number;
  /** Days between the due date and the first reminder, and between reminders. Absent: 10. */
  readonly reminderDays?: number;
  /** Yearly interest on late payment in 1/10,000 (Q15). Absent: none is charged between public bodies. */
  readonly lateInterestBp?: BasisPoints;
  /** R22: part of the cost-based budget that an operator may carry over to its next year. Absent: 5 %. */
  readonly carryLimitBp?: BasisPoints;
  /** R22: years until what is not carried over goes into a tariff. Absent: 2. */
  readonly settleLagYears?: number;
  /** Whether buyers pay for a deficit that is not carried over (Q6). Absent: they do. */
  readonly deficitRecoverable?: boolean;
  /** Who gets what is not carried over: users of the later tariff, or the year's own buyers (R23). Absent: TARIFF. */
  readonly refundMode?: RefundMode;
  /** Months before a closure whose occupied days share its deficit (Q5). Absent: 12. */
  readonly closureShareMonths?: number;
  /** Where each rule comes from and how sure we are of it, by the rule's name above. */
  readonly provenance: Readonly<Record<string, { readonly tag: ProvenanceTag; readonly rule: string }>>;
}

export type RuleName = Exclude<keyof RuleConfiguration, 'provenance'>;

/** The parties' councils have agreed on how places are bought and sold in the period. */
export type AgreementConcluded = Fact<
  'AgreementConcluded',
  {
    agreementId: AgreementId;
    name: string;
    region: PartyCode;
    first: Day;
    last: Day;
    parties: readonly PartyCode[];
    rules: RuleConfiguration;
  }
>;

/** One more party may buy and sell under the agreement from this day. */
export type PartyJoinedAgreement = Fact<
  'PartyJoinedAgreement',
  { agreementId: AgreementId; party: PartyCode; from: Day }
>;

/** The party is bound by the agreement for the last time on this day. */
export type PartyLeftAgreement = Fact<'PartyLeftAgreement', { agreementId: AgreementId; party: PartyCode; last: Day }>;

/** The agreement runs until a later day than first agreed; its rules go on. */
export type AgreementExtended = Fact<'AgreementExtended', { agreementId: AgreementId; last: Day; reason: string }>;

/** Other rules hold from this day; what was settled by the earlier ones stands. */
export type AgreementRulesChanged = Fact<
  'AgreementRulesChanged',
  { agreementId: AgreementId; from: Day; rules: RuleConfiguration; reason: string }
>;

export type AgreementEvent =
  AgreementConcluded | PartyJoinedAgreement | PartyLeftAgreement | AgreementExtended | AgreementRulesChanged;
