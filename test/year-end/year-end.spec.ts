import type { RegulationLine } from '../../src/calculations/calculation.events';
import { calculatedPrice } from '../../src/calculations/cost-price.calculation';
import { asDay } from '../../src/kernel/calendar';
import { fold } from '../../src/kernel/decider';
import { asOre } from '../../src/kernel/money';
import { partyCode, serviceLineId, tariffLevel } from '../../src/kernel/vocabulary';
import { earnedBy } from '../../src/settlement/months/charged-days.queries';
import { explainedResult } from '../../src/year-end/explained-result';
import type { YearEndEvent } from '../../src/year-end/year-end.events';
import {
  bringInRegulation,
  splitResult,
  submitAccounts,
  yearEnd,
  type YearEndState,
} from '../../src/year-end/year-end.decider';
import { uncalculatedLevel } from '../../src/year-end/year-result.calculation';
import { scenariosFor } from '../support/given';
import {
  accountsFacts,
  accountsNo,
  broughtIn,
  calculated,
  decided,
  kroner,
  LINE,
  OFFERING,
  REGION,
  revenue,
  split,
  submit,
} from './year';

const given = scenariosFor<YearEndState, YearEndEvent>(yearEnd);
const operator = { operator: REGION };

const submitted = (costs: number, change = {}, facts = accountsFacts(), ...history: YearEndEvent[]) =>
  decided(submitAccounts(submit(costs, change), fold(yearEnd, history), facts));
const splitFact = (carried: number, change: object, ...history: YearEndEvent[]) =>
  decided(splitResult(split(carried, change), fold(yearEnd, history), operator));

describe('The result of a year (domain §5.8)', () => {
  it('is what the tariffs brought less what the year cost', () => {
    const { type, data } = submitted(19_100_000);
    expect(type).toBe('YearEndAccountsSubmitted');
    expect(data.result).toEqual({
      revenueOre: kroner(20_185_200),
      costsOre: kroner(19_100_000),
      correctionsOre: asOre(0),
      resultOre: kroner(1_085_200),
      carryLimitOre: kroner(1_000_000),
    });
    expect(data.rules).toMatchObject({
      carryLimitBp: 500,
      settleLagYears: 2,
      deficitRecoverable: true,
      refundMode: 'TARIFF',
    });
    // A default is never shown as law.
    expect(data.rules.provenance).toMatchObject({
      carryLimitBp: { tag: 'TITLE' },
      deficitRecoverable: { tag: 'DESIGN' },
    });
  });

  it('is explained step by step, each with its rule', () => {
    const steps = explainedResult(submitted(19_100_000).data);
    expect(steps.map(({ code, rule, formula }) => [code, rule, formula.da])).toEqual([
      ['REVENUE', 'R22', '20.185.200,00 kr.'],
      ['OCCUPANCY', 'R12', '8.400 belagte dage ÷ 8.760 pladsdage = 95,89 %'],
      ['COSTS', 'R22, R10', '19.100.000,00 kr.'],
      ['RESULT', 'R22', '20.185.200,00 kr. − 19.100.000,00 kr. = 1.085.200,00 kr.'],
      ['CARRY_LIMIT', 'R22', '± 5,00 % × 20.000.000,00 kr. = ± 1.000.000,00 kr.'],
    ]);
    expect(steps[0]?.figures[0]?.value.da).toBe('8.400 dage × 2.403,00 kr. = 20.185.200,00 kr.');
  });

  it('counts other income against the costs', () => {
    const { result } = submitted(19_200_000, { otherIncome: [{ amountOre: kroner(100_000) }] }).data;
    expect(result.resultOre).toBe(kroner(1_085_200));
  });

  it('is not lowered by what was carried in and spent, nor by what the tariff gave back (A3)', () => {
    const first = submitted(19_100_000);
    const second = splitFact(1_000_000, {}, first);
    const facts = accountsFacts({ regulated: [{ originYear: 2024, amountOre: kroner(-85_200) }] });
    const stated = [{ amountOre: kroner(10_000), note: 'Fra 2023' }];
    const next = submitted(
      21_185_200,
      { accountsId: accountsNo(2), year: 2026, stated, today: asDay('2027-02-15') },
      facts,
      first,
      second,
    );
    expect(next.data.corrections).toEqual([
      { kind: 'CARRIED_IN', originYear: 2025, amountOre: kroner(1_000_000) },
      { kind: 'REGULATION_IN_TARIFF', originYear: 2024, amountOre: kroner(85_200) },
      { kind: 'STATED', amountOre: kroner(10_000), note: 'Fra 2023' },
    ]);
    expect(next.data.result.resultOre).toBe(kroner(95_200));
    expect(explainedResult(next.data).find(({ code }) => code === 'CORRECTIONS')?.formula.da).toBe(
      '1.000.000,00 kr. + 85.200,00 kr. + 10.000,00 kr. = 1.095.200,00 kr.',
    );
  });

  it('takes a stated budget before the calculated one', () => {
    const { data } = submitted(19_100_000, { budgetOre: kroner(10_000_000) });
    expect(data.budget).toEqual({ amountOre: kroner(10_000_000), origin: 'STATED', calculationIds: [] });
    expect(data.result.carryLimitOre).toBe(kroner(500_000));
    // A stated budget stands also where some levels were not calculated.
    const some = accountsFacts({ uncalculatedLevel: tariffLevel('2') });
    expect(submitted(19_100_000, { budgetOre: kroner(10_000_000) }, some).data.budget.origin).toBe('STATED');
  });
});

