import { randomUUID } from 'node:crypto';
import { type ComponentChildren, createContext, type VNode } from 'preact';
import { useContext } from 'preact/hooks';
import type { Revision } from '../../kernel/event';
import { KEY_FIELD, REVISION_FIELD } from '../../platform/http/form-body';
import type { FieldFault } from '../../platform/http/problem';
import type { FormState } from '../frame/forms';
import { useVisit, useWords, type Visit, type Words } from '../frame/visit';
import { Icon } from './icon';

const WORDS = {
  da: {
    summary: 'Der er noget, der skal rettes',
    fault: 'Fejl',
    optional: 'frivilligt',
    missing: 'Feltet skal udfyldes.',
    amount: 'Skriv et beløb i kroner, som 2.560 eller 2560,50.',
    narrow: 'Vis',
    reset: 'Nulstil',
  },
  en: {
    summary: 'There is something to mend',
    fault: 'Error',
    optional: 'optional',
    missing: 'The field must be filled in.',
    amount: 'Write an amount in kroner, such as 2.560 or 2560,50.',
    narrow: 'Show',
    reset: 'Reset',
  },
} satisfies Words<Record<string, string>>;

interface FormScope {
  readonly state: FormState;
  /** Distinguishes the fields of several forms on one page. */
  readonly id: string;
  /** Nothing is asked for in a filter, so nothing needs to be called optional. */
  readonly filters?: boolean;
}

const Scope = createContext<FormScope>({ state: { typed: {}, faults: [] }, id: '' });

/** What is wrong with a field, in the words of its label: the API names it by its English name. */
const sentenceOf = (fault: FieldFault, label: string, { language }: Visit): string => {
  if (fault.code === 'REQUIRED') return WORDS[language].missing;
  if (fault.code === 'NOT_ORE') return WORDS[language].amount;
  const sentence = fault[language];
  return sentence.startsWith(fault.field) ? label + sentence.slice(fault.field.length) : sentence;
};

/**
 * A form that records something. It carries a key of its own, so that sending it twice records once, and the revision
 * its reader saw, so that it does not overwrite what somebody else has recorded meanwhile.
 */
export const Form = ({
  action,
  id,
  state,
  labels,
  revision,
  hidden = {},
  submit,
  tone = 'primary',
  children,
}: {
  action: string;
  /** Unique on the page. */
  id: string;
  state: FormState;
  /** Labels by field, for the summary of what is wrong. */
  labels: Readonly<Record<string, string>>;
  revision?: Revision;
  hidden?: Readonly<Record<string, string>>;
  submit: string;
  tone?: 'primary' | 'secondary' | 'warning';
  children?: ComponentChildren;
}): VNode => (
  <form method="post" action={action} id={id} noValidate>
    <FaultSummary id={id} state={state} labels={labels} />
    <input type="hidden" name={KEY_FIELD} value={randomUUID()} />
    {revision !== undefined && <input type="hidden" name={REVISION_FIELD} value={revision} />}
    {Object.entries(hidden).map(([name, value]) => (
      <input type="hidden" name={name} value={value} />
    ))}
    <Scope.Provider value={{ state, id }}>{children}</Scope.Provider>
    <button class={`button button-${tone}`}>{submit}</button>
  </form>
);

