import { readFile } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
import { danishPublicParties } from '../../src/parties/party-register';
import { danishDayOf } from '../../src/kernel/calendar';
import { type RunningApp, startApp } from '../support/app';
import { describeInChromium, openChromium, type Reader, readerAs } from '../support/chromium';
import { openSmallMarket, reservation, type SmallMarket } from '../support/small-market';

const MINUTES_MS = 60_000;
const HORSENS = '615';

/** Journey 7: what held, what was known of it, and whether the ledger is whole. */
describeInChromium('An auditor', () => {
  let running: RunningApp;
  let market: SmallMarket;
  let browser: Browser;
  let reader: Reader;
  let base: string;
  let enrolled: string;

  beforeAll(async () => {
    [running, browser] = await Promise.all([startApp('2020-03-02'), openChromium()]);
    market = await openSmallMarket(running);
    const { placementId } = await market.aarhus.post('/placements', reservation(market.offeringId, '2020-03-01'));
    enrolled = placementId;
    await market.seller.post(`/placements/${enrolled}/confirm`);
    await market.seller.post(`/placements/${enrolled}/enrol`, { firstDay: '2020-03-01' });
    await running.settled();
    base = await running.app.getUrl();
    reader = await readerAs(browser, base, 'local.751.auditor');
  }, MINUTES_MS);

  afterAll(async () => {
    await browser.close();
    await running.close();
  });

  it('links the rules that our own words cite, and no number that somebody has written', async () => {
    await market.seller.post(`/offerings/${market.offeringId}/capacity`, {
      serviceLineId: 'SEL-107',
      places: 12,
      from: '2020-06-01',
      reason: 'Aftalt på møde R22',
    });
    await running.settled();
    const { items } = await market.auditor.get('/audit/events?type=CapacityChanged');
    expect(items[0].written).toEqual(['Aftalt på møde R22']);
    const { page } = reader;
    await page.goto(`/audit/events/${items[0].eventId}`);
    const main = page.getByRole('main');
    expect((await main.innerText()).split('møde R22')).toHaveLength(3);
    expect(await main.locator('a.rule', { hasText: 'R22' }).count()).toBe(0);
    const { items: agreed } = await market.auditor.get('/audit/events?type=CitizenEnrolled');
    expect(agreed[0]).not.toHaveProperty('written');
  });

  it('finds an event by its words, sees it whole, and goes on to its cause and to the history of its thing', async () => {
    const { page } = reader;
    await page.goto('/audit/events');
    await page.getByLabel('Ord i teksten').fill(' ind flyttede udefra');
    await page.getByRole('button', { name: 'Vis' }).click();
    await page.getByText('Ingen hændelser passer. Alle ordene skal stå i teksten').waitFor();
    await page.getByLabel('Ord i teksten').fill(' flyttede ind ');
    await page.getByRole('button', { name: 'Vis' }).click();
    expect(await page.getByLabel('Ord i teksten').inputValue()).toBe('flyttede ind');
    const rows = page.locator('tbody tr');
    expect(await rows.count()).toBe(1);

    await rows.first().getByRole('link').click();
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('Borger indskrevet');
    expect(await page.getByRole('main').innerText()).toContain('CitizenEnrolled');
    await page.goBack();
    await page.goto('/audit/events?type=StandardContractDrafted');
    await page.locator('tbody a').first().click();
    // The contract was drawn up because the purchase was agreed, and is shown below it.
    const cause = page.locator('.chain > li:has(.chain [aria-current=true]) > p a').first();
    expect(await page.locator('.chain .chain [aria-current=true]').count()).toBe(1);
    await cause.click();
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('Køb af plads aftalt');

    await page.locator(`a[href="/placements/${enrolled}/history"]`).click();
    expect(await page.locator('.timeline li').count()).toBeGreaterThan(3);
    await page.getByLabel('Som vi vidste det den').fill('2020-01-01');
    await page.getByRole('button', { name: 'Vis' }).click();
    await page.getByText('På den dag stod der endnu ikke noget i bogen.').waitFor();
  });

  it('sees a day as it was known at two moments, in words, and what differs', async () => {
    const { page } = reader;
    await page.goto(`/as-known?on=2020-03-01`);
    await page.getByLabel('Tilbud').selectOption(market.offeringId);
    await page.getByLabel('Kendt den', { exact: true }).fill('2020-02-04');
    await page.getByRole('button', { name: 'Vis' }).click();
    const main = page.getByRole('main');
    expect(await main.innerText()).toContain('Sådan så 1. marts 2020 ud, som vi vidste det den 4. februar 2020');
    const placement = page.locator('tr', { has: page.locator(`a[href="/placements/${enrolled}"]`) });
    expect(await placement.innerText()).toMatch(/stod ikke i bogen[\s\S]*Indskrevet 01\.03\.2020[\s\S]*Kom til/);

    const row = (heading: string, link: string | RegExp) =>
      page.locator('section', { has: page.getByRole('heading', { name: heading }) }).locator('tr', { hasText: link });
    expect(await row('Takster 1. marts 2020', 'SEL § 107, niveau 1').innerText()).toContain('2.560,00 kr.');
    const contract = await row('Kontrakter 1. marts 2020', 'Aarhus').first().innerText();
    expect(contract).toMatch(/stod ikke i bogen[\s\S]*I kraft/);

    await page.goto(`/as-known?offeringId=${market.offeringId}&on=2020-03-01`);
    expect(await main.innerText()).toContain('som vi vidste det nu');
    // Now held against now would say nothing: one column is enough.
    expect(await placement.locator('td').count()).toBe(1);
    expect(await main.innerText()).not.toContain('Ved siden af');
  });

  it('slides through both times by keyboard, in step with the days, the sentence and what is shown', async () => {
    const { page } = reader;
    await page.goto(`/as-known?offeringId=${market.offeringId}&on=2020-03-01`);
    const slider = page.getByRole('slider', { name: 'Dag, det gælder' });
    await slider.focus();
    await page.keyboard.press('ArrowRight');
    expect(await page.getByLabel('Dag, det gælder (virkning)').inputValue()).toBe('2020-03-02');
    expect(await slider.getAttribute('aria-valuetext')).toBe('2. marts 2020');
    const sentence = page.getByRole('status');
    expect(await sentence.innerText()).toBe('Sådan så 2. marts 2020 ud, som vi vidste det nu');
    await page.locator('#picture h2', { hasText: '2. marts 2020' }).first().waitFor();
    expect(new URL(page.url()).searchParams.get('on')).toBe('2020-03-02');
    expect(await slider.evaluate((element) => element === document.activeElement)).toBe(true);

    await page.getByRole('slider', { name: 'Kendt den' }).focus();
    await page.keyboard.press('ArrowLeft');
    const known = await page.getByLabel('Kendt den', { exact: true }).inputValue();
    expect(known).not.toBe('');
    await page.getByLabel('Kendt den', { exact: true }).fill('2020-02-04');
    await page.getByLabel('Kendt den', { exact: true }).blur();
    expect(await sentence.innerText()).toContain('som vi vidste det den 4. februar 2020');
    await page.locator('#picture h2', { hasText: 'den 4. februar 2020' }).first().waitFor();

    const plain = await readerAs(browser, base, 'local.751.auditor', { script: false });
    await plain.page.goto(`/as-known?offeringId=${market.offeringId}&on=2020-03-01`);
    await plain.page.getByRole('slider', { name: 'Dag, det gælder' }).focus();
    await plain.page.keyboard.press('ArrowRight');
    await plain.page.getByRole('button', { name: 'Vis' }).click();
    expect(Object.fromEntries(new URL(plain.page.url()).searchParams)).toEqual({
      offeringId: market.offeringId,
      on: '2020-03-02',
    });
    await plain.context.close();
  });

  it('takes a checkpoint home, holds the log against it, and proves an event, without script', async () => {
    const { page, context } = await readerAs(browser, base, 'local.751.auditor', { script: false });
    await page.goto('/audit/checkpoint');
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Hent kontrolpunktet' }).click();
    const text = await readFile(await (await download).path(), 'utf8');
    expect(text).toMatch(/^pladsbog\/\S+\n\d+\n\S{44}\ntime /);
    await page.getByLabel('Kontrolpunkt, du har haft hjemme').fill(text.replace(/\ntime 2/, '\ntime 1'));
    await page.getByRole('button', { name: 'Efterprøv' }).click();
    expect(await page.locator('#verify .form-error').innerText()).toContain('Underskriften passer ikke til teksten');
    await page.getByLabel('Kontrolpunkt, du har haft hjemme').fill(text);
    await page.getByRole('button', { name: 'Efterprøv' }).click();
    // Without script it is looked at again until it has ended.
    while ((await page.locator('#verdict').count()) === 0)
      await page.getByRole('link', { name: 'Se, hvor langt den er nået' }).click();
    const verdict = await page.locator('#verdict').innerText();
    expect(verdict).toContain('Intet i loggen er ændret');
    expect(verdict).toMatch(/Det indleverede kontrolpunkt fra .* passer\./);

    const pack = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Hent revisionspakke' }).click();
    expect((await pack).suggestedFilename()).toMatch(/^revisionspakke-\d+\.zip$/);
    await page.getByLabel('Skrevet til').fill('2019-12-31');
    await page.getByRole('button', { name: 'Hent revisionspakke' }).click();
    await page.getByText('Der blev ikke skrevet nogen hændelser i det tidsrum.').first().waitFor();
    await page.getByLabel('Skrevet i måneden').fill('2019-12');
    await page.getByRole('button', { name: 'Hent revisionspakke' }).click();
    expect(await page.locator('#pack .form-error').innerText()).toContain('Vælg enten en måned eller');
    await page.getByLabel('Skrevet til').fill('');
    await page.getByLabel('Skrevet i måneden').fill(danishDayOf(new Date().toISOString()).slice(0, 7));
    const month = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Hent revisionspakke' }).click();
    expect((await month).url()).toContain('month=');

    await page.goto('/audit/events?type=CitizenEnrolled');
    await page.locator('tbody a').first().click();
    await page.getByRole('link', { name: 'Bevis for hændelsen' }).click();
    expect(await page.locator('pre').first().innerText()).toMatch(/^c2sp\.org\/tlog-proof@v1\nindex \d+\n/);
    await context.close();
  });

  it('sees how a statement came about, and its party does too', async () => {
    running.clock.turnTo('2020-04-02');
    await market.seller.post('/settlement/months/2020-03/close');
    await running.settled();
    const address = '/settlement/statements/1082-751-2020-03/history';
    for (const [account, status] of [
      ['local.751.auditor', 200],
      ['local.751.buyer', 200],
      ['local.791.buyer', 404],
      ['local.1082.secretariat', 403],
    ] as const) {
      const { page, context } = await readerAs(browser, base, account);
      const answer = await page.goto(address);
      expect([account, answer?.status()]).toEqual([account, status]);
      if (status === 200) expect(await page.locator('.timeline').innerText()).toContain('marts 2020');
      await context.close();
    }
    await reader.page.goto(`/as-known?offeringId=${market.offeringId}&on=2020-03-15`);
    expect(await reader.page.locator('tr', { hasText: 'Aarhus' }).last().innerText()).toContain('79.360,00 kr.');
  });

  it('follows a krone to its events and back by links alone', async () => {
    const { page } = reader;
    const main = page.getByRole('main');
    await page.goto('/settlement/statements/1082-751-2020-03');
    await main.getByRole('link', { name: 'Hvorfor dette beløb?' }).first().click();
    await main.getByRole('link', { name: /^Borgeren flyttede ind/ }).click();
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('Borger indskrevet');
    await page.goto('/settlement/statements/1082-751-2020-03');
    await main.getByRole('link', { name: 'Opgørelsens historik' }).click();
    await main.getByRole('link', { name: /lukkede marts 2020/ }).click();
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('Måned lukket');

    await page.goto(`/placements/${enrolled}`);
    await main.getByRole('link', { name: /reserverede en plads/ }).click();
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('Plads reserveret');
    await page.goBack();
    await main.getByRole('link', { name: 'Indskrivningens historik' }).click();
    expect(await page.locator('.timeline li').count()).toBeGreaterThan(3);

    // Its parties read the same in words, without a way to what is the auditor's.
    const buyer = await readerAs(browser, base, 'local.751.buyer');
    for (const address of [
      `/placements/${enrolled}`,
      `/placements/${enrolled}/history`,
      '/settlement/statements/1082-751-2020-03/lines/1/why',
    ]) {
      await buyer.page.goto(address);
      expect(await buyer.page.locator('a[href^="/audit/"]').count()).toBe(0);
    }
    expect(await buyer.page.getByRole('main').innerText()).toContain('Borgeren flyttede ind');
    await buyer.context.close();
  });

  it('is led from a broken rule to the thing that breaks it', async () => {
    const secretariat = running.as('1082', 'secretariat');
    const horsens = danishPublicParties().filter(({ party }) => party === HORSENS);
    for (const party of horsens) await secretariat.post('/parties', party);
    await secretariat.post('/agreements/rammeaftale-2019-20/parties', { party: HORSENS, from: '2020-03-01' });
    const buyer = running.as(HORSENS, 'buyer');
    const { placementId } = await buyer.post('/placements', reservation(market.offeringId, '2020-03-02'));
    await market.seller.post(`/placements/${placementId}/confirm`);
    await market.seller.post(`/placements/${placementId}/enrol`, { firstDay: '2020-03-02' });
    await running.settled();

    const { page } = reader;
    await page.goto('/audit/invariants');
    await page.getByText('En regel holder ikke').waitFor();
    const breach = page.locator('#breaches-I10 tbody tr');
    expect(await breach.innerText()).toContain('EAN for 615');
    await breach.locator(`a[href="/placements/${placementId}/history"]`).click();
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('Indskrivningens historik');
  });

  it(
    'replays the whole history and gets a certificate, with script and without',
    async () => {
      for (const script of [true, false]) {
        const { page, complaints, context } = await readerAs(browser, base, 'local.1082.auditor', { script });
        await page.goto('/audit/replay');
        await page.getByRole('button', { name: 'Spil historikken igennem' }).click();
        const found = page.getByText('Bogen og siderne siger det samme');
        if (script) await found.waitFor({ timeout: 20_000 });
        else
          for (let looks = 0; looks < 100 && !(await found.isVisible()); looks += 1) {
            await page.waitForTimeout(100);
            await page.goto('/audit/replay');
          }
        expect(await page.locator('blockquote').innerText()).toMatch(/blev alle \d+ hændelser/);
        expect(await page.locator('tbody .hash').first().innerText()).toMatch(/^[0-9a-f]{64}$/);
        expect(complaints).toEqual([]);
        await context.close();
      }
    },
    MINUTES_MS,
  );
});
