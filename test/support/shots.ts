import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

/** Pictures for people, kept out of the repository; taken where PLADSBOG_TEST_SHOTS asks for them. */
export const SHOTS = join(process.cwd(), 'coverage', 'pages');

const wanted = (): boolean => {
  if (process.env.PLADSBOG_TEST_SHOTS === undefined) return false;
  mkdirSync(SHOTS, { recursive: true });
  return true;
};

export const shot = async (page: Page, name: string): Promise<void> => {
  if (wanted()) await page.screenshot({ path: join(SHOTS, `${name}.png`), fullPage: true });
};

/** What was printed, beside the pictures. */
export const keepPaper = (name: string, pdf: Buffer): void => {
  if (wanted()) writeFileSync(join(SHOTS, `${name}.pdf`), pdf);
};
