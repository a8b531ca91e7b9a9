import type { Day } from '../kernel/calendar';
import type { Fact } from '../kernel/event';
import type { LegalBasisCode } from '../kernel/legal-basis';
import type { BasisPoints, Hundredths, Ore } from '../kernel/money';
import type {
  AgreementId,
  CalculationId,
  OfferingId,
  PartyCode,
  ServiceLineId,
  TariffId,
  TariffLevel,
} from '../kernel/vocabulary';

/** What a tariff is calculated from (R1, R10): all budgeted costs, direct and indirect. HEALTH_INCLUDED is R20. */
export const COST_CATEGORIES = [
  'DIRECT',
  'OVERHEAD',
  'DEPRECIATION',
  'INTEREST',
  'SUPERVISION_FEE',
  'HEALTH_INCLUDED',
  'DEVELOPMENT',
  'FRAMEWORK_SECRETARIAT',
  'OTHER',
] as const;
export type CostCategory = (typeof COST_CATEGORIES)[number];

/** Which part of a two-part tariff pays for it (R15): the base price a day, or the service price an hour. */
export const PRICE_PARTS = ['BASE', 'SERVICE'] as const;
export type PricePart = (typeof PRICE_PARTS)[number];

/** A budgeted cost of the tariff year; negative where a cost is taken back. */
export interface CostLine {
  readonly category: CostCategory;
  readonly part: PricePart;
  readonly amountOre: Ore;
  readonly note?: string;
}

/** Income of the offering other than its tariffs, as a positive amount: it makes the tariff smaller (R10). */
export interface IncomeLine {
  readonly amountOre: Ore;
  readonly note?: string;
}

/** What is left of an earlier year's result and settled through this tariff (R22): a surplus is negative. */
export interface RegulationLine {
  readonly originYear: number;
  readonly amountOre: Ore;
}

/** So many places on each day from the first to the last, both included. */
export interface PlacesSpan {
  readonly first: Day;
  readonly last: Day;
  readonly places: number;
}

/** Which days the price is spread over (R11). `days` only for OPENING_DAYS: so many days in the year. */
export const DAY_BASES = ['CALENDAR', 'FIXED_365', 'OPENING_DAYS'] as const;
export interface DayBasis {
  readonly kind: (typeof DAY_BASES)[number];
  readonly days?: number;
}

/** Actual occupancy of an earlier year, as the operator stated it or as the ledger counts it. */
export interface OccupancyYear {
  readonly year: number;
  readonly rateBp: BasisPoints;
  readonly origin: 'STATED' | 'LEDGER';
}

/** Why a calculation uses another occupancy than the rule gives (R12: only after concrete approval). */
export const OCCUPANCY_REASONS = ['STEERING_GROUP_APPROVED', 'NEW_OFFERING', 'CHANGED_CAPACITY', 'OTHER'] as const;
export type OccupancyReason = (typeof OCCUPANCY_REASONS)[number];

export interface BudgetedOccupancy {
  /** The years whose mean the rule takes, in order; empty for an offering without history. */
  readonly history: readonly OccupancyYear[];
  /** What the rule gives: the mean, held within the band. Absent without history. */
  readonly ruleBp?: BasisPoints;
  /** What the price is calculated with. */
  readonly appliedBp: BasisPoints;
  /** Where the operator chose another rate than the rule's. */
  readonly reason?: OccupancyReason;
}

/** The agreement's rules that the calculation relied on, copied in so that it can be done again. */
export interface CalculationRules {
  readonly agreementId: AgreementId;
  readonly occupancyMinBp: BasisPoints;
  readonly occupancyRecommendedMaxBp: BasisPoints;
  readonly tariffRoundingOre: Ore;
  /** What a day may at most cost under the cap (R19); absent where there is none, or no price to compare with. */
  readonly capLimitOre?: Ore;
  /** The agreement's part-time factors (R16), for day offerings. */
  readonly partTimeFactors: readonly { readonly daysPerWeek: number; readonly factorBp: BasisPoints }[];
}