describe('Accounts', () => {
  const refusals: readonly (readonly [string, object, object])[] = [
    ['NOT_YOURS', { by: partyCode('751') }, {}],
    ['UNKNOWN_OFFERING', {}, { operator: undefined }],
    ['UNKNOWN_SERVICE_LINE', {}, { line: undefined }],
    ['YEAR_NOT_OVER', { year: 2026 }, {}],
    ['YEAR_NOT_OVER', { today: asDay('2025-12-31') }, {}],
    ['NO_AGREEMENT_FOR_YEAR', {}, { agreement: undefined }],
    ['BUDGET_MISSING', {}, { budget: undefined }],
    ['BUDGET_INCOMPLETE', {}, { uncalculatedLevel: tariffLevel('2') }],
    ['DAYS_WITHOUT_PRICE', {}, { unpricedFrom: asDay('2025-05-01') }],
    ['ACCOUNTS_OUT_OF_RANGE', { otherIncome: [{ amountOre: asOre(1_000_000_000_001) }] }, {}],
  ];
  it.each(refusals)('are refused with %s (%j, %j)', (code, change, facts) =>
    given()
      .when((state) => submitAccounts(submit(1, change), state, { ...accountsFacts(), ...facts }))
      .thenRejected(code),
  );

  it('are superseded with a reason, and never without', () => {
    const first = submitted(19_100_000);
    given(first)
      .when((state) => submitAccounts(submit(19_000_000, { accountsId: accountsNo(2) }), state, accountsFacts()))
      .thenRejected('ACCOUNTS_EXIST', { year: 2025 });
    const newer = submitted(19_000_000, { accountsId: accountsNo(2), reason: 'Revision' }, accountsFacts(), first);
    expect(newer.data).toMatchObject({ supersedes: accountsNo(1), reason: 'Revision' });
    given(first, newer)
      .when((state) => splitResult(split(0), state, operator))
      .thenRejected('UNKNOWN_ACCOUNTS');
  });

  it('wait for the year before to be split', () =>
    given(submitted(19_100_000))
      .when((state) =>
        submitAccounts(
          submit(1, { accountsId: accountsNo(2), year: 2026, today: asDay('2027-01-01') }),
          state,
          accountsFacts(),
        ),
      )
      .thenRejected('EARLIER_YEAR_NOT_SPLIT', { year: 2025 }));
});

