import { allows, type Asker, type Permission } from '../../kernel/access';
import type { Day } from '../../kernel/calendar';
import { addDays, latest } from '../../kernel/calendar';
import { Command } from '../../kernel/command';
import type { Aggregate, Decision, Rejection } from '../../kernel/decider';
import { isRejection, reject } from '../../kernel/decider';
import type { Ore } from '../../kernel/money';
import { asOre } from '../../kernel/money';
import type { AgreementId, PartyCode, StatementId } from '../../kernel/vocabulary';
import type {
  DisputeAnswer,
  DisputeAnswered,
  DisputeEnd,
  DisputeEscalated,
  DisputeEvent,
  DisputeReason,
  DisputeResolved,
  EvidenceNote,
  LineDisputed,
  StatementApproved,
} from './dispute.events';
import { settlementAccess } from '../settlement.access';
import type { StatementEntry } from '../lines/charge-lines.calculation';
import { isCharge } from '../lines/charge-lines.calculation';
import type { StatementDrawn } from '../months/settlement.events';

// What may be asked
interface OnLine {
  readonly statementId: StatementId;
  readonly line: number;
  readonly by: Asker;
  readonly today: Day;
}

/** One part of a statement's lines, before the month is closed with them. */
export class DrawStatement extends Command<StatementDrawn['data']> {}

/** `lines` absent: all that are neither disputed nor approved. */
export class ApproveStatement extends Command<Omit<OnLine, 'line'> & { lines?: readonly number[] | undefined }> {}

/** `disputedOre` absent: the whole line. */
export class DisputeLine extends Command<
  OnLine & { reason: DisputeReason; disputedOre?: Ore | undefined; evidence?: EvidenceNote | undefined }
> {}

export class AnswerDispute extends Command<
  OnLine & {
    answer: DisputeAnswer;
    creditOre?: Ore | undefined;
    correction?: string | undefined;
    evidence?: EvidenceNote | undefined;
  }
> {}

export class AcceptAnswer extends Command<OnLine> {}
export class WithdrawDispute extends Command<OnLine> {}
export class EscalateDispute extends Command<OnLine> {}
/** The operator ends a dispute the payer has not pursued in time. */
export class EndDispute extends Command<OnLine> {}
/** The secretariat decides; it is no party to the statement. */
export class DecideDispute extends Command<OnLine & { creditOre: Ore; evidence: EvidenceNote }> {}

// What is remembered
export type DisputePhase = 'RAISED' | 'ANSWERED' | 'ESCALATED' | 'RESOLVED';

interface DisputeState {
  readonly phase: DisputePhase;
  readonly raised: LineDisputed['data'];
  readonly answer?: DisputeAnswered['data'];
  readonly end?: DisputeEnd;
}

export interface StatementState {
  readonly approved: ReadonlySet<number>;
  /** Everything but the disputed lines has been approved in one go. */
  readonly approvedWhole: boolean;
  readonly disputes: ReadonlyMap<number, DisputeState>;
}

/** Drawn lines count only when a month is closed with them, so nothing about them has to be remembered here. */
export const statement: Aggregate<StatementState, StatementDrawn | DisputeEvent> = {
  category: 'statement',
  initial: { approved: new Set(), approvedWhole: false, disputes: new Map() },
  evolve: (state, event) => {
    switch (event.type) {
      case 'StatementDrawn':
        return state;
      case 'StatementApproved': {
        const { lines } = event.data;
        if (lines === undefined) return { ...state, approvedWhole: true };
        return { ...state, approved: new Set([...state.approved, ...lines]) };
      }
      case 'LineDisputed':
        return withDispute(state, event.data.line, () => ({ phase: 'RAISED', raised: event.data }));
      case 'DisputeAnswered':
        return withDispute(state, event.data.line, (known) => ({ ...known, phase: 'ANSWERED', answer: event.data }));
      case 'DisputeEscalated':
        return withDispute(state, event.data.line, (known) => ({ ...known, phase: 'ESCALATED' }));
      case 'DisputeResolved':
        return withDispute(state, event.data.line, (known) => ({ ...known, phase: 'RESOLVED', end: event.data.how }));
    }
  },
};

