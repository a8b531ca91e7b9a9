import { startApp, type RunningApp } from '../support/app';
import { AARHUS, openSmallMarket, REGION, reservation, type SmallMarket, VIBORG } from '../support/small-market';

/** Region Midtjylland's list: Objektiv 4.155,00 and Social 6.909,00 kr. a day for the same place (R41). */
const OBJECTIVE_ORE = 415_500;
const SOCIAL_ORE = 690_900;

let running: RunningApp;
let market: SmallMarket;
let offeringId: string;

const price = (level: string, placementGround: string, priceOre: number, validFrom = '2020-01-01') =>
  market.seller.post(`/offerings/${offeringId}/tariffs`, {
    serviceLineId: 'SEL-67',
    level,
    placementGround,
    validFrom,
    components: [{ code: 'BASE', kind: 'BASE', unit: 'DAY', priceOre }],
    reason: 'Takstblad',
  });
const secure = (level: string, more: object = {}) =>
  reservation(offeringId, '2020-03-02', { serviceLineId: 'SEL-67', level, ...more });

beforeAll(async () => {
  running = await startApp('2020-02-10');
  market = await openSmallMarket(running);
  offeringId = await market.offer('Koglen', 4, { legalBasis: 'SEL-67', levels: {} });
  await price('Objektiv', 'CRIMINAL_LAW', OBJECTIVE_ORE);
  await price('Social', 'SOCIAL', SOCIAL_ORE);
  await market.seller.post('/settlement/openings', { firstMonth: '2020-03' });
});
afterAll(() => running.close());

describe('The same place has two prices by placement ground (R41)', () => {
  it('and is bought at the price of its own', async () => {
    const wrong = secure('Social', { placementGround: 'CRIMINAL_LAW' });
    expect(await market.aarhus.refused('POST', '/placements', wrong)).toBe('422 PRICE_OF_OTHER_GROUND');
    for (const [buyer, level] of [
      [market.aarhus, 'Objektiv'],
      [market.viborg, 'Social'],
    ] as const) {
      const { placementId } = await buyer.post('/placements', secure(level));
      await market.seller.post(`/placements/${placementId}/confirm`);
      const { contentHash } = await market.seller.post(`/placements/${placementId}/contract`);
      expect(contentHash).toMatch(/^[0-9a-f]{64}$/);
      const { content } = await buyer.get(`/contracts/${placementId}`);
      expect(JSON.stringify(content)).toContain(level === 'Objektiv' ? 'Strafferetligt' : 'Socialt');
      running.clock.turnTo('2020-03-02');
      await market.seller.post(`/placements/${placementId}/enrol`, { firstDay: '2020-03-02' });
      const other = { from: '2020-03-20', level: level === 'Social' ? 'Objektiv' : 'Social' };
      expect(await buyer.refused('POST', `/placements/${placementId}/change`, other)).toBe('422 PRICE_OF_OTHER_GROUND');
      running.clock.turnTo('2020-02-20');
    }
  });

  it('which stands on the line, in its reasons and in the price list', async () => {
    running.clock.turnTo('2020-04-01');
    await market.seller.post('/settlement/months/2020-03/close', {});
    const lines = [
      [market.aarhus, AARHUS, 'CRIMINAL_LAW', 'Strafferetligt', OBJECTIVE_ORE],
      [market.viborg, VIBORG, 'SOCIAL', 'Socialt', SOCIAL_ORE],
    ] as const;
    for (const [buyer, payer, placementGround, ground, priceOre] of lines) {
      const at = `/settlement/statements/${REGION}-${payer}-2020-03`;
      const { items } = await buyer.get(at);
      expect(items).toMatchObject([
        { placementGround, priceOre, days: 30, amountOre: 30 * priceOre, danish: { ground } },
      ]);
      const why = await buyer.get(`${at}/lines/1/why`);
      expect(why).toMatchObject({ agrees: true, tariff: { placementGround } });
      expect(why.rules.map(({ rule }: { rule: string }) => rule)).toContain('R41');
    }
    const { items } = await market.auditor.get(`/offerings/${offeringId}/tariffs`);
    expect(items.map(({ level, placementGround }: Record<string, string>) => [level, placementGround]).sort()).toEqual([
      ['Objektiv', 'CRIMINAL_LAW'],
      ['Social', 'SOCIAL'],
    ]);
  });

  it('stays the price of its ground when it changes, and no other price comes in between', async () => {
    const next = { level: 'Social', placementGround: 'CRIMINAL_LAW', priceOre: 1 };
    const body = { serviceLineId: 'SEL-67', ...next, validFrom: '2021-01-01', reason: 'Takst 2021' };
    const components = [{ code: 'BASE', kind: 'BASE', unit: 'DAY', priceOre: 700_000 }];
    const { priceOre: _none, ...asked } = { ...body, components };
    expect(await market.seller.refused('POST', `/offerings/${offeringId}/tariffs`, asked)).toBe(
      '409 LEVEL_GROUND_FIXED',
    );
    const { invariants } = await market.auditor.get('/audit/invariants');
    expect(invariants.filter(({ breachesFound }: { breachesFound: number }) => breachesFound > 0)).toEqual([]);
  });
});
