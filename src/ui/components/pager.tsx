import type { VNode } from 'preact';
import { sameWith, useVisit, useWords, type Visit, type Words } from '../frame/visit';
import {
  ALL_PARAMETER,
  asksForAll,
  CURSOR_PARAMETER,
  listAtHand,
  PAGE_PARAMETER,
  SHOWN_ROWS_MAX,
  type WholeList,
} from '../frame/whole-list';
import { Icon } from './icon';

const WORDS = {
  da: {
    pages: 'Sider',
    nextPage: 'Næste side',
    firstPage: 'Første side',
    previous: 'Forrige',
    next: 'Næste',
    shows: (a: number, b: number, of: number) => `Viser ${a}-${b} af ${of}`,
    all: (of?: number) =>
      of === undefined || of > SHOWN_ROWS_MAX ? `Vis op til ${SHOWN_ROWS_MAX} på én side` : `Vis alle ${of} på én side`,
    fewer: 'Vis færre på én side',
    partly: `Listen er længere end denne udskrift. Der kan vises op til ${SHOWN_ROWS_MAX} på én side; en fil holder dem alle.`,
  },
  en: {
    pages: 'Pages',
    nextPage: 'Next page',
    firstPage: 'First page',
    previous: 'Previous',
    next: 'Next',
    shows: (a: number, b: number, of: number) => `Showing ${a}-${b} of ${of}`,
    all: (of?: number) =>
      of === undefined || of > SHOWN_ROWS_MAX
        ? `Show up to ${SHOWN_ROWS_MAX} on one page`
        : `Show all ${of} on one page`,
    fewer: 'Show fewer on one page',
    partly: `The list is longer than this print. One page can show up to ${SHOWN_ROWS_MAX}; a file holds all of them.`,
  },
} satisfies Words<object>;

/** More rows on the page than usual, to look through or print them. */
const AllOrFewer = ({ of }: { of?: number }): VNode => {
  const visit = useVisit();
  const words = useWords(WORDS);
  const all = asksForAll(visit);
  const place = { [CURSOR_PARAMETER]: undefined, [PAGE_PARAMETER]: undefined };
  return (
    <a href={sameWith(visit, { ...place, [ALL_PARAMETER]: all ? undefined : 1 })}>
      {all ? words.fewer : words.all(of)}
    </a>
  );
};

/** Says on paper that there is more than what was printed. */
const PartOfMore = (): VNode => <p class="on-paper">{useWords(WORDS).partly}</p>;

/** On to the next page of a list that is paged by cursor, and back to its beginning. */
export const Pager = ({ next }: { next: string | undefined }): VNode | null => {
  const visit = useVisit();
  const words = useWords(WORDS);
  const begun = visit.query.has(CURSOR_PARAMETER);
  if (!begun && next === undefined && !asksForAll(visit)) return null;
  return (
    <nav class="pager" aria-label={words.pages}>
      {(begun || next !== undefined) && <PartOfMore />}
      {begun && (
        <a class="button button-secondary" href={sameWith(visit, { [CURSOR_PARAMETER]: undefined })}>
          <Icon name="first-page" />
          {words.firstPage}
        </a>
      )}
      {next !== undefined && (
        <a class="button button-secondary" href={sameWith(visit, { [CURSOR_PARAMETER]: next })}>
          {words.nextPage}
          <Icon name="chevron-right" />
        </a>
      )}
      <AllOrFewer />
    </nav>
  );
};

/** One page of rows that are all at hand, so that they can be sorted by any column. */
export interface NumberedPage<Row> {
  readonly rows: readonly Row[];
  readonly number: number;
  /** Whether there are more rows than a page usually has. */
  readonly long: boolean;
  readonly size: number;
  readonly total: number;
  readonly whole: WholeList<Row>;
}

export const numberedPage = <Row,>(visit: Visit, rows: readonly Row[], usualSize: number): NumberedPage<Row> => {
  const size = asksForAll(visit) ? SHOWN_ROWS_MAX : usualSize;
  const last = Math.max(1, Math.ceil(rows.length / size));
  const asked = Number(visit.query.get(PAGE_PARAMETER) ?? 1);
  const number = Number.isSafeInteger(asked) ? Math.min(Math.max(asked, 1), last) : 1;
  return {
    rows: rows.slice((number - 1) * size, number * size),
    number,
    long: rows.length > usualSize,
    size,
    total: rows.length,
    whole: listAtHand(rows),
  };
};

export const NumberedPager = ({
  page: { rows, number, long, size, total },
}: {
  page: NumberedPage<unknown>;
}): VNode | null => {
  const visit = useVisit();
  const words = useWords(WORDS);
  if (total === 0) return null;
  const first = (number - 1) * size + 1;
  return (
    <nav class="pager" aria-label={words.pages}>
      <p>{words.shows(first, first + rows.length - 1, total)}</p>
      {rows.length < total && <PartOfMore />}
      {number > 1 && (
        <a
          class="button button-secondary"
          rel="prev"
          href={sameWith(visit, { [PAGE_PARAMETER]: number === 2 ? undefined : number - 1 })}
        >
          <Icon name="chevron-left" />
          {words.previous}
        </a>
      )}
      {first + rows.length <= total && (
        <a class="button button-secondary" rel="next" href={sameWith(visit, { [PAGE_PARAMETER]: number + 1 })}>
          {words.next}
          <Icon name="chevron-right" />
        </a>
      )}
      {long && <AllOrFewer of={total} />}
    </nav>
  );
};
