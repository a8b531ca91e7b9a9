import type { ComponentChildren, VNode } from 'preact';
import { instantText } from '../frame/formats';
import { useVisit } from '../frame/visit';
import { Typed } from './typed';

export interface TimelineEntry {
  readonly recordedAt: string;
  readonly text: ComponentChildren;
  readonly by?: string;
}

/** What happened, in words, in the order it was recorded. */
export const Timeline = ({ entries }: { entries: readonly TimelineEntry[] }): VNode => {
  const { language } = useVisit();
  return (
    <ol class="timeline">
      {entries.map(({ recordedAt, text, by }) => (
        <li>
          <time dateTime={recordedAt}>{instantText(recordedAt, language)}</time>
          <p>
            {text}
            {by !== undefined && (
              <span class="by">
                {' '}
                · <Typed>{by}</Typed>
              </span>
            )}
          </p>
        </li>
      ))}
    </ol>
  );
};
