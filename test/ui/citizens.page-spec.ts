import type { Browser } from 'playwright-core';
import { type RunningApp, startApp } from '../support/app';
import { barriers, describeInChromium, openChromium, type Reader, readerAs, shot } from '../support/chromium';
import { type TriedPage, walkPages } from '../support/page-walk';
import { openSmallMarket, reservation, type SmallMarket } from '../support/small-market';

const MINUTES_MS = 60_000;
const BUYER = 'local.751.buyer';
const OPERATOR = 'local.1082.operator';
const AUDITOR = 'local.751.auditor';
const SECRETARIAT = 'local.1082.secretariat';
/** Born on a day that has been, with a check digit that does not agree. */
const ODD_CPR = '010180-1235';

interface Ids {
  /** Discharged; nobody has registered who it is. */
  readonly citizen: string;
}

const PAGES: readonly TriedPage<Ids>[] = [
  {
    name: 'citizen-find',
    path: () => '/citizens',
    sees: BUYER,
    refused: { [OPERATOR]: 403, [AUDITOR]: 403, [SECRETARIAT]: 403 },
  },
  {
    name: 'citizen',
    path: ({ citizen }) => `/citizens/${citizen}`,
    sees: BUYER,
    refused: { [SECRETARIAT]: 403 },
  },
  {
    name: 'citizen-register',
    path: ({ citizen }) => `/citizens/new?citizenRef=${citizen}`,
    sees: BUYER,
    refused: { [OPERATOR]: 403, [AUDITOR]: 403 },
  },
  {
    name: 'citizen-erase',
    path: ({ citizen }) => `/citizens/${citizen}/erase`,
    sees: BUYER,
    refused: { [OPERATOR]: 403, [AUDITOR]: 403 },
  },
  {
    name: 'readings',
    path: () => '/audit/readings?outcome=success',
    sees: AUDITOR,
    refused: { [BUYER]: 403, [OPERATOR]: 403, [SECRETARIAT]: 403 },
  },
];

