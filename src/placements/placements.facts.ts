import { Injectable } from '@nestjs/common';
import type { OfferingId, PlacementId } from '../kernel/vocabulary';
import type { PlacementState } from './place-book.decider';
import { PlacementDesk } from './placement-desk';

/** Placements for commands downstream: the read model only says which book to look in. */
@Injectable()
export class PlacementFacts {
  constructor(private readonly desk: PlacementDesk) {}

  /** `at` is the offering, where it is known: then no read model is asked. @throws Refused PLACEMENT_UNKNOWN */
  async of(placementId: PlacementId, at?: OfferingId): Promise<PlacementState> {
    const offeringId = at ?? (await this.desk.offeringOf(placementId));
    return this.desk.placement({ data: { placementId, offeringId } });
  }
}

export type { PlacementState } from './place-book.decider';
export { tiesOf } from './placement-access';
