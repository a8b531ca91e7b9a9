import { type PartyCode, partyCode, type Role } from '../kernel/vocabulary';
import { danishPublicParties } from '../parties/party-register';
import type { Cast, Persona } from '../platform/local-provider/personas';

/** Who one may be at the local sign-in: people of the demonstration market, and anybody of any public party. */
const persona = (party: string, roles: readonly Role[], da: string, en: string): Persona => ({
  party: partyCode(party),
  roles,
  da,
  en,
});

const PERSONAS: readonly Persona[] = [
  persona('751', ['buyer'], 'Sagsbehandler i Aarhus Kommune', 'Caseworker in Aarhus'),
  persona('740', ['buyer'], 'Sagsbehandler i Silkeborg Kommune', 'Caseworker in Silkeborg'),
  persona('751', ['operator'], 'Tilbudsleder i Aarhus Kommune', 'Offering manager in Aarhus'),
  persona('751', ['buyer', 'operator'], 'Økonomi i Aarhus Kommune', 'Accountant in Aarhus'),
  persona('1082', ['operator'], 'Driftsherre i Region Midtjylland', 'Operator in Region Midtjylland'),
  persona('1082', ['auditor'], 'Revisor i Region Midtjylland', 'Auditor in Region Midtjylland'),
  persona('751', ['auditor'], 'Revisor i Aarhus Kommune', 'Auditor in Aarhus'),
  persona(
    '1082',
    ['secretariat'],
    'Rammeaftalesekretariatet i Midtjylland',
    'The secretariat of the framework agreement',
  ),
];

/** @param registered those of the ledger, so that a private supplier can be tried, too. */
export const localCast = (registered: readonly { readonly party: PartyCode; readonly name: string }[]): Cast => {
  const names = new Map([...danishPublicParties(), ...registered].map(({ party, name }) => [party, name]));
  return { personas: PERSONAS, parties: [...names].map(([code, name]) => ({ code, name })) };
};
