import type { ComponentChildren, VNode } from 'preact';
import { useWords, type Words } from '../frame/visit';
import { Icon } from './icon';

/** Alerts, status and facts: what is said in passing on a page. */

export type Tone = 'info' | 'success' | 'warning' | 'error';

const TONES = {
  da: { info: 'Information', success: 'Lykkedes', warning: 'Advarsel', error: 'Fejl' },
  en: { info: 'Information', success: 'Success', warning: 'Warning', error: 'Error' },
} satisfies Words<Record<Tone, string>>;

export const Alert = ({
  tone,
  heading,
  children,
}: {
  tone: Tone;
  heading?: string;
  children?: ComponentChildren;
}): VNode => (
  <div class={`alert alert-${tone}`} {...(tone === 'warning' || tone === 'error' ? { role: 'alert' as const } : {})}>
    <Icon name={tone} classes="alert-icon" label={useWords(TONES)[tone]} />
    <div class="alert-body">
      {heading !== undefined && <h2 class="alert-heading">{heading}</h2>}
      <div class="alert-text">{children}</div>
    </div>
  </div>
);

/**
 * `waiting` is somebody's turn, `done` is settled, `over` is done with, `past` holds no longer, `stopped` came to nothing,
 * `wrong` needs a look.
 */
export type StatusKind = 'waiting' | 'done' | 'running' | 'over' | 'past' | 'stopped' | 'wrong';

const STATUS_LOOK: Readonly<Record<StatusKind, { readonly tone: string; readonly icon: string }>> = {
  waiting: { tone: 'badge-warning', icon: 'time' },
  running: { tone: 'badge-info', icon: 'sync' },
  done: { tone: 'badge-success', icon: 'check' },
  over: { tone: 'badge-neutral', icon: 'check' },
  past: { tone: 'badge-neutral', icon: 'minus' },
  stopped: { tone: 'badge-neutral', icon: 'close' },
  wrong: { tone: 'badge-error', icon: 'warning' },
};

/** A state in words, with an icon and a colour that only repeat them. */
export const Status = ({ kind, children }: { kind: StatusKind; children: ComponentChildren }): VNode => (
  <span class={`badge status ${STATUS_LOOK[kind].tone}`}>
    <Icon name={STATUS_LOOK[kind].icon} /> {children}
  </span>
);

export interface FactEntry {
  readonly term: ComponentChildren;
  readonly value: ComponentChildren;
}

/** Terms and values; what has no value is left out. */
export const Facts = ({ entries }: { entries: readonly (FactEntry | undefined | false)[] }): VNode => (
  <dl class="facts">
    {entries.map((entry) =>
      entry ? (
        <div>
          <dt>{entry.term}</dt>
          <dd>{entry.value}</dd>
        </div>
      ) : null,
    )}
  </dl>
);

/** Figures that stand alone, each with its word and, where it leads somewhere, its way. */
export const Figures = ({
  entries,
  amounts = false,
}: {
  /** Amounts in kroner need more room than counts. */
  amounts?: boolean;
  entries: readonly { readonly term: string; readonly value: ComponentChildren; readonly href?: string }[];
}): VNode => (
  <dl class={amounts ? 'figures amounts' : 'figures'}>
    {entries.map(({ term, value, href }) => (
      <div>
        <dt>{term}</dt>
        <dd>{href === undefined ? value : <a href={href}>{value}</a>}</dd>
      </div>
    ))}
  </dl>
);

/** More, for who wants it. */
export const More = ({
  summary,
  open = false,
  children,
}: {
  summary: string;
  open?: boolean;
  children: ComponentChildren;
}): VNode => (
  <details class="more" open={open}>
    <summary>{summary}</summary>
    <div>{children}</div>
  </details>
);

/** How far something has come. */
export const Progress = ({ label, value, of }: { label: string; value: number; of: number }): VNode => (
  <p class="progress">
    <label>
      {label} <progress value={value} max={Math.max(of, 1)} /> <span class="nowrap">{`${value} / ${of}`}</span>
    </label>
  </p>
);
