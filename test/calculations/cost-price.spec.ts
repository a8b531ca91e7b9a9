import fc from 'fast-check';
import { asDay } from '../../src/kernel/calendar';
import { asOre, lineAmount, type Ore } from '../../src/kernel/money';
import type { PlacesSpan } from '../../src/calculations/calculation.events';
import {
  budgetedRate,
  calculatedPrice,
  capacityDays,
  daysInYear,
  firstDayOfYear,
  lastDayOfYear,
  partTimePrices,
  type PriceGrounds,
  spansOf,
  twoPartDayPrice,
} from '../../src/calculations/cost-price.calculation';

const kroner = (amount: number): Ore => asOre(Math.round(amount * 100));

/** Domain.md §5.8: 24 places, 20 million kroner, 365 days, 95 %. */
const grounds = (change: Partial<PriceGrounds> = {}): PriceGrounds => ({
  year: 2023,
  costs: [{ category: 'DIRECT', part: 'BASE', amountOre: kroner(20_000_000) }],
  otherIncome: [],
  regulation: [],
  capacity: [{ first: asDay('2023-01-01'), last: asDay('2023-12-31'), places: 24 }],
  dayBasis: { kind: 'CALENDAR' },
  appliedBp: 9_500,
  tariffRoundingOre: asOre(100),
  ...change,
});
const unrounded = asOre(1);

describe('The price of a day (R10), domain.md §5.8', () => {
  it('is 2.403 kr. for 24 places, 20 million kroner and 95 %', () =>
    expect(calculatedPrice(grounds())).toEqual({
      netBaseOre: kroner(20_000_000),
      regulationOre: 0,
      serviceOre: 0,
      capacityDays: 8_760,
      paidDays: 832_200,
      dayPriceOre: kroner(2_403),
      regulationShareOre: 0,
    }));

  it('is 2.403,27 kr. before it is rounded to whole kroner (R17)', () =>
    expect(calculatedPrice(grounds({ tariffRoundingOre: unrounded })).dayPriceOre).toBe(kroner(2_403.27)));

  it('falls by 82,34 kr. a day for a surplus of 685.200 kr. two years before (R22)', () => {
    const price = calculatedPrice(
      grounds({ regulation: [{ originYear: 2021, amountOre: kroner(-685_200) }], tariffRoundingOre: unrounded }),
    );
    expect(price.regulationShareOre).toBe(kroner(-82.34));
    expect(price.dayPriceOre).toBe(kroner(2_403.27 - 82.34));
  });

  it('takes other income off, and adds every category of cost', () => {
    const costs = [
      { category: 'DIRECT', part: 'BASE', amountOre: kroner(17_000_000) },
      { category: 'OVERHEAD', part: 'BASE', amountOre: kroner(2_500_000) },
      { category: 'DEPRECIATION', part: 'BASE', amountOre: kroner(700_000) },
    ] as const;
    const otherIncome = [{ amountOre: kroner(200_000) }];
    expect(calculatedPrice(grounds({ costs, otherIncome })).dayPriceOre).toBe(kroner(2_403));
  });

  it.each([
    ['a leap year has a day more', { year: 2024, capacity: wholeYear(2024, 24) }, 8_784],
    [
      'a place more for half a year is half a place',
      {
        capacity: [
          { first: asDay('2023-01-01'), last: asDay('2023-06-30'), places: 24 },
          { first: asDay('2023-07-01'), last: asDay('2023-12-31'), places: 25 },
        ],
      },
      8_760 + 184,
    ],
  ] as const)('%s', (_, change, expected) => expect(calculatedPrice(grounds(change)).capacityDays).toBe(expected));

  it.each([
    ['FIXED_365', undefined, 2024, 365],
    ['OPENING_DAYS', 240, 2023, 240],
    ['CALENDAR', undefined, 2024, 366],
  ] as const)('is spread over the days of its basis %s (R11)', (kind, days, year, expected) => {
    const dayBasis = { kind, ...(days === undefined ? {} : { days }) };
    const price = calculatedPrice(grounds({ year, capacity: wholeYear(year, 1), dayBasis, appliedBp: 10_000 }));
    expect(price.paidDays).toBe(expected * 100);
  });
});

function wholeYear(year: number, places: number): PlacesSpan[] {
  return [{ first: firstDayOfYear(year), last: lastDayOfYear(year), places }];
}