describe('Splitting a result', () => {
  it.each([
    [19_100_000, 85_200],
    [18_500_000, 685_200],
  ])('with costs of %i kr. sends %i kr. to the tariff two years later (domain §5.8)', (costs, toTariff) => {
    const accounts = submitted(costs);
    const { type, data } = splitFact(1_000_000, {}, accounts);
    expect(type).toBe('ResultSplit');
    expect(data).toEqual({
      accountsId: accountsNo(1),
      offeringId: OFFERING,
      operator: REGION,
      serviceLineId: 'SEL-107',
      originYear: 2025,
      resultOre: kroner(1_000_000 + toTariff),
      carryLimitOre: kroner(1_000_000),
      carriedOre: kroner(1_000_000),
      toTariffOre: kroner(toTariff),
      tariffYear: 2027,
      refundedOre: asOre(0),
      borneByOperatorOre: asOre(0),
      allocation: 'FUTURE_TARIFF',
      shares: [],
      splitOn: asDay('2026-03-01'),
    });
    expect(explainedResult(accounts.data, data).at(-1)).toMatchObject({ code: 'SPLIT', rule: 'R22, R23' });
  });

  it('lowers the tariff two years later by 82,34 kr. a day at unchanged places and occupancy (domain §5.8 b)', () => {
    const { toTariffOre, tariffYear } = splitFact(1_000_000, {}, submitted(18_500_000)).data;
    const priced = (regulation: readonly RegulationLine[]) =>
      calculatedPrice({
        year: tariffYear,
        costs: [{ category: 'DIRECT', part: 'BASE', amountOre: kroner(20_000_000) }],
        otherIncome: [],
        regulation,
        capacity: [{ first: asDay(`${tariffYear}-01-01`), last: asDay(`${tariffYear}-12-31`), places: 24 }],
        dayBasis: { kind: 'CALENDAR' },
        appliedBp: 9_500,
        tariffRoundingOre: asOre(100),
      });
    expect(priced([]).dayPriceOre).toBe(kroner(2_403));
    const { regulationShareOre } = priced([{ originYear: 2025, amountOre: asOre(-toTariffOre) }]);
    expect(regulationShareOre).toBe(-8_234);
  });

  it('leaves what becomes known late to a tariff that is still paid, never to one of a year that is over', () => {
    const late = { today: asDay('2030-05-01') };
    expect(splitFact(1_000_000, late, submitted(18_500_000)).data).toMatchObject({
      tariffYear: 2030,
      allocation: 'FUTURE_TARIFF',
    });
    const closed = { ...operator, closedFrom: asDay('2030-04-01') };
    const { data } = decided(splitResult(split(0, late), fold(yearEnd, [submitted(18_500_000)]), closed));
    expect(data).toMatchObject({ toTariffOre: 0, allocation: 'ORIGIN_YEAR_DAYS' });
    const left = { ...operator, leftFrom: asDay('2030-05-01') };
    const gone = decided(splitResult(split(0, late), fold(yearEnd, [submitted(18_500_000)]), left)).data;
    expect(gone).toMatchObject({ toTariffOre: 0, allocation: 'ORIGIN_YEAR_DAYS' });
    const opening = decided(bringInRegulation(broughtIn(9, { originYear: 1994 }), yearEnd.initial, accountsFacts()));
    expect(opening.data.tariffYear).toBe(2026);
  });

  it('is the operator’s choice within the limit, and within the result', () => {
    const accounts = submitted(19_100_000);
    const choice = (carried: number) => given(accounts).when((state) => splitResult(split(carried), state, operator));
    choice(1_000_001).thenRejected('CARRY_ABOVE_LIMIT', { limitOre: kroner(1_000_000) });
    choice(-1).thenRejected('CARRY_BEYOND_RESULT');
    expect(splitFact(0, {}, accounts).data.toTariffOre).toBe(kroner(1_085_200));
    const small = submitted(20_000_000);
    given(small)
      .when((state) => splitResult(split(185_201), state, operator))
      .thenRejected('CARRY_BEYOND_RESULT');
  });

  it('is done once', () => {
    const accounts = submitted(19_100_000);
    const done = splitFact(500_000, {}, accounts);
    given(accounts, done)
      .when((state) => splitResult(split(500_000), state, operator))
      .thenNothing();
    given(accounts, done)
      .when((state) => splitResult(split(0), state, operator))
      .thenRejected('RESULT_ALREADY_SPLIT');
  });

  it('carries a deficit, and sends the rest to the buyers of the tariff, where it is recoverable (Q6)', () => {
    const accounts = submitted(22_000_000);
    expect(splitFact(-1_000_000, {}, accounts).data).toMatchObject({
      carriedOre: kroner(-1_000_000),
      toTariffOre: kroner(-814_800),
    });
  });

  it('leaves a deficit beyond the limit with the operator where the agreement says so (Q6)', () => {
    const accounts = submitted(22_000_000, {}, accountsFacts({}, { deficitRecoverable: false }));
    expect(splitFact(-1_000_000, {}, accounts).data).toMatchObject({
      toTariffOre: asOre(0),
      borneByOperatorOre: kroner(-814_800),
    });
    const surplus = submitted(19_100_000, {}, accountsFacts({}, { deficitRecoverable: false }));
    expect(splitFact(0, {}, surplus).data.toTariffOre).toBe(kroner(1_085_200));
  });

  it('shares by the year’s days where the agreement refunds directly (R23)', () => {
    const accounts = submitted(19_100_000, {}, accountsFacts({}, { refundMode: 'DIRECT_TO_BUYERS' }));
    const { data } = splitFact(1_000_000, {}, accounts);
    expect(data).toMatchObject({ toTariffOre: asOre(0), refundedOre: kroner(85_200), allocation: 'ORIGIN_YEAR_DAYS' });
    // 85.200,00 kr. over 8.400 days: 2.400, 1.500 and 4.500 of them, the last øre to the largest remainder.
    expect(data.shares.map(({ payer, amountOre }) => [payer, amountOre])).toEqual([
      ['1082', 2_434_286],
      ['740', 1_521_428],
      ['751', 4_564_286],
    ]);
  });

  it('shares by the year’s days where nobody will use the offering when its tariff comes (R23)', () => {
    const accounts = submitted(19_100_000);
    const closing = (day: string) =>
      decided(splitResult(split(0), fold(yearEnd, [accounts]), { operator: REGION, closedFrom: asDay(day) })).data;
    expect(closing('2027-01-01').allocation).toBe('ORIGIN_YEAR_DAYS');
    expect(closing('2027-01-02').allocation).toBe('FUTURE_TARIFF');
    const leaving = (day: string) =>
      decided(splitResult(split(0), fold(yearEnd, [accounts]), { operator: REGION, leftFrom: asDay(day) })).data;
    expect(leaving('2027-01-01').allocation).toBe('ORIGIN_YEAR_DAYS');
    expect(leaving('2027-01-02').allocation).toBe('FUTURE_TARIFF');
  });

  it('never gives directly what a tariff has given already, when accounts are corrected after the closure (R23)', () => {
    const first = submitted(19_100_000);
    const toTariff = splitFact(1_000_000, {}, first);
    expect(toTariff.data.toTariffOre).toBe(kroner(85_200));
    const again = { accountsId: accountsNo(2), reason: 'Revision' };
    const corrected = submitted(19_000_000, again, accountsFacts(), first, toTariff);
    const facts = (year: number) => ({
      operator: REGION,
      closedFrom: asDay('2028-07-01'),
      calculations: [calculated(1, year, [[2025, -85_200]])],
    });
    const splitAgain = (year: number) =>
      decided(
        splitResult(
          split(1_000_000, { accountsId: accountsNo(2), today: asDay('2029-03-01') }),
          fold(yearEnd, [first, toTariff, corrected]),
          facts(year),
        ),
      ).data;
    expect(splitAgain(2027)).toMatchObject({ toTariffOre: kroner(85_200), refundedOre: kroner(100_000) });
    // The tariff of a year that the offering did not live to see has given nothing.
    expect(splitAgain(2029)).toMatchObject({ toTariffOre: asOre(0), refundedOre: kroner(185_200) });
  });

  it('cannot refund where nobody was there', () => {
    const empty = revenue(0, { payerDays: [], lines: [] });
    const accounts = submitted(1_000_000, {}, accountsFacts({ revenue: empty }, { refundMode: 'DIRECT_TO_BUYERS' }));
    given(accounts)
      .when((state) => splitResult(split(0), state, operator))
      .thenRejected('NO_DAYS_TO_SHARE_BY');
  });

  it('keeps what the next year’s accounts already rest on', () => {
    const first = submitted(19_100_000);
    const carried = splitFact(1_000_000, {}, first);
    const next = submitted(
      20_000_000,
      { accountsId: accountsNo(2), year: 2026, today: asDay('2027-02-01') },
      accountsFacts(),
      first,
      carried,
    );
    const corrected = submitted(
      19_300_000,
      { accountsId: accountsNo(3), reason: 'Revision' },
      accountsFacts(),
      first,
      carried,
      next,
    );
    const history = [first, carried, next, corrected];
    given(...history)
      .when((state) => splitResult(split(800_000, { accountsId: accountsNo(3) }), state, operator))
      .thenRejected('CARRY_ALREADY_USED', { year: 2026, carriedOre: kroner(1_000_000) });
    const again = splitFact(1_000_000, { accountsId: accountsNo(3) }, ...history).data;
    expect([again.resultOre, again.toTariffOre]).toEqual([kroner(885_200), kroner(-114_800)]);
  });

  it.each([
    ['NOT_YOURS', { by: partyCode('751') }, operator],
    ['UNKNOWN_OFFERING', {}, {}],
    ['UNKNOWN_ACCOUNTS', { accountsId: accountsNo(9) }, operator],
  ])('is refused with %s', (code, change, facts) =>
    given(submitted(19_100_000))
      .when((state) => splitResult(split(0, change), state, facts))
      .thenRejected(code),
  );
});

