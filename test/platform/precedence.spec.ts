import { PrecedenceWatch } from '../../src/platform/subscriptions/precedence';

/** What the watch says at each look (l: last, s: shared), of a log that grows by ten events from look to look. */
const looks = (watch: PrecedenceWatch, reached: readonly number[], awaited = 0): string =>
  reached.map((at, index) => watch.look({ head: (index + 1) * 10, reached: at, awaited })[0]).join('');

const times = (count: number, value: number): number[] => Array<number>(count).fill(value);

describe('When read models may wait for everybody (a look is a quarter of a second)', () => {
  it('not before they have reached once what was there at the first look', () => {
    expect(looks(new PrecedenceWatch(), [0, 5, 9, 10, 11])).toBe('sssll');
  });

  it('while they lag no more than five seconds behind', () => {
    const twentyBehind = Array.from({ length: 60 }, (_, at) => Math.max(20, (at - 19) * 10));
    expect(looks(new PrecedenceWatch(), [10, 20, ...twentyBehind.slice(2)])).toBe(`s${'l'.repeat(59)}`);
  });

  it('not when they have not reached for five seconds what was in the log, until they are within two', () => {
    // At the 23rd look the log of the third, 30, is five seconds old; at the 25th, that of the 17th, 170, is two.
    const stuck = [10, 20, ...times(21, 20), 159, 170, 170];
    expect(looks(new PrecedenceWatch(), stuck)).toBe(`s${'l'.repeat(21)}ssll`);
  });

  it('not when somebody was kept waiting from one look to the next, however little they lag', () => {
    const watch = new PrecedenceWatch();
    expect(looks(watch, [10, 20, 30])).toBe('sll');
    expect(watch.look({ head: 40, reached: 35, awaited: 40 })).toBe('last');
    expect(watch.look({ head: 50, reached: 39, awaited: 40 })).toBe('shared');
    expect(watch.look({ head: 50, reached: 40, awaited: 40 })).toBe('last');
  });
});