/** What has to be mended, above the form, with the way to each field. */
export const FaultSummary = ({
  id,
  state: { faults, refusal },
  labels,
}: {
  id: string;
  state: FormState;
  labels: Readonly<Record<string, string>>;
}): VNode | null => {
  const visit = useVisit();
  const words = WORDS[visit.language];
  if (faults.length === 0 && refusal === undefined) return null;
  return (
    <div class="alert alert-error fault-summary" role="alert" tabIndex={-1} autofocus>
      <Icon name="error" classes="alert-icon" label={words.fault} />
      <div class="alert-body">
        <h2 class="alert-heading">{words.summary}</h2>
        <div class="alert-text">
          {refusal !== undefined && <p>{refusal}</p>}
          {faults.length > 0 && (
            <ul>
              {faults.map((fault) => {
                const label = labels[fault.field] ?? fault.field;
                const sentence = sentenceOf(fault, label, visit);
                return (
                  <li>
                    <a href={`#${id}-${fault.field}`}>
                      {sentence.startsWith(label) ? sentence : `${label}: ${sentence}`}
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

export interface Choice {
  readonly value: string;
  readonly text: string;
}

interface FieldParts {
  readonly name: string;
  readonly label: string;
  /** Where a heading of a table says the same to whoever sees it. */
  readonly labelHidden?: boolean;
  readonly hint?: ComponentChildren;
  readonly optional?: boolean;
  /** Not called optional, where a whole group says so. */
  readonly unmarked?: boolean;
  /** Shown when nothing was typed yet. */
  readonly value?: string | undefined;
}

interface Wired {
  readonly id: string;
  readonly value: string;
  readonly attributes: Readonly<Record<string, string | boolean | undefined>>;
}

/** Label, hint and fault around one control, tied to it for whoever hears the page. */
const Group = ({
  parts: { name, label, labelHidden = false, hint, optional, unmarked = false, value },
  children,
}: {
  parts: FieldParts;
  children: (wired: Wired) => ComponentChildren;
}): VNode => {
  const visit = useVisit();
  const words = WORDS[visit.language];
  const { state, id: form, filters = false } = useContext(Scope);
  const id = `${form}-${name}`;
  const fault = state.faults.find(({ field }) => field === name);
  const typed = state.typed[name];
  const described = [hint !== undefined && `${id}-hint`, fault && `${id}-error`].filter(Boolean).join(' ');
  return (
    <div class={`form-group${fault ? ' form-error' : ''}`}>
      <label class={labelHidden ? 'sr-only' : 'form-label'} for={id}>
        {label}
        {optional === true && !filters && !unmarked && <span class="weight-normal"> ({words.optional})</span>}
      </label>
      {hint !== undefined && (
        <span class="form-hint" id={`${id}-hint`}>
          {hint}
        </span>
      )}
      {fault && (
        <span class="form-error-message" id={`${id}-error`}>
          <span class="sr-only">{words.fault}: </span>
          {sentenceOf(fault, label, visit)}
        </span>
      )}
      {children({
        id,
        value: (typeof typed === 'string' ? typed : typed?.[0]) ?? value ?? '',
        attributes: {
          'aria-invalid': fault ? 'true' : undefined,
          'aria-describedby': described || undefined,
          required: optional !== true && !filters,
        },
      })}
    </div>
  );
};

export const TextInput = ({
  type = 'text',
  suffix,
  inputMode,
  ...parts
}: FieldParts & {
  type?: 'text' | 'date' | 'time' | 'month' | 'search';
  suffix?: string;
  inputMode?: 'numeric' | 'decimal';
}): VNode => (
  <Group parts={parts}>
    {({ id, value, attributes }) => (
      <div class={suffix === undefined ? undefined : 'form-input-wrapper form-input-wrapper--suffix'}>
        <input
          type={type}
          id={id}
          name={parts.name}
          class={`form-input is-${type}`}
          value={value}
          inputMode={inputMode}
          autocomplete="off"
          {...attributes}
        />
        {suffix !== undefined && (
          <div class="form-input-suffix" aria-hidden="true">
            {suffix}
          </div>
        )}
      </div>
    )}
  </Group>
);

export const DayInput = (parts: FieldParts): VNode => <TextInput type="date" {...parts} />;

export const TextArea = ({ rows = 4, ...parts }: FieldParts & { rows?: number }): VNode => (
  <Group parts={parts}>
    {({ id, value, attributes }) => (
      <textarea id={id} name={parts.name} class="form-input" rows={rows} {...attributes}>
        {value}
      </textarea>
    )}
  </Group>
);

/** @param none the choice of nothing, for what may be left out. */
export const Select = ({
  choices,
  none,
  ...parts
}: FieldParts & { choices: readonly Choice[]; none?: string }): VNode => (
  <Group parts={parts}>
    {({ id, value, attributes }) => (
      <select id={id} name={parts.name} class="form-select" {...attributes}>
        {none !== undefined && <option value="">{none}</option>}
        {choices.map((choice) => (
          <option value={choice.value} selected={choice.value === value}>
            {choice.text}
          </option>
        ))}
      </select>
    )}
  </Group>
);

export const Checkbox = ({
  name,
  value = 'true',
  label,
  checked = false,
}: FieldParts & { checked?: boolean }): VNode => {
  const { state, id: form } = useContext(Scope);
  const id = `${form}-${name}-${value}`;
  const typed = [state.typed[name] ?? []].flat();
  return (
    <div class="form-group-checkbox">
      <input
        id={id}
        type="checkbox"
        class="form-checkbox"
        name={name}
        value={value}
        checked={checked || typed.includes(value)}
      />
      <label for={id}>{label}</label>
    </div>
  );
};

/** Boxes of which each stands for one of a list; `children` may hold more of them. */
export const Checkboxes = ({
  name,
  label,
  hint,
  choices,
  children,
}: FieldParts & { choices: readonly Choice[]; children?: ComponentChildren }): VNode => {
  const visit = useVisit();
  const { state, id: form } = useContext(Scope);
  const id = `${form}-${name}`;
  const fault = state.faults.find(({ field }) => field === name);
  const described = [hint !== undefined && `${id}-hint`, fault && `${id}-error`].filter(Boolean).join(' ');
  return (
    <fieldset
      class={`form-group${fault ? ' form-error' : ''}`}
      id={id}
      tabIndex={-1}
      aria-describedby={described || undefined}
    >
      <legend class="form-label">{label}</legend>
      {hint !== undefined && (
        <span class="form-hint" id={`${id}-hint`}>
          {hint}
        </span>
      )}
      {fault && (
        <span class="form-error-message" id={`${id}-error`}>
          <span class="sr-only">{WORDS[visit.language].fault}: </span>
          {sentenceOf(fault, label, visit)}
        </span>
      )}
      <Boxes name={name} choices={choices} />
      {children}
    </fieldset>
  );
};

export const Boxes = ({ name, choices }: { name: string; choices: readonly Choice[] }): VNode => (
  <div class="boxes">
    {choices.map(({ value, text }) => (
      <Checkbox name={name} value={value} label={text} />
    ))}
  </div>
);

/** Filters of a list: what is chosen stands in the address, so that it can be kept, sent and gone back to. */
export const Filters = ({
  id,
  children,
  keep = [],
  submit,
}: {
  id: string;
  children: ComponentChildren;
  /** Names of the state that is no filter and stays. */
  keep?: readonly string[];
  /** What the button says where it shows something else than a list; then there is nothing to reset. */
  submit?: string;
}): VNode => {
  const { path, query } = useVisit();
  const words = useWords(WORDS);
  const typed = Object.fromEntries(query);
  return (
    <form
      method="get"
      action={path}
      class="filters"
      id={id}
      {...(submit === undefined ? { role: 'search' as const } : {})}
    >
      {keep.map((name) => {
        const value = query.get(name);
        return value === null ? null : <input type="hidden" name={name} value={value} />;
      })}
      <Scope.Provider value={{ state: { typed, faults: [] }, id, filters: true }}>
        <div class="filter-fields">{children}</div>
      </Scope.Provider>
      <div class="filter-actions">
        <button class={`button button-${submit === undefined ? 'primary' : 'secondary'}`}>
          {submit === undefined && <Icon name="search" />}
          {submit ?? words.narrow}
        </button>
        {submit === undefined && (
          <a class="button button-secondary" href={path}>
            {words.reset}
          </a>
        )}
      </div>
    </form>
  );
};
