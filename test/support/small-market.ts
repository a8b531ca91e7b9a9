import { randomUUIDv7 as newId } from 'node:crypto';
import { constructedEan } from '../../src/market/market-agreements';
import { danishPublicParties } from '../../src/parties/party-register';
import type { Caller, RunningApp } from './app';

/** Region Midtjylland, who sells; Aarhus and Viborg, who buy; Silkeborg, who pays for another; Samsø, who looks on. */
export const REGION = '1082';
export const AARHUS = '751';
export const VIBORG = '791';
export const SILKEBORG = '740';
export const SAMSØ = '741';

const PARTIES: readonly string[] = [REGION, AARHUS, VIBORG, SILKEBORG, SAMSØ];

/** 2.560,00 kr. */
export const PRICE_ORE = 256_000;

export interface SmallMarket {
  readonly offeringId: string;
  readonly seller: Caller;
  readonly aarhus: Caller;
  readonly viborg: Caller;
  readonly silkeborg: Caller;
  readonly auditor: Caller;
  /** Opens one more offering of the region and gives its id. */
  offer(name: string, places: number, options?: OfferOptions): Promise<string>;
}

export interface OfferOptions {
  readonly legalBasis?: string;
  readonly operator?: Caller;
  /** Price in øre by level. */
  readonly levels?: Readonly<Record<string, number>>;
}

/** The market of the founding example: one agreement with its default rules, Bostøtte Høskoven with places at 2.560 kr. */
export const openSmallMarket = async (running: RunningApp, places = 8): Promise<SmallMarket> => {
  const secretariat = running.as(REGION, 'secretariat');
  const seller = running.as(REGION, 'operator');
  for (const data of danishPublicParties().filter(({ party }) => PARTIES.includes(party))) {
    await secretariat.post('/parties', data);
    await secretariat.post(`/parties/${data.party}/ean`, { ean: constructedEan(data.party), constructed: true });
  }
  await secretariat.post('/agreements', {
    agreementId: 'rammeaftale-2019-20',
    name: 'Rammeaftale 2019-20',
    region: REGION,
    first: '2019-01-01',
    last: '2020-12-31',
    parties: PARTIES,
  });
  const offer: SmallMarket['offer'] = async (
    name,
    wanted,
    { legalBasis = 'SEL-107', operator = seller, levels } = {},
  ) => {
    const { offeringId } = await operator.post('/offerings', {
      name,
      addressMunicipality: VIBORG,
      targetGroups: ['Erhvervet hjerneskade'],
      ageFrom: 18,
      ageTo: 85,
    });
    const at = `/offerings/${offeringId}`;
    await operator.post(`${at}/service-lines`, {
      serviceLineId: legalBasis,
      legalBasis,
      name: 'Botilbud',
      from: '2020-01-01',
    });
    await operator.post(`${at}/capacity`, {
      serviceLineId: legalBasis,
      places: wanted,
      from: '2020-01-01',
      reason: 'Åbning',
    });
    for (const [level, priceOre] of Object.entries(levels ?? { 1: PRICE_ORE, 2: 300_000 })) {
      await operator.post(`${at}/tariffs`, {
        serviceLineId: legalBasis,
        level,
        validFrom: '2020-01-01',
        components: [{ code: 'BASE', kind: 'BASE', unit: 'DAY', priceOre }],
        budgetedOccupancyBp: 9_800,
        reason: 'Takst 2020',
      });
    }
    return offeringId;
  };
  return {
    offeringId: await offer('Bostøtte Høskoven', places),
    seller,
    aarhus: running.as(AARHUS, 'buyer'),
    viborg: running.as(VIBORG, 'buyer'),
    silkeborg: running.as(SILKEBORG, 'buyer'),
    auditor: running.as(AARHUS, 'auditor'),
    offer,
  };
};

/** What a buyer asks for, with a citizen of its own. */
export const reservation = (offeringId: string, firstDay: string, more: object = {}): object => ({
  offeringId,
  serviceLineId: 'SEL-107',
  level: '1',
  citizenRef: newId(),
  firstDay,
  ...more,
});
