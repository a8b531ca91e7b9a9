import fc from 'fast-check';
import { danishAmount, asOre } from '../../src/kernel/money';
import { danishDay, dayOfNumber } from '../../src/kernel/calendar';
import { headerOf } from '../../src/tariff-files/columns.calculation';
import { dayFrom, priceFrom, readRow } from '../../src/tariff-files/row-reading.calculation';
import { openTariffText } from '../../src/tariff-files/tariff-file-reader';
import { hasError } from '../../src/tariff-files/remarks.calculation';
import type { TariffFileRow } from '../../src/tariff-files/tariff-file.events';

const HEADER = 'driftsherre;tilbud;paragraf;niveau;pladser;enhed;takst;gyldig_fra';
const readText = async (text: string): Promise<TariffFileRow[]> => {
  const rows: TariffFileRow[] = [];
  for await (const tariff of (await openTariffText(text)).tariffs) rows.push(...tariff);
  return rows;
};
const remarksOf = async (...lines: string[]): Promise<(readonly string[])[]> =>
  (await readText([HEADER, ...lines].join('\n'))).map(({ remarks }) => remarks);

describe('The header of a tariff file', () => {
  it('is known in any order, in Danish and in English, with spaces or underscores', () => {
    const names = ['Valid from', 'PRICE', 'enhed', 'Lovgrundlag', 'Tilbudsnavn', 'operator code', 'Leder'];
    expect(headerOf(names)).toEqual({
      at: { validFrom: 0, price: 1, unit: 2, legalBasis: 3, offering: 4, operator: 5 },
      unknown: ['Leder'],
      twice: [],
      missing: [],
    });
  });

  it('says what is missing and what is there twice', () =>
    expect(headerOf(['takst', 'pris', 'tilbud'])).toMatchObject({
      twice: ['price'],
      missing: ['operator', 'legalBasis', 'unit', 'validFrom'],
    }));

  it.each([
    ['comma', 'operator,offering,legal_basis,unit,price,valid_from\n1082,Elsted,SEL-107,day,"2.560,00",2020-01-01\n'],
    ['tab', 'operator\toffering\tlegal_basis\tunit\tprice\tvalid_from\n1082\tElsted\t§ 107\tdøgn\t2560\t01.01.2020\n'],
    [
      'semicolon, byte order mark and CRLF',
      '\ufeffoperator;offering;legal_basis;unit;price;valid_from\r\n1082;Elsted;107;pr. døgn;2.560,00 kr.;1/1/2020\r\n',
    ],
  ])('may be separated by %s', async (_, text) =>
    expect(await readText(text)).toEqual([
      expect.objectContaining({
        operator: '1082',
        legalBasis: 'SEL-107',
        unit: 'DAY',
        priceOre: 256_000,
        validFrom: '2020-01-01',
      }),
    ]),
  );
});

describe('A CPR number in a tariff file', () => {
  const names = [...HEADER.split(';'), 'ydelse', 'målgruppe', 'kilde', 'bemærkning', 'takstdel', 'ydelseskode'];
  const cells = [
    '1082',
    'Elsted',
    'SEL-107',
    '1',
    '12',
    'døgn',
    '2.560,00',
    '01-01-2020',
    'Bolig',
    'Angst',
    'x',
    'y',
    'A',
    'B',
  ];
  const CPR = '010190-1234';

  it.each(['tilbud', 'niveau', 'ydelse', 'målgruppe', 'kilde', 'bemærkning', 'takstdel', 'ydelseskode'])(
    'keeps its row out and is kept nowhere, also as %s',
    (name) => {
      const column = names.indexOf(name);
      for (const written of [CPR, CPR.replace('-', ''), `aftalt med ${CPR}`]) {
        const row = readRow(cells.with(column, written), headerOf(names), 2);
        expect(JSON.stringify(row)).not.toMatch(/010190-?1234/);
        expect(hasError(row.remarks)).toBe(true);
      }
      expect(readRow(cells.with(column, CPR), headerOf(names), 2).remarks).toContain('CPR_IN_TEXT');
    },
  );

  it('is not kept as a heading that nobody knows', () =>
    expect(headerOf(['takst', CPR, 'Leder']).unknown).toEqual(['…', 'Leder']));
});

