import { barriers, NARROW, overflow, type Reader, shot } from './chromium';

const MINUTES_MS = 60_000;
const REFUSALS = /^(?:Det har du ikke adgang til|Siden findes ikke|You have no access to this|There is no such page)$/;

/** A page, who may see it, and the status with which everybody named is refused: the access table, seen from outside. */
export interface TriedPage<Ids> {
  readonly name: string;
  readonly path: (ids: Ids) => string;
  readonly sees: string;
  readonly refused: Readonly<Record<string, number>>;
}

interface Walk<Ids> {
  readonly as: (account: string) => Promise<Reader>;
  readonly ids: () => Ids;
  /** A text of the pages that no refusal may hold. */
  readonly hidden: string;
}

/** Each page in both languages by axe and on a narrow window, without a complaint of the browser; and its refusals. */
export const walkPages = <Ids>(pages: readonly TriedPage<Ids>[], { as, ids, hidden }: Walk<Ids>): void => {
  it.each(pages)(
    '$name can be used by everybody, in both languages and on a narrow window',
    async ({ name, path, sees }) => {
      const { page, complaints } = await as(sees);
      for (const language of ['en', 'da']) {
        const address = path(ids());
        const answer = await page.goto(`${address}${address.includes('?') ? '&' : '?'}sprog=${language}`);
        expect(answer?.status()).toBe(200);
        expect(await page.locator('html').getAttribute('lang')).toBe(language);
        expect(await barriers(page)).toEqual([]);
        const usual = page.viewportSize();
        await page.setViewportSize(NARROW);
        expect([name, await overflow(page)]).toEqual([name, 0]);
        if (language === 'da') await shot(page, `${name}-${language}-narrow`);
        if (usual) await page.setViewportSize(usual);
        await shot(page, `${name}-${language}`);
      }
      expect(complaints).toEqual([]);
    },
    MINUTES_MS,
  );

  it.each(
    pages.flatMap(({ name, path, refused }) =>
      Object.entries(refused).map(([who, status]) => ({ name, path, who, status })),
    ),
  )('$name is refused to $who, in words', async ({ path, who, status }) => {
    const { page } = await as(who);
    const answer = await page.goto(path(ids()));
    expect(answer?.status()).toBe(status);
    expect(answer?.headers()['content-type']).toContain('text/html');
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toMatch(REFUSALS);
    expect(await page.getByRole('main').innerText()).not.toContain(hidden);
  });
};
