import type { Position, Recorded } from '../kernel/event';
import type { Projection, Tables } from '../kernel/projection';
import { table } from '../kernel/projection';
import type { PartyCode, SchemeId } from '../kernel/vocabulary';
import type {
  ActualsReported,
  FinancingSchemeAgreed,
  KeySnapshotTaken,
  SchemeEvent,
  SharesComputed,
} from './scheme.events';

/** Where a scheme stands (domain.md §3.10). */
export const SCHEME_PHASES = ['BUDGETED', 'KEY_TAKEN', 'SHARES_COMPUTED', 'REGULATED'] as const;
export type SchemePhase = (typeof SCHEME_PHASES)[number];

/** A scheme with all that was said about it; what has not come about is null. */
export interface SchemeRow {
  readonly schemeId: SchemeId;
  readonly operator: PartyCode;
  readonly region: PartyCode;
  readonly year: number;
  readonly phase: SchemePhase;
  /** Everybody in the key. */
  readonly payers: readonly PartyCode[];
  readonly agreed: FinancingSchemeAgreed['data'];
  readonly key: KeySnapshotTaken['data'] | null;
  readonly shares: SharesComputed['data'] | null;
  readonly actuals: readonly ActualsReported['data'][];
  /** The events that said so, in the order recorded. */
  readonly events: readonly string[];
  readonly position: Position;
  readonly recordedAt: string;
}

export const schemesTable = table<SchemeRow>({
  name: 'financing_schemes',
  key: ['schemeId'],
  history: true,
  indexes: [['operator'], ['year']],
  columns: {
    schemeId: 'text',
    operator: 'text',
    region: 'text',
    year: 'integer',
    phase: 'text',
    payers: 'json',
    agreed: 'json',
    key: 'json',
    shares: 'json',
    actuals: 'json',
    events: 'json',
    position: 'integer',
    recordedAt: 'text',
  },
});

const changed = ({ id, data }: Recorded<SchemeEvent>, rows: Tables, change: (row: SchemeRow) => Partial<SchemeRow>) => {
  const row = rows(schemesTable).get(data.schemeId);
  if (row === undefined) throw new Error(`Something about the scheme ${data.schemeId}, which nobody agreed`);
  rows(schemesTable).put({ ...row, ...change(row), events: [...row.events, id] });
};

/** One row per scheme. */
export const financingSchemes: Projection<SchemeEvent> = {
  name: 'financing-schemes',
  version: 1,
  tables: [schemesTable],
  on: {
    FinancingSchemeAgreed: ({ id, data, position, recordedAt }, rows) => {
      const { schemeId, operator, region, year } = data;
      rows(schemesTable).put({
        ...{ schemeId, operator, region, year, position, recordedAt },
        phase: 'BUDGETED',
        payers: [],
        agreed: data,
        key: null,
        shares: null,
        actuals: [],
        events: [id],
      });
    },
    KeySnapshotTaken: (fact, rows) =>
      changed(fact, rows, () => ({
        phase: 'KEY_TAKEN',
        payers: fact.data.figures.map(({ party }) => party),
        key: fact.data,
      })),
    SharesComputed: (fact, rows) => changed(fact, rows, () => ({ phase: 'SHARES_COMPUTED', shares: fact.data })),
    ActualsReported: (fact, rows) =>
      changed(fact, rows, ({ actuals }) => ({ phase: 'REGULATED', actuals: [...actuals, fact.data] })),
  },
};
