import fc from 'fast-check';
import { asDay } from '../../src/kernel/calendar';
import { fold } from '../../src/kernel/decider';
import { asOre, sumOre } from '../../src/kernel/money';
import { partyCode } from '../../src/kernel/vocabulary';
import { type ForecastGrounds, lineForecast } from '../../src/year-end/forecast.calculation';
import {
  accountsTable,
  regulationAccounts,
  regulationAccountsTable,
} from '../../src/year-end/regulation-accounts.projection';
import { splitResult, submitAccounts, yearEnd } from '../../src/year-end/year-end.decider';
import type { YearEndEvent } from '../../src/year-end/year-end.events';
import { projected } from '../support/project';
import { accountsFacts, decided, kroner, REGION, revenue, split, submit } from './year';

const rules = {
  carryLimitBp: 500,
  settleLagYears: 2,
  deficitRecoverable: true,
  refundMode: 'TARIFF' as const,
};

/** Domain §5.8 half-way through 2026: half of the days are over, and the rest are known. */
const grounds = (change: Partial<ForecastGrounds> = {}): ForecastGrounds => ({
  year: 2026,
  soFar: { occupied: 4_200, available: 4_344, overOccupied: 0 },
  wholeYear: { occupied: 8_400, available: 8_760, overOccupied: 0 },
  payerDays: revenue().payerDays,
  revenueOre: kroner(20_185_200),
  daysWithoutPrice: false,
  budgetIncomplete: false,
  budgetedBp: 9_500,
  budgetedCapacityDays: 8_760,
  budgetOre: kroner(20_000_000),
  rules,
  regulated: [],
  regulationAccounts: [],
  accounts: [],
  ...change,
});
const reasons = (change: Partial<ForecastGrounds>) => lineForecast(grounds(change)).reasons;
/** The read model's rows after a year, as the forecast of a later one finds them. */
const after = (...facts: readonly YearEndEvent[]): Partial<ForecastGrounds> => {
  const rows = projected(regulationAccounts, facts);
  return { regulationAccounts: rows.rows(regulationAccountsTable), accounts: rows.rows(accountsTable) };
};
const accounts = (costs: number, agreed: Parameters<typeof accountsFacts>[1] = {}) =>
  decided(submitAccounts(submit(costs), yearEnd.initial, accountsFacts({}, agreed)));
const splitting = (fact: YearEndEvent, carried: number) =>
  decided(splitResult(split(carried), fold(yearEnd, [fact]), { operator: REGION }));

