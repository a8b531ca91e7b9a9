import type { Day } from '../kernel/calendar';
import { dayNumber, dayOfNumber } from '../kernel/calendar';

/**
 * A number for every day that changes on a few of them, 0 at the beginning of time: how many places are free. Kept as
 * the changes, sorted by day, so that a question costs as much as there are different days, not as there are citizens.
 */
export interface DaySteps {
  /** Days since 1 January 1970. */
  readonly days: readonly number[];
  readonly changes: readonly number[];
}

export const LEVEL_ZERO: DaySteps = { days: [], changes: [] };

/** Adds to every day from `first` to `last`, both included; to all later days when there is no last. */
export const added = (steps: DaySteps, amount: number, first: Day, last?: Day): DaySteps => {
  if (last !== undefined && last < first) return steps;
  const begun = stepped(steps, dayNumber(first), amount);
  return last === undefined ? begun : stepped(begun, dayNumber(last) + 1, -amount);
};

const stepped = ({ days, changes }: DaySteps, day: number, amount: number): DaySteps => {
  if (amount === 0) return { days, changes };
  const at = indexFrom(days, day);
  // Copies made with `slice` are blocks of memory; `toSpliced` and `with` are many times slower.
  const copy = { days: days.slice(), changes: changes.slice() };
  if (days[at] !== day) {
    copy.days.splice(at, 0, day);
    copy.changes.splice(at, 0, amount);
    return copy;
  }
  const sum = (changes[at] ?? 0) + amount;
  if (sum !== 0) {
    copy.changes[at] = sum;
    return { days, changes: copy.changes };
  }
  copy.days.splice(at, 1);
  copy.changes.splice(at, 1);
  return copy;
};

/** Index of the first step on or after the day. */
const indexFrom = (days: readonly number[], day: number): number => {
  let low = 0;
  let high = days.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((days[middle] ?? 0) < day) low = middle + 1;
    else high = middle;
  }
  return low;
};

export const valueOn = ({ days, changes }: DaySteps, on: Day): number => {
  const end = indexFrom(days, dayNumber(on) + 1);
  let value = 0;
  for (let at = 0; at < end; at += 1) value += changes[at] ?? 0;
  return value;
};

/** The first day in the period, both ends included, on which the number is below `least`. */
export const firstDayBelow = (steps: DaySteps, least: number, first: Day, last?: Day): Day | undefined => {
  if (last !== undefined && last < first) return undefined;
  const { days, changes } = steps;
  const begin = indexFrom(days, dayNumber(first) + 1);
  const end = last === undefined ? days.length : indexFrom(days, dayNumber(last) + 1);
  let value = 0;
  for (let at = 0; at < begin; at += 1) value += changes[at] ?? 0;
  if (value < least) return first;
  for (let at = begin; at < end; at += 1) {
    value += changes[at] ?? 0;
    if (value < least) return dayOfNumber(days[at] ?? 0);
  }
  return undefined;
};

/**
 * The earliest day, not before `notBefore`, from which the number is never below `least` for so many days; without a
 * number of days it must stay so for good.
 */
export const firstDayHolding = (
  steps: DaySteps,
  least: number,
  notBefore: Day,
  lengthInDays?: number,
): Day | undefined => {
  const { days, changes } = steps;
  const begin = dayNumber(notBefore);
  const from = indexFrom(days, begin + 1);
  let value = 0;
  for (let at = 0; at < from; at += 1) value += changes[at] ?? 0;
  let since = value >= least ? begin : undefined;
  for (let at = from; at < days.length; at += 1) {
    const day = days[at] ?? 0;
    if (since !== undefined && lengthInDays !== undefined && day - since >= lengthInDays) return dayOfNumber(since);
    value += changes[at] ?? 0;
    since = value >= least ? (since ?? day) : undefined;
  }
  return since === undefined ? undefined : dayOfNumber(since);
};

/** The number on each day from `first` to `last`, both included, in order. */
export const valuesBetween = (steps: DaySteps, first: Day, last: Day): number[] => {
  const { days, changes } = steps;
  const values: number[] = [];
  const end = dayNumber(last);
  let value = 0;
  let at = 0;
  for (let day = dayNumber(first); day <= end; day += 1) {
    for (; at < days.length && (days[at] ?? 0) <= day; at += 1) value += changes[at] ?? 0;
    values.push(value);
  }
  return values;
};
