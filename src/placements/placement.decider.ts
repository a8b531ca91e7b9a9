import { allows } from '../kernel/access';
import type { Day } from '../kernel/calendar';
import { Command } from '../kernel/command';
import type { Decision, Rejection } from '../kernel/decider';
import { isRejection, reject } from '../kernel/decider';
import { inEffect } from '../kernel/timeline';
import type { PartyCode } from '../kernel/vocabulary';
import type {
  AbsenceKind,
  AbsenceRegistered,
  CitizenEnrolled,
  PayerChanged,
  PayerChangeGround,
  ServiceChangeProposed,
  ServiceChangeRefused,
  ServiceLevelChanged,
} from './place-book.events';
import type { PlaceBookState, PlacementState } from './place-book.decider';
import { allocationOf } from './place-book.decider';
import type { OnPlacement } from './placement-access';
import { placementFor } from './placement-access';
import { placementsAccess } from './placements.access';
import type { AgreementFact, PurchaseFacts, ServiceAsked } from './purchase-terms';
import { cannotBegin, isTooFarBack, serviceTermsOf } from './purchase-terms';
import { cannotTake } from './reservation.decider';

export class EnrolCitizen extends Command<OnPlacement & { today: Day; firstDay: Day }> {}
export class ProposeServiceChange extends Command<OnPlacement & { today: Day; from: Day } & ServiceAsked> {}
export class AcceptServiceChange extends Command<OnPlacement> {}
export class RefuseServiceChange extends Command<OnPlacement> {}
/** Both days included. */
export class RegisterAbsence extends Command<OnPlacement & { first: Day; last: Day; kind: AbsenceKind }> {}
export class ChangePayer extends Command<
  OnPlacement & {
    today: Day;
    from: Day;
    payer: PartyCode;
    payerEan?: string | undefined;
    legalGround: PayerChangeGround;
  }
> {}

export const isUnderWay = ({ phase }: PlacementState): boolean => phase === 'enrolled' || phase === 'discharged';

export const notEnrolled = ({ phase }: PlacementState): Rejection =>
  phase === 'discharged' ? reject('STAY_IS_OVER') : reject('NOT_ENROLLED', { phase });

/** Last day of the stay as far as it is known; undefined while it is open. */
const lastDayOf = (placement: PlacementState): Day | undefined => allocationOf(placement)?.last;

/**
 * The citizen has come. Facts are those of the day of coming; they only matter when it is another day than agreed, for
 * what was agreed on stands.
 */
export const enrolCitizen = (
  { data }: EnrolCitizen,
  state: PlaceBookState,
  facts: PurchaseFacts,
): Decision<CitizenEnrolled> => {
  const placement = placementFor(data, state, placementsAccess.enrolCitizen);
  if (isRejection(placement)) return placement;
  if (isUnderWay(placement)) return reject('ALREADY_ENROLLED');
  if (placement.phase !== 'agreed') return reject('NOT_AGREED', { phase: placement.phase });
  const { firstDay, today } = data;
  const { placementId, offeringId, plannedLastDay, terms } = placement;
  if (firstDay > today) return reject('CITIZEN_NOT_YET_THERE', { firstDay });
  if (isTooFarBack(firstDay, today, facts.agreement?.rules.claimLimitMonths))
    return reject('TOO_FAR_BACK', { firstDay });
  if (plannedLastDay !== undefined && firstDay > plannedLastDay)
    return reject('ENDS_BEFORE_START', { first: firstDay, last: plannedLastDay });
  if (firstDay !== placement.firstDay) {
    const { serviceLineId, level } = terms;
    // The end was agreed before; only the beginning is new.
    const notOpen = cannotBegin(facts, { serviceLineId, firstDay, lastDay: firstDay });
    if (notOpen !== undefined) return notOpen;
    if (facts.tariff === undefined) return reject('NO_TARIFF', { serviceLineId, level, firstDay });
    const full = cannotTake(state, placement, {
      first: firstDay,
      ...(plannedLastDay === undefined ? {} : { last: plannedLastDay }),
    });
    if (full !== undefined) return full;
  }
  return [{ type: 'CitizenEnrolled', data: { placementId, offeringId, firstDay } }];
};

export const proposeServiceChange = (
  { data }: ProposeServiceChange,
  state: PlaceBookState,
  facts: PurchaseFacts,
): Decision<ServiceChangeProposed> => {
  const placement = placementFor(data, state, placementsAccess.proposeServiceChange);
  if (isRejection(placement)) return placement;
  if (!isUnderWay(placement)) return notEnrolled(placement);
  if (placement.proposal !== undefined) return reject('CHANGE_ALREADY_PROPOSED', { from: placement.proposal.from });
  const { from, by, today } = data;
  const { placementId, offeringId } = placement;
  const outside = outsideStay(placement, from);
  if (outside !== undefined) return outside;
  if (isTooFarBack(from, today, facts.agreement?.rules.claimLimitMonths))
    return reject('TOO_FAR_BACK', { firstDay: from });
  const terms = changedTerms(placement, data, from, facts);
  if (isRejection(terms)) return terms;
  return [{ type: 'ServiceChangeProposed', data: { placementId, offeringId, by: by.party, from, terms } }];
};

