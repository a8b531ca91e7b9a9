/**
 * CPR numbers (personnumre): ten digits, DDMMÅÅ and a serial number whose first digit gives the century. Known here
 * because two things must know them: the register of citizens, and every door where one must never come through.
 */

const FORM = /^(\d{2})(\d{2})(\d{2})[- ]?(\d{4})$/;
/** Replacement numbers (erstatningspersonnumre) have 60 added to the day. */
const REPLACEMENT_DAYS = 60;
const WEIGHTS = [4, 3, 2, 7, 6, 5, 4, 3, 2, 1] as const;

/** The ten digits of a number that has the right form and a date that exists; undefined for anything else. */
export const cprDigits = (text: unknown): string | undefined => {
  const found = typeof text === 'string' ? FORM.exec(text) : null;
  if (found === null) return undefined;
  const digits = found.slice(1).join('');
  return birthDayOf(digits) === undefined ? undefined : digits;
};

/** The day of birth that the ten digits give, `YYYY-MM-DD`; undefined when there is no such day. */
export const birthDayOf = (digits: string): string | undefined => {
  const written = Number(digits.slice(0, 2));
  const day = written > REPLACEMENT_DAYS ? written - REPLACEMENT_DAYS : written;
  const month = Number(digits.slice(2, 4));
  const year = yearOf(Number(digits.slice(4, 6)), Number(digits.charAt(6)));
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return undefined;
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
};

/** The century follows from the seventh digit and the year. */
const yearOf = (year: number, seventh: number): number => {
  if (seventh <= 3) return 1900 + year;
  if (seventh === 4 || seventh === 9) return year <= 36 ? 2000 + year : 1900 + year;
  return year <= 57 ? 2000 + year : 1800 + year;
};

const daysIn = (year: number, month: number): number => {
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === 2 ? (leap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
};

export const CPR_HINTS = ['MODULUS_11', 'BORN_IN_THE_FUTURE'] as const;
export type CprHint = (typeof CPR_HINTS)[number];

/**
 * What is odd about a number of the right form. Hints only: since 2007 numbers are given out that do not satisfy modulus
 * 11, and a day of birth that has not come shows a number made up for training.
 */
export const cprHints = (digits: string, today: string): readonly CprHint[] => {
  const sum = WEIGHTS.reduce((total, weight, at) => total + weight * Number(digits.charAt(at)), 0);
  return [
    ...(sum % 11 === 0 ? [] : (['MODULUS_11'] as const)),
    ...((birthDayOf(digits) ?? '') > today ? (['BORN_IN_THE_FUTURE'] as const) : []),
  ];
};

/** Between the parts of a number as people write it: nothing, or a blank, dot, slash or any kind of dash. */
const BREAK = String.raw`[\s./\-\u2010-\u2015\u2212]{0,3}`;
/** DDMMÅÅ-SSSS with a day and a month that can be, and no further digit on either side. */
const LOOKS_LIKE_ONE = new RegExp(
  String.raw`(?<!\d)(?:0[1-9]|[12]\d|3[01]|6[1-9]|[78]\d|9[01])${BREAK}(?:0[1-9]|1[0-2])${BREAK}\d{2}${BREAK}\d{4}(?!\d)`,
);
/** Ids and hashes, whose digits mean nothing: UUIDs, and hexadecimal or longer runs of digits. */
const IDS_AND_HASHES =
  /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|(?<![0-9a-z])(?:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64})(?![0-9a-z])/gi;
/** Characters that are not seen: soft hyphens, zero-width marks, marks of direction. */
const UNSEEN = /[\u00ad\u200b-\u200f\u2060\ufeff]/g;

/** Whether a text holds what looks like a CPR number, however it is spaced. Errs on the side of yes. */
export const looksLikeCpr = (text: string): boolean => {
  // Nearly every text has fewer than ten digits and is done here.
  if (text.length < 10) return false;
  const plain = text.normalize('NFKC').replace(UNSEEN, '');
  return LOOKS_LIKE_ONE.test(plain) && LOOKS_LIKE_ONE.test(plain.replace(IDS_AND_HASHES, ' '));
};
