import { text } from 'node:stream/consumers';
import { type SheetColumn, sheetCsv } from '../../../src/platform/http/sheets';

interface Row {
  readonly name: string;
  readonly kroner?: number;
  readonly day?: string;
}

const COLUMNS: readonly SheetColumn<Row>[] = [
  { heading: { da: 'Navn', en: 'Name' }, width: 10, kind: 'text', value: ({ name }) => name },
  { heading: { da: 'Beløb', en: 'Amount' }, width: 10, kind: 'amount', value: ({ kroner }) => kroner },
  { heading: { da: 'Dag', en: 'Day' }, width: 10, kind: 'day', value: ({ day }) => day },
];

const csvOf = async (rows: readonly Row[]): Promise<readonly string[]> => {
  const pages = (async function* () {
    yield rows;
  })();
  return (await text(sheetCsv(COLUMNS, pages, 'da'))).replace('\uFEFF', '').trimEnd().split('\r\n');
};

it('writes amounts and days as Danish spreadsheets read them, negative ones too, and no formula', async () => {
  const rows = [{ name: '=1+1', kroner: -1_234.5, day: '2026-03-04' }, { name: 'Høskoven' }];
  expect(await csvOf(rows)).toEqual(['Navn;Beløb;Dag', "'=1+1;-1234,50;04.03.2026", 'Høskoven;;']);
});