export const CALCULATION_WARNINGS = [
  'OCCUPANCY_DEVIATES',
  'OCCUPANCY_BELOW_BAND',
  'OCCUPANCY_ABOVE_RECOMMENDED',
  'ABOVE_TARIFF_CAP',
  'REGULATION_DIFFERS',
] as const;

/** What the secretariat looks at; it never hinders the operator, who sets the price (R1, R12, R19). */
export interface CalculationWarning {
  readonly code: (typeof CALCULATION_WARNINGS)[number];
  readonly rule: string;
  /** Why, where the operator said so: one of OCCUPANCY_REASONS, or of the tariff's reasons for the cap. */
  readonly reason?: string;
  /** For REGULATION_DIFFERS: the year, and what its account says is left for this tariff; a surplus is negative. */
  readonly originYear?: number;
  readonly dueOre?: Ore;
}

/** What came out. */
export interface CalculatedPrice {
  /** Costs of the base part less other income. */
  readonly netBaseOre: Ore;
  readonly regulationOre: Ore;
  /** Costs of the service part; 0 where the tariff has one part only. */
  readonly serviceOre: Ore;
  /** Σ places over the days of the year. */
  readonly capacityDays: number;
  /** Days that the price is spread over, in hundredths: capacity × basis × occupancy, rounded for the eye only. */
  readonly paidDays: Hundredths;
  readonly dayPriceOre: Ore;
  readonly hourPriceOre?: Ore;
  /** The regulation's part of the day price, before rounding to the tariff's unit. */
  readonly regulationShareOre: Ore;
}

/** An operator has calculated the tariff of one level of a service line for a year (R10–R17). */
export type TariffCalculated = Fact<
  'TariffCalculated',
  {
    calculationId: CalculationId;
    offeringId: OfferingId;
    operator: PartyCode;
    serviceLineId: ServiceLineId;
    legalBasis: LegalBasisCode;
    level: TariffLevel;
    /** The calendar year that the tariff is for. */
    year: number;
    costs: readonly CostLine[];
    otherIncome: readonly IncomeLine[];
    regulation: readonly RegulationLine[];
    capacity: readonly PlacesSpan[];
    /** Counted from the changes of capacity, or stated by the operator: a level’s own part of the line’s places. */
    capacityOrigin: 'LEDGER' | 'STATED';
    dayBasis: DayBasis;
    occupancy: BudgetedOccupancy;
    /** Service hours budgeted for the year, in hundredths (R15). */
    serviceHours?: Hundredths;
    rules: CalculationRules;
    price: CalculatedPrice;
    warnings: readonly CalculationWarning[];
    calculatedOn: Day;
    /** The earlier calculation of the same level and year, which this one takes the place of. */
    replaces?: CalculationId;
    note?: string;
  }
>;

/** One service of a package, at the price it is sold for on its own. */
export interface PackagePart {
  readonly serviceLineId: ServiceLineId;
  readonly legalBasis: LegalBasisCode;
  readonly level: TariffLevel;
  readonly tariffId: TariffId;
  readonly dayPriceOre: Ore;
}

/** The price of a package has been calculated from the prices of its services, as it must be (R13). */
export type PackageCalculated = Fact<
  'PackageCalculated',
  {
    calculationId: CalculationId;
    offeringId: OfferingId;
    operator: PartyCode;
    /** The line that the package is sold under, and the name of its level. */
    serviceLineId: ServiceLineId;
    level: TariffLevel;
    validFrom: Day;
    parts: readonly PackagePart[];
    /** What the services cost on their own, together. */
    totalOre: Ore;
    /** The package’s one price, where it is another one; shared on the services by their prices. */
    soldAtOre?: Ore;
    calculatedOn: Day;
    replaces?: CalculationId;
    note?: string;
  }
>;

export type CalculationEvent = TariffCalculated | PackageCalculated;
