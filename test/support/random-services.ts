import type { Caller } from './app';
import { PRICE_ORE, type SmallMarket } from './small-market';

/** A place around the clock, and a place by day whose price has hours and a supplement beside it. */
export const AROUND_THE_CLOCK = 'SEL-107';
export const BY_DAY = 'SEL-104';

/** What a tariff of the service costs. */
export const priced = (serviceLineId: string, choice: number): object => {
  const priceOre = PRICE_ORE + choice * 1_000;
  const beside = [
    { code: 'HOUR', kind: 'SERVICE_HOUR', unit: 'HOUR', priceOre: 39_376 + choice },
    { code: 'KOERSEL', kind: 'SUPPLEMENT', unit: 'DAY', priceOre: 12_345 + choice },
  ];
  return {
    components: [{ code: 'BASE', kind: 'BASE', unit: 'DAY', priceOre }, ...(serviceLineId === BY_DAY ? beside : [])],
    budgetedOccupancyBp: 9_800,
    reason: 'Ny beregning',
  };
};

/** What somebody wants of the service. */
export const wanted = (serviceLineId: string, choice: number): object => ({
  level: choice % 2 ? '1' : '2',
  ...(serviceLineId === BY_DAY
    ? { daysPerWeek: 1 + (choice % 5), hoursPerDay: 33 + choice, supplements: choice % 3 ? ['KOERSEL'] : [] }
    : {}),
});

/** Opens an offering by day, which has two levels. */
export const offerByDay = async ({ offer, seller }: SmallMarket, name: string, places: number): Promise<string> => {
  const offeringId = await offer(name, places, { legalBasis: BY_DAY, levels: {} });
  for (const level of ['1', '2']) await setTariff(seller, offeringId, { level, validFrom: '2020-01-01' });
  return offeringId;
};

const setTariff = (seller: Caller, offeringId: string, when: object): Promise<unknown> =>
  seller.post(`/offerings/${offeringId}/tariffs`, { serviceLineId: BY_DAY, ...when, ...priced(BY_DAY, 0) });
