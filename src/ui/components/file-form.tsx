import { randomUUID } from 'node:crypto';
import type { VNode } from 'preact';
import { KEY_FIELD } from '../../platform/http/form-body';
import type { FormState } from '../frame/forms';
import { FaultSummary } from './faults';
import { Group, Scope } from './form';

/** One file in a form of its own; which of the two buttons is pressed says whether it is only tried. */
export const FileForm = ({
  id,
  name,
  action,
  state,
  label,
  hint,
  accept,
  check,
  send,
}: {
  id: string;
  /** The field of the body that the file becomes. */
  name: string;
  /** Where the file goes; below it, at `/check`, it is only tried. */
  action: string;
  state: FormState;
  label: string;
  hint: string;
  /** What the browser offers to choose, as its `accept` takes it. */
  accept: string;
  check: string;
  send: string;
}): VNode => (
  <>
    <FaultSummary id={id} state={state} labels={{ [name]: label }} />
    <form method="post" action={action} id={id} encType="multipart/form-data">
      <input type="hidden" name={KEY_FIELD} value={randomUUID()} />
      <Scope.Provider value={{ state, id }}>
        <Group parts={{ name, label, hint }}>
          {({ id: input, attributes }) => <input type="file" id={input} name="file" accept={accept} {...attributes} />}
        </Group>
      </Scope.Provider>
      <p class="actions">
        <button class="button button-primary" formAction={`${action}/check`}>
          {check}
        </button>
        <button class="button button-secondary">{send}</button>
      </p>
    </form>
  </>
);
