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
import { press, tabTo } from '../support/keyboard';
import { openSmallMarket, reservation, type SmallMarket } from '../support/small-market';

const MINUTES_MS = 60_000;
const BUYER = 'local.751.buyer';
const OPERATOR = 'local.1082.operator';
const AUDITOR = 'local.751.auditor';
const SECRETARIAT = 'local.1082.secretariat';

interface Ids {
  readonly offering: string;
  readonly file: string;
  /** Of level 2, where nobody is placed. */
  readonly tariff: string;
}

const PAGES: readonly TriedPage<Ids>[] = [
  { name: 'tariffs', path: () => '/tariffs?operator=1082', sees: BUYER, refused: {} },
  {
    name: 'overview',
    path: () => '/overview',
    sees: SECRETARIAT,
    refused: { [BUYER]: 403, [OPERATOR]: 403 },
  },
  {
    name: 'change-tariff',
    path: ({ offering }) => `/offerings/${offering}/tariffs/change?line=SEL-107&level=1`,
    sees: OPERATOR,
    refused: { [BUYER]: 403, [SECRETARIAT]: 403 },
  },
  {
    name: 'correct-tariff',
    path: ({ offering, tariff }) => `/offerings/${offering}/tariffs/${tariff}/correct`,
    sees: OPERATOR,
    refused: { [BUYER]: 403, [SECRETARIAT]: 403 },
  },
  {
    name: 'calculations',
    path: ({ offering }) => `/offerings/${offering}/tariff-calculations`,
    sees: AUDITOR,
    refused: {},
  },
  { name: 'tariff-files', path: () => '/tariff-files', sees: OPERATOR, refused: { [BUYER]: 403 } },
  {
    name: 'tariff-file',
    path: ({ file }) => `/tariff-files/${file}`,
    sees: SECRETARIAT,
    refused: { [BUYER]: 403, 'local.751.operator': 404 },
  },
];

const HEADER = 'driftsherre;tilbud;paragraf;niveau;pladser;enhed;takst;gyldig_fra';
/** One row that is new, one with a paragraph nobody knows. */
const FILE = [
  HEADER,
  '1082;Bostøtte Høskoven;SEL-107;9;8;døgn;2.700,00;01.01.2021',
  '1082;Bostøtte Høskoven;SEL-999;1;8;døgn;1,00;01.01.2021',
];

