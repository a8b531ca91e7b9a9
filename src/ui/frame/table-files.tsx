import type { FastifyReply } from 'fastify';
import { type ComponentChildren, createContext } from 'preact';
import { render } from 'preact-render-to-string';
import type { Day } from '../../kernel/calendar';
import { CSV, XLSX } from '../../platform/http/file-answers';
import { type SheetColumn, sheetCsv, sheetXlsx } from '../../platform/http/sheets';
import { type Visit, VisitProvider } from './visit';

/** A table as it stands on a page. */
export interface DrawnTable {
  readonly caption: string;
  readonly titles: readonly string[];
  /** Made when they are asked for. */
  readonly cells: () => readonly (readonly ComponentChildren[])[];
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

/** What a reader reads in a cell. Between the elements in it stands a space, as they stand apart on the page. */
const readIn = (cell: ComponentChildren, visit: Visit): string =>
  render(<VisitProvider value={visit}>{cell}</VisitProvider>)
    .replace(/<(?:"[^"]*"|[^">])*>/g, ' ')
    .replace(/&(?:lt|gt|quot|#39|amp);/g, (entity) => ENTITIES[entity] ?? entity)
    .replace(/\s+/g, ' ')
    .trim();

const DAY = /^(\d\d)\.(\d\d)\.(\d{4})$/;
const AMOUNT = /^[-−]?\d{1,3}(?:\.\d{3})*(?:,\d+)?(?: kr\.)?$/;

const amountOf = (text: string): number =>
  Number(text.replace(' kr.', '').replaceAll('.', '').replace(',', '.').replace('−', '-'));
const dayOf = (text: string): Day => text.replace(DAY, '$3-$2-$1') as Day;

/** A column is of days, of amounts or counts, when every cell that says something says one. */
const columnOf = (title: string, texts: readonly string[], at: number): SheetColumn<readonly string[]> => {
  const said = texts.filter((text) => text !== '' && text !== '–');
  const every = (form: RegExp): boolean => said.length > 0 && said.every((text) => form.test(text));
  const heading = { da: title, en: title };
  const width = Math.min(60, Math.max(title.length, ...texts.map(({ length }) => length)) + 2);
  const found = (row: readonly string[]): string | undefined => {
    const text = row[at];
    return text === '' || text === '–' ? undefined : text;
  };
  const read = (from: (text: string) => string | number) => (row: readonly string[]) => {
    const text = found(row);
    return text === undefined ? undefined : from(text);
  };
  if (every(DAY)) return { heading, width, kind: 'day', value: read(dayOf) };
  if (every(AMOUNT))
    return {
      heading,
      width,
      kind: said.some((text) => text.includes(',')) ? 'amount' : 'count',
      value: read(amountOf),
    };
  return { heading, width, kind: 'text', value: found };
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
  const { caption, titles, cells } = table;
  const rows = cells().map((row) => row.map((cell) => readIn(cell, visit)));
  const columns = titles.map((title, at) =>
    columnOf(
      title,
      rows.map((row) => row[at] ?? ''),
      at,
    ),
  );
  const pages = (async function* () {
    yield rows;
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
