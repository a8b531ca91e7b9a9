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
  PayerChangeProposed,
  PayerChangeRefused,
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
import { cannotBegin, isTooFarBack, priceOfOtherGround, serviceTermsOf } from './purchase-terms';
import { beginsAfterClosure, cannotTake } from './reservation.decider';

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
    citizenConsents?: boolean | undefined;
  }
> {}
export class AcceptPayerChange extends Command<OnPlacement & { today: Day }> {}
export class RefusePayerChange extends Command<OnPlacement> {}

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
  const closed = beginsAfterClosure(state, firstDay);
  if (closed !== undefined) return closed;
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
  const otherGround = priceOfOtherGround(asked.level, placement.terms.placementGround, tariff);
  return otherGround ?? serviceTermsOf(asked, legalBasis, tariff, agreement.rules);
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

/** Grounds by which a municipality pays because it says yes, and not because the law says so (R9). */
const NEEDS_AGREEMENT: ReadonlySet<PayerChangeGround> = new Set(['RSL-9-AGREEMENT']);

/**
 * Another municipality pays from a day on; the settled months are adjusted later (R7, R38). By agreement it does so when
 * it has said yes, and until then the present payer goes on (R9); on a ground in law at once.
 */
export const changePayer = (
  { data }: ChangePayer,
  state: PlaceBookState,
  facts: PayerFacts,
): Decision<PayerChanged | PayerChangeProposed> => {
  const placement = placementFor(data, state, placementsAccess.changePayer);
  if (isRejection(placement)) return placement;
  const { by, from, payer, legalGround } = data;
  const { placementId, offeringId, terms, payerProposal } = placement;
  const unfit = payerCannotChange(placement, data, facts);
  if (unfit !== undefined) return unfit;
  const present = payerOn(placement, from);
  // A former payer has no say in who pays for later days.
  if (!allows(placementsAccess.changePayer, by, { buyer: terms.buyer, payer: present })) return reject('NOT_YOURS');
  if (facts.payer === undefined) return reject('UNKNOWN_PAYER', { payer });
  if (payer === present) return reject('PAYS_ALREADY', { payer, from });
  const ean = data.payerEan ?? facts.payer.ean;
  const change = { placementId, offeringId, from, payer, ...(ean === undefined ? {} : { payerEan: ean }), legalGround };
  if (!NEEDS_AGREEMENT.has(legalGround)) return [{ type: 'PayerChanged', data: { ...change, formerPayer: present } }];
  if (data.citizenConsents !== true) return reject('CONSENT_MISSING');
  const consent = { citizenConsents: true } as const;
  if (payer === by.party) return [{ type: 'PayerChanged', data: { ...change, formerPayer: present, ...consent } }];
  if (payerProposal !== undefined)
    return reject('PAYER_CHANGE_ALREADY_PROPOSED', { payer: payerProposal.payer, from: payerProposal.from });
  return [{ type: 'PayerChangeProposed', data: { ...change, by: by.party, ...consent } }];
};

/** The municipality that was asked says yes: it pays from the day that was proposed, if that can still be claimed (R2). */
export const acceptPayerChange = (
  { data }: AcceptPayerChange,
  state: PlaceBookState,
  facts: PayerFacts,
): Decision<PayerChanged> => {
  const placement = placementFor(data, state, placementsAccess.acceptPayerChange);
  if (isRejection(placement)) return placement;
  const { placementId, offeringId, payerProposal } = placement;
  if (payerProposal === undefined) return reject('NO_PAYER_CHANGE_PROPOSED');
  const { from, payer, payerEan, legalGround } = payerProposal;
  if (payer !== data.by.party) return reject('NOT_YOURS');
  const unfit = payerCannotChange(placement, { from, today: data.today }, facts);
  if (unfit !== undefined) return unfit;
  const ean = payerEan === undefined ? {} : { payerEan };
  const formerPayer = payerOn(placement, from);
  const change = { placementId, offeringId, from, formerPayer, payer, ...ean, legalGround };
  return [{ type: 'PayerChanged', data: { ...change, citizenConsents: true } }];
};

/** Said by whoever was asked, or by the one who asked. */
export const refusePayerChange = ({ data }: RefusePayerChange, state: PlaceBookState): Decision<PayerChangeRefused> => {
  const placement = placementFor(data, state, placementsAccess.refusePayerChange);
  if (isRejection(placement)) return placement;
  const { placementId, offeringId, payerProposal, terms } = placement;
  if (payerProposal === undefined) return reject('NO_PAYER_CHANGE_PROPOSED');
  const { party } = data.by;
  if (![payerProposal.payer, payerProposal.by, terms.buyer].includes(party)) return reject('NOT_YOURS');
  return [{ type: 'PayerChangeRefused', data: { placementId, offeringId, by: party } }];
};

const payerOn = ({ payers, terms }: PlacementState, on: Day): PartyCode => inEffect(payers, on)?.payer ?? terms.payer;

/**
 * Not further back than can be claimed: the former payer would get its money back, and the operator could claim it from
 * nobody (R2).
 */
const payerCannotChange = (
  placement: PlacementState,
  { from, today }: { readonly from: Day; readonly today: Day },
  facts: PayerFacts,
): Rejection | undefined => {
  const { phase, firstDay, lastPayableDay } = placement;
  if (phase !== 'agreed' && !isUnderWay(placement)) return reject('NOT_AGREED', { phase });
  if (from < firstDay) return reject('BEFORE_FIRST_DAY', { day: from, firstDay });
  if (lastPayableDay !== undefined && from > lastPayableDay)
    return reject('AFTER_LAST_DAY', { day: from, lastDay: lastPayableDay });
  return isTooFarBack(from, today, facts.agreement?.rules.claimLimitMonths)
    ? reject('TOO_FAR_BACK', { firstDay: from })
    : undefined;
};
