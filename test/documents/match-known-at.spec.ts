import { startApp, type RunningApp } from '../support/app';
import { AARHUS, openSmallMarket, REGION, reservation, type SmallMarket } from '../support/small-market';

let running: RunningApp;
let market: SmallMarket;
beforeAll(async () => {
  running = await startApp('2020-02-10');
  market = await openSmallMarket(running);
  await market.seller.post('/settlement/openings', { firstMonth: '2020-03' });
}, 60_000);
afterAll(() => running.close());

describe('Placement, statement and e-invoice as they were known', () => {
  it('agree on the day before a late message, and differ after it', async () => {
    const { seller, aarhus } = market;
    const { placementId } = await aarhus.post('/placements', reservation(market.offeringId, '2020-03-10'));
    await seller.post(`/placements/${placementId}/confirm`);
    running.clock.turnTo('2020-03-10');
    await seller.post(`/placements/${placementId}/enrol`, { firstDay: '2020-03-10' });
    running.clock.turnTo('2020-04-02');
    await seller.post('/settlement/months/2020-03/close');
    const at = `/settlement/statements/${REGION}-${AARHUS}-2020-03/match`;
    const before = await aarhus.get(at);
    expect(before.lines).toMatchObject([{ placeBookDays: 22, billedDays: 22, differences: [] }]);
    const then = new Date().toISOString();
    await new Promise((resolve) => setTimeout(resolve, 5));
    const left = { departureDay: '2020-03-20', reason: 'MOVED', lastPayableDay: '2020-03-20' };
    await seller.post(`/placements/${placementId}/end`, left);
    expect((await aarhus.get(at)).lines).toMatchObject([
      { placeBookDays: 11, billedDays: 22, differences: [{ code: 'DAYS_DIFFER' }] },
    ]);
    expect((await aarhus.get(`${at}?knownAt=${then}`)).lines).toEqual(before.lines);
  });
});
