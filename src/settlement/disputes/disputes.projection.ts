import type { Day } from '../../kernel/calendar';
import type { Position, Recorded } from '../../kernel/event';
import type { Ore } from '../../kernel/money';
import type { Projection, Tables } from '../../kernel/projection';
import { table } from '../../kernel/projection';
import type { PartyCode, PlacementId, StatementId } from '../../kernel/vocabulary';
import type { DisputeAnswer, DisputeEnd, DisputeEvent, DisputeReason, EvidenceNote } from './dispute.events';
import type { DisputePhase } from './statement.decider';

/** A disputed line and where the dispute stands. Days that have not come about are null. */
export interface DisputeRow {
  readonly statementId: StatementId;
  readonly line: number;
  readonly operator: PartyCode;
  readonly payer: PartyCode;
  /** Null for a charge, which is of no contract. */
  readonly contractId: PlacementId | null;
  readonly phase: DisputePhase;
  readonly reason: DisputeReason;
  readonly lineOre: Ore;
  readonly disputedOre: Ore;
  readonly evidence: EvidenceNote | null;
  readonly disputedOn: Day;
  readonly replyBy: Day;
  readonly answer: DisputeAnswer | null;
  readonly offeredOre: Ore | null;
  readonly correction: string | null;
  readonly answerEvidence: EvidenceNote | null;
  readonly answeredOn: Day | null;
  readonly reactBy: Day | null;
  readonly escalatedOn: Day | null;
  readonly decideBy: Day | null;
  readonly how: DisputeEnd | null;
  /** Credited in the end; 0 while the dispute is open. */
  readonly creditOre: Ore;
  readonly upheldOre: Ore | null;
  readonly upheldDueOn: Day | null;
  readonly decision: EvidenceNote | null;
  readonly resolvedOn: Day | null;
  readonly raisedEventId: string;
  readonly resolvedEventId: string | null;
  readonly resolvedPosition: Position | null;
  readonly recordedAt: string;
}

export const disputesTable = table<DisputeRow>({
  name: 'disputes',
  key: ['statementId', 'line'],
  history: true,
  indexes: [['operator', 'contractId'], ['payer'], ['phase']],
  columns: {
    statementId: 'text',
    line: 'integer',
    operator: 'text',
    payer: 'text',
    contractId: 'text',
    phase: 'text',
    reason: 'text',
    lineOre: 'integer',
    disputedOre: 'integer',
    evidence: 'json',
    disputedOn: 'text',
    replyBy: 'text',
    answer: 'text',
    offeredOre: 'integer',
    correction: 'text',
    answerEvidence: 'json',
    answeredOn: 'text',
    reactBy: 'text',
    escalatedOn: 'text',
    decideBy: 'text',
    how: 'text',
    creditOre: 'integer',
    upheldOre: 'integer',
    upheldDueOn: 'text',
    decision: 'json',
    resolvedOn: 'text',
    raisedEventId: 'text',
    resolvedEventId: 'text',
    resolvedPosition: 'integer',
    recordedAt: 'text',
  },
});

/** What the payer has approved of a statement. */
export interface ApprovalRow {
  readonly statementId: StatementId;
  /** 1 when all that was not disputed has been approved in one go. */
  readonly whole: 0 | 1;
  readonly lines: readonly number[];
  /** The newest approval. */
  readonly approvedOn: Day;
}

export const approvalsTable = table<ApprovalRow>({
  name: 'statement_approvals',
  key: ['statementId'],
  history: true,
  columns: { statementId: 'text', whole: 'integer', lines: 'json', approvedOn: 'text' },
});

const changed = (
  { data: { statementId, line }, recordedAt }: Recorded<Exclude<DisputeEvent, { type: 'StatementApproved' }>>,
  rows: Tables,
  change: Partial<DisputeRow>,
): void => {
  const row = rows(disputesTable).get(statementId, line);
  if (row === undefined) throw new Error(`A dispute of line ${line} of ${statementId} that was never raised`);
  rows(disputesTable).put({ ...row, ...change, recordedAt });
};

/** One row per disputed line, and one per approved statement. */
export const disputes: Projection<DisputeEvent> = {
  name: 'disputes',
  version: 1,
  tables: [disputesTable, approvalsTable],
  on: {
    StatementApproved: ({ data: { statementId, approvedOn, lines } }, rows) => {
      const known = rows(approvalsTable).get(statementId);
      rows(approvalsTable).put({
        statementId,
        whole: lines === undefined ? 1 : (known?.whole ?? 0),
        lines: [...new Set([...(known?.lines ?? []), ...(lines ?? [])])].sort((a, b) => a - b),
        approvedOn,
      });
    },
    LineDisputed: ({ id, data, recordedAt }, rows) => {
      const { statementId, line, operator, payer, reason, lineOre, disputedOre, disputedOn, replyBy } = data;
      rows(disputesTable).put({
        ...{ statementId, line, operator, payer, reason, lineOre, disputedOre, disputedOn, replyBy },
        contractId: data.contractId ?? null,
        phase: 'RAISED',
        evidence: data.evidence ?? null,
        answer: null,
        offeredOre: null,
        correction: null,
        answerEvidence: null,
        answeredOn: null,
        reactBy: null,
        escalatedOn: null,
        decideBy: null,
        how: null,
        creditOre: 0 as Ore,
        upheldOre: null,
        upheldDueOn: null,
        decision: null,
        resolvedOn: null,
        raisedEventId: id,
        resolvedEventId: null,
        resolvedPosition: null,
        recordedAt,
      });
    },
    DisputeAnswered: (fact, rows) => {
      const { answer, creditOre, correction, evidence, answeredOn, reactBy } = fact.data;
      changed(fact, rows, {
        phase: 'ANSWERED',
        answer,
        offeredOre: creditOre,
        correction: correction ?? null,
        answerEvidence: evidence ?? null,
        answeredOn,
        reactBy,
      });
    },
    DisputeEscalated: (fact, rows) => {
      const { escalatedOn, decideBy } = fact.data;
      changed(fact, rows, { phase: 'ESCALATED', escalatedOn, decideBy });
    },
    DisputeResolved: (fact, rows) => {
      const { how, creditOre, upheldOre, upheldDueOn, evidence, resolvedOn } = fact.data;
      changed(fact, rows, {
        phase: 'RESOLVED',
        ...{ how, creditOre, upheldOre, upheldDueOn, resolvedOn },
        decision: evidence ?? null,
        resolvedEventId: fact.id,
        resolvedPosition: fact.position,
      });
    },
  },
};
