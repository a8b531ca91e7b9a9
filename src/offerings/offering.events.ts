import type { Day } from '../kernel/calendar';
import type { Fact } from '../kernel/event';
import type { LegalBasisCode } from '../kernel/legal-basis';
import type { OfferingId, PartyCode, ServiceLineId } from '../kernel/vocabulary';

/** What an offering is and whom it is for. */
export interface OfferingDescription {
  readonly name: string;
  /** Municipality in which the offering lies; null where the source does not say. */
  readonly addressMunicipality: PartyCode | null;
  readonly targetGroups: readonly string[];
  /** Years, both included. */
  readonly ageFrom: number;
  readonly ageTo: number;
}

/** An operator offers places here. Whether the offering is real or made up for demonstration is part of the fact. */
export type OfferingPublished = Fact<
  'OfferingPublished',
  OfferingDescription & {
    offeringId: OfferingId;
    operator: PartyCode;
    /** Approval by socialtilsynet, where it is known (R31). */
    approvedFrom?: Day;
    approvedUntil?: Day;
    constructed: boolean;
    source?: string;
  }
>;

/** The description changed from this day; places, tariffs and placements are untouched. */
export type OfferingDescribed = Fact<'OfferingDescribed', OfferingDescription & { offeringId: OfferingId; from: Day }>;

/** Socialtilsynet approved the offering for a period. */
export type OfferingApproved = Fact<'OfferingApproved', { offeringId: OfferingId; from: Day; until?: Day }>;

/** The offering sells this service under one paragraph from this day (R13). */
export type ServiceLineAdded = Fact<
  'ServiceLineAdded',
  {
    offeringId: OfferingId;
    serviceLineId: ServiceLineId;
    legalBasis: LegalBasisCode;
    name: string;
    from: Day;
    /** Within the framework agreement (R5). */
    coveredByFramework: boolean;
    /** Short courses, acute and respite stays: other occupancy band (R12) and no notice (R30). */
    shortStay: boolean;
  }
>;

/** No new placement begins on the service line after this day. */
export type ServiceLineEnded = Fact<
  'ServiceLineEnded',
  { offeringId: OfferingId; serviceLineId: ServiceLineId; last: Day; reason: string }
>;

/** The operator closes the offering; this is its last day (R24). Places are not sold past it. */
export type ClosureAnnounced = Fact<
  'ClosureAnnounced',
  { offeringId: OfferingId; announcedOn: Day; last: Day; reason: string }
>;

export type OfferingEvent =
  OfferingPublished | OfferingDescribed | OfferingApproved | ServiceLineAdded | ServiceLineEnded | ClosureAnnounced;
