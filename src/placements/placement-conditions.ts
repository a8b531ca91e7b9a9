import type { Asker, Sight } from '../kernel/access';
import type { Day } from '../kernel/calendar';
import { addDays, END_OF_TIME } from '../kernel/calendar';
import type { Position } from '../kernel/event';
import type { LegalBasisCode } from '../kernel/legal-basis';
import type { CitizenRef, OfferingId, PartyCode, PlacementId, ServiceLineId } from '../kernel/vocabulary';
import type { Cell } from '../platform/subscriptions/read-store';
import { seenRows } from '../platform/subscriptions/sight-condition';
import type { PlacementRelation } from './placement-access';
import type { PlacementPhase, PlacementRow } from './place-book.tables';

/** What of a list is asked for, and what waits for whom, as conditions over the rows of placements. */

/** What somebody has to do, the soonest forgotten first. The signatures are the contract's, which is downstream. */
export const PLACEMENT_WAITS = [
  'RESERVATION',
  'PAYER_CHANGE',
  'SERVICE_CHANGE',
  'ENROLMENT',
  'SIGNATURE',
  'ADDENDUM',
  'DISCHARGE',
] as const;
export type PlacementWait = (typeof PLACEMENT_WAITS)[number];

/** What waits by the placement's own facts. */
export const BOOKED_WAITS = ['RESERVATION', 'PAYER_CHANGE', 'SERVICE_CHANGE', 'ENROLMENT', 'DISCHARGE'] as const;
export type BookedWait = (typeof BOOKED_WAITS)[number];
export type SignatureWait = Exclude<PlacementWait, BookedWait>;

export const isBooked = (wait: PlacementWait | undefined): wait is BookedWait =>
  (BOOKED_WAITS as readonly (PlacementWait | undefined)[]).includes(wait);

export const TURNS = ['YOU', 'OTHERS'] as const;
/** Whether it waits for the one who asks, or for the other side of a placement of theirs. */
export type Turn = (typeof TURNS)[number];

/** Days ahead within which an agreed first day calls for the enrolment to be prepared. */
export const COMING_DAYS = 14;

type OrderedRow = Pick<
  PlacementRow,
  'firstDay' | 'lastDay' | 'expiresOn' | 'offeringName' | 'proposal' | 'payerProposal'
>;

/** What rows are sorted by: as the database reads it, and as it is read off a row to go on behind it. */
export interface RowOrder {
  readonly sql: string;
  readonly of: (row: OrderedRow) => string;
}

const FIRST_DAY: RowOrder = { sql: 'firstDay', of: ({ firstDay }) => firstDay };
const LAST_DAY: RowOrder = {
  sql: `COALESCE(lastDay, '${END_OF_TIME}')`,
  of: ({ lastDay }) => lastDay ?? END_OF_TIME,
};
const OFFERING: RowOrder = { sql: 'offeringName', of: ({ offeringName }) => offeringName };

interface WaitCondition {
  /** When there is something to do. */
  readonly when: string;
  /** Which side has to do it; absent: never that side. */
  readonly operator?: string;
  readonly buyer?: string;
  readonly askedPayer?: string;
  /** The day by which it ought to be done. */
  readonly due: RowOrder;
}

/** Of its own citizens a party is both sides, and answers itself. */
const OWN_CITIZEN = 'buyer = operator';

const WAITS: Readonly<Record<BookedWait, WaitCondition>> = {
  RESERVATION: {
    when: `phase = 'reserved'`,
    operator: '1 = 1',
    due: { sql: 'expiresOn', of: ({ expiresOn }) => expiresOn },
  },
  PAYER_CHANGE: {
    when: 'proposedPayer IS NOT NULL',
    askedPayer: 'proposedPayer',
    due: { sql: `payerProposal ->> 'from'`, of: ({ payerProposal, firstDay }) => payerProposal?.from ?? firstDay },
  },
  SERVICE_CHANGE: {
    when: `proposedBy IS NOT NULL AND phase IN ('agreed', 'enrolled')`,
    operator: `(proposedBy <> operator OR ${OWN_CITIZEN})`,
    buyer: `(proposedBy <> buyer OR ${OWN_CITIZEN})`,
    due: { sql: `proposal ->> 'from'`, of: ({ proposal, firstDay }) => proposal?.from ?? firstDay },
  },
  ENROLMENT: { when: `phase = 'agreed' AND firstDay <= :soon`, operator: '1 = 1', due: FIRST_DAY },
  DISCHARGE: { when: `phase = 'enrolled' AND lastDay < :today`, operator: '1 = 1', due: LAST_DAY },
};

