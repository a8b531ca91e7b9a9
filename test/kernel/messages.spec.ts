import { filledIn } from '../../src/kernel/messages';

describe('Sentences with values', () => {
  it.each([
    ['{day}', { day: '2026-10-09' }, '09.10.2026', '2026-10-09'],
    ['{month}', { month: '2026-10' }, 'oktober 2026', 'October 2026'],
    ['{maxOre}', { maxOre: 123_456_789 }, '1.234.567,89 kr.', '1.234.567,89 kr.'],
    ['{max} / {year}', { max: 50_000, year: 2026 }, '50.000 / 2026', '50000 / 2026'],
    ['{serviceLineId}', { serviceLineId: 'BL-62-2-4' }, 'BL § 62, stk. 2, nr. 4', 'BL § 62, stk. 2, nr. 4'],
    ['{missing}', {}, '{missing}', '{missing}'],
  ] as const)('write %s as people do', (sentence, values, da, en) => {
    expect([filledIn(sentence, values, 'da'), filledIn(sentence, values, 'en')]).toEqual([da, en]);
  });

  it('name parties, and leave a code that nobody has', () => {
    const names = (code: string) => (code === '657' ? 'Herning' : undefined);
    const said = (values: Readonly<Record<string, string>>) => filledIn('{payer} {note}', values, 'da', names);
    expect(said({ payer: '657', note: '657' })).toBe('Herning (657) 657');
    expect(said({ payer: '999', note: '' })).toBe('999 ');
  });
});
