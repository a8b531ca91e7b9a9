import type { CalculationEvent } from '../calculations/calculation.events';
import type { Recorded } from '../kernel/event';
import type { Ore } from '../kernel/money';
import { asOre, sumOre } from '../kernel/money';
import type { Projection, Tables } from '../kernel/projection';
import { table } from '../kernel/projection';
import type {
  AccountsId,
  CalculationId,
  OfferingId,
  PartyCode,
  ServiceLineId,
  TariffLevel,
} from '../kernel/vocabulary';
import type { ResultSplit, YearEndAccountsSubmitted, YearEndEvent } from './year-end.events';

export interface AccountsRow {
  readonly accountsId: AccountsId;
  readonly offeringId: OfferingId;
  readonly operator: PartyCode;
  readonly serviceLineId: ServiceLineId;
  readonly year: number;
  readonly accounts: YearEndAccountsSubmitted['data'];
  readonly split: ResultSplit['data'] | null;
  readonly supersededBy: AccountsId | null;
  readonly position: number;
  readonly recordedAt: string;
}

export const accountsTable = table<AccountsRow>({
  name: 'year_end_accounts',
  key: ['accountsId'],
  history: true,
  indexes: [['operator', 'year'], ['offeringId']],
  columns: {
    accountsId: 'text',
    offeringId: 'text',
    operator: 'text',
    serviceLineId: 'text',
    year: 'integer',
    accounts: 'json',
    split: 'json',
    supersededBy: 'text',
    position: 'integer',
    recordedAt: 'text',
  },
});

/** What a tariff calculation settles of an account; a surplus given back is positive. */
export interface AppliedRegulation {
  readonly calculationId: CalculationId;
  readonly year: number;
  readonly level: TariffLevel;
  readonly amountOre: Ore;
}

/**
 * Domain.md §3.9. YEAR_OPEN: a tariff names the year and nobody has said what its result was. RESULT_COMPUTED: to be
 * split. LOCKED: split, and not yet settled in full. DONE: nothing remains.
 */
export const REGULATION_PHASES = ['YEAR_OPEN', 'RESULT_COMPUTED', 'LOCKED', 'DONE'] as const;
export type RegulationPhase = (typeof REGULATION_PHASES)[number];

/** One origin year of one service line: opening + result = carried + to tariff + refunded + borne by the operator (I7). */
export interface RegulationAccountRow {
  readonly offeringId: OfferingId;
  readonly serviceLineId: ServiceLineId;
  readonly originYear: number;
  readonly operator: PartyCode;
  /** Left from before the ledger. */
  readonly openingOre: Ore;
  readonly resultOre: Ore;
  readonly carriedOre: Ore;
  readonly toTariffOre: Ore;
  readonly refundedOre: Ore;
  readonly borneByOperatorOre: Ore;
  /** The year whose tariff is to settle it; null until the result is split. */
  readonly tariffYear: number | null;
  readonly applied: readonly AppliedRegulation[];
  readonly appliedOre: Ore;
  /** What must reach 0: opening and result, less all that has found its place. */
  readonly remainingOre: Ore;
  readonly phase: RegulationPhase;
  readonly accountsId: AccountsId | null;
}

export const regulationAccountsTable = table<RegulationAccountRow>({
  name: 'regulation_accounts',
  key: ['offeringId', 'serviceLineId', 'originYear'],
  history: true,
  indexes: [['operator']],
  columns: {
    offeringId: 'text',
    serviceLineId: 'text',
    originYear: 'integer',
    operator: 'text',
    openingOre: 'integer',
    resultOre: 'integer',
    carriedOre: 'integer',
    toTariffOre: 'integer',
    refundedOre: 'integer',
    borneByOperatorOre: 'integer',
    tariffYear: 'integer',
    applied: 'json',
    appliedOre: 'integer',
    remainingOre: 'integer',
    phase: 'text',
    accountsId: 'text',
  },
});

/** The origin years that a calculation regulates, to take back when a newer one takes its place. */
interface RegulatingRow {
  readonly calculationId: CalculationId;
  readonly originYears: readonly number[];
}

const regulatingTable = table<RegulatingRow>({
  name: 'regulating_calculations',
  key: ['calculationId'],
  columns: { calculationId: 'text', originYears: 'json' },
});

type AccountKey = Pick<RegulationAccountRow, 'offeringId' | 'serviceLineId' | 'originYear' | 'operator'>;

