import fc from 'fast-check';
import {
  asOre,
  danishAmount,
  danishKroner,
  lineAmount,
  roundedRatio,
  roundedTo,
  sharesOf,
  sumOre,
} from '../../src/kernel/money';

const amounts = fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }).map(asOre);

describe('Rounding', () => {
  it.each([
    [5n, 10n, 1],
    [-5n, 10n, -1],
    [4n, 10n, 0],
    [15n, 10n, 2],
    [-15n, 10n, -2],
    [14n, 10n, 1],
  ])('takes %p/%p to %p: half away from zero', (numerator, denominator, expected) =>
    expect(roundedRatio(numerator, denominator)).toBe(expected),
  );

  it('takes back exactly what it charged', () =>
    fc.assert(
      fc.property(fc.bigInt(-(10n ** 12n), 10n ** 12n), fc.bigInt(1n, 10n ** 6n), (numerator, denominator) => {
        expect(roundedRatio(-numerator, denominator) + roundedRatio(numerator, denominator)).toBe(0);
      }),
    ));

  it('brings day tariffs to whole kroner (R17)', () => {
    expect(roundedTo(asOre(240_327), asOre(100))).toBe(240_300);
    expect(roundedTo(asOre(240_350), asOre(100))).toBe(240_400);
  });
});

describe('The amount of a line', () => {
  it('is price times days: 22 days at 2.560,00 are 56.320,00 (R36)', () =>
    expect(lineAmount(asOre(256_000), 2_200)).toBe(5_632_000));

  it('is a part of it for part-time places: 85 % of 365 days at 773,00 are 239.823,25 (R16)', () =>
    expect(lineAmount(asOre(77_300), 36_500, 8_500)).toBe(23_982_325));

  it('counts hours with two decimals: 2,5 hours at 402,00 are 1.005,00 (R15)', () =>
    expect(lineAmount(asOre(40_200), 250)).toBe(100_500));

  it('equals the exact fraction, rounded once, at any size', () =>
    fc.assert(
      fc.property(
        amounts,
        fc.integer({ min: -100_000, max: 100_000 }),
        fc.integer({ min: 0, max: 10_000 }),
        (price, quantity, factor) => {
          expect(lineAmount(price, quantity, factor)).toBe(
            asOre(roundedRatio(BigInt(price) * BigInt(quantity) * BigInt(factor), 1_000_000n)),
          );
        },
      ),
    ));
});

describe('Shares by key (R40)', () => {
  it('sum to the total exactly, and none is a whole øre from its part', () =>
    fc.assert(
      fc.property(
        amounts,
        fc
          .array(fc.integer({ min: 0, max: 300_000 }), { minLength: 1, maxLength: 98 })
          .filter((keys) => keys.some((key) => key > 0)),
        (total, keys) => {
          const shares = sharesOf(total, keys);
          expect(sumOre(shares)).toBe(total);
          const sum = keys.reduce((all, key) => all + key, 0);
          shares.forEach((share, at) => expect(Math.abs(share - (total * (keys[at] as number)) / sum)).toBeLessThan(1));
        },
      ),
    ));

  it('refuses keys that cannot share anything', () => {
    expect(() => sharesOf(asOre(1), [0, 0])).toThrow(RangeError);
    expect(() => sharesOf(asOre(1), [1, -1])).toThrow(RangeError);
  });
});

describe('Amounts for people', () => {
  it.each([
    [0, '0,00'],
    [5, '0,05'],
    [-5, '-0,05'],
    [123_456, '1.234,56'],
    [21_248_000, '212.480,00'],
    [-2_816_000, '-28.160,00'],
    [123_456_789_012, '1.234.567.890,12'],
  ])('writes %p øre as %p', (ore, text) => expect(danishAmount(asOre(ore))).toBe(text));

  it('adds the unit', () => expect(danishKroner(asOre(256_000))).toBe('2.560,00 kr.'));

  it.each([1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])('takes %p for no amount', (value) =>
    expect(() => asOre(value)).toThrow(RangeError),
  );
});
