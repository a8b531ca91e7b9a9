import type { Ore } from '../kernel/money';
import type { TariffUnit } from '../tariffs/tariff.events';

/**
 * What a unit usually costs, in øre. The limits are wide of every price that was read (domain.md §6.3: days from 218 to
 * 8.297 kr., hours from 394 to 600 kr., months from 53.594 kr., kilometres under 10 kr.); outside them a person looks.
 */
const USUAL: Readonly<Record<TariffUnit, readonly [min: number, max: number]>> = {
  DAY: [5_000, 2_000_000],
  HOUR: [5_000, 300_000],
  MONTH: [500_000, 10_000_000],
  KM: [100, 5_000],
  PIECE: [0, 10_000_000],
};

export const unitAgainstPrice = (unit: TariffUnit, price: Ore): boolean => {
  const [min, max] = USUAL[unit];
  return price < min || price > max;
};

const NAMED: Readonly<Partial<Record<TariffUnit, RegExp>>> = {
  DAY: /(?:^|[^\p{L}])(?:døgntakst|dagtakst|pr\.? døgn|pr\.? dag)(?:[^\p{L}]|$)/iu,
  HOUR: /(?:^|[^\p{L}])(?:timetakst|pr\.? time)(?:[^\p{L}]|$)/iu,
  MONTH: /(?:^|[^\p{L}])(?:månedstakst|pr\.? md\.?|pr\.? måned)(?:[^\p{L}]|$)/iu,
};

/** "Døgntakst 2.262 kr." in a row whose unit is the month: one of the two is wrong (domain.md §6.3, Sorø). */
export const unitAgainstText = (unit: TariffUnit, texts: readonly string[]): boolean =>
  Object.entries(NAMED).some(([named, form]) => named !== unit && texts.some((text) => form.test(text))) &&
  !texts.some((text) => NAMED[unit]?.test(text) === true);
