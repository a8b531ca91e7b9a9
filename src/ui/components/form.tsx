import { randomUUID } from 'node:crypto';
import { type ComponentChildren, createContext, type VNode } from 'preact';
import { useContext } from 'preact/hooks';
import type { Revision } from '../../kernel/event';
import { KEY_FIELD, REVISION_FIELD } from '../../platform/http/form-body';
import type { FormState } from '../frame/forms';
import { useVisit, useWords, type Words } from '../frame/visit';
import { FaultSummary, FaultText } from './faults';
import { Icon } from './icon';
import { Typed } from './typed';

const WORDS = {
  da: { optional: 'frivilligt', narrow: 'Vis', reset: 'Nulstil' },
  en: { optional: 'optional', narrow: 'Show', reset: 'Reset' },
} satisfies Words<Record<string, string>>;

interface FormScope {
  readonly state: FormState;
  /** Distinguishes the fields of several forms on one page. */
  readonly id: string;
  /** Nothing is asked for in a filter, so nothing needs to be called optional. */
  readonly filters?: boolean;
}

export const Scope = createContext<FormScope>({ state: { typed: {}, faults: [] }, id: '' });

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
    <FaultSummary id={id} state={state} labels={labels} hidden={hidden} />
    <input type="hidden" name={KEY_FIELD} value={randomUUID()} />
    {revision !== undefined && <input type="hidden" name={REVISION_FIELD} value={revision} />}
    {Object.entries(hidden).map(([name, value]) => (
      <input type="hidden" name={name} value={value} />
    ))}
    <Scope.Provider value={{ state, id }}>{children}</Scope.Provider>
    <button class={`button button-${tone}`}>{submit}</button>
  </form>
);

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
export const Group = ({
  parts: { name, label, labelHidden = false, hint, optional, unmarked = false, value },
  children,
}: {
  parts: FieldParts;
  children: (wired: Wired) => ComponentChildren;
}): VNode => {
  const words = useWords(WORDS);
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
      <FaultText id={id} fault={fault} label={label} />
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

/** A box that stands for its field alone; `value` is what it says where that is more than yes. */
export const Checkbox = ({ name, value, label, checked }: FieldParts & { checked?: boolean }): VNode => {
  const { state, id: form } = useContext(Scope);
  const id = `${form}-${name}`;
  const fault = state.faults.find(({ field }) => field === name);
  return (
    <div class={fault && 'form-group form-error'}>
      <FaultText id={id} fault={fault} label={label} />
      <Box
        id={id}
        name={name}
        value={value ?? 'true'}
        label={label}
        checked={checked}
        attributes={fault && { 'aria-invalid': 'true', 'aria-describedby': `${id}-error` }}
      />
    </div>
  );
};

/** One of several boxes of a field, which may be chosen each for itself. */
export const Box = ({
  id,
  name,
  value,
  label,
  checked = false,
  attributes = {},
}: {
  id?: string;
  name: string;
  value: string;
  label: ComponentChildren;
  checked?: boolean | undefined;
  attributes?: Wired['attributes'] | undefined;
}): VNode => {
  const { state, id: form } = useContext(Scope);
  const own = id ?? `${form}-${name}-${value}`;
  const typed = [state.typed[name] ?? []].flat();
  return (
    <div class="form-group-checkbox">
      <input
        id={own}
        type="checkbox"
        class="form-checkbox"
        name={name}
        value={value}
        checked={checked || typed.includes(value)}
        {...attributes}
      />
      <label for={own}>{label}</label>
    </div>
  );
};

/** Boxes of which each stands for one of a list; `children` may hold more of them. */
export const Checkboxes = ({
  name,
  label,
  hint,
  choices,
  chosen = [],
  children,
}: FieldParts & {
  choices: readonly Choice[];
  /** Chosen when nothing was typed yet. */
  chosen?: readonly string[];
  children?: ComponentChildren;
}): VNode => {
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
      <FaultText id={id} fault={fault} label={label} />
      <Boxes name={name} choices={choices} chosen={chosen} />
      {children}
    </fieldset>
  );
};

/** Boxes for things that have names: groups, parties, supplements. */
export const Boxes = ({
  name,
  choices,
  chosen = [],
}: {
  name: string;
  choices: readonly Choice[];
  chosen?: readonly string[];
}): VNode => (
  <div class="boxes">
    {choices.map(({ value, text }) => (
      <Box name={name} value={value} label={<Typed>{text}</Typed>} checked={chosen.includes(value)} />
    ))}
  </div>
);

/** Filters of a list: what is chosen stands in the address, so that it can be kept, sent and gone back to. */
export const Filters = ({
  id,
  children,
  keep = [],
  faults = [],
  submit,
}: {
  id: string;
  children: ComponentChildren;
  /** What is wrong with what was asked for; the page says it above, too. */
  faults?: FormState['faults'];
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
      <Scope.Provider value={{ state: { typed, faults }, id, filters: true }}>
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
