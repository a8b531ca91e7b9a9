import type { ComponentChildren, VNode } from 'preact';
import { useContext } from 'preact/hooks';
import type { Language } from '../../kernel/messages';
import { LANGUAGE_PARAMETER } from '../../platform/http/page';
import { sameWith, useVisit, useWords, type Visit, type Words } from '../frame/visit';
import { countText } from '../frame/formats';
import { DrawnTables, FILE_PARAMETER, TABLE_PARAMETER } from '../frame/table-files';
import {
  ALL_PARAMETER,
  CURSOR_PARAMETER,
  FILE_ROWS_MAX,
  listAtHand,
  PAGE_PARAMETER,
  type WholeList,
} from '../frame/whole-list';
import { Icon } from './icon';

const SORT = 'sort';
/** Takes the place in a list out of an address. */
const FROM_THE_FIRST = { [CURSOR_PARAMETER]: undefined, [ALL_PARAMETER]: undefined, [PAGE_PARAMETER]: undefined };

export interface Column<Row> {
  readonly title: string;
  readonly cell: (row: Row) => ComponentChildren;
  /** Figures stand to the right, so that units stand below units. */
  readonly numeric?: boolean;
  /** The name in the address by which the rows are sorted by this column: `?sort=price`, `?sort=-price`. */
  readonly sort?: string;
  /** The cell that names the row. */
  readonly heads?: boolean;
  /** Something to do on the page, which would mean nothing in a file, or what a file has columns of its own for. */
  readonly onPageOnly?: boolean;
  /** What a file says instead, where the cell of the page offers something to do. */
  readonly inFile?: (row: Row) => ComponentChildren;
  /** The page leaves the column out where this holds for none of its rows; a file of more than the page has it. */
  readonly worth?: (row: Row) => boolean;
}

const WORDS = {
  da: {
    ascending: 'sorteret stigende; sorter faldende',
    descending: 'sorteret faldende; sorter stigende',
    none: 'sorter efter denne kolonne',
    nothing: 'Der er ikke noget at vise.',
    exports: 'Hent som',
    whole: (count: number | undefined) =>
      count === undefined
        ? 'Hent alle rækker, også dem på de andre sider, som'
        : count > FILE_ROWS_MAX
          ? `Hent de første ${countText(FILE_ROWS_MAX)} af ${countText(count)} rækker som`
          : count === 1
            ? 'Hent rækken som'
            : `Hent alle ${countText(count)} rækker som`,
    sheet: 'regneark (XLSX)',
  },
  en: {
    ascending: 'sorted ascending; sort descending',
    descending: 'sorted descending; sort ascending',
    none: 'sort by this column',
    nothing: 'There is nothing to show.',
    exports: 'Download as',
    whole: (count: number | undefined) =>
      count === undefined
        ? 'Download all rows, those of the other pages too, as'
        : count > FILE_ROWS_MAX
          ? `Download the first ${countText(FILE_ROWS_MAX)} of ${countText(count)} rows as`
          : count === 1
            ? 'Download the row as'
            : `Download all ${countText(count)} rows as`,
    sheet: 'spreadsheet (XLSX)',
  },
} satisfies Words<object>;

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
  columns: all,
  rows,
  empty,
  foot,
  captionHidden = false,
  files = false,
  whole,
}: {
  caption: string;
  captionHidden?: boolean;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  /** What is said when there is no row. */
  empty?: ComponentChildren;
  /** A last row with sums, one cell for each column. */
  foot?: readonly ComponentChildren[];
  /** The rows can be had as a file. */
  files?: boolean;
  /** The list of which the rows are a part: its file holds all of it. */
  whole?: WholeList<Row>;
}): VNode => {
  const visit = useVisit();
  const words = useWords(WORDS);
  const drawn = useContext(DrawnTables);
  if (rows.length === 0) return <p class="nothing">{empty ?? words.nothing}</p>;
  const columns = all.filter(({ worth }) => worth === undefined || rows.some(worth));
  const list = whole ?? listAtHand(rows);
  const read = (whole === undefined ? columns : all).filter(({ onPageOnly }) => onPageOnly !== true);
  const parts = async function* (): AsyncGenerator<readonly (readonly ComponentChildren[])[]> {
    for await (const part of list.parts())
      yield part.map((row) => read.map(({ cell, inFile }) => (inFile ?? cell)(row)));
  };
  const number = drawn.push({ caption, titles: read.map(({ title }) => title), parts }) - 1;
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
  const file = (format: string): string =>
    sameWith(visit, { [FILE_PARAMETER]: format, [TABLE_PARAMETER]: number, ...(whole && FROM_THE_FIRST) });
  return (
    <>
      {table}
      <Exports
        title={words.whole(list.count)}
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
      <a class="sort" href={sameWith(visit, { [SORT]: next, [CURSOR_PARAMETER]: undefined })}>
        {title}
        <span class="sr-only"> ({words[direction]})</span>
        <Icon name={`sort-table-${direction}`} />
      </a>
    </th>
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
