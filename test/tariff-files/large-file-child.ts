import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { asDay } from '../../src/kernel/calendar';
import { asOre } from '../../src/kernel/money';
import { partyCode } from '../../src/kernel/vocabulary';
import type { ListedTariff } from '../../src/tariff-files/price-list.calculation';
import { priceListCsv, priceListXlsx } from '../../src/tariff-files/price-list-writers';
import { openTariffFile } from '../../src/tariff-files/tariff-file-reader';

/** What is in use when everything that nobody needs has been thrown away, in bytes. */
const inUse = (): number => {
  global.gc?.();
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

export interface Peak {
  /** Bytes above the start. */
  readonly peak: number;
  readonly read: number;
  readonly remarks: number;
  readonly bytes: number;
}

/** Writes a list of so many tariffs and reads it again; the most memory in use at any of the samples, above the start. */
const peakOf = async (folder: string, format: 'CSV' | 'XLSX', rows: number): Promise<Peak> => {
  const path = join(folder, `${rows}.${format}`);
  const out = createWriteStream(path);
  const written: Readable = WRITERS[format](tariffs(rows));
  written.pipe(out);
  await finished(out);
  const start = inUse();
  let [read, peak, remarks] = [0, 0, 0];
  for await (const group of (await openTariffFile({ path, format, utf8: true })).tariffs) {
    read += group.length;
    remarks += group[0]?.remarks.length ?? 0;
    if (read % (rows / SAMPLES) === 0) peak = Math.max(peak, inUse() - start);
  }
  return { peak, read, remarks, bytes: (await stat(path)).size };
};

/** In a process of its own, because what others have in use is collected along with it, and takes long. */
const run = async (): Promise<void> => {
  const format = process.argv[2] === 'XLSX' ? 'XLSX' : 'CSV';
  const folder = await mkdtemp(join(tmpdir(), 'tariffs-large-'));
  try {
    const peaks: Peak[] = [];
    for (const rows of [200, 2_000, 20_000]) peaks.push(await peakOf(folder, format, rows));
    process.stdout.write(JSON.stringify(peaks));
  } finally {
    await rm(folder, { recursive: true });
  }
};

void run();
