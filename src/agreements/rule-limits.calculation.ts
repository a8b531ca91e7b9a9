import { LEGAL_BASIS_CODES } from '../kernel/legal-basis';
import { WHOLE } from '../kernel/money';
import { PROVENANCE_TAGS, type RuleConfiguration } from './agreement.events';

/** A rule that lies outside what the law or good sense allows, with the limits it breaks. */
interface BrokenLimit {
  readonly rule: keyof RuleConfiguration;
  readonly min: number | string;
  readonly max: number | string;
  /** Where in a rule that is a list: the number of the entry, from 0, and its field. */
  readonly part?: string;
}

/** What is wrong with a rule, by the code with which it is refused. */
export type RuleFault =
  | ({ readonly code: 'RULE_OUT_OF_LIMITS' } & BrokenLimit)
  | { readonly code: 'RULE_WITHOUT_ORIGIN' | 'ORIGIN_WITHOUT_RULE'; readonly rule: string };

/** R33 and R34: at least 14 days to pay, and at most 30 (rentelovens § 3 b). */
export const DUE_DAYS_MIN = 14;
export const DUE_DAYS_MAX = 30;
/** R2 is law: no agreement can give a claim a longer life. */
export const CLAIM_LIMIT_MONTHS_MAX = 12;
/** -1 stands for no notice at all: the departure day is the last that is paid. */
export const NO_NOTICE = -1;
export const NOTICE_MONTHS_MAX = 12;
export const RESERVATION_DAYS_MAX = 365;
export const TARIFF_NOTICE_MONTHS_MAX = 24;
/** A clock that runs for more than a year is none. */
const DISPUTE_DAYS_MAX = 365;
const INTEREST_BP_MAX = 3_000;
/** Buyers change; after five years a result would be settled with strangers. */
const SETTLE_LAG_YEARS_MAX = 5;
const CLOSURE_SHARE_MONTHS_MAX = 60;
/** No day tariff is rounded to more than 1,000 kroner. */
const ROUNDING_ORE_MAX = 100_000;
/** A price and wage rate of more than half is a typing error. */
const INDEX_RATE_BP_MAX = 5_000;
const YEAR_MIN = 1970;
const YEAR_MAX = 2199;
const DAYS_PER_WEEK = 7;

/** Rules that an agreement may leave out. */
export const OPTIONAL_RULES = [
  'stopOnResale',
  'disputeReplyDays',
  'disputeAnswerDays',
  'disputeDecisionDays',
  'reminderDays',
  'lateInterestBp',
  'carryLimitBp',
  'settleLagYears',
  'deficitRecoverable',
  'refundMode',
  'closureShareMonths',
] as const satisfies readonly (keyof RuleConfiguration)[];

const RULES_WITH_PROVENANCE: ReadonlySet<string> = new Set<keyof RuleConfiguration>([
  'dueDays',
  'minDueDays',
  'claimLimitMonths',
  'countDepartureDay',
  'countDepartureDayExceptions',
  'noticeMonths',
  'noticeMonthsExceptions',
  'noticeMonthsOnDeath',
  'reservationDays',
  'reservationDaysMax',
  'occupancyMinBp',
  'occupancyMinShortStayBp',
  'occupancyRecommendedMaxBp',
  'tariffRoundingOre',
  'partTimeFactors',
  'tariffCap',
  'tariffNoticeMonths',
  ...OPTIONAL_RULES,
]);

/** The first rule outside its limits, or without its origin; undefined when all hold. */
export const faultyRule = (rules: RuleConfiguration): RuleFault | undefined => {
  const broken = numberFault(rules) ?? exceptionFault(rules) ?? partTimeFault(rules) ?? capFault(rules);
  return broken === undefined ? originFault(rules) : { code: 'RULE_OUT_OF_LIMITS', ...broken };
};

const within = (value: number, min: number, max: number): boolean =>
  Number.isSafeInteger(value) && min <= value && value <= max;

const numberFault = (rules: RuleConfiguration): BrokenLimit | undefined => {
  const limits: readonly (readonly [keyof RuleConfiguration, number, number, number])[] = [
    ['minDueDays', rules.minDueDays, DUE_DAYS_MIN, DUE_DAYS_MAX],
    ['dueDays', rules.dueDays, rules.minDueDays, DUE_DAYS_MAX],
    ['claimLimitMonths', rules.claimLimitMonths, 1, CLAIM_LIMIT_MONTHS_MAX],
    ['noticeMonths', rules.noticeMonths, NO_NOTICE, NOTICE_MONTHS_MAX],
    ['noticeMonthsOnDeath', rules.noticeMonthsOnDeath, NO_NOTICE, NOTICE_MONTHS_MAX],
    ['reservationDaysMax', rules.reservationDaysMax, 1, RESERVATION_DAYS_MAX],
    ['reservationDays', rules.reservationDays, 1, rules.reservationDaysMax],
    ['occupancyRecommendedMaxBp', rules.occupancyRecommendedMaxBp, 1, WHOLE],
    ['occupancyMinBp', rules.occupancyMinBp, 0, rules.occupancyRecommendedMaxBp],
    ['occupancyMinShortStayBp', rules.occupancyMinShortStayBp, 0, rules.occupancyRecommendedMaxBp],
    ['tariffRoundingOre', rules.tariffRoundingOre, 1, ROUNDING_ORE_MAX],
    ['tariffNoticeMonths', rules.tariffNoticeMonths, 0, TARIFF_NOTICE_MONTHS_MAX],
    ['disputeReplyDays', rules.disputeReplyDays ?? 1, 1, DISPUTE_DAYS_MAX],
    ['disputeAnswerDays', rules.disputeAnswerDays ?? 1, 1, DISPUTE_DAYS_MAX],
    ['disputeDecisionDays', rules.disputeDecisionDays ?? 1, 1, DISPUTE_DAYS_MAX],
    ['reminderDays', rules.reminderDays ?? 1, 1, DISPUTE_DAYS_MAX],
    ['lateInterestBp', rules.lateInterestBp ?? 0, 0, INTEREST_BP_MAX],
    ['carryLimitBp', rules.carryLimitBp ?? 0, 0, WHOLE],
    ['settleLagYears', rules.settleLagYears ?? 1, 1, SETTLE_LAG_YEARS_MAX],
    ['closureShareMonths', rules.closureShareMonths ?? 1, 1, CLOSURE_SHARE_MONTHS_MAX],
  ];
  for (const [rule, value, min, max] of limits) if (!within(value, min, max)) return { rule, min, max };
  return undefined;
};

