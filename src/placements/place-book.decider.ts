import type { Day } from '../kernel/calendar';
import type { Aggregate } from '../kernel/decider';
import { FrozenMap } from '../kernel/frozen-map';
import { beginningOn, withEntry } from '../kernel/timeline';
import type { OfferingId, PartyCode, PlacementId } from '../kernel/vocabulary';
import type { Allocation, LineCapacity } from './line-capacity';
import { NO_PLACES, withExtraPlaces, withPlaces, withReleased, withTaken } from './line-capacity';
import type {
  DischargeReason,
  PayerChangeGround,
  PlaceBookEvent,
  PlacementTerms,
  ServiceTerms,
} from './place-book.events';

/**
 * The place book of one offering: its capacity and every placement in it, in one stream, so that every decision about a
 * place sees all the others. The decisions stand in capacity.decider, reservation.decider and placement.decider.
 */

export type Phase = 'reserved' | 'agreed' | 'enrolled' | 'discharged' | 'declined' | 'withdrawn' | 'lapsed';

/** What later decisions need to know of one placement. */
export interface PlacementState {
  readonly placementId: PlacementId;
  readonly offeringId: OfferingId;
  readonly phase: Phase;
  /** Number of the placement's own events less one: the revision its two parties see. */
  readonly revision: number;
  readonly terms: PlacementTerms;
  readonly payers: readonly { readonly from: Day; readonly payer: PartyCode }[];
  readonly services: readonly ({ readonly from: Day } & ServiceTerms)[];
  readonly absences: readonly { readonly first: Day; readonly last: Day }[];
  readonly firstDay: Day;
  readonly plannedLastDay?: Day;
  readonly expiresOn: Day;
  readonly proposal?: { readonly by: PartyCode; readonly from: Day; readonly terms: ServiceTerms };
  readonly payerProposal?: PayerProposal;
  readonly noticeLastPayableDay?: Day;
  readonly departureDay?: Day;
  /** The departure day is neither occupied nor paid (R35). Absent: it is. */
  readonly departureDayCounts?: false;
  readonly lastPayableDay?: Day;
  readonly reason?: DischargeReason;
}

/** A payer who has been asked and has not answered (R9). */
export interface PayerProposal {
  readonly by: PartyCode;
  readonly from: Day;
  readonly payer: PartyCode;
  readonly payerEan?: string;
  readonly legalGround: PayerChangeGround;
}

export interface PlaceBookState {
  readonly lines: ReadonlyMap<string, LineCapacity>;
  readonly placements: FrozenMap<PlacementState>;
  /** The offering's last day, when it closes. */
  readonly closesAfter?: Day;
}

/** The days a placement takes a place; undefined when it takes none. */
export const allocationOf = (placement: PlacementState): Allocation | undefined => {
  const { phase, firstDay, departureDay, noticeLastPayableDay, plannedLastDay } = placement;
  if (phase === 'declined' || phase === 'withdrawn' || phase === 'lapsed') return undefined;
  const last = departureDay ?? noticeLastPayableDay ?? plannedLastDay;
  return last === undefined ? { first: firstDay } : { first: firstDay, last };
};

export const lineOf = (state: PlaceBookState, serviceLineId: string): LineCapacity =>
  state.lines.get(serviceLineId) ?? NO_PLACES;

const withLine = (state: PlaceBookState, serviceLineId: string, line: LineCapacity): PlaceBookState => ({
  ...state,
  lines: new Map(state.lines).set(serviceLineId, line),
});

/** Puts the placement in and moves its place from the days it took to the days it takes now. */
const withPlacement = (state: PlaceBookState, placement: PlacementState): PlaceBookState => {
  const { placementId, terms } = placement;
  const earlier = state.placements.get(placementId);
  const before = earlier === undefined ? undefined : allocationOf(earlier);
  const after = allocationOf(placement);
  const placements = state.placements.with(placementId, placement);
  if (before?.first === after?.first && before?.last === after?.last) return { ...state, placements };
  let line = lineOf(state, terms.serviceLineId);
  if (before !== undefined) line = withReleased(line, before);
  if (after !== undefined) line = withTaken(line, after);
  return withLine({ ...state, placements }, terms.serviceLineId, line);
};

/** Changes a placement that is there. Each of its events is one revision. */
const changed = (
  state: PlaceBookState,
  placementId: PlacementId,
  change: (placement: PlacementState) => PlacementState,
): PlaceBookState => {
  const placement = state.placements.get(placementId);
  if (placement === undefined) return state;
  return withPlacement(state, { ...change(placement), revision: placement.revision + 1 });
};

const withoutPayerProposal = ({ payerProposal: _, ...placement }: PlacementState): PlacementState => placement;
const countingAnew = ({ departureDayCounts: _, ...placement }: PlacementState): PlacementState => placement;
const withoutProposal = ({ proposal: _, ...placement }: PlacementState): PlacementState => placement;

