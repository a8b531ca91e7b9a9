import type { ComponentChildren, VNode } from 'preact';
import type { ProvenanceTag } from '../../agreements/agreement.events';
import { PROVENANCE_WORDS } from '../../agreements/provenance-words';
import { RULE_WORDS } from '../../agreements/rule.words';
import { DayInput, Form, Select, TextInput } from '../components/form';
import type { FormState } from '../frame/forms';
import { typedText } from '../components/previewed';
import { isShare, PLAIN_RULES, type PlainRule, RATES } from './typed-rules';
import { useVisit } from '../frame/visit';
import { REASON_LABEL, ReasonField } from '../components/reason-field';

/** Rows without a rate at the end, for years that are added. */
const BLANK_RATES = 2;

/** Where what a secretariat changes can be known from; the other tags are about how Pladsbog came by its own defaults. */
const ORIGINS: readonly ProvenanceTag[] = ['READ', 'KNOW', 'DESIGN'];

const WORDS = {
  da: {
    from: 'De nye regler gælder fra',
    groups: { tariffs: 'Takster', purchase: 'Køb og ophør', payment: 'Betaling' },
    days: 'dage',
    months: 'måneder',
    percent: '%',
    notice: 'Måneder ud over den løbende; -1: intet varsel.',
    baseYear: 'Takstloft: priserne i året (R19)',
    baseYearHint: 'Tomt: intet loft.',
    rates: 'Pris- og lønfremskrivning',
    ratesHint: 'Ét år i hver række, i rækkefølge efter loftets år.',
    year: (row: number) => `Fremskrivning ${row}: år`,
    rate: (row: number) => `Fremskrivning ${row}: sats`,
    yearShort: 'År',
    rateShort: 'Sats',
    why: 'Hvorfor',
    origin: 'Hvor det ændrede er kendt fra',
    originHint: 'Vises ved de regler, der får en ny værdi. De andre beholder deres.',
    choose: 'Vælg',
    submit: 'Ændr reglerne',
  },
  en: {
    from: 'The new rules hold from',
    groups: { tariffs: 'Tariffs', purchase: 'Purchase and end', payment: 'Payment' },
    days: 'days',
    months: 'months',
    percent: '%',
    notice: 'Months beyond the running one; -1: no notice.',
    baseYear: 'Cap on tariffs: the prices of the year (R19)',
    baseYearHint: 'Empty: no cap.',
    rates: 'Price and wage rates',
    ratesHint: 'One year in each row, in order after the year of the cap.',
    year: (row: number) => `Rate ${row}: year`,
    rate: (row: number) => `Rate ${row}: rate`,
    yearShort: 'Year',
    rateShort: 'Rate',
    why: 'Why',
    origin: 'Where the changes are known from',
    originHint: 'Shown with the rules that get a new value. The others keep theirs.',
    choose: 'Choose',
    submit: 'Change the rules',
  },
};

const GROUPS: Readonly<Record<keyof (typeof WORDS)['da']['groups'], readonly PlainRule[]>> = {
  tariffs: ['tariffNoticeMonths', 'occupancyMinBp', 'occupancyMinShortStayBp', 'occupancyRecommendedMaxBp'],
  purchase: ['reservationDays', 'reservationDaysMax', 'noticeMonths', 'noticeMonthsOnDeath'],
  payment: ['dueDays', 'minDueDays', 'claimLimitMonths'],
};

/** As many rows as were typed, and some more. */
const rateRows = (typed: FormState['typed']): readonly number[] => {
  const used = Object.keys(typed).flatMap((field) => /^indexation\.(\d{1,2})\./.exec(field)?.[1] ?? []);
  const filled = used.filter(
    (row) => typedText(typed, `${RATES}.${row}.year`) + typedText(typed, `${RATES}.${row}.rateBp`),
  );
  const count = Math.max(-1, ...filled.map(Number)) + 1 + BLANK_RATES;
  return Array.from({ length: count }, (_, at) => at);
};

/** The rules that are one number each, and the cap, with what they say now. */
export const RulesForm = ({ action, state }: { action: string; state: FormState }): VNode => {
  const { language } = useVisit();
  const words = WORDS[language];
  const rows = rateRows(state.typed);
  const labels = {
    from: words.from,
    baseYear: words.baseYear,
    origin: words.origin,
    reason: REASON_LABEL[language],
    ...Object.fromEntries(PLAIN_RULES.map((rule) => [rule, RULE_WORDS[rule][language]])),
    ...Object.fromEntries(
      rows.flatMap((at) => [
        [`${RATES}.${at}.year`, words.year(at + 1)],
        [`${RATES}.${at}.rateBp`, words.rate(at + 1)],
      ]),
    ),
  };
  return (
    <Form
      id="rules"
      action={action}
      state={state}
      labels={labels}
      hidden={{ filledInOn: typedText(state.typed, 'filledInOn') }}
      submit={words.submit}
    >
      <DayInput name="from" label={words.from} />
      <Plain group="tariffs">
        <TextInput
          name="baseYear"
          label={words.baseYear}
          hint={words.baseYearHint}
          inputMode="numeric"
          optional
          unmarked
        />
      </Plain>
      <fieldset class="tariff-parts">
        <legend class="form-label">{words.rates}</legend>
        <p class="form-hint">{words.ratesHint}</p>
        {rows.map((at) => (
          <fieldset class="tariff-part rate">
            <legend class="sr-only">{`${words.rates} ${at + 1}`}</legend>
            <TextInput name={`${RATES}.${at}.year`} label={words.yearShort} inputMode="numeric" optional unmarked />
            <TextInput
              name={`${RATES}.${at}.rateBp`}
              label={words.rateShort}
              suffix={words.percent}
              inputMode="decimal"
              optional
              unmarked
            />
          </fieldset>
        ))}
      </fieldset>
      <Plain group="purchase" />
      <Plain group="payment" />
      <h2>{words.why}</h2>
      <Select
        name="origin"
        label={words.origin}
        hint={words.originHint}
        none={words.choose}
        choices={ORIGINS.map((tag) => ({ value: tag, text: PROVENANCE_WORDS[tag][language] }))}
        value={typedText(state.typed, 'origin')}
      />
      <ReasonField />
    </Form>
  );
};

const Plain = ({ group, children }: { group: keyof typeof GROUPS; children?: ComponentChildren }): VNode => {
  const { language } = useVisit();
  const words = WORDS[language];
  const unit = (rule: PlainRule): string => {
    if (isShare(rule)) return words.percent;
    return rule.includes('Months') ? words.months : words.days;
  };
  return (
    <>
      <h2>{words.groups[group]}</h2>
      <div class="plain-rules">
        {GROUPS[group].map((rule) => (
          <TextInput
            name={rule}
            label={RULE_WORDS[rule][language]}
            {...(rule.startsWith('noticeMonths') ? { hint: words.notice } : {})}
            suffix={unit(rule)}
            inputMode={isShare(rule) ? 'decimal' : 'numeric'}
          />
        ))}
        {children}
      </div>
    </>
  );
};