type Known = Partial<DisputeState>;
const withDispute = (state: StatementState, line: number, change: (known: Known) => Known): StatementState => ({
  ...state,
  disputes: new Map(state.disputes).set(line, change(state.disputes.get(line) ?? {}) as DisputeState),
});

// What is true besides
/** The issued statement and the line asked about; absent: there is no such thing. */
export interface IssuedFacts {
  readonly issued?: {
    readonly operator: PartyCode;
    readonly payer: PartyCode;
    readonly dueOn: Day;
    readonly lines: number;
  };
  readonly line?: StatementEntry | undefined;
}

/** The agreement's days (domain.md §3.8) and, for what is upheld, the fewest days to pay (R33). */
export interface DisputeClocks {
  readonly agreementId: AgreementId;
  readonly replyDays: number;
  readonly answerDays: number;
  readonly decisionDays: number;
  readonly upheldDueDays: number;
}

// What is allowed
export const drawStatement = ({ data }: DrawStatement): Decision<StatementDrawn> => [{ type: 'StatementDrawn', data }];

type Issued = NonNullable<IssuedFacts['issued']>;

const issuedFor = (
  { statementId, by }: { readonly statementId: StatementId; readonly by: Asker },
  { issued }: IssuedFacts,
  permission: Permission<'payer' | 'operator'>,
): Issued | Rejection => {
  // Whoever may not see it is not even told that it is there.
  if (issued === undefined || !allows(settlementAccess.getStatement, by, issued))
    return reject('STATEMENT_NOT_FOUND', { statementId });
  if (allows(permission, by, issued)) return issued;
  return reject(permission.may !== 'public' && permission.may.buyer ? 'ONLY_THE_PAYER' : 'ONLY_THE_OPERATOR');
};

const isOver = ({ phase }: DisputeState): boolean => phase === 'RESOLVED';

export const approveStatement = (
  { data }: ApproveStatement,
  state: StatementState,
  facts: IssuedFacts,
): Decision<StatementApproved> => {
  const issued = issuedFor(data, facts, settlementAccess.approveStatement);
  if (isRejection(issued)) return issued;
  const { statementId, today, lines } = data;
  const { operator, payer } = issued;
  const approved = { statementId, operator, payer, approvedOn: today };
  if (lines === undefined) return state.approvedWhole ? [] : [{ type: 'StatementApproved', data: approved }];
  const missing = lines.find((line) => line > issued.lines);
  if (missing !== undefined) return reject('LINE_NOT_FOUND', { statementId, line: missing });
  const disputed = lines.find((line) => isOpen(state.disputes.get(line)));
  if (disputed !== undefined) return reject('LINE_IS_DISPUTED', { line: disputed });
  const news = [...new Set(lines)].filter((line) => !isApproved(state, line)).sort((a, b) => a - b);
  return news.length === 0 ? [] : [{ type: 'StatementApproved', data: { ...approved, lines: news } }];
};

const isOpen = (dispute: DisputeState | undefined): boolean => dispute !== undefined && !isOver(dispute);

const isApproved = (state: StatementState, line: number): boolean =>
  state.approved.has(line) || (state.approvedWhole && !state.disputes.has(line));

