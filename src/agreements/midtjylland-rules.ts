import { asOre } from '../kernel/money';
import { partyCode, type PartyCode } from '../kernel/vocabulary';
import type { RuleConfiguration } from './agreement.events';
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
  },
};

const MIDTJYLLAND = partyCode('1082');

/** Rules for an agreement that names none. Other regions have rules of their own, which nobody should guess. */
export const defaultRulesOf = (region: PartyCode): RuleConfiguration | undefined =>
  region === MIDTJYLLAND ? MIDTJYLLAND_RULES : undefined;
