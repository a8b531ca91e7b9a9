import type { Day } from '../kernel/calendar';
import type { Position } from '../kernel/event';
import type { LegalBasisCode } from '../kernel/legal-basis';
import { table } from '../kernel/projection';
import type {
  CitizenRef,
  OfferingId,
  PartyCode,
  PlacementId,
  ServiceLineId,
  TariffId,
  TariffLevel,
} from '../kernel/vocabulary';
import type {
  AbsenceKind,
  DischargeReason,
  PayerChangeGround,
  PlacementTerms,
  ServiceTerms,
} from './place-book.events';

/**
 * Every placement with what later readers need: settlement, occupancy, audit, contracts. Timelines are sorted by `from`
 * and already say what holds; `knownAt` gives them as they were known.
 */

export const PLACEMENT_PHASES = [
  'reserved',
  'agreed',
  'enrolled',
  'discharged',
  'declined',
  'withdrawn',
  'lapsed',
] as const;
export type PlacementPhase = (typeof PLACEMENT_PHASES)[number];

/** Who pays from a day on, until the next entry. The first begins on the placement's first day. */
export interface PayerSince {
  readonly from: Day;
  readonly payer: PartyCode;
  readonly payerEan?: string;
  readonly eventId: string;
}

/** What is agreed about the service from a day on, until the next entry (R14). */
export interface ServiceTermsSince extends ServiceTerms {
  readonly from: Day;
  /** Evidence of the price list when it was agreed; settlement follows the versions in force on each day (R29). */
  readonly tariffId: TariffId;
  readonly eventId: string;
}

/** Both days included. */
export interface Absence {
  readonly first: Day;
  readonly last: Day;
  readonly kind: AbsenceKind;
  readonly eventId: string;
}

export interface ProposedChange {
  readonly by: PartyCode;
  readonly from: Day;
  readonly terms: ServiceTerms;
  readonly eventId: string;
}

/** Who has been asked to pay and has not answered: until then the present payer pays (R9). */
export interface ProposedPayer {
  readonly by: PartyCode;
  readonly from: Day;
  readonly payer: PartyCode;
  readonly payerEan?: string;
  readonly legalGround: PayerChangeGround;
  readonly eventId: string;
}

/** The events a figure can point to. `discharged` is the newest of discharge and corrections. */
export interface PlacementEvidence {
  readonly reserved: string;
  readonly agreed?: string;
  readonly enrolled?: string;
  readonly notice?: string;
  readonly discharged?: string;
  readonly corrections?: readonly string[];
  readonly ended?: string;
}

export interface PlacementRow {
  readonly placementId: PlacementId;
  readonly offeringId: OfferingId;
  readonly offeringName: string;
  readonly serviceLineId: ServiceLineId;
  readonly legalBasis: LegalBasisCode;
  /** The level of the newest service terms. */
  readonly level: TariffLevel;
  readonly buyer: PartyCode;
  readonly operator: PartyCode;
  /** The payer of the newest payer change. */
  readonly payer: PartyCode;
  /** Everybody who has been payer, as ` 751 740 `, so that each finds the placement. */
  readonly payerCodes: string;
  readonly citizenRef: CitizenRef;
  readonly phase: PlacementPhase;
  /** Agreed first day; the day the citizen came once enrolled. */
  readonly firstDay: Day;
  readonly plannedLastDay: Day | null;
  readonly expiresOn: Day;
  readonly noticeDate: Day | null;
  readonly noticeLastPayableDay: Day | null;
  readonly departureDay: Day | null;
  /** The last day the place is taken, as far as it is known: departure, else notice, else what was planned. */
  readonly lastDay: Day | null;
  /** 0 when the departure day is neither occupied nor paid (R35). */
  readonly departureDayCounts: 0 | 1;
  readonly departureReason: DischargeReason | null;
  /** Last day that is paid, once the stay is over. */
  readonly lastPayableDay: Day | null;
  /** The rule the last payable day follows from. */
  readonly ruleRef: string | null;
  /** 1 when the days after the departure are paid only until the place is sold again (R30). */
  readonly stopsOnResale: 0 | 1;
  readonly terms: PlacementTerms;
  readonly payers: readonly PayerSince[];
  readonly serviceTerms: readonly ServiceTermsSince[];
  readonly absences: readonly Absence[];
  readonly proposal: ProposedChange | null;
  /** Who asks for other terms and has no answer, so that the placement is found by the side that has to give it. */
  readonly proposedBy: PartyCode | null;
  readonly payerProposal: ProposedPayer | null;
  /** The one who was asked to pay, so that it finds the placement; null while nobody is. */
  readonly proposedPayer: PartyCode | null;
  readonly evidence: PlacementEvidence;
  /** Position of the reservation: the order in which placements came about. */
  readonly reservedPosition: Position;
  /** The placement's own events, counted from 0: its ETag. */
  readonly revision: number;
  readonly lastEventId: string;
  readonly lastPosition: Position;
  readonly recordedAt: string;
}

