import { WorkbookWriter } from '@cj-tech-master/excelts';
import { stringify } from 'csv-stringify';
import { PassThrough, Readable } from 'node:stream';
import { danishDay, isDay } from '../../kernel/calendar';
import type { Language } from '../../kernel/messages';
import { drained } from './drained';

/** A column of a list as a file. Days and counts keep their kind, so that a spreadsheet gets real dates and numbers. */
export interface SheetColumn<Row> {
  readonly heading: Readonly<Record<Language, string>>;
  /** Characters of the column in a spreadsheet. */
  readonly width: number;
  /** An amount is a number of kroner. */
  readonly kind: 'text' | 'day' | 'count' | 'amount';
  /** Undefined or null: an empty cell. Text that is no day stands in a column of days as it is. */
  readonly value: (row: Row) => string | number | null | undefined;
}

/** Rows as they are read, so that a long list is never in memory at once. */
type Pages<Row> = AsyncIterable<readonly Row[]>;

/** For a spreadsheet with Danish settings: semicolons, a byte order mark, CRLF; no text is taken for a formula. */
export const sheetCsv = <Row>(
  columns: readonly SheetColumn<Row>[],
  pages: Pages<Row>,
  language: Language,
): Readable => {
  const lines = async function* (): AsyncGenerator<readonly (string | number)[]> {
    yield columns.map(({ heading }) => heading[language]);
    for await (const page of pages)
      for (const row of page)
        yield columns.map(({ kind, value }) => {
          const found = value(row) ?? '';
          return kind === 'day' && isDay(found) ? danishDay(found) : found;
        });
  };
  const csv = stringify({
    delimiter: ';',
    bom: true,
    record_delimiter: 'windows',
    escape_formulas: true,
    // A number is written after formulas were looked for, so that a negative amount stays one.
    cast: {
      number: (value, { index }) =>
        columns[index]?.kind === 'amount' || !Number.isInteger(value)
          ? value.toFixed(2).replace('.', ',')
          : String(value),
    },
  });
  const source = Readable.from(lines());
  source.on('error', (failure) => csv.destroy(failure));
  csv.on('close', () => source.destroy());
  return source.pipe(csv);
};

/** The same as a spreadsheet whose heading stays in sight. */
export const sheetXlsx = <Row>(
  name: string,
  columns: readonly SheetColumn<Row>[],
  pages: Pages<Row>,
  language: Language,
): Readable => {
  const bytes = new PassThrough();
  written(bytes, name, columns, pages, language).catch((failure: unknown) =>
    bytes.destroy(failure instanceof Error ? failure : new Error(String(failure))),
  );
  return bytes;
};

const FORMATS = { day: 'dd-mm-yyyy', count: '0', amount: '#,##0.00' } as const;

const written = async <Row>(
  bytes: PassThrough,
  name: string,
  columns: readonly SheetColumn<Row>[],
  pages: Pages<Row>,
  language: Language,
): Promise<void> => {
  const workbook = new WorkbookWriter({ stream: bytes, useStyles: true, useSharedStrings: false });
  workbook.creator = 'Pladsbog';
  const sheet = workbook.addWorksheet(name, { views: [{ state: 'frozen', ySplit: 1 }] });
  sheet.columns = columns.map(({ heading, width, kind }) => ({
    header: heading[language],
    width,
    ...(kind === 'text' ? {} : { style: { numFmt: FORMATS[kind] } }),
  }));
  const heading = sheet.getRow(1);
  heading.font = { bold: true };
  heading.commit();
  for await (const page of pages) {
    if (bytes.destroyed) return;
    for (const row of page)
      sheet
        .addRow(
          columns.map(({ kind, value }) => {
            const found = value(row) ?? null;
            return kind === 'day' && isDay(found) ? new Date(`${found}T00:00:00Z`) : found;
          }),
        )
        .commit();
    await drained(bytes);
  }
  sheet.commit();
  await workbook.commit();
};
