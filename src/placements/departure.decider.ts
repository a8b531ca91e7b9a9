import type { Asker } from '../kernel/access';
import type { Day } from '../kernel/calendar';
import { latest } from '../kernel/calendar';
import type { RuleConfiguration } from '../agreements/agreement.events';
import { Command } from '../kernel/command';
import type { Decision, Rejection } from '../kernel/decider';
import { isRejection, reject } from '../kernel/decider';
import type { AgreementFact } from './purchase-terms';
import { isTooFarBack } from './purchase-terms';
import type {
  CitizenDischarged,
  CorrectionCause,
  DischargeCorrected,
  DischargeReason,
  NoticeGiven,
} from './place-book.events';
import type { PlaceBookState, PlacementState } from './place-book.decider';
import type { OnPlacement } from './placement-access';
import { placementFor } from './placement-access';
import { placementsAccess } from './placements.access';
import { isUnderWay, notEnrolled } from './placement.decider';
import { cannotTake } from './reservation.decider';
import type { LastPayable, StayEnding } from './stay-end.calculation';
import { departureDayCounts, lastDayPresent, lastPayableOnDeparture, noticeEnd } from './stay-end.calculation';

export class GiveNotice extends Command<OnPlacement & { today: Day; noticeDate: Day; receivedDate: Day }> {}

/** `lastPayableDay` only when the parties have agreed on another than the rules give. */
export class DischargeCitizen extends Command<
  OnPlacement & { today: Day; departureDay: Day; reason: DischargeReason; lastPayableDay?: Day | undefined }
> {}

export class CorrectDischarge extends Command<
  OnPlacement & {
    today: Day;
    departureDay: Day;
    reason: DischargeReason;
    lastPayableDay?: Day | undefined;
    cause: CorrectionCause;
  }
> {}

/** The rules on the day concerned: of the agreement in force on it, else of the one the place was bought under. */
export interface RulesFacts {
  readonly agreement: AgreementFact;
}

export const endingOf = ({ terms, plannedLastDay, noticeLastPayableDay }: PlacementState): StayEnding => ({
  legalBasis: terms.legalBasis,
  shortStay: terms.shortStay === true,
  plannedLastDay,
  noticeLastPayableDay,
});

/** What a notice on that day would lead to, or why none can be given (R30). */
export const noticeOutcome = (
  placement: PlacementState,
  { by, noticeDate, today }: { readonly by: Asker; readonly noticeDate: Day; readonly today: Day },
  { agreement: { rules } }: RulesFacts,
): LastPayable | Rejection => {
  if (placement.phase !== 'enrolled') return notEnrolled(placement);
  if (placement.noticeLastPayableDay !== undefined)
    return reject('NOTICE_ALREADY_GIVEN', { lastPayableDay: placement.noticeLastPayableDay });
  if (noticeDate < placement.firstDay)
    return reject('BEFORE_FIRST_DAY', { day: noticeDate, firstDay: placement.firstDay });
  if (isTooFarBack(noticeDate, today, rules.claimLimitMonths)) return reject('TOO_FAR_BACK', { firstDay: noticeDate });
  const outcome = noticeEnd(endingOf(placement), noticeDate, rules);
  if (outcome === undefined) return reject('NOTICE_NOT_REQUIRED');
  // Only the operator, who is owed, can tell of a notice that has run out: a buyer's word alone would take back months
  // that were paid, and sell the place from under a citizen who lives there.
  return by.party !== placement.terms.operator && outcome.lastPayableDay < today
    ? reject('NOTICE_HAS_RUN_OUT', { lastPayableDay: outcome.lastPayableDay })
    : outcome;
};

export const giveNotice = ({ data }: GiveNotice, state: PlaceBookState, facts: RulesFacts): Decision<NoticeGiven> => {
  const placement = placementFor(data, state, placementsAccess.giveNotice);
  if (isRejection(placement)) return placement;
  const { by, today, noticeDate, receivedDate } = data;
  if (receivedDate > today) return reject('NOTICE_IN_FUTURE', { receivedDate });
  if (receivedDate < noticeDate) return reject('RECEIVED_BEFORE_GIVEN', { noticeDate, receivedDate });
  const outcome = noticeOutcome(placement, data, facts);
  if (isRejection(outcome)) return outcome;
  const { placementId, offeringId } = placement;
  const { agreementId } = facts.agreement;
  return [
    {
      type: 'NoticeGiven',
      data: { placementId, offeringId, by: by.party, noticeDate, receivedDate, ...outcome, agreementId },
    },
  ];
};

