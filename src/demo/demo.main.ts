import 'reflect-metadata';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createApp } from '../app';
import { settingsFrom } from '../config';
import { addDays, asDay, isDay } from '../kernel/calendar';
import { Story, type StorySettings } from './story';
import { StoryClient, StoryClock, StoryRefused } from './story-client';

const USAGE = `npm run demo [-- --from 2020-03-10 --to 2020-05-31 --level 1 --seed 1]`;

/** @throws RangeError with a sentence for the one who typed. */
const storySettings = (): StorySettings => {
  const { values } = parseArgs({
    options: {
      from: { type: 'string', default: '2020-03-10' },
      to: { type: 'string', default: '2020-05-31' },
      level: { type: 'string', default: '1' },
      seed: { type: 'string', default: '1' },
    },
  });
  const { from, to, level, seed } = values;
  if (!isDay(from) || !isDay(to)) throw new RangeError('--from og --to er dage: åååå-mm-dd');
  if (to < from) throw new RangeError('--to ligger før --from');
  if (from < '2020-01-01' || to > '2026-11-30')
    throw new RangeError('Historien kan foregå fra 2020-01-01 til 2026-11-30');
  if (!/^\d{1,9}$/.test(seed)) throw new RangeError('--seed er et helt tal');
  return { from: asDay(from), to: asDay(to), level, seed: Number(seed) };
};

const run = async (): Promise<void> => {
  const story = storySettings();
  const folder = mkdtempSync(join(tmpdir(), 'pladsbog-demo-'));
  try {
    const clock = new StoryClock(addDays(story.from, -30));
    const settings = settingsFrom({ PLADSBOG_DATA: folder, PLADSBOG_MARKET: 'none', PLADSBOG_LOG: 'error' });
    const app = await createApp(settings, { clock });
    try {
      await new Story(new StoryClient(app), clock, story, (text) => process.stdout.write(`${text}\n`)).tell();
    } finally {
      await app.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

run().catch((error: unknown) => {
  const plain = error instanceof RangeError || error instanceof StoryRefused || error instanceof TypeError;
  process.stderr.write(plain ? `${error.message}\n${USAGE}\n` : `${String((error as Error).stack)}\n`);
  process.exitCode = 1;
});
