import type { Day, Period } from '../kernel/calendar';
import { earliest, latest, overlap } from '../kernel/calendar';
import type { Aggregate, Decision } from '../kernel/decider';
import { reject } from '../kernel/decider';
import type { CitizenRef, OfferingId, PlacementId } from '../kernel/vocabulary';
import type { CitizenStaysEvent, StayClaimed } from './citizen-stays.events';

/**
 * One stream per citizen, so that two offerings enrolling the same citizen at once find out about each other (I5). It
 * only says where to look: the days of a stay are those in its place book, so nothing has to be released.
 */

export interface Claim {
  readonly placementId: PlacementId;
  readonly offeringId: OfferingId;
  /** The earliest day an enrolment was claimed for: two at once may still end with either. */
  readonly firstDay: Day;
  /** The day a departure was, or is just being, corrected to. */
  readonly last?: Day;
}

export interface CitizenStaysState {
  /** What each placement has claimed. */
  readonly claims: readonly Claim[];
}

export const citizenStays: Aggregate<CitizenStaysState, CitizenStaysEvent> = {
  category: 'citizen',
  initial: { claims: [] },
  evolve: ({ claims }, { data }) => {
    const { placementId, offeringId, firstDay, last } = data;
    const others = claims.filter((claim) => claim.placementId !== placementId);
    const own = claims.find((claim) => claim.placementId === placementId);
    const from = own === undefined ? firstDay : earliest(own.firstDay, firstDay);
    return { claims: [...others, { placementId, offeringId, firstDay: from, ...lastIfAny(last) }] };
  },
};

export interface StayWanted {
  readonly citizenRef: CitizenRef;
  readonly placementId: PlacementId;
  readonly offeringId: OfferingId;
  readonly firstDay: Day;
  /** The day of departure, where it is known. */
  readonly last?: Day | undefined;
  /**
   * The end that was agreed. Nobody has said that the citizen left then, so it is compared and not remembered: a stay that
   * is recorded long after can lie before another, and until its departure is recorded nothing new comes after it.
   */
  readonly agreedLast?: Day | undefined;
}

/** What the place books say of the citizen's claims: the days of each, absent when nothing came of it. */
export type StaysInBooks = ReadonlyMap<PlacementId, Period>;

/**
 * The days a claim stands for. A correction is claimed before it is recorded in the place book, so of the two last days
 * the later one counts: too careful for a moment, never too late.
 */
const daysOf = ({ last }: Claim, inBook: Period): Period => {
  if (inBook.last === undefined || last === undefined) return inBook;
  return { first: inBook.first, last: latest(inBook.last, last) };
};

export const claimStay = (
  { citizenRef, placementId, offeringId, firstDay, last, agreedLast }: StayWanted,
  { claims }: CitizenStaysState,
  stays: StaysInBooks,
): Decision<StayClaimed> => {
  const wanted: Period = { first: firstDay, ...lastIfAny(last ?? agreedLast) };
  for (const claim of claims) {
    const inBook = stays.get(claim.placementId);
    if (claim.placementId === placementId || inBook === undefined) continue;
    const days = daysOf(claim, inBook);
    if (overlap(days, wanted)) return reject('ALREADY_PLACED', { day: latest(days.first, firstDay) });
  }
  const own = claims.find((claim) => claim.placementId === placementId);
  if (own !== undefined && own.firstDay <= firstDay && own.last === last) return [];
  return [{ type: 'StayClaimed', data: { citizenRef, placementId, offeringId, firstDay, ...lastIfAny(last) } }];
};

const lastIfAny = (last: Day | undefined): { last?: Day } => (last === undefined ? {} : { last });