export const disputeLine = (
  { data }: DisputeLine,
  state: StatementState,
  facts: IssuedFacts & { readonly clocks: DisputeClocks | undefined; readonly withdrawn?: boolean },
): Decision<LineDisputed> => {
  const issued = issuedFor(data, facts, settlementAccess.disputeLine);
  if (isRejection(issued)) return issued;
  const { statementId, line, reason, today, evidence } = data;
  const entry = facts.line;
  if (entry === undefined) return reject('LINE_NOT_FOUND', { statementId, line });
  if (facts.withdrawn === true) return reject('CHARGE_WITHDRAWN');
  const known = state.disputes.get(line);
  if (known !== undefined && !isOver(known)) return reject('LINE_IS_DISPUTED', { line });
  // A dispute that was taken back can be raised again; one that was settled stands.
  if (known !== undefined && known.end !== 'WITHDRAWN') return reject('DISPUTE_IS_OVER', { line });
  if (isApproved(state, line)) return reject('LINE_IS_APPROVED', { line });
  if (entry.amountOre <= 0) return reject('NOTHING_TO_DISPUTE', { line });
  const disputedOre = data.disputedOre ?? entry.amountOre;
  if (disputedOre > entry.amountOre) return reject('DISPUTED_TOO_MUCH', { line, lineOre: entry.amountOre });
  const { clocks } = facts;
  if (clocks === undefined) return reject('NO_AGREEMENT_IN_FORCE', { operator: issued.operator, day: today });
  const { agreementId, replyDays, answerDays, decisionDays, upheldDueDays } = clocks;
  return [
    {
      type: 'LineDisputed',
      data: {
        statementId,
        line,
        operator: issued.operator,
        payer: issued.payer,
        ...(isCharge(entry) ? {} : { contractId: entry.contractId }),
        reason,
        lineOre: entry.amountOre,
        disputedOre,
        ...(evidence === undefined ? {} : { evidence }),
        disputedOn: today,
        replyBy: addDays(today, replyDays),
        agreementId,
        answerDays,
        decisionDays,
        upheldDueDays,
      },
    },
  ];
};

const disputeFor = (
  data: OnLine,
  state: StatementState,
  facts: IssuedFacts,
  permission: Permission<'payer' | 'operator'>,
  phases: readonly DisputePhase[],
): { readonly issued: Issued; readonly dispute: DisputeState } | Rejection => {
  const issued = issuedFor(data, facts, permission);
  if (isRejection(issued)) return issued;
  const dispute = disputeIn(data, state, phases);
  return isRejection(dispute) ? dispute : { issued, dispute };
};

const disputeIn = (
  { line }: Pick<OnLine, 'line'>,
  { disputes }: StatementState,
  phases: readonly DisputePhase[],
): DisputeState | Rejection => {
  const dispute = disputes.get(line);
  if (dispute === undefined) return reject('NO_DISPUTE', { line });
  if (isOver(dispute)) return reject('DISPUTE_IS_OVER', { line });
  return phases.includes(dispute.phase) ? dispute : reject('DISPUTE_ELSEWHERE', { line, phase: dispute.phase });
};

export const answerDispute = (
  { data }: AnswerDispute,
  state: StatementState,
  facts: IssuedFacts,
): Decision<DisputeAnswered | DisputeResolved> => {
  // An answer can be bettered while the payer thinks it over.
  const found = disputeFor(data, state, facts, settlementAccess.answerDispute, ['RAISED', 'ANSWERED']);
  if (isRejection(found)) return found;
  const { statementId, line, answer, today, correction, evidence } = data;
  const { operator, payer, disputedOre, answerDays } = found.dispute.raised;
  const creditOre = answer === 'CREDIT' ? (data.creditOre ?? disputedOre) : asOre(0);
  if (answer !== 'CREDIT' && data.creditOre !== undefined) return reject('CREDIT_WITHOUT_CREDIT');
  if (answer === 'CREDIT' && creditOre <= 0) return reject('CREDIT_WITHOUT_CREDIT');
  if (creditOre > disputedOre) return reject('CREDIT_TOO_LARGE', { disputedOre });
  if ((answer === 'CORRECTED') !== (correction !== undefined)) return reject('CORRECTION_NOT_NAMED');
  const answered: DisputeAnswered = {
    type: 'DisputeAnswered',
    data: {
      statementId,
      line,
      operator,
      payer,
      answer,
      creditOre,
      ...(correction === undefined ? {} : { correction }),
      ...(evidence === undefined ? {} : { evidence }),
      answeredOn: today,
      reactBy: addDays(today, answerDays),
    },
  };
  // The payer gets all it asked for, so there is nothing left to accept.
  if (creditOre < disputedOre) return [answered];
  return [answered, resolved(found.dispute, found.issued, { how: 'CREDITED', creditOre, today })];
};

