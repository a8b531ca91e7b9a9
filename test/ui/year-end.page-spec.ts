import type { Browser, Page } from 'playwright-core';
import { type RunningApp, startApp } from '../support/app';
import { describeInChromium, openChromium, type Reader, readerAs } from '../support/chromium';
import { openSmallMarket, reservation, type SmallMarket } from '../support/small-market';

const MINUTES_MS = 60_000;

describeInChromium('After the year', () => {
  let running: RunningApp;
  let market: SmallMarket;
  let browser: Browser;
  let operator: Reader;
  let buyer: Reader;

  beforeAll(async () => {
    [running, browser] = await Promise.all([startApp('2020-03-01'), openChromium()]);
    market = await openSmallMarket(running);
    const at = '/agreements/rammeaftale-2019-20/extend';
    await running.as('1082', 'secretariat').post(at, { last: '2023-12-31', reason: 'Prøve' });
    for (const buys of [market.aarhus, market.viborg]) {
      const { placementId } = await buys.post('/placements', reservation(market.offeringId, '2020-03-01'));
      await market.seller.post(`/placements/${placementId}/confirm`);
      await market.seller.post(`/placements/${placementId}/enrol`, { firstDay: '2020-03-01' });
    }
    running.clock.turnTo('2021-02-15');
    await running.settled();
    const base = await running.app.getUrl();
    operator = await readerAs(browser, base, 'local.1082.operator');
    buyer = await readerAs(browser, base, 'local.751.buyer', { script: false });
  }, MINUTES_MS);

  afterAll(async () => {
    await browser.close();
    await running.close();
  });

  const textOf = (page: Page): Promise<string> => page.getByRole('main').innerText();

  it('shows the operator every step of the result, takes the split in kroner, and refuses what is beyond the limit', async () => {
    const { offeringId, seller } = market;
    // 2 × 306 days from 1 March at 2.560 kr. are 1.566.720 kr.
    await seller.post(`/year-end/accounts/${offeringId}`, {
      serviceLineId: 'SEL-107',
      year: 2020,
      costs: [{ category: 'DIRECT', amountOre: 120_000_000 }],
      budgetOre: 150_000_000,
    });
    await running.settled();
    const { page } = operator;
    await page.goto('/year-end/accounts');
    await page.getByRole('link', { name: 'Bostøtte Høskoven' }).click();
    expect(await textOf(page)).toContain('366.720,00 kr.');
    expect(await page.locator('#step-RESULT .formula').innerText()).toContain('= 366.720,00 kr.');

    await page.getByLabel('Beløb, der overføres').fill('75.000,01');
    await page.getByRole('button', { name: 'Fordel' }).click();
    await page.getByText('Der er noget, der skal rettes').waitFor();
    expect(await page.getByLabel('Beløb, der overføres').inputValue()).toBe('75.000,01');
    await page.getByLabel('Beløb, der overføres').fill('75.000');
    await page.getByRole('button', { name: 'Fordel' }).click();
    await page.getByRole('heading', { name: 'Fordelingen' }).waitFor();
    expect(await textOf(page)).toMatch(/I taksten for 2022\s+291\.720,00 kr\./);

    await page.goto('/year-end/regulation-accounts');
    expect(await page.locator('tbody tr').first().innerText()).toMatch(/75\.000,00 kr\.[\s\S]*291\.720,00 kr\./);
  });

  it('shows a payer its own share of what is coming, and nobody else’s', async () => {
    const { page } = buyer;
    await page.goto('/year-end/forecast?year=2020');
    await page.getByRole('link', { name: 'Bostøtte Høskoven' }).click();
    const said = await textOf(page);
    // Both have the same days, so each has half of what goes into the tariff.
    expect(said).toContain('145.860,00 kr.');
    expect(said).toContain('Aarhus');
    expect(said).not.toContain('Viborg');
    await operator.page.goto(page.url());
    expect(await textOf(operator.page)).toMatch(/Viborg[\s\S]*145\.860,00 kr\./);
  });

  it('shares a budget by its key, to the øre, and names the published row that does not fit', async () => {
    const { seller } = market;
    const { schemeId } = await seller.post('/objective-financing/schemes', {
      agreementId: 'rammeaftale-2019-20',
      name: 'Sikrede pladser',
      year: 2021,
      budgetOre: 1_000_000_000,
      keyUnit: '15-17-årige',
      keyDate: '2020-01-01',
    });
    const figures = [
      { party: '751', figure: 7_000 },
      { party: '791', figure: 2_000 },
      { party: '740', figure: 1_001 },
    ];
    await seller.post(`/objective-financing/schemes/${schemeId}/key`, { source: 'Danmarks Statistik', figures });
    await seller.post(`/objective-financing/schemes/${schemeId}/shares`);
    await running.settled();

    const { page } = operator;
    await page.goto('/objective-financing/schemes');
    await page.getByRole('link', { name: 'Sikrede pladser' }).click();
    expect(await page.locator('tfoot').innerText()).toMatch(/10\.001[\s\S]*100,0 %[\s\S]*10\.000\.000,00 kr\./);
    await buyer.page.goto(page.url());
    expect(await buyer.page.locator('tr', { hasText: 'Aarhus' }).innerText()).toContain('6.999.300,07 kr.');
    expect(await buyer.page.locator('tr', { hasText: 'Viborg' }).innerText()).toMatch(/2\.000[\s\S]*–/);

    await page.getByRole('link', { name: 'Efterprøv offentliggjorte beløb' }).click();
    await page.getByRole('button', { name: 'Efterprøv' }).click();
    await page.getByText('Alle rækker passer til nøglen').waitFor();
    const table = page.getByLabel('Tabellen');
    await table.fill('Aarhus; 6.999.300\nViborg; 1.999.800\nSilkeborg; 1.001.900');
    await page.getByRole('button', { name: 'Efterprøv' }).click();
    await page.getByText('En række passer ikke til nøglen').waitFor();
    expect(await page.locator('#verdict tbody').innerText()).toMatch(/Silkeborg[\s\S]*1\.000\.899,9/);
    await table.fill('Aarhus; 6.999.300\nKøbenhavn K; 12');
    await page.getByRole('button', { name: 'Efterprøv' }).click();
    await page.getByText('Linje 2: København K er ingen part.').first().waitFor();
  });

  it('checks a table as it is pasted from a spreadsheet, without script, and says which line it cannot read', async () => {
    const { page } = buyer;
    await page.goto('/objective-financing/check');
    const table = page.getByLabel('Tabellen');
    await table.fill('Kommune\tBørn\tBeløb\nHerning\t1.000\t100.000\nIkast-Brande\t500\n');
    await page.getByRole('button', { name: 'Efterprøv' }).click();
    await page.getByText('Linje 2, »Ikast-Brande\t500«, kan ikke læses').first().waitFor();
    await table.fill(
      'Kommune;Børn;Beløb\nHerning;1.000;100.000\nIkast-Brande;500;50.000\nSkive;400;41.000\nStruer;300;30.000',
    );
    await page.getByLabel('Beløbet, der er delt').fill('221.000');
    await page.getByRole('button', { name: 'Efterprøv' }).click();
    const row = page.locator('#verdict tbody tr');
    expect(await row.innerText()).toMatch(/3\s+Skive\s+400\s+41\.000,00 kr\.\s+40\.000,00 kr\.\s+1\.000,00 kr\./);
  });
});
