import type { VNode } from 'preact';
import { type Purpose, PURPOSES } from '../../citizens/citizen-access.calculation';
import { OneOfField } from '../../platform/http/fields';
import { PURPOSE_WORDS } from './citizen-words';
import { Select } from '../components/form';
import { useVisit, type Words } from '../frame/visit';

const WORDS = {
  da: { purpose: 'Hvad skal du bruge oplysningerne til?', choose: 'Vælg et formål' },
  en: { purpose: 'What do you need the details for?', choose: 'Choose a purpose' },
} satisfies Words<Record<string, string>>;

export class PurposeForm {
  @OneOfField(PURPOSES, 'What the details are needed for.')
  purpose!: Purpose;
}

/** What the details are needed for; asked before anything of a citizen is shown, and written down with it. */
export const PurposeSelect = ({ purposes, chosen }: { purposes: readonly Purpose[]; chosen?: string }): VNode => {
  const { language } = useVisit();
  const words = WORDS[language];
  return (
    <Select
      name="purpose"
      label={words.purpose}
      none={words.choose}
      value={chosen}
      choices={purposes.map((purpose) => ({ value: purpose, text: PURPOSE_WORDS[purpose][language] }))}
    />
  );
};
