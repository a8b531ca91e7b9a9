import type { Browser, Page } from 'playwright-core';
import { type RunningApp, startApp } from '../support/app';
import { barriers, describeInChromium, openChromium, type Reader, readerAs, shot } from '../support/chromium';
import { type TriedPage, walkPages } from '../support/page-walk';
import { press, tabTo } from '../support/keyboard';
import { openSmallMarket, reservation, type SmallMarket } from '../support/small-market';

const MINUTES_MS = 60_000;
const BUYER = 'local.751.buyer';
const STRANGER = 'local.791.buyer';
const OPERATOR = 'local.1082.operator';
const AUDITOR = 'local.751.auditor';
const SECRETARIAT = 'local.1082.secretariat';
const STATEMENT = '1082-751-2020-03';

/** Settlement's pages, who may see each, and who may not. */
const PAGES: readonly TriedPage<undefined>[] = [
  { name: 'settlement', path: () => '/settlement', sees: OPERATOR, refused: {} },
  { name: 'settlement-secretariat', path: () => '/settlement', sees: SECRETARIAT, refused: {} },
  { name: 'months', path: () => '/settlement/months', sees: OPERATOR, refused: { [BUYER]: 403, [SECRETARIAT]: 403 } },
  {
    name: 'month-preview',
    path: () => '/settlement/months/2020-04/preview',
    sees: OPERATOR,
    refused: { [AUDITOR]: 403, [SECRETARIAT]: 403 },
  },
  {
    name: 'month-preview-payer',
    path: () => '/settlement/months/2020-04/preview?operator=1082',
    sees: BUYER,
    refused: { [AUDITOR]: 403, [SECRETARIAT]: 403 },
  },
  {
    name: 'month-close',
    path: () => '/settlement/months/2020-04/close',
    sees: OPERATOR,
    refused: { [BUYER]: 403, [AUDITOR]: 403, [SECRETARIAT]: 403 },
  },
  {
    name: 'statements',
    path: () => '/settlement/statements?month=2020-03',
    sees: BUYER,
    refused: { [SECRETARIAT]: 403 },
  },
  {
    name: 'statement-payer',
    path: () => `/settlement/statements/${STATEMENT}`,
    sees: BUYER,
    refused: { [STRANGER]: 404, [SECRETARIAT]: 403 },
  },
  { name: 'statement-operator', path: () => `/settlement/statements/${STATEMENT}`, sees: OPERATOR, refused: {} },
  {
    name: 'line',
    path: () => `/settlement/statements/${STATEMENT}/lines/1/why`,
    sees: AUDITOR,
    refused: { [STRANGER]: 404, [SECRETARIAT]: 403 },
  },
  { name: 'line-payer', path: () => `/settlement/statements/${STATEMENT}/lines/2/why`, sees: BUYER, refused: {} },
  {
    name: 'match',
    path: () => `/settlement/statements/${STATEMENT}/match`,
    sees: AUDITOR,
    refused: { [STRANGER]: 404, [SECRETARIAT]: 403 },
  },
  { name: 'disputes', path: () => '/settlement/disputes', sees: SECRETARIAT, refused: {} },
  {
    name: 'decide',
    path: () => `/settlement/statements/${STATEMENT}/lines/1/dispute/decide`,
    sees: SECRETARIAT,
    refused: { [BUYER]: 403, [OPERATOR]: 403, [AUDITOR]: 403 },
  },
  {
    name: 'balances',
    path: () => '/settlement/balances?from=2020-03-01&effectiveOn=2020-05-31',
    sees: BUYER,
    refused: { [SECRETARIAT]: 403 },
  },
  {
    name: 'reminders',
    path: () => '/settlement/reminders?effectiveOn=2020-08-01',
    sees: OPERATOR,
    refused: { [SECRETARIAT]: 403 },
  },
  {
    name: 'claim-clock',
    path: () => '/settlement/claim-clock',
    sees: OPERATOR,
    refused: { [BUYER]: 403, [SECRETARIAT]: 403 },
  },
  { name: 'payments', path: () => '/settlement/payments', sees: BUYER, refused: { [SECRETARIAT]: 403 } },
  {
    name: 'payment-register',
    path: () => `/settlement/payments/register?statementId=${STATEMENT}`,
    sees: OPERATOR,
    refused: { [BUYER]: 403, [AUDITOR]: 403, [SECRETARIAT]: 403 },
  },
  {
    name: 'payment-files',
    path: () => '/settlement/payment-files',
    sees: OPERATOR,
    refused: { [BUYER]: 403, [AUDITOR]: 403, [SECRETARIAT]: 403 },
  },
  { name: 'charges', path: () => '/settlement/charges', sees: BUYER, refused: { [SECRETARIAT]: 403 } },
];

