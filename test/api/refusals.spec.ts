import { CONTEXTS } from '../../src/contexts';
import { platformRefusals } from '../../src/platform/commands/refusals';

const catalogues = [platformRefusals, ...CONTEXTS.map(({ refusals }) => refusals)];
const entries = catalogues.flatMap((catalogue) => Object.entries(catalogue));

describe('A refusal’s code', () => {
  it('says the same wherever it comes from, for the product has one catalogue in the end', () => {
    const byCode = Map.groupBy(entries, ([code]) => code);
    const different = [...byCode].filter(([, said]) => new Set(said.map(([, text]) => JSON.stringify(text))).size > 1);
    expect(different.map(([code, said]) => [code, said.map(([, { status, da }]) => `${status} ${da}`)])).toEqual([]);
  });

  it('is explained in whole sentences, in both languages with the same values', () => {
    const valuesIn = (sentence: string) => [...new Set(sentence.match(/\{\w+\}/g) ?? [])].sort();
    for (const [code, { da, en }] of entries) {
      expect([code, da]).toEqual([code, expect.stringMatching(/^[A-ZÆØÅ{].*\.$/s)]);
      expect([code, en]).toEqual([code, expect.stringMatching(/^[A-Z{].*\.$/s)]);
      expect([code, valuesIn(da)]).toEqual([code, valuesIn(en)]);
    }
  });
});
