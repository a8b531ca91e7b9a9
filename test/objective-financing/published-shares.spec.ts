import fc from 'fast-check';
import { asOre, sharesOf } from '../../src/kernel/money';
import { checkedPublication, type PublishedRow } from '../../src/objective-financing/published-shares.calculation';

const HALF_A_KRONE = 50;

/** As a table is published: in whole kroner. */
const published = (totalOre: number, figures: readonly number[]): PublishedRow[] =>
  sharesOf(asOre(totalOre), figures).map((ore, at) => ({
    name: `Kommune ${at + 1}`,
    figure: figures[at] ?? 0,
    amountOre: asOre(Math.round(ore / 100) * 100),
  }));

const verdictOn = (...asked: Parameters<typeof checkedPublication>) => {
  const verdict = checkedPublication(...asked);
  if (verdict === undefined) throw new Error('No verdict');
  return verdict;
};

const anyFigures = fc
  .array(fc.integer({ min: 100, max: 650_000 }), { minLength: 5, maxLength: 98 })
  .filter((all) => new Set(all).size > 2);

describe('A published table of shares', () => {
  it('that follows its key agrees, though each row is rounded to a krone', () => {
    fc.assert(
      fc.property(anyFigures, fc.integer({ min: 1_000_000, max: 10_000_000_000 }), (figures, totalOre) => {
        const verdict = verdictOn(published(totalOre, figures), HALF_A_KRONE, asOre(totalOre));
        expect(verdict).toMatchObject({ agrees: true, misfits: [], rows: figures.length });
      }),
    );
  });

  it('names the one row that does not fit, and no other, whichever it is', () => {
    fc.assert(
      fc.property(
        anyFigures,
        fc.integer({ min: 100_000_000, max: 10_000_000_000 }),
        fc.nat(),
        fc.integer({ min: 1_000, max: 10_000_000 }),
        fc.boolean(),
        (figures, totalOre, which, wrongBy, more) => {
          const rows = published(totalOre, figures);
          const at = which % rows.length;
          const row = rows[at] as PublishedRow;
          const amountOre = asOre(Math.max(0, row.amountOre + (more ? 1 : -1) * wrongBy));
          fc.pre(Math.abs(amountOre - row.amountOre) > 400);
          rows[at] = { ...row, amountOre };
          const verdict = verdictOn(rows, HALF_A_KRONE, asOre(totalOre));
          expect([verdict.agrees, verdict.misfits.map((misfit) => misfit.row)]).toEqual([false, [at + 1]]);
          const withoutTotal = verdictOn(rows, HALF_A_KRONE);
          if (!withoutTotal.ambiguous) expect(withoutTotal.misfits.map((misfit) => misfit.row)).toEqual([at + 1]);
          expect(Math.abs((verdict.misfits[0]?.expectedOre ?? 0) - row.amountOre)).toBeLessThanOrEqual(200_000);
        },
      ),
    );
  });

  it('says which, with what the key gives: 250.000 published for 100.000 inhabitants at 2 kr.', () => {
    const rows = [
      { name: 'Aarhus', figure: 350_000, amountOre: asOre(70_000_000) },
      { name: 'Herning', figure: 100_000, amountOre: asOre(25_000_000) },
      { name: 'Viborg', figure: 97_000, amountOre: asOre(19_400_000) },
      { name: 'Samsø', figure: 0, amountOre: asOre(0) },
    ];
    const verdict = verdictOn(rows, HALF_A_KRONE, asOre(109_400_000));
    expect(verdict).toMatchObject({
      agrees: false,
      totalDifferenceOre: 5_000_000,
      milliOrePerUnit: 200_000,
      misfits: [{ row: 2, name: 'Herning', expectedOre: 20_000_000, differenceOre: 5_000_000 }],
    });
    expect(verdict.misfits[0]?.da).toBe(
      'Række 2, Herning: 250.000,00 kr. passer ikke til nøglen 100000, som giver 200.000,00 kr.; forskellen er 50.000,00 kr.',
    );
  });

  it('in which one row alone weighs is ambiguous until a total decides', () => {
    const rows = [
      { name: 'A', figure: 1_000_000, amountOre: asOre(200_000_000) },
      { name: 'B', figure: 1_000_000, amountOre: asOre(200_001_000) },
      { name: 'C', figure: 100, amountOre: asOre(20_000) },
    ];
    expect(verdictOn(rows, HALF_A_KRONE)).toMatchObject({ agrees: false, ambiguous: true });
    expect(verdictOn(rows, HALF_A_KRONE, asOre(400_022_000)).misfits).toMatchObject([{ name: 'A' }]);
    expect(verdictOn(rows, HALF_A_KRONE, asOre(400_020_000)).misfits).toMatchObject([{ name: 'B' }]);
  });

  it('that fits its key but not its total does not agree, and no row is to blame', () => {
    const verdict = verdictOn(published(1_000_000, [1, 2, 3]), HALF_A_KRONE, asOre(1_100_000));
    expect(verdict).toMatchObject({ agrees: false, misfits: [] });
  });

  it('without any key names every row that claims something', () => {
    const rows = [{ name: 'A', figure: 0, amountOre: asOre(500) }];
    expect(verdictOn(rows, HALF_A_KRONE).misfits).toHaveLength(1);
  });

  it('has a verdict or none, whatever stands in it, and never a fault', () => {
    const anyRow = fc.record({
      name: fc.constant('X'),
      figure: fc.integer({ min: 0, max: 10_000_000 }),
      amountOre: fc.integer({ min: 0, max: 1_000_000_000_000 }).map(asOre),
    });
    fc.assert(
      fc.property(fc.array(anyRow, { minLength: 1, maxLength: 20 }), (rows) => {
        const verdict = checkedPublication(rows, HALF_A_KRONE);
        expect(verdict === undefined || Number.isSafeInteger(verdict.milliOrePerUnit)).toBe(true);
      }),
    );
    const dear = { name: 'X', figure: 1, amountOre: asOre(1_000_000_000_000) };
    const all = { name: 'Y', figure: 10_000_000, amountOre: asOre(0) };
    expect(checkedPublication([dear, dear, all], HALF_A_KRONE)).toBeUndefined();
  });
});
