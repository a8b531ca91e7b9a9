import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { asDay } from '../../src/kernel/calendar';
import { asOre } from '../../src/kernel/money';
import { partyCode } from '../../src/kernel/vocabulary';
import type { ListedTariff } from '../../src/tariff-files/price-list.calculation';
import { priceListCsv, priceListXlsx } from '../../src/tariff-files/price-list-writers';
import { openTariffFile } from '../../src/tariff-files/tariff-file-reader';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** What is in use when everything that nobody needs has been thrown away, in bytes. */
const inUse = (): number => {
  collectGarbage();
  return process.memoryUsage().heapUsed;
};

const tariff = (number: number): ListedTariff => ({
  year: 2027,
  operator: partyCode('1082'),
  offeringId: `0195d9a0-7c1e-7000-8000-${String(number).padStart(12, '0')}`,
  offering: `Bosted nummer ${number} med et ganske langt navn`,
  addressMunicipality: partyCode('751'),
  targetGroups: ['Erhvervet hjerneskade', 'Autisme'],
  ageFrom: 18,
  ageTo: 85,
  serviceLineId: 'SEL-107',
  service: 'Midlertidigt botilbud',
  legalBasis: 'SEL-107',
  places: 12,
  soldToOthers: 5,
  level: '1',
  components: [{ code: 'BASE', kind: 'BASE', unit: 'DAY', priceOre: asOre(256_000 + number) }],
  previous: [],
  budgetedOccupancyBp: 9_700,
  validFrom: asDay('2027-01-01'),
  validTo: null,
  source: 'Konstrueret til prøve af en stor fil',
  constructed: true,
});

async function* tariffs(count: number): AsyncGenerator<readonly ListedTariff[]> {
  for (let number = 1; number <= count; number += 1) yield await Promise.resolve([tariff(number)]);
}

const WRITERS = { CSV: priceListCsv, XLSX: priceListXlsx } as const;
const SAMPLES = 10;

let folder: string;
beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'tariffs-large-'))));
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Writes a list of so many tariffs and reads it again; the most memory in use at any of the samples, above the start. */
const peakOf = async (format: 'CSV' | 'XLSX', rows: number): Promise<{ peak: number; read: number; bytes: number }> => {
  const path = join(folder, `${rows}.${format}`);
  const out = createWriteStream(path);
  const written: Readable = WRITERS[format](tariffs(rows));
  written.pipe(out);
  await finished(out);
  const start = inUse();
  let [read, peak] = [0, 0];
  for await (const group of (await openTariffFile({ path, format, utf8: true })).tariffs) {
    read += group.length;
    expect(group[0]?.remarks).toEqual([]);
    if (read % (rows / SAMPLES) === 0) peak = Math.max(peak, inUse() - start);
  }
  return { peak, read, bytes: (await stat(path)).size };
};

describe('A tariff file of 20,000 rows', () => {
  it.each(['CSV', 'XLSX'] as const)(
    'as %s is read and written with the memory of one of 2,000',
    async (format) => {
      await peakOf(format, 200);
      const small = await peakOf(format, 2_000);
      const large = await peakOf(format, 20_000);
      expect([small.read, large.read]).toEqual([2_000, 20_000]);
      // What grows is the set of keys that tells duplicates, some 250 bytes a tariff; the rows themselves would be 40 MB.
      expect((large.peak - small.peak) / 1_048_576).toBeLessThan(10);
    },
    120_000,
  );
});
