import type { Projection } from '../kernel/projection';
import { table } from '../kernel/projection';
import type { OfferingId, PartyCode } from '../kernel/vocabulary';
import type { ClosureDeficitDetermined } from './closure-deficit.events';

export interface ClosureDeficitRow {
  readonly offeringId: OfferingId;
  readonly determination: number;
  readonly operator: PartyCode;
  readonly deficit: ClosureDeficitDetermined['data'];
  readonly position: number;
}

export const closureDeficitsTable = table<ClosureDeficitRow>({
  name: 'closure_deficits',
  key: ['offeringId', 'determination'],
  history: true,
  indexes: [['operator']],
  columns: { offeringId: 'text', determination: 'integer', operator: 'text', deficit: 'json', position: 'integer' },
});

/** Deficits of closed offerings as determined, those that a later one took the place of among them. */
export const closureDeficits: Projection<ClosureDeficitDetermined> = {
  name: 'closure-deficits',
  version: 1,
  tables: [closureDeficitsTable],
  on: {
    ClosureDeficitDetermined: ({ data, position }, rows) => {
      const { offeringId, determination, operator } = data;
      rows(closureDeficitsTable).put({ offeringId, determination, operator, deficit: data, position });
    },
  },
};
