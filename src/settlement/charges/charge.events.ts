import type { Day, Month } from '../../kernel/calendar';
import type { Fact } from '../../kernel/event';
import type { Language } from '../../kernel/messages';
import type { Ore } from '../../kernel/money';
import type { ChargeId, OfferingId, PartyCode, StatementId } from '../../kernel/vocabulary';

/**
 * What a charge is for: a share of an objectively financed offering, on account (R33, R40) or its regulation after the
 * year; a subscription (R39); a result given back or claimed (R22, R23); a payer's part of a closure's deficit (R24).
 */
export const CHARGE_KINDS = [
  'OBJECTIVE_SHARE',
  'OBJECTIVE_REGULATION',
  'SUBSCRIPTION',
  'RESULT_REFUND',
  'CLOSURE_DEFICIT',
] as const;
export type ChargeKind = (typeof CHARGE_KINDS)[number];

/** The same sentence in both languages. Never a word about a person. */
export type ChargeWords = Readonly<Record<Language, string>>;

/** Everything about a charge that a payer must be able to read on its statement. */
export interface ChargeTerms {
  /** Follows from what the charge is about, so that the same one is never raised twice. */
  readonly chargeId: ChargeId;
  readonly operator: PartyCode;
  readonly payer: PartyCode;
  readonly kind: ChargeKind;
  /** Negative: a credit to the payer. Never 0. */
  readonly amountOre: Ore;
  /** Taken up when this month is closed, or the first one closed after it. */
  readonly dueFrom: Month;
  /** The year the charge is about, where that is another thing than the month it is billed in (P1). */
  readonly originYear?: number;
  readonly offeringId?: OfferingId;
  /** Function of the authorised chart of accounts (R45). */
  readonly accountFunction?: string;
  /** What it is, as the line is headed: "Objektiv finansiering 2027: Kofoedsminde, a conto". */
  readonly words: ChargeWords;
  /** How the amount came about: "1.000.000,00 kr. × 61.000 / 1.350.000 = 45.185,19 kr.". */
  readonly reckoning: ChargeWords;
  /** Rules by number. */
  readonly rules: readonly string[];
  /** Ids of the events the amount rests on. */
  readonly sources: readonly string[];
}

/** An amount that belongs to no contract is owed: it becomes a line when its month, or the next one, is closed. */
export type ChargeRaised = Fact<'ChargeRaised', ChargeTerms>;

/**
 * The operator takes a charge back that was raised wrongly. One that stands in no closed month never comes to stand in one;
 * one that does is credited in full by a line of the next month that is closed, which points to the line that billed it.
 */
export type ChargeWithdrawn = Fact<
  'ChargeWithdrawn',
  {
    chargeId: ChargeId;
    operator: PartyCode;
    payer: PartyCode;
    /** As it was raised. */
    amountOre: Ore;
    words: ChargeWords;
    withdrawnOn: Day;
    /** Never a word about a person. */
    reason: string;
  }
>;

export type ChargeEvent = ChargeRaised | ChargeWithdrawn;

/** A line that is not of a contract: a charge, or what a dispute or its withdrawal takes off one (domain.md §3.8, R38). */
export interface ChargeLine {
  /** Counted on from the lines of contracts in the same statement. */
  readonly line: number;
  readonly kind: 'CHARGE';
  readonly chargeId: ChargeId;
  readonly chargeKind: ChargeKind;
  readonly amountOre: Ore;
  readonly dueFrom: Month;
  readonly originYear?: number;
  readonly offeringId?: OfferingId;
  readonly accountFunction?: string;
  readonly words: ChargeWords;
  readonly reckoning: ChargeWords;
  /** For a credit: the line it takes an amount off, and the event that ended its dispute or withdrew the charge. */
  readonly corrects?: { readonly statementId: StatementId; readonly line: number };
  readonly cause?: string;
  readonly rules: readonly string[];
  /** The event that raised it, then those it rests on. */
  readonly events: readonly string[];
}
