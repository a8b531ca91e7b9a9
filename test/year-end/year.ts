import { MIDTJYLLAND_RULES } from '../../src/agreements/midtjylland-rules';
import type { TariffCalculated } from '../../src/calculations/calculation.events';
import type { RuleConfiguration } from '../../src/agreements/agreement.events';
import { asDay } from '../../src/kernel/calendar';
import { isRejection, type Decision } from '../../src/kernel/decider';
import type { Fact } from '../../src/kernel/event';
import { asOre } from '../../src/kernel/money';
import {
  accountsId,
  agreementId,
  calculationId,
  offeringId,
  partyCode,
  serviceLineId,
  tariffId,
  tariffLevel,
} from '../../src/kernel/vocabulary';
import { rateBp } from '../../src/occupancy/occupancy.calculation';
import type { YearRevenue } from '../../src/year-end/year-end.events';
import {
  type AccountsFacts,
  BringInRegulation,
  SplitResult,
  SubmitAccounts,
} from '../../src/year-end/year-end.decider';

export const REGION = partyCode('1082');
export const OFFERING = offeringId('hoeskoven');
export const LINE = serviceLineId('SEL-107');
export const accountsNo = (number: number) => accountsId(`regnskab-${number}`);
export const kroner = (amount: number) => asOre(amount * 100);

/** Domain.md §5.8: 24 places, 2.403 kr./day, 8.400 occupied days of 8.760. */
export const revenue = (days = 8_400, change: Partial<YearRevenue> = {}): YearRevenue => ({
  lines: [
    {
      level: tariffLevel('1'),
      tariffId: tariffId('takst-1'),
      component: 'BASE',
      unit: 'DAY',
      priceOre: kroner(2_403),
      factorBp: 10_000,
      perDay: 100,
      days,
      amountOre: kroner(2_403 * days),
    },
  ],
  occupiedDays: days,
  capacityDays: 8_760,
  occupancyBp: rateBp(days, 24 * 365) ?? 0,
  payerDays: [
    { payer: partyCode('1082'), days: days - 6_000 },
    { payer: partyCode('740'), days: 1_500 },
    { payer: partyCode('751'), days: 4_500 },
  ],
  paidNotOccupiedOre: asOre(0),
  ...change,
});

export const accountsFacts = (
  change: Partial<AccountsFacts> = {},
  rules: Partial<RuleConfiguration> = {},
): AccountsFacts => ({
  operator: REGION,
  line: { legalBasis: 'SEL-107' },
  agreement: { agreementId: agreementId('rammeaftale-2025-26'), rules: { ...MIDTJYLLAND_RULES, ...rules } },
  revenue: revenue(),
  budget: { amountOre: kroner(20_000_000), origin: 'CALCULATED', calculationIds: [] },
  regulated: [],
  knownPosition: 7,
  ...change,
});

export const submit = (costs: number, change: Partial<SubmitAccounts['data']> = {}) =>
  new SubmitAccounts({
    accountsId: accountsNo(1),
    offeringId: OFFERING,
    by: REGION,
    serviceLineId: LINE,
    year: 2025,
    costs: [{ category: 'DIRECT', amountOre: kroner(costs) }],
    otherIncome: [],
    stated: [],
    today: asDay('2026-02-15'),
    ...change,
  });

export const split = (carried: number, change: Partial<SplitResult['data']> = {}) =>
  new SplitResult({
    accountsId: accountsNo(1),
    offeringId: OFFERING,
    by: REGION,
    carriedOre: kroner(carried),
    today: asDay('2026-03-01'),
    ...change,
  });

export const broughtIn = (openingOre: number, change: Partial<BringInRegulation['data']> = {}) =>
  new BringInRegulation({
    offeringId: OFFERING,
    by: REGION,
    serviceLineId: LINE,
    originYear: 2024,
    openingOre: kroner(openingOre),
    reason: 'Revideret regnskab 2024',
    today: asDay('2026-02-15'),
    ...change,
  });

/** The one fact that was decided. */
export const decided = <E extends Fact>(decision: Decision<E>): E => {
  if (isRejection(decision) || decision[0] === undefined) throw new Error(JSON.stringify(decision));
  return decision[0];
};

/** As much of a calculation as the accounts follow. */
export const calculated = (
  id: number,
  year: number,
  regulation: readonly (readonly [originYear: number, amount: number])[],
  change: { readonly level?: string; readonly replaces?: number } = {},
): TariffCalculated =>
  ({
    type: 'TariffCalculated',
    data: {
      calculationId: calculationId(`beregning-${id}`),
      offeringId: OFFERING,
      operator: REGION,
      serviceLineId: LINE,
      level: tariffLevel(change.level ?? '1'),
      year,
      regulation: regulation.map(([originYear, amount]) => ({ originYear, amountOre: kroner(amount) })),
      ...(change.replaces === undefined ? {} : { replaces: calculationId(`beregning-${change.replaces}`) }),
    },
  }) as unknown as TariffCalculated;
