import { type RunningApp, startApp } from '../support/app';
import { openSmallMarket } from '../support/small-market';

const CITIZEN = '3f0c2f0e-9a51-4f6b-9a53-5a1f0d7b1c11';

let running: RunningApp;
beforeAll(async () => (running = await startApp('2020-03-02')));
afterAll(() => running.close());

it('a citizen whom places are compared for goes along to the offering, to the reservation and back to the search', async () => {
  const { offeringId, offer } = await openSmallMarket(running);
  const other = await offer('Bostedet Skovly', 3);
  await running.settled();
  const asked = await running.app.inject({
    method: 'POST',
    url: '/api/v1/auth/tokens',
    payload: { party: '751', roles: ['buyer'] },
  });
  const headers = { authorization: `Bearer ${asked.json<{ accessToken: string }>().accessToken}` };
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
