import { Injectable } from '@nestjs/common';
import type { PlacementId } from '../kernel/vocabulary';
import type { PlacementState } from './place-book.decider';
import { PlacementDesk } from './placement-desk';

/** Placements for commands downstream: the read model only says which book to look in. */
@Injectable()
export class PlacementFacts {
  constructor(private readonly desk: PlacementDesk) {}

  /** @throws Refused PLACEMENT_UNKNOWN */
  async of(placementId: PlacementId): Promise<PlacementState> {
    const offeringId = await this.desk.offeringOf(placementId);
    return this.desk.placement({ data: { placementId, offeringId } });
  }
}

export type { PlacementState } from './place-book.decider';
export { tiesOf } from './placement-access';