export const dischargeCitizen = (
  { data }: DischargeCitizen,
  state: PlaceBookState,
  facts: RulesFacts,
): Decision<CitizenDischarged> => {
  const placement = placementFor(data, state, placementsAccess.dischargeCitizen);
  if (isRejection(placement)) return placement;
  if (placement.phase !== 'enrolled') return notEnrolled(placement);
  const departure = departureOf(placement, data, state, facts);
  if (isRejection(departure)) return departure;
  return [{ type: 'CitizenDischarged', data: departure }];
};

export const correctDischarge = (
  { data }: CorrectDischarge,
  state: PlaceBookState,
  facts: RulesFacts,
): Decision<DischargeCorrected> => {
  const placement = placementFor(data, state, placementsAccess.correctDischarge);
  if (isRejection(placement)) return placement;
  if (placement.phase !== 'discharged')
    return isUnderWay(placement) ? reject('NOT_DISCHARGED') : notEnrolled(placement);
  const departure = departureOf(placement, data, state, facts);
  if (isRejection(departure)) return departure;
  const same =
    placement.departureDay === departure.departureDay &&
    placement.lastPayableDay === departure.lastPayableDay &&
    placement.reason === departure.reason;
  return same ? [] : [{ type: 'DischargeCorrected', data: { ...departure, cause: data.cause } }];
};

/**
 * What the end of a stay would lead to: of a citizen who is there, as the discharge would record it; of one who has left,
 * as its correction would.
 */
export const departureOutcome = (
  placement: PlacementState,
  departure: Departure,
  state: PlaceBookState,
  facts: RulesFacts,
): CitizenDischarged['data'] | Rejection =>
  isUnderWay(placement) ? departureOf(placement, departure, state, facts) : notEnrolled(placement);

/** What is paid by a rule only because the place stands empty is not paid when it is sold again (R30). */
const stoppedByResale = (
  { lastPayableDay }: LastPayable,
  present: Day,
  { stopOnResale }: RuleConfiguration,
): { stopsOnResale?: true } => (stopOnResale !== false && lastPayableDay > present ? { stopsOnResale: true } : {});

type Departure = Pick<DischargeCitizen['data'], 'today' | 'departureDay' | 'reason' | 'lastPayableDay'>;

/** The two days of a departure (domain.md §3.5), checked and with the rule that gives the later one. */
const departureOf = (
  placement: PlacementState,
  { today, departureDay, reason, lastPayableDay }: Departure,
  state: PlaceBookState,
  { agreement: { rules } }: RulesFacts,
): CitizenDischarged['data'] | Rejection => {
  const { placementId, offeringId, firstDay, terms } = placement;
  if (departureDay > today) return reject('DEPARTURE_IN_FUTURE', { departureDay });
  if (departureDay < firstDay) return reject('BEFORE_FIRST_DAY', { day: departureDay, firstDay });
  const counts = departureDayCounts(terms.legalBasis, rules);
  const present = lastDayPresent(departureDay, counts);
  if (lastPayableDay !== undefined && lastPayableDay < present)
    return reject('PAYABLE_BEFORE_DEPARTURE', { lastPayableDay, departureDay: present });
  const full = cannotTake(state, placement, { first: firstDay, last: departureDay });
  if (full !== undefined) return full;

  const ending = endingOf(placement);
  const byTheRules = lastPayableOnDeparture(ending, { departureDay, reason }, rules);
  // The operator writes down what was agreed, so it can be no more than a notice on the departure day would give.
  const noticed = noticeEnd(ending, departureDay, rules)?.lastPayableDay ?? byTheRules.lastPayableDay;
  const latestPayable = latest(noticed, byTheRules.lastPayableDay);
  if (lastPayableDay !== undefined && lastPayableDay > latestPayable)
    return reject('PAYABLE_TOO_LATE', { lastPayableDay, latest: latestPayable });
  const agreed = lastPayableDay !== undefined && lastPayableDay !== byTheRules.lastPayableDay;
  return {
    placementId,
    offeringId,
    departureDay,
    ...(counts ? {} : { departureDayCounts: false }),
    reason,
    ...(agreed
      ? { lastPayableDay, ruleRef: 'AGREED' }
      : { ...byTheRules, ...stoppedByResale(byTheRules, present, rules) }),
  };
};
