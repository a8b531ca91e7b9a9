import fc from 'fast-check';
import { asOre } from '../../src/kernel/money';
import { changeTariff, correctTariff, tariffs, type TariffFactsGathered } from '../../src/tariffs/tariff.decider';
import type { TariffEvent } from '../../src/tariffs/tariff.events';
import { cappedPrice } from '../../src/tariffs/tariff-warnings.calculation';
import { fold, isRejection } from '../../src/kernel/decider';
import { base, change, changed, correct, day, facts, id, rules } from './tariff-market';

const warnings = (
  history: readonly TariffEvent[],
  overrides: Parameters<typeof change>[0],
  known: TariffFactsGathered = facts,
) => {
  const decision = changeTariff(change({ tariffId: id(9), ...overrides }), fold(tariffs, history), known);
  if (isRejection(decision)) throw new Error(decision.code);
  return decision.flatMap(({ data }) => data.warnings);
};
const of2022 = changed(1, '2020-01-01', 2_560);

describe('The tariff cap (R19)', () => {
  const in2024 = { validFrom: day('2024-01-01'), today: day('2023-05-01') };

  // 2,560.00 × 1.0315 × 1.0402 = 2,746.79…
  it('is the base year’s price times the rate of every later year', () => {
    expect(warnings([of2022], { ...in2024, components: [base(2_746)] })).toEqual([]);
    expect(warnings([of2022], { ...in2024, components: [base(2_747)] })).toEqual([
      { code: 'ABOVE_TARIFF_CAP', rule: 'R19', limitOre: 274_679, actualOre: 274_700 },
    ]);
  });

  it('counts only the rates up to the tariff’s own year', () =>
    expect(
      warnings([of2022], { validFrom: day('2023-06-01'), today: day('2023-01-01'), components: [base(2_641)] }),
    ).toEqual([{ code: 'ABOVE_TARIFF_CAP', rule: 'R19', limitOre: 264_064, actualOre: 264_100 }]));

  it('compares what is always charged by the day, packages too, and no supplements', () => {
    const packaged = { code: 'PAKKE', kind: 'SERVICE_PACKAGE', unit: 'DAY', priceOre: asOre(100_000) } as const;
    const supplement = { code: 'NATTEVAGT', kind: 'SUPPLEMENT', unit: 'DAY', priceOre: asOre(900_000) } as const;
    expect(warnings([of2022], { ...in2024, components: [base(1_746), packaged, supplement] })).toEqual([]);
    expect(warnings([of2022], { ...in2024, components: [base(1_747), packaged] })).toHaveLength(1);
  });

  it('rests on the price that the base year ended with, as corrected', () => {
    const wrong = changed(1, '2022-07-01', 9_000);
    const right = correctTariff(correct({ components: [base(2_560)] }), fold(tariffs, [wrong]), facts);
    if (isRejection(right)) throw new Error(right.code);
    expect(warnings([wrong, ...right], { ...in2024, components: [base(2_747)] })).toHaveLength(1);
    expect(warnings([wrong], { ...in2024, components: [base(2_747)] })).toHaveLength(0);
  });

  it('says nothing where the base year has no price, nor of the base year itself', () => {
    expect(warnings([], { ...in2024, components: [base(90_000)] })).toEqual([]);
    expect(
      warnings([of2022], { validFrom: day('2022-06-01'), today: day('2022-01-01'), components: [base(90_000)] }),
    ).toEqual([]);
  });

  it('never hinders: the price is recorded with the reason given', () => {
    const decision = changeTariff(
      change({ tariffId: id(9), ...in2024, components: [base(3_000)], capReason: 'LAW_CHANGE' }),
      fold(tariffs, [of2022]),
      facts,
    );
    expect(decision).toMatchObject([{ data: { capReason: 'LAW_CHANGE', warnings: [{ code: 'ABOVE_TARIFF_CAP' }] } }]);
  });

  it('is never off by a rounding: one øre above the exact product is above, the whole øre below is not', () => {
    const rate = fc.integer({ min: -5_000, max: 5_000 });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000_000 }), fc.array(rate, { maxLength: 12 }), (price, rates) => {
        const indexation = rates.map((rateBp, at) => ({ year: 2023 + at, rateBp }));
        const limit = BigInt(cappedPrice(asOre(price), { baseYear: 2022, indexation }, 2199));
        // limit ≤ price × Π(10,000 + rate) / 10,000ⁿ < limit + 1, multiplied out so that nothing is divided.
        const product = rates.reduce((all, rateBp) => all * BigInt(10_000 + rateBp), BigInt(price));
        const scale = 10_000n ** BigInt(rates.length);
        expect(limit * scale <= product && product < (limit + 1n) * scale).toBe(true);
      }),
    );
  });
});

describe('The other warnings', () => {
  const first = (overrides: Parameters<typeof change>[0], known = facts) =>
    warnings([], overrides, known).map(({ code }) => code);
  const respite = { ...facts, line: { shortStay: true } };

  it.each([
    [9_499, facts, ['OCCUPANCY_BELOW_BAND']],
    [9_500, facts, []],
    [9_800, facts, []],
    [9_801, facts, ['OCCUPANCY_ABOVE_RECOMMENDED']],
    [8_999, respite, ['OCCUPANCY_BELOW_BAND']],
    [9_000, respite, []],
  ])('follow the band of budgeted occupancy (R12): %d', (budgetedOccupancyBp, known, codes) =>
    expect(first({ budgetedOccupancyBp }, known)).toEqual(codes),
  );

  it('ask for whole kroner by the day, not by the hour (R17)', () => {
    const hour = { code: 'TIME', kind: 'SERVICE_HOUR', unit: 'HOUR', priceOre: asOre(39_376) } as const;
    expect(first({ components: [base(2_560), hour] })).toEqual([]);
    expect(first({ components: [base(2_560.5)] })).toEqual(['NOT_WHOLE_KRONER']);
  });

  it('ask for three months’ notice of a later version (Q12)', () => {
    const later = (validFrom: string) =>
      warnings([changed(1, '2023-05-01')], { validFrom: day(validFrom), today: day('2023-06-15') });
    expect(later('2023-09-14')).toEqual([{ code: 'SHORT_NOTICE', rule: 'Q12' }]);
    expect(later('2023-09-15')).toEqual([]);
  });

  it('are silent without an agreement, whose rules they are', () =>
    expect(first({ budgetedOccupancyBp: 1 }, { operator: facts.operator!, line: { shortStay: false } })).toEqual([]));

  it('rest on the rules they are given', () =>
    expect(
      first(
        { budgetedOccupancyBp: 9_000 },
        { ...facts, agreement: { ...facts.agreement!, rules: { ...rules, occupancyMinBp: 9_000 } } },
      ),
    ).toEqual([]));
});
