import type { Day } from './calendar';

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

/** The timeline when the first thing in it begins on another day than it was thought to. */
export const beginningOn = <T extends Since>(timeline: readonly T[], first: Day): readonly T[] => {
  const holding = inEffect(timeline, first) ?? timeline[0];
  if (holding === undefined) return timeline;
  return [{ ...holding, from: first }, ...timeline.filter((entry) => entry !== holding && entry.from > first)];
};
