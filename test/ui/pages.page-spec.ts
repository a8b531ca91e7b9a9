import type { Browser } from 'playwright-core';
import { type RunningApp, startApp } from '../support/app';
import { describeInChromium, openChromium, type Reader, readerAs } from '../support/chromium';
import { type TriedPage, walkPages } from '../support/page-walk';
import { openSmallMarket, reservation, type SmallMarket } from '../support/small-market';

const MINUTES_MS = 60_000;
const BUYER = 'local.751.buyer';
const OPERATOR = 'local.1082.operator';
const AUDITOR = 'local.751.auditor';
const SECRETARIAT = 'local.1082.secretariat';

interface Ids {
  readonly offering: string;
  readonly reserved: string;
  readonly enrolled: string;
  /** Enrolled; other terms and another payer are proposed. */
  readonly proposed: string;
  /** Discharged, with an addendum that nobody has signed. */
  readonly left: string;
  readonly event: string;
  readonly accounts: string;
  readonly scheme: string;
}

/** Every page, who may see it, and who may not: the row of the access table that it names, seen from outside. */
const PAGES: readonly TriedPage<Ids>[] = [
  { name: 'start', path: () => '/start', sees: BUYER, refused: {} },
  { name: 'start-operator', path: () => '/start', sees: OPERATOR, refused: {} },
  { name: 'find', path: () => '/places?targetGroup=Erhvervet+hjerneskade&sort=-price', sees: SECRETARIAT, refused: {} },
  { name: 'nothing-found', path: () => '/places?text=findes+ikke', sees: BUYER, refused: {} },
  {
    name: 'compare',
    path: ({ offering }) => `/places/compare?line=${offering}~SEL-107&line=${offering}~SEL-107`,
    sees: BUYER,
    refused: {},
  },
  { name: 'offering', path: ({ offering }) => `/offerings/${offering}`, sees: AUDITOR, refused: {} },
  {
    name: 'reserve',
    path: ({ offering }) => `/offerings/${offering}/reserve?line=SEL-107`,
    sees: BUYER,
    refused: { [OPERATOR]: 403, [AUDITOR]: 403, [SECRETARIAT]: 403 },
  },
  { name: 'placements', path: () => '/placements', sees: BUYER, refused: { [SECRETARIAT]: 403 } },
  {
    name: 'placement-reserved',
    path: ({ reserved }) => `/placements/${reserved}`,
    sees: OPERATOR,
    refused: { [SECRETARIAT]: 403, 'local.791.buyer': 404, 'local.751.operator': 404 },
  },
  {
    name: 'placement-enrolled',
    path: ({ proposed }) => `/placements/${proposed}`,
    sees: BUYER,
    refused: { [SECRETARIAT]: 403, 'local.791.buyer': 404 },
  },
  {
    name: 'notice',
    path: ({ enrolled }) => `/placements/${enrolled}/notice`,
    sees: BUYER,
    refused: { [SECRETARIAT]: 403, [AUDITOR]: 403, 'local.791.buyer': 404 },
  },
  {
    name: 'service-change',
    path: ({ enrolled }) => `/placements/${enrolled}/change?from=2020-03-05&level=2`,
    sees: BUYER,
    refused: { [SECRETARIAT]: 403, [AUDITOR]: 403, 'local.791.buyer': 404 },
  },
  {
    name: 'service-change-answer',
    path: ({ proposed }) => `/placements/${proposed}/change`,
    sees: BUYER,
    refused: { 'local.740.buyer': 403 },
  },
  {
    name: 'payer-change',
    path: ({ enrolled }) => `/placements/${enrolled}/payer`,
    sees: BUYER,
    refused: { [SECRETARIAT]: 403, [AUDITOR]: 403, [OPERATOR]: 403, 'local.740.buyer': 404 },
  },
  {
    name: 'payer-change-answer',
    path: ({ proposed }) => `/placements/${proposed}/payer`,
    sees: 'local.740.buyer',
    refused: { 'local.791.buyer': 404 },
  },
  {
    name: 'end',
    path: ({ enrolled }) => `/placements/${enrolled}/end`,
    sees: OPERATOR,
    refused: { [BUYER]: 403, [AUDITOR]: 403, 'local.740.operator': 404 },
  },
  {
    name: 'absence',
    path: ({ proposed }) => `/placements/${proposed}/absence`,
    sees: OPERATOR,
    refused: { [BUYER]: 403, [SECRETARIAT]: 403, 'local.740.operator': 404 },
  },
  {
    name: 'discharge-correction',
    path: ({ left }) => `/placements/${left}/end/correct`,
    sees: OPERATOR,
    refused: { [BUYER]: 403, [AUDITOR]: 403, 'local.740.operator': 404 },
  },
  {
    name: 'placement-addendum',
    path: ({ left }) => `/placements/${left}`,
    sees: OPERATOR,
    refused: {},
  },
  { name: 'occupancy', path: () => '/occupancy?until=2020-03', sees: SECRETARIAT, refused: {} },
  { name: 'occupancy-days', path: () => '/occupancy?until=2020-03&by=day', sees: OPERATOR, refused: {} },
  {
    name: 'occupancy-month',
    path: ({ offering }) => `/occupancy/${offering}?month=2020-03`,
    sees: OPERATOR,
    refused: {},
  },
  {
    name: 'events',
    path: () => '/audit/events?text=Aarhus&type=PlaceReserved&order=oldest&recordedFrom=2020-01-01',
    sees: AUDITOR,
    refused: { [BUYER]: 403, [OPERATOR]: 403, [SECRETARIAT]: 403 },
  },
  {
    name: 'event',
    path: ({ event }) => `/audit/events/${event}`,
    sees: AUDITOR,
    refused: { [BUYER]: 403, [OPERATOR]: 403, [SECRETARIAT]: 403 },
  },
  {
    name: 'invariants',
    path: () => '/audit/invariants',
    sees: AUDITOR,
    refused: { [BUYER]: 403, [OPERATOR]: 403, [SECRETARIAT]: 403 },
  },
  {
    name: 'checkpoint',
    path: () => '/audit/checkpoint',
    sees: AUDITOR,
    refused: { [BUYER]: 403, [OPERATOR]: 403, [SECRETARIAT]: 403 },
  },
  { name: 'checkpoint-key', path: () => '/audit/checkpoint/key', sees: BUYER, refused: {} },
  {
    name: 'event-proof',
    path: ({ event }) => `/audit/events/${event}/proof`,
    sees: AUDITOR,
    refused: { [BUYER]: 403, [OPERATOR]: 403, [SECRETARIAT]: 403 },
  },
  {
    name: 'replay',
    path: () => '/audit/replay',
    sees: AUDITOR,
    refused: { [BUYER]: 403, [OPERATOR]: 403, [SECRETARIAT]: 403 },
  },
  {
    name: 'as-known',
    path: ({ offering }) => `/as-known?offeringId=${offering}&on=2020-03-02&known=2020-03-01&knownTime=14:05`,
    sees: BUYER,
    refused: { [SECRETARIAT]: 403 },
  },
  {
    name: 'placement-history',
    path: ({ enrolled }) => `/placements/${enrolled}/history`,
    sees: BUYER,
    refused: { [SECRETARIAT]: 403, 'local.791.buyer': 404 },
  },
  {
    name: 'offering-history',
    path: ({ offering }) => `/offerings/${offering}/history`,
    sees: SECRETARIAT,
    refused: {},
  },
  {
    name: 'agreement-history',
    path: () => '/agreements/rammeaftale-2019-20/history?order=newest',
    sees: OPERATOR,
    refused: { 'local.615.buyer': 404 },
  },
  {
    name: 'party-history',
    path: () => '/parties/751/history',
    sees: BUYER,
    refused: { [SECRETARIAT]: 403, 'local.791.buyer': 404 },
  },
  { name: 'forecast', path: () => '/year-end/forecast?year=2020', sees: SECRETARIAT, refused: {} },
  {
    name: 'forecast-share',
    path: ({ offering }) => `/year-end/forecast?offeringId=${offering}`,
    sees: BUYER,
    refused: {},
  },
  {
    name: 'year-end-accounts',
    path: () => '/year-end/accounts',
    sees: OPERATOR,
    refused: { [BUYER]: 403 },
  },
  {
    name: 'year-end-result',
    path: ({ offering, accounts }) => `/year-end/accounts/${offering}/${accounts}`,
    sees: OPERATOR,
    refused: { [BUYER]: 403, 'local.751.operator': 404 },
  },
  {
    name: 'regulation-accounts',
    path: () => '/year-end/regulation-accounts',
    sees: AUDITOR,
    refused: { [BUYER]: 403 },
  },
  { name: 'schemes', path: () => '/objective-financing/schemes', sees: BUYER, refused: {} },
  {
    name: 'scheme',
    path: ({ scheme }) => `/objective-financing/schemes/${scheme}`,
    sees: BUYER,
    refused: { 'local.740.operator': 404, 'local.741.buyer': 404 },
  },
  {
    name: 'scheme-check',
    path: ({ scheme }) => `/objective-financing/schemes/${scheme}/check`,
    sees: OPERATOR,
    refused: { 'local.741.buyer': 404 },
  },
  { name: 'published-check', path: () => '/objective-financing/check', sees: AUDITOR, refused: {} },
  { name: 'accessibility', path: () => '/accessibility', sees: AUDITOR, refused: {} },
];

