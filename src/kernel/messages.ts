/** Sentences for people, Danish first. Each context keeps its own catalogue beside its rules. */

export const LANGUAGES = ['da', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** The same in each language. */
export type Said = Readonly<Record<Language, string>>;

/** What codes are called within a sentence, as they are called where one begins. */
export const beginning = <C extends string>(words: Readonly<Record<C, Said>>): Readonly<Record<C, Said>> =>
  Object.fromEntries(
    Object.entries<Said>(words).map(([code, { da, en }]) => [code, { da: capitalised(da), en: capitalised(en) }]),
  ) as Record<C, Said>;

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

export interface RefusalMessage {
  /** HTTP status: 409 the state does not allow it, 422 the request contradicts a rule, 403 not yours to do, 404 unseen. */
  readonly status: 403 | 404 | 409 | 412 | 422;
  readonly da: string;
  readonly en: string;
  /**
   * The field it is about, by its path in the body or the query; requests name the same thing differently, and the first
   * that a request has is meant. `{rule}` stands for a value of the refusal, and `components[code]` for the entry of a list
   * whose `code` is that value. A refusal that is about none of the fields of a request is about the whole of it.
   */
  readonly about?: readonly string[];
}

/** Refusal code → sentence. `{name}` stands for a value; days and amounts (`…Ore`) are written as the language does. */
export type RefusalCatalogue = Readonly<Record<string, RefusalMessage>>;

import { danishDay, isDay, isMonth, spokenMonth } from './calendar';
import { paragraph } from './legal-basis';
import { asOre, danishCount, danishKroner } from './money';

/** Smaller numbers can be years. */
const TOLD_APART_FROM = 10_000;

/** Values of a refusal that are codes of parties, by their names. */
const PARTIES: ReadonlySet<string> = new Set(['party', 'payer', 'buyer', 'operator', 'region']);

/** What a party is called; undefined for a code that nobody has. */
export type PartyNames = (code: string) => string | undefined;

/** Puts the values into a sentence: parties as Herning (657), days as dd.mm.åååå, months as marts 2020, large numbers as 50.000, paragraphs as SEL § 107, names ending in `Ore` as kroner. */
export const filledIn = (
  sentence: string,
  values: Readonly<Record<string, string | number>>,
  language: Language,
  nameOf: PartyNames = () => undefined,
): string =>
  sentence.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) return `{${name}}`;
    if (PARTIES.has(name)) return withCode(nameOf(String(value)), String(value));
    if (name.endsWith('Ore') && typeof value === 'number') return danishKroner(asOre(value));
    if (isDay(value)) return language === 'da' ? danishDay(value) : value;
    if (isMonth(value)) return spokenMonth(value, language);
    if (typeof value === 'number' && language === 'da' && Math.abs(value) >= TOLD_APART_FROM) return danishCount(value);
    return paragraph(String(value));
  });

const withCode = (name: string | undefined, code: string): string => (name === undefined ? code : `${name} (${code})`);
