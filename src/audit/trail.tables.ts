import type { Month } from '../kernel/calendar';
import type { Position } from '../kernel/event';
import { table } from '../kernel/projection';

/** What one fact is about, by which it is found. All else about it, and its words, are read from the log. */
export interface TrailRow {
  readonly position: Position;
  readonly eventId: string;
  readonly type: string;
  readonly correlationId: string;
  readonly placementId: string | null;
  readonly offeringId: string | null;
  readonly operator: string | null;
  readonly buyer: string | null;
  readonly payer: string | null;
  /** A party that is neither operator, buyer nor payer: who joined, who gave notice, who paid before. */
  readonly party: string | null;
  readonly statementId: string | null;
  readonly agreementId: string | null;
  readonly tariffId: string | null;
  readonly citizenRef: string | null;
  /** The month a fact of the settlement is about. */
  readonly month: string | null;
}

/** Most buyers pay themselves, and are found as buyers. */
export const ANOTHER_PAYS = 'payer IS NOT buyer';
/** Every placement repeats its agreement; who asks for the agreement asks for what happened to itself. */
export const ABOUT_NO_PLACEMENT = 'placementId IS NULL';

/** An index over the log, and not a second copy of it. */
export const auditTrailTable = table<TrailRow>({
  name: 'audit_trail',
  key: ['position'],
  columns: {
    position: 'integer',
    eventId: 'text',
    type: 'text',
    correlationId: 'text',
    placementId: 'text',
    offeringId: 'text',
    operator: 'text',
    buyer: 'text',
    payer: 'text',
    party: 'text',
    statementId: 'text',
    agreementId: 'text',
    tariffId: 'text',
    citizenRef: 'text',
    month: 'text',
  },
  indexes: [
    ['eventId'],
    ['type'],
    ['placementId'],
    ['offeringId'],
    ['operator'],
    ['buyer'],
    ['payer'],
    ['party'],
    ['statementId'],
    ['agreementId'],
    ['tariffId'],
    ['citizenRef'],
    ['correlationId'],
  ],
  sparse: ['placementId', 'offeringId', 'operator', 'buyer', 'party', 'statementId', 'tariffId', 'citizenRef'],
  partial: { payer: ANOTHER_PAYS, agreementId: ABOUT_NO_PLACEMENT },
});

export type ThingKind = 'party' | 'agreement' | 'offering' | 'placement' | 'statement';

/** What later facts only point to: what it is called and whose it is. */
export interface ThingRow {
  readonly kind: Exclude<ThingKind, 'placement'> | 'line';
  readonly id: string;
  /** Of a service line the paragraph that it is sold under. */
  readonly name: string;
  /** Of an offering or a statement. */
  readonly operator: string | null;
  /** Of a statement. */
  readonly payer: string | null;
  /** Of a statement. */
  readonly month: Month | null;
  /** The parties to an agreement. */
  readonly members: readonly string[] | null;
  /** Position of the fact that told this last. */
  readonly told: Position;
}

/** The id of a service line among all things: its own is unique within its offering. */
export const lineThing = (offeringId: string, serviceLineId: string): string => `${offeringId} ${serviceLineId}`;

/** All things but placements. With history, because an old fact is told with the names of its time. */
export const auditThingsTable = table<ThingRow>({
  name: 'audit_things',
  key: ['kind', 'id'],
  history: true,
  columns: {
    kind: 'text',
    id: 'text',
    name: 'text',
    operator: 'text',
    payer: 'text',
    month: 'text',
    members: 'json',
    told: 'integer',
  },
});

/** Whose a placement is. There are more of these than of all other things, and most never change. */
export interface TrailPlacementRow {
  readonly placementId: string;
  readonly offeringId: string | null;
  readonly operator: string | null;
  readonly buyer: string | null;
  readonly payer: string | null;
  /** Everybody who has paid, in the order in which they did; nothing while it is the first payer. */
  readonly payers: readonly string[] | null;
}

export const auditPlacementsTable = table<TrailPlacementRow>({
  name: 'audit_placements',
  key: ['placementId'],
  narrow: true,
  columns: {
    placementId: 'text',
    offeringId: 'text',
    operator: 'text',
    buyer: 'text',
    payer: 'text',
    payers: 'json',
  },
});
