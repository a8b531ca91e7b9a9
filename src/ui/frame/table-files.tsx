import type { FastifyReply } from 'fastify';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { type ComponentChildren, createContext } from 'preact';
import { render } from 'preact-render-to-string';
import type { Day } from '../../kernel/calendar';
import { CSV, XLSX } from '../../platform/http/file-answers';
import { type SheetColumn, sheetCsv, sheetXlsx } from '../../platform/http/sheets';
import { type Visit, VisitProvider, type Words } from './visit';
import { FILE_ROWS_MAX } from './whole-list';

const WORDS = {
  da: { cut: 'Filen holder kun de første 100.000 rækker. Afgræns listen for at få resten.' },
  en: { cut: 'The file holds only the first 100,000 rows. Narrow the list to get the rest.' },
} satisfies Words<Record<string, string>>;

type Cells = readonly ComponentChildren[];

/** A table as it stands on a page. */
export interface DrawnTable {
  readonly caption: string;
  readonly titles: readonly string[];
  /** All its rows, also those of other pages; made when they are asked for. */
  readonly parts: () => AsyncIterable<readonly Cells[]>;
}

/** The tables of the page being drawn, in their order. */
export const DrawnTables = createContext<DrawnTable[]>([]);

/** Names in the address of a page: which of its tables is asked for, from 0, and as what. */
export const TABLE_PARAMETER = 'tabel';
export const FILE_PARAMETER = 'fil';

const FORMATS = ['csv', 'xlsx'] as const;
type Format = (typeof FORMATS)[number];

export interface AskedTable {
  readonly format: Format;
  readonly table: DrawnTable;
}

/** The table that the address asks for as a file; undefined when it asks for none that is there. */
export const askedTable = ({ query }: Visit, drawn: readonly DrawnTable[]): AskedTable | undefined => {
  const format = FORMATS.find((each) => each === query.get(FILE_PARAMETER));
  const table = drawn[Number(query.get(TABLE_PARAMETER) ?? Number.NaN)];
  return format === undefined || table === undefined ? undefined : { format, table };
};

const ENTITIES: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&amp;': '&',
};

/** What a file says of a cell: its text, and the whole id of what it leads to. */
interface Read {
  readonly text: string;
  readonly id?: string;
}

/** Stands between cells while a row is drawn as one; no text of a page holds it. */
const BETWEEN = '\u001F';
const ID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/;

