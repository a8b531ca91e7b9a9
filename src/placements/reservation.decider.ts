import type { Day } from '../kernel/calendar';
import { addDays } from '../kernel/calendar';
import { Command } from '../kernel/command';
import type { Decision, Rejection } from '../kernel/decider';
import { isRejection, reject } from '../kernel/decider';
import type { Hundredths } from '../kernel/money';
import type { PlacementGround } from '../kernel/placement-ground';
import type { CitizenRef, OfferingId, PartyCode, PlacementId, ServiceLineId, TariffLevel } from '../kernel/vocabulary';
import { firstFullDay } from './line-capacity';
import type {
  DeclineReason,
  PayerGround,
  PlacePurchaseAgreed,
  PlaceReserved,
  ReservationDeclined,
  ReservationLapsed,
  ReservationWithdrawn,
} from './place-book.events';
import type { PlaceBookState, PlacementState } from './place-book.decider';
import { allocationOf, lineOf } from './place-book.decider';
import type { OnPlacement } from './placement-access';
import { placementFor } from './placement-access';
import { placementsAccess } from './placements.access';
import type { PurchaseFacts } from './purchase-terms';
import { cannotBegin, isTooFarBack, priceOfOtherGround, serviceTermsOf } from './purchase-terms';

export class ReservePlace extends Command<{
  placementId: PlacementId;
  offeringId: OfferingId;
  serviceLineId: ServiceLineId;
  by: PartyCode;
  today: Day;
  citizenRef: CitizenRef;
  firstDay: Day;
  plannedLastDay?: Day | undefined;
  expiresOn?: Day | undefined;
  level: TariffLevel;
  hoursPerDay?: Hundredths | undefined;
  supplements?: readonly string[] | undefined;
  daysPerWeek?: number | undefined;
  payer?: PartyCode | undefined;
  payerGround?: PayerGround | undefined;
  payerEan?: string | undefined;
  placementGround?: PlacementGround | undefined;
}> {}

export class ConfirmReservation extends Command<OnPlacement & { today: Day }> {}
export class DeclineReservation extends Command<OnPlacement & { reason: DeclineReason }> {}
export class WithdrawReservation extends Command<OnPlacement & { today: Day }> {}
/** Asked by the calendar, not by a person. */
export class LapseReservation extends Command<{ placementId: PlacementId; offeringId: OfferingId; today: Day }> {}

/** What was true elsewhere when the place was reserved; it is frozen in the terms. */
export interface ReservationFacts extends PurchaseFacts {
  /** The payer, when it is registered. */
  readonly payer?: { readonly ean?: string | undefined };
}

export const reservePlace = (
  { data }: ReservePlace,
  state: PlaceBookState,
  facts: ReservationFacts,
): Decision<PlaceReserved> => {
  const { placementId, offeringId, serviceLineId, by, today, citizenRef, firstDay, plannedLastDay, level } = data;
  const { offering, tariff, agreement } = facts;
  if (state.placements.get(placementId) !== undefined) return reject('PLACEMENT_EXISTS', { placementId });
  if (offering === undefined) return reject('UNKNOWN_OFFERING', { offeringId });
  if (plannedLastDay !== undefined && plannedLastDay < firstDay)
    return reject('ENDS_BEFORE_START', { first: firstDay, last: plannedLastDay });
  const notOpen = cannotBegin(facts, { serviceLineId, firstDay, lastDay: plannedLastDay });
  if (notOpen !== undefined || offering.line === undefined)
    return notOpen ?? reject('UNKNOWN_SERVICE_LINE', { serviceLineId });
  if (agreement === undefined) return reject('NO_AGREEMENT', { buyer: by, operator: offering.operator, firstDay });
  const { rules, agreementId } = agreement;
  if (isTooFarBack(firstDay, today, rules.claimLimitMonths)) return reject('TOO_FAR_BACK', { firstDay });
  if (tariff === undefined) return reject('NO_TARIFF', { serviceLineId, level, firstDay });
  const service = serviceTermsOf(data, offering.line.legalBasis, tariff, rules);
  if (isRejection(service)) return service;
  // Where nothing is said, the price asked for says it.
  const placementGround = data.placementGround ?? tariff.placementGround ?? 'SOCIAL';
  const otherGround = priceOfOtherGround(level, placementGround, tariff);
  if (otherGround !== undefined) return otherGround;
  const payer = payerOf(data, facts);
  if (isRejection(payer)) return payer;
  const expiresOn = data.expiresOn ?? addDays(today, rules.reservationDays);
  const latest = addDays(today, rules.reservationDaysMax);
  if (expiresOn < today) return reject('EXPIRES_IN_THE_PAST', { expiresOn });
  if (expiresOn > latest) return reject('EXPIRES_TOO_LATE', { expiresOn, latest });
  const full = fullDay(state, serviceLineId, firstDay, plannedLastDay);
  if (full !== undefined) return full;

  const { legalBasis, shortStay } = offering.line;
  return [
    {
      type: 'PlaceReserved',
      data: {
        placementId,
        offeringId,
        firstDay,
        ...(plannedLastDay === undefined ? {} : { plannedLastDay }),
        expiresOn,
        terms: {
          ...service,
          offeringName: offering.name,
          operator: offering.operator,
          buyer: by,
          ...payer,
          citizenRef,
          serviceLineId,
          legalBasis,
          ...(shortStay ? { shortStay } : {}),
          placementGround,
          agreementId,
          tariffId: tariff.tariffId,
          components: tariff.components,
        },
      },
    },
  ];
};

