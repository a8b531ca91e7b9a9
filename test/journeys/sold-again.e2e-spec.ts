import { asDay } from '../../src/kernel/calendar';
import { offeringId } from '../../src/kernel/vocabulary';
import { ChargedDays } from '../../src/settlement/months/charged-days.queries';
import { startApp, type RunningApp } from '../support/app';
import { AARHUS, openSmallMarket, REGION, reservation, VIBORG, type SmallMarket } from '../support/small-market';

let running: RunningApp;
let market: SmallMarket;

const enrolled = async (buyer: SmallMarket['aarhus'], firstDay: string): Promise<string> => {
  const { placementId } = await buyer.post('/placements', reservation(market.offeringId, firstDay));
  await market.seller.post(`/placements/${placementId}/confirm`);
  await market.seller.post(`/placements/${placementId}/enrol`, { firstDay });
  return placementId;
};
const close = (month: string, on: string) => {
  running.clock.turnTo(on);
  return market.seller.post(`/settlement/months/${month}/close`, {});
};
const statement = (payer: string, month: string) =>
  market.seller.get(`/settlement/statements/${REGION}-${payer}-${month}`);

beforeAll(async () => {
  running = await startApp('2020-03-01');
  market = await openSmallMarket(running, 1);
  await market.seller.post('/settlement/openings', { firstMonth: '2020-03' });
});
afterAll(() => running.close());

describe('A place that is sold again during a paid notice', () => {
  it('is paid by one at a time, and what was billed before anybody knew is taken back (R30, R38)', async () => {
    const first = await enrolled(market.aarhus, '2020-03-01');
    running.clock.turnTo('2020-03-31');
    await market.aarhus.post(`/placements/${first}/notice`, { noticeDate: '2020-03-10', receivedDate: '2020-03-10' });
    await market.seller.post(`/placements/${first}/end`, { departureDay: '2020-03-15', reason: 'BUYER_NOTICE' });
    // All of March is billed: the notice runs to the end of April, and nobody knows of the next citizen yet.
    expect((await close('2020-03', '2020-04-01')).totalOre).toBe(31 * 256_000);
    await enrolled(market.viborg, '2020-03-21');
    const april = await close('2020-04', '2020-05-01');
    // Viborg pays eleven days of March late, and April; Aarhus gets the same eleven days back and pays no April.
    expect(april.totalOre).toBe(30 * 256_000);
    const { items, totalOre } = await statement(AARHUS, '2020-04');
    expect(totalOre).toBe(-11 * 256_000);
    expect(items).toMatchObject([{ firstDay: '2020-03-21', lastDay: '2020-03-31', days: -11, kind: 'ADJUSTMENT' }]);
    expect(items[0].rules).toEqual(expect.arrayContaining(['R30', 'R38']));
    expect((await statement(VIBORG, '2020-04')).totalOre).toBe(41 * 256_000);
  });

  it('and the line says why', async () => {
    const why = await market.aarhus.get(`/settlement/statements/${REGION}-${AARHUS}-2020-04/lines/1/why`);
    expect(why.agrees).toBe(true);
    expect(why.stopped).toMatchObject({ because: 'RESALE', lastDay: '2020-03-20' });
    expect(why.stopped.da).toContain('20.03.2020');
    expect(why.cause).toMatchObject({ type: 'CitizenEnrolled', id: why.stopped.eventId });
  });

  it('counts one paid place a day in the occupancy', async () => {
    const path = `/occupancy?offeringId=${market.offeringId}&from=2020-03-01&to=2020-04-30`;
    const { lines } = await market.seller.get(path);
    expect(lines[0].total).toMatchObject({ occupied: 15 + 11 + 30, paidNotOccupied: 5 });
  });
});

describe('A citizen still registered when the offering has closed', () => {
  it('is billed to its last day, shown before the month is closed, and found by the invariants (I6)', async () => {
    await market.seller.post(`/offerings/${market.offeringId}/closure`, {
      last: '2020-05-20',
      reason: 'Bygningen er nedslidt',
    });
    const preview = await market.seller.get('/settlement/months/2020-05/preview');
    expect(preview.stillThere).toMatchObject([{ offeringId: market.offeringId, closedAfter: '2020-05-20' }]);
    expect((await close('2020-05', '2020-06-01')).totalOre).toBe(20 * 256_000);
    const { items } = await statement(VIBORG, '2020-05');
    expect(items[0].rules).toContain('R24');
    const path = `/occupancy?offeringId=${market.offeringId}&from=2020-05-01&to=2020-06-30`;
    const { lines } = await market.seller.get(path);
    expect(lines[0].total).toMatchObject({ occupied: 20, overOccupied: 0 });
    const asked = { offeringId: offeringId(market.offeringId), first: asDay('2020-05-01'), last: asDay('2020-06-30') };
    const { occupied } = running.app.get(ChargedDays).of(asked);
    expect(occupied.map(({ days }) => days)).toEqual([20]);
    const { invariants } = await market.auditor.post('/audit/invariants');
    const broken = invariants.filter(({ breachesFound }: { breachesFound: number }) => breachesFound > 0);
    expect(broken.map(({ id }: { id: string }) => id)).toEqual(['I6']);
    expect(broken[0].breaches).toMatchObject([{ thing: { kind: 'placement' }, day: '2020-05-21' }]);
  });
});
