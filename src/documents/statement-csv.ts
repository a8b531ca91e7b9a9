import { stringify } from 'csv-stringify';
import { Readable } from 'node:stream';
import type { Day } from '../kernel/calendar';
import type { Language } from '../kernel/messages';
import { STATEMENT_COLUMNS, type Column, type FileLine } from './statement-columns.calculation';
import { writtenDay } from './written-values.calculation';

/**
 * Lines as CSV for a spreadsheet with Danish settings: semicolons, decimal commas, a byte order mark, CRLF, and no text
 * that a spreadsheet would take for a formula. There is no sum row: what reads CSV adds up by itself.
 */
export const statementCsv = (pages: AsyncIterable<readonly FileLine[]>, language: Language): Readable => {
  const rows = async function* (): AsyncGenerator<readonly (string | number)[]> {
    yield STATEMENT_COLUMNS.map(({ heading }) => heading[language]);
    for await (const page of pages) {
      for (const of of page) yield STATEMENT_COLUMNS.map((column) => cellOf(column, of, language));
    }
  };
  const text = stringify({
    delimiter: ';',
    bom: true,
    record_delimiter: 'windows',
    escape_formulas: true,
    cast: { number: (value, { index }) => decimal(value, STATEMENT_COLUMNS[index]) },
  });
  const source = Readable.from(rows());
  // A reader that goes away ends the reading of the ledger; a ledger that cannot be read ends the file.
  source.on('error', (failure) => text.destroy(failure));
  text.on('close', () => source.destroy());
  return source.pipe(text);
};

const cellOf = ({ kind, value }: Column, of: FileLine, language: Language): string | number => {
  const found = value(of, language);
  if (found === undefined) return '';
  return kind === 'day' ? writtenDay(found as Day, language) : found;
};

/** Decimal commas in both languages: the file is for Danish spreadsheets, whoever reads its headings. */
const decimal = (value: number, column: Column | undefined): string =>
  column?.kind === 'amount' || column?.kind === 'hundredths'
    ? (value / 100).toFixed(2).replace('.', ',')
    : String(value);
