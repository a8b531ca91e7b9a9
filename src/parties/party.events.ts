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

/** Payments to the party go to this Danish bank account from now on; what it is owed names it (DK-R-006). */
export type PaymentAccountRegistered = Fact<
  'PaymentAccountRegistered',
  { party: PartyCode; registrationNumber: string; accountNumber: string; constructed: boolean }
>;

/** Documents that name the party give this address from now on (R37). */
export type PostalAddressRegistered = Fact<
  'PostalAddressRegistered',
  { party: PartyCode; street: string; postalZone: string; city: string; constructed: boolean }
>;

export type PartyEvent = PartyRegistered | EanRegistered | PaymentAccountRegistered | PostalAddressRegistered;
