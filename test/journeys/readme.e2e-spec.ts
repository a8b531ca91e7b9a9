import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createApp } from '../../src/app';
import { settingsFrom } from '../../src/config';
import { MarketLoader } from '../../src/market/market-loader';
import { CLOCK, type Clock } from '../../src/platform/clock';

const readme = readFileSync(join(__dirname, '../../README.md'), 'utf8');
const [, walkThrough = ''] = /<!-- walk-through:[^>]*-->\s+```sh\n([\s\S]*?)```/.exec(readme) ?? [];
const README_ADDRESS = 'http://127.0.0.1:3000';
/** Enough for every published offering; the walk-through needs no more. */
const PLACES = 250;
const MINUTE_MS = 60_000;

describe('The walk-through in README.md', () => {
  let folder: string;
  let app: NestFastifyApplication;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'pladsbog-readme-'));
    app = await createApp(settingsFrom({ PLADSBOG_DATA: folder, PLADSBOG_LOG: 'error' }));
    await app.get(MarketLoader).load(1, app.get<Clock>(CLOCK).today(), () => undefined, PLACES);
    await app.listen(0, '127.0.0.1');
  }, MINUTE_MS);

  afterAll(async () => {
    await app.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it(
    'works exactly as printed',
    async () => {
      expect(walkThrough).toContain(README_ADDRESS);
      if (
        [
          ['bash', '--version'],
          ['curl', '--version'],
        ].some(([tool = '', flag = '']) => spawnSync(tool, [flag]).status !== 0)
      ) {
        process.stderr.write('The walk-through was not tried: bash or curl is missing on this machine\n');
        return;
      }
      const script = `set -euo pipefail\n${walkThrough.replaceAll(README_ADDRESS, await app.getUrl())}`;
      const { stdout } = await promisify(execFile)('bash', ['-c', script], { timeout: MINUTE_MS });
      expect(stdout).toMatch(/^SEL-107: \d+ of \d+ free$/m);
      expect(stdout).toContain('11 døgn × 2.560,00 kr. = 28.160,00 kr.');
      expect(stdout).toMatch(/Aarhus reserverede en plads på Bostøtte Høskoven/);
      expect(stdout).toMatch(/har samme fingeraftryk/);
    },
    MINUTE_MS,
  );
});
