import { createHash } from 'node:crypto';
import type { Actor, PartyCode, Role } from '../../kernel/vocabulary';
import { PARTY_CODE_FORM } from '../../kernel/vocabulary';

/** What an issuer says of a person or a system, before we know what it means to us. */
export type Claims = Readonly<Record<string, unknown>>;

/** Where a claim stands: `['realm_access', 'roles']` is `roles` within `realm_access`. */
export type ClaimPath = readonly string[];

/** A system that acts for itself (client credentials), known by its client id. */
export interface KnownSystem {
  readonly party: PartyCode;
  readonly roles: readonly Role[];
}

/** How one issuer's claims become a party and roles of ours. */
export interface ClaimMapping {
  /** `hashed`: no name or e-mail address that the issuer uses as `sub` reaches the log, which cannot be erased. */
  readonly subject: 'hashed' | 'as-is';
  /** Everybody of this issuer is of one party, or a claim holds a party code or a CVR number. */
  readonly party: { readonly fixed: PartyCode } | { readonly claim: ClaimPath; readonly holds: 'code' | 'cvr' };
  /** Values of the claim that mean a role of ours; all other values mean nothing here. */
  readonly roles: { readonly claim: ClaimPath; readonly meaning: ReadonlyMap<string, readonly Role[]> };
  readonly systems: ReadonlyMap<string, KnownSystem>;
  /** The only parties this issuer may speak for; undefined: any, as a national broker may. */
  readonly speaksFor: ReadonlySet<PartyCode> | undefined;
}

/** The claims are true, but nobody with these claims has a place here. The reason is for the log and for integrators. */
export class NotAdmitted extends Error {
  constructor(readonly reason: NotAdmittedReason) {
    super(`The claims give no access: ${reason}`);
    this.name = 'NotAdmitted';
  }
}

export type NotAdmittedReason = 'NO_SUBJECT' | 'NO_PARTY' | 'PARTY_OF_ANOTHER_ISSUER' | 'NO_ROLE';

/** Subjects as they stand in the log. */
export const SUBJECT_FORM = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,99}$/;
const SUBJECT_LENGTH_MAX = 2_000;
/** Role values looked at; whoever has more roles than this elsewhere is not refused for it. */
const ROLE_VALUES_MAX = 1_000;
/** Characters of a hashed subject after `oidc:`: 192 bits. */
const SUBJECT_HASH_LENGTH = 32;

/**
 * The actor behind the claims of one issuer.
 * @param partyOfCvr the public party with that CVR number; a private supplier's code is its CVR number.
 * @throws NotAdmitted when they name no subject, no party this issuer may speak for, or no role of ours.
 */
export const actorFrom = (
  claims: Claims,
  issuer: string,
  mapping: ClaimMapping,
  partyOfCvr: (cvr: string) => PartyCode | undefined,
): Actor => {
  const { sub, client_id: client } = claims;
  if (typeof sub !== 'string' || sub === '' || sub.length > SUBJECT_LENGTH_MAX) throw new NotAdmitted('NO_SUBJECT');
  // RFC 9068: where no person is behind the token, the subject is the client itself.
  const system = sub === client ? mapping.systems.get(sub) : undefined;
  const party = system?.party ?? partyFrom(claims, mapping, partyOfCvr);
  if (mapping.speaksFor && !mapping.speaksFor.has(party)) throw new NotAdmitted('PARTY_OF_ANOTHER_ISSUER');
  const roles = system?.roles ?? rolesFrom(claims, mapping);
  if (roles.length === 0) throw new NotAdmitted('NO_ROLE');
  const subject = system ? `system:${sub}` : subjectFrom(sub, issuer, mapping);
  return Object.freeze({ subject, party, roles: Object.freeze([...roles]) });
};

const subjectFrom = (sub: string, issuer: string, { subject }: ClaimMapping): string => {
  if (subject === 'hashed') return hashedSubject(issuer, sub);
  if (!SUBJECT_FORM.test(sub)) throw new NotAdmitted('NO_SUBJECT');
  return sub;
};

/** The name under which the log knows a person of an issuer; the issuer's own people can compute it, nobody can undo it. */
export const hashedSubject = (issuer: string, sub: string): string =>
  `oidc:${createHash('sha256')
    .update(JSON.stringify([issuer, sub]))
    .digest('base64url')
    .slice(0, SUBJECT_HASH_LENGTH)}`;

const partyFrom = (
  claims: Claims,
  { party }: ClaimMapping,
  partyOfCvr: (cvr: string) => PartyCode | undefined,
): PartyCode => {
  if ('fixed' in party) return party.fixed;
  // Some brokers give a list of one.
  const value = [claimAt(claims, party.claim)].flat();
  const [code] = value;
  if (value.length !== 1 || typeof code !== 'string') throw new NotAdmitted('NO_PARTY');
  if (party.holds === 'code') return formedParty(code);
  if (!/^(?:DK)?\d{8}$/.test(code)) throw new NotAdmitted('NO_PARTY');
  const cvr = code.slice(-8);
  return partyOfCvr(cvr) ?? formedParty(cvr);
};

const formedParty = (code: string): PartyCode => {
  if (!PARTY_CODE_FORM.test(code)) throw new NotAdmitted('NO_PARTY');
  return code as PartyCode;
};

const rolesFrom = (claims: Claims, { roles: { claim, meaning } }: ClaimMapping): readonly Role[] => {
  const value = claimAt(claims, claim);
  const values: unknown[] =
    // One role, or several in one text as OAuth writes scopes; a name with a space in it is looked for whole.
    typeof value === 'string' ? [value, ...value.split(' ')] : Array.isArray(value) ? value : [];
  const known = values
    .slice(0, ROLE_VALUES_MAX)
    .flatMap((each) => (typeof each === 'string' ? (meaning.get(each) ?? []) : []));
  return [...new Set(known)];
};

const claimAt = (claims: Claims, path: ClaimPath): unknown => {
  let at: unknown = claims;
  for (const step of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, step)) return undefined;
    at = (at as Claims)[step];
  }
  return at;
};
