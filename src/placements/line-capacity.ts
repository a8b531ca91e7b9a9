import type { Day } from '../kernel/calendar';
import { addDays } from '../kernel/calendar';
import { inEffect, withEntry } from '../kernel/timeline';
import type { DaySteps } from './day-steps';
import { added, firstDayBelow, LEVEL_ZERO, valueOn } from './day-steps';

/** More than any offering has; a typing error beyond it is stopped at the door. */
export const PLACES_MAX = 10_000;

/** A number of places from a day on, until the next entry (R24). */
export interface PlacesSince {
  readonly from: Day;
  readonly places: number;
}

/** The places of one service line: how many there are, and how many of them are free on each day. */
export interface LineCapacity {
  readonly places: readonly PlacesSince[];
  /** Places open, over-capacity included, less places taken. */
  readonly free: DaySteps;
  readonly taken: DaySteps;
}

export const NO_PLACES: LineCapacity = { places: [], free: LEVEL_ZERO, taken: LEVEL_ZERO };

/** Days on which a place is taken, both included; no last day: until further notice. */
export interface Allocation {
  readonly first: Day;
  readonly last?: Day;
}

/** Last day on which the entry that begins on `from` holds. */
const holdsUntil = (places: readonly PlacesSince[], from: Day): Day | undefined => {
  const next = places.find((entry) => entry.from > from);
  return next === undefined ? undefined : addDays(next.from, -1);
};

export const withPlaces = (line: LineCapacity, { from, places }: PlacesSince): LineCapacity => {
  const before = inEffect(line.places, from)?.places ?? 0;
  return {
    ...line,
    places: withEntry(line.places, { from, places }),
    free: added(line.free, places - before, from, holdsUntil(line.places, from)),
  };
};

export const withExtraPlaces = (line: LineCapacity, extraPlaces: number, first: Day, last: Day): LineCapacity => ({
  ...line,
  free: added(line.free, extraPlaces, first, last),
});

export const withTaken = (line: LineCapacity, { first, last }: Allocation): LineCapacity => ({
  ...line,
  free: added(line.free, -1, first, last),
  taken: added(line.taken, 1, first, last),
});

export const withReleased = (line: LineCapacity, { first, last }: Allocation): LineCapacity => ({
  ...line,
  free: added(line.free, 1, first, last),
  taken: added(line.taken, -1, first, last),
});

/** The first day of the allocation on which no place is free (I6); days it had `before` are its own already. */
export const firstFullDay = (line: LineCapacity, wanted: Allocation, before?: Allocation): Day | undefined => {
  if (before === undefined) return firstDayBelow(line.free, 1, wanted.first, wanted.last);
  if (wanted.first < before.first) {
    const untilThen = addDays(before.first, -1);
    const earlier = wanted.last === undefined || wanted.last > untilThen ? untilThen : wanted.last;
    const full = firstDayBelow(line.free, 1, wanted.first, earlier);
    if (full !== undefined) return full;
  }
  if (before.last === undefined || (wanted.last !== undefined && wanted.last <= before.last)) return undefined;
  const later = addDays(before.last, 1);
  return firstDayBelow(line.free, 1, wanted.first > later ? wanted.first : later, wanted.last);
};

/** The first day, up to the closing day, on which more places would be sold than there are, were the number changed. */
export const firstOversoldDay = (
  line: LineCapacity,
  { from, places }: PlacesSince,
  closesAfter?: Day,
): { readonly day: Day; readonly taken: number } | undefined => {
  const changed = withPlaces(line, { from, places });
  const until = holdsUntil(line.places, from);
  const last = until === undefined || (closesAfter !== undefined && closesAfter < until) ? closesAfter : until;
  const day = firstDayBelow(changed.free, 0, from, last);
  return day === undefined ? undefined : { day, taken: valueOn(line.taken, day) };
};
