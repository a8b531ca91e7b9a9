import type { Browser } from 'playwright-core';
import { type RunningApp, startApp } from '../support/app';
import { barriers, describeInChromium, openChromium, type Reader, readerAs, shot } from '../support/chromium';
import { press, tabTo } from '../support/keyboard';
import { openSmallMarket, reservation, type SmallMarket } from '../support/small-market';

const MINUTES_MS = 60_000;

describeInChromium('Buying a place by keyboard alone', () => {
  let running: RunningApp;
  let market: SmallMarket;
  let browser: Browser;
  let base: string;

  beforeAll(async () => {
    [running, browser] = await Promise.all([startApp('2020-03-02'), openChromium()]);
    market = await openSmallMarket(running);
    await market.offer('Bo og støtte Søvang', 2, { levels: { 1: 300_000 } });
    await running.settled();
    base = await running.app.getUrl();
  }, MINUTES_MS);

  afterAll(async () => {
    await browser.close();
    await running.close();
  });

  it(
    'goes from the search over reservation, signatures and enrolment to the notice',
    async () => {
      const buyer = await readerAs(browser, base, 'local.751.buyer');
      const operator = await readerAs(browser, base, 'local.1082.operator');
      const { page } = buyer;

      // Find: only what costs at most 2.600 kr. a day, then the offering, then the form.
      await tabTo(page, 'Find en plads');
      await press(page);
      await tabTo(page, 'Højest pris');
      await page.keyboard.type('2.600');
      await press(page);
      expect(new URL(page.url()).searchParams.get('price')).toBe('2.600');
      expect(await page.getByRole('rowheader').allInnerTexts()).toEqual([expect.stringContaining('Bostøtte Høskoven')]);
      await tabTo(page, 'Bostøtte Høskoven');
      await press(page);
      expect(await page.getByText('2.560,00 kr.').count()).toBeGreaterThan(0);
      await tabTo(page, 'Reserver en plads');
      await press(page);
      await tabTo(page, 'Niveau');
      await page.keyboard.press('ArrowDown');
      await tabTo(page, 'Reserver');
      await press(page);
      await shot(page, 'keyboard-reserved');
      const address = new URL(page.url()).pathname;
      expect(address).toMatch(/^\/placements\/[0-9a-f-]{36}$/);
      await page.getByText('Region Midtjylland skal svare senest').waitFor();

      // The operator confirms, and both sign the hash they see.
      await operator.page.goto(address);
      await tabTo(operator.page, 'Bekræft reservationen');
      await press(operator.page);
      await running.settled();
      for (const [reader, title] of [
        [operator, 'Tilbudsleder'],
        [buyer, 'Myndighedschef'],
      ] as const) {
        await reader.page.goto(address);
        await tabTo(reader.page, 'Din stilling');
        await reader.page.keyboard.type(title);
        await press(reader.page);
        await reader.page.getByRole('cell', { name: title }).waitFor();
      }
      const contract = await market.aarhus.get(`/contracts/${address.split('/').at(-1) ?? ''}`);
      expect(contract.signatures).toHaveLength(2);
      expect(await page.getByText(contract.contentHash).count()).toBe(1);

      // The citizen moves in; the buyer sees the last payable day before the notice is given, and the same after.
      await operator.page.goto(address);
      await tabTo(operator.page, 'Første dag, borgeren er der');
      await tabTo(operator.page, 'Indskriv borgeren');
      await press(operator.page);
      await operator.page.getByText('Indskrevet', { exact: true }).first().waitFor();
      await page.goto(address);
      await tabTo(page, 'Opsig pladsen');
      await press(page);
      await tabTo(page, 'Opsig med sidste betalingsdag 30.04.2020');
      await press(page);
      expect(new URL(page.url()).pathname).toBe(address);
      await page.getByText('Sidste betalingsdag efter opsigelsen').waitFor();
      expect(await page.getByText('30.04.2020').count()).toBeGreaterThan(0);
      await shot(page, 'keyboard-noticed');
      const placement = await market.aarhus.get(`/placements/${address.split('/').at(-1) ?? ''}`);
      expect(placement).toMatchObject({ phase: 'enrolled', noticeLastPayableDay: '2020-04-30' });
      expect([...buyer.complaints, ...operator.complaints]).toEqual([]);
    },
    2 * MINUTES_MS,
  );

  it(
    'works without script, and says at the field what has to be mended without losing what was typed',
    async () => {
      const { page } = await readerAs(browser, base, 'local.751.buyer', { script: false });
      await page.goto(`/offerings/${market.offeringId}/reserve?line=SEL-107`);
      await page.getByLabel('Første dag').fill('');
      await page.getByLabel('Borgerens reference').fill('ingen reference');
      await page.getByRole('button', { name: 'Reserver' }).click();
      const summary = page.getByRole('alert');
      expect(await summary.innerText()).toContain('Første dag: Feltet skal udfyldes.');
      expect(await page.getByLabel('Borgerens reference').inputValue()).toBe('ingen reference');
      const field = page.getByLabel('Første dag');
      expect(await field.getAttribute('aria-invalid')).toBe('true');
      const described = (await field.getAttribute('aria-describedby')) ?? '';
      expect(await page.locator(`#${described.split(' ').at(-1) ?? ''}`).innerText()).toContain(
        'Feltet skal udfyldes.',
      );

      await field.fill('2020-03-15');
      await page.getByLabel('Niveau').selectOption('1');
      await page.getByLabel('Borgerens reference').fill('0197e3a4-0000-7000-8000-000000000001');
      await page.getByRole('button', { name: 'Reserver' }).click();
      expect(new URL(page.url()).pathname).toMatch(/^\/placements\/[0-9a-f-]{36}$/);
      const { items } = await market.aarhus.get('/placements?phase=reserved');
      expect(items.filter(({ citizenRef }: { citizenRef: string }) => citizenRef.endsWith('000001'))).toHaveLength(1);
    },
    MINUTES_MS,
  );

  it(
    'records once what is sent twice, and does not overwrite what somebody else has done meanwhile',
    async () => {
      const { page, context } = await readerAs(browser, base, 'local.751.buyer');
      await page.goto(`/offerings/${market.offeringId}/reserve?line=SEL-107`);
      await page.getByLabel('Niveau').selectOption('1');
      const form = await page
        .locator('#reserve')
        .evaluate((element) =>
          new URLSearchParams([...new FormData(element as HTMLFormElement)] as [string, string][]).toString(),
        );
      const send = () =>
        context.request.post('/placements', {
          data: form,
          headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' },
          maxRedirects: 0,
        });
      const [first, second] = [await send(), await send()];
      expect([first.status(), second.status()]).toEqual([303, 303]);
      expect(new URL(second.headers().location ?? '', base).pathname).toBe(
        new URL(first.headers().location ?? '', base).pathname,
      );

      await page.goto(first.headers().location ?? '');
      await market.seller.post(`${new URL(page.url()).pathname}/confirm`);
      await page.getByText('Træk tilbage').first().click();
      await page.getByRole('button', { name: 'Træk tilbage' }).click();
      await page.getByRole('alert').waitFor();
      expect(await page.getByRole('alert').innerText()).toContain('Der er sket noget siden den udgave, du så');
      expect(await page.getByText('Aftalt', { exact: true }).count()).toBeGreaterThan(0);
    },
    MINUTES_MS,
  );

  it(
    'changes the terms of service and the payer, each when the other side has said yes to what it saw',
    async () => {
      const { placementId } = await market.aarhus.post('/placements', reservation(market.offeringId, '2020-03-01'));
      await market.seller.post(`/placements/${placementId}/confirm`);
      await market.seller.post(`/placements/${placementId}/enrol`, { firstDay: '2020-03-01' });
      await running.settled();
      const at = `/placements/${placementId}`;
      const { page } = await readerAs(browser, base, 'local.751.buyer');
      const operator = await readerAs(browser, base, 'local.1082.operator');
      const payer = await readerAs(browser, base, 'local.740.buyer');

      await page.goto(at);
      await page.getByRole('link', { name: 'Foreslå andre vilkår' }).click();
      await page.getByLabel('Første dag med de nye vilkår').fill('2020-03-09');
      await page.getByLabel('Niveau').selectOption('2');
      await page.getByRole('button', { name: 'Vis prisen' }).click();
      const price = ({ page: shown }: Pick<Reader, 'page'>) =>
        shown.getByRole('row', { name: 'Pris pr. dag' }).getByRole('cell').allInnerTexts();
      expect(await price({ page })).toEqual(['2.560,00 kr.', '3.000,00 kr.']);
      await page.getByRole('button', { name: 'Foreslå vilkårene fra 09.03.2020' }).click();
      expect(new URL(page.url()).pathname).toBe(at);
      await operator.page.goto(at);
      await operator.page.getByRole('link', { name: 'Se forslaget og prisen' }).click();
      expect(await price(operator)).toEqual(['2.560,00 kr.', '3.000,00 kr.']);
      await operator.page.getByRole('button', { name: 'Godkend vilkårene fra 09.03.2020' }).click();
      expect((await market.aarhus.get(`${at}?effectiveOn=2020-03-09`)).level).toBe('2');

      await running.settled();
      for (const [reader, title] of [
        [operator, 'Tilbudsleder'],
        [{ page }, 'Myndighedschef'],
      ] as const) {
        await reader.page.goto(at);
        const addendum = reader.page.locator('#addendum-1');
        await addendum.getByLabel('Din stilling').fill(title);
        await addendum.getByRole('button', { name: 'Underskriv tillæg 1' }).click();
        await addendum.getByRole('cell', { name: title }).waitFor();
      }
      const [addendum] = (await market.aarhus.get(`/contracts/${placementId}`)).addenda;
      expect(addendum.signatures).toHaveLength(2);
      expect(await page.locator('#addendum-1').getByText(addendum.contentHash).count()).toBe(1);

      await page.goto(`${at}/payer`);
      await page.getByLabel('Første dag, den nye betaler betaler').fill('2020-03-16');
      await page.getByLabel('Ny betaler').selectOption('751');
      await page.getByLabel('Grund').selectOption('RSL-9');
      await page.getByRole('button', { name: 'Skift betaler, eller spørg' }).click();
      expect(await page.getByRole('alert').innerText()).toContain('Aarhus (751) betaler allerede den 16.03.2020.');
      await page.getByLabel('Ny betaler').selectOption('740');
      await page.getByLabel('Grund').selectOption('RSL-9-AGREEMENT');
      await page.getByRole('button', { name: 'Skift betaler, eller spørg' }).click();
      expect(await page.getByRole('alert').innerText()).toContain('skal borgeren have samtykket (R9)');
      await page.getByLabel('Borgeren har samtykket til aftalen').check();
      await page.getByRole('button', { name: 'Skift betaler, eller spørg' }).click();
      await page.getByText('har spurgt, om Silkeborg vil betale fra 16.03.2020.').waitFor();
      expect((await market.aarhus.get(`${at}?effectiveOn=2020-03-16`)).payer).toBe('751');
      await payer.page.goto('/start');
      await payer.page.locator(`a[href="${at}"]`).click();
      await payer.page.getByRole('link', { name: 'Se spørgsmålet' }).click();
      await payer.page.getByRole('button', { name: 'Ja, vi betaler fra 16.03.2020' }).click();
      expect((await market.aarhus.get(`${at}?effectiveOn=2020-03-16`)).payer).toBe('740');
      expect([...operator.complaints, ...payer.complaints]).toEqual([]);
    },
    MINUTES_MS,
  );

  it(
    'shows the last payable day before a citizen is discharged and before that is corrected, and a part of the week',
    async () => {
      const offeringId = await market.offer('Dagtilbuddet Lunden', 4, { legalBasis: 'SEL-104' });
      const bought = reservation(offeringId, '2020-03-01', { serviceLineId: 'SEL-104' });
      const { placementId } = await market.aarhus.post('/placements', bought);
      const at = `/placements/${placementId}`;
      await market.seller.post(`${at}/confirm`);
      await market.seller.post(`${at}/enrol`, { firstDay: '2020-03-01' });
      await running.settled();
      const { page, complaints } = await readerAs(browser, base, 'local.1082.operator');
      await page.goto(`${at}/change`);
      await page.getByLabel('Dage om ugen').fill('9');
      await page.getByRole('button', { name: 'Vis prisen' }).click();
      await page.getByRole('alert').waitFor();
      expect(await page.getByRole('button', { name: /^Foreslå/ }).count()).toBe(0);
      await page.getByLabel('Dage om ugen').fill('3');
      await page.getByRole('button', { name: 'Vis prisen' }).click();
      const [before, after] = await page.getByRole('row', { name: 'Pris pr. dag' }).getByRole('cell').allInnerTexts();
      expect([before, after]).toEqual(['2.560,00 kr.', '2.176,00 kr.']);
      expect(await barriers(page)).toEqual([]);
      await shot(page, 'change-days');

      await page.goto(at);
      await page.getByRole('link', { name: 'Udskriv borgeren' }).click();
      await page.getByLabel('Grund til udskrivningen').selectOption('DEATH');
      await page.getByRole('button', { name: 'Vis sidste betalingsdag' }).click();
      await page.getByText('Dødsfald: måneden betales ud (Q1)').waitFor();
      expect(await page.getByText('31.03.2020').count()).toBe(1);
      expect((await market.seller.get(at)).phase).toBe('enrolled');
      expect(await barriers(page)).toEqual([]);
      await shot(page, 'end-preview');
      await page.getByRole('button', { name: 'Udskriv borgeren' }).click();
      expect(new URL(page.url()).pathname).toBe(at);
      expect(await market.seller.get(at)).toMatchObject({ phase: 'discharged', lastPayableDay: '2020-03-31' });

      await page.getByRole('link', { name: 'Ret udskrivningen' }).click();
      await page.getByLabel('Grund til udskrivningen').selectOption('MOVED');
      await page.getByLabel('Hvad var forkert?').selectOption('WRONG_REASON');
      await page.getByRole('button', { name: 'Vis sidste betalingsdag' }).click();
      const days = page.getByRole('row', { name: 'Sidste betalingsdag' }).getByRole('cell');
      expect(await days.allInnerTexts()).toEqual(['31.03.2020', '02.03.2020']);
      await shot(page, 'end-correct-preview');
      await page.getByRole('button', { name: 'Ret udskrivningen' }).click();
      expect(await market.seller.get(at)).toMatchObject({ departureReason: 'MOVED', lastPayableDay: '2020-03-02' });
      expect(complaints).toEqual([]);
    },
    MINUTES_MS,
  );

  it('takes no form from another site', async () => {
    const { context }: Reader = await readerAs(browser, base, 'local.751.buyer');
    const answer = await context.request.post('/placements', {
      data: 'offeringId=x',
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'cross-site' },
    });
    expect(answer.status()).toBe(403);
    expect(await answer.text()).toContain('kom ikke fra en af Pladsbogs egne sider');
  });
});