describe('Budgeted occupancy (R12)', () => {
  const history = (...rates: number[]) =>
    rates.map((rateBp, at) => ({ year: 2020 + at, rateBp, origin: 'STATED' as const }));

  it.each([
    ['is the mean of two years', [9_589, 9_700], 9_500, 9_645],
    ['is never below the band', [9_000, 9_200], 9_500, 9_500],
    ['is lower for short stays', [9_000, 9_200], 9_000, 9_100],
    ['is never above all places', [10_600, 10_900], 9_500, 10_000],
    ['rounds half a hundredth up', [9_500, 9_501], 9_000, 9_501],
  ])('%s', (_, rates, minBp, expected) => expect(budgetedRate(history(...rates), { minBp })).toBe(expected));

  it('is nothing without history', () => expect(budgetedRate([], { minBp: 9_500 })).toBeUndefined());
});

describe('Two-part tariffs (R15), domain.md §5.5', () => {
  it('are 4.192,00 kr. a day for 3.187,00 and 2,5 hours at 402,00', () => {
    expect(twoPartDayPrice(kroner(3_187), kroner(402), 250)).toBe(kroner(4_192));
    expect(30 * twoPartDayPrice(kroner(3_187), kroner(402), 250)).toBe(kroner(125_760));
  });

  it('have an hour price from the service costs and their hours', () => {
    const costs = [
      { category: 'DIRECT', part: 'BASE', amountOre: kroner(20_000_000) },
      { category: 'DIRECT', part: 'SERVICE', amountOre: kroner(402_000) },
    ] as const;
    const price = calculatedPrice(grounds({ costs, serviceHours: 100_000 }));
    expect(price).toMatchObject({ dayPriceOre: kroner(2_403), serviceOre: kroner(402_000), hourPriceOre: kroner(402) });
  });
});

describe('Part-time places (R16), domain.md §5.4', () => {
  const factors = [
    { daysPerWeek: 2, factorBp: 6_000 },
    { daysPerWeek: 3, factorBp: 8_500 },
    { daysPerWeek: 5, factorBp: 10_000 },
  ];

  it('cost 169.287,00, 239.823,25 and 282.145,00 kr. a year at 773 kr. a day', () => {
    const prices = partTimePrices(kroner(773), 365, factors);
    expect(prices.map(({ yearOre }) => yearOre)).toEqual([169_287, 239_823.25, 282_145].map(kroner));
    // 239.823,25 over 156 attended days.
    expect(prices[1]?.perAttendedDayOre).toBe(kroner(1_537.33));
  });

  it('cost in a year what their days cost when they are billed', () =>
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), fc.integer({ min: 1, max: 10_000 }), (price, factorBp) => {
        const [part] = partTimePrices(asOre(price), 365, [{ daysPerWeek: 3, factorBp }]);
        expect(part?.yearOre).toBe(lineAmount(asOre(price), 36_500, factorBp));
      }),
    ));
});

describe('A calculated price, whatever its budget', () => {
  const spans = fc
    .array(fc.integer({ min: 0, max: 60 }), { minLength: 365, maxLength: 365 })
    .map((places) => spansOf(places, asDay('2023-01-01')))
    .filter((all) => capacityDays(all) > 0);

  it('earns the budget again, to the nearest half unit a paid day', () =>
    fc.assert(
      fc.property(
        spans,
        fc.integer({ min: 0, max: 10_000_000_000 }),
        fc.integer({ min: -100_000_000, max: 100_000_000 }),
        fc.integer({ min: 1, max: 10_000 }),
        fc.constantFrom(1, 100, 500),
        (capacity, cost, regulation, appliedBp, unit) => {
          const price = calculatedPrice(
            grounds({
              costs: [{ category: 'DIRECT', part: 'BASE', amountOre: asOre(cost) }],
              regulation: [{ originYear: 2021, amountOre: asOre(regulation) }],
              capacity,
              appliedBp,
              tariffRoundingOre: asOre(unit),
            }),
          );
          // Exact in whole numbers: revenue × 10,000 against (budget × 10,000), half a unit a paid day at most apart.
          const paid = BigInt(price.capacityDays) * BigInt(appliedBp);
          const apart = BigInt(price.dayPriceOre) * paid - BigInt(cost + regulation) * 10_000n;
          expect((apart < 0n ? -apart : apart) * 2n <= BigInt(unit) * paid).toBe(true);
          expect(price.dayPriceOre % unit).toBe(price.dayPriceOre < 0 ? -0 : 0);
        },
      ),
      { numRuns: 60 },
    ));

  it('counts every day of every span once', () =>
    fc.assert(
      fc.property(
        fc.integer({ min: 2019, max: 2032 }).chain((year) =>
          fc.record({
            year: fc.constant(year),
            places: fc.array(fc.integer({ min: 0, max: 5 }), {
              minLength: daysInYear(year),
              maxLength: daysInYear(year),
            }),
          }),
        ),
        ({ year, places }) =>
          expect(capacityDays(spansOf(places, firstDayOfYear(year)))).toBe(
            places.reduce((all, count) => all + count, 0),
          ),
      ),
      { numRuns: 40 },
    ));
});
