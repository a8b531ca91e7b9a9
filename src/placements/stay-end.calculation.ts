import type { Day } from '../kernel/calendar';
import { addDays, addMonths, earliest, lastDayOf, latest, monthOf } from '../kernel/calendar';
import type { LegalBasisCode } from '../kernel/legal-basis';
import { legalBasis } from '../kernel/legal-basis';
import type { RuleConfiguration } from '../agreements/agreement.events';
import type { DischargeReason } from './place-book.events';

/** What a stay's last payable day depends on, besides the rules of the agreement. */
export interface StayEnding {
  readonly legalBasis: LegalBasisCode;
  readonly shortStay: boolean;
  readonly plannedLastDay?: Day | undefined;
  readonly noticeLastPayableDay?: Day | undefined;
}

export interface LastPayable {
  readonly lastPayableDay: Day;
  /** The rule by number that decided it; AGREED when the parties did. */
  readonly ruleRef: string;
}

/** N of the rule "running month + N months"; undefined when stays under the paragraph need no notice (R30, Q1). */
export const noticeMonthsOf = (
  { legalBasis: code, shortStay }: Pick<StayEnding, 'legalBasis' | 'shortStay'>,
  rules: RuleConfiguration,
): number | undefined => {
  if (shortStay || legalBasis(code).withoutNotice === true) return undefined;
  const months = rules.noticeMonthsExceptions[code] ?? rules.noticeMonths;
  return months < 0 ? undefined : months;
};

const endOfMonthAfter = (day: Day, months: number): Day => lastDayOf(monthOf(addMonths(day, months)));

/**
 * The last payable day that follows from a notice: the end of the month N months after the notice date (R30). Notice
 * never makes a stay longer than was agreed when the place was bought. Undefined: no notice is needed.
 */
export const noticeEnd = (stay: StayEnding, noticeDate: Day, rules: RuleConfiguration): LastPayable | undefined => {
  const months = noticeMonthsOf(stay, rules);
  if (months === undefined) return undefined;
  const end = endOfMonthAfter(noticeDate, months);
  const { plannedLastDay } = stay;
  return plannedLastDay !== undefined && plannedLastDay < end
    ? { lastPayableDay: plannedLastDay, ruleRef: 'AGREED' }
    : { lastPayableDay: end, ruleRef: 'R30' };
};

/** Whether the departure day is occupied and paid (R35), with the agreement's exceptions per paragraph. */
export const departureDayCounts = (code: LegalBasisCode, rules: RuleConfiguration): boolean =>
  rules.countDepartureDayExceptions[code] ?? rules.countDepartureDay;

/** The last day on which the citizen was there, as the rules count days. */
export const lastDayPresent = (departureDay: Day, counts: boolean): Day =>
  counts ? departureDay : addDays(departureDay, -1);

/**
 * The last payable day of a stay that is over, when the parties have agreed on none: the last day of presence (R35), or
 * the end of the notice where that is later (R30); after a death the end of the running month (Q1).
 */
export const lastPayableOnDeparture = (
  stay: StayEnding,
  { departureDay, reason }: { readonly departureDay: Day; readonly reason: DischargeReason },
  rules: RuleConfiguration,
): LastPayable => {
  const present = lastDayPresent(departureDay, departureDayCounts(stay.legalBasis, rules));
  const { plannedLastDay, noticeLastPayableDay } = stay;
  if (reason === 'DEATH' && noticeMonthsOf(stay, rules) !== undefined) {
    const monthEnd = endOfMonthAfter(departureDay, rules.noticeMonthsOnDeath);
    const agreedEnd = plannedLastDay === undefined ? monthEnd : earliest(monthEnd, plannedLastDay);
    return { lastPayableDay: latest(present, agreedEnd), ruleRef: 'Q1' };
  }
  if (noticeLastPayableDay !== undefined && noticeLastPayableDay > present)
    return { lastPayableDay: noticeLastPayableDay, ruleRef: 'R30' };
  return { lastPayableDay: present, ruleRef: 'R35' };
};
