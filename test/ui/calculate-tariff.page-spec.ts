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
import { type TriedPage, walkPages } from '../support/page-walk';
import { openSmallMarket, REGION, type SmallMarket } from '../support/small-market';

const MINUTES_MS = 60_000;
const OPERATOR = 'local.1082.operator';
const SECRETARIAT = 'local.1082.secretariat';
const BUYER = 'local.751.buyer';

const PAGES: readonly TriedPage<string>[] = [
  {
    name: 'calculate-choose',
    path: (offering) => `/offerings/${offering}/tariff-calculations/new`,
    sees: OPERATOR,
    refused: { [BUYER]: 403 },
  },
  {
    name: 'calculate-tariff',
    path: (offering) => `/offerings/${offering}/tariff-calculations/new?price=SEL-107+2&year=2021`,
    sees: OPERATOR,
    refused: { 'local.751.operator': 403 },
  },
  {
    name: 'calculate-package',
    path: (offering) => `/offerings/${offering}/package-calculations/new`,
    sees: OPERATOR,
    refused: { [BUYER]: 403 },
  },
];

describeInChromium('Journey 4: a tariff calculated from its budget', () => {
  let running: RunningApp;
  let market: SmallMarket;
  let browser: Browser;
  let base: string;
  const readers = new Map<string, Promise<Reader>>();
  const as = (account: string, { script = true } = {}): Promise<Reader> => {
    const key = `${account} ${script}`;
    const known = readers.get(key) ?? readerAs(browser, base, account, { script });
    readers.set(key, known);
    return known;
  };

  beforeAll(async () => {
    [running, browser] = await Promise.all([startApp('2020-09-15'), openChromium()]);
    market = await openSmallMarket(running, 24);
    const at = '/agreements/rammeaftale-2019-20';
    const secretariat = running.as(REGION, 'secretariat');
    await secretariat.post(`${at}/extend`, { last: '2021-12-31', reason: 'Prøve' });
    const { rules } = await secretariat.get(at);
    const tariffCap = { baseYear: 2020, indexation: [] };
    const provenance = [...rules.provenance, { name: 'tariffCap', tag: 'DESIGN', rule: 'R19' }];
    await secretariat.post(`${at}/rules`, {
      from: '2021-01-01',
      rules: { ...rules, tariffCap, provenance },
      reason: 'Prøve',
    });
    // What is left of a year before the ledger is due in the tariff of 2021.
    await market.seller.post(`/year-end/regulation-accounts/${market.offeringId}`, {
      serviceLineId: 'SEL-107',
      originYear: 2019,
      openingOre: 8_520_000,
      reason: 'Revideret regnskab 2019',
    });
    await running.settled();
    base = await running.app.getUrl();
  }, MINUTES_MS);

  afterAll(async () => {
    await browser.close();
    await running.close();
  });

  walkPages(PAGES, { as, ids: () => market.offeringId, hidden: 'Høskoven' });

  it(
    'goes from the price list over the figures and what they come to, to a tariff above the cap that the secretariat sees, without script',
    async () => {
      const { page } = await as(OPERATOR, { script: false });
      const show = page.locator('#calculation > button:last-child');
      await page.goto('/tariffs');
      await page.getByRole('link', { name: 'Beregn taksten for Bostøtte Høskoven, niveau 1, i 2021' }).click();
      await page.getByLabel('Beløb: Direkte omkostninger').fill('17.000.000,00');
      await page.getByRole('button', { name: 'Tilføj en direkte omkostning' }).click();
      const added = page.getByLabel('Beløb: Direkte omkostninger, række 3');
      expect(new URL(page.url()).hash).toMatch(/^#calculation-costs\.\d+\.category$/);
      await added.fill('2.000.000');
      await page.getByLabel('Bemærkning: Direkte omkostninger, række 3').fill('Nattevagt');
      await page.getByLabel('Beløb: Andel af central').fill('mange');
      await page.getByLabel('Faktisk belægning 2018').fill('94');

      // What is wrong stands at its field, though rows before it are empty; what was typed stays.
      await show.click();
      expect(await page.locator('.fault-summary').innerText()).toContain('Beløb: Andel af central');
      expect(await page.getByLabel('Beløb: Andel af central').inputValue()).toBe('mange');
      expect(await added.inputValue()).toBe('2.000.000');
      expect(await page.getByLabel('Bemærkning: Direkte omkostninger, række 3').inputValue()).toBe('Nattevagt');
      await page.getByLabel('Beløb: Andel af central').fill('3.600.000');
      // The rule takes two years, and the ledger has neither.
      await show.click();
      expect(await page.locator('.fault-summary').innerText()).toContain('Belægningen for 2019 mangler');
      await page.getByLabel('Faktisk belægning 2019').fill('95,0 %');
      // Another level of the line is not calculated yet, so the operator says what this one takes of what is due.
      await page.getByText('niveau 2 er ikke beregnet endnu').waitFor();
      await page.getByLabel('Efterregulering 1: beløb i taksten').fill('-85.200');

      // 17.0 + 2.0 + 3.6 m − 85.200 kr. over 24 × 365 × 95 %.
      await page.getByLabel('Beløb: Andel af central').press('Enter');
      await page.getByText('Sådan bliver taksten').waitFor();
      const main = page.getByRole('main');
      expect(await main.innerText()).toContain('= 2.705,46 kr., afrundet til hele kroner = 2.705,00 kr.');
      expect(await main.innerText()).toContain('Taksten ligger over takstloftet (R19).');
      expect(await main.innerText()).toContain('2.560,00 kr.');
      expect((await market.aarhus.get(`/offerings/${market.offeringId}/tariff-calculations`)).items).toEqual([]);

      await page.getByRole('button', { name: 'Registrer beregningen' }).click();
      await page.getByRole('heading', { name: 'Takst ud fra budget 2021, niveau 1' }).waitFor();
      await page.getByRole('link', { name: 'Gør den til en takst' }).click();
      await page.getByLabel('Begrundelse').fill('Budget 2021');
      await page.getByRole('button', { name: 'Se, hvad det fører til' }).click();
      await page.getByRole('button', { name: 'Fastsæt taksten' }).click();
      await page.getByRole('link', { name: '2021, SEL § 107, niveau 1' }).click();
      await page.getByText('Beregningen er brugt').waitFor();
      const { items } = await market.aarhus.get(`/offerings/${market.offeringId}/tariffs?effectiveOn=2021-01-01`);
      expect(items).toContainEqual(
        expect.objectContaining({
          level: '1',
          budgetedOccupancyBp: 9_500,
          components: [expect.objectContaining({ priceOre: 270_500 })],
        }),
      );

      // It holds from January, and is seen before.
      const secretariat = (await as(SECRETARIAT)).page;
      await secretariat.goto('/overview');
      await secretariat.getByRole('link', { name: /Se dem, der kommer senere/ }).click();
      const rise = await secretariat.getByRole('row', { name: /Bostøtte Høskoven/ }).innerText();
      expect(rise).toContain('En dag koster 2.705,00 kr.; takstloftet er 2.560,00 kr.');
      expect(await barriers(secretariat)).toEqual([]);

      // The next one begins where this one ended, with the rest of what is due for the last level.
      await page.goto(`/offerings/${market.offeringId}/tariff-calculations`);
      await page.getByRole('link', { name: '2021, SEL § 107, niveau 1' }).click();
      await page.getByRole('link', { name: 'Beregn på ny ud fra denne' }).click();
      expect(await page.getByLabel('Beløb: Direkte omkostninger, række 2').inputValue()).toBe('2.000.000,00');
      expect(await page.getByLabel('Efterregulering 1: beløb i taksten').inputValue()).toBe('-85.200,00');
    },
    MINUTES_MS,
  );

  it(
    'says at the year that no agreement holds, and can be used by everybody while it is mended and looked at',
    async () => {
      const { page } = await as(OPERATOR);
      await page.goto(`/offerings/${market.offeringId}/tariff-calculations/new`);
      await page.getByLabel('Ydelse og niveau').selectOption({ label: 'SEL § 107 Botilbud, et nyt niveau' });
      await page.getByRole('button', { name: 'Videre til tallene' }).click();
      expect(await page.locator('.fault-summary').innerText()).toContain('Navn, hvis niveauet er nyt');
      await page.getByLabel('Navn, hvis niveauet er nyt').fill('Særplads');
      await page.getByLabel('År').fill('2031');
      await page.getByRole('button', { name: 'Videre til tallene' }).click();
      expect(await page.locator('.fault-summary').innerText()).toContain('ikke omfattet af en rammeaftale');
      expect(await page.getByLabel('Ydelse og niveau').inputValue()).toBe('SEL-107');
      expect(await barriers(page)).toEqual([]);
      await page.getByLabel('År').fill('2021');
      await page.getByRole('button', { name: 'Videre til tallene' }).click();

      await page.getByText('Læg omkostninger i en pris pr. time').click();
      await page.getByLabel('Budgetterede timer i året').fill('mange');
      await page.getByLabel('Beløb: Direkte omkostninger').fill('1.000.000');
      await page.getByText('Regn med en anden belægning end reglens').click();
      await page.getByLabel('Belægning at regne med').fill('100');
      await page.getByLabel('Grund', { exact: true }).selectOption({ label: 'Nyt tilbud uden historik' });
      const show = page.locator('#calculation > button:last-child');
      await show.click();
      expect(await page.locator('.fault-summary').innerText()).toContain('Skriv et antal timer');
      expect(await barriers(page)).toEqual([]);
      await page.getByLabel('Budgetterede timer i året').fill('1.250,5');
      await show.click();
      // Hours without costs that they pay.
      expect(await page.locator('.fault-summary').innerText()).toContain('skal oplyses sammen (R15)');
      await page.getByRole('button', { name: 'Tilføj en omkostning til timeprisen' }).click();
      await page.getByLabel('Beløb: Omkostninger til timeprisen, række 1').fill('500.200');
      await show.click();
      await page.getByText('500.200,00 kr. ÷ 1.250,50 timer = 400,00 kr.').waitFor();
      await page.setViewportSize(NARROW);
      expect(await overflow(page)).toBe(0);
      expect(await barriers(page)).toEqual([]);
      await shot(page, 'calculation-previewed-narrow');
      await page.setViewportSize({ width: 1280, height: 900 });
      await shot(page, 'calculation-previewed');
    },
    MINUTES_MS,
  );
});
