/** Runs of days as whole numbers (kernel `dayNumber`), both ends included, each with what it belongs to. */
export interface Run<T> {
  readonly first: number;
  readonly last: number;
  readonly of: T;
}

/** The runs without the days from `first` to `last`. */
export const without = <T>(runs: readonly Run<T>[], first: number, last: number): Run<T>[] => {
  const left: Run<T>[] = [];
  for (const run of runs) {
    if (run.last < first || last < run.first) {
      left.push(run);
      continue;
    }
    if (run.first < first) left.push({ ...run, last: first - 1 });
    if (last < run.last) left.push({ ...run, first: last + 1 });
  }
  return left;
};

/** The days of `runs` that are in none of `others`. */
export const difference = <T>(runs: readonly Run<T>[], others: readonly Run<unknown>[]): Run<T>[] => {
  let left = [...runs];
  for (const { first, last } of others) {
    if (left.length === 0) return left;
    left = without(left, first, last);
  }
  return left;
};

export const runOn = <T>(runs: readonly Run<T>[], day: number): Run<T> | undefined =>
  runs.find(({ first, last }) => first <= day && day <= last);

/** Lengths of the unbroken stretches of days, in order. No two runs may overlap. */
export const stretches = (runs: readonly Run<unknown>[]): number[] => {
  const sorted = [...runs].sort((a, b) => a.first - b.first);
  const lengths: number[] = [];
  let before: number | undefined;
  for (const { first, last } of sorted) {
    const days = last - first + 1;
    if (before !== undefined && first === before + 1) lengths[lengths.length - 1] = (lengths.at(-1) ?? 0) + days;
    else lengths.push(days);
    before = last;
  }
  return lengths;
};

/** Consecutive days that get the same answer, as runs; answers are compared by `same`. */
export const grouped = <T>(
  first: number,
  last: number,
  answer: (day: number) => T,
  same: (a: T, b: T) => boolean,
): Run<T>[] => {
  const runs: Run<T>[] = [];
  for (let day = first; day <= last; day += 1) {
    const of = answer(day);
    const before = runs.at(-1);
    if (before && same(before.of, of)) runs[runs.length - 1] = { ...before, last: day };
    else runs.push({ first: day, last: day, of });
  }
  return runs;
};
