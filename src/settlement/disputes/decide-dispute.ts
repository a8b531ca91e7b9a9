import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Ore } from '../../kernel/money';
import type { Actor, StatementId } from '../../kernel/vocabulary';
import { Allowed } from '../../platform/auth/allowed.decorator';
import { CurrentActor } from '../../platform/auth/current-actor.decorator';
import { CLOCK, type Clock } from '../../platform/clock';
import type { Receipt } from '../../platform/commands/command-runner';
import { NestedField, OreField } from '../../platform/http/fields';
import { CodeParam, WholeNumberParam } from '../../platform/http/parameters';
import { DisputeDesk } from './dispute-desk';
import { EvidenceBody, evidenceFrom } from './evidence-body';
import { settlementAccess } from '../settlement.access';
import { DecideDispute, decideDispute } from './statement.decider';
import { STATEMENT_ID_FORM } from '../issued/visible-statements.queries';

export class DecideDisputeBody {
  @OreField('What is credited, from nothing to all that is disputed.', { min: 0 })
  creditOre!: Ore;

  @NestedField(() => EvidenceBody, 'The decision’s number, and its hash.')
  decision!: EvidenceBody;
}

@ApiTags('settlement')
@Controller('api/v1/settlement/statements')
export class DecideDisputeRoute {
  constructor(
    private readonly bus: CommandBus,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Allowed(settlementAccess.decideDispute)
  @Post(':statementId/lines/:line/dispute/decide')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'decideDispute',
    summary: 'The secretariat records its decision on a dispute that was brought to it',
  })
  decide(
    @CodeParam('statementId', STATEMENT_ID_FORM, 'Operator, payer and month.') statementId: StatementId,
    @WholeNumberParam('line', 'The line, counted from 1.', { min: 1 }) line: number,
    @Body() { creditOre, decision }: DecideDisputeBody,
    @CurrentActor() actor: Actor,
  ): Promise<Receipt> {
    return this.bus.execute(
      new DecideDispute({
        statementId,
        line,
        by: actor,
        today: this.clock.today(),
        creditOre,
        evidence: evidenceFrom(decision),
      }),
    );
  }
}

@CommandHandler(DecideDispute)
export class DecideDisputeHandler implements ICommandHandler<DecideDispute> {
  constructor(private readonly desk: DisputeDesk) {}

  async execute(command: DecideDispute): Promise<Receipt> {
    const { statementId } = command.data;
    const facts = await this.desk.issued(statementId);
    return this.desk.decide(statementId, (state) => decideDispute(command, state, facts));
  }
}
