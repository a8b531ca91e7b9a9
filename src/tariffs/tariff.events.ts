import type { Day } from '../kernel/calendar';
import type { Fact } from '../kernel/event';
import type { LegalBasisCode } from '../kernel/legal-basis';
import type { BasisPoints, Ore } from '../kernel/money';
import type { PlacementGround } from '../kernel/placement-ground';
import type {
  AgreementId,
  CalculationId,
  OfferingId,
  PartyCode,
  ServiceLineId,
  TariffId,
  TariffLevel,
} from '../kernel/vocabulary';

export const COMPONENT_KINDS = ['BASE', 'SERVICE_HOUR', 'SERVICE_PACKAGE', 'SUPPLEMENT'] as const;
export type ComponentKind = (typeof COMPONENT_KINDS)[number];

export const TARIFF_UNITS = ['DAY', 'HOUR', 'MONTH', 'KM', 'PIECE'] as const;
export type TariffUnit = (typeof TARIFF_UNITS)[number];

/** One part of a price (R15). BASE and SERVICE_PACKAGE are always charged; a SUPPLEMENT only where it is agreed. */
export interface TariffComponent {
  /** Unique within the tariff: `BASE`, `NATTEVAGT`. */
  readonly code: string;
  readonly kind: ComponentKind;
  readonly unit: TariffUnit;
  readonly priceOre: Ore;
  /** The paragraph of one service of a calculated package, under which it is invoiced (R13). Absent: the line's own. */
  readonly legalBasis?: LegalBasisCode;
}

/** Warnings that follow a tariff: recorded, shown to the secretariat, never a hindrance (R12, R17, R19, Q12). */
export const TARIFF_WARNINGS = [
  'ABOVE_TARIFF_CAP',
  'OCCUPANCY_BELOW_BAND',
  'OCCUPANCY_ABOVE_RECOMMENDED',
  'NOT_WHOLE_KRONER',
  'SHORT_NOTICE',
] as const;
export type TariffWarningCode = (typeof TARIFF_WARNINGS)[number];

export interface TariffWarning {
  readonly code: TariffWarningCode;
  /** The rule it comes from: `R19`. */
  readonly rule: string;
  /** For the cap: what the day price may at most be. */
  readonly limitOre?: Ore;
  readonly actualOre?: Ore;
}

/** Why a tariff goes above the cap (R19; [KNOW] which reasons count). */
export const CAP_REASONS = ['LAW_CHANGE', 'REGULATION_YEAR_2', 'CHANGED_TARGET_GROUP', 'OTHER'] as const;
export type CapReason = (typeof CAP_REASONS)[number];

/** The price of a level of a service line, from this day until the next version begins (R14). */
export type TariffChanged = Fact<
  'TariffChanged',
  {
    tariffId: TariffId;
    offeringId: OfferingId;
    operator: PartyCode;
    serviceLineId: ServiceLineId;
    level: TariffLevel;
    /** The level is the price for those placed on this ground; such a price has another level beside it (R41). */
    placementGround?: PlacementGround;
    components: readonly TariffComponent[];
    validFrom: Day;
    /** Rate the tariff was calculated with, which must be shown (R31). Absent: not published. */
    budgetedOccupancyBp?: BasisPoints;
    agreementId?: AgreementId;
    reason: string;
    capReason?: CapReason;
    warnings: readonly TariffWarning[];
    source?: string;
    /** The calculation it was made from (R10); absent where the price was entered. */
    calculationId?: CalculationId;
  }
>;

/** An earlier version was wrong: this one takes its place from the same day, and what was billed is adjusted. */
export type TariffCorrected = Fact<
  'TariffCorrected',
  {
    tariffId: TariffId;
    supersedes: TariffId;
    offeringId: OfferingId;
    operator: PartyCode;
    serviceLineId: ServiceLineId;
    level: TariffLevel;
    /** The level is the price for those placed on this ground; such a price has another level beside it (R41). */
    placementGround?: PlacementGround;
    components: readonly TariffComponent[];
    validFrom: Day;
    budgetedOccupancyBp?: BasisPoints;
    agreementId?: AgreementId;
    reason: string;
    capReason?: CapReason;
    warnings: readonly TariffWarning[];
    /** The calculation it was made from; absent where the price was entered. */
    calculationId?: CalculationId;
  }
>;

export type TariffEvent = TariffChanged | TariffCorrected;
