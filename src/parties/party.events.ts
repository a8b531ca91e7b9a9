import type { Fact } from '../kernel/event';
import type { PartyCode } from '../kernel/vocabulary';

export const PARTY_KINDS = ['municipality', 'region', 'private-supplier'] as const;
export type PartyKind = (typeof PARTY_KINDS)[number];

/** A municipality, region or private supplier can now buy, sell and pay in the ledger. */
export type PartyRegistered = Fact<
  'PartyRegistered',
  { party: PartyCode; name: string; kind: PartyKind; cvr: string; frameworkRegion?: PartyCode }
>;

/** Electronic invoices to the party go to this GLN (13 digits, R37) from now on. */
export type EanRegistered = Fact<'EanRegistered', { party: PartyCode; ean: string; constructed: boolean }>;

export type PartyEvent = PartyRegistered | EanRegistered;
