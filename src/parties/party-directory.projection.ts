import type { Projection, Tables } from '../kernel/projection';
import { table } from '../kernel/projection';
import type { PartyCode } from '../kernel/vocabulary';
import type { PartyEvent, PartyKind, PaymentAccountRegistered, PostalAddressRegistered } from './party.events';

/** Registration and account number of a Danish bank account. */
export type AccountEntry = Omit<PaymentAccountRegistered['data'], 'party'>;
export type AddressEntry = Omit<PostalAddressRegistered['data'], 'party'>;

export interface PartyRow {
  readonly party: PartyCode;
  readonly name: string;
  /** The name in lower case, for searching. */
  readonly searchName: string;
  readonly kind: PartyKind;
  readonly cvr: string;
  readonly frameworkRegion: PartyCode | null;
  readonly ean: string | null;
  /** 1 when the EAN is made up for demonstration. */
  readonly eanConstructed: 0 | 1;
  readonly account: AccountEntry | null;
  readonly address: AddressEntry | null;
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
    eanConstructed: 'integer',
    account: 'json',
    address: 'json',
    revision: 'integer',
  },
});

/** Who takes part in the market, and where their invoices go: one row per party. */
export const partyDirectory: Projection<PartyEvent> = {
  name: 'party-directory',
  version: 2,
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
        eanConstructed: 0,
        account: null,
        address: null,
        revision,
      });
    },
    EanRegistered: ({ data: { party, ean, constructed }, revision }, rows) =>
      change(rows, party, { ean, eanConstructed: constructed ? 1 : 0, revision }),
    PaymentAccountRegistered: ({ data: { party, ...account }, revision }, rows) =>
      change(rows, party, { account, revision }),
    PostalAddressRegistered: ({ data: { party, ...address }, revision }, rows) =>
      change(rows, party, { address, revision }),
  },
};

const change = (rows: Tables, party: PartyCode, changed: Partial<PartyRow>): void => {
  const row = rows(partiesTable).get(party);
  if (row !== undefined) rows(partiesTable).put({ ...row, ...changed });
};
