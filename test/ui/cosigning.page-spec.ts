import { generateKeyPairSync, sign } from 'node:crypto';
import type { Browser } from 'playwright-core';
import { type RunningApp, startApp } from '../support/app';
import { describeInChromium, openChromium, type Reader, readerAs } from '../support/chromium';
import { type TriedPage, walkPages } from '../support/page-walk';
import { openSmallMarket, reservation, type SmallMarket } from '../support/small-market';

const MINUTES_MS = 60_000;
const BUYER = 'local.751.buyer';
const OPERATOR = 'local.1082.operator';
const AUDITOR = 'local.751.auditor';
const STRANGER = 'local.791.buyer';
const STATEMENT = '1082-751-2020-03';
const AT = `/settlement/statements/${STATEMENT}/checkpoint`;

const PAGES: readonly TriedPage<undefined>[] = [
  { name: 'cosignatures', path: () => '/settlement/cosignatures', sees: AUDITOR, refused: {} },
  { name: 'month-checkpoint', path: () => AT, sees: BUYER, refused: { [STRANGER]: 404 } },
];

describeInChromium('Cosigning a month in the browser', () => {
  let running: RunningApp;
  let market: SmallMarket;
  let browser: Browser;
  let base: string;
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const pem = publicKey.export({ type: 'spki', format: 'pem' });
  const readers = new Map<string, Promise<Reader>>();
  const as = (account: string): Promise<Reader> => {
    const known = readers.get(account) ?? readerAs(browser, base, account);
    readers.set(account, known);
    return known;
  };

  beforeAll(async () => {
    [running, browser] = await Promise.all([startApp('2020-03-01'), openChromium()]);
    market = await openSmallMarket(running);
    const { placementId } = await market.aarhus.post('/placements', reservation(market.offeringId, '2020-03-01'));
    await market.seller.post(`/placements/${placementId}/confirm`);
    await market.seller.post(`/placements/${placementId}/enrol`, { firstDay: '2020-03-01' });
    running.clock.turnTo('2020-04-01');
    await market.seller.post('/settlement/months/2020-03/close');
    await market.aarhus.post('/parties/751/cosigning-key', { publicKey: pem });
    running.clock.turnTo('2020-04-11');
    await running.settled();
    base = await running.app.getUrl();
  }, MINUTES_MS);
  afterAll(async () => {
    await browser.close();
    await running.close();
  });

  walkPages(PAGES, { as, ids: () => undefined, hidden: 'kr.' });

  it(
    'is done from the statement, by the operator as a person and by the payer with its own key, without script',
    async () => {
      const { page: seller } = await readerAs(browser, base, OPERATOR, { script: false });
      await seller.goto(`/settlement/statements/${STATEMENT}`);
      await seller.getByRole('link', { name: 'Medunderskriv månedens kontrolpunkt' }).click();
      expect(await seller.locator('#signatures').innerText()).toMatch(/Mangler\s+10 dage siden lukningen/);
      await seller.locator('#person [name=title]').fill('Økonomichef');
      await seller.getByRole('button', { name: 'Medunderskriv' }).click();
      expect(await seller.locator('#signatures').innerText()).toMatch(/Medunderskrevet 11\.04\.2020\s+Økonomichef/);
      expect(await seller.locator('#person').count()).toBe(0);

      const { page, context } = await readerAs(browser, base, BUYER, { script: false });
      await page.goto(AT);
      await page.getByText('Underskriv med egen nøgle').click();
      const link = (await page.getByRole('link', { name: 'besked' }).getAttribute('href')) ?? '';
      const message = await (await context.request.get(link)).body();
      const own = page.locator('#own-key');
      await own.locator('[name=title]').fill('Regnskabschef');
      await own.getByRole('button').click();
      // Without a signature it would be a person's, and that is not what was asked for.
      expect(await page.locator('.fault-summary').innerText()).toContain('Underskrift');
      await own.locator('[name=signature]').fill(sign(null, message, privateKey).toString('base64'));
      await own.getByRole('button').click();
      expect(await page.locator('#signatures').innerText()).toMatch(/Regnskabschef, med egen nøgle/);
      expect(await page.locator('form#own-key, form#person').count()).toBe(0);
    },
    MINUTES_MS,
  );

  it('does not send a private key back to the screen', async () => {
    const { page } = await as(BUYER);
    await page.goto('/parties/751');
    const secret = privateKey.export({ type: 'pkcs8', format: 'pem' });
    await page.getByLabel('Offentlig nøgle').fill(secret);
    await page.getByRole('button', { name: 'Gem nøglen' }).click();
    expect(await page.locator('.fault-summary').innerText()).toContain('Indsend aldrig den private nøgle');
    expect(await page.content()).not.toContain('PRIVATE KEY');
  });
});
