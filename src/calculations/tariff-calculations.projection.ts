import type { Recorded } from '../kernel/event';
import type { Projection, Tables } from '../kernel/projection';
import { table } from '../kernel/projection';
import type { CalculationId, OfferingId, PartyCode } from '../kernel/vocabulary';
import type { CalculationEvent } from './calculation.events';

export interface CalculationRow {
  readonly calculationId: CalculationId;
  readonly offeringId: OfferingId;
  readonly operator: PartyCode;
  /** The year it is for: a package's is the year of its first day. */
  readonly year: number;
  readonly fact: CalculationEvent;
  readonly replacedBy: CalculationId | null;
  readonly position: number;
  readonly recordedAt: string;
}

export const calculationsTable = table<CalculationRow>({
  name: 'calculations',
  key: ['calculationId'],
  history: true,
  indexes: [['offeringId'], ['operator', 'year']],
  columns: {
    calculationId: 'text',
    offeringId: 'text',
    operator: 'text',
    year: 'integer',
    fact: 'json',
    replacedBy: 'text',
    position: 'integer',
    recordedAt: 'text',
  },
});

const calculated = (event: Recorded<CalculationEvent>, year: number, rows: Tables): void => {
  const { calculationId, offeringId, operator, replaces } = event.data;
  const known = replaces === undefined ? undefined : rows(calculationsTable).get(replaces);
  if (known !== undefined) rows(calculationsTable).put({ ...known, replacedBy: calculationId });
  const fact = { type: event.type, data: event.data } as CalculationEvent;
  const { position, recordedAt } = event;
  rows(calculationsTable).put({
    calculationId,
    offeringId,
    operator,
    year,
    fact,
    replacedBy: null,
    position,
    recordedAt,
  });
};

/** How each tariff was arrived at: one row per calculation, with the fact it is explained from. */
export const tariffCalculations: Projection<CalculationEvent> = {
  name: 'tariff-calculations',
  version: 1,
  tables: [calculationsTable],
  on: {
    TariffCalculated: (event, rows) => calculated(event, event.data.year, rows),
    PackageCalculated: (event, rows) => calculated(event, Number(event.data.validFrom.slice(0, 4)), rows),
  },
};