describeInChromium('Citizens in the browser', () => {
  let running: RunningApp;
  let market: SmallMarket;
  let browser: Browser;
  let base: string;
  let ids: Ids;
  const readers = new Map<string, Promise<Reader>>();
  const as = (account: string): Promise<Reader> => {
    const known = readers.get(account) ?? readerAs(browser, base, account);
    readers.set(account, known);
    return known;
  };
  const expectText = async (page: Reader['page'], text: string): Promise<void> => {
    await page.getByText(text).first().waitFor({ timeout: 5_000 });
  };

  beforeAll(async () => {
    [running, browser] = await Promise.all([startApp('2020-03-02'), openChromium()]);
    market = await openSmallMarket(running);
    base = await running.app.getUrl();
    const { placementId } = await market.aarhus.post('/placements', reservation(market.offeringId, '2020-03-01'));
    const at = `/placements/${placementId}`;
    await market.seller.post(`${at}/confirm`);
    await market.seller.post(`${at}/enrol`, { firstDay: '2020-03-01' });
    await market.seller.post(`${at}/end`, { departureDay: '2020-03-01', reason: 'MOVED' });
    await running.settled();
    ids = { citizen: (await market.aarhus.get(at)).citizenRef };
  }, MINUTES_MS);

  afterAll(async () => {
    await browser.close();
    await running.close();
  });

  walkPages(PAGES, { as, ids: () => ids, hidden: 'Bostøtte' });

  it('shows who a citizen is to a purpose only, writes the reading down, and erases for good', async () => {
    const { page, complaints } = await as(BUYER);
    const operator = await as(OPERATOR);
    const at = `/citizens/${ids.citizen}`;
    await page.goto(`/citizens/new?citizenRef=${ids.citizen}&sprog=da`);
    await page.getByLabel('Navn').fill('Karla Prøve');
    await page.getByLabel('Adresse').fill('Prøvevej 1');
    await page.getByRole('button', { name: 'Registrer borgeren' }).click();
    expect(new URL(page.url()).pathname).toBe(at);
    await expectText(page, 'Opslaget bliver skrevet ned');
    expect(await page.content()).not.toContain('Karla Prøve');

    // Who has had the citizen sees what the settlement needs, once the purpose is stated.
    await operator.page.goto(`${at}?sprog=da`);
    expect(await operator.page.content()).not.toContain('Karla Prøve');
    await operator.page.getByRole('button', { name: 'Vis oplysningerne' }).click();
    expect(await operator.page.getByRole('alert').innerText()).toContain('Feltet skal udfyldes.');
    await operator.page.getByLabel('Hvad skal du bruge oplysningerne til?').selectOption('SETTLEMENT');
    await operator.page.getByRole('button', { name: 'Vis oplysningerne' }).click();
    await expectText(operator.page, 'Karla Prøve');
    expect(await barriers(operator.page)).toEqual([]);
    await shot(operator.page, 'citizen-shown');
    expect(await operator.page.content()).not.toContain('Prøvevej');
    const readings = await market.auditor.get(`/audit/readings?citizenRef=${ids.citizen}`);
    expect(readings.items).toEqual([
      expect.objectContaining({
        outcome: 'success',
        reason: { purpose: 'SETTLEMENT' },
        target: { id: ids.citizen, fields: ['name'] },
      }),
    ]);
    const secretariat = await as(SECRETARIAT);
    const refused = await secretariat.context.request.post(at, {
      data: 'purpose=CASEWORK',
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' },
    });
    expect(refused.status()).toBe(403);

    await page.getByRole('link', { name: 'Slet oplysningerne' }).click();
    await page.getByLabel('Hvorfor slettes de?').selectOption('CITIZEN_REQUEST');
    await page.getByRole('button', { name: 'Slet for altid' }).click();
    await expectText(page, 'Oplysningerne er slettet for altid.');
    await page.getByLabel('Hvad skal du bruge oplysningerne til?').selectOption('CASEWORK');
    await page.getByRole('button', { name: 'Vis oplysningerne' }).click();
    await expectText(page, 'Borgeren har bedt om det');
    expect(await page.content()).not.toContain('Karla Prøve');
    expect([...complaints, ...operator.complaints]).toEqual([]);

    // Who looked, and for what, is the auditor's to see; whether an entry was taken out is counted anew.
    const auditor = await as('local.740.auditor');
    await auditor.page.goto('/audit/events');
    await auditor.page.getByRole('link', { name: 'Opslag på borgere' }).click();
    await expectText(auditor.page, 'Kæden er hel');
    await auditor.page.getByLabel('Borger', { exact: true }).fill(` ${ids.citizen} `);
    await auditor.page.getByLabel('Part', { exact: true }).selectOption('Region Midtjylland');
    await auditor.page.getByRole('button', { name: 'Vis', exact: true }).click();
    const row = auditor.page.locator('tbody tr');
    expect(await row.count()).toBe(1);
    expect(await row.innerText()).toMatch(
      /Region Midtjylland[\s\S]*Så oplysningerne[\s\S]*Afregning[\s\S]*Navn[\s\S]*Vist/,
    );
    expect(await barriers(auditor.page)).toEqual([]);
    expect(auditor.complaints).toEqual([]);
  });

  it(
    'finds one’s own citizen by CPR number for a purpose, corrects the details, and warns of an odd number',
    async () => {
      const { page, complaints } = await as(BUYER);
      await page.goto('/citizens?sprog=da');
      await page.getByRole('link', { name: 'Registrer en borger' }).click();
      await page.getByLabel('Navn').fill('Pelle Prøve');
      await page.getByLabel('CPR-nummer').fill(ODD_CPR);
      await page.getByLabel('Note').fill('Ring om formiddagen');
      await page.getByRole('button', { name: 'Registrer borgeren' }).click();
      await expectText(page, 'Kontrolcifret stemmer ikke (modulus 11)');
      expect(page.url()).not.toMatch(/MODULUS|0101/);
      expect(await barriers(page)).toEqual([]);
      await shot(page, 'citizen-odd');

      await page.getByRole('navigation', { name: /menu/i }).getByRole('link', { name: 'Borgere' }).click();
      await page.getByLabel('CPR-nummer').fill('020202-1111');
      await page.getByLabel('Hvad skal du bruge oplysningerne til?').selectOption('CASEWORK');
      await page.getByRole('button', { name: 'Find borgeren' }).click();
      expect(await page.getByRole('alert').innerText()).toContain('I har ikke registreret nogen borger');
      await page.getByLabel('CPR-nummer').fill(' 0101801235 ');
      await page.getByRole('button', { name: 'Find borgeren' }).click();
      expect(page.url()).toMatch(/\/citizens\/[0-9a-f-]{36}\?purpose=CASEWORK$/);
      await page.getByRole('button', { name: 'Vis oplysningerne' }).click();
      await expectText(page, 'Pelle Prøve');

      await page.getByText('Ret oplysningerne').first().click();
      await page.getByLabel('Navn').fill('');
      await page.getByRole('button', { name: 'Ret oplysningerne' }).click();
      expect(await page.getByRole('alert').innerText()).toContain('Feltet skal udfyldes.');
      await page.getByLabel('Navn').fill('Pelle Retteret');
      await page.getByLabel('CPR-nummer').fill('010180-1233');
      await page.getByLabel('Note').fill('');
      await page.getByRole('button', { name: 'Ret oplysningerne' }).click();
      await expectText(page, 'Oplysningerne er rettet.');
      const citizen = new URL(page.url()).pathname.split('/').at(-1) ?? '';
      const record = await market.aarhus.get(`/citizens/${citizen}?purpose=CASEWORK`);
      expect(record).toMatchObject({ name: 'Pelle Retteret', cpr: '0101801233' });
      expect(record).not.toHaveProperty('note');
      const { items } = await market.auditor.get(`/audit/events?type=CitizenDetailsCorrected&subject=${citizen}`);
      expect(items[0].words.da).toContain('rettede 3 oplysninger om en borger');
      const readings = await market.auditor.get('/audit/readings');
      expect(
        readings.items.map(({ action, outcome }: { action: string; outcome: string }) => `${action} ${outcome}`),
      ).toEqual(expect.arrayContaining(['read/find failure', 'read/find success', 'read/details success']));
      expect(complaints).toEqual([]);
    },
    MINUTES_MS,
  );

  it('takes no search by CPR number from others, whatever they send', async () => {
    const { context } = await as(OPERATOR);
    const answer = await context.request.post('/citizens/find', {
      data: `cpr=${ODD_CPR}&purpose=SETTLEMENT`,
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' },
    });
    expect(answer.status()).toBe(403);
  });
});
