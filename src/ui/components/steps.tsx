import type { ComponentChildren, VNode } from 'preact';
import { useWords, type Words } from '../frame/visit';
import { Icon } from './icon';

export interface Step {
  readonly text: string;
  readonly state: 'done' | 'current' | 'ahead' | 'stopped';
  readonly note?: ComponentChildren;
}

const WORDS = {
  da: { steps: 'Forløb', done: 'gennemført', stopped: 'standset', current: 'nu', ahead: 'ikke nået' },
  en: { steps: 'Steps', done: 'done', stopped: 'stopped', current: 'now', ahead: 'not yet' },
} satisfies Words<Record<string, string>>;

/** Where a course of several steps stands. */
export const Steps = ({ steps }: { steps: readonly Step[] }): VNode => {
  const words = useWords(WORDS);
  return (
    <ol class="step-indicator steps" aria-label={words.steps}>
      {steps.map(({ text, state, note }, at) => (
        <li class={state === 'current' ? 'current' : state === 'stopped' ? 'error' : 'disabled'}>
          <div class="step" aria-current={state === 'current' ? 'step' : undefined}>
            <span class={state === 'done' || state === 'stopped' ? 'step-icon' : 'step-number'}>
              {state === 'done' && <Icon name="check" />}
              {state === 'stopped' && <Icon name="close" />}
              {(state === 'current' || state === 'ahead') && <span aria-hidden="true">{at + 1}</span>}
            </span>
            <div>
              <span class="step-title">
                {text}
                <span class="sr-only"> ({words[state]})</span>
              </span>
              {note !== undefined && <span class="step-information">{note}</span>}
            </div>
          </div>
        </li>
      ))}
    </ol>
  );
};
