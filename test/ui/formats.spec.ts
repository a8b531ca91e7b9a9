import { asDay } from '../../src/kernel/calendar';
import { LEGAL_BASIS_CODES } from '../../src/kernel/legal-basis';
import { countText, dayText, instantText, shareText } from '../../src/ui/frame/formats';
import { addressOf, sameWith, type Visit } from '../../src/ui/frame/visit';
import { paragraph } from '../../src/ui/frame/words';

describe('What people read', () => {
  it('is a Danish day and time, and in English a day that nobody can turn around', () => {
    expect(dayText(asDay('2026-11-08'), 'da')).toBe('08.11.2026');
    expect(dayText(asDay('2026-11-08'), 'en')).toBe('2026-11-08');
    // Summer time: two hours before Copenhagen, and the day after.
    expect(instantText('2026-06-30T22:05:00.000Z', 'da')).toBe('01.07.2026 kl. 00.05');
    expect(instantText('2026-11-28T19:09:34.255Z', 'en')).toBe('2026-11-28 20:09');
  });

  it.each([
    [0, '0'],
    [999, '999'],
    [1_000, '1.000'],
    [1_234_567, '1.234.567'],
  ])('counts %d as %s', (count, text) => {
    expect(countText(count)).toBe(text);
  });

  it('writes shares with one decimal, and nothing where there is none', () => {
    expect([shareText(9_800), shareText(8_329), shareText(0), shareText(null)]).toEqual([
      '98,0\u00a0%',
      '83,3\u00a0%',
      '0,0\u00a0%',
      '–',
    ]);
  });

  it('names each paragraph in its law, once', () => {
    const names = LEGAL_BASIS_CODES.map(paragraph);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toEqual(expect.arrayContaining(['SEL § 107', 'SEL §§ 83-87', 'ABL § 105, stk. 2', 'BL § 43', 'VSU']));
  });
});

describe('An address', () => {
  const visit: Visit = {
    actor: undefined,
    language: 'da',
    path: '/places',
    query: new URLSearchParams('text=a%26b&sort=price&position=12&sprog=en'),
  };

  it('leaves out what is not there', () => {
    expect(addressOf('/places', { from: '2026-01-01', to: undefined, text: '' })).toBe('/places?from=2026-01-01');
    expect(addressOf('/places')).toBe('/places');
  });

  it('keeps the state of the page, but not what was written before, nor the choice of language', () => {
    expect(sameWith(visit, { sort: '-price' })).toBe('/places?text=a%26b&sort=-price');
    expect(sameWith(visit, { sort: undefined, text: undefined })).toBe('/places');
  });
});
