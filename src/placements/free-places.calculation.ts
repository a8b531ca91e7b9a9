import type { Day } from '../kernel/calendar';
import { addDays, daysIn } from '../kernel/calendar';
import { added, firstDayHolding, valueOn, valuesBetween } from './day-steps';
import type { LineCapacity } from './line-capacity';
import { NO_PLACES, withExtraPlaces, withPlaces, withTaken } from './line-capacity';
import type { CapacityRow, PlacementPhase } from './place-book.tables';

/** What a placement's row must tell for its place to be counted. */
export interface PlaceTaken {
  readonly serviceLineId: string;
  readonly phase: PlacementPhase;
  readonly firstDay: Day;
  readonly plannedLastDay: Day | null;
  readonly noticeLastPayableDay: Day | null;
  readonly departureDay: Day | null;
}

/** The days a place is taken, both included; no last day: until further notice. Undefined when nothing came of it. */
export const daysTaken = (row: PlaceTaken): { readonly first: Day; readonly last?: Day } | undefined => {
  const { phase, firstDay, departureDay, noticeLastPayableDay, plannedLastDay } = row;
  if (phase === 'declined' || phase === 'withdrawn' || phase === 'lapsed') return undefined;
  const last = departureDay ?? noticeLastPayableDay ?? plannedLastDay;
  return last === null ? { first: firstDay } : { first: firstDay, last };
};

export interface OfferingPlaces {
  readonly lines: ReadonlyMap<string, LineCapacity>;
  /** The offering's last day with places, when it closes. */
  readonly closesAfter?: Day;
}

/** The places of one offering by service line, from its rows. Capacity rows come in the order they were recorded. */
export const offeringPlaces = (
  capacities: readonly CapacityRow[],
  placements: readonly PlaceTaken[],
): OfferingPlaces => {
  const lines = new Map<string, LineCapacity>();
  const change = (id: string, to: (line: LineCapacity) => LineCapacity): void => {
    lines.set(id, to(lines.get(id) ?? NO_PLACES));
  };
  let closesAfter: Day | undefined;
  for (const { kind, serviceLineId, places, first, last } of capacities) {
    if (kind === 'CLOSED' || serviceLineId === null) closesAfter = addDays(first, -1);
    else if (kind === 'EXTRA' && last !== null)
      change(serviceLineId, (line) => withExtraPlaces(line, places, first, last));
    else change(serviceLineId, (line) => withPlaces(line, { from: first, places }));
  }
  for (const placement of placements) {
    const days = daysTaken(placement);
    if (days !== undefined) change(placement.serviceLineId, (line) => withTaken(line, days));
  }
  return { lines, ...(closesAfter === undefined ? {} : { closesAfter }) };
};

export interface FreePlaces {
  /** Places free on the day itself; never negative. */
  readonly freeOnDay: number;
  /** Earliest day from which a place stays free, for good or for the length of stay; absent when there is none. */
  readonly freeFrom?: Day;
}

/** More places than any offering has: what is taken away after its last day. */
const ALL_PLACES = 1_000_000_000;

/** What can be bought of a service line from a day on. */
export const freePlaces = (
  { free }: LineCapacity,
  {
    from,
    stayDays,
    closesAfter,
  }: { readonly from: Day; readonly stayDays?: number | undefined; readonly closesAfter?: Day | undefined },
): FreePlaces => {
  const open = closesAfter === undefined ? free : added(free, -ALL_PLACES, addDays(closesAfter, 1));
  const freeFrom = firstDayHolding(open, 1, from, stayDays);
  return { freeOnDay: Math.max(0, valueOn(open, from)), ...(freeFrom === undefined ? {} : { freeFrom }) };
};

/** The ordinary places of each service line on each day of a period, both ends included; over-capacity is not counted. */
export const placesByDay = (
  capacities: readonly CapacityRow[],
  first: Day,
  last: Day,
): ReadonlyMap<string, readonly number[]> => {
  const ordinary = capacities.filter(({ kind }) => kind !== 'EXTRA');
  const { lines, closesAfter } = offeringPlaces(ordinary, []);
  const openDays = closesAfter === undefined ? Infinity : daysIn(first, closesAfter);
  return new Map(
    [...lines].map(([id, { free }]) => [
      id,
      valuesBetween(free, first, last).map((count, at) => (at < openDays ? count : 0)),
    ]),
  );
};
