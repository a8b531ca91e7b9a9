import { MIDTJYLLAND_RULES } from '../../src/agreements/midtjylland-rules';
import { asDay, type Day } from '../../src/kernel/calendar';
import { asOre } from '../../src/kernel/money';
import { agreementId, offeringId, partyCode, serviceLineId, tariffId, tariffLevel } from '../../src/kernel/vocabulary';
import { ChangeTariff, CorrectTariff, type TariffFactsGathered } from '../../src/tariffs/tariff.decider';
import type { TariffChanged, TariffComponent, TariffCorrected } from '../../src/tariffs/tariff.events';
import { asOperator } from '../support/askers';

/** Høskoven sells § 107 at one level, under an agreement whose cap rests on the prices of 2022. */
export const day = asDay;
export const region = partyCode('1082');
export const aarhus = partyCode('751');
export const hoeskoven = offeringId('0195d9a0-7c1e-7000-8000-000000000001');
export const line = serviceLineId('SEL-107');
export const level = tariffLevel('1');
export const agreement = agreementId('rammeaftale-2023-24');
export const rules = {
  ...MIDTJYLLAND_RULES,
  tariffCap: {
    baseYear: 2022,
    indexation: [
      { year: 2023, rateBp: 315 },
      { year: 2024, rateBp: 402 },
    ],
  },
};
export const facts: TariffFactsGathered = {
  operator: region,
  line: { shortStay: false },
  agreement: { agreementId: agreement, rules },
};
export const id = (number: number) => tariffId(`0195d9a0-7c1e-7000-8000-${String(number).padStart(12, '0')}`);
export const base = (kroner: number): TariffComponent => ({
  code: 'BASE',
  kind: 'BASE',
  unit: 'DAY',
  priceOre: asOre(Math.round(kroner * 100)),
});

export const change = (overrides: Partial<ChangeTariff['data']> = {}) =>
  new ChangeTariff({
    tariffId: id(1),
    offeringId: hoeskoven,
    by: asOperator(region),
    serviceLineId: line,
    level,
    components: [base(2_560)],
    validFrom: day('2020-01-01'),
    today: day('2026-11-22'),
    reason: 'takst 2020',
    ...overrides,
  });

export const correct = (overrides: Partial<CorrectTariff['data']> = {}) =>
  new CorrectTariff({
    tariffId: id(2),
    supersedes: id(1),
    offeringId: hoeskoven,
    by: asOperator(region),
    components: [base(2_500)],
    reason: 'forkert normering',
    ...overrides,
  });

export const changed = (number: number, validFrom: string, kroner = 2_560): TariffChanged => ({
  type: 'TariffChanged',
  data: {
    tariffId: id(number),
    offeringId: hoeskoven,
    operator: region,
    serviceLineId: line,
    level,
    components: [base(kroner)],
    validFrom: validFrom as Day,
    agreementId: agreement,
    reason: 'takst',
    warnings: [],
  },
});

export const corrected = (number: number, supersedes: number, validFrom: string, kroner = 2_500): TariffCorrected => ({
  type: 'TariffCorrected',
  data: {
    tariffId: id(number),
    supersedes: id(supersedes),
    offeringId: hoeskoven,
    operator: region,
    serviceLineId: line,
    level,
    components: [base(kroner)],
    validFrom: validFrom as Day,
    agreementId: agreement,
    reason: 'forkert normering',
    warnings: [],
  },
});
