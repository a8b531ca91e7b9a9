import type { ComponentChildren, VNode } from 'preact';
import { Form } from './form';
import { Progress } from './notes';
import { freshForm } from '../frame/forms';
import { useWords, type Words } from '../frame/visit';

const WORDS = {
  da: { look: 'Se, hvor langt den er nået' },
  en: { look: 'See how far it has come' },
} satisfies Words<Record<string, string>>;

/** Work that runs longer than a page may wait: how far it is, and the way to stop it. The script looks again by itself. */
export const RunningWork = ({
  at,
  title,
  counted,
  done,
  of,
  stop,
  children,
}: {
  /** Address of the page; the form that stops it goes to `/stop` below it. */
  at: string;
  title: string;
  /** What is counted: rows, events. */
  counted: string;
  done: number;
  of: number;
  stop: string;
  children: ComponentChildren;
}): VNode => (
  <section class="panel" data-renew>
    <h2>{title}</h2>
    <Progress label={counted} value={done} of={of} />
    {children}
    <p class="actions">
      <a class="button button-secondary" href={at}>
        {useWords(WORDS).look}
      </a>
    </p>
    <Form id="stop" action={`${at}/stop`} state={freshForm()} labels={{}} submit={stop} tone="secondary" />
  </section>
);
