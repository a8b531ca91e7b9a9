import type { Said } from '../kernel/messages';
import type { RuleName } from './agreement.events';

/** What the rules of an agreement are called. */
export const RULE_WORDS: Readonly<Record<RuleName, Said>> = {
  dueDays: { da: 'Betalingsfrist', en: 'Time to pay' },
  minDueDays: { da: 'Korteste betalingsfrist', en: 'Shortest time to pay' },
  claimLimitMonths: { da: 'Krav skal rejses inden', en: 'Claims must be made within' },
  countDepartureDay: { da: 'Afrejsedagen', en: 'The day of departure' },
  countDepartureDayExceptions: { da: 'Afrejsedagen, undtagelser', en: 'The day of departure, exceptions' },
  noticeMonths: { da: 'Opsigelsesvarsel', en: 'Notice' },
  noticeMonthsExceptions: { da: 'Opsigelsesvarsel, undtagelser', en: 'Notice, exceptions' },
  noticeMonthsOnDeath: { da: 'Betaling efter dødsfald', en: 'Payment after a death' },
  reservationDays: { da: 'En reservation holder i', en: 'A reservation holds for' },
  reservationDaysMax: { da: 'Længste reservation', en: 'Longest reservation' },
  occupancyMinBp: { da: 'Laveste budgetterede belægning', en: 'Lowest budgeted occupancy' },
  occupancyMinShortStayBp: {
    da: 'Laveste budgetterede belægning, korte ophold',
    en: 'Lowest budgeted occupancy, short stays',
  },
  occupancyRecommendedMaxBp: {
    da: 'Anbefalet højeste budgetterede belægning',
    en: 'Recommended highest budgeted occupancy',
  },
  tariffRoundingOre: { da: 'Døgntakster afrundes til hele', en: 'Day tariffs are whole multiples of' },
  partTimeFactors: { da: 'Takst for færre dage om ugen', en: 'Tariff for fewer days a week' },
  tariffCap: { da: 'Takstloft', en: 'Cap on tariffs' },
  tariffNoticeMonths: { da: 'Varsel for takstændring i året', en: 'Notice of a tariff change within the year' },
  stopOnResale: { da: 'Betaling efter opsigelse', en: 'Payment after a notice' },
  disputeReplyDays: { da: 'Driftsherren svarer på en indsigelse inden', en: 'The operator answers a dispute within' },
  disputeAnswerDays: { da: 'Betaleren tager stilling til svaret inden', en: 'The payer takes a stand within' },
  disputeDecisionDays: { da: 'Sekretariatet afgør inden', en: 'The secretariat decides within' },
  reminderDays: { da: 'Rykker sendes efter', en: 'A reminder is sent after' },
  lateInterestBp: { da: 'Rente ved for sen betaling', en: 'Interest on late payment' },
  carryLimitBp: { da: 'Overførsel til næste år, højst', en: 'Carried over to the next year, at most' },
  settleLagYears: { da: 'Resten går ind i taksten efter', en: 'The rest goes into the tariff after' },
  deficitRecoverable: { da: 'Underskud ud over grænsen', en: 'A deficit beyond the limit' },
  refundMode: { da: 'Resten af et resultat', en: 'The rest of a result' },
  closureShareMonths: { da: 'Underskud ved lukning deles over', en: 'A deficit on closure is shared over' },
};