/** Two citizens of Aarhus from 1 March 2020, at 2.560,00 kr. a day; March is over. */
const enrolTwo = async ({ offeringId, aarhus, seller }: SmallMarket): Promise<void> => {
  for (const firstDay of ['2020-03-01', '2020-03-02']) {
    const { placementId } = await aarhus.post('/placements', reservation(offeringId, firstDay));
    await seller.post(`/placements/${placementId}/confirm`);
    await seller.post(`/placements/${placementId}/enrol`, { firstDay });
  }
};

describeInChromium('Settlement in the browser', () => {
  let running: RunningApp;
  let market: SmallMarket;
  let browser: Browser;
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
    await enrolTwo(market);
    running.clock.turnTo('2020-04-01');
    await market.seller.post('/settlement/months/2020-03/close', {});
    const line = `/settlement/statements/${STATEMENT}/lines/1/dispute`;
    await market.aarhus.post(line, { reason: 'WRONG_DAYS', evidence: { reference: 'SAG-2020-1' } });
    await market.seller.post(`${line}/answer`, { answer: 'UPHOLD' });
    await market.aarhus.post(`${line}/escalate`, {});
    running.clock.turnTo('2020-05-04');
    await running.settled();
  }, MINUTES_MS);

  afterAll(async () => {
    await browser.close();
    await running.close();
  });

  walkPages(PAGES, { as, ids: () => undefined, hidden: 'kr.' });

  it('leads a payer who names no operator to the months, where one is chosen', async () => {
    const { page } = await as(BUYER);
    await page.goto('/settlement/months/2020-04/preview');
    expect(new URL(page.url()).pathname).toBe('/settlement/months');
  });

  it('gives a statement as the files that the API gives', async () => {
    const { page, context } = await as(BUYER);
    await page.goto(`/settlement/statements/${STATEMENT}`);
    for (const [text, type] of [
      ['PDF', 'application/pdf'],
      ['CSV', 'text/csv'],
    ] as const) {
      const href = (await page.getByRole('link', { name: text, exact: true }).getAttribute('href')) ?? '';
      const file = await context.request.get(href);
      expect([file.status(), file.headers()['content-type']]).toEqual([200, expect.stringContaining(type)]);
    }
  });

  it('does not take no line at all for every line', async () => {
    const { page } = await as(BUYER);
    await page.goto(`/settlement/statements/${STATEMENT}`);
    await page.getByRole('button', { name: /^(?:Godkend de valgte linjer|Approve the chosen lines)$/ }).click();
    await page.locator('.fault-summary').waitFor();
    const { standing } = await market.aarhus.get(`/settlement/statements/${STATEMENT}`);
    expect(standing.approvedLines).toEqual([]);
  });

  it(
    'leads the operator from what is overdue to the payment, which its payer sees, and back when the bank returns it',
    async () => {
      running.clock.turnTo('2020-06-20');
      const { page } = await as(OPERATOR);
      await page.goto('/settlement/reminders');
      // 61 days at 2.560 kr., less the disputed line, fell due on 1 May; each ten days a reminder.
      const overdue = page.locator('tbody tr', { hasText: STATEMENT });
      expect(await overdue.innerText()).toMatch(/50\s+Ryk i dag \(nr\. 5\)\s+næste 30\.06\.2020\s+76\.800,00 kr\./);
      await overdue.getByRole('link', { name: `Registrer betaling af ${STATEMENT}` }).click();
      await page.getByLabel('Beløb').fill('halvdelen');
      await page.getByRole('button', { name: 'Registrer betalingen' }).click();
      expect(await page.locator('.fault-summary').innerText()).toContain('Skriv et beløb i kroner');
      expect(await page.getByLabel('Opgørelse').inputValue()).toBe(STATEMENT);
      await page.getByLabel('Beløb').fill('76.800');
      await page.getByLabel('Postering').fill('BANK-1');
      await page.getByRole('button', { name: 'Registrer betalingen' }).click();
      expect(await page.locator('tbody tr').innerText()).toMatch(/Aarhus[\s\S]*BANK-1[\s\S]*76\.800,00 kr\./);

      const buyer = await as(BUYER);
      await buyer.page.goto(`/settlement/statements/${STATEMENT}`);
      expect(await buyer.page.getByRole('main').innerText()).toContain('Betalt 76.800,00 kr. af 156.160,00 kr.');
      expect(await buyer.page.getByRole('link', { name: /Tilbagefør/ }).count()).toBe(0);

      await page.getByRole('link', { name: /Tilbagefør 76\.800,00 kr\./ }).click();
      await page.getByLabel('Hvorfor den ikke er en betaling').selectOption({ label: 'Returneret af banken' });
      await page.getByRole('button', { name: 'Tilbagefør betalingen' }).click();
      await page.getByText('Tilbageført 20.06.2020').waitFor();
      await buyer.page.reload();
      expect(await buyer.page.getByRole('main').innerText()).toContain('Betalt 0,00 kr. af 156.160,00 kr.');
    },
    MINUTES_MS,
  );

  it(
    'takes a payment that is older than its statement, and says so until it is reversed',
    async () => {
      const { page } = await as(OPERATOR);
      await page.goto(`/settlement/payments/register?statementId=${STATEMENT}`);
      await page.getByText('01.04.2020').waitFor();
      await page.getByLabel('Betalt den').fill('2019-06-01');
      await page.getByRole('button', { name: 'Registrer betalingen' }).click();
      await page.getByText('før opgørelsen, udstedt 01.04.2020').waitFor();
      const note = page.getByText('Betalt, før opgørelsen blev udstedt');
      expect(await note.count()).toBe(1);
      expect(await barriers(page)).toEqual([]);
      await shot(page, 'payment-before-statement');
      const { page: buyer } = await as(BUYER);
      await buyer.goto(`/settlement/statements/${STATEMENT}`);
      await buyer.getByText('kan driftsherren tilbageføre betalingen').waitFor();
      await page.getByRole('link', { name: /Tilbagefør .* fra 01\.06\.2019/ }).click();
      await page.getByLabel('Hvorfor den ikke er en betaling').selectOption({ index: 1 });
      await page.getByRole('button', { name: 'Tilbagefør betalingen' }).click();
      await page.goto(`/settlement/payments?statementId=${STATEMENT}`);
      await page.getByText('før opgørelsen, udstedt 01.04.2020').waitFor();
      expect(await note.count()).toBe(0);
    },
    MINUTES_MS,
  );

  it('tries a payment file, takes it, and tells of each row what became of it, without script', async () => {
    const { page } = await readerAs(browser, base, OPERATOR, { script: false });
    const file = (content: string, name = 'bank.csv') => ({
      name,
      mimeType: name.endsWith('.xml') ? 'text/xml' : 'text/csv',
      buffer: Buffer.from(content, 'latin1'),
    });
    const rows = [
      'Dato;Beløb;Reference;Bilag',
      // The end of this line and the day that begins the next look like a CPR number, and the last entry's number does.
      `01.06.2020;1.000,00;Betaling ${STATEMENT};A-12`,
      `02.06.2020;et beløb;${STATEMENT};A-2`,
      '03.06.2020;500,00;Husleje;A-3',
      `04.06.2020;25,00;${STATEMENT};311257-5001`,
    ].join('\r\n');
    await page.goto('/settlement/payment-files');
    await page.getByLabel(/^Fil/).setInputFiles(file(rows));
    await page.getByRole('button', { name: 'Prøv filen' }).click();
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('Det ville filen føre til');
    const { items: before } = await market.seller.get('/settlement/payments');
    expect(before.filter(({ fromFile }: { fromFile: boolean }) => fromFile)).toEqual([]);

    for (const outcome of ['Taget', 'Kendt']) {
      await page.goto('/settlement/payment-files');
      await page.getByLabel(/^Fil/).setInputFiles(file(rows));
      await page.getByRole('button', { name: 'Indlæs betalingerne' }).click();
      const said = await page.locator('tbody').first().innerText();
      expect(said).toContain('beløbet kan ikke læses');
      expect(said).toContain('der står intet opgørelsesnummer i referencen');
      await page.locator('details.more summary').click();
      expect(await page.locator('details tbody').innerText()).toContain(outcome);
    }
    // The file before is told row by row too, and no word of who paid stands in the ledger.
    await page.locator('table').last().getByRole('link').click();
    expect(await page.getByRole('heading', { level: 2 }).first().innerText()).toContain('En fil, sendt');
    await page.locator('details.more summary').click();
    expect(await page.locator('details tbody').innerText()).toContain('Taget');
    await running.settled();
    const { items } = await market.seller.get('/settlement/payments');
    const ofFile = items.filter(({ fromFile }: { fromFile: boolean }) => fromFile);
    expect(ofFile.map(({ amountOre }: { amountOre: number }) => amountOre)).toEqual([2_500, 100_000]);
    expect(JSON.stringify(ofFile)).not.toContain('311257');
    await page.goto('/settlement/payment-files');
    await page.getByLabel(/^Fil/).setInputFiles(file('<Document/>', 'konto.xml'));
    await page.getByRole('button', { name: 'Indlæs betalingerne' }).click();
    expect(await page.locator('.fault-summary').innerText()).toContain('Filen er ikke et kontoudtog');
  });

  it('shows a buyer its purchases and no sales, and offers only those it settles with', async () => {
    const { page } = await as(BUYER);
    await page.goto('/settlement');
    await page.locator('a[href="/settlement/statements?side=purchases&waiting=APPROVAL"]').click();
    const { count } = await market.aarhus.get('/settlement/statements?side=purchases&waiting=APPROVAL');
    expect(await page.getByRole('rowheader').count()).toBe(count);
    await page.goto('/settlement/balances');
    expect(await page.locator('thead').first().innerText()).not.toContain('Salg');
    expect((await market.viborg.get('/settlement/payments')).items).toEqual([]);
    expect(await market.viborg.get('/settlement/parties')).toEqual({ operators: [], payers: [] });
    expect(await market.aarhus.get('/settlement/parties')).toEqual({ operators: ['1082'], payers: ['751'] });
    const { page: audit } = await as(AUDITOR);
    await audit.goto('/settlement/balances');
    expect(await audit.getByLabel('Part', { exact: true }).locator('option').allInnerTexts()).toEqual([
      'Alle',
      'Aarhus',
      'Region Midtjylland',
    ]);
  });

  it('says what a line’s price is in words, with the way to the history of its tariff', async () => {
    const { page } = await as(BUYER);
    await page.goto(`/settlement/statements/${STATEMENT}/lines/1/why`);
    const said = await page.getByRole('main').innerText();
    expect(said).toContain('Basistakst');
    expect(said).not.toContain('BASE');
    await page.getByRole('link', { name: 'Takstens historik' }).click();
    expect(await page.locator(':target').innerText()).toBe('Priser');
  });
});

