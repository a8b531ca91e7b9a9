import type { PartyCode, Role } from '../../kernel/vocabulary';
import { PARTY_CODE_FORM, ROLES } from '../../kernel/vocabulary';

/** Somebody to try the product as. */
export interface Persona {
  readonly party: PartyCode;
  readonly roles: readonly Role[];
  readonly da: string;
  readonly en: string;
}

/** What the page of the local provider offers; the machinery itself knows no parties. */
export interface Cast {
  readonly personas: readonly Persona[];
  readonly parties: readonly { readonly code: PartyCode; readonly name: string }[];
}

/**
 * The name a persona goes by at the local provider, `local.751.buyer.operator`. It says all there is to know, so the
 * provider keeps no accounts; it is also the client id of a system (secret: `local`).
 */
export const accountOf = ({ party, roles }: Pick<Persona, 'party' | 'roles'>): string =>
  ['local', party, ...ROLES.filter((role) => roles.includes(role))].join('.');

/** Undefined for a name that is no persona's. */
export const personaOf = (account: string): Pick<Persona, 'party' | 'roles'> | undefined => {
  const [prefix, party = '', ...roles] = account.split('.');
  const known = ROLES.filter((role) => roles.includes(role));
  if (prefix !== 'local' || !PARTY_CODE_FORM.test(party)) return undefined;
  return known.length > 0 && known.length === roles.length ? { party: party as PartyCode, roles: known } : undefined;
};
