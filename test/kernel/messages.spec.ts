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
});
