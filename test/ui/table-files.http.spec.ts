import { type RunningApp, startApp } from '../support/app';
import { openSmallMarket, type SmallMarket } from '../support/small-market';

let running: RunningApp;
let market: SmallMarket;
let base: string;
let token: string;

beforeAll(async () => {
  running = await startApp('2020-03-02');
  market = await openSmallMarket(running);
  await market.offer('Hjem & "bosted" <Nord>', 3);
  await running.settled();
  await running.app.listen(0, '127.0.0.1').catch(() => undefined);
  base = await running.app.getUrl();
  const answer = await fetch(`${base}/api/v1/auth/tokens`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ party: '751', roles: ['buyer'] }),
  });
  token = ((await answer.json()) as { accessToken: string }).accessToken;
});
afterAll(() => running.close());

const get = (path: string): Promise<Response> => fetch(base + path, { headers: { authorization: `Bearer ${token}` } });

describe('A table of a page', () => {
  it('is had as CSV with what stands in its cells', async () => {
    const answer = await get('/places?fil=csv&tabel=0&sprog=da');
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="ledige-pladser.csv"');
    const [heading = '', ...lines] = (await answer.text()).replace('\uFEFF', '').trimEnd().split('\r\n');
    expect(heading).toMatch(/^Tilbud;Paragraf;Pris pr\. dag fra;.*;Ledig fra;Ledige;/);
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
