import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { Peak } from './large-file-child';

const HOOK = join(__dirname, '../support/typescript.cjs');

describe('A tariff file of 20,000 rows', () => {
  it.each(['CSV', 'XLSX'] as const)(
    'as %s is read and written with the memory of one of 2,000',
    (format) => {
      const args = ['--expose-gc', '-r', HOOK, join(__dirname, 'large-file-child.ts'), format];
      const [, small, large] = JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' })) as Peak[];
      expect([small?.read, large?.read]).toEqual([2_000, 20_000]);
      expect(large?.remarks).toBe(0);
      // What grows is the set of keys that tells duplicates, some 250 bytes a tariff; the rows themselves would be 40 MB.
      expect(((large?.peak ?? Infinity) - (small?.peak ?? 0)) / 1_048_576).toBeLessThan(10);
    },
    120_000,
  );
});