describeInChromium('Tariffs in the browser', () => {
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
  const csv = (rows: readonly string[]) => ({
    name: 'takster.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(rows.join('\r\n')),
  });

  beforeAll(async () => {
    [running, browser] = await Promise.all([startApp('2020-03-02'), openChromium()]);
    market = await openSmallMarket(running);
    base = await running.app.getUrl();
    const { placementId } = await market.aarhus.post('/placements', reservation(market.offeringId, '2020-03-10'));
    await market.seller.post(`/placements/${placementId}/confirm`);
    await running.settled();
    const { page } = await as(OPERATOR);
    await page.goto('/tariff-files');
    await page.locator('input[type=file]').setInputFiles(csv([HEADER, FILE[1] ?? '']));
    await page.getByRole('button', { name: 'Send filen' }).click();
    await page.getByText('Modtaget, ikke godkendt').waitFor();
    const { items } = await market.aarhus.get(`/offerings/${market.offeringId}/tariffs`);
    ids = {
      offering: market.offeringId,
      file: new URL(page.url()).pathname.split('/').at(-1) ?? '',
      tariff: items.find(({ level }: { level: string }) => level === '2').tariffId,
    };
  }, MINUTES_MS);

  afterAll(async () => {
    await browser.close();
    await running.close();
  });

  walkPages(PAGES, { as, ids: () => ids, hidden: 'Høskoven' });

  it(
    'shows what a new price leads to before it is set, by keyboard alone',
    async () => {
      const { page } = await as(OPERATOR);
      await page.goto('/tariffs');
      await page.getByText('Tilbudsviften, taksterne i dag for Region Midtjylland med en række for').waitFor();
      await tabTo(page, 'Ny takst');
      await press(page);
      await tabTo(page, 'Pris');
      await page.keyboard.press('ControlOrMeta+a');
      await page.keyboard.type('2.600,50');
      await tabTo(page, 'Begrundelse');
      await page.keyboard.type('Ny normering');
      await page.getByLabel('Gælder fra').fill('2020-06-01');
      await tabTo(page, 'Se, hvad det fører til');
      await press(page);
      await page.getByText('ikke i hele kroner, som aftalen beder om (R17)').waitFor();
      await page.getByText('Løbende indskrivninger, der får den nye pris: 1').waitFor();
      const before = await market.aarhus.get(`/offerings/${market.offeringId}/tariffs`);
      expect(before.items).toHaveLength(2);
      expect(await barriers(page)).toEqual([]);
      await tabTo(page, 'Fastsæt taksten');
      await press(page);
      const { items } = await market.aarhus.get(`/offerings/${market.offeringId}/tariffs?effectiveOn=2020-06-01`);
      expect(items).toContainEqual(
        expect.objectContaining({
          level: '1',
          validFrom: '2020-06-01',
          components: [expect.objectContaining({ priceOre: 260_050 })],
        }),
      );
    },
    MINUTES_MS,
  );

  it(
    'corrects a tariff with a supplement, adds and takes out parts, and shows what it leads to first',
    async () => {
      const { page } = await as(OPERATOR);
      const part = (at: number) => page.getByRole('group', { name: `Del ${at}`, exact: true });
      const correct = async () => {
        await page.goto(`/offerings/${market.offeringId}`);
        await page.getByRole('link', { name: 'Ret taksten for niveau 2' }).first().click();
      };
      await correct();
      await part(1).getByLabel('Pris').fill('3.100');
      await part(2).getByLabel('Hvad').selectOption('Tillæg pr. døgn');
      await part(2).getByLabel('Kode').fill('natvagt');
      await part(3).getByLabel('Hvad').selectOption('Tillæg pr. km');
      await part(3).getByLabel('Kode').fill('kørsel');
      await part(3).getByLabel('Pris').fill('3,79');
      await page.getByLabel('Begrundelse').fill('Natvagt glemt');
      await page.getByRole('button', { name: 'Se, hvad det fører til' }).click();
      expect(await page.locator('.fault-summary').innerText()).toContain('Del 2, pris');
      expect(await part(3).getByLabel('Kode').inputValue()).toBe('KØRSEL');
      await part(2).getByLabel('Pris').fill('312');
      await part(3).getByLabel('Tag delen ud').check();
      await page.getByRole('button', { name: 'Se, hvad det fører til' }).click();
      await page.getByText('Ingen måned er lukket').waitFor();
      expect(await page.getByRole('row', { name: /NATVAGT/ }).innerText()).toContain('312,00 kr.');
      expect(await page.getByRole('main').innerText()).not.toContain('KØRSEL');
      expect(await barriers(page)).toEqual([]);
      const before = await market.aarhus.get(`/offerings/${market.offeringId}/tariffs?effectiveOn=2020-03-02`);
      expect(before.items).toContainEqual(expect.objectContaining({ tariffId: ids.tariff }));
      await page.getByRole('button', { name: 'Ret taksten' }).click();
      await page.getByText('Tillæg NATVAGT').waitFor();
      const { items } = await market.aarhus.get(`/offerings/${market.offeringId}/tariffs?effectiveOn=2020-03-02`);
      expect(items).toContainEqual(
        expect.objectContaining({
          supersedes: ids.tariff,
          reason: 'Natvagt glemt',
          components: [
            { code: 'BASE', kind: 'BASE', unit: 'DAY', priceOre: 310_000 },
            { code: 'NATVAGT', kind: 'SUPPLEMENT', unit: 'DAY', priceOre: 31_200 },
          ],
        }),
      );
    },
    MINUTES_MS,
  );

  it(
    'makes a tariff of a calculation, after what it leads to has been looked at',
    async () => {
      const at = `/offerings/${ids.offering}/tariff-calculations`;
      const { calculationId } = await market.seller.post(at, {
        serviceLineId: 'SEL-107',
        level: '2',
        year: 2020,
        costs: [{ category: 'DIRECT', amountOre: 600_000_000 }],
        occupancy: [2017, 2018].map((year) => ({ year, rateBp: 9_500 })),
      });
      await running.settled();
      const buyer = await as(BUYER);
      await buyer.page.goto(`${at}/${calculationId}`);
      expect(await buyer.page.getByRole('link', { name: 'Gør den til en takst' }).count()).toBe(0);
      expect((await buyer.page.goto(`${at}/${calculationId}/tariff`))?.status()).toBe(403);

      const { page } = await as(OPERATOR);
      await page.goto(`${at}/${calculationId}`);
      await page.getByRole('link', { name: 'Gør den til en takst' }).click();
      await page.getByRole('button', { name: 'Se, hvad det fører til' }).click();
      expect(await page.locator('.fault-summary').innerText()).toContain('Begrundelse');
      await page.getByLabel('Begrundelse').fill('Årlig beregning');
      expect(await page.getByLabel('Som hvad').inputValue()).not.toBe('');
      await page.getByRole('button', { name: 'Se, hvad det fører til' }).click();
      await page.getByRole('heading', { name: 'Lukkede måneder' }).waitFor();
      await page.getByLabel('Som hvad').selectOption('');
      await page.getByLabel('Gælder fra').fill('2020-06-01');
      await page.getByRole('button', { name: 'Se igen' }).click();
      await page.getByText('Pris pr. dag fra 01.06.2020').waitFor();
      expect(await barriers(page)).toEqual([]);
      await shot(page, 'calculated-tariff-previewed');
      // Another window, with the same preview.
      const { page: late } = await readerAs(browser, base, OPERATOR);
      await late.goto(`${at}/${calculationId}/tariff`);
      await late.getByLabel('Som hvad').selectOption('');
      await late.getByLabel('Gælder fra').fill('2020-07-01');
      await late.getByLabel('Begrundelse').fill('Årlig beregning');
      await late.getByRole('button', { name: 'Se, hvad det fører til' }).click();

      await page.getByRole('button', { name: 'Fastsæt taksten' }).click();
      const row = page.getByRole('row', { name: '2020, SEL § 107, niveau 2' });
      await row.getByText('Brugt').waitFor();
      expect(await row.innerText()).toContain('gælder fra 01.06.2020');
      expect(await row.getByRole('link').count()).toBe(1);
      expect(await barriers(page)).toEqual([]);
      await shot(page, 'calculations-used');

      const refused = late.waitForResponse((answer) => answer.request().method() === 'POST');
      await late.getByRole('button', { name: 'Fastsæt taksten' }).click();
      expect((await refused).status()).toBe(409);
      await late.getByText('Der er allerede lavet en takst af beregningen.').waitFor();
      expect(await late.getByText('Beregningen er brugt').count()).toBe(1);
      expect(await late.locator('#calculated').count()).toBe(0);
      await late.context().close();
      const { items } = await market.aarhus.get(`/offerings/${ids.offering}/tariffs`);
      expect(items.filter((tariff: { calculationId?: string }) => tariff.calculationId === calculationId)).toEqual([
        expect.objectContaining({ validFrom: '2020-06-01' }),
      ]);
    },
    MINUTES_MS,
  );

  it(
    'tells everywhere that a calculation has been used, in both languages and on a narrow window, and leads to its tariff',
    async () => {
      const at = `/offerings/${ids.offering}/tariff-calculations`;
      const { items } = await market.aarhus.get(`/offerings/${ids.offering}/tariffs`);
      const { calculationId } = items.find((tariff: { calculationId?: string }) => tariff.calculationId !== undefined);
      const { page } = await as(OPERATOR);
      const usual = page.viewportSize();
      await page.setViewportSize(NARROW);
      for (const path of [`${at}/${calculationId}`, `${at}/${calculationId}/tariff`]) {
        for (const [language, used] of [
          ['en', 'The calculation has been used'],
          ['da', 'Beregningen er brugt'],
        ] as const) {
          await page.goto(`${path}?sprog=${language}`);
          await page.getByText(used).waitFor();
          expect(await page.locator('a[href$="/tariff"], #calculated').count()).toBe(0);
          expect(await barriers(page)).toEqual([]);
          expect(await overflow(page)).toBe(0);
        }
      }
      if (usual !== null) await page.setViewportSize(usual);
      await page.goto(`${at}/${calculationId}/tariff`);
      await shot(page, 'calculation-used');
      await page.getByRole('link', { name: 'Se taksten' }).click();
      const coming = page.getByRole('table', { name: 'Priser, der er fastsat og kommer senere' });
      await coming.getByRole('row', { name: /^2\b.*01\.06\.2020/ }).waitFor();
      await page.getByRole('link', { name: 'Takstberegninger' }).click();
      await page.getByRole('link', { name: '2020, SEL § 107, niveau 2' }).click();
      await page.getByText('Beregningen er brugt').waitFor();
    },
    MINUTES_MS,
  );

  it('leads on from a calculation that is replaced, and asks nothing of it', async () => {
    const at = `/offerings/${ids.offering}/tariff-calculations`;
    const calculation = {
      serviceLineId: 'SEL-107',
      level: '1',
      year: 2020,
      costs: [{ category: 'DIRECT', amountOre: 9_000_000_000 }],
      occupancy: [2017, 2018].map((year) => ({ year, rateBp: 9_500 })),
    };
    const first = await market.seller.post(at, calculation);
    const second = await market.seller.post(at, { ...calculation, note: 'Rettet' });
    await running.settled();
    const { page } = await as(OPERATOR);
    await page.goto(`${at}/${first.calculationId}/tariff`);
    await page.getByText('Beregningen er erstattet af en nyere').waitFor();
    expect(await page.locator('#calculated').count()).toBe(0);
    await page.getByRole('link', { name: 'Se den nyere beregning' }).click();
    await page.waitForURL(`**/${second.calculationId}`);
    await page.getByRole('link', { name: 'Gør den til en takst' }).click();
    await page.getByLabel('Begrundelse').waitFor();
  });

  it('opens a level with a price of its own', async () => {
    const { page } = await as(OPERATOR);
    await page.goto(`/offerings/${market.offeringId}`);
    await page.getByRole('link', { name: 'Takst for et nyt niveau' }).click();
    const part = page.getByRole('group', { name: 'Del 1', exact: true });
    await part.getByLabel('Pris').fill('4.000');
    await page.getByLabel('Gælder fra').fill('2020-01-01');
    await page.getByLabel('Begrundelse').fill('Nyt niveau');
    await page.getByRole('button', { name: 'Se, hvad det fører til' }).click();
    expect(await page.locator('.fault-summary').innerText()).toContain('Niveau: Feltet skal udfyldes.');
    await page.getByLabel('Niveau').fill('Særplads');
    await page.getByRole('button', { name: 'Se, hvad det fører til' }).click();
    await page.getByRole('button', { name: 'Fastsæt taksten' }).click();
    await page.getByRole('rowheader', { name: 'Særplads' }).first().waitFor();
    expect(await barriers(page)).toEqual([]);
  });

  it(
    'tries a tariff file without recording it, and says in words what is wrong',
    async () => {
      const { page } = await as(OPERATOR);
      await page.goto('/tariff-files');
      await page.locator('input[type=file]').setInputFiles(csv(FILE));
      await page.getByRole('button', { name: 'Prøv filen' }).click();
      await page.getByText('Paragraffen er ukendt').waitFor();
      expect(await barriers(page)).toEqual([]);
      const { items } = await market.seller.get('/tariff-files');
      expect(items).toHaveLength(1);

      await page.goto(`/tariff-files/${ids.file}`);
      await page.getByRole('button', { name: 'Godkend, så filen bliver til takster' }).click();
      await running.settled();
      const tariffs = await market.aarhus.get(`/offerings/${market.offeringId}/tariffs`);
      expect(tariffs.items.map(({ level }: { level: string }) => level)).toContain('9');
    },
    MINUTES_MS,
  );

  it('tells the secretariat how many places are taken, and no count of contracts below three', async () => {
    const { page } = await as(SECRETARIAT);
    await page.goto('/overview');
    const { total } = await market.auditor.get('/occupancy/free-now');
    const places = page.getByRole('row').filter({ hasText: 'Erhvervet hjerneskade' });
    expect(await places.innerText()).toMatch(new RegExp(String.raw`\t${total.occupied}\t`));
    const contracts = page.getByRole('table', { name: /R25/ }).locator('tbody td');
    expect(new Set(await contracts.allInnerTexts())).toEqual(new Set(['færre end 3']));
    const { ages } = await market.auditor.get('/contracts/unsigned-counts');
    expect(ages.map((age: { contracts: number | null }) => age.contracts)).toEqual([null, null, null, null]);
  });

  it('says above the form why a file cannot be read', async () => {
    const { page } = await as(OPERATOR);
    await page.goto('/tariff-files');
    await page.locator('input[type=file]').setInputFiles(csv(['tilbud;takst', 'Bostøtte Høskoven;1,00']));
    await page.getByRole('button', { name: 'Prøv filen' }).click();
    expect(await page.locator('.fault-summary').innerText()).toContain('Filen mangler');
    expect(await barriers(page)).toEqual([]);
  });

  it('says at the field that a price is none', async () => {
    const { page } = await as(OPERATOR);
    await page.goto(`/offerings/${market.offeringId}/tariffs/change?line=SEL-107&level=2`);
    const price = page.getByRole('group', { name: 'Del 1', exact: true }).getByLabel('Pris');
    await price.fill('mange');
    await page.getByLabel('Begrundelse').fill('Prøve');
    await page.getByRole('button', { name: 'Se, hvad det fører til' }).click();
    expect(await page.locator('.fault-summary').innerText()).toContain('Skriv et beløb i kroner');
    expect(await price.inputValue()).toBe('mange');
  });
});
