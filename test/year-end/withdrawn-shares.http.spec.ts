import { type Caller, type RunningApp, startApp } from '../support/app';
import { openSmallMarket, reservation, type SmallMarket } from '../support/small-market';

let running: RunningApp;
let market: SmallMarket;
let closing: string;

/** Aarhus has been at Fjordbo for 10 days, Viborg for 30, when it closes: a quarter and three quarters (R24). */
beforeAll(async () => {
  running = await startApp('2020-03-01');
  market = await openSmallMarket(running);
  closing = await market.offer('Fjordbo', 2);
  for (const [buyer, last] of [
    [market.aarhus, '2020-03-10'],
    [market.viborg, '2020-03-30'],
  ] as const) {
    running.clock.turnTo('2020-03-01');
    const { placementId } = await buyer.post('/placements', reservation(closing, '2020-03-01'));
    await market.seller.post(`/placements/${placementId}/confirm`);
    await market.seller.post(`/placements/${placementId}/enrol`, { firstDay: '2020-03-01' });
    running.clock.turnTo(last);
    await market.seller.post(`/placements/${placementId}/end`, { departureDay: last, reason: 'MOVED' });
  }
  await market.seller.post(`/offerings/${closing}/closure`, { last: '2020-04-30', reason: 'Lukker' });
});
afterAll(() => running.close());

const charges = async (buyer: Caller): Promise<{ chargeId: string; amountOre: number; standing: string }[]> => {
  await running.settled();
  return (await buyer.get('/settlement/charges')).items;
};
/** What a payer owes of all charges that nobody has taken back. */
const owed = async (buyer: Caller): Promise<number> =>
  (await charges(buyer)).reduce((sum, { standing, amountOre }) => sum + (standing === 'WITHDRAWN' ? 0 : amountOre), 0);
const takeBack = async (buyer: Caller, amountOre: number): Promise<void> => {
  const found = (await charges(buyer)).find((each) => each.amountOre === amountOre && each.standing !== 'WITHDRAWN');
  await market.seller.post(`/settlement/charges/${found?.chargeId}/withdraw`, { reason: 'Forkert beløb' });
};

describe('A share whose charge was taken back is shared anew in full', () => {
  it('of the deficit of a closure', async () => {
    running.clock.turnTo('2020-05-02');
    const determine = (amountOre: number) =>
      market.seller.post(`/year-end/closure-deficits/${closing}`, { amountOre, reason: 'Opgjort' });
    await determine(400_000);
    expect([await owed(market.aarhus), await owed(market.viborg)]).toEqual([100_000, 300_000]);
    await takeBack(market.aarhus, 100_000);
    await determine(200_000);
    expect([await owed(market.aarhus), await owed(market.viborg)]).toEqual([50_000, 150_000]);
    // The same amount again, when one share of it has been taken back meanwhile.
    await takeBack(market.aarhus, 50_000);
    await determine(200_000);
    expect([await owed(market.aarhus), await owed(market.viborg)]).toEqual([50_000, 150_000]);
    // A difference is taken back: the earlier share stands again until the next amount.
    await takeBack(market.viborg, -150_000);
    await determine(240_000);
    expect([await owed(market.aarhus), await owed(market.viborg)]).toEqual([60_000, 180_000]);
  });

  it('of a result that goes to the year’s payers', async () => {
    running.clock.turnTo('2021-02-01');
    const before = await owed(market.aarhus);
    const at = `/year-end/accounts/${closing}`;
    // 40 days × 2.560,00 kr. are 102.400,00 kr.
    const share = async (directOre: number, reason?: string): Promise<void> => {
      const costs = [{ category: 'DIRECT', amountOre: directOre }];
      const body = { serviceLineId: 'SEL-107', year: 2020, costs, budgetOre: 9_000_000, ...(reason && { reason }) };
      const { accountsId } = await market.seller.post(at, body);
      await market.seller.post(`${at}/${accountsId}/split`, { carriedOre: 0 });
    };
    await share(9_840_000);
    expect((await owed(market.aarhus)) - before).toBe(-100_000);
    await takeBack(market.aarhus, -100_000);
    await share(10_040_000, 'Glemt bilag');
    expect((await owed(market.aarhus)) - before).toBe(-50_000);
    await share(9_960_000, 'Fundet bilag');
    expect((await owed(market.aarhus)) - before).toBe(-70_000);

    await market.seller.post('/settlement/months/2020-03/close', {});
    for (let month = 4; month <= 12; month += 1)
      await market.seller.post(`/settlement/months/2020-${String(month).padStart(2, '0')}/close`, {});
    running.clock.turnTo('2021-03-01');
    for (const month of ['2021-01', '2021-02']) await market.seller.post(`/settlement/months/${month}/close`, {});
    const { invariants } = await market.auditor.get('/audit/invariants');
    expect(invariants.flatMap(({ breaches }: { breaches: unknown[] }) => breaches)).toEqual([]);
  });
});