const none = asOre(0);
const opened = ({ offeringId, serviceLineId, originYear, operator }: AccountKey): RegulationAccountRow => ({
  offeringId,
  serviceLineId,
  originYear,
  operator,
  openingOre: none,
  resultOre: none,
  carriedOre: none,
  toTariffOre: none,
  refundedOre: none,
  borneByOperatorOre: none,
  tariffYear: null,
  applied: [],
  appliedOre: none,
  remainingOre: none,
  phase: 'YEAR_OPEN',
  accountsId: null,
});

/** Puts the account back with what is changed, and with what follows from it. */
const change = (
  rows: Tables,
  key: AccountKey,
  by: (account: RegulationAccountRow) => Partial<RegulationAccountRow>,
): void => {
  const accounts = rows(regulationAccountsTable);
  const known = accounts.get(key.offeringId, key.serviceLineId, key.originYear) ?? opened(key);
  const next = { ...known, ...by(known) };
  const appliedOre = sumOre(next.applied.map(({ amountOre }) => amountOre));
  const settledOre = next.carriedOre + next.refundedOre + next.borneByOperatorOre + appliedOre;
  const remainingOre = asOre(next.openingOre + next.resultOre - settledOre);
  const phase =
    next.phase === 'LOCKED' || next.phase === 'DONE' ? (remainingOre === 0 ? 'DONE' : 'LOCKED') : next.phase;
  accounts.put({ ...next, appliedOre, remainingOre, phase });
};

const calculated = (
  { data }: Recorded<Extract<CalculationEvent, { type: 'TariffCalculated' }>>,
  rows: Tables,
): void => {
  const { calculationId, offeringId, serviceLineId, operator, year, level, regulation, replaces } = data;
  const key = (originYear: number): AccountKey => ({ offeringId, serviceLineId, originYear, operator });
  const replaced = replaces === undefined ? undefined : rows(regulatingTable).get(replaces);
  for (const originYear of replaced?.originYears ?? [])
    change(rows, key(originYear), ({ applied }) => ({
      applied: applied.filter((each) => each.calculationId !== replaces),
    }));
  if (regulation.length === 0) return;
  rows(regulatingTable).put({ calculationId, originYears: regulation.map(({ originYear }) => originYear) });
  for (const { originYear, amountOre } of regulation)
    change(rows, key(originYear), ({ applied }) => ({
      applied: [...applied, { calculationId, year, level, amountOre: asOre(-amountOre) }],
    }));
};

/** Accounts of each year as submitted, and the account of each origin year until nothing of it remains (R22, I7). */
export const regulationAccounts: Projection<YearEndEvent | CalculationEvent> = {
  name: 'regulation-accounts',
  version: 1,
  tables: [accountsTable, regulationAccountsTable, regulatingTable],
  on: {
    YearEndAccountsSubmitted: ({ data, position, recordedAt }, rows) => {
      const { accountsId, offeringId, operator, serviceLineId, year, supersedes, result } = data;
      const earlier = supersedes === undefined ? undefined : rows(accountsTable).get(supersedes);
      if (earlier !== undefined) rows(accountsTable).put({ ...earlier, supersededBy: accountsId });
      const row = { accountsId, offeringId, operator, serviceLineId, year, accounts: data, position, recordedAt };
      rows(accountsTable).put({ ...row, split: null, supersededBy: null });
      change(rows, { offeringId, serviceLineId, originYear: year, operator }, () => ({
        resultOre: result.resultOre,
        accountsId,
        phase: 'RESULT_COMPUTED',
      }));
    },
    ResultSplit: ({ data }, rows) => {
      const row = rows(accountsTable).get(data.accountsId);
      if (row !== undefined) rows(accountsTable).put({ ...row, split: data });
      const { carriedOre, toTariffOre, refundedOre, borneByOperatorOre, tariffYear } = data;
      change(rows, data, () => ({
        carriedOre,
        toTariffOre,
        refundedOre,
        borneByOperatorOre,
        tariffYear,
        phase: 'LOCKED',
      }));
    },
    RegulationBroughtIn: ({ data }, rows) => {
      const { openingOre, tariffYear } = data;
      change(rows, data, () => ({ openingOre, toTariffOre: openingOre, tariffYear, phase: 'LOCKED' }));
    },
    TariffCalculated: calculated,
    PackageCalculated: () => {
      // A package is priced from line prices, which have settled what there was.
    },
  },
};