describe('A row of a tariff file', () => {
  const good = '1082;Elsted;SEL-107;1;12;døgn;2.560,00;01-01-2020';

  it('says nothing when there is nothing to say', async () => expect(await remarksOf(good)).toEqual([[]]));

  it.each([
    ['unit against price', '1082;Elsted;SEL-107;1;12;døgn;53.594,00;01-01-2020', 'UNIT_AGAINST_PRICE'],
    ['a month’s price of a day', '1082;Elsted;SEL-107;1;12;måned;2.262,00;01-01-2020', 'UNIT_AGAINST_PRICE'],
    [
      'a text that names another unit',
      '1082;Elsted døgntakst;SEL-107;1;12;måned;86.141,00;01-01-2020',
      'UNIT_AGAINST_TEXT',
    ],
    ['a span of paragraphs', '1082;Elsted;SEL-107-108;1;12;døgn;2.560,00;01-01-2020', 'SPAN_OF_PARAGRAPHS'],
    ['no places', '1082;Elsted;SEL-107;1;;døgn;2.560,00;01-01-2020', 'NO_PLACES'],
    ['no date', '1082;Elsted;SEL-107;1;12;døgn;2.560,00;', 'UNDATED'],
    ['a day that is not there', '1082;Elsted;SEL-107;1;12;døgn;2.560,00;30-02-2020', 'DATE_UNREADABLE'],
    ['no paragraph', '1082;Elsted;;1;12;døgn;2.560,00;01-01-2020', 'NO_LEGAL_BASIS'],
    ['an unknown paragraph', '1082;Elsted;SEL-999;1;12;døgn;2.560,00;01-01-2020', 'UNKNOWN_LEGAL_BASIS'],
    ['no operator', ';Elsted;SEL-107;1;12;døgn;2.560,00;01-01-2020', 'NO_OPERATOR'],
    ['an operator that is none', 'Viborg;Elsted;SEL-107;1;12;døgn;2.560,00;01-01-2020', 'OPERATOR_UNREADABLE'],
    ['an unknown unit', '1082;Elsted;SEL-107;1;12;uge;2.560,00;01-01-2020', 'UNKNOWN_UNIT'],
    ['only an hour price', '1082;Elsted;SEL-107;1;12;time;402,00;01-01-2020', 'NO_BASE_PRICE'],
    ['a hidden character', '1082;Els\u202eted;SEL-107;1;12;døgn;2.560,00;01-01-2020', 'TEXT_UNFIT'],
    ['a name that is too long', `1082;${'x'.repeat(121)};SEL-107;1;12;døgn;2.560,00;01-01-2020`, 'TEXT_UNFIT'],
    ['places that are no number', '1082;Elsted;SEL-107;1;tolv;døgn;2.560,00;01-01-2020', 'PLACES_UNREADABLE'],
  ])('names %s', async (_, line, code) => expect((await remarksOf(line))[0]).toContain(code));

  it('names the second of two tariffs for the same level and day', async () =>
    expect(await remarksOf(good, good.replace('Elsted', 'ELSTED '), good.replace(';1;12', ';2;12'))).toEqual([
      [],
      ['DUPLICATE'],
      [],
    ]));

  it('is one component of a tariff when rows of the same level follow each other (R15)', async () => {
    const [base, hour] = await readText([HEADER, good, good.replace('døgn;2.560,00', 'time;402,00')].join('\n'));
    expect([base?.remarks, hour?.remarks]).toEqual([[], []]);
    expect(hour).toMatchObject({ kind: 'SERVICE_HOUR', unit: 'HOUR', component: 'TIME', priceOre: 40_200 });
  });

  it('keeps the whole tariff out when one of its components cannot be read', async () =>
    expect(await remarksOf(good, good.replace('døgn;2.560,00', 'time;ukendt'))).toEqual([
      ['PART_REFUSED'],
      ['PRICE_UNREADABLE'],
    ]));

  it('reads a spreadsheet’s numbers and days', () => {
    const { at } = headerOf(HEADER.split(';'));
    const row = readRow([1082, 'Elsted', 'SEL-107', 1, 12, 'døgn', 2_560.5, '2020-01-01'], { at }, 2);
    expect(row).toMatchObject({
      operator: '1082',
      level: '1',
      places: 12,
      priceOre: 256_050,
      validFrom: '2020-01-01',
      remarks: [],
    });
  });
});

describe('Prices and days as people write them', () => {
  it('are read back as they were, whatever the price', () =>
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_999_999 }), (ore) => {
        const price = asOre(ore);
        expect(priceFrom(danishAmount(price))).toBe(price);
        expect(priceFrom(`${danishAmount(price)} kr.`)).toBe(price);
        expect(priceFrom(ore / 100)).toBe(price);
      }),
    ));

  it('are read back as they were, whatever the day', () =>
    fc.assert(
      fc.property(fc.integer({ min: -25_000, max: 80_000 }).map(dayOfNumber), (day) => {
        for (const text of [day, danishDay(day), danishDay(day).replace(/\./g, '-')]) expect(dayFrom(text)).toBe(day);
      }),
    ));

  it.each(['1.23', '12,345', '1.23,00', '1,234.00', '0x10', '1e3', '٣', ''])('do not take %p for a price', (text) =>
    expect(priceFrom(text)).toBeUndefined(),
  );

  it('never throw, whatever a cell holds', () =>
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.string(), fc.double(), fc.constant(undefined)), { maxLength: 10 }), (cells) => {
        const { at } = headerOf(HEADER.split(';'));
        expect(readRow(cells, { at }, 2).row).toBe(2);
      }),
    ));
});