describe('Bringing in what is left from before the ledger', () => {
  const facts = accountsFacts();

  it('records it for the tariff two years after', () => {
    const { data } = decided(bringInRegulation(broughtIn(-40_000), yearEnd.initial, facts));
    expect(data).toMatchObject({ originYear: 2024, openingOre: kroner(-40_000), tariffYear: 2026 });
    const fact = decided(bringInRegulation(broughtIn(-40_000), yearEnd.initial, facts));
    given(fact)
      .when((state) => bringInRegulation(broughtIn(-40_000), state, facts))
      .thenNothing();
    expect(decided(bringInRegulation(broughtIn(-30_000), fold(yearEnd, [fact]), facts)).type).toBe(
      'RegulationBroughtIn',
    );
  });

  it('can be taken back by who has left the framework, on the terms it came on (R23)', () => {
    const left = { ...facts, agreement: undefined } as unknown as typeof facts;
    const fact = decided(bringInRegulation(broughtIn(-40_000), yearEnd.initial, facts));
    const { data } = decided(bringInRegulation(broughtIn(0), fold(yearEnd, [fact]), left));
    const { agreementId, tariffYear } = fact.data;
    expect(data).toMatchObject({ openingOre: 0, agreementId, tariffYear });
  });

  it('excludes accounts of the same year, either way', () => {
    const fact = decided(bringInRegulation(broughtIn(1), yearEnd.initial, facts));
    given(fact)
      .when((state) => submitAccounts(submit(1, { year: 2024 }), state, facts))
      .thenRejected('REGULATION_BROUGHT_IN', { year: 2024 });
    given(submitted(1, { year: 2024 }))
      .when((state) => bringInRegulation(broughtIn(1), state, facts))
      .thenRejected('ACCOUNTS_EXIST', { year: 2024 });
  });

  it.each([
    ['NOT_YOURS', { by: partyCode('751') }, {}],
    ['UNKNOWN_OFFERING', {}, { operator: undefined }],
    ['YEAR_NOT_OVER', { originYear: 2026 }, {}],
    ['NO_AGREEMENT_FOR_YEAR', {}, { agreement: undefined }],
    ['ACCOUNTS_OUT_OF_RANGE', { openingOre: asOre(1_000_000_000_001) }, {}],
  ])('is refused with %s', (code, change, lacking) =>
    given()
      .when((state) => bringInRegulation(broughtIn(1, change), state, { ...facts, ...lacking } as typeof facts))
      .thenRejected(code),
  );
});

