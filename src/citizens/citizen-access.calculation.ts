import { type Asker, relationsOf as relationsAllowed } from '../kernel/access';
import type { PartyCode, Role } from '../kernel/vocabulary';
import type { CitizenField } from './citizen-record.events';
import { CITIZEN_FIELDS } from './citizen-record.events';
import { citizensAccess } from './citizens.access';

/** Why somebody looks at a citizen's details. Stated at each reading, and written down with it. */
export const PURPOSES = ['CASEWORK', 'STAY', 'SETTLEMENT', 'SUBJECT_ACCESS', 'AUDIT'] as const;
export type Purpose = (typeof PURPOSES)[number];

/** How somebody comes to see a citizen's details. */
export const RELATIONS = ['REGISTRANT', 'BUYER', 'PAYER', 'OPERATOR', 'FORMER_OPERATOR', 'AUDITOR'] as const;
export type Relation = (typeof RELATIONS)[number];

/** A placement as far as it gives somebody a right to know who the citizen is. */
export interface PlacementTie {
  readonly buyer: PartyCode;
  readonly operator: PartyCode;
  readonly payerCodes: string;
  readonly phase: 'reserved' | 'agreed' | 'enrolled' | 'discharged' | 'declined' | 'withdrawn' | 'lapsed';
}

/**
 * What each relation sees, and for which purposes [DESIGN]. The one who registered the citizen sees all of it. Others
 * see what their part in the purchase needs, and only once the purchase is agreed: an operator that has been asked for a
 * place judges the target group, not the person. The note is the registrant's own.
 */
const SIGHT: Readonly<Record<Relation, { fields: readonly CitizenField[]; purposes: readonly Purpose[] }>> = {
  REGISTRANT: { fields: CITIZEN_FIELDS, purposes: ['CASEWORK', 'SETTLEMENT', 'SUBJECT_ACCESS'] },
  BUYER: { fields: ['cpr', 'name', 'address', 'contact'], purposes: ['CASEWORK', 'SETTLEMENT'] },
  PAYER: { fields: ['cpr', 'name'], purposes: ['SETTLEMENT'] },
  OPERATOR: { fields: ['cpr', 'name', 'address', 'contact'], purposes: ['STAY', 'SETTLEMENT'] },
  FORMER_OPERATOR: { fields: ['cpr', 'name'], purposes: ['SETTLEMENT'] },
  AUDITOR: { fields: ['cpr', 'name'], purposes: ['AUDIT'] },
};

/** The relations in which somebody stands to a citizen and may read of them by their roles; none for a stranger. */
export const relationsOf = (
  { party, roles }: Asker,
  registrant: PartyCode,
  placements: readonly PlacementTie[],
): readonly Relation[] => {
  const allowed = relationsAllowed(citizensAccess.readCitizen, roles);
  const found = new Set<Relation>();
  if (allowed.includes('any')) found.add('AUDITOR');
  if (allowed.includes('own') && registrant === party) found.add('REGISTRANT');
  for (const { buyer, operator, payerCodes, phase } of placements) {
    const agreed = phase === 'agreed' || phase === 'enrolled';
    if (!agreed && phase !== 'discharged') continue;
    if (allowed.includes('buyer') && buyer === party) found.add('BUYER');
    if (allowed.includes('payer') && payerCodes.includes(` ${party} `)) found.add('PAYER');
    if (allowed.includes('operator') && operator === party) found.add(agreed ? 'OPERATOR' : 'FORMER_OPERATOR');
  }
  return RELATIONS.filter((relation) => found.has(relation));
};

/** The fields that the relations give for the purpose. */
export const visibleFields = (relations: readonly Relation[], purpose: Purpose): readonly CitizenField[] => {
  const sights = relations.map((relation) => SIGHT[relation]).filter(({ purposes }) => purposes.includes(purpose));
  return CITIZEN_FIELDS.filter((field) => sights.some(({ fields }) => fields.includes(field)));
};

const STANDINGS: Readonly<Record<string, readonly Relation[]>> = {
  own: ['REGISTRANT'],
  buyer: ['BUYER'],
  payer: ['PAYER'],
  operator: ['OPERATOR', 'FORMER_OPERATOR'],
  any: ['AUDITOR'],
};

/** The purposes for which somebody in these roles may ever see something of a citizen. */
export const purposesFor = (roles: readonly Role[]): readonly Purpose[] => {
  const possible = relationsAllowed(citizensAccess.readCitizen, roles).flatMap((standing) => STANDINGS[standing] ?? []);
  return PURPOSES.filter((purpose) => visibleFields(possible, purpose).length > 0);
};
