import type { Day } from '../kernel/calendar';
import { danishDay } from '../kernel/calendar';
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

/** Hundredths as a number with as few decimals as it needs: 8,300 → 83, 250 → 2,50. */
export const writtenHundredths = (hundredths: number, language: Language): string =>
  hundredths % 100 === 0 ? String(hundredths / 100) : writtenAmount(hundredths as Ore, language);