export const placementsTable = table<PlacementRow>({
  name: 'placements',
  key: ['placementId'],
  history: true,
  wide: true,
  columns: {
    placementId: 'text',
    offeringId: 'text',
    offeringName: 'text',
    serviceLineId: 'text',
    legalBasis: 'text',
    level: 'text',
    buyer: 'text',
    operator: 'text',
    payer: 'text',
    payerCodes: 'text',
    citizenRef: 'text',
    phase: 'text',
    firstDay: 'text',
    plannedLastDay: 'text',
    expiresOn: 'text',
    noticeDate: 'text',
    noticeLastPayableDay: 'text',
    departureDay: 'text',
    lastDay: 'text',
    departureDayCounts: 'integer',
    departureReason: 'text',
    lastPayableDay: 'text',
    ruleRef: 'text',
    stopsOnResale: 'integer',
    terms: 'json',
    payers: 'json',
    serviceTerms: 'json',
    absences: 'json',
    proposal: 'json',
    proposedBy: 'text',
    payerProposal: 'json',
    proposedPayer: 'text',
    evidence: 'json',
    reservedPosition: 'integer',
    revision: 'integer',
    lastEventId: 'text',
    lastPosition: 'integer',
    recordedAt: 'text',
  },
  indexes: [
    ['reservedPosition'],
    ['operator', 'reservedPosition'],
    ['buyer', 'reservedPosition'],
    ['offeringId', 'serviceLineId'],
    ['phase', 'expiresOn'],
    ['lastDay'],
    ['proposedBy'],
    ['proposedPayer'],
    ['citizenRef'],
  ],
  sparse: ['proposedBy', 'proposedPayer'],
  // Asked for of those who live there: whose stay should have ended.
  partial: { lastDay: `phase = 'enrolled'` },
});

export const CAPACITY_KINDS = ['PLACES', 'EXTRA', 'CLOSED'] as const;
export type CapacityKind = (typeof CAPACITY_KINDS)[number];

/** One change of capacity. PLACES hold until the next change begins; a later record of the same day replaces it. */
export interface CapacityRow {
  readonly eventId: string;
  readonly offeringId: OfferingId;
  /** Absent when the whole offering closes. */
  readonly serviceLineId: ServiceLineId | null;
  readonly kind: CapacityKind;
  /** Places, or places beyond them for EXTRA; 0 for CLOSED. */
  readonly places: number;
  /** First day it holds; for CLOSED the first day without places. */
  readonly first: Day;
  /** Last day, included; only EXTRA has one. */
  readonly last: Day | null;
  readonly reason: string | null;
  readonly position: Position;
  readonly recordedAt: string;
}

export const capacitiesTable = table<CapacityRow>({
  name: 'capacities',
  key: ['eventId'],
  history: true,
  columns: {
    eventId: 'text',
    offeringId: 'text',
    serviceLineId: 'text',
    kind: 'text',
    places: 'integer',
    first: 'text',
    last: 'text',
    reason: 'text',
    position: 'integer',
    recordedAt: 'text',
  },
  indexes: [['offeringId', 'serviceLineId']],
});
