import type { ComponentChildren, VNode } from 'preact';
import { useContext } from 'preact/hooks';
import type { Language } from '../../kernel/messages';
import { LANGUAGE_PARAMETER } from '../../platform/http/page';
import { sameWith, useVisit, useWords, type Visit, type Words } from '../frame/visit';
import { DrawnTables, FILE_PARAMETER, TABLE_PARAMETER } from '../frame/table-files';
import { Icon } from './icon';

const SORT = 'sort';
const CURSOR = 'cursor';

export interface Column<Row> {
  readonly title: string;
  readonly cell: (row: Row) => ComponentChildren;
  /** Figures stand to the right, so that units stand below units. */
  readonly numeric?: boolean;
  /** The name in the address by which the rows are sorted by this column: `?sort=price`, `?sort=-price`. */
  readonly sort?: string;
  /** The cell that names the row. */
  readonly heads?: boolean;
  /** Something to do on the page, which would mean nothing in a file. */
  readonly onPageOnly?: boolean;
}

const WORDS = {
  da: {
    ascending: 'sorteret stigende; sorter faldende',
    descending: 'sorteret faldende; sorter stigende',
    none: 'sorter efter denne kolonne',
    nothing: 'Der er ikke noget at vise.',
    next: 'Næste side',
    first: 'Første side',
    pages: 'Sider',
    exports: 'Hent som',
    shown: 'Hent de viste rækker som',
    sheet: 'regneark (XLSX)',
  },
  en: {
    ascending: 'sorted ascending; sort descending',
    descending: 'sorted descending; sort ascending',
    none: 'sort by this column',
    nothing: 'There is nothing to show.',
    next: 'Next page',
    first: 'First page',
    pages: 'Pages',
    exports: 'Download as',
    shown: 'Download the rows shown as',
    sheet: 'spreadsheet (XLSX)',
  },
} satisfies Words<Record<string, string>>;

type Direction = 'ascending' | 'descending' | 'none';

const directionOf = ({ query }: Visit, sort: string): Direction => {
  const asked = query.get(SORT);
  return asked === sort ? 'ascending' : asked === `-${sort}` ? 'descending' : 'none';
};

/** The rows in the order that the address asks for; as they are when it asks for none that is known. */
export const sortedRows = <Row,>(
  visit: Visit,
  rows: readonly Row[],
  keys: Readonly<Record<string, (row: Row) => string | number>>,
): readonly Row[] => {
  const asked = visit.query.get(SORT) ?? '';
  const falling = asked.startsWith('-');
  const name = falling ? asked.slice(1) : asked;
  const key = Object.hasOwn(keys, name) ? keys[name] : undefined;
  if (key === undefined) return rows;
  const danish = new Intl.Collator('da');
  const rising = [...rows].sort((one, other) => {
    const [a, b] = [key(one), key(other)];
    return typeof a === 'number' && typeof b === 'number' ? a - b : danish.compare(String(a), String(b));
  });
  return falling ? rising.reverse() : rising;
};

/** Rows under their columns. On a narrow window each row becomes a card, and each cell names its column. */
export const Table = <Row,>({
  caption,
  columns,
  rows,
  empty,
  foot,
  captionHidden = false,
  files = false,
}: {
  caption: string;
  captionHidden?: boolean;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  /** What is said when there is no row. */
  empty?: ComponentChildren;
  /** A last row with sums, one cell for each column. */
  foot?: readonly ComponentChildren[];
  /** The rows shown can be had as a file. */
  files?: boolean;
}): VNode => {
  const visit = useVisit();
  const words = useWords(WORDS);
  const drawn = useContext(DrawnTables);
  if (rows.length === 0) return <p class="nothing">{empty ?? words.nothing}</p>;
  const read = columns.filter(({ onPageOnly }) => onPageOnly !== true);
  const titles = read.map(({ title }) => title);
  const number = drawn.push({ caption, titles, cells: () => rows.map((row) => read.map(({ cell }) => cell(row))) }) - 1;
  const table = (
    <div class="table--responsive-scroll" tabIndex={0} role="region" aria-label={caption}>
      <table class="table table--compact table-md-responsive-headers">
        <caption class={captionHidden ? 'sr-only' : undefined}>{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <Head visit={visit} column={column as Column<never>} words={words} />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr>
              {columns.map(({ title, cell, numeric, heads }) => {
                const look = numeric === true ? 'numeric' : undefined;
                return heads === true ? (
                  <th scope="row" class={look} data-title={title}>
                    {cell(row)}
                  </th>
                ) : (
                  <td class={look} data-title={title}>
                    {cell(row)}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
        {foot !== undefined && (
          <tfoot>
            <tr>
              {foot.map((cell, at) => (
                <td class={columns[at]?.numeric === true ? 'numeric' : undefined} data-title={columns[at]?.title}>
                  {cell}
                </td>
              ))}
            </tr>
          </tfoot>
        )}
      </table>
    </div>
  );
  if (!files) return table;
  const file = (format: string): string => sameWith(visit, { [FILE_PARAMETER]: format, [TABLE_PARAMETER]: number });
  return (
    <>
      {table}
      <Exports
        title={words.shown}
        files={[
          { href: file('csv'), text: 'CSV' },
          { href: file('xlsx'), text: words.sheet },
        ]}
      />
    </>
  );
};

const Head = ({
  visit,
  column: { title, sort, numeric },
  words,
}: {
  visit: Visit;
  column: Column<never>;
  words: (typeof WORDS)['da'];
}): VNode => {
  const look = numeric === true ? 'numeric' : undefined;
  if (sort === undefined)
    return (
      <th scope="col" class={look}>
        {title}
      </th>
    );
  const direction = directionOf(visit, sort);
  const next = direction === 'ascending' ? `-${sort}` : sort;
  return (
    <th scope="col" class={look} aria-sort={direction}>
      <a class="sort" href={sameWith(visit, { [SORT]: next, [CURSOR]: undefined })}>
        {title}
        <span class="sr-only"> ({words[direction]})</span>
        <Icon name={`sort-table-${direction}`} />
      </a>
    </th>
  );
};

/** On to the next page of a list that is paged by cursor, and back to its beginning. */
export const Pager = ({ next }: { next: string | undefined }): VNode | null => {
  const visit = useVisit();
  const words = useWords(WORDS);
  const begun = visit.query.has(CURSOR);
  if (!begun && next === undefined) return null;
  return (
    <nav class="pager" aria-label={words.pages}>
      {begun && (
        <a class="button button-secondary" href={sameWith(visit, { [CURSOR]: undefined })}>
          <Icon name="first-page" />
          {words.first}
        </a>
      )}
      {next !== undefined && (
        <a class="button button-secondary" href={sameWith(visit, { [CURSOR]: next })}>
          {words.next}
          <Icon name="chevron-right" />
        </a>
      )}
    </nav>
  );
};

/** The same rows as files. */
export const Exports = ({
  files,
  title,
}: {
  files: readonly { readonly href: string; readonly text: string }[];
  /** Default: what says that all of it is in the file. */
  title?: string;
}): VNode => {
  const { language } = useVisit();
  return (
    <p class="exports">
      {title ?? WORDS[language].exports}{' '}
      {files.map(({ href, text }, at) => (
        <>
          {at > 0 && ', '}
          <a href={inLanguage(href, language)}>{text}</a>
        </>
      ))}
    </p>
  );
};

/** A file follows the language that its page is shown in, whatever the browser prefers. */
const inLanguage = (href: string, language: Language): string =>
  `${href}${href.includes('?') ? '&' : '?'}${LANGUAGE_PARAMETER}=${language}`;
