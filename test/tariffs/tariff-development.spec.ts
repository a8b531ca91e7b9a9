import { asOre } from '../../src/kernel/money';
import { partyCode } from '../../src/kernel/vocabulary';
import {
  type DevelopedVersion,
  owedReductions,
  tariffDevelopment,
} from '../../src/tariffs/tariff-development.calculation';

const region = partyCode('1082');
const cap = {
  baseYear: 2022,
  indexation: [{ year: 2023, rateBp: 300 }],
  owedReductions: [{ party: region, reductionBp: 200 }],
};
const version = (
  level: string,
  validFrom: string,
  validTo: string | null,
  kroner: number,
  supplement?: number,
): DevelopedVersion => ({
  operator: region,
  offeringId: 'hoeskoven',
  serviceLineId: 'SEL-107',
  level,
  validFrom,
  validTo,
  components: [
    { code: 'BASE', kind: 'BASE', unit: 'DAY', priceOre: asOre(kroner * 100) },
    ...(supplement === undefined
      ? []
      : [{ code: 'NAT', kind: 'SUPPLEMENT', unit: 'DAY', priceOre: asOre(supplement * 100) } as const]),
  ],
});

describe('The development of tariffs (R19)', () => {
  const versions = [
    version('1', '2020-01-01', '2022-12-31', 2_000),
    version('1', '2023-01-01', null, 2_040, 450),
    version('2', '2023-07-01', null, 9_000),
  ];

  it('is indexed by the levels that are priced in both years, nominally and in fixed prices', () =>
    expect(tariffDevelopment(versions, cap, 2023)).toEqual([
      {
        operator: region,
        year: 2022,
        tariffs: 1,
        meanDayPriceOre: 200_000,
        indexBp: 10_000,
        fixedPriceIndexBp: 10_000,
        supplements: 0,
      },
      {
        operator: region,
        year: 2023,
        tariffs: 2,
        meanDayPriceOre: 552_000,
        indexBp: 10_200,
        fixedPriceIndexBp: 9_903,
        supplements: 1,
        meanSupplementOre: 45_000,
      },
    ]));

  it('says what remains of a reduction that is owed from the agreement before (item 3)', () =>
    expect(owedReductions(tariffDevelopment(versions, cap, 2023), cap)).toEqual([
      { party: region, owedBp: 200, deliveredBp: 97, remainingBp: 103 },
    ]));

  it('takes nothing for delivered by one who has no prices', () =>
    expect(owedReductions([], cap)).toEqual([{ party: region, owedBp: 200, deliveredBp: 0, remainingBp: 200 }]));
});
