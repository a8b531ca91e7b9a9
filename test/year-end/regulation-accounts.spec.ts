import fc from 'fast-check';
import { asDay } from '../../src/kernel/calendar';
import { fold, isRejection } from '../../src/kernel/decider';
import type { Fact } from '../../src/kernel/event';
import { asOre, sumOre } from '../../src/kernel/money';
import {
  accountsTable,
  type RegulationAccountRow,
  regulationAccounts,
  regulationAccountsTable,
} from '../../src/year-end/regulation-accounts.projection';
import { bringInRegulation, splitResult, submitAccounts, yearEnd } from '../../src/year-end/year-end.decider';
import type { YearEndEvent } from '../../src/year-end/year-end.events';
import { projected } from '../support/project';
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

const accountOf = (originYear: number, ...facts: Fact[]): RegulationAccountRow | undefined =>
  projected(regulationAccounts, facts).row(regulationAccountsTable, OFFERING, LINE, originYear);

const accounts = decided(submitAccounts(submit(19_100_000), yearEnd.initial, accountsFacts()));
const locked = decided(splitResult(split(1_000_000), fold(yearEnd, [accounts]), { operator: REGION }));

describe('A regulation account', () => {
  it('goes from a result to nothing left, by the tariff two years later (§3.9)', () => {
    expect(accountOf(2025, accounts)).toMatchObject({
      phase: 'RESULT_COMPUTED',
      resultOre: kroner(1_085_200),
      remainingOre: kroner(1_085_200),
      tariffYear: null,
    });
    expect(accountOf(2025, accounts, locked)).toMatchObject({
      phase: 'LOCKED',
      carriedOre: kroner(1_000_000),
      toTariffOre: kroner(85_200),
      remainingOre: kroner(85_200),
      tariffYear: 2027,
    });
    expect(accountOf(2025, accounts, locked, calculated(1, 2027, [[2025, -85_200]]))).toMatchObject({
      phase: 'DONE',
      appliedOre: kroner(85_200),
      remainingOre: asOre(0),
    });
  });

  it('follows the newest calculation of each level', () => {
    const levels = [calculated(1, 2027, [[2025, -40_000]]), calculated(2, 2027, [[2025, -45_200]], { level: '2' })];
    expect(accountOf(2025, accounts, locked, ...levels)?.remainingOre).toBe(0);
    const newer = calculated(3, 2027, [[2025, -30_000]], { replaces: 1 });
    expect(accountOf(2025, accounts, locked, ...levels, newer)).toMatchObject({
      phase: 'LOCKED',
      remainingOre: kroner(10_000),
    });
    const without = calculated(4, 2027, [], { replaces: 3 });
    expect(accountOf(2025, accounts, locked, ...levels, newer, without)?.remainingOre).toBe(kroner(40_000));
  });

  it('begins with what was brought in from before the ledger, and shows a regulation that nobody has explained', () => {
    const opening = decided(bringInRegulation(broughtIn(-40_000), yearEnd.initial, accountsFacts()));
    expect(accountOf(2024, opening)).toMatchObject({ phase: 'LOCKED', openingOre: kroner(-40_000), tariffYear: 2026 });
    expect(accountOf(2024, opening, calculated(1, 2026, [[2024, 40_000]]))?.phase).toBe('DONE');
    expect(accountOf(2024, calculated(1, 2026, [[2024, 40_000]]))).toMatchObject({
      phase: 'YEAR_OPEN',
      remainingOre: kroner(40_000),
    });
  });

  it('is open again when the accounts are corrected, and keeps both', () => {
    const corrected = decided(
      submitAccounts(
        submit(19_000_000, { accountsId: accountsNo(2), reason: 'Revision' }),
        fold<typeof yearEnd.initial, YearEndEvent>(yearEnd, [accounts, locked]),
        accountsFacts(),
      ),
    );
    const rows = projected(regulationAccounts, [accounts, locked, corrected]);
    expect(rows.rows(accountsTable).map((row) => [row.accountsId, row.supersededBy, row.split !== null])).toEqual([
      [accountsNo(1), accountsNo(2), true],
      [accountsNo(2), null, false],
    ]);
    expect(rows.row(regulationAccountsTable, OFFERING, LINE, 2025)).toMatchObject({
      phase: 'RESULT_COMPUTED',
      accountsId: accountsNo(2),
      remainingOre: kroner(185_200),
    });
  });
});

type Step =
  | { readonly kind: 'accounts'; readonly year: number; readonly costs: number; readonly days: number }
  | { readonly kind: 'split'; readonly year: number; readonly part: number }
  | { readonly kind: 'bring'; readonly year: number; readonly amount: number }
  | { readonly kind: 'tariff'; readonly year: number; readonly level: string; readonly share: number };