describe('The budget that the calculations give', () => {
  const calculated = (level: string) =>
    ({ level: tariffLevel(level) }) as Parameters<typeof uncalculatedLevel>[0][number];
  const sold = (level: string, packaged = false) => ({ level: tariffLevel(level), packaged });

  it('is that of the whole line when each level that was sold on its own has one', () => {
    expect(uncalculatedLevel([calculated('1'), calculated('2')], [sold('2'), sold('1')])).toBeUndefined();
    expect(uncalculatedLevel([calculated('1')], [sold('3'), sold('2'), sold('1')])).toBe('2');
    expect(uncalculatedLevel([calculated('1')], [sold('Pakke A', true), sold('1')])).toBeUndefined();
  });

  it('stands beside what the line has earned: its own days, and its part of packages (R13)', () => {
    const run = (component: string, packaged: boolean) => ({ serviceLineId: LINE, component, packaged });
    const activity = serviceLineId('SEL-104');
    expect([earnedBy(run('BASE', false), LINE), earnedBy(run('BASE', false), activity)]).toEqual([true, false]);
    expect([earnedBy(run('SEL-107', true), LINE), earnedBy(run('SEL-107', true), activity)]).toEqual([true, false]);
    expect([earnedBy(run('SEL-104', true), LINE), earnedBy(run('SEL-104', true), activity)]).toEqual([false, true]);
  });
});