/** The buyer pays unless another ground is named (R6-R9). */
const payerOf = (
  { by, payer = by, payerGround, payerEan }: ReservePlace['data'],
  facts: ReservationFacts,
): Rejection | { payer: PartyCode; payerGround: PayerGround; payerEan?: string } => {
  if (facts.payer === undefined) return reject('UNKNOWN_PAYER', { payer });
  if (payer !== by && payerGround === undefined) return reject('PAYER_GROUND_REQUIRED', { payer });
  // Nobody is made to pay by an agreement that it has not been asked about; a change of payer asks it.
  if (payer !== by && payerGround === 'AGREEMENT') return reject('PAYER_NOT_ASKED', { payer });
  const ean = payerEan ?? facts.payer.ean;
  return {
    payer,
    payerGround: payerGround ?? 'ACTING_MUNICIPALITY',
    ...(ean === undefined ? {} : { payerEan: ean }),
  };
};

/** Why the days cannot be sold: a day on which every place is taken (I6), or one after the offering has closed. */
const fullDay = (
  state: PlaceBookState,
  serviceLineId: ServiceLineId,
  first: Day,
  last: Day | undefined,
): Rejection | undefined => {
  const { closesAfter } = state;
  if (closesAfter !== undefined && (last === undefined || last > closesAfter))
    return reject('OFFERING_CLOSES', { last: closesAfter });
  const day = firstFullDay(lineOf(state, serviceLineId), last === undefined ? { first } : { first, last });
  return day === undefined ? undefined : reject('NO_FREE_PLACE', { serviceLineId, day });
};

export const confirmReservation = (
  { data }: ConfirmReservation,
  state: PlaceBookState,
): Decision<PlacePurchaseAgreed> => {
  const placement = placementFor(data, state, placementsAccess.confirmReservation);
  if (isRejection(placement)) return placement;
  if (placement.phase !== 'reserved') return notReserved(placement);
  if (data.today > placement.expiresOn) return reject('RESERVATION_EXPIRED', { expiresOn: placement.expiresOn });
  const { placementId, offeringId, firstDay, plannedLastDay, terms } = placement;
  const closed = beginsAfterClosure(state, firstDay);
  if (closed !== undefined) return closed;
  return [
    {
      type: 'PlacePurchaseAgreed',
      data: {
        placementId,
        offeringId,
        agreedOn: data.today,
        firstDay,
        ...(plannedLastDay === undefined ? {} : { plannedLastDay }),
        terms,
      },
    },
  ];
};

export const declineReservation = (
  { data }: DeclineReservation,
  state: PlaceBookState,
): Decision<ReservationDeclined> => {
  const placement = placementFor(data, state, placementsAccess.declineReservation);
  if (isRejection(placement)) return placement;
  if (placement.phase !== 'reserved') return notReserved(placement);
  const { placementId, offeringId } = placement;
  return [{ type: 'ReservationDeclined', data: { placementId, offeringId, reason: data.reason } }];
};

export const withdrawReservation = (
  { data }: WithdrawReservation,
  state: PlaceBookState,
): Decision<ReservationWithdrawn> => {
  const placement = placementFor(data, state, placementsAccess.withdrawReservation);
  if (isRejection(placement)) return placement;
  if (placement.phase === 'enrolled' || placement.phase === 'discharged') return reject('ALREADY_ENROLLED');
  if (placement.phase !== 'reserved' && placement.phase !== 'agreed') return notReserved(placement);
  const { placementId, offeringId } = placement;
  return [{ type: 'ReservationWithdrawn', data: { placementId, offeringId, withdrawnOn: data.today } }];
};

export const lapseReservation = ({ data }: LapseReservation, state: PlaceBookState): Decision<ReservationLapsed> => {
  const placement = state.placements.get(data.placementId);
  if (placement?.phase !== 'reserved' || data.today <= placement.expiresOn) return [];
  const { placementId, offeringId, expiresOn } = placement;
  return [{ type: 'ReservationLapsed', data: { placementId, offeringId, expiredOn: expiresOn } }];
};

const notReserved = ({ phase }: PlacementState): Rejection => reject('NOT_RESERVED', { phase });

/** What was reserved before the closure was announced is not sold, and nobody moves in, after the last day (R24). */
export const beginsAfterClosure = ({ closesAfter }: PlaceBookState, firstDay: Day): Rejection | undefined =>
  closesAfter !== undefined && firstDay > closesAfter
    ? reject('BEGINS_AFTER_CLOSURE', { firstDay, last: closesAfter })
    : undefined;

/** Why the placement cannot take these days besides those it has: NO_FREE_PLACE with the first full day (I6). */
export const cannotTake = (
  state: PlaceBookState,
  placement: PlacementState,
  wanted: { readonly first: Day; readonly last?: Day },
): Rejection | undefined => {
  const { serviceLineId } = placement.terms;
  const day = firstFullDay(lineOf(state, serviceLineId), wanted, allocationOf(placement));
  return day === undefined ? undefined : reject('NO_FREE_PLACE', { serviceLineId, day });
};
