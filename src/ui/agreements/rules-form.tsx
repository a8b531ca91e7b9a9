import type { ComponentChildren, VNode } from 'preact';
import type { ProvenanceTag, RuleName } from '../../agreements/agreement.events';
import { PROVENANCE_WORDS } from '../../agreements/provenance-words';
import { RULE_WORDS } from '../../agreements/rule.words';
import { Checkbox, DayInput, Form, Select, TextInput } from '../components/form';
import { More } from '../components/notes';
import type { FormState } from '../frame/forms';
import { typedText } from '../components/previewed';
import { RuleRows, rowLabels } from './rule-rows';
import { confirmedField, isShare, PLAIN_RULES, type PlainRule, RATES } from './typed-rules';
import { useVisit } from '../frame/visit';
import { REASON_LABEL, ReasonField } from '../components/reason-field';

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
    confirmed: 'Regler, der står uændret, men nu er kendt fra det samme sted',
    stands: (rule: string) => `Bekræftet: ${rule}`,
    confirmedHint: 'Som når aftalens tekst er læst og siger det, der allerede står.',
    why: 'Hvorfor',
    origin: 'Hvor det ændrede er kendt fra',
    originHint: 'Vises ved de regler, der får en ny værdi. De andre beholder deres.',
    choose: 'Vælg',
    submit: 'Se, hvad det ændrer',
    again: 'Se igen',
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
    confirmed: 'Rules that stand unchanged, but are now known from the same place',
    stands: (rule: string) => `Confirmed: ${rule}`,
    confirmedHint: 'As when the text of the agreement has been read and says what stands already.',
    why: 'Why',
    origin: 'Where the changes are known from',
    originHint: 'Shown with the rules that get a new value. The others keep theirs.',
    choose: 'Choose',
    submit: 'See what it changes',
    again: 'See again',
  },
};

const GROUPS: Readonly<Record<keyof (typeof WORDS)['da']['groups'], readonly PlainRule[]>> = {
  tariffs: ['tariffNoticeMonths', 'occupancyMinBp', 'occupancyMinShortStayBp', 'occupancyRecommendedMaxBp'],
  purchase: ['reservationDays', 'reservationDaysMax', 'noticeMonths', 'noticeMonthsOnDeath'],
  payment: ['dueDays', 'minDueDays', 'claimLimitMonths'],
};

/** The rules that are one number each, those that are lists, and the cap, with what they say now. */
export const RulesForm = ({
  action,
  state,
  standing,
  previewed,
}: {
  /** Where it leads: the preview, which records nothing. */
  action: string;
  state: FormState;
  /** The rules that the agreement has. */
  standing: readonly RuleName[];
  previewed: boolean;
}): VNode => {
  const { language } = useVisit();
  const words = WORDS[language];
  const labels = {
    from: words.from,
    baseYear: words.baseYear,
    origin: words.origin,
    reason: REASON_LABEL[language],
    ...Object.fromEntries(PLAIN_RULES.map((rule) => [rule, RULE_WORDS[rule][language]])),
    ...rowLabels(state.typed, language),
  };
  return (
    <Form
      id="rules"
      action={action}
      state={state}
      labels={labels}
      hidden={{ filledInOn: typedText(state.typed, 'filledInOn') }}
      submit={previewed ? words.again : words.submit}
      tone={previewed ? 'secondary' : 'primary'}
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
      <RuleRows list={RATES} typed={state.typed} />
      <RuleRows list="partTimeFactors" typed={state.typed} />
      <Plain group="purchase" />
      <RuleRows list="noticeMonthsExceptions" typed={state.typed} />
      <RuleRows list="countDepartureDayExceptions" typed={state.typed} />
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
      <More summary={words.confirmed} open={standing.some((rule) => confirmedField(rule) in state.typed)}>
        <p>{words.confirmedHint}</p>
        <div class="boxes">
          {standing.map((rule) => (
            <Checkbox name={confirmedField(rule)} label={words.stands(RULE_WORDS[rule][language])} />
          ))}
        </div>
      </More>
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
