import { startApp, type RunningApp } from '../support/app';
import {
  AARHUS,
  openSmallMarket,
  REGION,
  reservation,
  SILKEBORG,
  type SmallMarket,
  VIBORG,
} from '../support/small-market';

let running: RunningApp;
let market: SmallMarket;
let viborg: SmallMarket['aarhus'];
let placementId: string;

beforeAll(async () => {
  running = await startApp('2020-02-10');
  market = await openSmallMarket(running);
  viborg = running.as(VIBORG, 'buyer');
  await market.seller.post('/settlement/openings', { firstMonth: '2020-03' });
  ({ placementId } = await market.aarhus.post('/placements', reservation(market.offeringId, '2020-03-10')));
  await market.seller.post(`/placements/${placementId}/confirm`);
  running.clock.turnTo('2020-03-10');
  await market.seller.post(`/placements/${placementId}/enrol`, { firstDay: '2020-03-10' });
}, 60_000);
afterAll(() => running.close());

const payersOf = async (month: string) => {
  const { statements } = await market.seller.get(`/settlement/months/${month}/preview`);
  return statements.map(({ payer, totalOre }: { payer: string; totalOre: number }) => [payer, totalOre]);
};

describe('A payer who has to agree (R7, R9)', () => {
  it('is listed as waiting for the parties and the one who was asked, while the present payer is billed', async () => {
    const change = { from: '2020-04-01', payer: VIBORG, legalGround: 'RSL-9-AGREEMENT', citizenConsents: true };
    expect(await viborg.refused('GET', `/placements/${placementId}`)).toBe('404 PLACEMENT_UNKNOWN');
    await market.aarhus.post(`/placements/${placementId}/payer`, change);
    for (const party of [market.aarhus, market.seller, viborg]) {
      const { items } = await party.get('/placements?payerChange=PROPOSED');
      expect(items).toMatchObject([
        { placementId, payer: AARHUS, payerProposal: { by: AARHUS, payer: VIBORG, from: '2020-04-01' } },
      ]);
      expect(items[0]).not.toHaveProperty('proposedPayer');
    }
    running.clock.turnTo('2020-05-01');
    for (const month of ['2020-03', '2020-04']) await market.seller.post(`/settlement/months/${month}/close`);
    expect(await market.aarhus.get(`/settlement/statements/${REGION}-${AARHUS}-2020-04`)).toMatchObject({
      totalOre: 30 * 256_000,
    });
  });

  it('pays from the day that was proposed once it has agreed, and the former payer gets the days back (R38)', async () => {
    expect(await market.seller.refused('POST', `/placements/${placementId}/payer/accept`)).toBe('403 FORBIDDEN_ROLE');
    expect(await market.aarhus.refused('POST', `/placements/${placementId}/payer/accept`)).toBe('403 NOT_YOURS');
    await viborg.post(`/placements/${placementId}/payer/accept`);
    expect((await market.aarhus.get('/placements?payerChange=PROPOSED')).items).toEqual([]);
    expect(await payersOf('2020-05')).toEqual([
      [AARHUS, -30 * 256_000],
      [VIBORG, (30 + 31) * 256_000],
    ]);
    const contract = await viborg.get(`/contracts/${placementId}`);
    expect(contract.addenda).toHaveLength(1);
  });

  it('is gone from the one who said no', async () => {
    const silkeborg = running.as(SILKEBORG, 'buyer');
    const change = { from: '2020-06-01', payer: SILKEBORG, legalGround: 'RSL-9-AGREEMENT', citizenConsents: true };
    await viborg.post(`/placements/${placementId}/payer`, change);
    expect((await silkeborg.get(`/placements/${placementId}`)).payerProposal.payer).toBe(SILKEBORG);
    await silkeborg.post(`/placements/${placementId}/payer/refuse`);
    expect(await silkeborg.refused('GET', `/placements/${placementId}`)).toBe('404 PLACEMENT_UNKNOWN');
    expect((await viborg.get(`/placements/${placementId}`)).payerProposal).toBeNull();
  });
});
