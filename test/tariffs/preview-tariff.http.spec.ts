import { type RunningApp, startApp } from '../support/app';
import { openSmallMarket, type SmallMarket } from '../support/small-market';

let running: RunningApp;
let market: SmallMarket;

beforeAll(async () => {
  running = await startApp('2020-03-02');
  market = await openSmallMarket(running);
});
afterAll(() => running.close());

const asked = {
  serviceLineId: 'SEL-107',
  level: '1',
  validFrom: '2020-06-01',
  components: [{ code: 'BASE', kind: 'BASE', unit: 'DAY', priceOre: 260_050 }],
  reason: 'Ny normering',
};

it('shows what a change would record, and records nothing', async () => {
  const at = `/offerings/${market.offeringId}/tariffs`;
  const preview = await market.seller.post(`${at}/preview`, asked);
  expect(preview).toMatchObject({ dayPriceOre: 260_050, previousOre: 256_000, validFrom: '2020-06-01' });
  expect((await market.aarhus.get(at)).items).toHaveLength(2);
  const { warnings } = await market.seller.post(at, asked);
  expect(preview.warnings).toEqual(warnings);
  expect(warnings).toContainEqual(expect.objectContaining({ code: 'NOT_WHOLE_KRONER' }));
});

it('refuses what the change refuses', async () => {
  await expect(
    market.seller.post(`/offerings/${market.offeringId}/tariffs/preview`, { ...asked, validFrom: '2020-03-02' }),
  ).rejects.toThrow('TARIFF_NOT_IN_FUTURE');
});

it('names the field that a refusal is about, as it does what cannot be read', async () => {
  const at = `/offerings/${market.offeringId}/tariffs`;
  const early = await market.seller.ask('POST', at, { ...asked, validFrom: '2020-03-02' });
  expect([early.status, early.body.code]).toEqual([422, 'TARIFF_NOT_IN_FUTURE']);
  expect(early.body.errors).toEqual([
    {
      field: 'validFrom',
      code: 'TARIFF_NOT_IN_FUTURE',
      da: early.body.detail,
      en: expect.stringContaining('2020-03-02'),
    },
  ]);
  const [base] = asked.components;
  const hourly = { code: 'MEALS', kind: 'SERVICE_HOUR', unit: 'KM', priceOre: 1 };
  const unfit = await market.seller.ask('POST', at, { ...asked, components: [base, hourly] });
  expect([unfit.body.code, unfit.body.errors[0].field]).toEqual(['UNIT_UNFIT', 'components.1.kind']);
  // What is about no field of the request has none.
  const alien = await market.aarhus.ask('POST', at, asked);
  expect(alien.body).not.toHaveProperty('errors');
});
