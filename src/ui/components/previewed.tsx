import type { VNode } from 'preact';
import type { TypedForm } from '../../platform/http/form-body';
import { Form } from './form';
import { freshForm } from '../frame/forms';

/** What was typed, as text by field. */
export const textsOf = (form: TypedForm): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(form).flatMap(([field, typed]) => (typeof typed === 'string' ? [[field, typed]] : [])),
  );

export const typedText = (form: TypedForm, field: string): string => textsOf(form)[field] ?? '';

/** Records what was previewed, just as it was typed for the preview. */
export const Confirm = ({ action, typed, submit }: { action: string; typed: TypedForm; submit: string }): VNode => (
  <Form id="confirm" action={action} state={freshForm()} labels={{}} hidden={textsOf(typed)} submit={submit} />
);
