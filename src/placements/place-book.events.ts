import type { Day } from '../kernel/calendar';
import type { Fact } from '../kernel/event';
import type { LegalBasisCode } from '../kernel/legal-basis';
import type { BasisPoints, Hundredths } from '../kernel/money';
import type { PlacementGround } from '../kernel/placement-ground';
import type {
  AgreementId,
  CitizenRef,
  OfferingId,
  PartyCode,
  PlacementId,
  ServiceLineId,
  TariffId,
  TariffLevel,
} from '../kernel/vocabulary';
import type { TariffComponent } from '../tariffs/tariff.events';

// ---- capacity: how many places there are -------------------------------------------------------------------------

/** The service line has this many places from this day on, until the next change (R24). */
export type CapacityChanged = Fact<
  'CapacityChanged',
  { offeringId: OfferingId; serviceLineId: ServiceLineId; places: number; from: Day; reason: string }
>;

/** For a while more citizens may be taken than there are places (R24, I6). Both days included. */
export type OverCapacityOpened = Fact<
  'OverCapacityOpened',
  {
    offeringId: OfferingId;
    serviceLineId: ServiceLineId;
    extraPlaces: number;
    first: Day;
    last: Day;
    reason: string;
  }
>;

/** The offering closes: no place on any of its service lines is sold past this day. */
export type CapacityClosed = Fact<'CapacityClosed', { offeringId: OfferingId; last: Day }>;

// ---- the purchase ------------------------------------------------------------------------------------------------

export const PAYER_GROUNDS = ['ACTING_MUNICIPALITY', 'AGREEMENT', 'OTHER_LAW'] as const;
export type PayerGround = (typeof PAYER_GROUNDS)[number];

/** What is agreed about the service itself: changed only by both parties (R14, R29). */
export interface ServiceTerms {
  readonly level: TariffLevel;
  /** Service hours a day in hundredths, for tariffs with a component per hour (R15). */
  readonly hoursPerDay?: Hundredths;
  /** Codes of the tariff's supplements that are agreed. */
  readonly supplements: readonly string[];
  /** Days a week, for part-time day places, and the part of the price it gives (R16). */
  readonly daysPerWeek?: number;
  readonly factorBp: BasisPoints;
}

/** Everything a purchase rests on, frozen when the place is reserved, so that nothing has to be looked up again. */
export interface PlacementTerms extends ServiceTerms {
  readonly offeringName: string;
  readonly operator: PartyCode;
  readonly buyer: PartyCode;
  /** Who pays (R6), and on what ground where it is not the buyer (R7-R9). */
  readonly payer: PartyCode;
  readonly payerGround: PayerGround;
  readonly payerEan?: string;
  readonly citizenRef: CitizenRef;
  readonly serviceLineId: ServiceLineId;
  readonly legalBasis: LegalBasisCode;
  /** Short courses, acute and respite stays: no notice (R30), and no hindrance to another stay (I5). Absent: no. */
  readonly shortStay?: true;
  readonly placementGround: PlacementGround;
  readonly agreementId: AgreementId;
  readonly tariffId: TariffId;
  /** The price list on the first day, as evidence; settlement follows the versions in force on each day (R29). */
  readonly components: readonly TariffComponent[];
}

/** A buyer holds a place for a citizen from a day on, until the reservation expires. The operator has not answered. */
export type PlaceReserved = Fact<
  'PlaceReserved',
  {
    placementId: PlacementId;
    offeringId: OfferingId;
    firstDay: Day;
    /** Agreed end, where the stay is limited; the place is free the day after. */
    plannedLastDay?: Day;
    /** Last day on which the operator can confirm. */
    expiresOn: Day;
    terms: PlacementTerms;
  }
>;

/** The operator says yes: one fact, the buyer's purchase and the operator's sale. */
export type PlacePurchaseAgreed = Fact<
  'PlacePurchaseAgreed',
  {
    placementId: PlacementId;
    offeringId: OfferingId;
    agreedOn: Day;
    firstDay: Day;
    plannedLastDay?: Day;
    terms: PlacementTerms;
  }
>;

export const DECLINE_REASONS = ['TARGET_GROUP', 'NO_STAFF', 'SAFETY_OF_OTHERS', 'CLOSING', 'OTHER'] as const;
export type DeclineReason = (typeof DECLINE_REASONS)[number];

/** The operator says no. The place is free again and nothing is owed. */
export type ReservationDeclined = Fact<
  'ReservationDeclined',
  { placementId: PlacementId; offeringId: OfferingId; reason: DeclineReason }
>;

/** The buyer no longer wants the place, before the citizen came. The place is free again and nothing is owed. */
export type ReservationWithdrawn = Fact<
  'ReservationWithdrawn',
  { placementId: PlacementId; offeringId: OfferingId; withdrawnOn: Day }
>;

/** Nobody answered in time. The place is free again. */
export type ReservationLapsed = Fact<
  'ReservationLapsed',
  { placementId: PlacementId; offeringId: OfferingId; expiredOn: Day }
>;

// ---- the stay ----------------------------------------------------------------------------------------------------

/** The citizen came on this day; it is the first day that is paid (R35). */
export type CitizenEnrolled = Fact<
  'CitizenEnrolled',
  { placementId: PlacementId; offeringId: OfferingId; firstDay: Day }
>;

/** One party asks for other terms from a day on; nothing changes until the other party accepts (R14). */
export type ServiceChangeProposed = Fact<
  'ServiceChangeProposed',
  { placementId: PlacementId; offeringId: OfferingId; by: PartyCode; from: Day; terms: ServiceTerms }
