import type { VNode } from 'preact';
import { sameWith, useVisit, useWords, type Visit, type Words } from '../frame/visit';
import { Icon } from './icon';

const PAGE = 'page';

const WORDS = {
  da: {
    pages: 'Sider',
    previous: 'Forrige',
    next: 'Næste',
    shows: (a: number, b: number, of: number) => `Viser ${a}-${b} af ${of}`,
  },
  en: {
    pages: 'Pages',
    previous: 'Previous',
    next: 'Next',
    shows: (a: number, b: number, of: number) => `Showing ${a}-${b} of ${of}`,
  },
} satisfies Words<Record<string, string | ((a: number, b: number, of: number) => string)>>;

/** One page of rows that are all at hand, so that they can be sorted by any column. */
export interface NumberedPage<Row> {
  readonly rows: readonly Row[];
  readonly number: number;
  readonly size: number;
  readonly total: number;
}

export const numberedPage = <Row,>({ query }: Visit, rows: readonly Row[], size: number): NumberedPage<Row> => {
  const last = Math.max(1, Math.ceil(rows.length / size));
  const asked = Number(query.get(PAGE) ?? 1);
  const number = Number.isSafeInteger(asked) ? Math.min(Math.max(asked, 1), last) : 1;
  return { rows: rows.slice((number - 1) * size, number * size), number, size, total: rows.length };
};

export const NumberedPager = ({
  page: { rows, number, size, total },
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
      {number > 1 && (
        <a
          class="button button-secondary"
          rel="prev"
          href={sameWith(visit, { [PAGE]: number === 2 ? undefined : number - 1 })}
        >
          <Icon name="chevron-left" />
          {words.previous}
        </a>
      )}
      {first + rows.length <= total && (
        <a class="button button-secondary" rel="next" href={sameWith(visit, { [PAGE]: number + 1 })}>
          {words.next}
          <Icon name="chevron-right" />
        </a>
      )}
    </nav>
  );
};
