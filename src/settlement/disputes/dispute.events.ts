import type { Day } from '../../kernel/calendar';
import type { Fact } from '../../kernel/event';
import type { Ore } from '../../kernel/money';
import type { AgreementId, PartyCode, PlacementId, StatementId } from '../../kernel/vocabulary';

/** What the payer objects to; a code, because free text about a line tends to become text about a person. */
export const DISPUTE_REASONS = [
  'CLAIM_TOO_LATE',
  'WRONG_DAYS',
  'WRONG_PRICE',
  'WRONG_LEVEL',
  'WRONG_PAYER',
  'NOT_AGREED',
  'BILLED_TWICE',
  'NOT_DELIVERED',
  'OTHER',
] as const;
export type DisputeReason = (typeof DISPUTE_REASONS)[number];

/**
 * What the operator answers: a credit; that the ledger has been put right, so that an adjustment line follows by itself
 * (R38); or that the line stands.
 */
export const DISPUTE_ANSWERS = ['CREDIT', 'CORRECTED', 'UPHOLD'] as const;
export type DisputeAnswer = (typeof DISPUTE_ANSWERS)[number];

/** How a dispute ended: credited as asked, answer accepted, answer not acted on in time, decided, or taken back. */
export const DISPUTE_ENDS = ['CREDITED', 'ACCEPTED', 'NOT_PURSUED', 'DECIDED', 'WITHDRAWN'] as const;
export type DisputeEnd = (typeof DISPUTE_ENDS)[number];

/** Where the evidence lies: the number of a case or document, and the document's hash. Never what it says. */
export interface EvidenceNote {
  readonly reference: string;
  /** SHA-256 of the document, so that it can be shown later that it is the same one. */
  readonly sha256?: string;
}

/** The payer has approved its statement: the named lines, or all that are neither disputed nor settled. */
export type StatementApproved = Fact<
  'StatementApproved',
  { statementId: StatementId; operator: PartyCode; payer: PartyCode; approvedOn: Day; lines?: readonly number[] }
>;

/**
 * The payer disputes a line, or a part of its amount. That part does not fall due before the dispute is over; the rest
 * of the statement does, on its unchanged day. The agreement's days for answer and decision are copied in.
 */
export type LineDisputed = Fact<
  'LineDisputed',
  {
    statementId: StatementId;
    line: number;
    operator: PartyCode;
    payer: PartyCode;
    /** Absent for a charge, which is of no contract. */
    contractId?: PlacementId;
    reason: DisputeReason;
    lineOre: Ore;
    disputedOre: Ore;
    evidence?: EvidenceNote;
    disputedOn: Day;
    /** Last day on which the operator has to answer. */
    replyBy: Day;
    agreementId: AgreementId;
    /** Days for the payer to react to an answer, for the secretariat to decide, and to pay what is upheld (R33). */
    answerDays: number;
    decisionDays: number;
    upheldDueDays: number;
  }
>;

/** The operator has answered a disputed line. The payer accepts it, or takes the dispute to the secretariat. */
export type DisputeAnswered = Fact<
  'DisputeAnswered',
  {
    statementId: StatementId;
    line: number;
    operator: PartyCode;
    payer: PartyCode;
    answer: DisputeAnswer;
    /** What is offered; 0 unless the answer is a credit. */
    creditOre: Ore;
    /** The event that put the ledger right, where the answer is CORRECTED. */
    correction?: string;
    evidence?: EvidenceNote;
    answeredOn: Day;
    /** Last day on which the payer has to accept or escalate; after it the operator can end the dispute. */
    reactBy: Day;
  }
>;

/** A party takes the dispute to the secretariat of the framework agreement (domain.md §3.8). */
export type DisputeEscalated = Fact<
  'DisputeEscalated',
  {
    statementId: StatementId;
    line: number;
    operator: PartyCode;
    payer: PartyCode;
    escalatedOn: Day;
    /** Last day on which the secretariat has to decide. */
    decideBy: Day;
  }
>;

/**
 * The dispute is over. What is credited becomes a line in the operator's next open month; what is upheld falls due on
 * the day named. The disputed line itself stands, as all lines of closed months do.
 */
export type DisputeResolved = Fact<
  'DisputeResolved',
  {
    statementId: StatementId;
    line: number;
    operator: PartyCode;
    payer: PartyCode;
    contractId?: PlacementId;
    how: DisputeEnd;
    creditOre: Ore;
    upheldOre: Ore;
    /** When the upheld part falls due: never before the statement does. */
    upheldDueOn: Day;
    /** The secretariat's decision. */
    evidence?: EvidenceNote;
    resolvedOn: Day;
  }
>;

export type DisputeEvent = StatementApproved | LineDisputed | DisputeAnswered | DisputeEscalated | DisputeResolved;
