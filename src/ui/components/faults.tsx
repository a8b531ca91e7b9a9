import type { VNode } from 'preact';
import type { FieldFault } from '../../platform/http/problem';
import { type FormState, isRefused } from '../frame/forms';
import { useVisit, useWords, type Visit, type Words } from '../frame/visit';
import { Icon } from './icon';

const WORDS = {
  da: {
    summary: 'Der er noget, der skal rettes',
    fault: 'Fejl',
    missing: 'Feltet skal udfyldes.',
    amount: 'Skriv et beløb i kroner, som 2.560 eller 2560,50.',
  },
  en: {
    summary: 'There is something to mend',
    fault: 'Error',
    missing: 'The field must be filled in.',
    amount: 'Write an amount in kroner, such as 2.560 or 2560,50.',
  },
} satisfies Words<Record<string, string>>;

/** Codes of faults whose sentence does not say what it is about. */
const NAMELESS: ReadonlySet<string> = new Set(['REQUIRED', 'UNKNOWN_FIELD']);

/** What is wrong with a field, in the words of its label: the API names it by its English name. */
const sentenceOf = (fault: FieldFault, label: string, { language }: Visit): string => {
  if (fault.code === 'REQUIRED') return WORDS[language].missing;
  if (fault.code === 'NOT_ORE') return WORDS[language].amount;
  const sentence = fault[language];
  return sentence.startsWith(`${fault.field} `) ? label + sentence.slice(fault.field.length) : sentence;
};

/** What is wrong with a field, at the field. */
export const FaultText = ({
  id,
  fault,
  label,
}: {
  /** Of the control, which is described by this. */
  id: string;
  fault: FieldFault | undefined;
  label: string;
}): VNode | null => {
  const visit = useVisit();
  if (fault === undefined) return null;
  return (
    <span class="form-error-message" id={`${id}-error`}>
      <span class="sr-only">{WORDS[visit.language].fault}: </span>
      {sentenceOf(fault, label, visit)}
    </span>
  );
};

/** What has to be mended, above the form, with the way to each field; what is wrong with no field shown is only said. */
export const FaultSummary = ({
  id,
  state,
  labels,
  hidden = {},
}: {
  id: string;
  state: FormState;
  /** By the fields that are shown. */
  labels: Readonly<Record<string, string>>;
  /** By the fields that are sent along without being shown. */
  hidden?: Readonly<Record<string, string>>;
}): VNode | null => {
  const visit = useVisit();
  const words = useWords(WORDS);
  if (!isRefused(state)) return null;
  return (
    <div class="alert alert-error fault-summary" role="alert" tabIndex={-1} autofocus>
      <Icon name="error" classes="alert-icon" label={words.fault} />
      <div class="alert-body">
        <h2 class="alert-heading">{words.summary}</h2>
        <div class="alert-text">
          {state.refusal !== undefined && <p>{state.refusal}</p>}
          {state.faults.length > 0 && (
            <ul>
              {state.faults.map((fault) => {
                const label = fault.field in hidden ? undefined : labels[fault.field];
                const sentence = sentenceOf(fault, label ?? fault.field, visit);
                if (label === undefined)
                  return <li>{NAMELESS.has(fault.code) ? `${fault.field}: ${sentence}` : sentence}</li>;
                return (
                  <li>
                    <a href={`#${id}-${fault.field}`}>
                      {sentence.startsWith(label) ? sentence : `${label}${label.endsWith('?') ? '' : ':'} ${sentence}`}
                    </a>
                  </li>
                );
              })}
            </ul>
          )}
        </div>
      </div>
    </div>
  );
};
