import type { Asker, Permission } from '../kernel/access';
import { allows } from '../kernel/access';
import { daysIn, type Day } from '../kernel/calendar';
import { Command } from '../kernel/command';
import type { Decision } from '../kernel/decider';
import { reject } from '../kernel/decider';
import type { OfferingId, PartyCode, ServiceLineId } from '../kernel/vocabulary';
import { firstOversoldDay } from './line-capacity';
import type { CapacityChanged, CapacityClosed, OverCapacityOpened } from './place-book.events';
import type { PlaceBookState } from './place-book.decider';
import { lineOf } from './place-book.decider';
import { placementsAccess } from './placements.access';

export class ChangeCapacity extends Command<{
  offeringId: OfferingId;
  serviceLineId: ServiceLineId;
  by: Asker;
  places: number;
  from: Day;
  reason: string;
}> {}

export class OpenOverCapacity extends Command<{
  offeringId: OfferingId;
  serviceLineId: ServiceLineId;
  by: Asker;
  extraPlaces: number;
  first: Day;
  last: Day;
  reason: string;
}> {}

/** Follows from the announcement of a closure, so nobody is asked who they are. */
export class CloseCapacity extends Command<{ offeringId: OfferingId; last: Day }> {}

/** What was true of the offering when the question was asked; absent when there is no such offering. */
export interface CapacityFacts {
  readonly offering?: {
    readonly operator: PartyCode;
    readonly serviceLines: readonly ServiceLineId[];
  };
}

const notForThisLine = (
  permission: Permission<'operator'>,
  { offering }: CapacityFacts,
  { offeringId, serviceLineId, by }: { offeringId: OfferingId; serviceLineId: ServiceLineId; by: Asker },
) => {
  if (offering === undefined) return reject('UNKNOWN_OFFERING', { offeringId });
  if (!allows(permission, by, { operator: offering.operator })) return reject('NOT_YOURS');
  if (!offering.serviceLines.includes(serviceLineId)) return reject('UNKNOWN_SERVICE_LINE', { serviceLineId });
  return undefined;
};

export const changeCapacity = (
  { data }: ChangeCapacity,
  state: PlaceBookState,
  facts: CapacityFacts,
): Decision<CapacityChanged> => {
  const { offeringId, serviceLineId, places, from, reason } = data;
  const refusal = notForThisLine(placementsAccess.changeCapacity, facts, data);
  if (refusal !== undefined) return refusal;
  if (state.closesAfter !== undefined && from > state.closesAfter)
    return reject('OFFERING_CLOSES', { last: state.closesAfter });
  const line = lineOf(state, serviceLineId);
  const same = line.places.find((entry) => entry.from === from)?.places === places;
  if (same) return [];
  const oversold = firstOversoldDay(line, { from, places }, state.closesAfter);
  if (oversold !== undefined) return reject('PLACES_ARE_SOLD', { day: oversold.day, taken: oversold.taken, places });
  return [{ type: 'CapacityChanged', data: { offeringId, serviceLineId, places, from, reason } }];
};

/** What lasts longer than a year is no longer temporary, but a capacity to be approved [DESIGN]. */
export const OVER_CAPACITY_DAYS_MAX = 366;

export const openOverCapacity = (
  { data }: OpenOverCapacity,
  state: PlaceBookState,
  facts: CapacityFacts,
): Decision<OverCapacityOpened> => {
  const { offeringId, serviceLineId, extraPlaces, first, last, reason } = data;
  const refusal = notForThisLine(placementsAccess.openOverCapacity, facts, data);
  if (refusal !== undefined) return refusal;
  if (last < first) return reject('ENDS_BEFORE_START', { first, last });
  if (daysIn(first, last) > OVER_CAPACITY_DAYS_MAX)
    return reject('OVER_CAPACITY_TOO_LONG', { max: OVER_CAPACITY_DAYS_MAX });
  if (state.closesAfter !== undefined && last > state.closesAfter)
    return reject('OFFERING_CLOSES', { last: state.closesAfter });
  return [{ type: 'OverCapacityOpened', data: { offeringId, serviceLineId, extraPlaces, first, last, reason } }];
};

/** A closure is announced once; what was allowed past its day would be wrong if the day could move later. */
export const closeCapacity = ({ data }: CloseCapacity, state: PlaceBookState): Decision<CapacityClosed> =>
  state.closesAfter !== undefined ? [] : [{ type: 'CapacityClosed', data: { ...data } }];
