import type { Browser } from 'playwright-core';
import { type RunningApp, startApp } from '../support/app';
import { describeInChromium, openChromium, type Reader, readerAs } from '../support/chromium';
import { type TriedPage, walkPages } from '../support/page-walk';
import { openSmallMarket, type SmallMarket } from '../support/small-market';

const MINUTES_MS = 60_000;
const SECRETARIAT = 'local.1082.secretariat';
const BUYER = 'local.751.buyer';
const SUPPLIER = '25052943';

const PAGES: readonly TriedPage<undefined>[] = [
  { name: 'parties', path: () => '/parties?text=a', sees: BUYER, refused: {} },
  { name: 'party-own', path: () => '/parties/1082', sees: 'local.1082.operator', refused: {} },
  {
    name: 'party-new',
    path: () => '/parties/new',
    sees: SECRETARIAT,
    refused: { [BUYER]: 403, 'local.1082.operator': 403, 'local.751.auditor': 403 },
  },
];

describeInChromium('Parties', () => {
  let running: RunningApp;
  let market: SmallMarket;
  let browser: Browser;
  let base: string;
  const as = (account: string): Promise<Reader> => readerAs(browser, base, account);

  beforeAll(async () => {
    [running, browser] = await Promise.all([startApp('2020-03-02'), openChromium()]);
    market = await openSmallMarket(running);
    base = await running.app.getUrl();
  }, MINUTES_MS);

  afterAll(async () => {
    await browser.close();
    await running.close();
  });

  walkPages(PAGES, { as, ids: () => undefined, hidden: 'CVR' });

  it(
    'lets a private supplier into the market, which then says itself where its invoices and payments go',
    async () => {
      const { page, complaints } = await as(SECRETARIAT);
      await page.goto('/agreements/rammeaftale-2019-20/parties');
      await page.getByRole('link', { name: 'Står parten ikke på listen' }).click();
      await page.getByLabel('Slags').selectOption('Privat leverandør');
      await page.getByLabel('Navn').fill('Fonden Prøvehjem');
      await page.getByLabel('CVR-nummer').fill('25052944');
      await page.getByRole('button', { name: 'Opret en part' }).click();
      expect(await page.getByRole('alert').innerText()).toContain('25052944 er ikke et CVR-nummer');
      await page.getByLabel('CVR-nummer').fill(SUPPLIER);
      await page.getByLabel('Kode').fill('');
      await page.getByRole('button', { name: 'Opret en part' }).click();
      expect(new URL(page.url()).pathname).toBe(`/parties/${SUPPLIER}`);
      // The account is the supplier's alone, and so are invoices to whoever belongs to no region.
      expect(await page.getByRole('button', { name: /^Gem/ }).count()).toBe(0);

      const { page: own } = await as(`local.${SUPPLIER}.operator`);
      await own.getByRole('link', { name: 'Fonden Prøvehjem' }).click();
      await own.getByLabel('EAN (GLN)').fill('5798005770221');
      await own.getByRole('button', { name: 'Gem EAN' }).click();
      expect(await own.getByRole('alert').innerText()).toContain('det sidste er et kontrolciffer');
      await own.getByLabel('EAN (GLN)').fill('5798005770220');
      await own.getByRole('button', { name: 'Gem EAN' }).click();
      await own.getByLabel('Registreringsnummer').fill('0216');
      await own.getByLabel('Kontonummer').fill('0004069001');
      await own.getByRole('button', { name: 'Gem kontoen' }).click();
      await own.getByLabel('Vej og nummer').fill('Prøvevej 1');
      await own.getByLabel('Postnummer').fill('8000');
      await own.getByLabel('By', { exact: true }).fill('Aarhus C');
      await own.getByRole('button', { name: 'Gem adressen' }).click();
      const shown = await own.getByRole('main').innerText();
      for (const said of ['5798005770220', '0216 0004069001', 'Prøvevej 1, 8000 Aarhus C'])
        expect(shown).toContain(said);
      expect(await market.auditor.get(`/parties/${SUPPLIER}`)).toMatchObject({
        kind: 'private-supplier',
        ean: '5798005770220',
        eanConstructed: false,
        account: { registrationNumber: '0216', accountNumber: '0004069001' },
      });
      // What the demonstration made up is not taken for a number that anybody has.
      expect(shown).not.toContain('konstrueret');
      const { ean } = await market.auditor.get('/parties/751');
      for (const page of ['/parties/751', '/parties?text=aarhus']) {
        await own.goto(page);
        await own.getByText(`${ean} (konstrueret)`).waitFor();
      }
      await own.goto(`/parties/${SUPPLIER}`);
      await own.getByRole('link', { name: 'Partens historik' }).click();
      expect(await own.locator('.timeline li').count()).toBe(4);
      expect(complaints).toEqual([]);
    },
    MINUTES_MS,
  );

  it('says on an offering that nobody can buy there until its operator is in an agreement', async () => {
    const supplier = running.as(SUPPLIER, 'operator');
    const offeringId = await market.offer('Prøvehjemmet', 2, { operator: supplier });
    await running.settled();
    const { page } = await as(BUYER);
    await page.goto(`/offerings/${offeringId}`);
    const unbound = page.getByText('Fonden Prøvehjem er ikke med i nogen rammeaftale den 02.03.2020.');
    await unbound.waitFor();
    const reserve = page.getByRole('link', { name: 'Reserver en plads' });
    expect(await reserve.count()).toBe(0);
    // Said before anything is asked for, where places are found and where one is reserved.
    const bindsUs = async () =>
      (await market.aarhus.get('/free-places')).items.map((place: { operator: string; underAgreement: boolean }) => [
        place.operator,
        place.underAgreement,
      ]);
    expect(await bindsUs()).toEqual(
      expect.arrayContaining([
        [SUPPLIER, false],
        ['1082', true],
      ]),
    );
    const said = page.getByText('er ikke i samme rammeaftale den 02.03.2020, så pladsen kan ikke købes');
    await page.goto(`/offerings/${offeringId}/reserve?line=SEL-107`);
    await said.waitFor();
    await page.goto('/places');
    expect(await page.getByText('Ikke i rammeaftale med jer').count()).toBe(1);
    await page.goto('/places?text=Prøvehjemmet');
    await page.getByText('Aarhus er den 02.03.2020 ikke i rammeaftale med nogen af de driftsherrer').waitFor();
    expect(await page.getByText('Ikke i rammeaftale med jer').count()).toBe(0);
    const secretariat = running.as('1082', 'secretariat');
    await secretariat.post('/agreements/rammeaftale-2019-20/parties', { party: SUPPLIER, from: '2020-03-01' });
    await running.settled();
    await page.goto(`/offerings/${offeringId}/reserve?line=SEL-107`);
    expect(await said.count()).toBe(0);
    expect((await bindsUs()).map(([, bound]: [string, boolean]) => bound)).not.toContain(false);
    const payers = await page.locator('select[name=payer] option').allTextContents();
    expect(payers).toContain('Silkeborg');
    expect(payers).not.toContain('Fonden Prøvehjem');
    await page.goto(`/offerings/${offeringId}`);
    expect(await unbound.count()).toBe(0);
    expect(await reserve.count()).toBe(1);
    await page.goto('/places');
    expect(await page.getByText(/kke i rammeaftale med/).count()).toBe(0);
  });

  it('shows another party without a way to change it', async () => {
    const { page } = await as(BUYER);
    await page.goto('/parties?kind=region');
    await page.getByRole('link', { name: 'Region Midtjylland' }).click();
    expect(await page.getByRole('button', { name: /^Gem/ }).count()).toBe(0);
    expect(await page.getByRole('link', { name: 'Partens historik' }).count()).toBe(0);
  });
});