const year = fc.integer({ min: 2021, max: 2025 });
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    kind: fc.constant('accounts' as const),
    year,
    costs: fc.integer({ min: 17_000_000, max: 23_000_000 }),
    days: fc.integer({ min: 6_001, max: 9_000 }),
  }),
  fc.record({ kind: fc.constant('split' as const), year, part: fc.integer({ min: 0, max: 100 }) }),
  fc.record({ kind: fc.constant('bring' as const), year, amount: fc.integer({ min: -500_000, max: 500_000 }) }),
  fc.record({
    kind: fc.constant('tariff' as const),
    year: fc.integer({ min: 2023, max: 2027 }),
    level: fc.constantFrom('1', '2'),
    share: fc.integer({ min: 0, max: 100 }),
  }),
);
const agreed = fc.record({
  deficitRecoverable: fc.boolean(),
  refundMode: fc.constantFrom('TARIFF' as const, 'DIRECT_TO_BUYERS' as const),
  carryLimitBp: fc.integer({ min: 0, max: 1_000 }),
});

/** Plays the steps as operators would, skipping what is refused; tariffs regulate some of what is left. */
const played = (steps: readonly Step[], rules: Parameters<typeof accountsFacts>[1]): Fact[] => {
  const facts: Fact[] = [];
  const own = () => facts.filter((fact) => fact.type !== 'TariffCalculated') as YearEndEvent[];
  const newest = new Map<string, number>();
  steps.forEach((wanted, at) => {
    const state = fold(yearEnd, own());
    const today = asDay('2030-01-01');
    const known = state.years[`${LINE}|${wanted.year}`];
    if (wanted.kind === 'accounts') {
      const command = submit(wanted.costs, { accountsId: accountsNo(at), year: wanted.year, reason: 'Ny', today });
      const decision = submitAccounts(command, state, accountsFacts({ revenue: revenue(wanted.days) }, rules));
      if (!isRejection(decision)) facts.push(...decision);
    } else if (wanted.kind === 'split' && known?.accounts !== undefined) {
      const { accountsId, result } = known.accounts;
      const most = Math.min(Math.abs(result.resultOre), result.carryLimitOre);
      const carriedOre = asOre(Math.sign(result.resultOre) * Math.floor((most * wanted.part) / 100));
      const used = state.years[`${LINE}|${wanted.year + 1}`]?.accounts?.corrections.find(
        ({ kind }) => kind === 'CARRIED_IN',
      );
      // What the next year rests on is the only choice once it is there.
      for (const choice of [carriedOre, used?.amountOre ?? asOre(0)]) {
        const command = split(0, { accountsId, carriedOre: choice });
        const decision = splitResult(command, fold(yearEnd, own()), { operator: REGION });
        if (!isRejection(decision)) facts.push(...decision);
      }
    } else if (wanted.kind === 'bring') {
      const command = broughtIn(wanted.amount, { originYear: wanted.year, today });
      const decision = bringInRegulation(command, state, accountsFacts());
      if (!isRejection(decision)) facts.push(...decision);
    } else if (wanted.kind === 'tariff') {
      const origin = wanted.year - 2;
      const due = state.years[`${LINE}|${origin}`]?.split?.toTariffOre ?? 0;
      const key = `${wanted.year}|${wanted.level}`;
      const replaces = newest.get(key);
      const amount = -Math.trunc((due * wanted.share) / 10_000);
      facts.push(
        calculated(at, wanted.year, [[origin, amount]], {
          level: wanted.level,
          ...(replaces === undefined ? {} : { replaces }),
        }),
      );
      newest.set(key, at);
    }
  });
  return facts;
};

describe('In every history', () => {
  it('opening and result are carried, put into tariffs, refunded or borne, to the øre (I7)', () => {
    let locks = 0;
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), agreed, (steps, rules) => {
        const facts = played(steps, rules);
        const rows = projected(regulationAccounts, facts);
        const state = fold(yearEnd, facts.filter((fact) => fact.type !== 'TariffCalculated') as YearEndEvent[]);
        for (const row of rows.rows(regulationAccountsTable)) {
          const { openingOre, resultOre, carriedOre, toTariffOre, refundedOre, borneByOperatorOre } = row;
          const found = asOre(carriedOre + refundedOre + borneByOperatorOre);
          expect(row.remainingOre).toBe(asOre(openingOre + resultOre - found - row.appliedOre));
          const years = state.years[`${LINE}|${row.originYear}`];
          if (row.phase === 'YEAR_OPEN' || row.phase === 'RESULT_COMPUTED') continue;
          locks += 1;
          expect(asOre(openingOre + resultOre)).toBe(asOre(found + toTariffOre));
          expect(row.remainingOre).toBe(asOre(toTariffOre - row.appliedOre));
          expect(row.phase).toBe(row.remainingOre === 0 ? 'DONE' : 'LOCKED');
          const shares = years?.split?.shares ?? [];
          expect(sumOre(shares.map(({ amountOre }) => amountOre))).toBe(refundedOre);
          // What one year passes on is what the next takes in.
          const next = state.years[`${LINE}|${row.originYear + 1}`]?.accounts;
          const taken = next?.corrections.find(({ kind }) => kind === 'CARRIED_IN')?.amountOre ?? 0;
          if (next !== undefined) expect(taken).toBe(carriedOre);
        }
      }),
      { numRuns: 150, seed: 22 },
    );
    expect(locks).toBeGreaterThan(100);
  });
});
