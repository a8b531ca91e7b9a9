import type { Projection } from '../kernel/projection';
import { table } from '../kernel/projection';
import type { PartyCode } from '../kernel/vocabulary';
import type { PartyEvent, PartyKind } from './party.events';

export interface PartyRow {
  readonly party: PartyCode;
  readonly name: string;
  /** The name in lower case, for searching. */
  readonly searchName: string;
  readonly kind: PartyKind;
  readonly cvr: string;
  readonly frameworkRegion: PartyCode | null;
  readonly ean: string | null;
  readonly revision: number;
}

export const partiesTable = table<PartyRow>({
  name: 'parties',
  key: ['party'],
  history: true,
  columns: {
    party: 'text',
    name: 'text',
    searchName: 'text',
    kind: 'text',
    cvr: 'text',
    frameworkRegion: 'text',
    ean: 'text',
    revision: 'integer',
  },
});

/** Who takes part in the market, and where their invoices go: one row per party. */
export const partyDirectory: Projection<PartyEvent> = {
  name: 'party-directory',
  version: 1,
  tables: [partiesTable],
  on: {
    PartyRegistered: ({ data: { party, name, kind, cvr, frameworkRegion }, revision }, rows) => {
      const searchName = name.toLowerCase();
      rows(partiesTable).put({
        party,
        name,
        searchName,
        kind,
        cvr,
        frameworkRegion: frameworkRegion ?? null,
        ean: null,
        revision,
      });
    },
    EanRegistered: ({ data: { party, ean }, revision }, rows) => {
      const row = rows(partiesTable).get(party);
      if (row !== undefined) rows(partiesTable).put({ ...row, ean, revision });
    },
  },
};
