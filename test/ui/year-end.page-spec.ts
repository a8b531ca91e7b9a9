import type { Browser, Page } from 'playwright-core';
import { type RunningApp, startApp } from '../support/app';
import { barriers, describeInChromium, openChromium, type Reader, readerAs } from '../support/chromium';
import { type TriedPage, walkPages } from '../support/page-walk';
import { openSmallMarket, reservation, type SmallMarket } from '../support/small-market';

const MINUTES_MS = 60_000;

const OPERATOR = 'local.1082.operator';
const BUYER = 'local.751.buyer';
const AUDITOR = 'local.751.auditor';
const SECRETARIAT = 'local.1082.secretariat';

/** The pages of year end, who may see each, and who may not. */
const PAGES: readonly TriedPage<undefined>[] = [
  {
    name: 'year-end-accounts',
    path: () => '/year-end/accounts?sort=OFFERING',
    sees: SECRETARIAT,
    refused: { [BUYER]: 403 },
  },
  {
    name: 'year-end-choose',
    path: () => '/year-end/accounts/submit',
    sees: OPERATOR,
    refused: { [BUYER]: 403, [AUDITOR]: 403, [SECRETARIAT]: 403 },
  },
  {
    name: 'regulation-accounts',
    path: () => '/year-end/regulation-accounts?sort=-OPERATOR',
    sees: AUDITOR,
    refused: { [BUYER]: 403 },
  },
  {
    name: 'regulation-bring-in',
    path: () => '/year-end/regulation-accounts/bring-in',
    sees: OPERATOR,
    refused: { [BUYER]: 403, [AUDITOR]: 403, [SECRETARIAT]: 403 },
  },
  {
    name: 'closure-deficits',
    path: () => '/year-end/closure-deficits',
    sees: SECRETARIAT,
    refused: { [BUYER]: 403 },
  },
  {
    name: 'scheme-register',
    path: () => '/objective-financing/schemes/register',
    sees: SECRETARIAT,
    refused: { [BUYER]: 403, [AUDITOR]: 403 },
  },
  {
    name: 'closure-determine',
    path: () => '/year-end/closure-deficits/determine',
    sees: OPERATOR,
    refused: { [BUYER]: 403, [AUDITOR]: 403, [SECRETARIAT]: 403 },
  },
];

