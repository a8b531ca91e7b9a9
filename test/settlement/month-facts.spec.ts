import { asMonth } from '../../src/kernel/calendar';
import { MonthDrawings } from '../../src/settlement/month-facts';
import { ruleText, RULES_WITH_TEXT } from '../../src/settlement/rule-texts';
import { day, region } from './history';

describe('Drawing a month', () => {
  const wanted = { operator: region, month: asMonth('2020-03'), issuedOn: day('2020-04-01'), state: { opened: false } };
  const store = { head: () => Promise.resolve(10) } as never;
  const never = undefined as never;

  it.each([
    ['behind', [{ name: 'place-book', position: 9 }]],
    ['missing', []],
  ])('is refused as 503 while a read model is %s, even when the runner calls itself ready', async (_, status) => {
    const following = { waitFor: () => Promise.resolve(true), status: () => status } as never;
    const drawings = new MonthDrawings(never, never, never, never, following, store);
    await expect(drawings.draw(wanted)).rejects.toMatchObject({ status: 503, code: 'READ_MODELS_BEHIND' });
  });
});

describe('The rules behind a line', () => {
  it.each(['R2', 'R6', 'R7', 'R15', 'R16', 'R17', 'R29', 'R35', 'R36', 'R38', 'R45'])('have a text for %s', (rule) => {
    expect(RULES_WITH_TEXT).toContain(rule);
    expect(ruleText(rule).provenance.length).toBeGreaterThan(0);
  });

  it('never show a default of ours as law', () => {
    expect(ruleText('R36').provenance).toEqual(['DESIGN']);
    expect(ruleText('R45').provenance).toEqual(['KNOW']);
  });
});
