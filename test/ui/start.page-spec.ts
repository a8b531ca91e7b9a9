import type { Browser } from 'playwright-core';
import { type RunningApp, startApp } from '../support/app';
import { describeInChromium, openChromium, readerAs, shot } from '../support/chromium';
import { openSmallMarket, reservation, type SmallMarket } from '../support/small-market';

const MINUTES_MS = 60_000;

describeInChromium('The start page', () => {
  let running: RunningApp;
  let market: SmallMarket;
  let browser: Browser;
  let base: string;
  const placements: string[] = [];

  beforeAll(async () => {
    [running, browser] = await Promise.all([startApp('2020-03-02'), openChromium()]);
    market = await openSmallMarket(running, 12);
    for (let count = 0; count < 8; count += 1) {
      const made = await market.aarhus.post('/placements', reservation(market.offeringId, '2020-03-20'));
      placements.push(made.placementId);
    }
    const [first = ''] = placements;
    await market.seller.post(`/placements/${first}/confirm`);
    await market.seller.post(`/placements/${first}/enrol`, { firstDay: '2020-03-02' });
    await market.seller.post(`/placements/${first}/change`, { level: '2', from: '2020-03-09' });
    await running.settled();
    base = await running.app.getUrl();
  }, MINUTES_MS);

  afterAll(async () => {
    await browser.close();
    await running.close();
  });

  it(
    'counts what waits exactly, shows the most urgent, leads to all of it, and moves on by itself',
    async () => {
      const { page, complaints } = await readerAs(browser, base, 'local.1082.operator');
      await page.getByRole('heading', { name: 'Reservationer, I skal besvare (7)' }).waitFor();
      const shown = page.getByRole('region', { name: 'Reservationer, I skal besvare' }).getByRole('rowheader');
      expect(await shown.count()).toBe(5);
      await page.getByRole('heading', { name: 'Kontrakter, I skal underskrive (1)' }).waitFor();
      await page.getByRole('heading', { name: 'Jeres forslag til andre vilkår (1)' }).waitFor();
      await shot(page, 'start-tasks');

      await market.seller.post(`/placements/${placements[1] ?? ''}/decline`, { reason: 'NO_STAFF' });
      await page.getByRole('heading', { name: 'Reservationer, I skal besvare (6)' }).waitFor();
      await page.getByRole('link', { name: /^Se alle 6/ }).click();
      expect(await page.getByRole('main').getByRole('rowheader').count()).toBe(6);
      expect(complaints).toEqual([]);
    },
    MINUTES_MS,
  );

  it(
    'asks the other side for what is its turn, and whoever has nothing to do for nothing',
    async () => {
      const buyer = await readerAs(browser, base, 'local.751.buyer');
      const main = await buyer.page.getByRole('main').innerText();
      expect(main).toContain('Forslag til andre vilkår, I skal besvare (1)');
      expect(main).toContain('Reservationer, som driftsherren skal besvare (6)');
      expect(main).not.toContain('Reservationer, I skal besvare');
      for (const [idle, way] of [
        ['local.751.auditor', 'Holder reglerne?'],
        ['local.1082.secretariat', 'Markedet i overblik'],
        ['local.791.buyer', 'Find en ledig plads'],
      ] as const) {
        const { page } = await readerAs(browser, base, idle);
        await page.getByText('Intet venter på jer lige nu.').waitFor();
        const ways = page.getByRole('main').getByRole('listitem').getByRole('link');
        expect((await ways.allInnerTexts()).join('; ')).toContain(way);
        const hrefs = await ways.evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
        for (const href of hrefs) expect([href, (await page.goto(href))?.status()]).toEqual([href, 200]);
      }
    },
    MINUTES_MS,
  );

  it(
    'leads the operator to the tariff above the cap that has no reason, and tells the secretariat',
    async () => {
      const { seller } = market;
      const secretariat = running.as('1082', 'secretariat');
      const { rules } = await secretariat.get('/agreements/rammeaftale-2019-20?effectiveOn=2020-03-02');
      await secretariat.post('/agreements/rammeaftale-2019-20/rules', {
        from: '2020-03-02',
        rules: {
          ...rules,
          tariffCap: { baseYear: 2019, indexation: [{ year: 2020, rateBp: 200 }] },
          provenance: [...rules.provenance, { name: 'tariffCap', tag: 'READ', rule: 'R19' }],
        },
        reason: 'Loft over takster',
      });
      const name = 'Bostedet Skovly';
      const { offeringId } = await seller.post('/offerings', {
        name,
        addressMunicipality: '791',
        targetGroups: ['Autisme'],
        ageFrom: 18,
        ageTo: 85,
      });
      const at = `/offerings/${offeringId}`;
      const line = { serviceLineId: 'SEL-108', legalBasis: 'SEL-108', name: 'Botilbud', from: '2019-01-01' };
      await seller.post(`${at}/service-lines`, line);
      for (const [validFrom, priceOre] of [
        ['2019-01-01', 200_000],
        ['2020-03-10', 210_000],
      ] as const)
        await seller.post(`${at}/tariffs`, {
          serviceLineId: 'SEL-108',
          level: '1',
          components: [{ code: 'BASE', kind: 'BASE', unit: 'DAY', priceOre }],
          validFrom,
          reason: 'Takst',
        });
      running.clock.turnTo('2020-03-10');
      await running.settled();

      const title = 'Takster over loftet uden en angivet grund';
      const operator = await readerAs(browser, base, 'local.1082.operator');
      const row = operator.page.getByRole('table', { name: title }).getByRole('row', { name });
      expect(await row.innerText()).toContain('2.040,00 kr.');
      await row.getByRole('link', { name }).click();
      await operator.page.getByRole('heading', { level: 1, name: /^Ret taksten/ }).waitFor();

      const { page } = await readerAs(browser, base, 'local.1082.secretariat');
      await page.getByRole('heading', { name: `${title} (1)` }).waitFor();
      await page.getByRole('table', { name: title }).getByRole('link', { name }).click();
      await page.getByRole('heading', { level: 1, name }).waitFor();
      expect([...operator.complaints]).toEqual([]);
    },
    MINUTES_MS,
  );

  it(
    'tells the payer which statements wait for it and when they are due, until it has approved them (R34)',
    async () => {
      running.clock.turnTo('2020-04-01');
      await market.seller.post('/settlement/months/2020-03/close', {});
      await running.settled();
      const { page, complaints } = await readerAs(browser, base, 'local.751.buyer');
      const waits = page.getByRole('heading', { name: 'Opgørelser, I skal godkende (1)' });
      await waits.waitFor();
      const table = page.getByRole('table', { name: 'Opgørelser, I skal godkende' });
      expect(await table.innerText()).toMatch(/01\.05\.2020.*marts 2020.*Region Midtjylland/s);
      await shot(page, 'start-statements');
      const seller = await readerAs(browser, base, 'local.1082.operator');
      expect(await seller.page.getByRole('main').innerText()).not.toContain('I skal godkende');

      const { items } = await market.aarhus.get('/settlement/statements?waiting=APPROVAL');
      const at = `/settlement/statements/${items[0].statementId}`;
      const { lines } = items[0];
      for (let line = 1; line < lines; line += 1) await market.aarhus.post(`${at}/approve`, { lines: [line] });
      await market.aarhus.post(`${at}/lines/${lines}/dispute`, { reason: 'WRONG_PRICE' });
      await waits.waitFor({ state: 'detached' });
      expect(await market.aarhus.get('/settlement/statements?waiting=APPROVAL')).toMatchObject({ items: [], count: 0 });
      expect((await market.aarhus.get('/settlement/statements')).items).toHaveLength(1);
      expect(complaints).toEqual([]);
    },
    MINUTES_MS,
  );
});
