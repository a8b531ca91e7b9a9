import { type Caller, type RunningApp, startApp } from '../support/app';
import { openSmallMarket, REGION, reservation, SILKEBORG, type SmallMarket, VIBORG } from '../support/small-market';

let running: RunningApp;
let market: SmallMarket;
let seller: Caller;
let offering: string;

/** Viborg sells: Aarhus has a place from 10 March to 31 May 2020 (83 days), Silkeborg from 11 March for good (296 days). */
beforeAll(async () => {
  running = await startApp('2020-03-10');
  market = await openSmallMarket(running);
  const extension = { last: '2023-12-31', reason: 'Prøve' };
  await running.as(REGION, 'secretariat').post('/agreements/rammeaftale-2019-20/extend', extension);
  seller = running.as(VIBORG, 'operator');
  offering = await market.offer('Hjarbæk', 4, { operator: seller });
  const first = await moveIn(market.aarhus, '2020-03-10');
  await moveIn(market.silkeborg, '2020-03-11');
  running.clock.turnTo('2020-05-31');
  await seller.post(`/placements/${first}/end`, { departureDay: '2020-05-31', reason: 'MOVED' });
  running.clock.turnTo('2021-02-15');
});
afterAll(() => running.close());

const moveIn = async (buyer: Caller, firstDay: string): Promise<string> => {
  running.clock.turnTo(firstDay);
  const { placementId } = await buyer.post('/placements', reservation(offering, firstDay));
  await seller.post(`/placements/${placementId}/confirm`);
  await seller.post(`/placements/${placementId}/enrol`, { firstDay });
  return placementId;
};

const closeThrough = async (first: string, last: string): Promise<void> => {
  for (let month = first; month <= last;) {
    await seller.post(`/settlement/months/${month}/close`, {});
    const [year = 0, of = 0] = month.split('-').map(Number);
    month = of === 12 ? `${year + 1}-01` : `${year}-${String(of + 1).padStart(2, '0')}`;
  }
};

/** 379 days × 2.560,00 kr. are 970.240,00 kr. */
const accounts = (directOre: number) => ({
  serviceLineId: 'SEL-107',
  year: 2020,
  costs: [{ category: 'DIRECT', amountOre: directOre }],
  budgetOre: 90_000_000,
});
const expected = async (buyer: Caller) =>
  (await buyer.get(`/year-end/forecast?offeringId=${offering}&year=2020`)).items[0].regulations;
const account = async () =>
  (await seller.get(`/year-end/regulation-accounts?offeringId=${offering}&year=2020`)).items[0];
const invariant = async (id: string) =>
  (await market.auditor.get('/audit/invariants')).invariants.find((each: { id: string }) => each.id === id);

describe('An operator leaves the framework agreement, over HTTP (R23)', () => {
  it('changes what the buyer is told, what the operator may do, and whom a result goes to', async () => {
    // The operator has had too dear a year before anybody thinks of leaving: it would go into the tariff of 2022.
    const submit = `/year-end/accounts/${offering}`;
    const { accountsId } = await seller.post(submit, accounts(102_024_000));
    await seller.post(`${submit}/${accountsId}/split`, { carriedOre: 0 });
    expect(await account()).toMatchObject({ toTariffOre: -5_000_000, tariffYear: 2022, refundedOre: 0 });
    expect(await expected(market.aarhus)).toMatchObject([{ originYear: 2020, tariffYear: 2022 }]);
    await closeThrough('2020-03', '2021-01');

    const at = `/agreements/rammeaftale-2019-20/parties/${VIBORG}/leave`;
    await running.as(REGION, 'secretariat').post(at, { last: '2021-06-30' });

    const binding = async (query: string) =>
      (await market.aarhus.get(`/agreements?member=751&member=${VIBORG}${query}`)).items.map(
        ({ agreementId }: { agreementId: string }) => agreementId,
      );
    expect(await binding('')).toEqual(['rammeaftale-2019-20']);
    expect(await binding('&effectiveOn=2021-06-30')).toEqual(['rammeaftale-2019-20']);
    expect(await binding('&effectiveOn=2021-07-01')).toEqual([]);
    // Buyer: places until the last day, none after it.
    const ask = (day: string) => market.aarhus.refused('POST', '/placements', reservation(offering, day));
    expect(await ask('2021-07-01')).toBe('422 NO_AGREEMENT');
    await market.aarhus.post('/placements', reservation(offering, '2021-06-30'));
    // Operator: no tariff of a year that no agreement binds it in, so nothing can be settled by one.
    const calculation = {
      serviceLineId: 'SEL-107',
      level: '1',
      year: 2022,
      costs: [{ category: 'DIRECT', amountOre: 100_000_000 }],
      decidedOccupancy: { rateBp: 9_500, reason: 'STEERING_GROUP_APPROVED' },
    };
    expect(await seller.refused('POST', `/offerings/${offering}/tariff-calculations`, calculation)).toBe(
      '422 NO_AGREEMENT_FOR_YEAR',
    );

    // The accounts turn out wrong, and what they come to now goes to those who were there.
    const corrected = await seller.post(submit, { ...accounts(80_000_000), reason: 'Bogført to gange' });
    const [share] = await expected(market.aarhus);
    expect(share).not.toHaveProperty('tariffYear');
    expect(share.shares).toMatchObject([{ days: 83 }]);
    await seller.post(`${submit}/${corrected.accountsId}/split`, { carriedOre: 0 });
    await running.settled();
    expect(await account()).toMatchObject({
      phase: 'DONE',
      toTariffOre: 0,
      refundedOre: 17_024_000,
      remainingOre: 0,
    });

    // The surplus comes on the next statements of both, also of the one who has left.
    running.clock.turnTo('2021-03-01');
    await closeThrough('2021-02', '2021-02');
    const charged = async (buyer: Caller) =>
      (await buyer.get('/settlement/charges')).items.map(({ amountOre }: { amountOre: number }) => amountOre);
    expect(await charged(market.aarhus)).toEqual([-3_728_211]);
    expect(await charged(market.silkeborg)).toEqual([-13_295_789]);
    const totals = (await market.auditor.get('/settlement/statements?month=2021-02')).items;
    expect(totals.map(({ payer, totalOre }: Record<string, unknown>) => [payer, totalOre]).sort()).toEqual([
      [SILKEBORG, 28 * 256_000 - 13_295_789],
      ['751', -3_728_211],
    ]);
  });

  it('is billed for those who stay on, by the terms they came with', async () => {
    running.clock.turnTo('2022-02-01');
    await closeThrough('2021-03', '2022-01');
    const { items } = await market.silkeborg.get('/settlement/statements?month=2022-01');
    expect(items.map(({ totalOre }: { totalOre: number }) => totalOre)).toEqual([31 * 256_000]);
    for (const id of ['I1', 'I2', 'I3', 'I7', 'I10']) expect(await invariant(id)).toMatchObject({ breaches: [] });
    expect((await market.auditor.post('/audit/replay')).equal).toBe(true);
  });
});
