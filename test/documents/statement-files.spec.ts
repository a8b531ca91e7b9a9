import { Workbook } from '@cj-tech-master/excelts';
import { parse } from 'csv-parse/sync';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { asOre } from '../../src/kernel/money';
import { statementCsv } from '../../src/documents/statement-csv';
import { AARHUS, REGION, VIBORG } from '../support/small-market';
import { closedMonths, DAY_PLACE, JUNE, MAY, type ClosedMonths } from './closed-months';
import { fileFor, type FileAnswer } from './files';
import { fileLine } from './lines';

let closed: ClosedMonths;
let asPayer: (path: string, headers?: Record<string, string>) => Promise<FileAnswer>;
let asOperator: (path: string) => Promise<FileAnswer>;
beforeAll(async () => {
  closed = await closedMonths();
  asPayer = fileFor(closed.running, AARHUS, 'buyer');
  asOperator = fileFor(closed.running, REGION, 'operator');
}, 60_000);
afterAll(() => closed.running.close());

const at = (statement: string, format: string) => `/settlement/statements/${statement}/${format}`;

const rowsOf = ({ bytes }: Pick<FileAnswer, 'bytes'>): Record<string, string>[] =>
  parse(bytes, { delimiter: ';', bom: true, columns: true, record_delimiter: '\r\n' });

const sheetOf = async ({ bytes }: FileAnswer) => {
  const workbook = new Workbook();
  await workbook.xlsx.load(bytes);
  return workbook.worksheets[0]!;
};

