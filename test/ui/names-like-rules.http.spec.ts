import { type RunningApp, startApp } from '../support/app';
import { openSmallMarket, REGION, reservation } from '../support/small-market';

/** A rule that our own words cite on none of the pages below. */
const NAME = 'R39';

/** Where somebody named like a rule is met, and by whom. */
const PAGES: readonly (readonly [who: string, path: (ids: Ids) => string])[] = [
  ['1082.operator', () => '/tariffs'],
  ['1082.operator', ({ offering }) => `/offerings/${offering}`],
  ['1082.operator', ({ offering }) => `/offerings/${offering}/history`],
  ['1082.operator', ({ offering }) => `/offerings/${offering}/tariff-calculations`],
  ['1082.operator', ({ offering }) => `/offerings/${offering}/tariff-calculations/new?price=SEL-107+${NAME}&year=2021`],
  ['1082.operator', ({ offering, calculation }) => `/offerings/${offering}/tariff-calculations/${calculation}`],
  ['1082.operator', ({ offering, calculation }) => `/offerings/${offering}/tariff-calculations/${calculation}/tariff`],
  ['1082.operator', ({ offering }) => `/offerings/${offering}/tariffs/change?line=SEL-107&level=${NAME}`],
  ['1082.operator', ({ placement }) => `/placements/${placement}`],
  ['751.buyer', () => '/placements'],
  ['751.buyer', () => '/places'],
  ['751.buyer', ({ offering }) => `/offerings/${offering}/reserve?line=SEL-107`],
  ['751.auditor', () => '/audit/events'],
  ['1082.operator', ({ offering }) => `/as-known?offeringId=${offering}&on=2020-03-02`],
];

interface Ids {
  readonly offering: string;
  readonly calculation: string;
  readonly placement: string;
}

let running: RunningApp;
let ids: Ids;

beforeAll(async () => {
  running = await startApp('2020-03-03');
  const market = await openSmallMarket(running);
  const { seller, aarhus } = market;
  const last = { last: '2021-12-31', reason: 'Prøve' };
  await running.as(REGION, 'secretariat').post('/agreements/rammeaftale-2019-20/extend', last);
  const offering = await market.offer(NAME, 5, { levels: { [NAME]: 256_000 } });
  const { placementId: placement } = await aarhus.post(
    '/placements',
    reservation(offering, '2020-03-01', { level: NAME }),
  );
  await seller.post(`/placements/${placement}/confirm`);
  await seller.post(`/placements/${placement}/enrol`, { firstDay: '2020-03-01' });
  const { calculationId: calculation } = await seller.post(`/offerings/${offering}/tariff-calculations`, {
    serviceLineId: 'SEL-107',
    level: NAME,
    year: 2021,
    costs: [{ category: 'DIRECT', amountOre: 1_000_000_000 }],
    otherIncome: [{ amountOre: 100, note: NAME }],
    occupancy: [2018, 2019].map((year) => ({ year, rateBp: 9_600 })),
    note: NAME,
  });
  await running.settled();
  ids = { offering, calculation, placement };
});

afterAll(() => running.close());

describe('What is called like a rule', () => {
  it.each(
    PAGES.map(([who, path]) => ({ who, at: path({ offering: ':o', calculation: ':c', placement: ':p' }), path })),
  )('leads to no rule at $at ($who)', async ({ who, path }) => {
    const [party = '', ...roles] = who.split('.');
    const signedIn = await running.app.inject({
      method: 'POST',
      url: '/api/v1/auth/tokens',
      payload: { party, roles },
    });
    const headers = { authorization: `Bearer ${signedIn.json<{ accessToken: string }>().accessToken}` };
    const { statusCode, body } = await running.app.inject({ url: path(ids), headers });
    expect([statusCode, body.includes(NAME)]).toEqual([200, true]);
    expect([...body.matchAll(/.{60}<a class="rule"[^>]*>R39<.{30}/g)].map(([linked]) => linked)).toEqual([]);
  });
});
