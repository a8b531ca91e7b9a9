import { type RunningApp, startApp } from '../../support/app';
import { AARHUS, openSmallMarket, reservation, type SmallMarket } from '../../support/small-market';

let running: RunningApp;
let market: SmallMarket;
let at: string;

interface Line {
  readonly kind: string;
  readonly amountOre: number;
}

beforeAll(async () => {
  running = await startApp('2020-01-02');
  market = await openSmallMarket(running);
  for (const buyer of [market.aarhus, market.viborg]) {
    const { placementId } = await buyer.post('/placements', reservation(market.offeringId, '2020-01-02'));
    await market.seller.post(`/placements/${placementId}/confirm`);
    await market.seller.post(`/placements/${placementId}/enrol`, { firstDay: '2020-01-02' });
  }
  const { items } = await market.aarhus.get(`/offerings/${market.offeringId}/tariffs?effectiveOn=2020-01-02`);
  const wrong = items.find(({ level }: { level: string }) => level === '1');
  at = `/offerings/${market.offeringId}/tariffs/${wrong.tariffId}/correct`;
});
afterAll(() => running.close());

const correction = (priceOre: number) => ({
  components: [{ code: 'BASE', kind: 'BASE', unit: 'DAY', priceOre }],
  budgetedOccupancyBp: 9_800,
  reason: 'Forkert normering',
});

describe('What a correction of a tariff adjusts in closed months (R38)', () => {
  it('is nothing while no month is closed', async () => {
    const shown = await market.seller.post(`${at}/adjustments`, correction(250_000));
    expect(shown).toEqual({ placements: 0, totalOre: 0, lostOre: 0, payers: [], months: [] });
  });

  it('is shown by payer and month before it is recorded, and is what the next month then carries', async () => {
    running.clock.turnTo('2020-03-05');
    await market.seller.post('/settlement/months/2020-01/close', {});
    await market.seller.post('/settlement/months/2020-02/close', {});
    const before = await market.aarhus.get(`/offerings/${market.offeringId}/tariffs`);
    // The same by a calculation that comes to the same price: 2.500 kr. (R10).
    const calculations = `/offerings/${market.offeringId}/tariff-calculations`;
    const { calculationId } = await market.seller.post(calculations, {
      serviceLineId: 'SEL-107',
      level: '1',
      year: 2020,
      costs: [{ category: 'DIRECT', amountOre: 8 * 366 * 9_500 * 25 }],
      occupancy: [2017, 2018].map((year) => ({ year, rateBp: 9_500 })),
    });
    const corrects = before.items.find(({ level }: { level: string }) => level === '1').tariffId;
    const calculated = await market.seller.post(`${calculations}/${calculationId}/tariff/preview`, {
      corrects,
      reason: 'Beregnet på ny',
    });
    expect(await market.aarhus.get(`/offerings/${market.offeringId}/tariffs`)).toEqual(before);
    const shown = await market.seller.post(`${at}/adjustments`, correction(250_000));
    const preview = await market.seller.post(`${at}/preview`, correction(250_000));
    expect(preview).toMatchObject({ dayPriceOre: 250_000, previousOre: 256_000, validFrom: '2020-01-01' });
    expect(await market.aarhus.get(`/offerings/${market.offeringId}/tariffs`)).toEqual(before);
    expect(calculated).toMatchObject({ dayPriceOre: 250_000, previousOre: 256_000, validFrom: '2020-01-01' });
    expect(calculated.adjustments).toMatchObject({
      statementMonth: '2020-03',
      totalOre: -2 * 59 * 6_000,
    });
    // 30 days of January and 29 of February, 60 kr. less a day, for each of two citizens.
    expect(shown).toEqual({
      statementMonth: '2020-03',
      placements: 2,
      totalOre: -2 * 59 * 6_000,
      lostOre: 0,
      payers: [
        { payer: AARHUS, placements: 1, amountOre: -59 * 6_000 },
        { payer: '791', placements: 1, amountOre: -59 * 6_000 },
      ],
      months: [
        { month: '2020-01', amountOre: -2 * 30 * 6_000 },
        { month: '2020-02', amountOre: -2 * 29 * 6_000 },
      ],
    });
    await market.seller.post(at, correction(250_000));
    await running.settled();
    const month = await market.seller.get('/settlement/months/2020-03/preview');
    const adjusted = month.statements
      .flatMap(({ lines }: { lines: readonly Line[] }) => lines)
      .filter(({ kind }: Line) => kind === 'ADJUSTMENT')
      .reduce((sum: number, { amountOre }: Line) => sum + amountOre, 0);
    expect(adjusted).toBe(shown.totalOre);
  });

  it('refuses what the correction refuses, and whoever does not sell there', async () => {
    expect(await market.seller.refused('POST', `${at}/adjustments`, correction(250_000))).toBe('409 TARIFF_SUPERSEDED');
    expect(await market.aarhus.refused('POST', `${at}/adjustments`, correction(250_000))).toMatch(/^403/);
    expect(await running.as(AARHUS, 'operator').refused('POST', `${at}/adjustments`, correction(250_000))).toBe(
      '403 NOT_YOURS',
    );
  });
});
