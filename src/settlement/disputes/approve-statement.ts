import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Actor, StatementId } from '../../kernel/vocabulary';
import { Allowed } from '../../platform/auth/allowed.decorator';
import { CurrentActor } from '../../platform/auth/current-actor.decorator';
import { CLOCK, type Clock } from '../../platform/clock';
import type { Receipt } from '../../platform/commands/command-runner';
import { ListField } from '../../platform/http/fields';
import { CodeParam } from '../../platform/http/parameters';
import * as scalars from '../../platform/http/scalars';
import { DisputeDesk } from './dispute-desk';
import { settlementAccess } from '../settlement.access';
import { ApproveStatement, approveStatement } from './statement.decider';
import { STATEMENT_ID_FORM } from '../issued/visible-statements.queries';

export class ApproveStatementBody {
  @ListField(scalars.wholeNumber({ min: 1 }), 'Only these lines. Absent: all that are not disputed.', {
    optional: true,
  })
  lines?: number[];
}

@ApiTags('settlement')
@Controller('api/v1/settlement/statements')
export class ApproveStatementRoute {
  constructor(
    private readonly bus: CommandBus,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Allowed(settlementAccess.approveStatement)
  @Post(':statementId/approve')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'approveStatement',
    summary: 'The payer approves its statement, whole or line by line',
    description: 'An approved line can no longer be disputed. Lines that are disputed are left out of the whole.',
  })
  approve(
    @CodeParam('statementId', STATEMENT_ID_FORM, 'Operator, payer and month.') statementId: StatementId,
    @Body() { lines }: ApproveStatementBody,
    @CurrentActor() actor: Actor,
  ): Promise<Receipt> {
    return this.bus.execute(new ApproveStatement({ statementId, by: actor, today: this.clock.today(), lines }));
  }
}

@CommandHandler(ApproveStatement)
export class ApproveStatementHandler implements ICommandHandler<ApproveStatement> {
  constructor(private readonly desk: DisputeDesk) {}

  async execute(command: ApproveStatement): Promise<Receipt> {
    const { statementId } = command.data;
    const facts = await this.desk.issued(statementId);
    return this.desk.decide(statementId, (state) => approveStatement(command, state, facts));
  }
}