describe('A statement as CSV', () => {
  it('has a byte order mark, semicolons, decimal commas and Danish days', async () => {
    const answer = await asPayer(at(MAY, 'csv'));
    expect(answer.headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${MAY}.csv"`,
      'content-language': 'da',
    });
    expect(answer.bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
    const [stay, day] = rowsOf(answer).sort(
      (a, b) => Number(b['Pris i kr.']?.replace(',', '.')) - Number(a['Pris i kr.']?.replace(',', '.')),
    );
    expect(stay).toMatchObject({
      Opgørelse: MAY,
      'Første dag': '01.05.2020',
      'Sidste dag': '31.05.2020',
      Dage: '31',
      Antal: '31,00',
      'Pris i kr.': '2560,00',
      'Beløb i kr.': '79360,00',
      Kontofunktion: '5.38.52',
      Forklaring: '31 døgn × 2.560,00 kr. = 79.360,00 kr.',
      'Betalerens navn': 'Aarhus',
      'Borger (pseudonym)': closed.citizenRef,
    });
    expect(day).toMatchObject({ 'Beløb i kr.': '13841,50', Paragraf: 'SEL-104', Kontofunktion: '5.38.59' });
  });

  it('leaves negative amounts numbers', async () => {
    const [credit] = rowsOf(await asPayer(at(JUNE, 'csv')));
    expect(credit).toMatchObject({ 'Beløb i kr.': '-28160,00', Dage: '-11', 'Retter opgørelse': MAY });
  });

  it.each(['=HYPERLINK("http://example.invalid")', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1'])(
    'takes the sting out of a text that begins as the formula %j does',
    async (offeringName) => {
      const pages = Readable.from([[fileLine({ offeringName, amountOre: asOre(-100) })]]);
      const bytes = await buffer(statementCsv(pages, 'da'));
      const [row] = rowsOf({ bytes });
      expect(row).toMatchObject({ Tilbud: `'${offeringName}`, 'Beløb i kr.': '-1,00' });
    },
  );

  it('says of an adjustment what it corrects and why', async () => {
    const [credit] = rowsOf(await asPayer(at(JUNE, 'csv')));
    expect(credit?.Forklaring).toMatch(
      /^Retter linje \d i 1082-751-2020-05: Udskrivning rettet: rejst 20\.05\.2020; .*\. -11 døgn × 2\.560,00 kr\. = -28\.160,00 kr\.$/,
    );
  });

  it('is headed in English for whoever prefers it', async () => {
    const answer = await asPayer(at(JUNE, 'csv'), { 'accept-language': 'en-GB,en' });
    expect(answer.headers['content-language']).toBe('en');
    const [credit] = rowsOf(answer);
    expect(credit).toMatchObject({
      'Amount in DKK': '-28160,00',
      'First day': '2020-05-21',
      Kind: 'Adjustment of a closed month',
    });
    expect(credit?.Explanation).toMatch(
      /^Corrects line \d of 1082-751-2020-05: Discharge corrected: .*\. -11 days × DKK 2,560\.00 = DKK -28,160\.00$/,
    );
  });
});

describe('A statement as a spreadsheet', () => {
  it('holds numbers as numbers, days as dates, texts as texts, and a sum that is a formula', async () => {
    const sheet = await sheetOf(await asOperator(at(MAY, 'xlsx')));
    const headings = (sheet.getRow(1).values as string[]).slice(1);
    const cell = (row: number, heading: string) => sheet.getRow(row).getCell(headings.indexOf(heading) + 1);
    expect(sheet.rowCount).toBe(4);
    const rows = [2, 3].sort((a, b) => Number(cell(b, 'Beløb i kr.').value) - Number(cell(a, 'Beløb i kr.').value));
    expect(rows.map((row) => cell(row, 'Beløb i kr.').value)).toEqual([79_360, 13_841.5]);
    expect(rows.map((row) => cell(row, 'Tilbud').value)).toEqual(['Bostøtte Høskoven', DAY_PLACE]);
    expect(cell(rows[0]!, 'Første dag').value).toEqual(new Date('2020-05-01T00:00:00Z'));
    expect(cell(rows[0]!, 'Første dag').numFmt).toBe('dd/mm/yyyy');
    expect(cell(rows[0]!, 'Betaler').value).toBe('751');
    expect(cell(4, 'Opgørelse').value).toBe('I alt');
    expect(cell(4, 'Beløb i kr.').value).toMatchObject({ formula: 'SUBTOTAL(109,AA2:AA3)', result: 93_201.5 });
  });

  it('keeps its heading in sight and has columns wide enough', async () => {
    const sheet = await sheetOf(await asOperator(at(MAY, 'xlsx')));
    expect(sheet.views).toMatchObject([{ state: 'frozen', ySplit: 1 }]);
    expect(sheet.getColumn(10).width).toBeGreaterThanOrEqual(36);
    expect(sheet.autoFilter).toBeTruthy();
  });
});

describe('A month in one file', () => {
  it('holds what the operator issued, and for an auditor everybody’s', async () => {
    const own = rowsOf(await asOperator('/settlement/months/2020-05/csv'));
    expect(own.map((row) => row['Opgørelse'])).toEqual([MAY, MAY]);
    const everybodys = await fileFor(closed.running, VIBORG, 'auditor')('/settlement/months/2020-05/csv');
    expect(rowsOf(everybodys)).toEqual(own);
    const sheet = await sheetOf(await asOperator('/settlement/months/2020-06/xlsx'));
    expect(sheet.rowCount).toBe(3);
  });

  it('is empty but for its heading where the asker has no part', async () => {
    const answer = await fileFor(closed.running, VIBORG, 'buyer')('/settlement/months/2020-05/csv');
    expect(answer.status).toBe(200);
    expect(rowsOf(answer)).toEqual([]);
    const sheet = await sheetOf(await fileFor(closed.running, VIBORG, 'buyer')('/settlement/months/2020-05/xlsx'));
    expect(sheet.rowCount).toBe(2);
  });

  it.each(['csv', 'xlsx'])('and a statement as %s are shown to nobody else', async (format) => {
    for (const [party, role] of [
      [VIBORG, 'buyer'],
      [AARHUS, 'operator'],
      [REGION, 'buyer'],
    ] as const)
      expect((await fileFor(closed.running, party, role)(at(MAY, format))).status).toBe(404);
    expect((await fileFor(closed.running, REGION, 'secretariat')(at(MAY, format))).status).toBe(403);
  });
});
