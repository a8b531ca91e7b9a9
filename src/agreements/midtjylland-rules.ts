import type { Day } from '../kernel/calendar';
import { asOre } from '../kernel/money';
import { partyCode, type PartyCode } from '../kernel/vocabulary';
import type { ProvenanceTag, RuleConfiguration } from './agreement.events';
import { NO_NOTICE } from './rule-limits.calculation';

/**
 * The rules of purchase and sale in Midtjylland as far as they are known (domain.md §4.9). The steering agreement's own
 * text was not found for most of them, and the tags say so: only READ and SEED were read in a source, and READ only
 * where the source speaks of everyone or of Midtjylland. What was borrowed from another region is KNOW.
 */
export const MIDTJYLLAND_RULES: RuleConfiguration = {
  dueDays: 30,
  minDueDays: 14,
  claimLimitMonths: 12,
  countDepartureDay: true,
  countDepartureDayExceptions: {},
  noticeMonths: 1,
  noticeMonthsExceptions: { 'SEL-109': NO_NOTICE, 'SEL-110': NO_NOTICE },
  noticeMonthsOnDeath: 0,
  reservationDays: 14,
  reservationDaysMax: 60,
  occupancyMinBp: 9_500,
  occupancyMinShortStayBp: 9_000,
  occupancyRecommendedMaxBp: 9_800,
  tariffRoundingOre: asOre(100),
  partTimeFactors: [
    { daysPerWeek: 1, factorBp: 6_000 },
    { daysPerWeek: 2, factorBp: 6_000 },
    { daysPerWeek: 3, factorBp: 8_500 },
    { daysPerWeek: 4, factorBp: 10_000 },
    { daysPerWeek: 5, factorBp: 10_000 },
  ],
  // "Tariffs cannot rise in the period": the price that 2022 ended with. The yearly price and wage rates are not in the
  // sources; the secretariat adds them by changing the rules, and until then the comparison is in current prices.
  tariffCap: { baseYear: 2022, indexation: [] },
  tariffNoticeMonths: 3,
  stopOnResale: true,
  disputeReplyDays: 14,
  disputeAnswerDays: 14,
  disputeDecisionDays: 30,
  reminderDays: 10,
  lateInterestBp: 0,
  carryLimitBp: 500,
  settleLagYears: 2,
  deficitRecoverable: true,
  refundMode: 'TARIFF',
  closureShareMonths: 12,
  provenance: {
    dueDays: { tag: 'DESIGN', rule: 'R34' },
    minDueDays: { tag: 'READ', rule: 'R33' },
    claimLimitMonths: { tag: 'READ', rule: 'R2' },
    countDepartureDay: { tag: 'DESIGN', rule: 'R35' },
    countDepartureDayExceptions: { tag: 'DESIGN', rule: 'R35' },
    noticeMonths: { tag: 'KNOW', rule: 'R30' },
    noticeMonthsExceptions: { tag: 'KNOW', rule: 'R30' },
    noticeMonthsOnDeath: { tag: 'KNOW', rule: 'R30' },
    reservationDays: { tag: 'DESIGN', rule: 'Q4' },
    reservationDaysMax: { tag: 'DESIGN', rule: 'Q4' },
    occupancyMinBp: { tag: 'KNOW', rule: 'R12' },
    occupancyMinShortStayBp: { tag: 'KNOW', rule: 'R12' },
    occupancyRecommendedMaxBp: { tag: 'KNOW', rule: 'R12' },
    tariffRoundingOre: { tag: 'DESIGN', rule: 'R17' },
    partTimeFactors: { tag: 'KNOW', rule: 'R16' },
    tariffCap: { tag: 'SEED', rule: 'R19' },
    tariffNoticeMonths: { tag: 'DESIGN', rule: 'Q12' },
    stopOnResale: { tag: 'KNOW', rule: 'R30' },
    disputeReplyDays: { tag: 'DESIGN', rule: '§3.8' },
    disputeAnswerDays: { tag: 'DESIGN', rule: '§3.8' },
    disputeDecisionDays: { tag: 'DESIGN', rule: '§3.8' },
    reminderDays: { tag: 'DESIGN', rule: 'R34' },
    lateInterestBp: { tag: 'DESIGN', rule: 'Q15' },
    carryLimitBp: { tag: 'TITLE', rule: 'R22' },
    settleLagYears: { tag: 'KNOW', rule: 'R22' },
    deficitRecoverable: { tag: 'DESIGN', rule: 'Q6' },
    refundMode: { tag: 'KNOW', rule: 'R23' },
    closureShareMonths: { tag: 'DESIGN', rule: 'Q5' },
  },
};

const MIDTJYLLAND = partyCode('1082');

/** First year of a period in which tariffs may not rise, and how sure we are of it (R19). Others have no known cap. */
const CAPPED_PERIODS: Readonly<Record<string, ProvenanceTag>> = { '2023': 'SEED', '2025': 'READ' };

/**
 * Rules for an agreement of that region, beginning that day, that names none. The cap rests on the year before the
 * period. Other regions have rules of their own, which nobody should guess.
 */
export const defaultRulesOf = (region: PartyCode, first: Day): RuleConfiguration | undefined => {
  if (region !== MIDTJYLLAND) return undefined;
  const year = first.slice(0, 4);
  const tag = CAPPED_PERIODS[year];
  const { tariffCap: _, provenance, ...uncapped } = MIDTJYLLAND_RULES;
  const { tariffCap: __, ...origins } = provenance;
  if (tag === undefined) return { ...uncapped, provenance: origins };
  return {
    ...uncapped,
    tariffCap: { baseYear: Number(year) - 1, indexation: [] },
    provenance: { ...origins, tariffCap: { tag, rule: 'R19' } },
  };
};
