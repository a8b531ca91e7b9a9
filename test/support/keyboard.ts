import type { Page } from 'playwright-core';

const TABS_MAX = 120;

/** Presses Tab until what is focused says so; what cannot be reached by keyboard is not there. */
export const tabTo = async (
  page: Page,
  text: string | RegExp,
  kind = 'a, button, input, select, summary, textarea',
): Promise<void> => {
  for (let presses = 0; presses < TABS_MAX; presses += 1) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate((wanted) => {
      const element = document.activeElement as HTMLInputElement | null;
      if (!element?.matches(wanted)) return '';
      // A link within a drawing has no inner text; it says its label.
      const said = element.labels?.[0]?.innerText ?? element.innerText;
      return (said ?? element.getAttribute('aria-label') ?? '').trim();
    }, kind);
    if (typeof text === 'string' ? focused.startsWith(text) : text.test(focused)) return;
  }
  throw new Error(`No way by keyboard to ${String(text)} on ${page.url()}`);
};

/** Presses Enter where the focus is, and waits for the page it leads to. */
export const press = async (page: Page): Promise<void> => {
  const loaded = page.waitForEvent('load');
  await page.keyboard.press('Enter');
  await loaded;
};
