import type { Asker, Permission, Ties } from '../kernel/access';
import { allows } from '../kernel/access';
import type { Rejection } from '../kernel/decider';
import { reject } from '../kernel/decider';
import type { OfferingId, PlacementId } from '../kernel/vocabulary';
import type { PlaceBookState, PlacementState } from './place-book.decider';
import { placementsAccess } from './placements.access';

/** A command on a placement: who asks, and which revision of it they have seen (If-Match). */
export interface OnPlacement {
  readonly placementId: PlacementId;
  readonly offeringId: OfferingId;
  readonly by: Asker;
  readonly expectedRevision?: number | undefined;
}

export type PlacementRelation = 'buyer' | 'payer' | 'operator';

/** Who stands how to a placement: of its own citizens a party is both buyer and operator. */
export const tiesOf = ({ terms, payers, payerProposal }: PlacementState): Ties<PlacementRelation> => ({
  buyer: terms.buyer,
  operator: terms.operator,
  // Whoever is asked to pay must see for what.
  payer: [...payers.map(({ payer }) => payer), ...(payerProposal === undefined ? [] : [payerProposal.payer])],
});

/**
 * The placement, when it is there, the asker may do this to it, and has seen its newest revision. Whoever may not even
 * see it is told that there is no such placement, because that there is one is none of their business.
 */
export const placementFor = (
  { placementId, by, expectedRevision }: OnPlacement,
  state: PlaceBookState,
  permission: Permission<PlacementRelation>,
): PlacementState | Rejection => {
  const placement = state.placements.get(placementId);
  if (placement === undefined || !allows(placementsAccess.getPlacement, by, tiesOf(placement)))
    return reject('PLACEMENT_UNKNOWN', { placementId });
  if (!allows(permission, by, tiesOf(placement))) return reject('NOT_YOURS');
  if (expectedRevision !== undefined && expectedRevision !== placement.revision)
    return reject('STALE_REVISION', { given: expectedRevision, current: placement.revision });
  return placement;
};
