import type { VNode } from 'preact';
import type { Revision } from '../../kernel/event';
import type { TypedForm } from '../../platform/http/form-body';
import { type Choice, Checkbox, DayInput, Form, Select, TextArea, TextInput } from '../components/form';
import { More } from '../components/notes';
import type { FormState } from '../frame/forms';
import { useVisit, type Words } from '../frame/visit';

const WORDS = {
  da: {
    name: 'Navn',
    nameHint: 'Som på Tilbudsportalen.',
    municipality: 'Ligger i kommunen',
    unknown: 'Ikke oplyst',
    groups: 'Målgrupper',
    groupsHint: 'En på hver linje. Skriv dem som andre tilbud, så købere finder tilbuddet, når de søger på målgruppen.',
    groupsInUse: 'Målgrupper, som andre tilbud har',
    ageFrom: 'Yngste alder',
    ageTo: 'Ældste alder',
    years: 'år',
    from: 'Gælder fra',
    approvedFrom: 'Godkendt af socialtilsynet fra',
    approvedUntil: 'Godkendt til og med',
    approvedHint: 'Tomt: uden slutdag.',
    source: 'Hvor oplysningerne er fra',
    constructed: 'Tilbuddet er opdigtet til demonstration',
  },
  en: {
    name: 'Name',
    nameHint: 'As on Tilbudsportalen.',
    municipality: 'Lies in the municipality',
    unknown: 'Not said',
    groups: 'Target groups',
    groupsHint:
      'One a line. Write them as other offerings do, so that buyers find it when they search by target group.',
    groupsInUse: 'Target groups that other offerings have',
    ageFrom: 'Youngest age',
    ageTo: 'Oldest age',
    years: 'years',
    from: 'Holds from',
    approvedFrom: 'Approved by socialtilsynet from',
    approvedUntil: 'Approved until and including',
    approvedHint: 'Empty: without an end.',
    source: 'Where the particulars are from',
    constructed: 'The offering is made up for demonstration',
  },
} satisfies Words<Record<string, string>>;

/** The target groups as the list that the body of the API takes: whoever types them on one line puts commas between. */
export const withGroups = (form: TypedForm): TypedForm => {
  const { targetGroups: typed } = form;
  if (typeof typed !== 'string') return form;
  const groups = typed
    .split(/[\r\n,;]+/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  return { ...form, targetGroups: groups.length === 0 ? '' : groups };
};

/** The form as it was typed; what is wrong with one group is said at all of them, for they are one field. */
export const groupsAgain = (form: TypedForm, state: FormState): FormState => ({
  ...state,
  typed: form,
  faults: state.faults.map((fault) => {
    const [list] = fault.field.split('.');
    return list === 'targetGroups' ? { ...fault, field: 'targetGroups' } : fault;
  }),
});

export interface OfferingChoices {
  readonly municipalities: readonly Choice[];
  readonly groupsInUse: readonly string[];
}

/** What an offering is and whom it is for: the first time with its approval, later with the day from which it holds. */
export const OfferingForm = ({
  action,
  state,
  municipalities,
  groupsInUse,
  submit,
  described,
}: OfferingChoices & {
  action: string;
  state: FormState;
  submit: string;
  /** The revision of the offering that is described anew. */
  described?: Revision;
}): VNode => {
  const words = WORDS[useVisit().language];
  const isNew = described === undefined;
  return (
    <Form
      id="offering"
      action={action}
      state={state}
      labels={{
        name: words.name,
        addressMunicipality: words.municipality,
        targetGroups: words.groups,
        ageFrom: words.ageFrom,
        ageTo: words.ageTo,
        from: words.from,
        approvedFrom: words.approvedFrom,
        approvedUntil: words.approvedUntil,
        source: words.source,
      }}
      submit={submit}
      {...(isNew ? {} : { revision: described })}
    >
      <TextInput name="name" label={words.name} hint={words.nameHint} />
      <Select
        name="addressMunicipality"
        label={words.municipality}
        none={words.unknown}
        optional
        choices={municipalities}
      />
      <TextArea name="targetGroups" label={words.groups} hint={words.groupsHint} rows={3} />
      {groupsInUse.length > 0 && (
        <More summary={words.groupsInUse}>
          <ul>
            {groupsInUse.map((group) => (
              <li>{group}</li>
            ))}
          </ul>
        </More>
      )}
      <TextInput name="ageFrom" label={words.ageFrom} inputMode="numeric" suffix={words.years} />
      <TextInput name="ageTo" label={words.ageTo} inputMode="numeric" suffix={words.years} />
      {isNew ? (
        <>
          <DayInput name="approvedFrom" label={words.approvedFrom} optional />
          <DayInput name="approvedUntil" label={words.approvedUntil} hint={words.approvedHint} optional />
          <TextInput name="source" label={words.source} optional />
          <Checkbox name="constructed" label={words.constructed} />
        </>
      ) : (
        <DayInput name="from" label={words.from} />
      )}
    </Form>
  );
};
