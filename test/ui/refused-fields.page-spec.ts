import type { Browser } from 'playwright-core';
import { type RunningApp, startApp } from '../support/app';
import {
  barriers,
  describeInChromium,
  NARROW,
  openChromium,
  overflow,
  type Reader,
  readerAs,
  shot,
} from '../support/chromium';
import { openSmallMarket, reservation } from '../support/small-market';

const MINUTES_MS = 60_000;
const BUYER = 'local.751.buyer';
const OPERATOR = 'local.1082.operator';
const CITIZEN = '0197e3a4-0000-7000-8000-000000000001';

interface Ids {
  /** One place, and somebody lives there. */
  readonly full: string;
  readonly enrolled: string;
}

interface Refused {
  readonly name: string;
  readonly who: string;
  readonly path: (ids: Ids) => string;
  /** By label, in the order in which they are filled in; the last one is at fault. */
  readonly typed: Readonly<Record<string, string>>;
  readonly unfolds?: string;
  readonly submit: string;
  readonly field: string;
  readonly sentence: string;
}

const REFUSED: readonly Refused[] = [
  {
    name: 'no-free-place',
    who: BUYER,
    path: ({ full }) => `/offerings/${full}/reserve?line=SEL-107`,
    typed: { Niveau: '1', 'Borgerens reference': CITIZEN, 'Første dag': '2020-03-15' },
    submit: 'Reserver',
    field: 'reserve-firstDay',
    sentence: 'Der er ingen ledig plads på SEL § 107 den 15.03.2020.',
  },
  {
    name: 'expires-too-late',
    who: BUYER,
    path: ({ full }) => `/offerings/${full}/reserve?line=SEL-107&from=2020-06-01`,
    unfolds: 'En anden betaler, eller en anden frist for svar',
    typed: { Niveau: '1', 'Borgerens reference': CITIZEN, 'Sidste dag for svar (frivilligt)': '2020-12-01' },
    submit: 'Reserver',
    field: 'reserve-expiresOn',
    sentence: 'Reservationen kan højst holdes til',
  },
  {
    name: 'places-are-sold',
    who: OPERATOR,
    path: ({ full }) => `/offerings/${full}/capacity?line=SEL-107`,
    typed: { Begrundelse: 'Færre normeringer', 'Pladser fra den dag': '0' },
    submit: 'Gem antallet',
    field: 'capacity-places',
    sentence: 'Antallet kan ikke sættes til 0: den 02.03.2020 er der solgt 1.',
  },
  {
    name: 'over-capacity-too-long',
    who: OPERATOR,
    path: ({ full }) => `/offerings/${full}/over-capacity?line=SEL-107`,
    typed: { 'Pladser ud over de ordinære': '1', Begrundelse: 'Akut', 'Sidste dag': '2022-12-31' },
    submit: 'Åbn for overbelægning',
    field: 'over-capacity-last',
    sentence: 'Midlertidig overbelægning kan højst vare 366 dage.',
  },
  {
    name: 'notice-has-run-out',
    who: BUYER,
    path: ({ enrolled }) => `/placements/${enrolled}/notice`,
    typed: { 'Opsigelsens dato': '2020-02-01' },
    submit: 'Vis, hvad den fører til',
    field: 'date-noticeDate',
    sentence: '01.02.2020 ligger før opholdets første dag, 01.03.2020.',
  },
];

describeInChromium('What a rule refuses', () => {
  let running: RunningApp;
  let browser: Browser;
  let base: string;
  let ids: Ids;
  const readers = new Map<string, Promise<Reader>>();
  const as = (account: string): Promise<Reader> => {
    const known = readers.get(account) ?? readerAs(browser, base, account);
    readers.set(account, known);
    return known;
  };

  beforeAll(async () => {
    [running, browser] = await Promise.all([startApp('2020-03-02'), openChromium()]);
    const market = await openSmallMarket(running, 1);
    const { placementId } = await market.aarhus.post('/placements', reservation(market.offeringId, '2020-03-01'));
    await market.seller.post(`/placements/${placementId}/confirm`);
    await market.seller.post(`/placements/${placementId}/enrol`, { firstDay: '2020-03-01' });
    await running.settled();
    base = await running.app.getUrl();
    ids = { full: market.offeringId, enrolled: placementId };
  }, MINUTES_MS);

  afterAll(async () => {
    await browser.close();
    await running.close();
  });

  it.each(REFUSED)(
    '$name stands at its field, with a way there, and nothing that was typed is lost',
    async ({ name, who, path, typed, unfolds, submit, field, sentence }) => {
      const { page, complaints } = await as(who);
      await page.goto(path(ids));
      if (unfolds !== undefined) await page.getByText(unfolds).click();
      for (const [label, value] of Object.entries(typed)) {
        const control = page.getByLabel(label, { exact: true });
        if ((await control.evaluate(({ tagName }) => tagName)) === 'SELECT') await control.selectOption(value);
        else await control.fill(value);
      }
      await page.getByRole('button', { name: submit }).click();

      const summary = page.locator('.fault-summary');
      expect(await summary.innerText()).toContain(sentence);
      expect(await summary.evaluate((element) => element === document.activeElement)).toBe(true);
      await summary.getByRole('link').click();
      expect(await page.evaluate(() => document.activeElement?.id)).toBe(field);
      const control = page.locator(`#${field}`);
      expect(await control.isVisible()).toBe(true);
      expect(await control.getAttribute('aria-invalid')).toBe('true');
      expect((await control.getAttribute('aria-describedby'))?.split(' ')).toContain(`${field}-error`);
      expect(await page.locator(`#${field}-error`).innerText()).toContain(sentence);
      for (const [label, value] of Object.entries(typed))
        expect([label, await page.getByLabel(label, { exact: true }).inputValue()]).toEqual([label, value]);

      expect(await barriers(page)).toEqual([]);
      await shot(page, `refused-${name}`);
      const usual = page.viewportSize();
      await page.setViewportSize(NARROW);
      expect(await overflow(page)).toBe(0);
      await shot(page, `refused-${name}-narrow`);
      if (usual) await page.setViewportSize(usual);
      expect(complaints).toEqual([]);
    },
    MINUTES_MS,
  );
});
