import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { WorkbookReader } from '@cj-tech-master/excelts';
import { CsvError, parse } from 'csv-parse';
import { isDay } from '../kernel/calendar';
import { reject } from '../kernel/decider';
import { Refused } from '../platform/commands/command-runner';
import type { TableFormat } from '../platform/http/uploads';
import { columnNames, type Header, headerOf } from './columns.calculation';
import { type Cell, readRow } from './row-reading.calculation';
import type { TariffFileRow } from './tariff-file.events';
import { groupedRows } from './tariff-groups.calculation';

/** Rows of one file at most: five times the whole country’s tariffs. */
export const FILE_ROWS_MAX = 50_000;
const COLUMNS_MAX = 100;
const CELL_LENGTH_MAX = 2_000;
/** Characters of one row of CSV; a quotation mark that is never closed would otherwise swallow the file. */
const RECORD_LENGTH_MAX = 20_000;
/** Bytes that the parts of a spreadsheet may unfold to: a zip of a few kilobytes can hold gigabytes of nothing. */
const UNFOLDED_BYTES_MAX = 200_000_000;

/** Where the rows come from: a file on the disk. */
export interface TariffFileSource {
  readonly path: string;
  readonly format: TableFormat;
  readonly utf8: boolean;
}

/** A file being read: its header at once, its tariffs as they come, each with everything that is wrong with it. */
export interface OpenTariffFile {
  readonly header: Header;
  /** The rows of one tariff at a time. @throws Refused when the file breaks off or holds too many rows. */
  readonly tariffs: AsyncIterable<readonly TariffFileRow[]>;
}

/**
 * Reads a tariff file as a stream, in CSV or XLSX.
 * @throws Refused TARIFF_FILE_UNREADABLE, TARIFF_FILE_COLUMNS or TARIFF_FILE_EMPTY.
 */
export const openTariffFile = async (source: TariffFileSource): Promise<OpenTariffFile> => {
  const records =
    source.format === 'CSV' ? csvRecords(createReadStream(source.path), source.utf8) : xlsxRecords(source.path);
  return tariffsOf(records);
};

/** The same for a text that is at hand already. */
export const openTariffText = (text: string): Promise<OpenTariffFile> =>
  tariffsOf(csvRecords(Readable.from([Buffer.from(text, 'utf8')]), true));

const tariffsOf = async (records: AsyncGenerator<readonly Cell[]>): Promise<OpenTariffFile> => {
  const first = await records.next();
  if (first.done === true) throw new Refused(reject('TARIFF_FILE_EMPTY'));
  const header = headerOf(first.value.map((cell) => (cell === undefined ? '' : String(cell))));
  if (header.missing.length > 0)
    throw new Refused(reject('TARIFF_FILE_COLUMN_MISSING', { columns: columnNames(header.missing) }));
  if (header.twice.length > 0)
    throw new Refused(reject('TARIFF_FILE_COLUMN_TWICE', { columns: columnNames(header.twice) }));
  const rows = async function* (): AsyncGenerator<TariffFileRow> {
    let row = 1;
    for await (const cells of records) {
      row += 1;
      if (row > FILE_ROWS_MAX + 1) throw new Refused(reject('TARIFF_FILE_TOO_LONG', { max: FILE_ROWS_MAX }));
      if (cells.every((cell) => cell === undefined || cell === '')) continue;
      yield readRow(cells, header, row);
    }
  };
  return { header, tariffs: groupedRows(rows()) };
};