describeInChromium('After the year', () => {
  let running: RunningApp;
  let market: SmallMarket;
  let browser: Browser;
  let base: string;
  let closing: string;
  let operator: Reader;
  let buyer: Reader;
  const readers = new Map<string, Promise<Reader>>();
  const as = (account: string, { script = true } = {}): Promise<Reader> => {
    const key = `${account} ${script}`;
    const known = readers.get(key) ?? readerAs(browser, base, account, { script });
    readers.set(key, known);
    return known;
  };

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
    closing = await market.offer('Fjordbo', 2);
    const stay = await market.silkeborg.post('/placements', reservation(closing, '2020-05-01'));
    await market.seller.post(`/placements/${stay.placementId}/confirm`);
    running.clock.turnTo('2020-05-01');
    await market.seller.post(`/placements/${stay.placementId}/enrol`, { firstDay: '2020-05-01' });
    running.clock.turnTo('2020-05-31');
    await market.seller.post(`/placements/${stay.placementId}/end`, { departureDay: '2020-05-31', reason: 'MOVED' });
    running.clock.turnTo('2021-02-15');
    await running.settled();
    base = await running.app.getUrl();
    operator = await as(OPERATOR);
    buyer = await as(BUYER, { script: false });
  }, MINUTES_MS);

  afterAll(async () => {
    await browser.close();
    await running.close();
  });

  const textOf = (page: Page): Promise<string> => page.getByRole('main').innerText();

  walkPages(PAGES, { as, ids: () => undefined, hidden: 'kr.' });

  it(
    'takes the operator from the figures over what they come to and to the split, each looked at before it is recorded',
    async () => {
      const { page } = await as(OPERATOR);
      await page.goto('/year-end/accounts');
      await page.getByRole('link', { name: 'Aflæg et regnskab' }).click();
      await page.getByLabel('Tilbud og ydelse').selectOption({ label: 'Bostøtte Høskoven, SEL § 107 Botilbud' });
      await page.getByLabel('År', { exact: true }).fill('2020');
      await page.getByRole('button', { name: 'Videre til tallene' }).click();

      // What is wrong stands at its field, though the rows before it were left empty.
      await page.getByLabel('Beløb: Afskrivninger').fill('mange');
      await page.getByRole('button', { name: 'Se resultatet' }).click();
      await page.locator('.fault-summary a', { hasText: 'Beløb: Afskrivninger' }).click();
      await expect(page.locator(':focus').inputValue()).resolves.toBe('mange');
      await page.getByLabel('Beløb: Afskrivninger').fill('');
      await page.getByLabel('Beløb: Direkte omkostninger').fill('1.210.000');
      await page.getByLabel('Beløb: Indtægt 1').fill('10.000');
      await page.getByLabel('Omkostningsbaseret budget').fill('1.500.000');
      await page.getByRole('button', { name: 'Se resultatet' }).click();

      // 2 × 306 days from 1 March at 2.560 kr. are 1.566.720 kr.
      expect(await page.locator('#step-RESULT .formula').innerText()).toContain('= 366.720,00 kr.');
      expect(await page.locator('#step-OCCUPANCY').innerText()).toMatch(/Aarhus[\s\S]*306 dage/);
      expect((await market.auditor.get('/year-end/accounts')).items).toEqual([]);
      await page.getByRole('button', { name: 'Aflæg regnskabet' }).click();
      expect(await textOf(page)).toContain('366.720,00 kr.');

      // What is left to do is told at the start, and leads here by the list of what waits.
      await page.goto('/start');
      await page.getByText('Årsresultater at fordele').waitFor();
      await page.locator('a[href="/year-end/accounts?waiting=SPLIT"]').click();
      await page.getByRole('rowheader').getByRole('link', { name: 'Bostøtte Høskoven' }).click();

      const carried = page.getByLabel('Beløb, der overføres');
      await carried.fill('75.000,01');
      await page.getByRole('button', { name: 'Se fordelingen' }).click();
      await page.getByText('Der er noget, der skal rettes').waitFor();
      expect(await carried.inputValue()).toBe('75.000,01');
      await carried.fill('75.000');
      await page.getByRole('button', { name: 'Se fordelingen' }).click();
      await page.getByRole('heading', { name: 'Sådan bliver resultatet fordelt' }).waitFor();
      expect((await market.auditor.get('/year-end/accounts')).items[0].split).toBeUndefined();
      await page.getByRole('button', { name: 'Fordel resultatet' }).click();
      await page.getByRole('heading', { name: 'Fordelingen' }).waitFor();
      expect(await textOf(page)).toMatch(/I taksten for 2022\s+291\.720,00 kr\./);
      expect((await market.auditor.get('/year-end/accounts?waiting=SPLIT')).items).toEqual([]);
      expect((await market.auditor.get('/year-end/accounts')).items).toHaveLength(1);
      await page.goto('/start');
      expect(await textOf(page)).not.toContain('Årsresultater at fordele');

      await page.goto('/year-end/regulation-accounts');
      expect(await page.locator('tbody tr').first().innerText()).toMatch(/75\.000,00[\s\S]*291\.720,00/);
    },
    MINUTES_MS,
  );

  it('brings in what is left of a year before the ledger, in the tariff that will settle it', async () => {
    const { page } = await as(OPERATOR);
    await page.goto('/year-end/regulation-accounts');
    await page.getByRole('link', { name: 'Indlæs en rest fra før bogen' }).click();
    await page.getByLabel('Tilbud og ydelse').selectOption({ label: 'Bostøtte Høskoven, SEL § 107 Botilbud' });
    await page.getByLabel('Året, resultatet er fra').fill('2019');
    await page.getByLabel('Det, der er tilbage at regulere').fill('-250.000,50');
    await page.getByLabel('Hvor beløbet kommer fra').fill('Revideret regnskab 2019');
    await page.getByRole('button', { name: 'Se, hvilken takst det indgår i' }).click();
    expect(await page.locator('.panel').innerText()).toMatch(/-250\.000,50 kr\.[\s\S]*2021/);
    await page.getByRole('button', { name: 'Indlæs resten' }).click();
    expect(await page.locator('tbody tr', { hasText: '2019' }).innerText()).toContain('-250.000,50');
  });

  it('shares the deficit of a closure among those whose citizens were there, and only then', async () => {
    const { page } = await as(OPERATOR);
    await page.goto('/year-end/closure-deficits/determine');
    expect(await textOf(page)).toContain('Ingen af jeres tilbud er lukket.');
    await market.seller.post(`/offerings/${closing}/closure`, { last: '2021-02-15', reason: 'Færre borgere' });
    running.clock.turnTo('2021-02-16');
    await running.settled();
    await page.reload();
    await page.getByLabel('Underskud').fill('3.000');
    await page.getByRole('button', { name: 'Se, hvem der betaler hvad' }).click();
    expect(await page.locator('.fault-summary').innerText()).toContain('Hvor beløbet kommer fra');
    await page.getByLabel('Hvor beløbet kommer fra').fill('Revideret slutregnskab');
    await page.getByRole('button', { name: 'Se, hvem der betaler hvad' }).click();
    expect(await page.locator('.panel tbody').innerText()).toMatch(/Silkeborg\s+31\s+100,0\s%\s+3\.000,00 kr\./);
    await page.getByRole('button', { name: 'Fastsæt underskuddet' }).click();
    const auditor = await as(AUDITOR);
    await auditor.page.goto('/year-end/closure-deficits');
    expect(await textOf(auditor.page)).toMatch(/Fjordbo, fastsættelse nr\. 1[\s\S]*Gælder[\s\S]*3\.000,00 kr\./);
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

  it('corrects accounts from their own figures, with a reason, without script', async () => {
    const { page } = await as(OPERATOR, { script: false });
    await page.goto('/year-end/accounts');
    await page.getByRole('link', { name: 'Bostøtte Høskoven' }).click();
    await page.getByRole('link', { name: 'Ret regnskabet' }).click();
    const direct = page.getByLabel('Beløb: Direkte omkostninger');
    expect(await direct.inputValue()).toBe('1.210.000,00');
    await direct.fill('1.230.000');
    expect(await page.getByLabel('Omkostningsbaseret budget').inputValue()).toBe('1.500.000,00');
    await page.getByRole('button', { name: 'Se resultatet' }).click();
    expect(await page.locator('.fault-summary').innerText()).toContain('Skriv en grund');
    await page.getByLabel('Hvorfor det tidligere regnskab afløses').fill('Revisionen fandt en faktura');
    await page.getByRole('button', { name: 'Se resultatet' }).click();
    await page.getByRole('button', { name: 'Aflæg regnskabet' }).click();
    expect(await textOf(page)).toMatch(/346\.720,00 kr\.[\s\S]*Revisionen fandt en faktura/);
  });

  it('shares a budget by its key, to the øre, and names the published row that does not fit', async () => {
    const { page } = operator;
    await page.goto('/objective-financing/schemes');
    await page.getByRole('link', { name: 'Registrer en ordning' }).click();
    await page.getByLabel('Hvad ordningen kaldes').fill('Sikrede pladser');
    await page.getByLabel('År', { exact: true }).fill('2021');
    await page.getByLabel('Budget, der deles efter nøglen').fill('10.000.000');
    await page.getByLabel('Pris for hver').fill('100');
    await page.getByLabel('Nøglen tæller', { exact: true }).fill('15-17-årige');
    await page.getByLabel('Talt den').fill('2020-01-01');
    await page.getByRole('button', { name: 'Registrer ordningen' }).click();
    expect(await page.locator('.fault-summary').innerText()).toMatch(/budget|pris/i);
    await page.getByLabel('Pris for hver').fill('');
    await page.getByRole('button', { name: 'Registrer ordningen' }).click();

    await page.getByRole('link', { name: 'Registrer nøglen' }).click();
    await page.getByLabel('Hvor tallene er læst').fill('Danmarks Statistik');
    const key = page.getByLabel('Nøglen', { exact: true });
    await key.fill('Aarhus; 7.000\nViborg; mange');
    await page.getByRole('button', { name: 'Registrer nøglen' }).click();
    expect(await page.locator('.fault-summary').innerText()).toContain('Linje 2, »Viborg; mange«, kan ikke læses');
    await key.fill('Kommune\tBørn\nAarhus\t7.000\n791\t2.000\nSilkeborg\t1.001');
    await page.getByRole('button', { name: 'Registrer nøglen' }).click();
    await page.getByRole('link', { name: 'Beregn andelene' }).click();
    expect(await page.locator('tr', { hasText: 'Aarhus' }).innerText()).toContain('6.999.300,07 kr.');
    expect((await market.aarhus.get('/settlement/charges')).items).toEqual([]);
    await page.getByRole('button', { name: 'Beregn og opkræv andelene' }).click();
    await running.settled();
    expect((await market.aarhus.get('/settlement/charges')).items).toHaveLength(1);

    await page.goto('/objective-financing/schemes');
    await page.getByRole('link', { name: 'Sikrede pladser' }).click();
    expect(await page.locator('tfoot').innerText()).toMatch(/10\.001[\s\S]*100,0\s%[\s\S]*10\.000\.000,00 kr\./);
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
    await page.getByText('Linje 2: Der er ingen kommune eller region, der hedder »København K«.').first().waitFor();
  });

  it('takes back a charge that was raised wrongly, with a reason that both sides read', async () => {
    const { page } = operator;
    await page.goto('/settlement/charges');
    await page
      .getByRole('row', { name: /Viborg/ })
      .getByRole('link', { name: /^Træk tilbage/ })
      .click();
    expect(await page.getByRole('main').innerText()).toContain('er ikke på en opgørelse endnu');
    expect(await barriers(page)).toEqual([]);
    await page.getByRole('button', { name: 'Træk opkrævningen tilbage' }).click();
    expect(await page.locator('.fault-summary').innerText()).toContain('Begrundelse');
    await page.getByLabel('Begrundelse').fill('Viborg er ikke med i ordningen');
    await page.getByRole('button', { name: 'Træk opkrævningen tilbage' }).click();
    const row = page.getByRole('row', { name: /Viborg/ });
    await row.getByText('Trukket tilbage').waitFor();
    expect(await row.innerText()).toContain('Viborg er ikke med i ordningen');
    expect(await row.getByRole('link', { name: /^Træk tilbage/ }).count()).toBe(0);
    expect(await market.viborg.get('/settlement/charges?unbilled=true')).toMatchObject({ items: [] });
    expect((await market.viborg.get('/settlement/charges')).items).toMatchObject([{ standing: 'WITHDRAWN' }]);
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
