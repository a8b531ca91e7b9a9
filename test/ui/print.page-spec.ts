import { spawnSync } from 'node:child_process';
import type { Browser } from 'playwright-core';
import { type RunningApp, startApp } from '../support/app';
import { describeInChromium, openChromium, readerAs } from '../support/chromium';
import { keepPaper } from '../support/shots';
import { openSmallMarket, reservation } from '../support/small-market';

const MINUTES_MS = 60_000;
/** More than a page shows. */
const PLACEMENTS = 40;
/** As many as a page shows, which is more than a sheet of paper holds; all of them are in the PDF to be downloaded. */
const LINES = 25;
const readable = spawnSync('pdftotext', ['-v']).error === undefined;
const FORM_FEED = '\f';

/** The sheets as text. */
const sheets = (pdf: Buffer): string[] =>
  spawnSync('pdftotext', ['-layout', '-', '-'], { input: pdf }).stdout.toString('utf8').split(FORM_FEED).slice(0, -1);

/** Width and height in points; A4 is 595 × 842. */
const sizeOf = (pdf: Buffer): string =>
  /Page size:\s+(.*) pts/.exec(spawnSync('pdfinfo', ['-'], { input: pdf }).stdout.toString())?.[1] ?? '';

describeInChromium('On paper', () => {
  if (!readable) process.stderr.write('"On paper" was not tried: no pdftotext here\n');
  let running: RunningApp;
  let browser: Browser;

  beforeAll(async () => {
    [running, browser] = await Promise.all([startApp('2020-03-01'), openChromium()]);
    const { offeringId, aarhus, seller } = await openSmallMarket(running, PLACEMENTS);
    await Promise.all(
      Array.from({ length: PLACEMENTS }, async () => {
        const { placementId } = await aarhus.post('/placements', reservation(offeringId, '2020-03-01'));
        await seller.post(`/placements/${placementId}/confirm`);
        await seller.post(`/placements/${placementId}/enrol`, { firstDay: '2020-03-01' });
      }),
    );
    running.clock.turnTo('2020-04-02');
    await seller.post('/settlement/months/2020-03/close', {});
    await running.settled();
  }, MINUTES_MS);
  afterAll(async () => {
    await browser.close();
    await running.close();
  });

  const printed = async (account: string, path: string): Promise<Buffer> => {
    const { page } = await readerAs(browser, await running.app.getUrl(), account);
    await page.goto(path);
    const pdf = await page.pdf({ preferCSSPageSize: true });
    keepPaper(`printed${path.replace(/\W+/g, '-')}`, pdf);
    await page.context().close();
    return pdf;
  };

  (readable ? it : it.skip)(
    'a statement has its amounts, its party and the number of each page, and nothing that leads elsewhere',
    async () => {
      const pdf = await printed('local.751.buyer', '/settlement/statements/1082-751-2020-03?sprog=da');
      expect(sizeOf(pdf)).toMatch(/^59[45]\.\d+ x 84[12]\.?\d*/);
      const pages = sheets(pdf);
      expect(pages.length).toBeGreaterThan(1);
      const text = pages.join('\n');
      // 40 citizens, 31 days, 2.560,00 kr.
      expect(text).toContain('3.174.400,00 kr.');
      expect(text.match(/79\.360,00 kr\./g)).toHaveLength(LINES);
      expect(pages[0]).toMatch(/Aarhus\s+Hentet \d\d\.\d\d\.\d{4} kl\. \d\d\.\d\d/);
      expect(text).not.toMatch(/Log ud|Hvorfor dette|English|Indskrivninger|Start|Tilgængelighed|Gå til|https?:/);
      for (const [at, sheet] of pages.entries()) {
        expect(sheet).toMatch(new RegExp(String.raw`Pladsbog\s+${at + 1}\s*/\s*${pages.length}`));
        // Heads of the table stand on each sheet that it reaches.
        if (sheet.includes('79.360,00 kr.')) expect(sheet).toMatch(/Ydelse\s+Dage.*Beløb/);
      }
    },
    MINUTES_MS,
  );

  (readable ? it : it.skip)('a price list of many columns lies on its side', async () => {
    const pdf = await printed('local.1082.operator', '/tariffs?sprog=da');
    expect(sizeOf(pdf)).toMatch(/^84[12]\.?\d* x 59[45]/);
    expect(sheets(pdf).join('\n')).toMatch(/Bostøtte Høskoven.*2\.560,00 kr\./);
  });
});
