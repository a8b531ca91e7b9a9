import type { Browser } from 'playwright-core';
import { type RunningApp, startApp } from '../support/app';
import { describeInChromium, openChromium, readerAs, shot } from '../support/chromium';
import { press, tabTo } from '../support/keyboard';
import { type TriedPage, walkPages } from '../support/page-walk';
import { openSmallMarket, reservation, type SmallMarket } from '../support/small-market';

const MINUTES_MS = 60_000;
const BUYER = 'local.751.buyer';
const OPERATOR = 'local.1082.operator';

const PAGES: readonly TriedPage<undefined>[] = [
  { name: 'find-map', path: () => '/places?view=map', sees: BUYER, refused: {} },
  { name: 'find-map-country', path: () => '/places?view=map&area=country', sees: OPERATOR, refused: {} },
  {
    name: 'find-near',
    path: () => '/places?withinKm=60&sort=distance&municipality=791&text=høskoven',
    sees: BUYER,
    refused: {},
  },
  { name: 'find-near-missing', path: () => '/places?withinKm=60', sees: OPERATOR, refused: {} },
  {
    name: 'placements-filtered',
    path: () => '/placements?waiting=SIGNATURE&turn=YOU&startsFrom=2020-01-01&payer=751',
    sees: BUYER,
    refused: { 'local.1082.secretariat': 403 },
  },
];

describeInChromium('Finding a place', () => {
  let running: RunningApp;
  let market: SmallMarket;
  let browser: Browser;
  let base: string;

  beforeAll(async () => {
    [running, browser] = await Promise.all([startApp('2020-03-02'), openChromium()]);
    market = await openSmallMarket(running, 6);
    await market.offer('Bo og støtte Søvang', 2);
    await running.settled();
    base = await running.app.getUrl();
  }, MINUTES_MS);

  afterAll(async () => {
    await browser.close();
    await running.close();
  });

  walkPages(PAGES, { as: (account) => readerAs(browser, base, account), ids: () => undefined, hidden: 'Høskoven' });

  it(
    'goes by keyboard from the map, whose figures are said, to the offerings of one municipality',
    async () => {
      const { page, complaints } = await readerAs(browser, base, BUYER);
      await page.goto('/places?targetGroup=Erhvervet+hjerneskade');
      await tabTo(page, 'Kort');
      await press(page);
      expect(new URL(page.url()).searchParams.get('targetGroup')).toBe('Erhvervet hjerneskade');
      const said = 'Viborg: 8 ledige pladser i 2 ydelser';
      expect(await page.getByRole('link', { name: said }).count()).toBe(1);
      const row = page.getByRole('row', { name: 'Viborg' });
      expect(await row.getByRole('cell').allInnerTexts()).toEqual(['8', '2', '57 km']);
      // Outlines that do not reach the browser would leave an empty map.
      const drawn = await page.getByRole('link', { name: said }).boundingBox();
      expect(drawn?.width).toBeGreaterThan(20);
      await tabTo(page, said);
      await shot(page, 'find-map-focus');
      await press(page);
      const { searchParams } = new URL(page.url());
      expect(Object.fromEntries(searchParams)).toMatchObject({
        municipality: '791',
        targetGroup: 'Erhvervet hjerneskade',
      });
      expect(await page.getByRole('rowheader').count()).toBe(2);
      expect(complaints).toEqual([]);
    },
    MINUTES_MS,
  );

  it('is narrowed, once placements are listed, to those who stand in them, with how many each has', async () => {
    const { page } = await readerAs(browser, base, OPERATOR);
    const choices = (label: string): Promise<string[]> =>
      page.getByLabel(label, { exact: true }).locator('option').allTextContents();
    await page.goto('/placements');
    // Nobody stands in no placements; later the operator is one alone. Danish puts Aarhus last.
    expect(await Promise.all(['Køber', 'Driftsherre', 'Betaler'].map(choices))).toEqual([[], [], []]);
    for (const buyer of [market.aarhus, market.viborg, market.viborg])
      await buyer.post('/placements', reservation(market.offeringId, '2020-04-01'));
    await running.settled();
    await page.goto('/placements');
    expect(await choices('Køber')).toEqual(['Alle', 'Viborg (2)', 'Aarhus (1)']);
    expect(await choices('Driftsherre')).toEqual([]);
    await page.getByLabel('Køber', { exact: true }).selectOption('Viborg (2)');
    await page.getByRole('button', { name: 'Vis', exact: true }).click();
    expect(await page.getByRole('rowheader').count()).toBe(2);
    // Somebody an address names who has none is told as such, instead of an empty list by a filter that is not shown.
    await page.goto('/placements?operator=751');
    expect(await page.getByLabel('Driftsherre', { exact: true }).inputValue()).toBe('751');
    expect(await choices('Driftsherre')).toContain('Aarhus (0)');
  });

  it(
    'keeps a search by name in the browser, without script, and leads back to it',
    async () => {
      const { page, context } = await readerAs(browser, base, BUYER, { script: false });
      await page.goto('/places?withinKm=60&sort=-free');
      await page.getByText('Gem søgningen').first().click();
      await page.getByLabel('Giv søgningen et navn').fill('Tæt på <Aarhus>');
      await page.getByRole('button', { name: 'Gem søgningen' }).click();
      await page.goto('/places');
      await page.getByRole('link', { name: 'Tæt på <Aarhus>' }).click();
      expect(Object.fromEntries(new URL(page.url()).searchParams)).toEqual({ withinKm: '60', sort: '-free' });
      const kept = (await context.cookies()).find(({ name }) => name === 'pladsbog-searches');
      expect(kept).toMatchObject({ path: '/places', httpOnly: true });
      await page.getByRole('button', { name: 'Fjern søgningen Tæt på <Aarhus>' }).click();
      expect(await page.getByRole('link', { name: 'Tæt på <Aarhus>' }).count()).toBe(0);
      for (const [form, status] of [
        ['name=Borger+010190-1234&query=text%3Dx', 422],
        ['name=&query=', 400],
        ['name=x&query=view%3Dmap%26til%3D%2F%2Felsewhere', 303],
      ] as const) {
        const answer = await context.request.post('/places/saved', {
          data: form,
          headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' },
          maxRedirects: 0,
        });
        expect([form, answer.status()]).toEqual([form, status]);
        if (status === 303) expect(answer.headers().location).toBe('/places?view=map');
      }
      await context.addCookies([{ name: 'pladsbog-searches', value: 'notbase64', url: `${base}/places` }]);
      expect((await page.goto('/places'))?.status()).toBe(200);
    },
    MINUTES_MS,
  );
});
