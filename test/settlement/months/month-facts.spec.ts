import { asMonth } from '../../../src/kernel/calendar';
import type { PlacementRow } from '../../../src/placements/place-book.queries';
import { chargeable, MonthDrawings } from '../../../src/settlement/months/month-facts';
import { base, Closings, day, linesOf, placement, region, version } from '../history';

describe('Drawing a month', () => {
  const wanted = { operator: region, month: asMonth('2020-03'), issuedOn: day('2020-04-01'), state: { opened: false } };
  const store = { head: () => Promise.resolve(10) } as never;
  const never = undefined as never;

  it.each([
    ['behind', [{ name: 'place-book', position: 9 }]],
    ['missing', []],
  ])('is refused as 503 while a read model is %s, even when the runner calls itself ready', async (_, status) => {
    const following = { waitFor: () => Promise.resolve(true), status: () => status } as never;
    const drawings = new MonthDrawings(never, never, never, never, never, following, store, never);
    await expect(drawings.draw(wanted)).rejects.toMatchObject({ status: 503, code: 'READ_MODELS_BEHIND' });
  });
});

describe('Days that are paid because of a notice (R30)', () => {
  const left = { departureDay: day('2020-04-10'), departureDayCounts: 1, noticeDate: day('2020-03-20') } as const;
  const row = (changes: Partial<PlacementRow>) =>
    chargeable({
      ...left,
      plannedLastDay: null,
      noticeLastPayableDay: day('2020-04-30'),
      evidence: {},
      ...changes,
    } as PlacementRow);

  it.each([
    ['from the day after the departure', { ruleRef: 'R30' }, '2020-04-10'],
    ['from the departure day, where it does not count', { ruleRef: 'R30', departureDayCounts: 0 }, '2020-04-09'],
    ['after a death', { ruleRef: 'Q1' }, '2020-04-10'],
    ['from the notice on, while nobody knows of a departure', { departureDay: null, ruleRef: null }, '2020-03-20'],
    ['never, when the stay ends with presence', { ruleRef: 'R35' }, undefined],
    ['never, when the agreed end comes first', { departureDay: null, plannedLastDay: day('2020-04-30') }, undefined],
  ] as const)('are told apart %s', (_, changes, after) => expect(row(changes).noticeAfter).toBe(after));

  it('name the rule on their lines, and no other days do', () => {
    const stay = { ...placement({ lastPayableDay: '2020-04-30' }), noticeAfter: day('2020-03-31') };
    const known = { placements: [stay], tariffs: [version('t', '2020-01-01', [base(100)])] };
    const closings = new Closings();
    const rules = (month: string, on: string) => linesOf(closings.close(month, on, known)).map((line) => line.rules);
    expect(rules('2020-03', '2020-04-01')).toEqual([expect.not.arrayContaining(['R30'])]);
    expect(rules('2020-04', '2020-05-01')).toEqual([expect.arrayContaining(['R30'])]);
  });
});
