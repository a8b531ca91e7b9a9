import type { Browser } from 'playwright-core';
import { type RunningApp, startApp } from '../support/app';
import { barriers, describeInChromium, openChromium, type Reader, readerAs, shot } from '../support/chromium';
import { type TriedPage, walkPages } from '../support/page-walk';
import { openSmallMarket, SAMSØ } from '../support/small-market';

const MINUTES_MS = 60_000;
const BUYER = 'local.751.buyer';
const SECRETARIAT = 'local.1082.secretariat';
const ONE = '/agreements/rammeaftale-2019-20';
const NOT_YOURS = { [BUYER]: 403, 'local.1082.operator': 403 };

const PAGES: readonly TriedPage<undefined>[] = [
  { name: 'agreements', path: () => '/agreements', sees: BUYER, refused: {} },
  { name: 'rules', path: () => '/rules', sees: BUYER, refused: {} },
  { name: 'agreement', path: () => ONE, sees: SECRETARIAT, refused: {} },
  { name: 'agreement-register', path: () => '/agreements/register', sees: SECRETARIAT, refused: NOT_YOURS },
  { name: 'agreement-join', path: () => `${ONE}/parties`, sees: SECRETARIAT, refused: NOT_YOURS },
  { name: 'agreement-leave', path: () => `${ONE}/parties/751/leave`, sees: SECRETARIAT, refused: NOT_YOURS },
  { name: 'agreement-extend', path: () => `${ONE}/extend`, sees: SECRETARIAT, refused: NOT_YOURS },
  { name: 'agreement-rules', path: () => `${ONE}/rules`, sees: SECRETARIAT, refused: NOT_YOURS },
];

