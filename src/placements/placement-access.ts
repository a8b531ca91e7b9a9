import type { Rejection } from '../kernel/decider';
import { reject } from '../kernel/decider';
import type { OfferingId, PartyCode, PlacementId } from '../kernel/vocabulary';
import type { PlaceBookState, PlacementState } from './place-book.decider';

/** A command on a placement: who asks, and which revision of it they have seen (If-Match). */
export interface OnPlacement {
  readonly placementId: PlacementId;
  readonly offeringId: OfferingId;
  readonly by: PartyCode;
  readonly expectedRevision?: number | undefined;
}

export type PlacementSide = 'buyer' | 'operator' | 'payer';

/** The sides a party stands on: its own citizens it buys from itself. */
export const sidesOf = ({ terms, payers }: PlacementState, party: PartyCode): readonly PlacementSide[] => [
  ...(terms.buyer === party ? (['buyer'] as const) : []),
  ...(terms.operator === party ? (['operator'] as const) : []),
  ...(payers.some(({ payer }) => payer === party) ? (['payer'] as const) : []),
];

/**
 * The placement, when it is there, the asker stands on one of the sides, and has seen its newest revision. Whoever is no
 * party to it is told that there is no such placement, because even that there is one is none of their business.
 */
export const placementFor = (
  { placementId, by, expectedRevision }: OnPlacement,
  state: PlaceBookState,
  sides: readonly PlacementSide[],
): PlacementState | Rejection => {
  const placement = state.placements.get(placementId);
  const standing = placement === undefined ? [] : sidesOf(placement, by);
  if (placement === undefined || standing.length === 0) return reject('PLACEMENT_UNKNOWN', { placementId });
  if (!standing.some((side) => sides.includes(side))) return reject('NOT_YOURS');
  if (expectedRevision !== undefined && expectedRevision !== placement.revision)
    return reject('STALE_REVISION', { given: expectedRevision, current: placement.revision });
  return placement;
};