const resolved = (
  { raised }: DisputeState,
  { dueOn }: Pick<Issued, 'dueOn'>,
  {
    how,
    creditOre,
    today,
    evidence,
  }: { readonly how: DisputeEnd; readonly creditOre: Ore; readonly today: Day; readonly evidence?: EvidenceNote },
): DisputeResolved => {
  const { statementId, line, operator, payer, contractId, disputedOre, upheldDueDays } = raised;
  // What was taken back was never in doubt, and is due when the rest is.
  const upheldDueOn = how === 'WITHDRAWN' ? dueOn : latest(dueOn, addDays(today, upheldDueDays));
  return {
    type: 'DisputeResolved',
    data: {
      statementId,
      line,
      operator,
      payer,
      ...(contractId === undefined ? {} : { contractId }),
      how,
      creditOre,
      upheldOre: asOre(disputedOre - creditOre),
      upheldDueOn,
      ...(evidence === undefined ? {} : { evidence }),
      resolvedOn: today,
    },
  };
};

export const acceptAnswer = (
  { data }: AcceptAnswer,
  state: StatementState,
  facts: IssuedFacts,
): Decision<DisputeResolved> => {
  const found = disputeFor(data, state, facts, settlementAccess.acceptAnswer, ['ANSWERED']);
  if (isRejection(found)) return found;
  const creditOre = found.dispute.answer?.creditOre ?? asOre(0);
  return [resolved(found.dispute, found.issued, { how: 'ACCEPTED', creditOre, today: data.today })];
};

export const withdrawDispute = (
  { data }: WithdrawDispute,
  state: StatementState,
  facts: IssuedFacts,
): Decision<DisputeResolved> => {
  const found = disputeFor(data, state, facts, settlementAccess.withdrawDispute, ['RAISED', 'ANSWERED', 'ESCALATED']);
  if (isRejection(found)) return found;
  return [resolved(found.dispute, found.issued, { how: 'WITHDRAWN', creditOre: asOre(0), today: data.today })];
};

export const escalateDispute = (
  { data }: EscalateDispute,
  state: StatementState,
  facts: IssuedFacts,
): Decision<DisputeEscalated> => {
  const found = disputeFor(data, state, facts, settlementAccess.escalateDispute, ['RAISED', 'ANSWERED']);
  if (isRejection(found)) return found;
  const { statementId, line, today } = data;
  const { phase, raised } = found.dispute;
  // Dialogue comes first: without an answer there is something to decide only when the time for one has run out.
  if (phase === 'RAISED' && today <= raised.replyBy) return reject('ANSWER_STILL_TO_COME', { replyBy: raised.replyBy });
  const { operator, payer, decisionDays } = raised;
  const decideBy = addDays(today, decisionDays);
  return [{ type: 'DisputeEscalated', data: { statementId, line, operator, payer, escalatedOn: today, decideBy } }];
};

export const endDispute = (
  { data }: EndDispute,
  state: StatementState,
  facts: IssuedFacts,
): Decision<DisputeResolved> => {
  const found = disputeFor(data, state, facts, settlementAccess.endDispute, ['ANSWERED']);
  if (isRejection(found)) return found;
  const { answer } = found.dispute;
  if (answer === undefined || data.today <= answer.reactBy)
    return reject('PAYER_STILL_TO_REACT', { reactBy: answer?.reactBy ?? data.today });
  return [
    resolved(found.dispute, found.issued, { how: 'NOT_PURSUED', creditOre: answer.creditOre, today: data.today }),
  ];
};

export const decideDispute = (
  { data }: DecideDispute,
  state: StatementState,
  { issued }: IssuedFacts,
): Decision<DisputeResolved> => {
  const { statementId, creditOre, evidence, today } = data;
  if (issued === undefined) return reject('STATEMENT_NOT_FOUND', { statementId });
  const dispute = disputeIn(data, state, ['ESCALATED']);
  if (isRejection(dispute)) return dispute;
  const { disputedOre } = dispute.raised;
  if (creditOre > disputedOre || creditOre < 0) return reject('CREDIT_TOO_LARGE', { disputedOre });
  return [resolved(dispute, issued, { how: 'DECIDED', creditOre, today, evidence })];
};