describe('A forecast', () => {
  it('holds what the known days will bring against the budget', () => {
    expect(lineForecast(grounds())).toMatchObject({
      occupiedSoFar: 4_200,
      soFarBp: 9_669,
      forecastBp: 9_589,
      budgetedBp: 9_500,
      result: { ground: 'BUDGET', resultOre: kroner(185_200), carryLimitOre: kroner(1_000_000) },
      regulations: [],
      reasons: [],
    });
  });

  it('estimates what reaches each buyer beyond the limit, and when (P1)', () => {
    const { regulations, reasons: why } = lineForecast(grounds({ revenueOre: kroner(21_085_200) }));
    expect(why).toEqual(['RESULT_BEYOND_LIMIT']);
    expect(regulations).toEqual([
      {
        originYear: 2026,
        tariffYear: 2028,
        ground: 'BUDGET',
        amountOre: kroner(85_200),
        shares: [
          { payer: '1082', days: 2_400, amountOre: 2_434_286 },
          { payer: '740', days: 1_500, amountOre: 1_521_428 },
          { payer: '751', days: 4_500, amountOre: 4_564_286 },
        ],
      },
    ]);
  });

  it('says nothing of a deficit that buyers do not pay for (Q6), and names no tariff where refunds are direct (R23)', () => {
    const short = { revenueOre: kroner(18_000_000) };
    expect(lineForecast(grounds(short)).regulations[0]?.amountOre).toBe(kroner(-1_000_000));
    expect(lineForecast(grounds({ ...short, rules: { ...rules, deficitRecoverable: false } })).regulations).toEqual([]);
    const direct = lineForecast(grounds({ ...short, rules: { ...rules, refundMode: 'DIRECT_TO_BUYERS' } }));
    expect(direct.regulations[0]).not.toHaveProperty('tariffYear');
    const closing = (day: string) =>
      lineForecast(grounds({ ...short, closedFrom: asDay(day) })).regulations[0]?.tariffYear;
    expect([closing('2028-01-01'), closing('2028-01-02')]).toEqual([undefined, 2028]);
    const leaving = (day: string) =>
      lineForecast(grounds({ ...short, leftFrom: asDay(day) })).regulations[0]?.tariffYear;
    expect([leaving('2028-01-01'), leaving('2028-01-02')]).toEqual([undefined, 2028]);
  });

  it('shows each earlier year that still comes to a tariff, with its origin year', () => {
    const fact = accounts(19_100_000);
    const known = after(fact, splitting(fact, 1_000_000));
    const { regulations, result } = lineForecast(grounds(known));
    expect(regulations).toMatchObject([
      { originYear: 2025, tariffYear: 2027, ground: 'SPLIT', amountOre: kroner(85_200) },
      // What is carried in comes on top of the year's own result, and so beyond the limit.
      { originYear: 2026, tariffYear: 2028, ground: 'BUDGET', amountOre: kroner(185_200) },
    ]);
    expect(result?.correctionsOre).toBe(kroner(1_000_000));
    expect(lineForecast(grounds({ ...known, year: 2027 })).regulations[0]?.originYear).toBe(2025);
    expect(lineForecast(grounds({ ...known, year: 2028 })).regulations.map(({ originYear }) => originYear)).toEqual([]);
  });

  it('takes accounts that are in and not split as if all that may be were carried over', () => {
    const known = after(accounts(19_100_000));
    const { regulations, result } = lineForecast(grounds(known));
    expect(regulations[0]).toMatchObject({ originYear: 2025, ground: 'ACCOUNTS', amountOre: kroner(85_200) });
    expect(result?.correctionsOre).toBe(kroner(1_000_000));
    const own = lineForecast(grounds({ ...known, year: 2025 }));
    expect(own.result).toMatchObject({ ground: 'ACCOUNTS', resultOre: kroner(1_085_200) });
    expect(own.regulations).toHaveLength(1);
  });

  it('shows the exact shares where a result was split directly', () => {
    const fact = accounts(19_100_000, { refundMode: 'DIRECT_TO_BUYERS' });
    const done = splitting(fact, 1_000_000);
    const [direct] = lineForecast(grounds(after(fact, done))).regulations;
    expect(direct).toEqual({ originYear: 2025, ground: 'SPLIT', amountOre: kroner(85_200), shares: done.data.shares });
  });

  it('corrects for what the year’s own tariff regulates', () => {
    const regulated = [{ originYear: 2024, amountOre: kroner(-50_000) }];
    expect(lineForecast(grounds({ regulated })).result?.correctionsOre).toBe(kroner(50_000));
  });

  it('says why it deserves a look', () => {
    expect(reasons({ budgetedBp: 9_689 })).toEqual(['OCCUPANCY_BELOW_BUDGET']);
    expect(reasons({ budgetedBp: 9_688 })).toEqual([]);
    expect(reasons({ budgetedBp: 9_489 })).toEqual(['OCCUPANCY_ABOVE_BUDGET']);
    expect(reasons({ soFar: { occupied: 1, available: 1, overOccupied: 2 } })).toEqual(['OVER_CAPACITY']);
    expect(reasons({ budgetedCapacityDays: 8_400 })).toEqual(['CAPACITY_DIFFERS']);
    expect(reasons({ daysWithoutPrice: true })).toEqual(['DAYS_WITHOUT_PRICE']);
    const { budgetOre: _, ...unbudgeted } = grounds();
    expect(lineForecast(unbudgeted).reasons).toEqual(['BUDGET_MISSING']);
    expect(lineForecast({ ...unbudgeted, budgetIncomplete: true })).toMatchObject({ reasons: ['BUDGET_INCOMPLETE'] });
    expect(lineForecast({ ...unbudgeted, budgetIncomplete: true })).not.toHaveProperty('result');
    const { rules: __, ...unruled } = grounds();
    expect(lineForecast(unruled).reasons).toEqual(['NO_AGREEMENT']);
    const fact = accounts(22_000_000);
    expect(reasons(after(fact, splitting(fact, 0)))).toEqual(['BUDGET_DIFFERS_FROM_ACCOUNTS']);
  });

  it('needs no places, no days and no payers', () => {
    const none = { occupied: 0, available: 0, overOccupied: 0 };
    const empty = lineForecast(grounds({ soFar: none, wholeYear: none, payerDays: [], revenueOre: asOre(0) }));
    expect(empty).not.toHaveProperty('forecastBp');
    expect(empty.regulations[0]).toMatchObject({ amountOre: kroner(-19_000_000), shares: [] });
  });

  it('gives shares that sum to the amount, whatever the days', () =>
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 9_000 }), { minLength: 1, maxLength: 30 }),
        fc.integer({ min: 0, max: 50_000_000 }),
        (days, brought) => {
          const payerDays = days.map((count, at) => ({ payer: partyCode(String(100 + at)), days: count }));
          for (const { amountOre, shares } of lineForecast(grounds({ payerDays, revenueOre: kroner(brought) }))
            .regulations)
            expect(sumOre(shares.map((share) => share.amountOre))).toBe(amountOre);
        },
      ),
    ));
});
