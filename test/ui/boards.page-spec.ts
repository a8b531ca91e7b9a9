import { h } from 'preact';
import { render } from 'preact-render-to-string';
import type { Browser, Page } from 'playwright-core';
import { assetPath } from '../../src/ui/frame/assets';
import { Grid } from '../../src/ui/components/grid';
import { type RunningApp, startApp } from '../support/app';
import { barriers, describeInChromium, openChromium, shot } from '../support/chromium';

const ROWS = 500;
const DAYS = 31;
/** What the script goes by PageUp and PageDown. */
const PAGE_ROWS = 10;
const MINUTES_MS = 60_000;

/** Row 7, day 3 says `7/3`; every cell of row 2 is beyond its places. */
const board = (): string =>
  render(
    h(Grid, {
      caption: 'Pladser dag for dag',
      corner: 'Tilbud',
      stateTitle: 'Farven viser belægningen',
      states: [{ text: 'Ledige' }, { text: 'Over 100 %', mark: '▲' }],
      heads: Array.from({ length: DAYS }, (_, day) => ({ text: String(day + 1) })),
      rows: Array.from({ length: ROWS }, (_row, row) => ({
        head: `Tilbud ${row + 1}`,
        cells: Array.from({ length: DAYS }, (_cell, day) => ({
          text: `${row + 1}/${day + 1}`,
          said: `Tilbud ${row + 1}, dag ${day + 1}`,
          state: row === 1 ? 1 : 0,
        })),
      })),
    }),
  );

describeInChromium('A board of 500 lines over a month', () => {
  let running: RunningApp;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    running = await startApp();
    browser = await openChromium();
    const context = await browser.newContext({
      baseURL: await running.app.getUrl(),
      viewport: { width: 1280, height: 900 },
    });
    page = await context.newPage();
    await page.goto('/accessibility');
    await page.setContent(`<!doctype html><html lang="da"><head><title>Belægning</title>
      <link rel="stylesheet" href="${assetPath('designStyle')}"><link rel="stylesheet" href="${assetPath('style')}">
      <script src="${assetPath('script')}" defer></script></head>
      <body><main><h1>Belægning</h1>${board()}</main></body></html>`);
    await page.waitForFunction(() => document.querySelector<HTMLElement>('.board td')?.tabIndex === 0);
  }, MINUTES_MS);
  afterAll(async () => {
    await browser.close();
    await running.close();
  });
  const press = async (...keys: readonly string[]): Promise<string | null> => {
    for (const key of keys) await page.keyboard.press(key);
    return page.evaluate(() => document.activeElement?.textContent ?? null);
  };

  it('is one element for each figure, so that the browser has little to lay out', async () => {
    const elements = await page.evaluate(() => document.querySelectorAll('.board tbody *').length);
    expect(elements).toBe(ROWS * (1 + 1 + DAYS));
  });

  it('is gone through by arrow keys, Home and End, pages, and Ctrl to its corners', async () => {
    await page.locator('.board td').first().focus();
    expect(await press('ArrowRight', 'ArrowDown', 'ArrowDown', 'ArrowLeft', 'ArrowUp')).toBe('2/1 ▲');
    expect(await press('End')).toBe(`2/${DAYS} ▲`);
    expect(await press('PageDown')).toBe(`${2 + PAGE_ROWS}/${DAYS}`);
    expect(await press('Home')).toBe(`${2 + PAGE_ROWS}/1`);
    expect(await press('PageUp', 'PageUp', 'ArrowUp', 'ArrowLeft')).toBe('1/1');
    expect(await press('Control+End')).toBe(`${ROWS}/${DAYS}`);
    expect(await press('PageDown', 'ArrowDown', 'ArrowRight')).toBe(`${ROWS}/${DAYS}`);
    expect(await press('Control+Home')).toBe('1/1');
    const tabbed = await page.evaluate(
      () => [...document.querySelectorAll<HTMLElement>('.board td')].filter(({ tabIndex }) => tabIndex === 0).length,
    );
    expect(tabbed).toBe(1);
  });

  it('keeps heads and names in sight, and never hides the cell one has gone to behind them', async () => {
    await page.locator('.board td[tabindex="0"]').focus();
    await press('Control+Home');
    for (const keys of [['Control+End'], ['PageUp', 'Home'], ['ArrowRight', 'PageUp', 'PageUp', 'PageUp']]) {
      await press(...keys);
      const seen = await page.evaluate(() => {
        const cell = document.activeElement?.getBoundingClientRect();
        const board = document.querySelector('.board-window')?.getBoundingClientRect();
        const corner = document.querySelector('.board thead th')?.getBoundingClientRect();
        if (!cell || !board || !corner) return undefined;
        return {
          belowHead: cell.top >= corner.bottom - 1,
          besideName: cell.left >= corner.right - 1,
          inWindow: cell.bottom <= board.bottom + 1 && cell.right <= board.right + 1,
          headStays: Math.abs(corner.top - board.top) <= 2 && Math.abs(corner.left - board.left) <= 2,
        };
      });
      expect(seen).toEqual({ belowHead: true, besideName: true, inWindow: true, headStays: true });
    }
    await shot(page, 'board-of-500');
  });

  it('tells what is too full without its colour', async () => {
    expect(await page.locator('.board td', { hasText: '▲' }).count()).toBe(DAYS);
    expect(await page.locator('.board-legend').innerText()).toMatch(/▲\s*Over 100 %/);
  });

  it('bars nobody', async () => {
    // Axe looks at each element; twenty lines are like five hundred.
    await page.evaluate((rows) => {
      for (const row of [...document.querySelectorAll('.board tbody tr')].slice(rows)) row.remove();
    }, 20);
    expect(await barriers(page)).toEqual([]);
  });
});
