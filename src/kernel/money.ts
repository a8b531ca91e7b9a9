/** Money is whole øre in a safe integer: 90 trillion kroner fit, and no fraction ever does. */

declare const ore: unique symbol;
export type Ore = number & { readonly [ore]: true };

/** @throws RangeError when the number is not a whole, safe number of øre. */
export const asOre = (value: number): Ore => {
  if (!Number.isSafeInteger(value)) throw new RangeError(`Not a whole number of øre: ${value}`);
  return (value === 0 ? 0 : value) as Ore;
};

export const isOre = (value: unknown): value is Ore => Number.isSafeInteger(value);

/** @throws RangeError when the sum leaves the safe integers. */
export const sumOre = (amounts: Iterable<Ore>): Ore => {
  let total = 0;
  for (const amount of amounts) total += amount;
  return asOre(total);
};

/** Parts of a whole in 1/10,000 (basis points); 10,000 is all of it. */
export type BasisPoints = number;
export const WHOLE: BasisPoints = 10_000;

/**
 * The one rounding rule: numerator / denominator to the nearest whole, half away from zero, exact at any size (R36).
 * Symmetric, so that a credit takes back exactly what was charged.
 */
export const roundedRatio = (numerator: bigint, denominator: bigint): number => {
  if (denominator <= 0n) throw new RangeError('The denominator must be positive');
  const magnitude = numerator < 0n ? -numerator : numerator;
  const rounded = (2n * magnitude + denominator) / (2n * denominator);
  return Number(numerator < 0n ? -rounded : rounded);
};

/** Quantities are counted in hundredths (R36: hours have two decimals), so 83 days are 8,300. */
export type Hundredths = number;

/** price × quantity × part of a whole place, rounded once to øre (R16, R36). */
export const lineAmount = (price: Ore, quantity: Hundredths, factor: BasisPoints = WHOLE): Ore => {
  const product = price * quantity * factor;
  // Exact in doubles for any line a municipality will see; the exact path is for the rest.
  if (factor === WHOLE && quantity % 100 === 0) return asOre(price * (quantity / 100));
  if (Number.isSafeInteger(product) && product % 1_000_000 === 0) return asOre(product / 1_000_000);
  return asOre(roundedRatio(BigInt(price) * BigInt(quantity) * BigInt(factor), 1_000_000n));
};

/** Rounds to a whole multiple of `unit` øre, half away from zero: day tariffs are in whole kroner (R17). */
export const roundedTo = (amount: Ore, unit: Ore): Ore => asOre(roundedRatio(BigInt(amount), BigInt(unit)) * unit);

/**
 * Shares a total by keys so that the shares sum to it exactly: largest remainder, ties to the earlier key (R40).
 * @throws RangeError when no key is positive or one is negative or no integer.
 */
export const sharesOf = (total: Ore, keys: readonly number[]): Ore[] => {
  if (keys.some((key) => !Number.isSafeInteger(key) || key < 0))
    throw new RangeError('Keys are whole and not negative');
  const sum = keys.reduce((all, key) => all + BigInt(key), 0n);
  if (sum === 0n) throw new RangeError('At least one key must be positive');
  const sign = total < 0 ? -1 : 1;
  const magnitude = BigInt(Math.abs(total));
  const whole = keys.map((key) => (magnitude * BigInt(key)) / sum);
  const missing = Number(magnitude - whole.reduce((all, share) => all + share, 0n));
  const byRemainder = keys
    .map((key, at) => ({ at, remainder: (magnitude * BigInt(key)) % sum }))
    .sort((a, b) => (a.remainder === b.remainder ? a.at - b.at : a.remainder > b.remainder ? -1 : 1));
  const extra = new Set(byRemainder.slice(0, missing).map(({ at }) => at));
  return whole.map((share, at) => asOre(sign * (Number(share) + (extra.has(at) ? 1 : 0))));
};

/** A whole number with its thousands told apart: 10.000 */
export const danishCount = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, '.');

/** An amount as people in Denmark write it: 1.234,56 */
export const danishAmount = (amount: Ore): string => {
  const magnitude = Math.abs(amount);
  const kroner = danishCount(Math.floor(magnitude / 100));
  return `${amount < 0 ? '-' : ''}${kroner},${String(magnitude % 100).padStart(2, '0')}`;
};

/** An amount with its unit: 1.234,56 kr. */
export const danishKroner = (amount: Ore): string => `${danishAmount(amount)} kr.`;
