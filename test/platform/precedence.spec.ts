import { PrecedenceWatch } from '../../src/platform/subscriptions/precedence';

/** What the watch says at each look, of a log that grows by ten events from look to look. */
const looks = (watch: PrecedenceWatch, reached: readonly number[], awaited = 0): string =>
  reached.map((at, index) => watch.look({ head: (index + 1) * 10, reached: at, awaited })[0]).join('');

const upToDate = Array.from({ length: 12 }, (_, at) => (at + 1) * 10);

describe('When read models may wait for everybody (l: last, s: shared)', () => {
  it('not before they have caught up once', () => {
    expect(looks(new PrecedenceWatch(), [0, 5, 9, 30, 40])).toBe('sssll');
  });

  it('while they lag no more than two seconds behind', () => {
    const sevenLooksBehind = upToDate.map((at) => Math.max(20, at - 70));
    expect(looks(new PrecedenceWatch(), [10, 20, ...sevenLooksBehind.slice(2)])).toBe('slllllllllll');
  });

  it('not when they have not reached for two seconds what was in the log, until they have caught up', () => {
    const stuck = [10, 20, ...Array<number>(9).fill(20), 100, 125];
    expect(looks(new PrecedenceWatch(), stuck)).toBe('slllllllllssl');
  });

  it('not when somebody was kept waiting from one look to the next, however little they lag', () => {
    const watch = new PrecedenceWatch();
    expect(looks(watch, [10, 20, 30])).toBe('sll');
    expect(watch.look({ head: 40, reached: 35, awaited: 40 })).toBe('last');
    expect(watch.look({ head: 50, reached: 39, awaited: 40 })).toBe('shared');
    expect(watch.look({ head: 50, reached: 45, awaited: 40 })).toBe('shared');
    expect(watch.look({ head: 50, reached: 50, awaited: 40 })).toBe('last');
  });
});
