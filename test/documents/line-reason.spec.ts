import { asOre } from '../../src/kernel/money';
import { lineReason } from '../../src/documents/line-reason.calculation';
import { statementLine } from './lines';

describe('Why a line has its amount', () => {
  it('is its days at its price', () =>
    expect(lineReason(statementLine(), 'da')).toEqual({ formula: '31 døgn × 2.560,00 kr. = 79.360,00 kr.' }));

  it.each([
    ['SEL-104', '31 dage × ', '1 dag × '],
    ['SEL-107', '31 døgn × ', '1 døgn × '],
  ] as const)('counts what is held under %s by what its citizen has', (legalBasis, many, one) => {
    const of = (days: number) => lineReason(statementLine({ legalBasis, days, quantity: days * 100 }), 'da').formula;
    expect([of(31).startsWith(many), of(1).startsWith(one)]).toEqual([true, true]);
  });

  it('is an amount, and no days, where a dispute has ended with a credit (R38)', () => {
    const corrects = { statementId: '1082-751-2020-05' as never, line: 2 };
    const price = { unit: 'PIECE', priceOre: asOre(100_000), quantity: -100, days: 0 } as const;
    const line = statementLine({ ...price, kind: 'ADJUSTMENT', amountOre: asOre(-100_000), corrects });
    expect(lineReason(line, 'da')).toEqual({
      formula: '-1 stk. × 1.000,00 kr. = -1.000,00 kr.',
      corrects: 'Retter linje 2 i 1082-751-2020-05',
    });
    expect(lineReason(line, 'en').formula).toContain('-1 pcs × ');
  });
});
