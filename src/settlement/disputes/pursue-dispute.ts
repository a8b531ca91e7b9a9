import { Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Actor, StatementId } from '../../kernel/vocabulary';
import { Allowed } from '../../platform/auth/allowed.decorator';
import { CurrentActor } from '../../platform/auth/current-actor.decorator';
import { CLOCK, type Clock } from '../../platform/clock';
import type { Receipt } from '../../platform/commands/command-runner';
import { CodeParam, WholeNumberParam } from '../../platform/http/parameters';
import { DisputeDesk } from './dispute-desk';
import { settlementAccess } from '../settlement.access';
import {
  AcceptAnswer,
  acceptAnswer,
  EscalateDispute,
  escalateDispute,
  WithdrawDispute,
  withdrawDispute,
} from './statement.decider';
import { STATEMENT_ID_FORM } from '../issued/visible-statements.queries';

/** What the payer does about the answer it got, or did not get. */
@ApiTags('settlement')
@Controller('api/v1/settlement/statements')
export class PursueDisputeRoutes {
  constructor(
    private readonly bus: CommandBus,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Allowed(settlementAccess.acceptAnswer)
  @Post(':statementId/lines/:line/dispute/accept')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'acceptAnswer',
    summary: 'The payer accepts the operator’s answer; the dispute is over',
  })
  accept(
    @CodeParam('statementId', STATEMENT_ID_FORM, 'Operator, payer and month.') statementId: StatementId,
    @WholeNumberParam('line', 'The line, counted from 1.', { min: 1 }) line: number,
    @CurrentActor() actor: Actor,
  ): Promise<Receipt> {
    return this.bus.execute(new AcceptAnswer({ statementId, line, by: actor, today: this.clock.today() }));
  }

  @Allowed(settlementAccess.withdrawDispute)
  @Post(':statementId/lines/:line/dispute/withdraw')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'withdrawDispute',
    summary: 'The payer takes its dispute back; the line is due when the statement is',
  })
  withdraw(
    @CodeParam('statementId', STATEMENT_ID_FORM, 'Operator, payer and month.') statementId: StatementId,
    @WholeNumberParam('line', 'The line, counted from 1.', { min: 1 }) line: number,
    @CurrentActor() actor: Actor,
  ): Promise<Receipt> {
    return this.bus.execute(new WithdrawDispute({ statementId, line, by: actor, today: this.clock.today() }));
  }

  @Allowed(settlementAccess.escalateDispute)
  @Post(':statementId/lines/:line/dispute/escalate')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'escalateDispute',
    summary: 'The payer takes the dispute to the secretariat',
    description: 'After an answer, or when the operator has not answered in time.',
  })
  escalate(
    @CodeParam('statementId', STATEMENT_ID_FORM, 'Operator, payer and month.') statementId: StatementId,
    @WholeNumberParam('line', 'The line, counted from 1.', { min: 1 }) line: number,
    @CurrentActor() actor: Actor,
  ): Promise<Receipt> {
    return this.bus.execute(new EscalateDispute({ statementId, line, by: actor, today: this.clock.today() }));
  }
}

@CommandHandler(AcceptAnswer)
export class AcceptAnswerHandler implements ICommandHandler<AcceptAnswer> {
  constructor(private readonly desk: DisputeDesk) {}

  async execute(command: AcceptAnswer): Promise<Receipt> {
    const { statementId } = command.data;
    const facts = await this.desk.issued(statementId);
    return this.desk.decide(statementId, (state) => acceptAnswer(command, state, facts));
  }
}

@CommandHandler(WithdrawDispute)
export class WithdrawDisputeHandler implements ICommandHandler<WithdrawDispute> {
  constructor(private readonly desk: DisputeDesk) {}

  async execute(command: WithdrawDispute): Promise<Receipt> {
    const { statementId } = command.data;
    const facts = await this.desk.issued(statementId);
    return this.desk.decide(statementId, (state) => withdrawDispute(command, state, facts));
  }
}

@CommandHandler(EscalateDispute)
export class EscalateDisputeHandler implements ICommandHandler<EscalateDispute> {
  constructor(private readonly desk: DisputeDesk) {}

  async execute(command: EscalateDispute): Promise<Receipt> {
    const { statementId } = command.data;
    const facts = await this.desk.issued(statementId);
    return this.desk.decide(statementId, (state) => escalateDispute(command, state, facts));
  }
}
