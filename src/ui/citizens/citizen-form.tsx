import type { VNode } from 'preact';
import { CITIZEN_FIELDS } from '../../citizens/citizen-record.events';
import type { Revision } from '../../kernel/event';
import type { CprHint } from '../../kernel/cpr';
import type { CitizenRef } from '../../kernel/vocabulary';
import { FIELD_WORDS, HINT_WORDS } from './citizen-words';
import { Form, TextArea, TextInput } from '../components/form';
import { Alert } from '../components/notes';
import type { FormState } from '../frame/forms';
import { PATHS } from '../frame/navigation';
import { useVisit, useWords, type Words } from '../frame/visit';

const WORDS = {
  da: {
    reference: 'Borgerens reference',
    referenceHint: 'Den, pladsen er købt med. Står feltet tomt, dannes en ny.',
    cprHint: 'Ti cifre. Et usædvanligt nummer tages, og du får det at vide.',
    contactHint: 'Telefon, e-mail, værge eller forældre.',
    noteHint: 'Ses kun af jer. Ingen helbredsoplysninger.',
    odd: 'CPR-nummeret er usædvanligt',
    taken: 'Det er gemt, som du skrev det.',
    goOn: 'Videre til borgeren',
  },
  en: {
    reference: 'The citizen’s reference',
    referenceHint: 'The one the place was bought with. If it is left empty, a new one is made.',
    cprHint: 'Ten digits. An odd number is taken, and you are told.',
    contactHint: 'Telephone, e-mail, guardian or parents.',
    noteHint: 'Seen by you only. No health data.',
    odd: 'The CPR number is odd',
    taken: 'It is kept as you wrote it.',
    goOn: 'On to the citizen',
  },
} satisfies Words<Record<string, unknown>>;

/** The details of a citizen to fill in: all of them anew, or those that are there to be put right. */
export const CitizenForm = ({
  id,
  action,
  state,
  revision,
  submit,
  asksReference = false,
}: {
  id: string;
  action: string;
  state: FormState;
  revision?: Revision;
  submit: string;
  asksReference?: boolean;
}): VNode => {
  const { language } = useVisit();
  const words = WORDS[language];
  const fields = Object.fromEntries(CITIZEN_FIELDS.map((field) => [field, FIELD_WORDS[field][language]]));
  const labels = { citizenRef: words.reference, ...fields };
  const label = (field: string): string => fields[field] ?? field;
  return (
    <Form
      id={id}
      action={action}
      state={state}
      labels={labels}
      submit={submit}
      {...(revision === undefined ? {} : { revision })}
    >
      {asksReference && <TextInput name="citizenRef" label={words.reference} hint={words.referenceHint} optional />}
      <TextInput name="name" label={label('name')} />
      <TextInput name="cpr" label={label('cpr')} hint={words.cprHint} optional />
      <TextArea name="address" label={label('address')} optional rows={3} />
      <TextArea name="contact" label={label('contact')} hint={words.contactHint} optional rows={3} />
      <TextArea name="note" label={label('note')} hint={words.noteHint} optional />
    </Form>
  );
};

/** What is odd about the number that was just kept. Said in the answer itself: it stands in no address. */
export const OddNumber = ({ hints, citizenRef }: { hints: readonly CprHint[]; citizenRef: CitizenRef }): VNode => {
  const { language } = useVisit();
  const words = useWords(WORDS);
  return (
    <>
      <Alert tone="warning" heading={words.odd}>
        <ul>
          {hints.map((hint) => (
            <li>{HINT_WORDS[hint][language]}</li>
          ))}
        </ul>
        <p>{words.taken}</p>
      </Alert>
      <p>
        <a class="button button-primary" href={`${PATHS.citizens}/${citizenRef}`}>
          {words.goOn}
        </a>
      </p>
    </>
  );
};

export const Reference = ({ citizenRef }: { citizenRef: CitizenRef }): VNode => <code class="hash">{citizenRef}</code>;
