import { PassThrough, Readable } from 'node:stream';
import { WorkbookWriter } from '@cj-tech-master/excelts';
import { stringify } from 'csv-stringify';
import { danishDay } from '../kernel/calendar';
import { asOre, danishAmount } from '../kernel/money';
import { cellsOf, type ListedTariff, type Written, writtenHeader, writtenRows } from './price-list.calculation';
import { drained } from '../platform/http/drained';

/** For a spreadsheet with Danish settings: semicolons, decimal commas, a byte order mark, CRLF; no text is a formula. */
export const priceListCsv = (pages: AsyncIterable<readonly ListedTariff[]>): Readable => {
  const rows = async function* (): AsyncGenerator<readonly string[]> {
    yield writtenHeader();
    for await (const page of pages)
      for (const tariff of page) for (const row of writtenRows(tariff)) yield cellsOf(row).map(csvCell);
  };
  const csv = stringify({ delimiter: ';', bom: true, record_delimiter: 'windows' });
  const source = Readable.from(rows());
  source.on('error', (failure) => csv.destroy(failure));
  csv.on('close', () => source.destroy());
  return source.pipe(csv);
};

const csvCell = (cell: Written | undefined): string => {
  if (cell === undefined) return '';
  if (cell.kind === 'text') return cell.text;
  if (cell.kind === 'number') return String(cell.number);
  return cell.kind === 'day' ? danishDay(cell.day) : danishAmount(asOre(cell.hundredths));
};

const FORMATS = { hundredths: '#,##0.00', day: 'dd-mm-yyyy' } as const;

/** The same as a spreadsheet, written as it is read: prices are numbers and days are dates. */
export const priceListXlsx = (pages: AsyncIterable<readonly ListedTariff[]>): Readable => {
  const bytes = new PassThrough();
  write(bytes, pages).catch((failure: unknown) =>
    bytes.destroy(failure instanceof Error ? failure : new Error(String(failure))),
  );
  return bytes;
};

const write = async (bytes: PassThrough, pages: AsyncIterable<readonly ListedTariff[]>): Promise<void> => {
  const workbook = new WorkbookWriter({ stream: bytes, useStyles: true, useSharedStrings: false });
  workbook.creator = 'Pladsbog';
  const sheet = workbook.addWorksheet('Tilbudsvifte', { views: [{ state: 'frozen', ySplit: 1 }] });
  const heading = sheet.addRow([...writtenHeader()]);
  heading.font = { bold: true };
  heading.commit();
  for await (const page of pages) {
    if (bytes.destroyed) return;
    for (const tariff of page)
      for (const row of writtenRows(tariff)) {
        const cells = cellsOf(row);
        const added = sheet.addRow(cells.map(xlsxCell));
        cells.forEach((cell, at) => {
          if (cell?.kind === 'hundredths' || cell?.kind === 'day') added.getCell(at + 1).numFmt = FORMATS[cell.kind];
        });
        added.commit();
      }
    await drained(bytes);
  }
  sheet.commit();
  await workbook.commit();
};

const xlsxCell = (cell: Written | undefined): string | number | Date | null => {
  if (cell === undefined) return null;
  if (cell.kind === 'text') return cell.text;
  if (cell.kind === 'number') return cell.number;
  // eslint-disable-next-line no-restricted-syntax -- a cell takes a Date; this is a given day, not the clock's
  return cell.kind === 'day' ? new Date(`${cell.day}T00:00:00Z`) : cell.hundredths / 100;
};