/** True of rows where it is the asker's turn; the asker's party is `:party`. */
const yours = ({ operator, buyer, askedPayer }: WaitCondition, { roles }: Asker): string => {
  const sides = [
    ...(operator !== undefined && roles.includes('operator') ? [`(+operator = :party AND ${operator})`] : []),
    ...(buyer !== undefined && roles.includes('buyer') ? [`(+buyer = :party AND ${buyer})`] : []),
    ...(askedPayer !== undefined && roles.includes('buyer') ? [`${askedPayer} = :party`] : []),
  ];
  return sides.length === 0 ? '(1 = 0)' : `(${sides.join(' OR ')})`;
};

/** True of rows in which the asker is a side, whoever's turn it is. */
const sideOf = ({ roles }: Asker): string => {
  const sides = [
    ...(roles.includes('operator') ? ['+operator = :party'] : []),
    ...(roles.includes('buyer') ? ['+buyer = :party', '+payer = :party'] : []),
  ];
  return sides.length === 0 ? '(1 = 0)' : `(${sides.join(' OR ')})`;
};

/** The rows in which something waits, of everybody when nobody's turn is asked for. */
export const waitCondition = (wait: BookedWait, asker: Asker, turn?: Turn): string => {
  const condition = WAITS[wait];
  if (turn === undefined) return `(${condition.when})`;
  const own = yours(condition, asker);
  return turn === 'YOU' ? `(${condition.when} AND ${own})` : `(${condition.when} AND ${sideOf(asker)} AND NOT ${own})`;
};

/** Somebody is away on the day `:awayOn`. */
export const AWAY = `phase = 'enrolled' AND EXISTS (SELECT 1 FROM json_each(absences)
  WHERE value ->> 'first' <= :awayOn AND value ->> 'last' >= :awayOn)`;

export const PLACEMENT_ORDERS = [
  'NEWEST',
  'DUE',
  'FIRST_DAY',
  '-FIRST_DAY',
  'LAST_DAY',
  '-LAST_DAY',
  'OFFERING',
  '-OFFERING',
] as const;
export type PlacementOrder = (typeof PLACEMENT_ORDERS)[number];

/** By what a list goes in any order but that of the reservations. DUE: by when what waits ought to be done. */
export const rowOrder = (order: Exclude<PlacementOrder, 'NEWEST'>, waiting?: PlacementWait): RowOrder => {
  if (order === 'DUE') return isBooked(waiting) ? WAITS[waiting].due : FIRST_DAY;
  if (order === 'OFFERING' || order === '-OFFERING') return OFFERING;
  return order === 'FIRST_DAY' || order === '-FIRST_DAY' ? FIRST_DAY : LAST_DAY;
};

/** What one searched text stands for. */
export interface CalledSo {
  readonly offerings: readonly OfferingId[];
  readonly placements?: readonly PlacementId[];
  readonly citizens?: readonly CitizenRef[];
}

export interface PlacementFilter {
  /** As if nothing after this position had been recorded. */
  readonly knownAt?: Position | undefined;
  readonly placementId?: PlacementId | undefined;
  readonly seenBy: Sight<'any' | PlacementRelation>;
  readonly phase?: PlacementPhase | undefined;
  readonly buyer?: PartyCode | undefined;
  readonly operator?: PartyCode | undefined;
  /** The payer of the newest payer change. */
  readonly payer?: PartyCode | undefined;
  readonly offeringId?: OfferingId | undefined;
  /** Only what is called so: at these offerings, or one of these placements, or of one of these citizens. */
  readonly called?: CalledSo | undefined;
  readonly serviceLineId?: ServiceLineId | undefined;
  readonly legalBasis?: LegalBasisCode | undefined;
  readonly citizenRef?: CitizenRef | undefined;
  /** The first day lies between these, both included. */
  readonly startsFrom?: Day | undefined;
  readonly startsTo?: Day | undefined;
  /** The last day, as far as it is known, lies between these, both included. */
  readonly endsFrom?: Day | undefined;
  readonly endsTo?: Day | undefined;
  /** Only enrolled citizens who are away on this day. */
  readonly awayOn?: Day | undefined;
  /** Only placements that hold a place on this day. */
  readonly effectiveOn?: Day | undefined;
  /** Only where this waits, as of `today`. */
  readonly wait?:
    | {
        readonly kind: BookedWait;
        readonly asker: Asker;
        readonly turn?: Turn | undefined;
        readonly today: Day;
      }
    | undefined;
  /** Only these. */
  readonly among?: readonly PlacementId[] | undefined;
}

