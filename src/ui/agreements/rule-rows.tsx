import type { VNode } from 'preact';
import { RULE_WORDS } from '../../agreements/rule.words';
import { LEGAL_BASIS_CODES } from '../../kernel/legal-basis';
import type { Language } from '../../kernel/messages';
import type { TypedForm } from '../../platform/http/form-body';
import { Checkbox, type Choice, Select, TextInput } from '../components/form';
import { typedText } from '../components/previewed';
import { useVisit } from '../frame/visit';
import { paragraphWithName } from '../frame/words';
import { type ListedRule, RATES } from './typed-rules';

/** Rows with nothing in them at the end of each list, for what is added. */
const BLANK_ROWS = 2;

type List = ListedRule | typeof RATES;

const FIELDS: Readonly<Record<List, readonly string[]>> = {
  [RATES]: ['year', 'rateBp'],
  partTimeFactors: ['daysPerWeek', 'factorBp'],
  noticeMonthsExceptions: ['legalBasis', 'months'],
  countDepartureDayExceptions: ['legalBasis', 'counted'],
};

const WORDS = {
  da: {
    rates: 'Pris- og lønfremskrivning (R19)',
    hints: {
      indexation: 'Ét år i hver række, i rækkefølge efter loftets år.',
      partTimeFactors: 'Del af prisen for en hel plads, for hvert antal dage om ugen (R16).',
      noticeMonthsExceptions: 'Paragraffer med et andet varsel (R30). Måneder ud over den løbende; -1: intet varsel.',
      countDepartureDayExceptions: 'Paragraffer, hvor afrejsedagen regnes anderledes (R35).',
    },
    year: 'År',
    rateBp: 'Sats',
    daysPerWeek: 'Dage om ugen',
    factorBp: 'Del af en hel plads',
    legalBasis: 'Paragraf',
    months: 'Varsel',
    monthsUnit: 'mdr.',
    counted: 'Afrejsedagen',
    paid: 'Betales',
    unpaid: 'Betales ikke',
    choose: 'Vælg',
    remove: 'Fjern rækken',
  },
  en: {
    rates: 'Price and wage rates (R19)',
    hints: {
      indexation: 'One year in each row, in order after the year of the cap.',
      partTimeFactors: 'Part of the price of a full place, for each number of days a week (R16).',
      noticeMonthsExceptions: 'Paragraphs with another notice (R30). Months beyond the running one; -1: no notice.',
      countDepartureDayExceptions: 'Paragraphs where the day of departure counts otherwise (R35).',
    },
    year: 'Year',
    rateBp: 'Rate',
    daysPerWeek: 'Days a week',
    factorBp: 'Part of a full place',
    legalBasis: 'Paragraph',
    months: 'Notice',
    monthsUnit: 'months',
    counted: 'Day of departure',
    paid: 'Is paid',
    unpaid: 'Is not paid',
    choose: 'Choose',
    remove: 'Take the row out',
  },
};

const nameOf = (list: List, language: Language): string =>
  list === RATES ? WORDS[language].rates : RULE_WORDS[list][language];

const isFilled = (typed: TypedForm, list: List, at: number): boolean =>
  FIELDS[list].some((field) => typedText(typed, `${list}.${at}.${field}`) !== '');

/** As many rows as were typed, and some more. */
const rowsOf = (typed: TypedForm, list: List): readonly number[] => {
  const used = Object.keys(typed).flatMap((field) => {
    const [name, at = ''] = field.split('.');
    return name === list && /^\d{1,3}$/.test(at) && isFilled(typed, list, Number(at)) ? [Number(at)] : [];
  });
  return Array.from({ length: Math.max(-1, ...used) + 1 + BLANK_ROWS }, (_, at) => at);
};

/** What each field of the rows is called in the summary of what is wrong. */
export const rowLabels = (typed: TypedForm, language: Language): Readonly<Record<string, string>> => {
  const words = WORDS[language];
  return Object.fromEntries(
    (Object.keys(FIELDS) as List[]).flatMap((list) =>
      rowsOf(typed, list).flatMap((at) =>
        FIELDS[list].map((field) => [
          `${list}.${at}.${field}`,
          `${nameOf(list, language)}, ${at + 1}: ${words[field as 'year'].toLowerCase()}`,
        ]),
      ),
    ),
  );
};

/** A list of the agreement, one row for each entry, with empty ones to add more. */
export const RuleRows = ({ list, typed }: { list: List; typed: TypedForm }): VNode => {
  const { language } = useVisit();
  const words = WORDS[language];
  const name = nameOf(list, language);
  return (
    <fieldset class="tariff-parts">
      <legend class="form-label">{name}</legend>
      <p class="form-hint">{words.hints[list]}</p>
      {rowsOf(typed, list).map((at) => (
        <fieldset class="tariff-part rule-row">
          <legend class="sr-only">{`${name} ${at + 1}`}</legend>
          <Row list={list} at={at} />
          {isFilled(typed, list, at) && <Checkbox name={`${list}.${at}.remove`} label={words.remove} />}
        </fieldset>
      ))}
    </fieldset>
  );
};

const Row = ({ list, at }: { list: List; at: number }): VNode => {
  const words = WORDS[useVisit().language];
  const named = (field: Exclude<keyof typeof words, 'hints'>) => ({
    name: `${list}.${at}.${field}`,
    label: words[field],
    optional: true,
    unmarked: true,
  });
  switch (list) {
    case RATES:
      return (
        <>
          <TextInput {...named('year')} inputMode="numeric" />
          <TextInput {...named('rateBp')} suffix="%" inputMode="decimal" />
        </>
      );
    case 'partTimeFactors':
      return (
        <>
          <TextInput {...named('daysPerWeek')} inputMode="numeric" />
          <TextInput {...named('factorBp')} suffix="%" inputMode="decimal" />
        </>
      );
    case 'noticeMonthsExceptions':
      return (
        <>
          <Select {...named('legalBasis')} none={words.choose} choices={PARAGRAPHS} />
          <TextInput {...named('months')} suffix={words.monthsUnit} />
        </>
      );
    case 'countDepartureDayExceptions':
      return (
        <>
          <Select {...named('legalBasis')} none={words.choose} choices={PARAGRAPHS} />
          <Select
            {...named('counted')}
            none={words.choose}
            choices={[
              { value: 'true', text: words.paid },
              { value: 'false', text: words.unpaid },
            ]}
          />
        </>
      );
  }
};

const PARAGRAPHS: readonly Choice[] = LEGAL_BASIS_CODES.map((code) => ({ value: code, text: paragraphWithName(code) }));
