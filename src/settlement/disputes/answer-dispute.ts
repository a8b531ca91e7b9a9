import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Ore } from '../../kernel/money';
import type { Actor, StatementId } from '../../kernel/vocabulary';
import { Allowed } from '../../platform/auth/allowed.decorator';
import { CurrentActor } from '../../platform/auth/current-actor.decorator';
import { CLOCK, type Clock } from '../../platform/clock';
import type { Receipt } from '../../platform/commands/command-runner';
import { IdField, NestedField, OneOfField, OreField } from '../../platform/http/fields';
import { CodeParam, WholeNumberParam } from '../../platform/http/parameters';
import { DISPUTE_ANSWERS, type DisputeAnswer } from './dispute.events';
import { DisputeDesk } from './dispute-desk';
import { EvidenceBody, evidenceFrom } from './evidence-body';
import { settlementAccess } from '../settlement.access';
import { AnswerDispute, answerDispute, EndDispute, endDispute } from './statement.decider';
import { STATEMENT_ID_FORM } from '../issued/visible-statements.queries';

export class AnswerDisputeBody {
  @OneOfField(
    DISPUTE_ANSWERS,
    'CREDIT: a credit in the next open month. CORRECTED: the ledger has been put right, and an adjustment follows by itself (R38). UPHOLD: the line stands.',
  )
  answer!: DisputeAnswer;

  @OreField('For a credit: how much. Absent: all that is disputed, and the dispute is over.', {
    min: 1,
    optional: true,
  })
  creditOre?: Ore;

  @IdField('For CORRECTED: the event that put the ledger right.', { optional: true })
  correction?: string;

  @NestedField(() => EvidenceBody, 'Where the evidence lies.', { optional: true })
  evidence?: EvidenceBody;
}

/** What the operator does about a disputed line. */
@ApiTags('settlement')
@Controller('api/v1/settlement/statements')
export class AnswerDisputeRoutes {
  constructor(
    private readonly bus: CommandBus,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Allowed(settlementAccess.answerDispute)
  @Post(':statementId/lines/:line/dispute/answer')
  @HttpCode(200)
  @ApiOperation({ operationId: 'answerDispute', summary: 'The operator answers a disputed line' })
  answer(
    @CodeParam('statementId', STATEMENT_ID_FORM, 'Operator, payer and month.') statementId: StatementId,
    @WholeNumberParam('line', 'The line, counted from 1.', { min: 1 }) line: number,
    @Body() { answer, creditOre, correction, evidence }: AnswerDisputeBody,
    @CurrentActor() actor: Actor,
  ): Promise<Receipt> {
    return this.bus.execute(
      new AnswerDispute({
        statementId,
        line,
        by: actor,
        today: this.clock.today(),
        answer,
        creditOre,
        correction,
        evidence: evidence && evidenceFrom(evidence),
      }),
    );
  }

  @Allowed(settlementAccess.endDispute)
  @Post(':statementId/lines/:line/dispute/end')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'endDispute',
    summary: 'The operator ends a dispute the payer has not pursued in time',
    description:
      'Only after the last day on which the payer should have accepted the answer or escalated. The answer then holds.',
  })
  end(
    @CodeParam('statementId', STATEMENT_ID_FORM, 'Operator, payer and month.') statementId: StatementId,
    @WholeNumberParam('line', 'The line, counted from 1.', { min: 1 }) line: number,
    @CurrentActor() actor: Actor,
  ): Promise<Receipt> {
    return this.bus.execute(new EndDispute({ statementId, line, by: actor, today: this.clock.today() }));
  }
}

@CommandHandler(AnswerDispute)
export class AnswerDisputeHandler implements ICommandHandler<AnswerDispute> {
  constructor(private readonly desk: DisputeDesk) {}

  async execute(command: AnswerDispute): Promise<Receipt> {
    const { statementId } = command.data;
    const facts = await this.desk.issued(statementId);
    return this.desk.decide(statementId, (state) => answerDispute(command, state, facts));
  }
}

@CommandHandler(EndDispute)
export class EndDisputeHandler implements ICommandHandler<EndDispute> {
  constructor(private readonly desk: DisputeDesk) {}

  async execute(command: EndDispute): Promise<Receipt> {
    const { statementId } = command.data;
    const facts = await this.desk.issued(statementId);
    return this.desk.decide(statementId, (state) => endDispute(command, state, facts));
  }
}
