import type { Browser, Page } from 'playwright-core';
import { type RunningApp, startApp } from '../support/app';
import { barriers, describeInChromium, openChromium, type Reader, readerAs, shot } from '../support/chromium';
import { type TriedPage, walkPages } from '../support/page-walk';
import { openSmallMarket, reservation, type SmallMarket } from '../support/small-market';

const MINUTES_MS = 60_000;
const BUYER = 'local.751.buyer';
const OPERATOR = 'local.1082.operator';
const OTHER_OPERATOR = 'local.751.operator';
const SECRETARIAT = 'local.1082.secretariat';

interface Ids {
  readonly offering: string;
  /** Published, and nothing more. */
  readonly begun: string;
}

const refused = { [BUYER]: 403, [SECRETARIAT]: 403, [OTHER_OPERATOR]: 403 };
const changing = (name: string, path: string): TriedPage<Ids> => ({
  name,
  path: ({ offering }) => `/offerings/${offering}/${path}`,
  sees: OPERATOR,
  refused,
});

const PAGES: readonly TriedPage<Ids>[] = [
  {
    name: 'publish-offering',
    path: () => '/offerings/new',
    sees: OPERATOR,
    refused: { [BUYER]: 403, [SECRETARIAT]: 403 },
  },
  { name: 'tariffs-own', path: () => '/tariffs', sees: OPERATOR, refused: {} },
  { name: 'offering-own', path: ({ offering }) => `/offerings/${offering}`, sees: OPERATOR, refused: {} },
  { name: 'offering-begun', path: ({ begun }) => `/offerings/${begun}`, sees: OPERATOR, refused: {} },
  changing('describe-offering', 'description'),
  changing('approval', 'approval'),
  changing('closure', 'closure'),
  changing('add-service-line', 'service-lines/new'),
  changing('end-service-line', 'service-lines/SEL-107/end'),
  changing('capacity', 'capacity?line=SEL-107'),
  changing('over-capacity', 'over-capacity?line=SEL-107'),
];

