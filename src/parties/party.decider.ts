import type { Asker } from '../kernel/access';
import { allows } from '../kernel/access';
import { Command } from '../kernel/command';
import type { Aggregate, Decision } from '../kernel/decider';
import { reject } from '../kernel/decider';
import type { PartyCode } from '../kernel/vocabulary';
import { partiesAccess } from './parties.access';
import type {
  EanRegistered,
  PartyEvent,
  PartyKind,
  PartyRegistered,
  PaymentAccountRegistered,
  PostalAddressRegistered,
} from './party.events';
import { isCvr, isGln } from './registration-numbers.calculation';

/** `frameworkRegion` is the region whose framework agreement the party belongs to. */
export interface PartyParticulars {
  readonly party: PartyCode;
  readonly name: string;
  readonly kind: PartyKind;
  readonly cvr: string;
  readonly frameworkRegion?: PartyCode;
}

export class RegisterParty extends Command<PartyParticulars & { by: Asker }> {}

/** `constructed` numbers are made up for demonstrations and never leave the ledger. */
export class RegisterEan extends Command<{
  party: PartyCode;
  by: Asker;
  ean: string;
  constructed: boolean;
}> {}

export class RegisterPaymentAccount extends Command<PaymentAccountRegistered['data'] & { by: Asker }> {}

export class RegisterPostalAddress extends Command<PostalAddressRegistered['data'] & { by: Asker }> {}

// What is remembered
export interface RegisteredParty extends PartyParticulars {
  readonly phase: 'registered';
  readonly ean?: string;
  readonly account?: PaymentAccountRegistered['data'];
  readonly address?: PostalAddressRegistered['data'];
}

export type PartyState = { readonly phase: 'unknown' } | RegisteredParty;

export const party: Aggregate<PartyState, PartyEvent> = {
  category: 'party',
  initial: { phase: 'unknown' },
  evolve: (state, event) => {
    switch (event.type) {
      case 'PartyRegistered':
        return { phase: 'registered', ...event.data };
      case 'EanRegistered':
        return state.phase === 'registered' ? { ...state, ean: event.data.ean } : state;
      case 'PaymentAccountRegistered':
        return state.phase === 'registered' ? { ...state, account: event.data } : state;
      case 'PostalAddressRegistered':
        return state.phase === 'registered' ? { ...state, address: event.data } : state;
    }
  },
};

// What is allowed
/** Municipalities have three digits, regions four; a private supplier is known by its CVR number. */
const CODE_FORMS: Readonly<Record<PartyKind, RegExp>> = {
  municipality: /^\d{3}$/,
  region: /^\d{4}$/,
  'private-supplier': /^\d{8}$/,
};

/** The region whose secretariat keeps the party's entry. */
const regionOf = ({ kind, party, frameworkRegion }: PartyParticulars): PartyCode | undefined =>
  kind === 'region' ? party : frameworkRegion;

export const registerParty = ({ data }: RegisterParty, state: PartyState): Decision<PartyRegistered> => {
  const { party, name, kind, cvr, frameworkRegion, by } = data;
  // A supplier belongs to no region, so any secretariat may write it down.
  if (!allows(partiesAccess.registerParty, by, { region: regionOf(data) ?? by.party })) return reject('NOT_YOURS');
  if (!CODE_FORMS[kind].test(party)) return reject('PARTY_CODE_UNFIT', { party, kind });
  if (!isCvr(cvr)) return reject('INVALID_CVR', { cvr });
  if (kind === 'private-supplier' && party !== cvr) return reject('SUPPLIER_CODE_IS_CVR', { party, cvr });
  if (frameworkRegion !== undefined && !CODE_FORMS.region.test(frameworkRegion))
    return reject('NOT_A_REGION', { region: frameworkRegion });
  if (state.phase === 'registered') {
    const same =
      state.name === name && state.kind === kind && state.cvr === cvr && state.frameworkRegion === frameworkRegion;
    return same ? [] : reject('PARTY_EXISTS', { party });
  }
  return [
    {
      type: 'PartyRegistered',
      data: { party, name, kind, cvr, ...(frameworkRegion === undefined ? {} : { frameworkRegion }) },
    },
  ];
};

export const registerEan = ({ data }: RegisterEan, state: PartyState): Decision<EanRegistered> => {
  const { party, by, ean, constructed } = data;
  if (state.phase === 'unknown') return reject('UNKNOWN_PARTY', { party });
  if (!allows(partiesAccess.registerEan, by, { own: party, region: regionOf(state) })) return reject('NOT_YOURS');
  if (!isGln(ean)) return reject('INVALID_EAN', { ean });
  if (state.ean === ean) return [];
  return [{ type: 'EanRegistered', data: { party, ean, constructed } }];
};

/** Only the party itself: whoever could write another's account could have its money. */
export const registerPaymentAccount = (
  { data: { by, ...account } }: RegisterPaymentAccount,
  state: PartyState,
): Decision<PaymentAccountRegistered> => {
  const { party, registrationNumber, accountNumber } = account;
  if (state.phase === 'unknown') return reject('UNKNOWN_PARTY', { party });
  if (!allows(partiesAccess.registerPaymentAccount, by, { own: party })) return reject('NOT_YOURS');
  if (!/^\d{4}$/.test(registrationNumber) || !/^\d{10}$/.test(accountNumber)) {
    return reject('INVALID_PAYMENT_ACCOUNT', { registrationNumber, accountNumber });
  }
  if (same(state.account, account)) return [];
  return [{ type: 'PaymentAccountRegistered', data: account }];
};

export const registerPostalAddress = (
  { data: { by, ...address } }: RegisterPostalAddress,
  state: PartyState,
): Decision<PostalAddressRegistered> => {
  const { party } = address;
  if (state.phase === 'unknown') return reject('UNKNOWN_PARTY', { party });
  const ties = { own: party, region: regionOf(state) };
  if (!allows(partiesAccess.registerPostalAddress, by, ties)) return reject('NOT_YOURS');
  if (same(state.address, address)) return [];
  return [{ type: 'PostalAddressRegistered', data: address }];
};

const same = <T extends object>(known: T | undefined, given: T): boolean =>
  known !== undefined && (Object.keys(given) as (keyof T)[]).every((field) => known[field] === given[field]);
