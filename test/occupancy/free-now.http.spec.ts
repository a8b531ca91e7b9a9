import { type RunningApp, startApp } from '../support/app';
import { AARHUS, openSmallMarket, REGION, reservation, type SmallMarket } from '../support/small-market';

describe('What is free in the whole market', () => {
  let running: RunningApp;
  let market: SmallMarket;

  beforeAll(async () => {
    running = await startApp('2020-03-02');
    market = await openSmallMarket(running, 8);
    await market.offer('Søvang', 2, { legalBasis: 'SEL-108' });
  });
  afterAll(() => running.close());

  const totals = async (query = '') => {
    const { on, total } = await market.auditor.get(`/occupancy/free-now${query}`);
    const { places, occupied, reserved, free } = total;
    return { on, places, occupied, reserved, free };
  };

  it('is counted anew when anything is recorded, and for each day by itself', async () => {
    const untouched = { on: '2020-03-02', places: 10, occupied: 0, reserved: 0, free: 10 };
    expect(await totals()).toEqual(untouched);
    const { placementId } = await market.aarhus.post('/placements', reservation(market.offeringId, '2020-03-02'));
    const held = { ...untouched, reserved: 1, free: 9 };
    expect(await totals()).toEqual(held);
    await market.seller.post(`/placements/${placementId}/confirm`);
    await market.seller.post(`/placements/${placementId}/enrol`, { firstDay: '2020-03-02' });
    const lived = { ...untouched, occupied: 1, free: 9 };
    expect(await totals()).toEqual(lived);

    expect(await totals('?effectiveOn=2020-03-01')).toEqual({ ...untouched, on: '2020-03-01' });
    expect(await totals('?knownAt=2020-03-01')).toMatchObject({ places: 0 });
    expect(await totals()).toEqual(lived);
    running.clock.turnTo('2020-03-03');
    expect(await totals()).toEqual({ ...lived, on: '2020-03-03' });
  });
});

describe('Whose citizens take the places (ADR 26)', () => {
  let running: RunningApp;
  let market: SmallMarket;

  beforeAll(async () => {
    running = await startApp('2020-03-02');
    market = await openSmallMarket(running, 8);
    const { placementId } = await market.aarhus.post('/placements', reservation(market.offeringId, '2020-03-02'));
    await market.seller.post(`/placements/${placementId}/confirm`);
    await market.seller.post(`/placements/${placementId}/enrol`, { firstDay: '2020-03-02' });
  });
  afterAll(() => running.close());

  it.each([
    ['the operator', () => market.seller, 1, { [AARHUS]: 1 }],
    ['an auditor', () => market.auditor, 1, { [AARHUS]: 1 }],
    ['its buyer, but for what it pays itself', () => market.aarhus, null, { [AARHUS]: 1 }],
    ['another buyer', () => market.viborg, null, {}],
    ['the secretariat', () => running.as(REGION, 'secretariat'), null, {}],
  ])('are told to %s as the access table says', async (_, reader, inRegion, byPayer) => {
    const { total, lines } = await reader().get(`/occupancy?operator=${REGION}&from=2020-03-02`);
    const [line] = lines;
    for (const figures of [total, line.total, ...line.buckets])
      expect(figures).toMatchObject({ occupied: 1, inRegion, own: inRegion && 0, outside: inRegion && 0, byPayer });
  });
});
