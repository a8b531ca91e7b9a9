import type { Actor, PartyCode, Role } from './vocabulary';

/**
 * Who may do what: role × resource × action × relation. One body buys on one placement and sells on another, so a role
 * says nothing by itself; it counts together with how the party stands to the thing. What no row allows is forbidden.
 */

/** How the asker's party stands to a thing. `any` asks for no relation at all. */
export const RELATIONS = [
  'any',
  'own',
  'buyer',
  'payer',
  'operator',
  'member',
  'region',
  'impersonal',
  'escalated',
] as const;
export type Relation = (typeof RELATIONS)[number];

/** For each role that may do it at all, in which relations to the thing; `public` is open without a token. */
export type Grants<R extends Relation = Relation> = Readonly<Partial<Record<Role, readonly R[]>>> | 'public';

/** Who may do one thing. Its action is the operationId of its route. */
export interface Permission<R extends Relation = Relation> {
  readonly resource: string;
  readonly action: string;
  readonly may: Grants<R>;
  /** The action whose answer this is a part of; such a row has no route of its own. */
  readonly within?: string;
  /** What is done, for people: the rest of "may …". */
  readonly da: string;
  readonly en: string;
}

/** A row of the table before it knows its place in it. */
type Row = Omit<Permission, 'resource' | 'action'>;
type RelationsIn<G> = G extends 'public'
  ? never
  : { [K in keyof G]: G[K] extends readonly (infer R)[] ? R : never }[keyof G];
type Named<T extends Readonly<Record<string, Row>>> = {
  readonly [A in keyof T]: Permission<Extract<RelationsIn<T[A]['may']>, Relation>>;
};

/** All permissions of a context by action. */
export type AccessTable = Readonly<Record<string, Permission>>;

/** Every role, for what anybody who is logged in may see: registers and prices are public matters. */
export const EVERYBODYS = {
  buyer: ['any'],
  operator: ['any'],
  auditor: ['any'],
  secretariat: ['any'],
} as const;

export const actionsOn = <const T extends Readonly<Record<string, Row>>>(resource: string, rows: T): Named<T> =>
  Object.freeze(
    Object.fromEntries(
      Object.entries(rows).map(([action, row]) => [action, Object.freeze({ resource, action, ...row })]),
    ),
  ) as Named<T>;

/** Roles that may do it to some thing; what the door asks for before the thing is known. */
export const rolesFor = ({ may }: Permission): readonly Role[] =>
  may === 'public' ? [] : (Object.keys(may) as Role[]);

/** Who asks: for one party, in these roles. */
export type Asker = Pick<Actor, 'party' | 'roles'>;

/** The relations that allow it to someone in these roles; none when no role of theirs does. */
export const relationsOf = <R extends Relation>({ may }: Permission<R>, roles: readonly Role[]): readonly R[] =>
  may === 'public' ? [] : [...new Set(roles.flatMap((role) => may[role] ?? []))];

/** The parties that stand in each relation to a thing. */
export type Ties<R extends Relation = Relation> = Readonly<
  Partial<Record<Exclude<R, 'any'>, PartyCode | readonly PartyCode[] | undefined>>
>;

/** The relations in which the asker stands to the thing and that allow it; none: the answer is no. */
export const standings = <R extends Relation>(
  permission: Permission<R>,
  { party, roles }: Asker,
  ties: Ties<R>,
): readonly R[] =>
  relationsOf(permission, roles).filter((relation) => {
    if (relation === 'any') return true;
    const tied = ties[relation as Exclude<R, 'any'>] as PartyCode | readonly PartyCode[] | undefined;
    return Array.isArray(tied) ? tied.includes(party) : tied === party;
  });

/** Whether the asker may do it to a thing with these ties. */
export const allows = <R extends Relation>(permission: Permission<R>, asker: Asker, ties: Ties<R>): boolean =>
  standings(permission, asker, ties).length > 0;

/** What of a list somebody may see: everything, or what their party stands in one of the relations to. */
export interface Sight<R extends Relation = Relation> {
  readonly everything: boolean;
  readonly party: PartyCode;
  readonly relations: readonly Exclude<R, 'any'>[];
}

export const sightOf = <R extends Relation>(permission: Permission<R>, { party, roles }: Asker): Sight<R> => {
  const relations = relationsOf(permission, roles);
  return {
    everything: relations.some((relation) => relation === 'any'),
    party,
    relations: relations.filter((relation): relation is Exclude<R, 'any'> => relation !== 'any'),
  };
};

/** The same sight, as far as one relation goes. */
export const narrowed = <R extends Relation, N extends Exclude<R, 'any'>>(
  { everything, party, relations }: Sight<R>,
  relation: N,
): Sight<'any' | N> => ({
  everything,
  party,
  relations: relations.filter((held): held is N & Exclude<R, 'any'> => held === relation),
});
