import { Inject, Injectable } from '@nestjs/common';
import { AgreementQueries } from '../../agreements/agreements.queries';
import type { Day } from '../../kernel/calendar';
import type { Decision } from '../../kernel/decider';
import type { PartyCode, StatementId } from '../../kernel/vocabulary';
import { CommandRunner, type Receipt } from '../../platform/commands/command-runner';
import type { EventStore } from '../../platform/event-store/event-store';
import { FRESHNESS_WAIT_MS } from '../../platform/http/fresh-reads';
import { ProjectionRunner } from '../../platform/subscriptions/projection-runner';
import { EVENT_STORE } from '../../platform/tokens';
import { rulesInForce } from '../agreement-rules';
import { isCharge } from '../lines/charge-lines.calculation';
import type { DisputeEvent } from './dispute.events';
import { SettlementQueries, type StatementRow } from '../issued/settlement.queries';
import { statement, type DisputeClocks, type IssuedFacts, type StatementState } from './statement.decider';

/** The agreement's days where it names none [DESIGN]. */
export const REPLY_DAYS = 14;
export const ANSWER_DAYS = 14;
export const DECISION_DAYS = 30;

/** What a decision about an issued statement needs to know. Issued statements never change, so a read model will do. */
@Injectable()
export class DisputeDesk {
  constructor(
    private readonly runner: CommandRunner,
    private readonly settlement: SettlementQueries,
    private readonly agreements: AgreementQueries,
    private readonly projections: ProjectionRunner,
    @Inject(EVENT_STORE) private readonly store: EventStore,
  ) {}

  async issued(statementId: StatementId, line?: number): Promise<IssuedFacts> {
    const row = await this.statement(statementId);
    if (row === undefined) return {};
    const { operator, payer, dueOn, lines, attempt } = row;
    return {
      issued: { operator, payer, dueOn, lines },
      ...(line === undefined ? {} : { line: this.settlement.line(statementId, attempt, line) }),
    };
  }

  /** Whether the line bills a charge that was taken back, and so is credited by itself. */
  isWithdrawn(line: IssuedFacts['line']): boolean {
    return line !== undefined && isCharge(line) && this.settlement.withdrawals.isWithdrawn(line.chargeId);
  }

  /** One that was issued a moment ago may not have been read in yet. */
  private async statement(statementId: StatementId): Promise<StatementRow | undefined> {
    const known = this.settlement.statement(statementId);
    if (known !== undefined) return known;
    await this.projections.waitFor(await this.store.head(), FRESHNESS_WAIT_MS);
    return this.settlement.statement(statementId);
  }

  clocks(operator: PartyCode | undefined, on: Day): DisputeClocks | undefined {
    const inForce = operator === undefined ? undefined : rulesInForce(this.agreements, operator, on);
    if (inForce === undefined) return undefined;
    const { agreementId, rules } = inForce;
    return {
      agreementId,
      replyDays: rules.disputeReplyDays ?? REPLY_DAYS,
      answerDays: rules.disputeAnswerDays ?? ANSWER_DAYS,
      decisionDays: rules.disputeDecisionDays ?? DECISION_DAYS,
      upheldDueDays: rules.minDueDays,
    };
  }

  async decide(
    statementId: StatementId,
    decide: (state: StatementState) => Decision<DisputeEvent>,
    ifRevision?: number,
  ): Promise<Receipt> {
    const seen = ifRevision === undefined ? {} : { ifRevision };
    return (await this.runner.run(statement, statementId, decide, seen)).receipt;
  }
}
