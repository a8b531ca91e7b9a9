import fc from 'fast-check';
import { asDay } from '../../src/kernel/calendar';
import { compared, knownAtOf, spokenMoment, twoTimesIn } from '../../src/ui/two-times';

const today = asDay('2026-11-28');

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
