import type { ComponentChildren } from 'preact';
import { Status, type StatusKind } from '../components/notes';
import type { Column } from '../components/table';
import { Typed } from '../components/typed';
import type { AsKnownWords } from './as-known-words';
import { type Compared, spokenMoment, type TwoTimes } from './two-times';

const CHANGE_LOOK: Readonly<Record<Compared<unknown>['change'], StatusKind>> = {
  same: 'over',
  new: 'running',
  gone: 'stopped',
  changed: 'waiting',
};

/** Whether the picture would be held against itself: nothing is compared then. */
export const isOneMoment = ({ known, against }: TwoTimes, language: 'da' | 'en'): boolean =>
  spokenMoment(known, language) === spokenMoment(against, language);

/** A column for each moment, and one that says whether they differ; for one moment alone a column is enough. */
export const bothColumns = <T,>(
  times: TwoTimes,
  words: AsKnownWords,
  language: 'da' | 'en',
  said: (thing: T) => string,
  numeric = false,
): readonly Column<Compared<T>>[] => {
  const cell = (thing: T | undefined): ComponentChildren =>
    thing === undefined ? <span class="soft">{words.unknown}</span> : <Typed>{said(thing)}</Typed>;
  const { known, against } = times;
  const first: Column<Compared<T>> = {
    title: words.then(spokenMoment(known, language)),
    numeric,
    cell: ({ then }) => cell(then),
  };
  if (isOneMoment(times, language)) return [first];
  return [
    first,
    { title: words.then(spokenMoment(against, language)), numeric, cell: ({ later }) => cell(later) },
    {
      title: words.difference,
      cell: ({ change }) =>
        change === 'same' ? (
          <span class="soft">{words.changes.same}</span>
        ) : (
          <Status kind={CHANGE_LOOK[change]}>{words.changes[change]}</Status>
        ),
    },
  ];
};
