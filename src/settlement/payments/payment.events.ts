import type { Day } from '../../kernel/calendar';
import type { Fact } from '../../kernel/event';
import type { Ore } from '../../kernel/money';
import type { PartyCode, StatementId } from '../../kernel/vocabulary';

/** Why a payment is no longer one: the bank took it back, it was entered wrongly, or it was another creditor's. */
export const REVERSAL_REASONS = ['RETURNED_BY_BANK', 'ENTERED_WRONGLY', 'NOT_FOR_US'] as const;
export type ReversalReason = (typeof REVERSAL_REASONS)[number];

/**
 * The operator has been paid, or has paid back when the amount is negative. With a statement the payment is for that one
 * first; what is too much, or for none, stands to the payer's credit with the operator.
 */
export type PaymentRegistered = Fact<
  'PaymentRegistered',
  {
    paymentId: string;
    operator: PartyCode;
    payer: PartyCode;
    statementId?: StatementId;
    amountOre: Ore;
    paidOn: Day;
    registeredOn: Day;
    /** The bank's or the finance system's number of the entry: the same entry is never counted twice. */
    entryReference?: string;
    /** SHA-256 of the file the entry came in. */
    fileHash?: string;
  }
>;

/** The payment counts no more from this day; that it was registered stands. */
export type PaymentReversed = Fact<
  'PaymentReversed',
  {
    paymentId: string;
    operator: PartyCode;
    payer: PartyCode;
    statementId?: StatementId;
    amountOre: Ore;
    reversedOn: Day;
    reason: ReversalReason;
  }
>;

export type PaymentEvent = PaymentRegistered | PaymentReversed;