/** Semicolons, commas or tabs, whichever the header has most of; UTF-8 with or without mark, else Latin-1. */
async function* csvRecords(bytes: Readable, utf8: boolean): AsyncGenerator<readonly Cell[]> {
  const decoder = new TextDecoder(utf8 ? 'utf-8' : 'windows-1252');
  const chunks = bytes[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  // The delimiter is known when the first line is.
  let begun = '';
  while (!begun.includes('\n') && begun.length <= RECORD_LENGTH_MAX) {
    const next = await chunks.next();
    begun += next.done === true ? decoder.decode() : decoder.decode(next.value, { stream: true });
    if (next.done === true) break;
  }
  if (begun.trim() === '') return;
  const texts = async function* (): AsyncGenerator<string> {
    yield begun;
    for (let next = await chunks.next(); next.done !== true; next = await chunks.next())
      yield decoder.decode(next.value, { stream: true });
    yield decoder.decode();
  };
  const parser = parse({
    delimiter: delimiterOf(begun.split(/\r?\n/, 1)[0] ?? ''),
    relax_column_count: true,
    max_record_size: RECORD_LENGTH_MAX,
    trim: true,
  });
  const feed = Readable.from(texts());
  feed.on('error', (failure) => parser.destroy(failure));
  feed.pipe(parser);
  let row = 0;
  try {
    for await (const record of parser as AsyncIterable<string[]>) {
      row += 1;
      yield record.slice(0, COLUMNS_MAX).map((cell) => cell.slice(0, CELL_LENGTH_MAX));
    }
  } catch (failure) {
    if (failure instanceof CsvError) throw new Refused(reject('TARIFF_FILE_UNREADABLE', { row: row + 1 }));
    throw failure;
  } finally {
    feed.destroy();
  }
}

const delimiterOf = (header: string): string => {
  const count = (delimiter: string): number => header.split(delimiter).length;
  return [';', ',', '\t'].reduce((best, next) => (count(next) > count(best) ? next : best));
};

/** The first sheet of a workbook, row by row. */
async function* xlsxRecords(path: string): AsyncGenerator<readonly Cell[]> {
  await unfoldingChecked(path);
  const bytes = createReadStream(path);
  let row = 0;
  try {
    const workbook = new WorkbookReader(bytes, {
      worksheets: 'emit',
      sharedStrings: 'cache',
      styles: 'cache',
      hyperlinks: 'ignore',
    });
    for await (const sheet of workbook) {
      for await (const { number, values } of sheet) {
        // Rows that a spreadsheet left out are empty ones, so that numbers are those that people see.
        for (; row + 1 < Math.min(number, FILE_ROWS_MAX + 2); row += 1) yield [];
        row = number;
        if (Array.isArray(values)) yield values.slice(1, COLUMNS_MAX + 1).map(cellOf);
      }
      return;
    }
  } catch (failure) {
    if (failure instanceof Refused) throw failure;
    throw new Refused(reject('TARIFF_FILE_UNREADABLE', { row: row + 1 }));
  } finally {
    bytes.destroy();
  }
}

/** A cell’s value: a formula’s result, the text of a rich text, a date as its day. */
const cellOf = (value: unknown): Cell => {
  if (typeof value === 'number') return value;
  if (typeof value === 'string') return value.slice(0, CELL_LENGTH_MAX).trim();
  if (value instanceof Date) {
    const day = Number.isNaN(value.getTime()) ? '' : value.toISOString().slice(0, 10);
    return isDay(day) ? day : 'ulæselig dato';
  }
  if (typeof value !== 'object' || value === null) return undefined;
  if ('richText' in value && Array.isArray(value.richText))
    return value.richText
      .map((part: { readonly text?: unknown }) => (typeof part.text === 'string' ? part.text : ''))
      .join('')
      .slice(0, CELL_LENGTH_MAX);
  if ('result' in value) return cellOf(value.result);
  return 'text' in value ? cellOf(value.text) : undefined;
};

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const END_BYTES_MAX = 65_557;
const DIRECTORY_BYTES_MAX = 1_000_000;

/** Adds up what the zip says its parts unfold to. @throws Refused when it is no zip, or too much. */
const unfoldingChecked = async (path: string): Promise<void> => {
  const unreadable = new Refused(reject('TARIFF_FILE_UNREADABLE', { row: 1 }));
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const tail = Buffer.alloc(Math.min(size, END_BYTES_MAX));
    await file.read(tail, 0, tail.length, size - tail.length);
    let end = tail.length - 22;
    while (end >= 0 && tail.readUInt32LE(end) !== END_OF_DIRECTORY) end -= 1;
    if (end < 0) throw unreadable;
    const [length, from] = [tail.readUInt32LE(end + 12), tail.readUInt32LE(end + 16)];
    if (length > DIRECTORY_BYTES_MAX || from + length > size) throw unreadable;
    const directory = Buffer.alloc(length);
    await file.read(directory, 0, length, from);
    let unfolded = 0;
    for (let at = 0; at + 46 <= length && directory.readUInt32LE(at) === DIRECTORY_ENTRY;) {
      unfolded += directory.readUInt32LE(at + 24);
      at += 46 + directory.readUInt16LE(at + 28) + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
    }
    if (unfolded > UNFOLDED_BYTES_MAX) throw new Refused(reject('TARIFF_FILE_TOO_LONG', { max: FILE_ROWS_MAX }));
  } finally {
    await file.close();
  }
};
