import type { Day } from '../../kernel/calendar';
import type { Fact } from '../../kernel/event';
import type { Ore } from '../../kernel/money';
import type { PartyCode, StatementId } from '../../kernel/vocabulary';

export const PAYMENT_FORMATS = ['CSV', 'CAMT053'] as const;
export type PaymentFormat = (typeof PAYMENT_FORMATS)[number];

/** Taken; already registered; for no statement of the operator; or not readable. */
export const ROW_OUTCOMES = ['ACCEPTED', 'KNOWN', 'UNMATCHED', 'FAULTY'] as const;
export type RowOutcome = (typeof ROW_OUTCOMES)[number];

/** Why a row was not taken. Codes alone: what stands in the row was written by who paid, and is not kept. */
export const ROW_FAULTS = [
  'AMOUNT_UNREADABLE',
  'AMOUNT_ZERO',
  'DATE_UNREADABLE',
  'DATE_IN_FUTURE',
  'OTHER_CURRENCY',
  'PAID_OUT',
  'REVERSAL',
  'NO_STATEMENT_NUMBER',
  'NOT_YOUR_STATEMENT',
] as const;
export type RowFaultCode = (typeof ROW_FAULTS)[number];

/** What became of one row. */
export interface JudgedRow {
  /** The row of the file, the headings being row 1; for camt.053 the entry, of which lumped payments share the number. */
  readonly row: number;
  readonly outcome: RowOutcome;
  readonly faults: readonly RowFaultCode[];
  readonly statementId?: StatementId;
  readonly amountOre?: Ore;
  readonly paidOn?: Day;
  /** The payment it became, or was already. */
  readonly paymentId?: string;
}

/** The operator has sent a payment file, and its rows are being taken one after the other. The file itself is not kept. */
export type PaymentFileBegun = Fact<
  'PaymentFileBegun',
  {
    operator: PartyCode;
    /** This sending of the file: the same file sent again is another one. */
    fileId: string;
    /** SHA-256 of the file, as the payments taken from it carry it. */
    fileHash: string;
    format: PaymentFormat;
    rows: number;
  }
>;

/** Rows that follow each other have each become a payment, or were not taken for a named reason. */
export type PaymentRowsJudged = Fact<
  'PaymentRowsJudged',
  { operator: PartyCode; fileId: string; rows: readonly JudgedRow[] }
>;

/** Somebody has asked that no more rows be taken; who takes the file ends it after the rows in hand. */
export type PaymentFileStopAsked = Fact<'PaymentFileStopAsked', { operator: PartyCode; fileId: string }>;

/** All rows were dealt with; it was stopped; or who took it broke off, and another file was sent or the fault was seen. */
export const FILE_ENDS = ['COMPLETED', 'STOPPED', 'CUT_OFF'] as const;
export type FileEnd = (typeof FILE_ENDS)[number];

/** No more rows are taken from this sending of the file. Rows that were taken stand. */
export type PaymentFileEnded = Fact<
  'PaymentFileEnded',
  {
    operator: PartyCode;
    fileId: string;
    how: FileEnd;
    /** Rows nobody has looked at; the same file again takes them. */
    left: number;
  }
>;

export type PaymentFileEvent = PaymentFileBegun | PaymentRowsJudged | PaymentFileStopAsked | PaymentFileEnded;
