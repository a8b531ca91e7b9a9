import { startApp, type RunningApp } from '../support/app';
import { AARHUS, openSmallMarket, REGION, reservation, type SmallMarket } from '../support/small-market';

let running: RunningApp;
let market: SmallMarket;

beforeAll(async () => {
  running = await startApp('2020-09-15');
  market = await openSmallMarket(running, 24);
  await running.as(REGION, 'secretariat').post('/agreements/rammeaftale-2019-20/extend', {
    last: '2023-12-31',
    reason: 'Prøve',
  });
});
afterAll(() => running.close());

const asked = (change: object = {}) => ({
  serviceLineId: 'SEL-107',
  level: '1',
  year: 2021,
  costs: [
    { category: 'DIRECT', amountOre: 1_700_000_000 },
    { category: 'OVERHEAD', amountOre: 300_000_000 },
  ],
  regulation: [{ originYear: 2019, amountOre: -68_520_000 }],
  occupancy: [
    { year: 2018, rateBp: 9_400 },
    { year: 2019, rateBp: 9_500 },
  ],
  ...change,
});

describe('From a budget to a tariff, over HTTP', () => {
  it('previews, calculates, explains and sets the price, each referring to the other', async () => {
    const at = `/offerings/${market.offeringId}/tariff-calculations`;
    const preview = await market.seller.post(`${at}/preview`, asked());
    expect(preview).toMatchObject({ dayPriceOre: 232_100, budgetedOccupancyBp: 9_500, regulationShareOre: -8_234 });
    expect((await market.seller.get(at)).items).toEqual([]);

    const { calculationId } = await market.seller.post(at, asked());
    const shown = await market.aarhus.get(`${at}/${calculationId}`);
    expect({ ...shown, calculationId: '' }).toEqual({ ...preview, calculationId: '' });

    const looked = await market.seller.post(`${at}/${calculationId}/tariff/preview`, { reason: 'Takst 2021' });
    expect(looked).toMatchObject({ validFrom: '2021-01-01', dayPriceOre: 232_100, previousOre: 256_000 });
    const { tariffId } = await market.seller.post(`${at}/${calculationId}/tariff`, { reason: 'Takst 2021' });
    const { items } = await market.aarhus.get(`/offerings/${market.offeringId}/tariffs?effectiveOn=2021-01-01`);
    expect(items.find((tariff: { tariffId: string }) => tariff.tariffId === tariffId)).toMatchObject({
      calculationId,
      budgetedOccupancyBp: 9_500,
      validFrom: '2021-01-01',
      components: [{ code: 'BASE', kind: 'BASE', unit: 'DAY', priceOre: 232_100 }],
    });
    expect(await market.seller.refused('POST', `${at}/${calculationId}/tariff`, { reason: 'igen' })).toBe(
      '409 CALCULATION_USED',
    );
    const again = { reason: 'igen' };
    expect(await market.seller.refused('POST', `${at}/${calculationId}/tariff/preview`, again)).toBe(
      '409 CALCULATION_USED',
    );
    const { items: trail } = await market.auditor.get('/audit/events?type=TariffCalculated');
    expect(trail[0].words.da).toBe(
      'Region Midtjylland beregnede taksten for Bostøtte Høskoven (SEL § 107, niveau 1) i 2021 til 2.321,00 kr./døgn',
    );
  });

  it('goes on explaining a tariff that gets a supplement by hand, and no other price', async () => {
    const at = `/offerings/${market.offeringId}/tariffs`;
    const { items } = await market.aarhus.get(`${at}?effectiveOn=2021-01-01`);
    const { tariffId, calculationId, components } = items.find((each: { level: string }) => each.level === '1');
    const supplement = { code: 'NATTEVAGT', kind: 'SUPPLEMENT', unit: 'DAY', priceOre: 31_200 };
    const asked = { budgetedOccupancyBp: 9_500, reason: 'Tillæg glemt', calculationId };
    const other = [{ ...components[0], priceOre: 232_200 }, supplement];
    expect(await market.seller.refused('POST', `${at}/${tariffId}/correct`, { ...asked, components: other })).toBe(
      '409 CALCULATED_PARTS_CHANGED',
    );
    const right = { ...asked, components: [...components, supplement] };
    const corrected = await market.seller.post(`${at}/${tariffId}/correct`, right);
    const after = await market.aarhus.get(`${at}?effectiveOn=2021-01-01`);
    expect(after.items).toContainEqual(
      expect.objectContaining({ tariffId: corrected.tariffId, calculationId, components: right.components }),
    );
  });

  it('answers a repeated request as the first time', async () => {
    const offering = await market.offer('Elsted', 10);
    const at = `/offerings/${offering}/tariff-calculations`;
    const key = { 'idempotency-key': 'beregning-1' };
    const [first, again] = [await market.seller.post(at, asked(), key), await market.seller.post(at, asked(), key)];
    expect(again).toEqual(first);
    const set = () =>
      market.seller.post(`${at}/${first.calculationId}/tariff`, { reason: 'Takst' }, { 'idempotency-key': 't' });
    expect(await set()).toEqual(await set());
  });

  it('counts the occupancy of a year itself where the ledger has all of it (R12)', async () => {
    const offering = await market.offer('Skovbo', 1);
    const { placementId } = await market.aarhus.post('/placements', reservation(offering, '2020-10-01'));
    await market.seller.post(`/placements/${placementId}/confirm`);
    running.clock.turnTo('2020-10-01');
    await market.seller.post(`/placements/${placementId}/enrol`, { firstDay: '2020-10-01' });
    running.clock.turnTo('2022-09-15');
    const at = `/offerings/${offering}/tariff-calculations`;
    const { steps } = await market.seller.post(`${at}/preview`, asked({ year: 2023, regulation: [], occupancy: [] }));
    const occupancy = steps.find(({ code }: { code: string }) => code === 'OCCUPANCY');
    // 92 of 366 days, then all of 365: the mean is below the band.
    expect(occupancy.formula.da).toBe('(25,14 % + 100,00 %) ÷ 2, holdt mellem 95,00 % og 100,00 % = 95,00 %');
    expect(occupancy.figures[0].name.da).toBe('Belægning 2020 (fra hovedbogen)');
  });

  it('says what the ledger has before anything is stated, and what a calculation was made of can be sent again', async () => {
    const at = `/offerings/${market.offeringId}/tariff-calculations`;
    const grounds = await market.seller.get(`${at}/grounds?serviceLineId=SEL-107&level=2&year=2021`);
    expect(grounds).toEqual({
      agreementId: 'rammeaftale-2019-20',
      capacity: [{ first: '2021-01-01', last: '2021-12-31', places: 24 }],
      occupancy: [{ year: 2018 }, { year: 2019 }],
      minBp: 9_500,
      recommendedMaxBp: 9_800,
      due: [],
      uncalculated: [],
    });
    const { calculationId } = await market.seller.post(at, asked({ level: '2', note: 'Som sendt' }));
    const { sent, dayPriceOre } = await market.aarhus.get(`${at}/${calculationId}`);
    expect(sent).toMatchObject(asked({ level: '2', note: 'Som sendt' }));
    expect((await market.seller.post(`${at}/preview`, sent)).dayPriceOre).toBe(dayPriceOre);
    const after = await market.seller.get(`${at}/grounds?serviceLineId=SEL-107&level=2&year=2021`);
    expect(after.replaces).toBe(calculationId);
    const asBuyer = market.aarhus.refused('GET', `${at}/grounds?serviceLineId=SEL-107&level=2&year=2021`);
    expect(await asBuyer).toBe('403 FORBIDDEN_ROLE');
    const unbound = market.seller.refused('GET', `${at}/grounds?serviceLineId=SEL-107&level=2&year=2031`);
    expect(await unbound).toBe('422 NO_AGREEMENT_FOR_YEAR');
  });

  it('prices a package from its services (R13)', async () => {
    const offering = await market.offer('Pakkeby', 4);
    const service = { serviceLineId: 'SEL-104', legalBasis: 'SEL-104', name: 'Aktivitet', from: '2020-01-01' };
    await market.seller.post(`/offerings/${offering}/service-lines`, service);
    const components = [{ code: 'BASE', kind: 'BASE', unit: 'DAY', priceOre: 43_600 }];
    const tariff = { serviceLineId: 'SEL-104', level: '1', validFrom: '2020-01-01', components, reason: 'Takst' };
    await market.seller.post(`/offerings/${offering}/tariffs`, tariff);
    const parts = ['SEL-107', 'SEL-104'].map((serviceLineId) => ({ serviceLineId, level: '1' }));
    const packaged = { serviceLineId: 'SEL-107', level: 'Pakke A', validFrom: '2023-01-01', parts };
    const tried = await market.seller.post(`/offerings/${offering}/package-calculations/preview`, packaged);
    expect(tried).toMatchObject({ kind: 'PACKAGE', dayPriceOre: 299_600 });
    expect((await market.aarhus.get(`/offerings/${offering}/tariff-calculations`)).items).toEqual([]);
    const { calculationId } = await market.seller.post(`/offerings/${offering}/package-calculations`, packaged);
    const at = `/offerings/${offering}/tariff-calculations/${calculationId}`;
    expect(await market.aarhus.get(at)).toMatchObject({ kind: 'PACKAGE', dayPriceOre: 299_600 });
    await market.seller.post(`${at}/tariff`, { reason: 'Pakke' });
    const { items } = await market.aarhus.get(`/offerings/${offering}/tariffs?effectiveOn=2023-01-01`);
    expect(items.find(({ level }: { level: string }) => level === 'Pakke A').components).toEqual([
      { code: 'SEL-107', kind: 'SERVICE_PACKAGE', unit: 'DAY', priceOre: 256_000, legalBasis: 'SEL-107' },
      { code: 'SEL-104', kind: 'SERVICE_PACKAGE', unit: 'DAY', priceOre: 43_600, legalBasis: 'SEL-104' },
    ]);
  });

  it('is for the operator itself', async () => {
    const at = `/offerings/${market.offeringId}/tariff-calculations`;
    expect(await running.as(AARHUS, 'operator').refused('POST', at, asked())).toBe('403 NOT_YOURS');
    expect(await market.aarhus.refused('POST', at, asked())).toBe('403 FORBIDDEN_ROLE');
    expect(await market.seller.refused('POST', at, asked({ occupancy: [] }))).toBe('422 OCCUPANCY_MISSING');
  });
});