/** The last id in the address that the cell leads to, or what its title says of a shortened one. */
const idIn = (markup: string): string | undefined => {
  for (const [, value = ''] of markup.matchAll(/ (?:href|title)="([^"]*)"/g)) {
    const found = value
      .split(/[?#]/, 1)[0]
      ?.split('/')
      .findLast((part) => ID.test(part));
    if (found !== undefined) return found;
  }
  return undefined;
};

/** What a reader reads in a row. Between the elements of a cell stands a space, as they stand apart on the page. */
const readIn = (cells: Cells, visit: Visit): readonly Read[] =>
  render(
    <VisitProvider value={visit}>
      {cells.map((cell) => (
        <>
          {cell}
          {BETWEEN}
        </>
      ))}
    </VisitProvider>,
  )
    .split(BETWEEN)
    .slice(0, cells.length)
    .map((markup) => {
      const text = markup
        .replace(/<(?:"[^"]*"|[^">])*>/g, ' ')
        .replace(/&(?:lt|gt|quot|#39|amp);/g, (entity) => ENTITIES[entity] ?? entity)
        .replace(/\s+/g, ' ')
        .trim();
      const id = idIn(markup);
      return id === undefined || text.includes(id) ? { text } : { text, id };
    });

const DAY = /^(?:\d\d\.\d\d\.\d{4}|\d{4}-\d\d-\d\d)$/;
const AMOUNT = /^[-−]?\d{1,3}(?:\.\d{3})*(?:,\d+)?(?: kr\.)?$/;

const amountOf = (text: string): number =>
  Number(text.replace(' kr.', '').replaceAll('.', '').replace(',', '.').replace('−', '-'));
const dayOf = (text: string): Day => text.replace(/^(\d\d)\.(\d\d)\.(\d{4})$/, '$3-$2-$1') as Day;

type Column = SheetColumn<readonly Read[]>;

/** A column is of days, of amounts or counts, when every cell of the first rows that says something says one. */
const columnOf = (title: string, texts: readonly string[], at: number): Column => {
  const said = texts.filter((text) => text !== '' && text !== '–');
  const every = (form: RegExp): boolean => said.length > 0 && said.every((text) => form.test(text));
  const heading = { da: title, en: title };
  const width = Math.min(60, Math.max(title.length, ...texts.map(({ length }) => length)) + 2);
  const read = (form: RegExp, from: (text: string) => string | number) => (row: readonly Read[]) => {
    const text = row[at]?.text ?? '';
    if (text === '' || text === '–') return undefined;
    // A later row may say something else, which stays as it is.
    return form.test(text) ? from(text) : text;
  };
  if (every(DAY)) return { heading, width, kind: 'day', value: read(DAY, dayOf) };
  if (every(AMOUNT)) {
    const kind = said.some((text) => text.includes(',')) ? 'amount' : 'count';
    return { heading, width, kind, value: read(AMOUNT, amountOf) };
  }
  return { heading, width, kind: 'text', value: read(/^/, (text) => text) };
};

/** The column of a table, and beside it the whole ids of what its cells lead to, where they lead somewhere. */
const columnsOf = (title: string, sample: readonly (readonly Read[])[], at: number): readonly Column[] => {
  const texts = sample.map((row) => row[at]?.text ?? '');
  const column = columnOf(title, texts, at);
  if (sample.every((row) => row[at]?.id === undefined)) return [column];
  const named = `${title}: id`;
  return [column, { heading: { da: named, en: named }, width: 38, kind: 'text', value: (row) => row[at]?.id }];
};

/** Rows by which the kinds of the columns are known; more are written while they are read. */
const SAMPLE_ROWS = 500;

/** The rows as they are read, at most as many as a file holds, and then a row that says so. */
const rowsOf = async function* ({ parts }: DrawnTable, visit: Visit): AsyncGenerator<readonly (readonly Read[])[]> {
  let left = FILE_ROWS_MAX;
  for await (const part of parts()) {
    yield part.slice(0, left).map((cells) => readIn(cells, visit));
    if (part.length > left) {
      yield [[{ text: WORDS[visit.language].cut }]];
      return;
    }
    left -= part.length;
    // Others are served in between.
    await nextTurn();
  }
};

const LETTERS: Readonly<Record<string, string>> = { æ: 'ae', ø: 'oe', å: 'aa' };

/** Letters, numbers and dashes, which every system takes for a name. */
const fileNameOf = (caption: string): string =>
  caption
    .toLowerCase()
    .replace(/[æøå]/g, (letter) => LETTERS[letter] ?? letter)
    .replace(/[^a-z\d]+/g, '-')
    .replace(/^-|-$/g, '') || 'tabel';

/** Sends the table as people read it, with real days and numbers in a spreadsheet. */
export const sendTable = async ({ format, table }: AskedTable, visit: Visit, reply: FastifyReply): Promise<void> => {
  const { caption, titles } = table;
  const rows = rowsOf(table, visit);
  const sample: (readonly Read[])[] = [];
  for (let read = await rows.next(); read.done !== true; read = await rows.next()) {
    sample.push(...read.value);
    if (sample.length >= SAMPLE_ROWS) break;
  }
  const columns = titles.flatMap((title, at) => columnsOf(title, sample, at));
  const pages = (async function* () {
    yield sample.splice(0);
    yield* rows;
  })();
  const name = fileNameOf(caption);
  const file =
    format === 'csv'
      ? sheetCsv(columns, pages, visit.language)
      : sheetXlsx(caption.replace(/[\\/?*[\]:]/g, ' ').slice(0, 31), columns, pages, visit.language);
  await reply
    .header('content-type', (format === 'csv' ? CSV : XLSX).type)
    .header('content-disposition', `attachment; filename="${name}.${format}"`)
    .header('content-language', visit.language)
    .send(file);
};