describeInChromium('Framework agreements in the browser', () => {
  let running: RunningApp;
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
    await openSmallMarket(running);
    base = await running.app.getUrl();
  }, MINUTES_MS);

  afterAll(async () => {
    await browser.close();
    await running.close();
  });

  walkPages(PAGES, { as, ids: () => undefined, hidden: 'Betalingsfrist' });

  it(
    'are concluded, joined, left, extended and changed by the secretariat, and read back; without script',
    async () => {
      const { page } = await readerAs(browser, base, SECRETARIAT, { script: false });
      await page.goto('/overview');
      await page.getByRole('link', { name: 'Rammeaftaler og regler' }).click();
      await page.getByRole('link', { name: 'Opret en rammeaftale' }).click();
      await page.getByLabel('Aftalens navn').fill('Rammeaftale 2021-22');
      await page.getByLabel('Kort navn').fill('Rammeaftale 2021');
      await page.getByLabel('Første dag').fill('2021-01-01');
      await page.getByLabel('Sidste dag').fill('2022-12-31');
      await page.getByLabel('Samsø').uncheck();
      await page.getByRole('button', { name: 'Opret aftalen' }).click();
      // What was typed is kept, and what is wrong is said at its field.
      expect(await page.locator('.fault-summary a').getAttribute('href')).toBe('#agreement-agreementId');
      expect(await page.getByLabel('Samsø').isChecked()).toBe(false);
      expect(await page.getByLabel('Viborg').isChecked()).toBe(true);
      await page.getByLabel('Kort navn').fill('rammeaftale-2021-22');
      await page.getByRole('button', { name: 'Opret aftalen' }).click();
      await page.getByRole('heading', { level: 1, name: 'Rammeaftale 2021-22' }).waitFor();
      expect(await page.getByRole('main').innerText()).toContain('Begynder senere');

      await page.getByRole('link', { name: 'Optag en part' }).click();
      await page.getByRole('combobox', { name: 'Part' }).selectOption(SAMSØ);
      await page.getByLabel('Med fra').fill('2020-01-01');
      await page.getByRole('button', { name: 'Optag parten' }).click();
      expect(await page.locator('.fault-summary').innerText()).toContain('uden for aftalens periode');
      expect(await page.locator('#join-from-error').innerText()).toContain('uden for aftalens periode');
      expect(await page.getByRole('combobox', { name: 'Part' }).inputValue()).toBe(SAMSØ);
      await page.getByLabel('Med fra').fill('2021-07-01');
      await page.getByRole('button', { name: 'Optag parten' }).click();
      expect(await page.getByRole('row', { name: /^Samsø/ }).innerText()).toContain('01.07.2021');

      await page.getByRole('link', { name: 'Lad parten træde ud: Viborg' }).click();
      await page.getByLabel('Sidste dag som part').fill('2021-12-31');
      await page.getByRole('button', { name: 'Lad parten træde ud' }).click();
      expect(await page.getByRole('row', { name: /^Viborg/ }).innerText()).toContain('31.12.2021');

      await page.getByRole('link', { name: 'Forlæng' }).click();
      await page.getByLabel('Ny sidste dag').fill('2023-12-31');
      await page.getByLabel('Begrundelse').fill('Næste aftale er forsinket');
      await page.getByRole('button', { name: 'Forlæng aftalen' }).click();
      await page.getByText('01.01.2021 – 31.12.2023').waitFor();

      await page.getByRole('link', { name: 'Ændr reglerne' }).click();
      await page.getByLabel('De nye regler gælder fra').fill('2021-07-01');
      await page.getByLabel('Betalingsfrist', { exact: true }).fill('40');
      await page.getByLabel('Takstloft: priserne').fill('2020');
      await page.getByLabel('År', { exact: true }).first().fill('2021');
      await page.getByLabel('Sats').first().fill('1,5');
      await page.getByLabel('Hvor det ændrede er kendt fra').selectOption('READ');
      await page.getByLabel('Begrundelse').fill('Aftalt i DASSOS');
      await page.getByRole('button', { name: 'Se, hvad det ændrer' }).click();
      expect(await page.locator('#rules-dueDays-error').innerText()).toContain('fra 14 til 30');
      expect(await page.locator('.fault-summary').innerText()).toContain('Reglerne er ikke ændret');
      expect(await page.getByLabel('Sats').first().inputValue()).toBe('1,5');
      await page.getByLabel('Sats').first().fill('lidt');
      await page.getByRole('button', { name: 'Se, hvad det ændrer' }).click();
      expect(await page.locator('.fault-summary').innerText()).toContain('Skriv en sats i procent');
      await page.getByLabel('Sats').first().fill('1,5');
      await shot(page, 'agreement-rules-refused');
      await page.getByLabel('Betalingsfrist', { exact: true }).fill('20');
      // A row taken out, one added out of order, one that stands twice: R16 and R30 in rows.
      const rows = page.getByRole('group', { name: 'Takst for færre dage om ugen', exact: true });
      await rows.getByRole('checkbox').nth(4).check();
      await rows.getByLabel('Dage om ugen').nth(5).fill('6');
      await rows.getByLabel('Del af en hel plads').nth(5).fill('50');
      const notices = page.getByRole('group', { name: 'Opsigelsesvarsel, undtagelser', exact: true });
      await notices.getByRole('combobox').nth(2).selectOption('SEL-109');
      await notices.getByLabel('Varsel').nth(2).fill('2');
      await page.getByRole('button', { name: 'Se, hvad det ændrer' }).click();
      const noticeFault = page.locator('[id="rules-noticeMonthsExceptions.2.legalBasis-error"]');
      expect(await noticeFault.innerText()).toContain('SEL § 109 står to gange');
      await notices.getByRole('combobox').nth(2).selectOption('SEL-107');
      await page.getByRole('button', { name: 'Se, hvad det ændrer' }).click();
      const factorFault = page.locator('[id="rules-partTimeFactors.5.factorBp-error"]');
      expect(await factorFault.innerText()).toMatch(/fra 100,0\s% til 100,0\s%/);
      await rows.getByLabel('Del af en hel plads').nth(5).fill('100');
      await page.getByText('Regler, der står uændret').click();
      await page.getByLabel('Bekræftet: En reservation holder i').check();
      await page.getByRole('button', { name: 'Se, hvad det ændrer' }).click();
      const row = (name: string) =>
        page
          .getByRole('row', { name: new RegExp(`^${name}`) })
          .first()
          .innerText();
      expect(await row('Betalingsfrist')).toMatch(/30 dage\s+20 dage\s+R34, Pladsbogs standard.*\s+R34, læst i kilden/);
      expect(await row('En reservation holder i')).toMatch(/14 dage\s+uændret\s/);
      await shot(page, 'agreement-rules-previewed');
      await page.getByRole('button', { name: 'Ændr reglerne' }).click();
      expect(await row('Takst for færre dage om ugen')).toMatch(/4 dage om ugen: 100.*\s+6 dage om ugen: 100/);
      expect(await row('Takst for færre dage om ugen')).not.toContain('5 dage');
      expect(await row('Opsigelsesvarsel, undtagelser')).toMatch(/SEL § 107: løbende måned \+ 2 måneder/);
      expect(await row('En reservation holder i')).toMatch(/14 dage\s+01\.01\.2021\s+Q4, læst i kilden/);
      expect(await page.getByRole('main').innerText()).toContain('Sådan er reglerne ændret');
      expect(await row('Betalingsfrist')).toMatch(/20 dage\s+01\.07\.2021\s+R34, læst i kilden/);
      expect(await row('Takstloft')).toMatch(/priserne i 2020\s+pris- og lønfremskrivning 2021: 1,50\s%\s/);
      expect(await row('Korteste betalingsfrist')).toMatch(/14 dage\s+01\.01\.2021/);
      await page.getByRole('link', { name: '01.01.2021' }).click();
      expect(await row('Betalingsfrist')).toMatch(/30 dage\s+01\.01\.2021\s+R34, Pladsbogs standard/);
    },
    MINUTES_MS,
  );

  it('are not changed from a day on which other rules hold than the form was filled in with', async () => {
    const { page } = await as(SECRETARIAT);
    const change = async (opened: string, from: string) => {
      await page.goto(`${ONE}/rules?from=${opened}`);
      await page.getByLabel('De nye regler gælder fra').fill(from);
      await page.getByLabel('En reservation holder i', { exact: true }).fill('10');
      await page.getByLabel('Hvor det ændrede er kendt fra').selectOption('KNOW');
      await page.getByLabel('Begrundelse').fill('Prøve');
      await page.getByRole('button', { name: 'Se, hvad det ændrer' }).click();
    };
    await change('2020-03-02', '2020-06-01');
    expect(await barriers(page)).toEqual([]);
    await page.getByRole('button', { name: 'Ændr reglerne' }).click();
    await page.getByRole('heading', { level: 1, name: 'Rammeaftale 2019-20' }).waitFor();
    await change('2020-03-02', '2020-09-01');
    expect(await page.locator('#rules-from-error').innerText()).toContain('Fra den dag gælder andre regler');
    expect(await barriers(page)).toEqual([]);
  });

  it('are read by a buyer, who is offered nothing to change', async () => {
    const { page } = await as(BUYER);
    await page.goto(`${ONE}?effectiveOn=2020-01-01`);
    expect(await page.getByRole('row', { name: /^Krav skal rejses inden/ }).innerText()).toMatch(/12 måneder.*R2/s);
    expect(await page.getByRole('row', { name: /^Aarhus/ }).innerText()).toContain('så længe aftalen løber');
    for (const way of ['Ændr reglerne', 'Forlæng', 'Optag en part', 'Lad parten træde ud'])
      expect(await page.getByRole('link', { name: way }).count()).toBe(0);
  });

  it('let nobody in or out once they are over, unless they are extended', async () => {
    running.clock.turnTo('2021-01-01');
    const { page } = await as(SECRETARIAT);
    await page.goto(`${ONE}?sprog=da`);
    const said = await page.getByRole('main').innerText();
    expect(said).toContain('Udløbet');
    expect(said).toContain('Forlæng');
    expect(said).not.toMatch(/Optag en part|Lad parten træde ud/);
    expect(await page.locator('.badge use').first().getAttribute('href')).toMatch(/#minus$/);
    running.clock.turnTo('2020-12-31');
    await page.reload();
    expect(await page.getByRole('main').innerText()).toMatch(/Optag en part[\s\S]*Lad parten træde ud/);
  });
});
