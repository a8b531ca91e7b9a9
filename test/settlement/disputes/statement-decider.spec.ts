import { asOre } from '../../../src/kernel/money';
import { agreementId, partyCode, placementId, statementId } from '../../../src/kernel/vocabulary';
import type { DisputeEvent } from '../../../src/settlement/disputes/dispute.events';
import type { StatementLine } from '../../../src/settlement/months/settlement.events';
import {
  AcceptAnswer,
  acceptAnswer,
  AnswerDispute,
  answerDispute,
  ApproveStatement,
  approveStatement,
  DecideDispute,
  decideDispute,
  DisputeLine,
  disputeLine,
  EndDispute,
  endDispute,
  EscalateDispute,
  escalateDispute,
  statement,
  WithdrawDispute,
  withdrawDispute,
} from '../../../src/settlement/disputes/statement.decider';
import { asBuyer, asOperator, asSecretariat } from '../../support/askers';
import { scenariosFor } from '../../support/given';
import { aarhus, day, region, silkeborg } from '../history';

const given = scenariosFor(statement);
const id = statementId('1082-751-2020-05');
const contractId = placementId('p1');
const lineOre = asOre(7_936_000);
const clocks = {
  agreementId: agreementId('ramme'),
  replyDays: 14,
  answerDays: 14,
  decisionDays: 30,
  upheldDueDays: 14,
};
const issued = { operator: region, payer: aarhus, dueOn: day('2020-07-01'), lines: 3 };
const entry = { contractId, amountOre: lineOre } as StatementLine;
const facts = { issued, line: entry, clocks };
const on = (today: string, by = asBuyer(aarhus), line = 2) => ({ statementId: id, line, by, today: day(today) });
const parties = { statementId: id, line: 2, operator: region, payer: aarhus };

const raised: DisputeEvent = {
  type: 'LineDisputed',
  data: {
    ...parties,
    contractId,
    reason: 'WRONG_DAYS',
    lineOre,
    disputedOre: asOre(256_000),
    disputedOn: day('2020-06-10'),
    replyBy: day('2020-06-24'),
    agreementId: clocks.agreementId,
    answerDays: 14,
    decisionDays: 30,
    upheldDueDays: 14,
  },
};
const upheld: DisputeEvent = {
  type: 'DisputeAnswered',
  data: {
    ...parties,
    answer: 'UPHOLD',
    creditOre: asOre(0),
    answeredOn: day('2020-06-20'),
    reactBy: day('2020-07-04'),
  },
};
const offered: DisputeEvent = {
  type: 'DisputeAnswered',
  data: {
    ...parties,
    answer: 'CREDIT',
    creditOre: asOre(100_000),
    answeredOn: day('2020-06-20'),
    reactBy: day('2020-07-04'),
  },
};
const escalated: DisputeEvent = {
  type: 'DisputeEscalated',
  data: { ...parties, escalatedOn: day('2020-06-25'), decideBy: day('2020-07-25') },
};
const ended = (change: Partial<Extract<DisputeEvent, { type: 'DisputeResolved' }>['data']>): DisputeEvent => ({
  type: 'DisputeResolved',
  data: {
    ...parties,
    contractId,
    how: 'ACCEPTED',
    creditOre: asOre(0),
    upheldOre: asOre(256_000),
    upheldDueOn: day('2020-07-09'),
    resolvedOn: day('2020-06-25'),
    ...change,
  },
});
const approved = (lines?: readonly number[]): DisputeEvent => ({
  type: 'StatementApproved',
  data: {
    statementId: id,
    operator: region,
    payer: aarhus,
    approvedOn: day('2020-06-10'),
    ...(lines === undefined ? {} : { lines }),
  },
});
const dispute = (more: object = {}) => new DisputeLine({ ...on('2020-06-10'), reason: 'WRONG_DAYS', ...more });

