import type { VNode } from 'preact';
import { TextArea } from './form';
import { useVisit, type Words } from '../frame/visit';

const WORDS = {
  da: { reason: 'Begrundelse', hint: 'Skriv ingen personoplysninger.' },
  en: { reason: 'Reason', hint: 'Write no personal data.' },
} satisfies Words<Record<string, string>>;

/** What the field is called in a summary of what is wrong. */
export const REASON_LABEL = { da: WORDS.da.reason, en: WORDS.en.reason };

/** Why something is recorded, in the operator's words; it is kept for ever, so nothing about persons belongs there. */
export const ReasonField = (): VNode => {
  const words = WORDS[useVisit().language];
  return <TextArea name="reason" label={words.reason} hint={words.hint} rows={2} />;
};