describeInChromium('Settling a month by keyboard alone', () => {
  let running: RunningApp;
  let market: SmallMarket;
  let browser: Browser;
  let base: string;

  beforeAll(async () => {
    [running, browser] = await Promise.all([startApp('2020-03-02'), openChromium()]);
    market = await openSmallMarket(running);
    await enrolTwo(market);
    running.clock.turnTo('2020-04-01');
    await running.settled();
    base = await running.app.getUrl();
  }, MINUTES_MS);

  afterAll(async () => {
    await browser.close();
    await running.close();
  });

  const follow = async (page: Page, text: string | RegExp): Promise<void> => {
    await tabTo(page, text);
    await press(page);
  };

  it(
    'goes from the preview over closing, approval, dispute and answer to the secretariat’s decision',
    async () => {
      const [operator, buyer, secretariat] = await Promise.all(
        [OPERATOR, BUYER, SECRETARIAT].map((account) => readerAs(browser, base, account)),
      );
      if (!operator || !buyer || !secretariat) throw new Error('Three readers were asked for');

      // The operator sees March as it would be closed, and closes it. 31 and 30 days at 2.560,00 kr.
      await operator.page.goto('/settlement/months');
      await tabTo(operator.page, 'Første måned');
      await operator.page.keyboard.type('03');
      await operator.page.keyboard.press('Tab');
      await operator.page.keyboard.type('2020');
      await follow(operator.page, 'Begynd med denne måned');
      await follow(operator.page, 'Marts 2020');
      await operator.page.getByText('156.160,00 kr.').first().waitFor();
      await follow(operator.page, 'Videre til at lukke måneden');
      await follow(operator.page, 'Luk marts 2020');
      expect(new URL(operator.page.url()).pathname).toBe('/settlement/statements');
      await follow(operator.page, 'marts 2020');
      expect(new URL(operator.page.url()).pathname).toBe(`/settlement/statements/${STATEMENT}`);

      // The payer approves line 2, asks why line 1 is what it is, and disputes a part of it.
      await buyer.page.goto(`/settlement/statements/${STATEMENT}`);
      await tabTo(buyer.page, 'Linje 2');
      await buyer.page.keyboard.press('Space');
      await follow(buyer.page, 'Godkend de valgte linjer');
      await buyer.page.getByText('Delvis godkendt').waitFor();
      await follow(buyer.page, 'Hvorfor dette beløb?');
      await buyer.page.getByText('31 døgn × 2.560,00 kr. = 79.360,00 kr.').waitFor();
      await tabTo(buyer.page, 'Hvad er galt?');
      await buyer.page.keyboard.type('Forkerte dage');
      await tabTo(buyer.page, 'Beløb, der gøres indsigelse mod');
      await buyer.page.keyboard.type('2.560');
      await follow(buyer.page, 'Gør indsigelse');
      await buyer.page.getByText('Indsigelse rejst').waitFor();
      await shot(buyer.page, 'keyboard-disputed');

      // The operator upholds the line, the payer goes on, and the secretariat, who sees no citizen, decides.
      await operator.page.goto('/start');
      expect(await operator.page.getByText('Indsigelser, hvor det er jeres tur (1)').count()).toBe(1);
      await operator.page.goto('/settlement');
      await follow(operator.page, 'marts 2020, linje 1');
      await tabTo(operator.page, 'Svar');
      await operator.page.keyboard.type('Vi fastholder');
      await follow(operator.page, 'Send svaret');
      await buyer.page.reload();
      await follow(buyer.page, 'Bring den for sekretariatet');
      await running.settled();
      await secretariat.page.goto('/start');
      expect(await secretariat.page.getByRole('heading', { level: 3 }).allTextContents()).toEqual([
        'Indsigelser, hvor det er jeres tur (1)',
      ]);
      await follow(secretariat.page, 'marts 2020, linje 1');
      await tabTo(secretariat.page, 'Beløb, der krediteres');
      await secretariat.page.keyboard.type('1280,00');
      await tabTo(secretariat.page, 'Afgørelsens nummer');
      await secretariat.page.keyboard.type('AFG-2020-7');
      await follow(secretariat.page, 'Registrer afgørelsen');
      expect(new URL(secretariat.page.url()).pathname).toBe('/settlement/disputes');

      const { standing, totalOre } = await market.aarhus.get(`/settlement/statements/${STATEMENT}`);
      expect(totalOre).toBe(15_616_000);
      expect(standing.approvedLines).toEqual([2]);
      expect(standing.disputes).toEqual([
        expect.objectContaining({
          line: 1,
          phase: 'RESOLVED',
          how: 'DECIDED',
          disputedOre: 256_000,
          creditOre: 128_000,
        }),
      ]);
      expect([...operator.complaints, ...buyer.complaints, ...secretariat.complaints]).toEqual([]);
    },
    3 * MINUTES_MS,
  );

  it('closes a month without script, and says in words why it cannot be closed yet', async () => {
    const { page } = await readerAs(browser, base, OPERATOR, { script: false });
    await page.goto('/settlement/months/2020-04/close');
    await page.getByRole('button', { name: 'Luk april 2020' }).click();
    expect(await page.locator('.fault-summary').innerText()).toContain('Måneden april 2020 er ikke forbi.');
    running.clock.turnTo('2020-05-01');
    await page.goto('/settlement/months/2020-04/close');
    await page.getByRole('button', { name: 'Luk april 2020' }).click();
    expect(new URL(page.url()).pathname).toBe('/settlement/statements');
    const { items } = await market.aarhus.get('/settlement/statements?month=2020-04');
    expect(items).toHaveLength(1);
  });
});
