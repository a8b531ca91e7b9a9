import type { VNode } from 'preact';
import type { Revision } from '../../kernel/event';
import { CORRECTION_CAUSES, DISCHARGE_REASONS, type DischargeReason } from '../../placements/place-book.events';
import type { PlacementView } from '../../placements/placement.views';
import type { DeparturePreview } from '../../placements/preview-departure';
import type { TypedForm } from '../../platform/http/form-body';
import { DayInput, Form, Select } from '../components/form';
import { Facts, Figures } from '../components/notes';
import { Table } from '../components/table';
import { dayOr, dayText } from '../frame/formats';
import { type FormState, freshForm } from '../frame/forms';
import { lastDayRuleText } from './last-day';
import { PATHS } from '../frame/navigation';
import { useVisit, type Words } from '../frame/visit';
import { CORRECTION_WORDS, DISCHARGE_WORDS } from '../frame/words';

const WORDS = {
  da: {
    departureDay: 'Den dag, borgeren rejste',
    reason: 'Grund til udskrivningen',
    choose: 'Vælg',
    agreed: 'Aftalt sidste betalingsdag',
    agreedHint: 'Kun hvis parterne har aftalt en anden dag end den, reglerne giver.',
    cause: 'Hvad var forkert?',
    recorded: 'Sådan står udskrivningen nu',
    lastPaid: 'Sidste betalingsdag',
    rule: 'Følger af',
    notCounted: 'Afrejsedagen betales ikke (R35).',
    resale: 'Sælges pladsen igen før da, stopper betalingen (R30).',
    agreement: 'Rammeaftale',
    compared: 'Før og efter rettelsen',
    what: 'Oplysning',
    before: 'Før',
    after: 'Efter',
  },
  en: {
    departureDay: 'The day the citizen left',
    reason: 'Reason for the discharge',
    choose: 'Choose',
    agreed: 'Agreed last payable day',
    agreedHint: 'Only if the parties have agreed on another day than the rules give.',
    cause: 'What was wrong?',
    recorded: 'The discharge as it stands',
    lastPaid: 'Last payable day',
    rule: 'Follows from',
    notCounted: 'The day of departure is not paid (R35).',
    resale: 'If the place is sold again before then, payment stops (R30).',
    agreement: 'Framework agreement',
    compared: 'Before and after the correction',
    what: 'Detail',
    before: 'Before',
    after: 'After',
  },
} satisfies Words<Record<string, string>>;

/** When and why a citizen left; a correction also says what was wrong. */
export const EndForm = ({
  action,
  placement: { revision, departureDay, departureReason },
  state,
  submit,
  corrects = false,
}: {
  action: string;
  placement: PlacementView;
  state: FormState;
  submit: string;
  corrects?: boolean;
}): VNode => {
  const { language } = useVisit();
  const words = WORDS[language];
  const labels = {
    departureDay: words.departureDay,
    reason: words.reason,
    lastPayableDay: words.agreed,
    cause: words.cause,
  };
  return (
    <Form id="end" action={action} state={state} labels={labels} revision={revision} submit={submit}>
      <DayInput name="departureDay" label={labels.departureDay} value={departureDay ?? ''} />
      <Select
        name="reason"
        label={labels.reason}
        value={departureReason ?? ''}
        none={words.choose}
        choices={DISCHARGE_REASONS.map((reason) => ({ value: reason, text: DISCHARGE_WORDS[reason][language] }))}
      />
      <DayInput name="lastPayableDay" label={labels.lastPayableDay} hint={words.agreedHint} optional />
      {corrects && (
        <Select
          name="cause"
          label={labels.cause}
          none={words.choose}
          choices={CORRECTION_CAUSES.map((cause) => ({ value: cause, text: CORRECTION_WORDS[cause][language] }))}
        />
      )}
    </Form>
  );
};

export const RecordedEnd = ({
  placement: { departureDay, departureReason, lastPayableDay, ruleRef },
}: {
  placement: PlacementView;
}): VNode => {
  const { language } = useVisit();
  const words = WORDS[language];
  return (
    <>
      <h2>{words.recorded}</h2>
      <Facts
        entries={[
          { term: words.departureDay, value: dayOr(departureDay, language) },
          departureReason !== null && { term: words.reason, value: DISCHARGE_WORDS[departureReason][language] },
          { term: words.lastPaid, value: dayOr(lastPayableDay, language) },
          ruleRef !== null && { term: words.rule, value: lastDayRuleText(ruleRef, language) },
        ]}
      />
    </>
  );
};

/** The last payable day as it would be recorded, with its rule; beside what stands, where something does. */
export const EndPreview = ({
  preview: { departureDay, lastPayableDay, ruleRef, departureDayCounts, stopsOnResale, agreementId },
  agreement,
  reason,
  recorded,
}: {
  preview: DeparturePreview;
  agreement: string;
  reason: DischargeReason;
  recorded: PlacementView;
}): VNode => {
  const { language } = useVisit();
  const words = WORDS[language];
  const { departureReason } = recorded;
  const after = {
    [words.departureDay]: dayText(departureDay, language),
    [words.reason]: DISCHARGE_WORDS[reason][language],
    [words.lastPaid]: dayText(lastPayableDay, language),
    [words.rule]: lastDayRuleText(ruleRef, language),
  };
  const before: Readonly<Record<string, string>> = {
    [words.departureDay]: dayOr(recorded.departureDay, language),
    [words.reason]: departureReason === null ? '–' : DISCHARGE_WORDS[departureReason][language],
    [words.lastPaid]: dayOr(recorded.lastPayableDay, language),
    [words.rule]: recorded.ruleRef === null ? '–' : lastDayRuleText(recorded.ruleRef, language),
  };
  return (
    <>
      <Figures
        entries={[
          { term: words.departureDay, value: dayText(departureDay, language) },
          { term: words.lastPaid, value: dayText(lastPayableDay, language) },
          { term: words.agreement, value: <a href={`${PATHS.agreements}/${agreementId}`}>{agreement}</a> },
        ]}
      />
      <p>
        <strong>{words.rule}:</strong> {lastDayRuleText(ruleRef, language)}
      </p>
      {!departureDayCounts && <p>{words.notCounted}</p>}
      {stopsOnResale && <p>{words.resale}</p>}
      {recorded.departureDay !== null && (
        <Table
          caption={words.compared}
          rows={Object.entries(after)}
          columns={[
            { title: words.what, heads: true, cell: ([term]) => term },
            { title: words.before, cell: ([term]) => before[term] },
            { title: words.after, cell: ([, value]) => value },
          ]}
        />
      )}
    </>
  );
};

/** What was looked at, sent on as it was. */
export const SentOn = ({
  form,
  action,
  revision,
  submit,
}: {
  form: TypedForm;
  action: string;
  revision: Revision;
  submit: string;
}): VNode => (
  <Form
    id="record"
    action={action}
    state={freshForm()}
    labels={{}}
    revision={revision}
    hidden={Object.fromEntries(
      Object.entries(form).flatMap(([field, typed]) => (typeof typed === 'string' ? [[field, typed]] : [])),
    )}
    submit={submit}
    tone="warning"
  />
);
