import { type RunningApp, startApp } from '../support/app';
import { AARHUS, openSmallMarket, REGION, SAMSØ, type SmallMarket, VIBORG } from '../support/small-market';

let running: RunningApp;
let market: SmallMarket;

beforeAll(async () => {
  running = await startApp('2020-03-02');
  // All of the small market lies in Viborg, until one more is opened elsewhere.
  market = await openSmallMarket(running);
  for (const [name, addressMunicipality, priceOre] of [
    ['Midt i Aarhus', AARHUS, 310_000],
    ['På Samsø', SAMSØ, 290_000],
    ['Et sted', undefined, 200_000],
  ] as const) {
    const { offeringId } = await market.seller.post('/offerings', {
      name,
      ...(addressMunicipality === undefined ? {} : { addressMunicipality }),
      targetGroups: ['Autisme'],
      ageFrom: 18,
      ageTo: 85,
    });
    const [at, serviceLineId, from] = [`/offerings/${offeringId}`, 'SEL-107', '2020-01-01'];
    await market.seller.post(`${at}/service-lines`, { serviceLineId, legalBasis: 'SEL-107', name: 'Botilbud', from });
    await market.seller.post(`${at}/capacity`, { serviceLineId, places: 2, from, reason: 'Åbning' });
    await market.seller.post(`${at}/tariffs`, {
      ...{ serviceLineId, level: '1', validFrom: from, budgetedOccupancyBp: 9_800, reason: 'Takst 2020' },
      components: [{ code: 'BASE', kind: 'BASE', unit: 'DAY', priceOre }],
    });
  }
}, 60_000);
afterAll(() => running.close());

interface Found {
  readonly offeringName: string;
  readonly distanceKm: number | null;
}

const found = async (query: string, reader = market.aarhus): Promise<[string, number | null][]> => {
  const { items } = await reader.get(`/free-places?${query}`);
  return items.map(({ offeringName, distanceKm }: Found) => [offeringName, distanceKm]);
};

describe('Free places near a municipality', () => {
  it('are told with the distance from one’s own, unless another is named', async () => {
    expect(await found('sort=DISTANCE')).toEqual([
      ['Midt i Aarhus', 0],
      ['På Samsø', 44],
      ['Bostøtte Høskoven', 57],
      ['Et sted', null],
    ]);
    expect((await found(`near=${VIBORG}&sort=DISTANCE`)).slice(0, 2)).toEqual([
      ['Bostøtte Høskoven', 0],
      ['Midt i Aarhus', 57],
    ]);
    expect(await found('', market.seller)).toContainEqual(['Midt i Aarhus', null]);
  });

  it('can be narrowed to so many kilometres, the edge included, and to one municipality', async () => {
    expect((await found('withinKm=43')).map(([name]) => name)).toEqual(['Midt i Aarhus']);
    expect((await found('withinKm=44')).map(([name]) => name)).toEqual(['Midt i Aarhus', 'På Samsø']);
    expect((await found(`municipality=${SAMSØ}`)).map(([name]) => name)).toEqual(['På Samsø']);
  });

  it('come cheapest first when that is asked for, in pages as in one', async () => {
    const whole = (await found('sort=PRICE')).map(([name]) => name);
    expect(whole).toEqual(['Et sted', 'Bostøtte Høskoven', 'På Samsø', 'Midt i Aarhus']);
    const { items, next } = await market.aarhus.get('/free-places?sort=PRICE&limit=3');
    const rest = await market.aarhus.get(`/free-places?sort=PRICE&limit=3&cursor=${next}`);
    expect([...items, ...rest.items].map(({ offeringName }: Found) => offeringName)).toEqual(whole);
  });

  it('need a municipality to be near to', async () => {
    expect(await market.seller.refused('GET', '/free-places?withinKm=20')).toBe('422 NO_SUCH_MUNICIPALITY');
    expect(await market.aarhus.refused('GET', `/free-places?near=${REGION}`)).toBe('422 NO_SUCH_MUNICIPALITY');
    expect(await market.aarhus.refused('GET', '/free-places?withinKm=-1')).toMatch(/^400 /);
  });
});