const exceptionFault = (rules: RuleConfiguration): BrokenLimit | undefined => {
  const known: ReadonlySet<string> = new Set(LEGAL_BASIS_CODES);
  const paragraphs = { min: 'SEL-32', max: 'STU' };
  if (!Object.keys(rules.countDepartureDayExceptions).every((code) => known.has(code)))
    return { rule: 'countDepartureDayExceptions', ...paragraphs };
  const notices = Object.entries(rules.noticeMonthsExceptions);
  if (!notices.every(([code]) => known.has(code))) return { rule: 'noticeMonthsExceptions', ...paragraphs };
  const broken = notices.findIndex(([, months]) => !within(months, NO_NOTICE, NOTICE_MONTHS_MAX));
  if (broken < 0) return undefined;
  return { rule: 'noticeMonthsExceptions', min: NO_NOTICE, max: NOTICE_MONTHS_MAX, part: `${broken}.months` };
};

/** More days a week never cost a smaller part of a place (R16). */
const partTimeFault = ({ partTimeFactors }: RuleConfiguration): BrokenLimit | undefined => {
  let daysBefore = 0;
  let factorBefore = 1;
  for (const [at, { daysPerWeek, factorBp }] of partTimeFactors.entries()) {
    if (!within(daysPerWeek, daysBefore + 1, DAYS_PER_WEEK))
      return { rule: 'partTimeFactors', min: daysBefore + 1, max: DAYS_PER_WEEK, part: `${at}.daysPerWeek` };
    if (!within(factorBp, factorBefore, WHOLE))
      return { rule: 'partTimeFactors', min: factorBefore, max: WHOLE, part: `${at}.factorBp` };
    daysBefore = daysPerWeek;
    factorBefore = factorBp;
  }
  return undefined;
};

/** Rates follow the base year, one a year, in order, so that none is counted twice (R19). */
const capFault = ({ tariffCap }: RuleConfiguration): BrokenLimit | undefined => {
  if (tariffCap === undefined) return undefined;
  if (!within(tariffCap.baseYear, YEAR_MIN, YEAR_MAX)) return { rule: 'tariffCap', min: YEAR_MIN, max: YEAR_MAX };
  let before = tariffCap.baseYear;
  for (const { year, rateBp } of tariffCap.indexation) {
    if (!within(year, before + 1, YEAR_MAX)) return { rule: 'tariffCap', min: before + 1, max: YEAR_MAX };
    if (!within(rateBp, -INDEX_RATE_BP_MAX, INDEX_RATE_BP_MAX))
      return { rule: 'tariffCap', min: -INDEX_RATE_BP_MAX, max: INDEX_RATE_BP_MAX };
    before = year;
  }
  const owed = tariffCap.owedReductions ?? [];
  const once = new Set(owed.map(({ party }) => party)).size === owed.length;
  if (!once || !owed.every(({ reductionBp }) => within(reductionBp, 1, WHOLE)))
    return { rule: 'tariffCap', min: 1, max: WHOLE };
  return undefined;
};

/** Whoever reads a rule must see how sure we are of it, so none may come without its origin, and no origin without a rule. */
const originFault = ({ provenance, ...rules }: RuleConfiguration): RuleFault | undefined => {
  const tags: ReadonlySet<string> = new Set(PROVENANCE_TAGS);
  const known = (rule: string): boolean => Object.hasOwn(provenance, rule) && tags.has(provenance[rule]?.tag ?? '');
  const missing = [...RULES_WITH_PROVENANCE].find(
    (rule) => rules[rule as keyof typeof rules] !== undefined && !known(rule),
  );
  if (missing !== undefined) return { code: 'RULE_WITHOUT_ORIGIN', rule: missing };
  const unknown = Object.keys(provenance).find((rule) => !RULES_WITH_PROVENANCE.has(rule));
  return unknown === undefined ? undefined : { code: 'ORIGIN_WITHOUT_RULE', rule: unknown };
};
