import type { Day } from '../kernel/calendar';
import { danishDay, danishDayOf } from '../kernel/calendar';
import type { Language } from '../kernel/messages';
import { danishAmount, type Ore } from '../kernel/money';

/** Days and amounts as the reader of a document writes them: 1.234,56 kr. and dd.mm.åååå, or 1,234.56 and ISO days. */

export const writtenAmount = (amount: Ore, language: Language): string => {
  const danish = danishAmount(amount);
  return language === 'da' ? danish : danish.replace(/[.,]/g, (mark) => (mark === '.' ? ',' : '.'));
};

export const writtenKroner = (amount: Ore, language: Language): string =>
  language === 'da' ? `${writtenAmount(amount, 'da')} kr.` : `DKK ${writtenAmount(amount, 'en')}`;

export const writtenDay = (day: Day, language: Language): string => (language === 'da' ? danishDay(day) : day);

/** 2557 → 2.557 or 2,557 */
export const writtenCount = (count: number, language: Language): string =>
  String(count).replace(/\B(?=(\d{3})+$)/g, language === 'da' ? '.' : ',');

/** Hundredths as a number with as few decimals as it needs: 8,300 → 83, 250 → 2,50. */
export const writtenHundredths = (hundredths: number, language: Language): string =>
  hundredths % 100 === 0 ? String(hundredths / 100) : writtenAmount(hundredths as Ore, language);

/** To the second, in Danish local time: `05.03.2020 kl. 10.12.03` or `2020-03-05 10:12:03`. */
export const writtenInstant = (instant: string, language: Language): string => {
  const time = Temporal.Instant.from(instant)
    .toZonedDateTimeISO('Europe/Copenhagen')
    .toPlainTime()
    .toString({ smallestUnit: 'second' });
  const day = writtenDay(danishDayOf(instant), language);
  return language === 'da' ? `${day} kl. ${time.replaceAll(':', '.')}` : `${day} ${time}`;
};