>;

/** The other party said no to the terms that were asked for. */
export type ServiceChangeRefused = Fact<
  'ServiceChangeRefused',
  { placementId: PlacementId; offeringId: OfferingId; by: PartyCode }
>;

/** Both parties accept other terms from this day on; an addendum is drawn up (R29). */
export type ServiceLevelChanged = Fact<
  'ServiceLevelChanged',
  { placementId: PlacementId; offeringId: OfferingId; from: Day; terms: ServiceTerms; tariffId: TariffId }
>;

export const ABSENCE_KINDS = ['HOSPITAL', 'HOLIDAY', 'LEAVE', 'OTHER'] as const;
export type AbsenceKind = (typeof ABSENCE_KINDS)[number];

/** The citizen is away; the place is held and paid in full (Q3). Both days included. */
export type AbsenceRegistered = Fact<
  'AbsenceRegistered',
  { placementId: PlacementId; offeringId: OfferingId; first: Day; last: Day; kind: AbsenceKind }
>;

/** A party gives notice. The last payable day is computed when it is given, and stands (R30). */
export type NoticeGiven = Fact<
  'NoticeGiven',
  {
    placementId: PlacementId;
    offeringId: OfferingId;
    by: PartyCode;
    noticeDate: Day;
    receivedDate: Day;
    lastPayableDay: Day;
    ruleRef: string;
    agreementId: AgreementId;
  }
>;

export const DISCHARGE_REASONS = [
  'MOVED',
  'COMPLETED',
  'DEATH',
  'BUYER_NOTICE',
  'OPERATOR_NOTICE',
  'CLOSURE',
  'HOME_TAKEN',
] as const;
export type DischargeReason = (typeof DISCHARGE_REASONS)[number];

/**
 * The citizen has left. Two days: the day of departure counts in the occupancy, the last payable day in the settlement
 * (domain.md §3.5); between them the place is paid and not occupied.
 */
export type CitizenDischarged = Fact<
  'CitizenDischarged',
  {
    placementId: PlacementId;
    offeringId: OfferingId;
    departureDay: Day;
    /** Whether the departure day is occupied and paid, by the rules in force on it (R35). Absent: it is. */
    departureDayCounts?: false;
    lastPayableDay: Day;
    reason: DischargeReason;
    ruleRef: string;
    /** The days after the departure are paid until the place is sold again, at most (R30). Absent: whatever happens. */
    stopsOnResale?: true;
  }
>;

/** Why a departure was recorded wrongly: a code, because free text about a stay tends to become text about a person. */
export const CORRECTION_CAUSES = ['LATE_MESSAGE', 'WRONG_DAY', 'WRONG_REASON'] as const;
export type CorrectionCause = (typeof CORRECTION_CAUSES)[number];

/** The departure was recorded wrongly: these days hold instead. What was billed is adjusted in the next open month. */
export type DischargeCorrected = Fact<
  'DischargeCorrected',
  {
    placementId: PlacementId;
    offeringId: OfferingId;
    departureDay: Day;
    departureDayCounts?: false;
    lastPayableDay: Day;
    reason: DischargeReason;
    ruleRef: string;
    stopsOnResale?: true;
    cause: CorrectionCause;
  }
>;

/** What makes another municipality pay: acting duty (RSL § 9), agreement on it (RSL § 9, R9), aftercare (RSL § 9 c, R8). */
export const PAYER_CHANGE_GROUNDS = ['RSL-9', 'RSL-9-AGREEMENT', 'RSL-9C', 'OTHER_LAW'] as const;
export type PayerChangeGround = (typeof PAYER_CHANGE_GROUNDS)[number];

/** Another municipality pays from this day; moving into a sold place never does this by itself (R7). */
export type PayerChanged = Fact<
  'PayerChanged',
  {
    placementId: PlacementId;
    offeringId: OfferingId;
    from: Day;
    formerPayer: PartyCode;
    payer: PartyCode;
    payerEan?: string;
    legalGround: PayerChangeGround;
    /** Where the ground is an agreement: the citizen has consented to it (R9). */
    citizenConsents?: true;
  }
>;

/**
 * Another municipality is asked to pay by agreement (R9): nothing changes until it has said yes, so the present payer goes
 * on paying.
 */
export type PayerChangeProposed = Fact<
  'PayerChangeProposed',
  {
    placementId: PlacementId;
    offeringId: OfferingId;
    by: PartyCode;
    from: Day;
    payer: PartyCode;
    payerEan?: string;
    legalGround: PayerChangeGround;
    citizenConsents: true;
  }
>;

/** The one who was asked to pay said no, or the one who asked took it back. */
export type PayerChangeRefused = Fact<
  'PayerChangeRefused',
  { placementId: PlacementId; offeringId: OfferingId; by: PartyCode }
>;

export type CapacityEvent = CapacityChanged | OverCapacityOpened | CapacityClosed;

export type PlacementEvent =
  | PlaceReserved
  | PlacePurchaseAgreed
  | ReservationDeclined
  | ReservationWithdrawn
  | ReservationLapsed
  | CitizenEnrolled
  | ServiceChangeProposed
  | ServiceChangeRefused
  | ServiceLevelChanged
  | AbsenceRegistered
  | NoticeGiven
  | CitizenDischarged
  | DischargeCorrected
  | PayerChanged
  | PayerChangeProposed
  | PayerChangeRefused;

/** Everything in an offering's place book: one stream, so that no place is ever sold twice. */
export type PlaceBookEvent = CapacityEvent | PlacementEvent;
