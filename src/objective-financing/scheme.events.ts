import type { Day, Month } from '../kernel/calendar';
import type { Fact } from '../kernel/event';
import type { Ore } from '../kernel/money';
import type { AgreementId, OfferingId, PartyCode, SchemeId } from '../kernel/vocabulary';

/** How often a scheme is charged within its year: a share on account once (R33), subscriptions half-yearly or yearly. */
export const RHYTHMS = ['YEARLY', 'HALF_YEARLY'] as const;
export type Rhythm = (typeof RHYTHMS)[number];

/** A budget that is shared by a key (R40), or a price for each that is counted on one day (R39). */
export type Financing =
  | { readonly kind: 'OBJECTIVE'; readonly budgetOre: Ore }
  | { readonly kind: 'SUBSCRIPTION'; readonly unitPriceOre: Ore };

/** What the key counts in one municipality: inhabitants, an age group, persons. Never who they are. */
export interface KeyFigure {
  readonly party: PartyCode;
  readonly figure: number;
}

export interface Share extends KeyFigure {
  readonly amountOre: Ore;
}

/** How a payer's share of what it really cost differs from what it has been charged. */
export interface Regulation extends KeyFigure {
  readonly shareOre: Ore;
  readonly chargedOre: Ore;
  /** Share less charged; negative: the payer gets it back. */
  readonly differenceOre: Ore;
}

/** An operator's offerings are financed for a year by all who are in the key, used or not, or by subscription. */
export type FinancingSchemeAgreed = Fact<
  'FinancingSchemeAgreed',
  {
    schemeId: SchemeId;
    operator: PartyCode;
    /** The region of the framework agreement it rests on. */
    region: PartyCode;
    agreementId: AgreementId;
    name: string;
    year: number;
    financing: Financing;
    rhythm: Rhythm;
    /** What the key counts: "0–17-årige", "indbyggere", "personer". */
    keyUnit: string;
    /** The day on which it is counted; later comings and goings change nothing (R39, R40). */
    keyDate: Day;
    offeringIds: readonly OfferingId[];
    /** Months in which it is charged, one charge for each. */
    dueFrom: readonly Month[];
    accountFunction?: string;
    agreedOn: Day;
  }
>;

/** The key was counted: a figure for each municipality, with the source it was read in (R40). A later one replaces it. */
export type KeySnapshotTaken = Fact<
  'KeySnapshotTaken',
  { schemeId: SchemeId; operator: PartyCode; keyDate: Day; source: string; figures: readonly KeyFigure[]; takenOn: Day }
>;

/** Each payer's share of the year is settled, and adds up to the total (I8). Charges on account follow from it. */
export type SharesComputed = Fact<
  'SharesComputed',
  {
    schemeId: SchemeId;
    operator: PartyCode;
    name: string;
    year: number;
    financing: Financing;
    keyUnit: string;
    keyDate: Day;
    figureSum: number;
    totalOre: Ore;
    shares: readonly Share[];
    offeringIds: readonly OfferingId[];
    dueFrom: readonly Month[];
    accountFunction?: string;
    computedOn: Day;
  }
>;

/** What the year really cost; the difference to what was charged is a charge or a credit for each payer (§3.10). */
export type ActualsReported = Fact<
  'ActualsReported',
  {
    schemeId: SchemeId;
    operator: PartyCode;
    name: string;
    year: number;
    /** 1 for the first report; a later one regulates what the earlier ones left. */
    round: number;
    keyUnit: string;
    keyDate: Day;
    figureSum: number;
    actualOre: Ore;
    regulations: readonly Regulation[];
    offeringIds: readonly OfferingId[];
    dueFrom: Month;
    accountFunction?: string;
    reportedOn: Day;
  }
>;

export type SchemeEvent = FinancingSchemeAgreed | KeySnapshotTaken | SharesComputed | ActualsReported;