describeInChromium('An offering, set up in the browser', () => {
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
  const faults = (page: Page): Promise<string> => page.locator('.fault-summary').innerText();
  const press = (page: Page, name: string): Promise<void> => page.getByRole('button', { name, exact: true }).click();
  const follow = (page: Page, name: string): Promise<void> =>
    page.getByRole('main').getByRole('link', { name }).first().click();

  beforeAll(async () => {
    [running, browser] = await Promise.all([startApp('2020-03-02'), openChromium()]);
    market = await openSmallMarket(running);
    base = await running.app.getUrl();
    const { offeringId: begun } = await market.seller.post('/offerings', {
      name: 'Bosted Begyndt',
      targetGroups: ['Autisme'],
      ageFrom: 18,
      ageTo: 40,
    });
    await running.settled();
    ids = { offering: market.offeringId, begun };
  }, MINUTES_MS);

  afterAll(async () => {
    await browser.close();
    await running.close();
  });

  walkPages(PAGES, { as, ids: () => ids, hidden: 'Høskoven' });

  it(
    'is published, gets a service, places and a tariff, each page leading to the next, and is found by a buyer',
    async () => {
      const { page, context } = await readerAs(browser, base, OPERATOR, { script: false });
      await page.goto('/tariffs');
      await follow(page, 'Opret et tilbud');
      await page.getByLabel('Navn').fill('Bosted Nyhavn');
      await page.getByLabel('Ligger i kommunen').selectOption({ value: '791' });
      await page.getByLabel('Målgrupper').fill('Autisme\n\n Udviklingshæmning, Angst \n');
      await page.getByLabel('Yngste alder').fill('18');
      await page.getByLabel('Ældste alder').fill('mange');
      await press(page, 'Opret et tilbud');
      expect(await faults(page)).toContain('Ældste alder');
      expect(await page.getByLabel('Målgrupper').inputValue()).toContain('Udviklingshæmning, Angst');
      await page.getByLabel('Ældste alder').fill('17');
      await press(page, 'Opret et tilbud');
      expect(await faults(page)).toContain('Aldersgruppen 18 til 17 år giver ikke mening.');
      await page.getByLabel('Ældste alder').fill('65');
      await press(page, 'Opret et tilbud');

      await page.getByRole('heading', { level: 1, name: 'Bosted Nyhavn' }).waitFor();
      const offeringId = new URL(page.url()).pathname.split('/').at(-1) ?? '';
      expect(await market.aarhus.get(`/offerings/${offeringId}`)).toMatchObject({
        operator: '1082',
        addressMunicipality: '791',
        targetGroups: ['Autisme', 'Udviklingshæmning', 'Angst'],
        constructed: false,
      });
      await page.goto('/tariffs');
      await follow(page, 'Bosted Nyhavn');

      await follow(page, 'Tilføj en ydelse');
      await page.getByLabel('Ydelsens navn').fill('Midlertidigt botilbud');
      await press(page, 'Tilføj en ydelse');
      expect(await faults(page)).toMatch(/^((?!Kode)[\s\S])*Paragraf: Feltet skal udfyldes\.((?!Kode)[\s\S])*$/);
      await page.getByLabel('Paragraf').selectOption('SEL § 107 (midlertidigt botilbud)');
      await press(page, 'Tilføj en ydelse');

      await follow(page, 'Åbn pladser på SEL § 107');
      await page.getByLabel('Pladser fra den dag').fill('4');
      await press(page, 'Gem antallet');
      expect(await faults(page)).toContain('Begrundelse: Feltet skal udfyldes.');
      expect(await page.getByLabel('Pladser fra den dag').inputValue()).toBe('4');
      await page.getByLabel('Begrundelse').fill('Åbning');
      await press(page, 'Gem antallet');

      await follow(page, 'Fastsæt en takst for SEL § 107');
      expect(await page.getByLabel('Gælder fra').inputValue()).toBe('2020-03-02');
      await page.getByRole('group', { name: 'Del 1', exact: true }).getByLabel('Pris').fill('2.000');
      await page.getByLabel('Begrundelse').fill('Første takst');
      await press(page, 'Se, hvad det fører til');
      await press(page, 'Fastsæt taksten');
      await page.getByRole('heading', { level: 1, name: 'Bosted Nyhavn' }).waitFor();
      expect(await page.getByText('Sådan kommer tilbuddet til salg').count()).toBe(0);
      await context.close();

      const { page: buyers } = await as(BUYER);
      await buyers.goto('/places?targetGroup=Autisme&sprog=da');
      const found = buyers.getByRole('row', { name: /Bosted Nyhavn/ });
      expect(await found.innerText()).toMatch(/4[\s\S]*2\.000,00 kr\.|2\.000,00 kr\.[\s\S]*4/);
      await buyers.getByRole('link', { name: 'Bosted Nyhavn' }).click();
      expect(await buyers.getByText('Rediger tilbuddet').count()).toBe(0);
    },
    MINUTES_MS,
  );

  it(
    'is described anew, approved, gets places for a while, and refuses what is sold to be taken out',
    async () => {
      const { page } = await as(OPERATOR);
      const at = `/offerings/${market.offeringId}`;
      await market.aarhus.post('/placements', reservation(market.offeringId, '2020-03-10'));
      await page.goto(`${at}?sprog=da`);
      await follow(page, 'Ændr antallet af pladser');
      await page.getByText('I dag er der 8 pladser: 0 optaget, 0 reserveret.').waitFor();
      await page.getByLabel('Pladser fra den dag').fill('0');
      await page.getByLabel('Begrundelse').fill('Ombygning');
      await press(page, 'Gem antallet');
      expect(await faults(page)).toContain('den 10.03.2020 er der solgt 1');
      expect(await page.getByLabel('Begrundelse').inputValue()).toBe('Ombygning');
      expect(await barriers(page)).toEqual([]);
      await shot(page, 'capacity-refused');

      await page.goto(at);
      await follow(page, 'Åbn for midlertidig overbelægning');
      await page.getByLabel('Pladser ud over de ordinære').fill('2');
      await page.getByLabel('Første dag').fill('2020-04-01');
      await page.getByLabel('Sidste dag').fill('2021-12-31');
      await page.getByLabel('Begrundelse').fill('Akut');
      await press(page, 'Åbn for overbelægning');
      expect(await faults(page)).toContain('højst vare 366 dage');
      await page.getByLabel('Sidste dag').fill('2020-04-30');
      await press(page, 'Åbn for overbelægning');
      await page.getByRole('heading', { level: 1, name: 'Bostøtte Høskoven' }).waitFor();

      await follow(page, 'Angiv godkendelsen');
      await page.getByLabel('Godkendt fra').fill('2020-02-01');
      await press(page, 'Gem godkendelsen');
      await page.getByText('01.02.2020 til nu').waitFor();

      await follow(page, 'Beskriv tilbuddet på ny');
      expect(await page.getByLabel('Målgrupper').inputValue()).toBe('Erhvervet hjerneskade');
      await page.getByLabel('Målgrupper').fill('Erhvervet hjerneskade\nAutisme');
      // Somebody else was there first.
      await market.seller.post(`${at}/approval`, { from: '2020-02-15' });
      await press(page, 'Gem beskrivelsen');
      expect(await page.getByLabel('Målgrupper').inputValue()).toBe('Erhvervet hjerneskade\nAutisme');
      await press(page, 'Gem beskrivelsen');
      await page.getByText('Erhvervet hjerneskade, Autisme').waitFor();

      const { items } = await market.aarhus.get(`/free-places?from=2020-04-10&stayDays=10&text=H%C3%B8skoven`);
      expect(items).toContainEqual(expect.objectContaining({ offeringId: market.offeringId, freeOnDay: 9 }));
    },
    MINUTES_MS,
  );

  it('ends a service, and closes once', async () => {
    const { page } = await as(OPERATOR);
    const offeringId = await market.offer('Bosted Sidste', 2);
    await running.settled();
    const at = `/offerings/${offeringId}`;
    await page.goto(`${at}?sprog=da`);
    await follow(page, 'Ophør med ydelsen');
    await page.getByLabel('Sidste dag').fill('2019-12-31');
    await page.getByLabel('Begrundelse').fill('Ingen efterspørgsel');
    await press(page, 'Ophør med ydelsen');
    expect(await faults(page)).toContain('Perioden slutter (31.12.2019), før den begynder (01.01.2020).');
    await page.getByLabel('Sidste dag').fill('2020-06-30');
    await press(page, 'Ophør med ydelsen');
    await page.getByText('01.01.2020 til 30.06.2020').waitFor();
    expect(await page.getByRole('link', { name: 'Ophør med ydelsen' }).count()).toBe(0);

    await follow(page, 'Varsl lukning');
    await page.getByLabel('sidste dag').fill('2020-03-01');
    await page.getByLabel('Begrundelse').fill('Færre borgere');
    await press(page, 'Varsl lukningen');
    expect(await faults(page)).toContain('ligger før den dag, lukningen er meldt');
    await page.getByLabel('sidste dag').fill('2020-08-31');
    await press(page, 'Varsl lukningen');
    await page.getByText('Tilbuddet lukker. Sidste dag er 31.08.2020.').waitFor();
    expect(await page.getByRole('link', { name: 'Varsl lukning' }).count()).toBe(0);
    expect(await market.aarhus.get(at)).toMatchObject({ lastDay: '2020-08-31', closureReason: 'Færre borgere' });
  });

  it.each([
    ['description', BUYER, 'name=Andet&targetGroups=A&ageFrom=1&ageTo=2&from=2020-03-02'],
    ['approval', OTHER_OPERATOR, 'from=2020-03-02'],
    ['closure', OTHER_OPERATOR, 'last=2020-12-31&reason=Nej'],
    ['service-lines', OTHER_OPERATOR, 'legalBasis=SEL-108&name=Andet&from=2020-03-02'],
    ['service-lines/SEL-107/end', SECRETARIAT, 'last=2020-12-31&reason=Nej'],
    ['capacity', OTHER_OPERATOR, 'serviceLineId=SEL-107&places=99&from=2020-03-02&reason=Nej'],
    ['over-capacity', BUYER, 'serviceLineId=SEL-107&extraPlaces=9&first=2020-03-02&last=2020-03-03&reason=Nej'],
  ])('takes no form %s from %s', async (form, who, data) => {
    const before = await market.aarhus.get(`/offerings/${ids.begun}`);
    const { context } = await as(who);
    const answer = await context.request.post(`/offerings/${ids.begun}/${form}`, {
      data,
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' },
    });
    expect([answer.status(), answer.headers()['content-type']]).toEqual([403, 'text/html; charset=utf-8']);
    expect(await market.aarhus.get(`/offerings/${ids.begun}`)).toEqual(before);
  });
});
