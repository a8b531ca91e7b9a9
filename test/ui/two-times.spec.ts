import fc from 'fast-check';
import { asDay } from '../../src/kernel/calendar';
import { dayNumber } from '../../src/kernel/calendar';
import { slid } from '../../src/ui/components/day-slider';
import { compared, knownAtOf, spokenMoment, twoTimesIn } from '../../src/ui/audit/two-times';

const today = asDay('2026-11-28');

describe('A day with a slider, without script', () => {
  const fields = { on: undefined, known: today };
  const sent = (on: string, slide: string, shown: string, known = '', knownSlide: string = today, knownShown = '') =>
    slid(
      new URLSearchParams({
        ...{ on, 'on.slide': String(dayNumber(asDay(slide))), 'on.shown': shown },
        ...{ known, 'known.slide': String(dayNumber(asDay(knownSlide))), 'known.shown': knownShown },
      }),
      fields,
    );

  it.each([
    ['the slider alone was moved', sent('2026-11-01', '2026-10-04', '2026-11-01'), '2026-10-04', undefined],
    ['the day alone was typed', sent('2026-09-09', '2026-11-01', '2026-11-01'), '2026-09-09', undefined],
    ['both were: what is typed counts', sent('2026-09-09', '2026-10-04', '2026-11-01'), '2026-09-09', undefined],
    ['nothing was', sent('2026-11-01', '2026-11-01', '2026-11-01'), '2026-11-01', undefined],
    ['back from now', sent('2026-11-01', '2026-11-01', '2026-11-01', '', '2026-04-04'), '2026-11-01', '2026-04-04'],
    [
      'to the right end: now',
      sent('2026-11-01', '2026-11-01', '2026-11-01', '2026-04-04', today, '2026-04-04'),
      '2026-11-01',
      undefined,
    ],
  ])('%s', (_, state, on, known) => {
    expect([state?.on, state?.known || undefined]).toEqual([on, known]);
    expect(Object.keys(state ?? {})).toEqual(expect.arrayContaining(['on.slide', 'on.shown', 'known.slide']));
  });

  it('is no slider where the address has none, and whatever else stands there is no day', () => {
    expect(slid(new URLSearchParams('on=2026-11-01'), fields)).toBeUndefined();
    for (const slide of ['', 'x', '-1', '9999999', '1.5'])
      expect(
        slid(new URLSearchParams({ 'on.slide': slide, on: '2026-11-01', 'on.shown': '2026-11-01' }), fields),
      ).toMatchObject({
        on: '2026-11-01',
      });
  });
});

describe('The two times of a page', () => {
  it('are now and today when the address says nothing, or something that is no time', () => {
    for (const address of ['', 'on=soon&known=2026-02-30&against=x', 'knownTime=12:00'])
      expect(twoTimesIn(new URLSearchParams(address), today)).toEqual({ on: today, known: {}, against: {} });
  });

  it.each([
    ['', undefined, 'nu', 'now'],
    ['known=2020-04-04', '2020-04-04', 'den 4. april 2020', 'on 4 April 2020'],
    ['known=2020-04-04&knownTime=25:00', '2020-04-04', 'den 4. april 2020', 'on 4 April 2020'],
    [
      'known=2020-04-04&knownTime=14:05',
      '2020-04-04T12:05:00Z',
      'den 4. april 2020 kl. 14.05',
      'on 4 April 2020 at 14:05',
    ],
    [
      'known=2020-01-04&knownTime=14:05',
      '2020-01-04T13:05:00Z',
      'den 4. januar 2020 kl. 14.05',
      'on 4 January 2020 at 14:05',
    ],
  ])('%s is asked for as %s and said', (address, asked, danish, english) => {
    const { known } = twoTimesIn(new URLSearchParams(address), today);
    expect(knownAtOf(known).knownAt).toBe(asked);
    expect(spokenMoment(known, 'da')).toBe(danish);
    expect(spokenMoment(known, 'en')).toBe(english);
  });

  it('compares by what both are about: nothing is lost, and each change is named for what it is', () => {
    const things = fc.uniqueArray(fc.record({ id: fc.nat(9), said: fc.constantFrom('a', 'b') }), {
      selector: ({ id }) => id,
    });
    fc.assert(
      fc.property(things, things, (then, later) => {
        const rows = compared(
          then,
          later,
          ({ id }) => String(id),
          ({ said }) => said,
        );
        expect(new Set(rows.map(({ key }) => key))).toEqual(new Set([...then, ...later].map(({ id }) => String(id))));
        for (const { then: one, later: other, change } of rows) {
          expect(change === 'new').toBe(one === undefined);
          expect(change === 'gone').toBe(other === undefined);
          if (one && other) expect(change).toBe(one.said === other.said ? 'same' : 'changed');
        }
        const firstSame = rows.findIndex(({ change }) => change === 'same');
        if (firstSame >= 0) expect(rows.slice(firstSame).every(({ change }) => change === 'same')).toBe(true);
      }),
    );
  });
});
