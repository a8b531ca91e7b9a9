import type { Day, Month } from '../../kernel/calendar';
import type { Fact, LogNumber } from '../../kernel/event';
import type { LegalBasisCode } from '../../kernel/legal-basis';
import type { BasisPoints, Hundredths, Ore } from '../../kernel/money';
import type { PlacementGround } from '../../kernel/placement-ground';
import type {
  AgreementId,
  CitizenRef,
  OfferingId,
  PartyCode,
  PlacementId,
  ServiceLineId,
  StatementId,
  TariffId,
  TariffLevel,
} from '../../kernel/vocabulary';
import type { ComponentKind, TariffUnit } from '../../tariffs/tariff.events';
import type { ChargeLine } from '../charges/charge.events';

export const LINE_KINDS = ['REGULAR', 'ADJUSTMENT'] as const;
export type LineKind = (typeof LINE_KINDS)[number];

/** One line: one contract, tariff version, component, month and paragraph (R36), or the adjustment of one (R38). */
export interface StatementLine {
  /** Counted from 1 within the statement. */
  readonly line: number;
  readonly kind: LineKind;
  readonly contractId: PlacementId;
  readonly citizenRef: CitizenRef;
  readonly buyer: PartyCode;
  readonly offeringId: OfferingId;
  readonly offeringName: string;
  readonly serviceLineId: ServiceLineId;
  readonly legalBasis: LegalBasisCode;
  readonly accountFunction?: string;
  readonly level: TariffLevel;
  /** The ground its price is for, where the place has one for each (R41). */
  readonly placementGround?: PlacementGround;
  readonly tariffId: TariffId;
  readonly component: string;
  readonly componentKind: ComponentKind;
  readonly unit: TariffUnit;
  readonly priceOre: Ore;
  /** First and last service day, both included. */
  readonly firstDay: Day;
  readonly lastDay: Day;
  /** Payable days; negative when the line takes days back. */
  readonly days: number;
  /** Days or hours in hundredths, with the sign of the days. */
  readonly quantity: Hundredths;
  readonly factorBp: BasisPoints;
  readonly amountOre: Ore;
  /** For an adjustment: the line it corrects, and the event it follows from. */
  readonly corrects?: { readonly statementId: StatementId; readonly line: number };
  readonly cause?: string;
  /** Rules by number and the events the amount rests on: enough to recompute it from the log. */
  readonly rules: readonly string[];
  readonly events: readonly string[];
}

/** Days that could no longer be claimed because more than 12 months had passed (R2): recorded, never billed. */
export interface LostClaim {
  readonly contractId: PlacementId;
  readonly payer: PartyCode;
  readonly tariffId: TariffId;
  readonly component: string;
  readonly firstDay: Day;
  readonly lastDay: Day;
  readonly days: number;
  readonly amountOre: Ore;
  readonly cause?: string;
}

/** The ledger takes over settlement for an operator with this month; days before it were settled elsewhere. */
export type SettlementOpened = Fact<'SettlementOpened', { operator: PartyCode; firstMonth: Month }>;

/**
 * Lines of one payer's statement, in parts that fit one append. They count for nothing until the month is closed with
 * this attempt; a later attempt replaces them.
 */
export type StatementDrawn = Fact<
  'StatementDrawn',
  {
    statementId: StatementId;
    operator: PartyCode;
    payer: PartyCode;
    month: Month;
    attempt: string;
    part: number;
    parts: number;
    lines: readonly StatementLine[];
    /** Lines that are not of a contract, numbered on; absent where there are none. */
    charges?: readonly ChargeLine[];
  }
>;

export interface ClosedStatement {
  readonly statementId: StatementId;
  readonly payer: PartyCode;
  readonly payerEan?: string;
  readonly attempt: string;
  /** Lines of contracts and charges. */
  readonly lines: number;
  readonly totalOre: Ore;
  readonly dueOn: Day;
  /** SHA-256 of the canonical JSON of all lines, charges last. */
  readonly linesHash: string;
}

/** The operator has closed a month: its statements are issued and never change. Later facts become adjustment lines. */
export type MonthClosed = Fact<
  'MonthClosed',
  {
    operator: PartyCode;
    month: Month;
    issuedOn: Day;
    /** Everything recorded up to the event with this number in the log was counted in. */
    knownPosition: LogNumber;
    agreementId: AgreementId;
    dueDays: number;
    claimLimitMonths: number;
    statements: readonly ClosedStatement[];
    lost: readonly LostClaim[];
    totalOre: Ore;
    /** Late days billed in spite of R2, with the operator's reason. */
    lateClaimReason?: string;
  }
>;

export type SettlementEvent = SettlementOpened | StatementDrawn | MonthClosed;
