import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readTariffFile, type TariffFile } from '../../src/market/tariff-file';

let file: TariffFile;
beforeAll(async () => {
  const path = join(__dirname, '../../src/market/data/takstfil-region-midtjylland.csv');
  file = await readTariffFile(readFileSync(path, 'utf8'));
});

describe('Reading the tariff file of Region Midtjylland', () => {
  it('ends each of the 50 rows as a tariff or as a named gap', () => {
    const seen = [...file.rows, ...file.gaps].map(({ row }) => row).sort((a, b) => a - b);
    expect(seen).toEqual(Array.from({ length: 50 }, (_, at) => at + 2));
  });

  it('reads Bostøtte Høskoven § 107 at 2.560,00 kr. from 1 January 2020', () =>
    expect(file.rows).toContainEqual(
      expect.objectContaining({
        offering: 'Bostøtte Høskoven',
        legalBasis: 'SEL-107',
        level: '1',
        priceOre: 256_000,
        validFrom: '2020-01-01',
        operator: '1082',
      }),
    ));

  it('names the undated source, the missing paragraphs and the units that are no day', () => {
    expect(file.gaps).toHaveLength(22);
    expect(file.gaps.find(({ offering }) => offering === 'DOK alle afdelinger')?.codes).toEqual(['UNDATED']);
    expect(file.gaps.filter(({ offering }) => offering === 'DOK').map(({ codes }) => codes)).toEqual([
      ['UNDATED', 'NO_LEGAL_BASIS', 'NO_BASE_PRICE'],
      ['UNDATED', 'NO_LEGAL_BASIS', 'NO_BASE_PRICE'],
      ['UNDATED', 'NO_LEGAL_BASIS', 'NO_BASE_PRICE'],
    ]);
  });

  it('says of every accepted row that the number of places is not published', () =>
    expect(file.withoutPlaces).toEqual(file.rows.map(({ row }) => row)));

  it.each([
    ['1,234.00', 'PRICE_UNREADABLE'],
    ['12.50', 'PRICE_UNREADABLE'],
    ['12,345', 'PRICE_UNREADABLE'],
    ['-5,00', 'PRICE_OUT_OF_RANGE'],
    ['gratis', 'PRICE_UNREADABLE'],
    ['', 'NO_PRICE'],
  ])('takes %p for no price', async (price, code) => {
    const text = `driftsherre;tilbud;paragraf;niveau;enhed;takst;gyldig_fra\n1082;Et sted;SEL-107;1;døgn;${price};01-01-2020\n`;
    expect((await readTariffFile(text)).gaps).toEqual([{ row: 2, offering: 'Et sted', codes: [code] }]);
  });
});
