import fc from 'fast-check';
import { addDays, asDay, type Day } from '../../src/kernel/calendar';
import { beginningOn, inEffect, withEntry } from '../../src/kernel/timeline';

interface Entry {
  readonly from: Day;
  readonly who: string;
}
const FIRST = asDay('2020-02-02');
const day = (after: number): Day => addDays(FIRST, after);
const entry = (after: number, who: string): Entry => ({ from: day(after), who });
const original = { who: 'first' };

describe('A timeline that begins on another day than it was thought to', () => {
  it.each([
    ['earlier', -6, [entry(-6, 'first')]],
    ['later', 3, [entry(3, 'first')]],
  ])('%s, has its one entry from there', (_, first, expected) =>
    expect(beginningOn([entry(0, 'first')], day(first), original)).toEqual(expected),
  );

  it('earlier, gives the days gained to what was agreed at first, also where something else took its place', () => {
    const changed = withEntry([entry(0, 'first')], entry(0, 'second'));
    expect(changed).toEqual([entry(0, 'second')]);
    expect(beginningOn(changed, day(-6), original)).toEqual([entry(-6, 'first'), entry(0, 'second')]);
  });

  it('later, begins with what holds then', () => {
    const changed = withEntry([entry(0, 'first')], entry(2, 'second'));
    expect(beginningOn(changed, day(5), original)).toEqual([entry(5, 'second')]);
    expect(beginningOn(changed, day(1), original)).toEqual([entry(1, 'first'), entry(2, 'second')]);
  });

  it('holds on every day what was said last of it, and before all that the original', () => {
    const said = fc.array(
      fc.record({ after: fc.integer({ min: 0, max: 12 }), who: fc.constantFrom('first', 'second', 'third') }),
    );
    fc.assert(
      fc.property(said, fc.integer({ min: -8, max: 14 }), fc.integer({ min: 0, max: 20 }), (entries, first, on) => {
        const all = [entry(0, 'first'), ...entries.map(({ after, who }) => entry(after, who))];
        const timeline = beginningOn(all.reduce<readonly Entry[]>(withEntry, []), day(first), original);
        const asked = day(first + on);
        const last = Math.max(...all.map(({ from }) => (from <= asked ? Date.parse(from) : -Infinity)));
        const expected = all.findLast(({ from }) => Date.parse(from) === last)?.who ?? 'first';
        expect(inEffect(timeline, asked)?.who).toBe(expected);
        expect(inEffect(timeline, addDays(day(first), -1))).toBeUndefined();
      }),
    );
  });
});
