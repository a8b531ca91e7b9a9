import { asDay } from '../../src/kernel/calendar';
import { calculatedPrice } from '../../src/calculations/cost-price.calculation';
import { asOre } from '../../src/kernel/money';
import { costsOf, earnedAt, levelsIn } from '../../src/market/market-budgets';
import { planMarket } from '../../src/market/market-plan';

const YEAR = 2026;
const RATE_BP = 9_650;
const offerings = planMarket([], 1, asDay('2026-11-21'), 2_000).offerings;
const lines = offerings.flatMap(({ lines: each, stays }) => each.map((line) => ({ line, stays })));

describe('Budgets of the demonstration market', () => {
  it('gives every level that is sold a place at least, and all levels together the places of the line', () => {
    for (const { line, stays } of lines) {
      const levels = levelsIn(line, stays, YEAR);
      const sold = stays.filter(({ firstDay }) => firstDay <= '2026-12-31').map(({ level }) => level);
      expect(sold.filter((level) => !levels.some((each) => each.level === level))).toEqual([]);
      expect(levels.reduce((sum, { places }) => sum + places, 0)).toBe(line.places);
      expect(levels.every(({ places }) => places > 0)).toBe(true);
    }
  });

  it('calculates the price that there is', () => {
    for (const { line, stays } of lines)
      for (const level of levelsIn(line, stays, YEAR)) {
        const span = { first: asDay(`${YEAR}-01-01`), last: asDay(`${YEAR}-12-31`), places: level.places };
        const { dayPriceOre } = calculatedPrice({
          year: YEAR,
          costs: costsOf(earnedAt(level, YEAR, RATE_BP)),
          otherIncome: [],
          regulation: [],
          capacity: [span],
          dayBasis: { kind: 'CALENDAR' },
          appliedBp: RATE_BP,
          tariffRoundingOre: asOre(100),
        });
        expect(dayPriceOre).toBe(level.priceOre);
      }
  });

  it('has nothing for a line that was not open all year', () => {
    const children = lines.filter(({ line }) => line.from > '2023-01-01');
    expect(children.length).toBeGreaterThan(0);
    for (const { line, stays } of children) expect(levelsIn(line, stays, 2023)).toEqual([]);
  });
});