describe('Disputing a line (§3.8)', () => {
  it('gives the operator the agreement’s days to answer', () =>
    given()
      .when((state) => disputeLine(dispute({ disputedOre: asOre(256_000) }), state, facts))
      .thenRecorded(raised));

  it('is about the whole line when nothing else is said', () =>
    given()
      .when((state) => disputeLine(dispute(), state, facts))
      .thenRecorded({ ...raised, data: { ...raised.data, disputedOre: lineOre } }));

  it.each([
    ['by the operator', [], dispute({ by: asOperator(region) }), facts, 'ONLY_THE_PAYER'],
    ['by somebody else', [], dispute({ by: asBuyer(silkeborg) }), facts, 'STATEMENT_NOT_FOUND'],
    ['by those who buy for the operator', [], dispute({ by: asBuyer(region) }), facts, 'STATEMENT_NOT_FOUND'],
    ['of a statement there is not', [], dispute(), { clocks }, 'STATEMENT_NOT_FOUND'],
    ['of a line there is not', [], dispute(), { issued, clocks }, 'LINE_NOT_FOUND'],
    ['twice', [raised], dispute(), facts, 'LINE_IS_DISPUTED'],
    ['once it has been settled', [raised, upheld, ended({})], dispute(), facts, 'DISPUTE_IS_OVER'],
    ['of an approved line', [approved([2])], dispute(), facts, 'LINE_IS_APPROVED'],
    ['of an approved statement', [approved()], dispute(), facts, 'LINE_IS_APPROVED'],
    ['of more than the line', [], dispute({ disputedOre: asOre(lineOre + 1) }), facts, 'DISPUTED_TOO_MUCH'],
    ['of a credit', [], dispute(), { ...facts, line: { ...entry, amountOre: asOre(-5) } }, 'NOTHING_TO_DISPUTE'],
    ['without an agreement', [], dispute(), { ...facts, clocks: undefined }, 'NO_AGREEMENT_IN_FORCE'],
  ] as const)('is refused %s', (_, history, command, known, code) =>
    given(...history)
      .when((state) => disputeLine(command, state, known))
      .thenRejected(code),
  );

  it('can be done again after it was taken back', () =>
    given(raised, ended({ how: 'WITHDRAWN' }))
      .when((state) => disputeLine(dispute({ disputedOre: asOre(256_000) }), state, facts))
      .thenRecorded(raised));
});

describe('The operator’s answer', () => {
  const answer = (more: object, today = '2020-06-20') =>
    new AnswerDispute({ ...on(today, asOperator(region)), answer: 'CREDIT', ...more });

  it('ends the dispute when it credits all that is disputed', () =>
    given(raised)
      .when((state) => answerDispute(answer({}), state, facts))
      .thenRecorded(
        { ...offered, data: { ...offered.data, creditOre: asOre(256_000) } },
        ended({
          how: 'CREDITED',
          creditOre: asOre(256_000),
          upheldOre: asOre(0),
          upheldDueOn: day('2020-07-04'),
          resolvedOn: day('2020-06-20'),
        }),
      ));

  it.each([
    ['offers a part', answer({ creditOre: asOre(100_000) }), offered],
    ['upholds the line', answer({ answer: 'UPHOLD' }), upheld],
  ] as const)('%s and waits for the payer', (_, command, event) =>
    given(raised)
      .when((state) => answerDispute(command, state, facts))
      .thenRecorded(event),
  );

  it.each([
    ['by the payer', [raised], answer({ by: asBuyer(aarhus) }), 'ONLY_THE_OPERATOR'],
    ['of what nobody disputes', [], answer({}), 'NO_DISPUTE'],
    ['with more than is disputed', [raised], answer({ creditOre: asOre(256_001) }), 'CREDIT_TOO_LARGE'],
    [
      'with a credit that upholds',
      [raised],
      answer({ answer: 'UPHOLD', creditOre: asOre(1) }),
      'CREDIT_WITHOUT_CREDIT',
    ],
    ['that corrects nothing', [raised], answer({ answer: 'CORRECTED' }), 'CORRECTION_NOT_NAMED'],
    ['when the secretariat has it', [raised, upheld, escalated], answer({}), 'DISPUTE_ELSEWHERE'],
    ['when it is over', [raised, upheld, ended({})], answer({}), 'DISPUTE_IS_OVER'],
  ] as const)('is refused %s', (_, history, command, code) =>
    given(...history)
      .when((state) => answerDispute(command, state, facts))
      .thenRejected(code),
  );
});

