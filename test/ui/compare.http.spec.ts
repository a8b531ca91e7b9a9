import { type RunningApp, startApp } from '../support/app';
import { openSmallMarket, reservation, type SmallMarket } from '../support/small-market';

const CITIZEN = '3f0c2f0e-9a51-4f6b-9a53-5a1f0d7b1c11';

let running: RunningApp;
let market: SmallMarket;
let headers: Record<string, string>;
beforeAll(async () => {
  running = await startApp('2020-03-02');
  market = await openSmallMarket(running);
  const payload = { party: '751', roles: ['buyer'] };
  const asked = await running.app.inject({ method: 'POST', url: '/api/v1/auth/tokens', payload });
  headers = { authorization: `Bearer ${asked.json<{ accessToken: string }>().accessToken}`, 'accept-language': 'da' };
});
afterAll(() => running.close());

it('a citizen whom places are compared for goes along to the offering, to the reservation and back to the search', async () => {
  const { offeringId, offer } = market;
  const other = await offer('Bostedet Skovly', 3);
  await running.settled();
  const linksOf = async (query: string): Promise<string[]> => {
    const url = `/places/compare?line=${offeringId}~SEL-107&line=${other}~SEL-107${query}`;
    const { body } = await running.app.inject({ url, headers });
    return [...body.matchAll(/ href="(\/(?:places|offerings)[?/][^"]*)"/g)].map(([, href = '']) => href);
  };
  const links = await linksOf(`&citizenRef=${CITIZEN}`);
  for (const place of [offeringId, other])
    for (const part of ['?', '/reserve?'])
      expect(links.filter((link) => link.startsWith(`/offerings/${place}${part}`))).toEqual([
        expect.stringContaining(`citizenRef=${CITIZEN}`),
      ]);
  expect(links).toContain(`/places?citizenRef=${CITIZEN}`);
  expect((await linksOf('')).filter((link) => link.includes('citizenRef'))).toEqual([]);
});

it('the start page counts as many free places as the search finds that it leads to', async () => {
  const only = await market.offer('Bostedet Mosen', 1);
  await market.aarhus.post('/placements', reservation(only, '2020-03-09'));
  await running.settled();
  const textOf = async (url: string): Promise<string> => {
    const { body } = await running.app.inject({ url, headers });
    return body.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ');
  };
  // The only place of an offering is free today and taken next week, so nobody can buy it.
  const found = / med (\d+) ledige pladser passer/.exec(await textOf('/places'))?.[1];
  const { total } = await market.aarhus.get('/occupancy/free-now');
  expect(Number(found)).toBe(total.free - 1);
  expect(await textOf('/start')).toContain(`Ledige pladser i markedet ${found} `);
});