/** The other party accepts. The price list is looked at again, because it may have changed since the proposal. */
export const acceptServiceChange = (
  { data }: AcceptServiceChange,
  state: PlaceBookState,
  facts: PurchaseFacts,
): Decision<ServiceLevelChanged> => {
  const placement = placementFor(data, state, placementsAccess.acceptServiceChange);
  if (isRejection(placement)) return placement;
  const { placementId, offeringId, proposal } = placement;
  if (proposal === undefined) return reject('NO_CHANGE_PROPOSED');
  const ownCitizens = placement.terms.buyer === placement.terms.operator;
  if (proposal.by === data.by.party && !ownCitizens) return reject('OWN_PROPOSAL');
  const { from } = proposal;
  const outside = outsideStay(placement, from);
  if (outside !== undefined) return outside;
  const terms = changedTerms(placement, proposal.terms, from, facts);
  if (isRejection(terms)) return terms;
  if (facts.tariff === undefined) return noTariff(placement, terms, from);
  const { tariffId } = facts.tariff;
  return [{ type: 'ServiceLevelChanged', data: { placementId, offeringId, from, terms, tariffId } }];
};

/** The other party says no, or the one who asked thinks better of it. */
export const refuseServiceChange = (
  { data }: RefuseServiceChange,
  state: PlaceBookState,
): Decision<ServiceChangeRefused> => {
  const placement = placementFor(data, state, placementsAccess.refuseServiceChange);
  if (isRejection(placement)) return placement;
  if (placement.proposal === undefined) return reject('NO_CHANGE_PROPOSED');
  const { placementId, offeringId } = placement;
  return [{ type: 'ServiceChangeRefused', data: { placementId, offeringId, by: data.by.party } }];
};

const outsideStay = (placement: PlacementState, from: Day): Rejection | undefined => {
  const last = lastDayOf(placement);
  if (from < placement.firstDay) return reject('BEFORE_FIRST_DAY', { day: from, firstDay: placement.firstDay });
  return last !== undefined && from > last ? reject('AFTER_LAST_DAY', { day: from, lastDay: last }) : undefined;
};

const noTariff = ({ terms }: PlacementState, { level }: ServiceAsked, firstDay: Day): Rejection =>
  reject('NO_TARIFF', { serviceLineId: terms.serviceLineId, level, firstDay });

const changedTerms = (placement: PlacementState, asked: ServiceAsked, from: Day, facts: PurchaseFacts) => {
  const { agreement, tariff } = facts;
  const { buyer, operator, legalBasis } = placement.terms;
  if (agreement === undefined) return reject('NO_AGREEMENT', { buyer, operator, firstDay: from });
  if (tariff === undefined) return noTariff(placement, asked, from);
  return serviceTermsOf(asked, legalBasis, tariff, agreement.rules);
};

export const registerAbsence = ({ data }: RegisterAbsence, state: PlaceBookState): Decision<AbsenceRegistered> => {
  const placement = placementFor(data, state, placementsAccess.registerAbsence);
  if (isRejection(placement)) return placement;
  if (!isUnderWay(placement)) return notEnrolled(placement);
  const { first, last, kind } = data;
  if (last < first) return reject('ENDS_BEFORE_START', { first, last });
  const outside = outsideStay(placement, first) ?? outsideStay(placement, last);
  if (outside !== undefined) return outside;
  const other = placement.absences.find((absence) => absence.first <= last && first <= absence.last);
  if (other !== undefined) return reject('ABSENCE_OVERLAPS', { first: other.first, last: other.last });
  const { placementId, offeringId } = placement;
  return [{ type: 'AbsenceRegistered', data: { placementId, offeringId, first, last, kind } }];
};

/** Who is registered, when the payer was to change, and the rules on that day. */
export interface PayerFacts {
  readonly payer?: { readonly ean?: string | undefined };
  readonly agreement?: AgreementFact;
}

/**
 * Another municipality pays from a day on; the settled months are adjusted later (R7, R38). Not further back than can
 * be claimed: the former payer would get its money back, and the operator could claim it from nobody (R2).
 */
export const changePayer = (
  { data }: ChangePayer,
  state: PlaceBookState,
  facts: PayerFacts,
): Decision<PayerChanged> => {
  const placement = placementFor(data, state, placementsAccess.changePayer);
  if (isRejection(placement)) return placement;
  const { by, today, from, payer, legalGround } = data;
  const { placementId, offeringId, phase, payers, terms, firstDay, lastPayableDay } = placement;
  if (phase !== 'agreed' && !isUnderWay(placement)) return reject('NOT_AGREED', { phase });
  if (from < firstDay) return reject('BEFORE_FIRST_DAY', { day: from, firstDay });
  if (lastPayableDay !== undefined && from > lastPayableDay)
    return reject('AFTER_LAST_DAY', { day: from, lastDay: lastPayableDay });
  if (isTooFarBack(from, today, facts.agreement?.rules.claimLimitMonths))
    return reject('TOO_FAR_BACK', { firstDay: from });
  const present = inEffect(payers, from)?.payer ?? terms.payer;
  // A former payer has no say in who pays for later days.
  if (!allows(placementsAccess.changePayer, by, { buyer: terms.buyer, payer: present })) return reject('NOT_YOURS');
  if (facts.payer === undefined) return reject('UNKNOWN_PAYER', { payer });
  if (payer === present) return reject('PAYS_ALREADY', { payer, from });
  const ean = data.payerEan ?? facts.payer.ean;
  return [
    {
      type: 'PayerChanged',
      data: {
        placementId,
        offeringId,
        from,
        formerPayer: present,
        payer,
        ...(ean === undefined ? {} : { payerEan: ean }),
        legalGround,
      },
    },
  ];
};
