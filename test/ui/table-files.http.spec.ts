import { type RunningApp, startApp } from '../support/app';
import { openSmallMarket, type SmallMarket } from '../support/small-market';

/** Each is some events: more than a page shows. */
const MORE_OFFERINGS = 12;

let running: RunningApp;
let market: SmallMarket;
let base: string;
let token: string;
let auditor: string;

beforeAll(async () => {
  running = await startApp('2020-03-02');
  market = await openSmallMarket(running);
  await market.offer('Hjem & "bosted" <Nord>', 3);
  await running.settled();
  await running.app.listen(0, '127.0.0.1').catch(() => undefined);
  base = await running.app.getUrl();
  token = await tokenOf('751', 'buyer');
  auditor = await tokenOf('1082', 'auditor');
});
afterAll(() => running.close());

const tokenOf = async (party: string, role: string): Promise<string> => {
  const answer = await fetch(`${base}/api/v1/auth/tokens`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ party, roles: [role] }),
  });
  return ((await answer.json()) as { accessToken: string }).accessToken;
};

const get = (path: string, by = token): Promise<Response> =>
  fetch(base + path, { headers: { authorization: `Bearer ${by}` } });

const linesOf = async (answer: Response): Promise<string[]> =>
  (await answer.text()).replace('\uFEFF', '').trimEnd().split('\r\n');

describe('A table of a page', () => {
  it('is had as CSV with what stands in its cells', async () => {
    const answer = await get('/places?fil=csv&tabel=0&sprog=da');
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="ledige-pladser.csv"');
    const [heading = '', ...lines] = await linesOf(answer);
    expect(heading).toMatch(/^Tilbud;Tilbud: id;Paragraf;Pris pr\. dag fra;.*;Ledig fra;Ledige;/);
    expect(heading).not.toContain('Vælg');
    expect(lines).toHaveLength(2);
    const hoeskoven = lines.find((line) => line.startsWith('Bostøtte Høskoven'));
    expect(hoeskoven).toContain(';SEL § 107;2560,00;');
    expect(hoeskoven).toContain(';02.03.2020;8 af 8;');
    expect(lines.find((line) => line.startsWith('"Hjem'))).toMatch(/^"Hjem & ""bosted"" <Nord> /);
  });

  it('is had as a spreadsheet, in the language of its page', async () => {
    const answer = await get('/places?fil=xlsx&tabel=0&sprog=en');
    expect(answer.headers.get('content-disposition')).toMatch(/filename="free-places\.xlsx"/);
    expect(
      Buffer.from(await answer.arrayBuffer())
        .subarray(0, 2)
        .toString(),
    ).toBe('PK');
  });

  it.each(['fil=csv', 'fil=csv&tabel=7', 'fil=csv&tabel=-1', 'fil=csv&tabel=__proto__', 'fil=exe&tabel=0', 'tabel=0'])(
    'that is not there (%s) is answered by its page',
    async (query) => {
      const answer = await get(`/places?${query}`);
      expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    },
  );
});

describe('A table of a page that shows a part of its list', () => {
  beforeAll(async () => {
    for (let at = 1; at <= MORE_OFFERINGS; at += 1) await market.offer(`Tilbud ${at}`, 1);
    await running.settled();
  });

  it('has every row that the filter gives, whichever page of the list it is asked on', async () => {
    const address = '/audit/events?order=oldest&sprog=da';
    const page = await (await get(address, auditor)).text();
    const cursor = /cursor=([\w-]+)/.exec(page)?.[1] ?? '';
    expect(page).toContain('Hent alle rækker, også dem på de andre sider, som');
    const { items } = (await (await get('/api/v1/audit/events?order=oldest&limit=500', auditor)).json()) as {
      items: readonly { eventId: string; words: { da: string } }[];
    };
    expect(items.length).toBeGreaterThan(page.split('<tr>').length);
    const [heading, ...lines] = await linesOf(await get(`${address}&fil=csv&tabel=0`, auditor));
    expect(heading).toBe('Skrevet i bogen;Det skete;Det skete: id;Slags;For');
    expect(lines.map((line) => /[\da-f]{8}-[\da-f-]{27}/.exec(line)?.[0])).toEqual(items.map(({ eventId }) => eventId));
    const later = await linesOf(await get(`${address}&cursor=${cursor}&fil=csv&tabel=0`, auditor));
    expect(later.slice(1)).toEqual(lines);
  });

  it('is shown with up to 500 rows on one page to whoever wants to print it, and says how many a file holds', async () => {
    const page = await (await get('/audit/events?order=oldest&sprog=da&alle=1', auditor)).text();
    const { items } = (await (await get('/api/v1/audit/events?order=oldest&limit=500', auditor)).json()) as {
      items: readonly unknown[];
    };
    expect(page.split('<tr>').length - 2).toBe(items.length);
    expect(page).toContain(`Hent alle ${items.length} rækker som`);
    expect(page).not.toContain('Listen er længere end denne udskrift');
  });
});