describe('The payer', () => {
  it('accepts what was offered; the rest falls due, but never before the statement does', () => {
    const accept = (today: string) => new AcceptAnswer(on(today));
    given(raised, offered)
      .when((state) => acceptAnswer(accept('2020-06-25'), state, facts))
      .thenRecorded(ended({ creditOre: asOre(100_000), upheldOre: asOre(156_000), upheldDueOn: day('2020-07-09') }));
    given(raised, offered)
      .when((state) => acceptAnswer(accept('2020-06-11'), state, facts))
      .thenRecorded(
        ended({
          creditOre: asOre(100_000),
          upheldOre: asOre(156_000),
          upheldDueOn: issued.dueOn,
          resolvedOn: day('2020-06-11'),
        }),
      );
  });

  it('takes a dispute back, and the line is due as if nothing had been', () =>
    given(raised)
      .when((state) => withdrawDispute(new WithdrawDispute(on('2020-06-25')), state, facts))
      .thenRecorded(ended({ how: 'WITHDRAWN', upheldDueOn: issued.dueOn })));

  it('goes to the secretariat after an answer, or when none came in time', () => {
    const escalate = (today: string) => new EscalateDispute(on(today));
    given(raised, upheld)
      .when((state) => escalateDispute(escalate('2020-06-25'), state, facts))
      .thenRecorded(escalated);
    given(raised)
      .when((state) => escalateDispute(escalate('2020-06-25'), state, facts))
      .thenRecorded(escalated);
    given(raised)
      .when((state) => escalateDispute(escalate('2020-06-24'), state, facts))
      .thenRejected('ANSWER_STILL_TO_COME');
  });

  it('has its time; after it the operator ends the dispute by its answer', () => {
    const end = (today: string) => new EndDispute(on(today, asOperator(region)));
    given(raised, offered)
      .when((state) => endDispute(end('2020-07-04'), state, facts))
      .thenRejected('PAYER_STILL_TO_REACT');
    given(raised, offered)
      .when((state) => endDispute(end('2020-07-05'), state, facts))
      .thenRecorded(
        ended({
          how: 'NOT_PURSUED',
          creditOre: asOre(100_000),
          upheldOre: asOre(156_000),
          upheldDueOn: day('2020-07-19'),
          resolvedOn: day('2020-07-05'),
        }),
      );
  });

  it.each([
    ['whole', undefined, approved()],
    ['line by line', [1, 3], approved([1, 3])],
  ] as const)('approves a statement %s', (_, lines, event) =>
    given()
      .when((state) => approveStatement(new ApproveStatement({ ...on('2020-06-10'), lines }), state, facts))
      .thenRecorded(event),
  );

  it.each([
    ['a disputed line', [raised], [2], 'LINE_IS_DISPUTED'],
    ['a line there is not', [], [4], 'LINE_NOT_FOUND'],
  ] as const)('cannot approve %s', (_, history, lines, code) =>
    given(...history)
      .when((state) => approveStatement(new ApproveStatement({ ...on('2020-06-10'), lines }), state, facts))
      .thenRejected(code),
  );

  it('approves nothing twice', () =>
    given(approved())
      .when((state) => approveStatement(new ApproveStatement(on('2020-06-11')), state, facts))
      .thenNothing());
});

describe('The secretariat', () => {
  const decide = (creditOre: number) =>
    new DecideDispute({
      ...on('2020-07-10', asSecretariat(partyCode('791'))),
      creditOre: asOre(creditOre),
      evidence: { reference: 'AFG-3' },
    });

  it('decides what was brought to it', () =>
    given(raised, upheld, escalated)
      .when((state) => decideDispute(decide(100_000), state, facts))
      .thenRecorded(
        ended({
          how: 'DECIDED',
          creditOre: asOre(100_000),
          upheldOre: asOre(156_000),
          upheldDueOn: day('2020-07-24'),
          resolvedOn: day('2020-07-10'),
          evidence: { reference: 'AFG-3' },
        }),
      ));

  it.each([
    ['what was not', [raised, upheld], 0, 'DISPUTE_ELSEWHERE'],
    ['more than is disputed', [raised, upheld, escalated], 256_001, 'CREDIT_TOO_LARGE'],
  ] as const)('cannot decide %s', (_, history, creditOre, code) =>
    given(...history)
      .when((state) => decideDispute(decide(creditOre), state, facts))
      .thenRejected(code),
  );
});
