/**
 * Days and months in Danish local time. A day is its ISO date: strings compare in order, are plain JSON, and no time
 * zone can move them (domain.md §4). Arithmetic is that of Temporal.PlainDate, which the tests hold it against.
 */

declare const day: unique symbol;
declare const month: unique symbol;

/** A calendar day, `YYYY-MM-DD`, between 1900 and 2199. */
export type Day = string & { readonly [day]: true };
/** A calendar month, `YYYY-MM`. */
export type Month = string & { readonly [month]: true };

/** Days from `first` to `last`, both included. An open end is `undefined`. */
export interface Period {
  readonly first: Day;
  readonly last?: Day;
}

const DAY_FORM = /^(?:19|20|21)\d{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/;
const MONTH_FORM = /^(?:19|20|21)\d{2}-(?:0[1-9]|1[0-2])$/;

export const isDay = (value: unknown): value is Day => {
  if (typeof value !== 'string' || !DAY_FORM.test(value)) return false;
  return Number(value.slice(8)) <= daysInMonthOf(Number(value.slice(0, 4)), Number(value.slice(5, 7)));
};

export const isMonth = (value: unknown): value is Month => typeof value === 'string' && MONTH_FORM.test(value);

/** @throws RangeError when the text is no day. For constants and for text that has been validated. */
export const asDay = (value: string): Day => {
  if (!isDay(value)) throw new RangeError(`Not a day: ${value}`);
  return value;
};

/** @throws RangeError when the text is no month. */
export const asMonth = (value: string): Month => {
  if (!isMonth(value)) throw new RangeError(`Not a month: ${value}`);
  return value;
};

/** Sorts after every day; only for comparisons with open ends, never stored. */
export const END_OF_TIME = '9999-12-31' as Day;

export const addDays = (value: Day, days: number): Day => dayOfNumber(dayNumber(value) + days);

/** Same day of a later month; past its end, the last day of that month (R2: 31 Jan + 1 month = 28/29 Feb). */
export const addMonths = (value: Day, months: number): Day => {
  const target = addToMonth(monthOf(value), months);
  return `${target}-${twoDigits(Math.min(Number(value.slice(8)), daysInMonth(target)))}` as Day;
};

export const monthOf = (value: Day): Month => value.slice(0, 7) as Month;
export const firstDayOf = (value: Month): Day => `${value}-01` as Day;
export const lastDayOf = (value: Month): Day => `${value}-${String(daysInMonth(value)).padStart(2, '0')}` as Day;
export const daysInMonth = (value: Month): number => daysInMonthOf(Number(value.slice(0, 4)), Number(value.slice(5)));

export const addToMonth = (value: Month, months: number): Month => {
  const count = Number(value.slice(0, 4)) * 12 + Number(value.slice(5)) - 1 + months;
  return `${Math.floor(count / 12)}-${String((count % 12) + 1).padStart(2, '0')}` as Month;
};

/** Months from one to another, both included, in order. */
export const monthsBetween = (first: Month, last: Month): Month[] => {
  const months: Month[] = [];
  for (let current = first; current <= last; current = addToMonth(current, 1)) months.push(current);
  return months;
};

const daysInMonthOf = (year: number, monthOfYear: number): number => {
  if (monthOfYear === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return monthOfYear === 4 || monthOfYear === 6 || monthOfYear === 9 || monthOfYear === 11 ? 30 : 31;
};

const MILLISECONDS_PER_DAY = 86_400_000;

/** Days since 1 January 1970; differences are whole days whatever the clock does in March and October. */
export const dayNumber = (value: Day): number =>
  Date.UTC(Number(value.slice(0, 4)), Number(value.slice(5, 7)) - 1, Number(value.slice(8, 10))) / MILLISECONDS_PER_DAY;

export const dayOfNumber = (days: number): Day => {
  // Civil from days: eras of 400 years that begin on 1 March, so that the leap day comes last. Temporal gives the same
  // (the property test says so) at twenty times the price, and settlement turns every period into days and back.
  const shifted = days + DAYS_TO_ERA_BEGINNING;
  const era = Math.floor(shifted / DAYS_PER_ERA);
  const dayOfEra = shifted - era * DAYS_PER_ERA;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1_460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const dayOfMonth = dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1;
  const monthOfYear = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  const year = yearOfEra + era * 400 + (monthOfYear <= 2 ? 1 : 0);
  return `${year}-${twoDigits(monthOfYear)}-${twoDigits(dayOfMonth)}` as Day;
};

/** From 1 March of year 0 to 1 January 1970. */
const DAYS_TO_ERA_BEGINNING = 719_468;
const DAYS_PER_ERA = 146_097;

const twoDigits = (value: number): string => (value < 10 ? `0${value}` : String(value));

/** Number of days from `first` to `last`, both included; 0 when `last` lies before `first` (R35). */
export const daysIn = (first: Day, last: Day): number => Math.max(0, dayNumber(last) - dayNumber(first) + 1);

export const earliest = (a: Day, b: Day): Day => (a < b ? a : b);
export const latest = (a: Day, b: Day): Day => (a > b ? a : b);
export const lastOf = (period: Period): Day => period.last ?? END_OF_TIME;
export const contains = (period: Period, value: Day): boolean => period.first <= value && value <= lastOf(period);
export const overlap = (a: Period, b: Period): boolean => a.first <= lastOf(b) && b.first <= lastOf(a);

/** A day as people in Denmark write it: dd.mm.åååå. */
export const danishDay = (value: Day): string => `${value.slice(8)}.${value.slice(5, 7)}.${value.slice(0, 4)}`;

/** The Danish local day of an instant (ISO 8601, UTC). */
export const danishDayOf = (instant: string): Day =>
  Temporal.Instant.from(instant).toZonedDateTimeISO('Europe/Copenhagen').toPlainDate().toString() as Day;

const MONTH_NAMES = {
  da: 'januar februar marts april maj juni juli august september oktober november december'.split(' '),
  en: 'January February March April May June July August September October November December'.split(' '),
} as const;

/** A month as people say it: marts 2020. */
export const spokenMonth = (value: Month, language: 'da' | 'en'): string =>
  `${MONTH_NAMES[language][Number(value.slice(5)) - 1] ?? ''} ${value.slice(0, 4)}`;