const evolve = (state: PlaceBookState, event: PlaceBookEvent): PlaceBookState => {
  switch (event.type) {
    case 'CapacityChanged': {
      const { serviceLineId, places, from } = event.data;
      return withLine(state, serviceLineId, withPlaces(lineOf(state, serviceLineId), { from, places }));
    }
    case 'OverCapacityOpened': {
      const { serviceLineId, extraPlaces, first, last } = event.data;
      return withLine(state, serviceLineId, withExtraPlaces(lineOf(state, serviceLineId), extraPlaces, first, last));
    }
    case 'CapacityClosed':
      return { ...state, closesAfter: event.data.last };
    case 'PlaceReserved': {
      const { placementId, offeringId, firstDay, plannedLastDay, expiresOn, terms } = event.data;
      return withPlacement(state, {
        placementId,
        offeringId,
        phase: 'reserved',
        revision: 0,
        terms,
        payers: [{ from: firstDay, payer: terms.payer }],
        services: [{ from: firstDay, ...serviceOf(terms) }],
        absences: [],
        firstDay,
        ...(plannedLastDay === undefined ? {} : { plannedLastDay }),
        expiresOn,
      });
    }
    case 'PlacePurchaseAgreed':
      return changed(state, event.data.placementId, (placement) => ({ ...placement, phase: 'agreed' }));
    case 'ReservationDeclined':
      return changed(state, event.data.placementId, (placement) => ({ ...placement, phase: 'declined' }));
    case 'ReservationWithdrawn':
      return changed(state, event.data.placementId, (placement) => ({ ...placement, phase: 'withdrawn' }));
    case 'ReservationLapsed':
      return changed(state, event.data.placementId, (placement) => ({ ...placement, phase: 'lapsed' }));
    case 'CitizenEnrolled': {
      const { placementId, firstDay } = event.data;
      return changed(state, placementId, (placement) => ({
        ...placement,
        phase: 'enrolled',
        firstDay,
        payers: beginningOn(placement.payers, firstDay, { payer: placement.terms.payer }),
        services: beginningOn(placement.services, firstDay, serviceOf(placement.terms)),
      }));
    }
    case 'ServiceChangeProposed': {
      const { placementId, by, from, terms } = event.data;
      return changed(state, placementId, (placement) => ({ ...placement, proposal: { by, from, terms } }));
    }
    case 'ServiceChangeRefused':
      return changed(state, event.data.placementId, withoutProposal);
    case 'ServiceLevelChanged': {
      const { placementId, from, terms } = event.data;
      return changed(state, placementId, (placement) => ({
        ...withoutProposal(placement),
        services: withEntry(placement.services, { from, ...terms }),
      }));
    }
    case 'AbsenceRegistered': {
      const { placementId, first, last } = event.data;
      return changed(state, placementId, (placement) => ({
        ...placement,
        absences: [...placement.absences, { first, last }],
      }));
    }
    case 'NoticeGiven': {
      const { placementId, lastPayableDay } = event.data;
      return changed(state, placementId, (placement) => ({ ...placement, noticeLastPayableDay: lastPayableDay }));
    }
    case 'CitizenDischarged':
    case 'DischargeCorrected': {
      const { placementId, departureDay, departureDayCounts, lastPayableDay, reason } = event.data;
      return changed(state, placementId, (placement) => ({
        ...countingAnew(placement),
        ...(departureDayCounts === false ? { departureDayCounts } : {}),
        phase: 'discharged',
        departureDay,
        lastPayableDay,
        reason,
      }));
    }
    case 'PayerChanged': {
      const { placementId, from, payer } = event.data;
      return changed(state, placementId, (placement) => ({
        ...withoutPayerProposal(placement),
        payers: withEntry(placement.payers, { from, payer }),
      }));
    }
    case 'PayerChangeProposed': {
      const { placementId, by, from, payer, payerEan, legalGround } = event.data;
      const ean = payerEan === undefined ? {} : { payerEan };
      return changed(state, placementId, (placement) => ({
        ...placement,
        payerProposal: { by, from, payer, legalGround, ...ean },
      }));
    }
    case 'PayerChangeRefused':
      return changed(state, event.data.placementId, withoutPayerProposal);
  }
};

const serviceOf = ({ level, supplements, factorBp, hoursPerDay, daysPerWeek }: ServiceTerms): ServiceTerms => ({
  level,
  supplements,
  factorBp,
  ...(hoursPerDay === undefined ? {} : { hoursPerDay }),
  ...(daysPerWeek === undefined ? {} : { daysPerWeek }),
});

export const placeBook: Aggregate<PlaceBookState, PlaceBookEvent> = {
  category: 'placebook',
  initial: { lines: new Map(), placements: FrozenMap.empty() },
  evolve,
};
