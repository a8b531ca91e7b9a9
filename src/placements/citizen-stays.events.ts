import type { Day } from '../kernel/calendar';
import type { Fact } from '../kernel/event';
import type { CitizenRef, OfferingId, PlacementId } from '../kernel/vocabulary';

/**
 * A citizen is about to be enrolled round the clock here: one at a time, whatever the offering (I5). `last` is there
 * when the departure is about to be corrected to that day; the real days are those in the place book.
 */
export type StayClaimed = Fact<
  'StayClaimed',
  { citizenRef: CitizenRef; placementId: PlacementId; offeringId: OfferingId; firstDay: Day; last?: Day }
>;

export type CitizenStaysEvent = StayClaimed;