const SEEN_AS = {
  buyer: 'buyer = :reader',
  payer: `(instr(payerCodes, ' ' || :reader || ' ') > 0 OR proposedPayer = :reader)`,
  operator: 'operator = :reader',
};

export interface PlacementCondition {
  readonly where: string;
  readonly parameters: Record<string, Cell>;
}

/** The same, looked at in the few rows that something else has found: the plus keeps the index of a party out of it. */
const SEEN_IN_FEW = { ...SEEN_AS, buyer: '+buyer = :reader', operator: '+operator = :reader' };

/** Every row the asker may see. */
export const seenPlacements = (seenBy: PlacementFilter['seenBy'], seenAs = SEEN_AS): PlacementCondition => {
  const { where, parameters } = seenRows(seenBy, seenAs);
  return { where, parameters: { ...parameters } };
};

/** Days that a condition over waits may name. */
export const waitDays = (today: Day): Readonly<Record<string, Cell>> => ({ today, soon: addDays(today, COMING_DAYS) });

/** SQLite takes no parameter that the text does not name. */
export const named = (sql: string, parameters: Readonly<Record<string, Cell>>): Record<string, Cell> =>
  Object.fromEntries(Object.entries(parameters).filter(([name]) => new RegExp(`:${name}\\b`).test(sql)));

const EQUAL = [
  'placementId',
  'phase',
  'buyer',
  'operator',
  'payer',
  'offeringId',
  'serviceLineId',
  'legalBasis',
  'citizenRef',
] as const satisfies readonly (keyof PlacementFilter)[];

const BOUNDS = {
  startsFrom: 'firstDay >= :startsFrom',
  startsTo: 'firstDay <= :startsTo',
  endsFrom: 'lastDay >= :endsFrom',
  endsTo: 'lastDay <= :endsTo',
  awayOn: AWAY,
  effectiveOn: `phase IN ('reserved', 'agreed', 'enrolled', 'discharged') AND firstDay <= :effectiveOn
     AND COALESCE(lastDay, '9999-12-31') >= :effectiveOn`,
} as const satisfies Partial<Record<keyof PlacementFilter, string>>;

const oneOf = (column: string, name: string): string => `${column} IN (SELECT value FROM json_each(:${name}))`;

export const conditionOf = (filter: PlacementFilter): PlacementCondition => {
  // What waits is found by its phase or its proposal, and what is named by its id: a large operator has thousands.
  const few = filter.wait !== undefined || filter.among !== undefined;
  const seen = seenPlacements(filter.seenBy, few ? SEEN_IN_FEW : SEEN_AS);
  const conditions = [seen.where];
  const parameters = seen.parameters;
  const and = (condition: string, name: string, value: Cell | undefined): void => {
    if (value === undefined) return;
    conditions.push(condition);
    parameters[name] = value;
  };
  for (const name of EQUAL) and(`${name} = :${name}`, name, filter[name]);
  for (const [name, condition] of Object.entries(BOUNDS)) and(condition, name, filter[name as keyof typeof BOUNDS]);
  if (filter.wait !== undefined) {
    const { kind, asker, turn, today } = filter.wait;
    const where = waitCondition(kind, asker, turn);
    conditions.push(where);
    Object.assign(parameters, named(where, { ...waitDays(today), party: asker.party }));
  }
  and(oneOf('placementId', 'among'), 'among', filter.among && JSON.stringify(filter.among));
  if (filter.called !== undefined) {
    const { offerings, placements = [], citizens = [] } = filter.called;
    conditions.push(
      `(${oneOf('offeringId', 'offerings')} OR ${oneOf('placementId', 'placements')} OR ${oneOf('citizenRef', 'citizens')})`,
    );
    for (const [name, ids] of Object.entries({ offerings, placements, citizens }))
      parameters[name] = JSON.stringify(ids);
  }
  return { where: conditions.join(' AND '), parameters };
};
