import { type Day, danishDay, danishDayOf, isDay, type Month, spokenMonth } from '../../kernel/calendar';
import { legalBasis, type LegalBasisCode } from '../../kernel/legal-basis';
import type { Language } from '../../kernel/messages';
import type { BasisPoints } from '../../kernel/money';

/** How days, instants and shares are written for people. Amounts: `danishKroner` of the kernel. */
export { danishAmount, danishKroner } from '../../kernel/money';

/** dd.mm.åååå in Danish, ISO in English, where other orders of the parts would be read as other days. */
export const dayText = (day: Day, language: Language): string => (language === 'da' ? danishDay(day) : day);

export const dayOr = (day: Day | null | undefined, language: Language, otherwise = '–'): string =>
  day === null || day === undefined ? otherwise : dayText(day, language);

export const monthText = (month: Month, language: Language): string => spokenMonth(month, language);

/** An instant of the log, in Danish local time: 28.11.2026 kl. 14.05 */
export const instantText = (instant: string, language: Language): string => {
  const time = Temporal.Instant.from(instant).toZonedDateTimeISO('Europe/Copenhagen').toPlainTime();
  const [hour, minute] = [time.hour, time.minute].map((part) => String(part).padStart(2, '0'));
  const day = dayText(danishDayOf(instant), language);
  return language === 'da' ? `${day} kl. ${hour}.${minute}` : `${day} ${hour}:${minute}`;
};

/** A count with its thousands told apart: 10.000 */
export const countText = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, '.');

/** 9,800 basis points as 98,0 %; the sign never stands on a line of its own. */
export const shareText = (share: BasisPoints | null | undefined): string =>
  share === null || share === undefined ? '–' : `${(share / 100).toFixed(1).replace('.', ',')}\u00a0%`;

/** `SEL-107` as § 107, with its name where there is room. */
export const paragraphText = (code: LegalBasisCode): string => legalBasis(code).danish;

/** A text from a query as a day; undefined when it is none. */
export const dayIn = (text: string | null): Day | undefined => (isDay(text) ? text : undefined);