describeInChromium('Every page', () => {
  let running: RunningApp;
  let market: SmallMarket;
  let browser: Browser;
  let ids: Ids;
  let base: string;
  const readers = new Map<string, Promise<Reader>>();
  const as = (account: string): Promise<Reader> => {
    const known = readers.get(account) ?? readerAs(browser, base, account);
    readers.set(account, known);
    return known;
  };

  beforeAll(async () => {
    [running, browser] = await Promise.all([startApp('2020-03-02'), openChromium()]);
    market = await openSmallMarket(running);
    base = await running.app.getUrl();
    const [reserved, bought, proposed, left] = await Promise.all([
      market.aarhus.post('/placements', reservation(market.offeringId, '2020-03-10')),
      market.aarhus.post('/placements', reservation(market.offeringId, '2020-03-01')),
      market.aarhus.post('/placements', reservation(market.offeringId, '2020-03-01')),
      market.aarhus.post('/placements', reservation(market.offeringId, '2020-03-01')),
    ]);
    for (const { placementId } of [bought, proposed, left]) {
      await market.seller.post(`/placements/${placementId}/confirm`);
      await market.seller.post(`/placements/${placementId}/enrol`, { firstDay: '2020-03-01' });
    }
    await market.seller.post(`/placements/${proposed.placementId}/change`, { from: '2020-03-05', level: '2' });
    await market.aarhus.post(`/placements/${proposed.placementId}/payer`, {
      payer: '740',
      from: '2020-03-10',
      legalGround: 'RSL-9-AGREEMENT',
      citizenConsents: true,
    });
    await market.seller.post(`/placements/${proposed.placementId}/absence`, {
      first: '2020-03-02',
      last: '2020-03-04',
      kind: 'HOSPITAL',
    });
    await running.settled();
    await market.seller.post(`/placements/${left.placementId}/change`, { from: '2020-03-01', level: '2' });
    await market.aarhus.post(`/placements/${left.placementId}/change/accept`);
    await market.seller.post(`/placements/${left.placementId}/end`, { departureDay: '2020-03-01', reason: 'MOVED' });
    await running.settled();
    const events = await market.auditor.get(`/audit/events?subject=${bought.placementId}&type=StandardContractDrafted`);
    const { schemeId } = await market.seller.post('/objective-financing/schemes', {
      agreementId: 'rammeaftale-2019-20',
      name: 'Sikrede pladser',
      year: 2020,
      budgetOre: 1_000_000_000,
      keyUnit: '15-17-årige',
      keyDate: '2019-01-01',
    });
    await market.seller.post(`/objective-financing/schemes/${schemeId}/key`, {
      source: 'Danmarks Statistik',
      figures: [
        { party: '751', figure: 9_000 },
        { party: '791', figure: 3_000 },
      ],
    });
    await market.seller.post(`/objective-financing/schemes/${schemeId}/shares`);
    running.clock.turnTo('2021-02-15');
    const { accountsId } = await market.seller.post(`/year-end/accounts/${market.offeringId}`, {
      serviceLineId: 'SEL-107',
      year: 2020,
      costs: [{ category: 'DIRECT', amountOre: 70_000_000 }],
      budgetOre: 80_000_000,
    });
    running.clock.turnTo('2020-03-02');
    await running.settled();
    ids = {
      offering: market.offeringId,
      reserved: reserved.placementId,
      enrolled: bought.placementId,
      proposed: proposed.placementId,
      left: left.placementId,
      event: events.items[0].eventId,
      accounts: accountsId,
      scheme: schemeId,
    };
  }, MINUTES_MS);

  afterAll(async () => {
    await browser.close();
    await running.close();
  });

  walkPages(PAGES, { as, ids: () => ids, hidden: 'Bostøtte' });

  it.each([
    ['/confirm', BUYER, 403],
    ['/confirm', 'local.751.operator', 404],
    ['/decline', SECRETARIAT, 403],
    ['/withdraw', 'local.791.buyer', 404],
    ['/notice', AUDITOR, 403],
    ['/end', 'local.740.operator', 404],
    ['/change', AUDITOR, 403],
    ['/payer', OPERATOR, 403],
    ['/payer/accept', OPERATOR, 403],
    ['/absence', BUYER, 403],
    ['/end/correct', 'local.740.operator', 404],
    ['/addenda/1/sign', AUDITOR, 403],
  ])('takes no form %s from %s', async (form, who, status) => {
    const { context } = await as(who);
    const answer = await context.request.post(`/placements/${ids.reserved}${form}`, {
      data: 'reason=OTHER&noticeDate=2020-03-02&receivedDate=2020-03-02&departureDay=2020-03-02&reason=MOVED',
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' },
    });
    expect([answer.status(), answer.headers()['content-type']]).toEqual([status, 'text/html; charset=utf-8']);
    expect((await market.aarhus.get(`/placements/${ids.reserved}`)).phase).toBe('reserved');
  });

  it('says on a page that there is none, and to a program in a problem document', async () => {
    const { page, context } = await as(BUYER);
    const answer = await page.goto('/findes/ikke');
    expect(answer?.status()).toBe(404);
    expect(await page.getByRole('link', { name: /Start/ }).count()).toBeGreaterThan(0);
    const asked = await context.request.get('/api/v1/findes-ikke', { headers: { accept: 'text/html' } });
    expect([asked.status(), asked.headers()['content-type']]).toEqual([404, 'application/problem+json; charset=utf-8']);
  });

  it('lets the arrow keys go from cell to cell of a board, with one cell in the order of tabs', async () => {
    const { page } = await as(OPERATOR);
    await page.goto(`/occupancy/${ids.offering}?month=2020-03&sprog=da`);
    const cells = page.locator('table[data-grid] td');
    expect(await cells.evaluateAll((all) => all.filter((cell) => (cell as HTMLElement).tabIndex === 0).length)).toBe(1);
    await cells.first().focus();
    for (const key of ['ArrowRight', 'ArrowRight', 'ArrowLeft', 'ArrowUp']) await page.keyboard.press(key);
    expect(await page.evaluate(() => document.activeElement?.getAttribute('title'))).toContain(
      '02.03.2020: 2 af 8 pladser',
    );
    expect(await cells.evaluateAll((all) => all.filter((cell) => (cell as HTMLElement).tabIndex === 0).length)).toBe(1);
  });

  it('gives a file in the language of its page, whatever the browser prefers', async () => {
    const { page, context } = await as(BUYER);
    for (const language of ['en', 'da']) {
      await page.goto(`/placements?sprog=${language}`);
      const file = await context.request.get((await page.locator('.exports a').first().getAttribute('href')) ?? '');
      expect([file.status(), file.headers()['content-language']]).toEqual([200, language]);
    }
    expect((await context.request.get('/api/v1/placements/csv?sprog=xx')).status()).toBe(400);
  });

  it('asks who you are, and comes back to where you wanted', async () => {
    const context = await browser.newContext({ baseURL: base, locale: 'da-DK' });
    const page = await context.newPage();
    await page.goto(`/placements/${ids.reserved}`);
    expect(new URL(page.url()).pathname).toMatch(/^\/local-issuer\/persona\//);
    await page.locator(`button[value="${BUYER}"]`).click();
    expect(new URL(page.url()).pathname).toBe(`/placements/${ids.reserved}`);
    await context.close();
  });

  it('brings at most 200 kB of style and script, compressed and kept by the browser', async () => {
    const context = await browser.newContext({ baseURL: base });
    const page = await context.newPage();
    const sizes = new Map<string, number>();
    page.on('requestfinished', (request) => {
      void request.response().then(async (answer) => {
        const type = answer?.headers()['content-type'] ?? '';
        if (!/css|javascript/.test(type)) return;
        expect(answer?.headers()['content-encoding']).toBe('gzip');
        expect(answer?.headers()['cache-control']).toContain('immutable');
        sizes.set(request.url(), (await request.sizes()).responseBodySize);
      });
    });
    await page.goto('/accessibility', { waitUntil: 'networkidle' });
    expect(sizes.size).toBe(3);
    expect([...sizes.values()].reduce((all, size) => all + size, 0)).toBeLessThan(200_000);
    await context.close();
  });

  it('shows what somebody else does without being asked again', async () => {
    const { page } = await as('local.791.buyer');
    await page.goto('/start');
    await expectText(page, 'Intet venter på jer lige nu.');
    const { placementId } = await market.viborg.post('/placements', reservation(market.offeringId, '2020-03-12'));
    await page.locator(`a[href="/placements/${placementId}"]`).waitFor({ timeout: 15_000 });
  });

  const expectText = async (page: Reader['page'], text: string): Promise<void> => {
    await page.getByText(text).waitFor({ timeout: 5_000 });
  };
});
