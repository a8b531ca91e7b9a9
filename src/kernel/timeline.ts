import type { Day } from './calendar';
import { canonicalJson } from './canonical-json';

/** Something that holds from a day on, until the next entry begins. */
export interface Since {
  readonly from: Day;
}

/**
 * The timeline with one more entry. What was said later about the same day takes the place of what was said before;
 * an entry that begins later is left standing, so a late message never undoes what is known of the time after it.
 */
export const withEntry = <T extends Since>(timeline: readonly T[], entry: T): readonly T[] => {
  const last = timeline.at(-1);
  if (last === undefined || last.from < entry.from) return [...timeline, entry];
  return [
    ...timeline.filter(({ from }) => from < entry.from),
    entry,
    ...timeline.filter(({ from }) => from > entry.from),
  ];
};

/** What holds on the day; undefined before the first entry. */
export const inEffect = <T extends Since>(timeline: readonly T[], on: Day): T | undefined =>
  timeline.findLast(({ from }) => from <= on);

/**
 * The timeline when the first thing in it begins on another day than it was thought to. When it begins earlier than
 * anything in it, the days gained are those of the `original`, which held whenever it would begin: what was said to hold
 * from a day on has not been said of the days before, even where it took the original's place.
 */
export const beginningOn = <T extends Since>(
  timeline: readonly T[],
  first: Day,
  original: Omit<T, 'from'>,
): readonly T[] => {
  const holding = inEffect(timeline, first);
  const later = timeline.filter(({ from }) => from > first);
  if (holding !== undefined) return [{ ...holding, from: first }, ...later];
  const beginning = { ...original, from: first } as T;
  const [next, ...others] = later;
  return next !== undefined && isSame(next, beginning) ? [beginning, ...others] : [beginning, ...later];
};

/** Whether two entries say the same, from whatever day. */
const isSame = <T extends Since>(one: T, other: T): boolean =>
  canonicalJson({ ...one, from: '' }) === canonicalJson({ ...other, from: '' });
