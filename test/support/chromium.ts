import { existsSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';

/** A real browser for tests of pages. Where none is installed they say so and are skipped. */
const PLACES = [process.env.PLADSBOG_TEST_CHROMIUM ?? '', '/usr/bin/chromium', '/usr/bin/chromium-browser'];
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export const chromiumPath = PLACES.find((path) => path !== '' && existsSync(path));

/** `describe` where there is a browser; else the suite is skipped, and says why. */
export const describeInChromium: (name: string, tests: () => void) => void = (name, tests) => {
  if (chromiumPath === undefined)
    process.stderr.write(`"${name}" was not tried: no Chromium here (PLADSBOG_TEST_CHROMIUM names one)\n`);
  (chromiumPath === undefined ? describe.skip : describe)(name, tests);
};

export const openChromium = (): Promise<Browser> =>
  chromium.launch({ executablePath: chromiumPath ?? '', args: FLAGS });

/** Narrow enough for a page that somebody has enlarged four times (WCAG 1.4.10). */
export const NARROW = { width: 320, height: 800 };
const USUAL = { width: 1280, height: 900 };

export interface Reader {
  readonly page: Page;
  readonly context: BrowserContext;
  /** What the browser complained of: refused by the content policy, not found, thrown by a script. */
  readonly complaints: string[];
}

/** Somebody with a browser of their own, signed in as a persona of the local provider: `local.751.buyer`. */
export const readerAs = async (
  browser: Browser,
  base: string,
  account: string,
  { script = true }: { readonly script?: boolean } = {},
): Promise<Reader> => {
  const context = await browser.newContext({
    baseURL: base,
    locale: 'da-DK',
    viewport: USUAL,
    javaScriptEnabled: script,
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', ({ message }) => complaints.push(message));
  page.on('console', (said) => {
    if (said.type() === 'error' && !/status of 4\d\d/.test(said.text())) complaints.push(said.text());
  });
  await page.goto('/sign-in?til=/start');
  const [, party = '', ...roles] = account.split('.');
  const form = page.locator('form', { has: page.locator('select[name=party]') });
  await form.locator('select[name=party]').selectOption(party);
  for (const role of roles) await form.locator(`input[value=${role}]`).check();
  await form.getByRole('button').click();
  await page.waitForURL('**/start');
  return { page, context, complaints };
};

/** What axe finds against WCAG 2.1 A and AA, each with the first place it was found at. */
export const barriers = async (page: Page): Promise<string[]> => {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'])
    .analyze();
  return violations.map(({ id, help, nodes }) => `${id}: ${help} at ${nodes[0]?.html ?? ''}`);
};

/** Pixels by which the page is wider than its window. */
export const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

export { shot } from './shots';
