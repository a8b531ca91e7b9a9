import { WorkbookWriter } from '@cj-tech-master/excelts';
import { PassThrough } from 'node:stream';
import type { Day } from '../kernel/calendar';
import type { Language } from '../kernel/messages';
import type { Ore } from '../kernel/money';
import { AMOUNT_COLUMN, STATEMENT_COLUMNS, type Column, type FileLine } from './statement-columns.calculation';
import { drained } from '../platform/http/drained';

const SHEET: Readonly<Record<Language, string>> = { da: 'Linjer', en: 'Lines' };
const SUM: Readonly<Record<Language, string>> = { da: 'I alt', en: 'Total' };
const FORMATS: Readonly<Partial<Record<Column['kind'], string>>> = {
  day: 'dd/mm/yyyy',
  count: '0',
  amount: '#,##0.00',
  hundredths: '#,##0.00',
};

/**
 * Lines as a spreadsheet, written as they come: numbers and days are cells of their kind, the heading stays in sight,
 * and the last row sums up with a formula, so that a filtered copy still adds up.
 */
export const statementXlsx = (pages: AsyncIterable<readonly FileLine[]>, language: Language): PassThrough => {
  const bytes = new PassThrough();
  write(bytes, pages, language).catch((failure: unknown) =>
    bytes.destroy(failure instanceof Error ? failure : new Error(String(failure))),
  );
  return bytes;
};

const write = async (
  bytes: PassThrough,
  pages: AsyncIterable<readonly FileLine[]>,
  language: Language,
): Promise<void> => {
  const workbook = new WorkbookWriter({ stream: bytes, useStyles: true, useSharedStrings: false });
  workbook.creator = 'Pladsbog';
  const sheet = workbook.addWorksheet(SHEET[language], {
    views: [{ state: 'frozen', ySplit: 1, xSplit: 2 }],
    pageSetup: { orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
  });
  sheet.columns = STATEMENT_COLUMNS.map(({ heading, width, kind }) => ({
    header: heading[language],
    width,
    ...(FORMATS[kind] === undefined ? {} : { style: { numFmt: FORMATS[kind] } }),
  }));
  const heading = sheet.getRow(1);
  heading.font = { bold: true };
  heading.commit();
  let lines = 0;
  let totalOre = 0;
  for await (const page of pages) {
    if (bytes.destroyed) return;
    for (const of of page) {
      sheet.addRow(STATEMENT_COLUMNS.map((column) => cellOf(column, of, language))).commit();
      totalOre += of.line.amountOre;
    }
    lines += page.length;
    await drained(bytes);
  }
  const sum: unknown[] = [];
  sum[0] = SUM[language];
  sum[AMOUNT_COLUMN] = sumOf(lines, totalOre as Ore);
  const last = sheet.addRow(sum);
  last.font = { bold: true };
  last.commit();
  sheet.autoFilter = { from: { row: 1, col: 1 }, to: { row: lines + 1, col: STATEMENT_COLUMNS.length } };
  sheet.commit();
  await workbook.commit();
};

const cellOf = ({ kind, value }: Column, of: FileLine, language: Language): string | number | Date | null => {
  const found = value(of, language);
  if (found === undefined) return null;
  // eslint-disable-next-line no-restricted-syntax -- a cell takes a Date; this is a given day, not the clock's
  if (kind === 'day') return new Date(`${found as Day}T00:00:00Z`);
  return kind === 'amount' || kind === 'hundredths' ? Number(found) / 100 : found;
};

const sumOf = (lines: number, totalOre: Ore): number | { formula: string; result: number } => {
  if (lines === 0) return 0;
  const column = columnLetters(AMOUNT_COLUMN + 1);
  return { formula: `SUBTOTAL(109,${column}2:${column}${lines + 1})`, result: totalOre / 100 };
};

/** 1 → A, 27 → AA. */
const columnLetters = (number: number): string =>
  number <= 26
    ? String.fromCharCode(64 + number)
    : columnLetters(Math.floor((number - 1) / 26)) + String.fromCharCode(65 + ((number - 1) % 26));
