import type { VNode } from 'preact';
import { Form } from './form';
import { type FormState, freshForm } from '../frame/forms';

/**
 * What may be answered to something proposed: yes, where the reader is the one to say it, and no, or that one's own
 * proposal is taken back.
 */
export const AnswerForms = ({
  at,
  state,
  revision,
  accept,
  refuse,
}: {
  /** Address of the page; the forms go to `/accept` and `/refuse` below it. */
  at: string;
  state: FormState;
  revision: number;
  /** Undefined where it is not the reader's to say yes. */
  accept: string | undefined;
  refuse: string;
}): VNode => (
  <>
    {accept !== undefined && (
      <Form id="accept" action={`${at}/accept`} state={state} labels={{}} revision={revision} submit={accept} />
    )}
    <Form
      id="refuse"
      action={`${at}/refuse`}
      // What was refused is said once.
      state={accept === undefined ? state : freshForm()}
      labels={{}}
      revision={revision}
      submit={refuse}
      tone="secondary"
    />
  </>
);
