import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Ore } from '../../kernel/money';
import type { Actor, StatementId } from '../../kernel/vocabulary';
import { Allowed } from '../../platform/auth/allowed.decorator';
import { CurrentActor } from '../../platform/auth/current-actor.decorator';
import { CLOCK, type Clock } from '../../platform/clock';
import type { Receipt } from '../../platform/commands/command-runner';
import { NestedField, OneOfField, OreField } from '../../platform/http/fields';
import { CodeParam, WholeNumberParam } from '../../platform/http/parameters';
import { DISPUTE_REASONS, type DisputeReason } from './dispute.events';
import { DisputeDesk } from './dispute-desk';
import { EvidenceBody, evidenceFrom } from './evidence-body';
import { settlementAccess } from '../settlement.access';
import { DisputeLine, disputeLine } from './statement.decider';
import { STATEMENT_ID_FORM } from '../issued/visible-statements.queries';

export class DisputeLineBody {
  @OneOfField(DISPUTE_REASONS, 'What is objected to. CLAIM_TOO_LATE: the days are older than the law allows (R2).')
  reason!: DisputeReason;

  @OreField('The part of the line that is disputed. Absent: all of it.', { min: 1, optional: true })
  disputedOre?: Ore;

  @NestedField(() => EvidenceBody, 'Where the evidence lies.', { optional: true })
  evidence?: EvidenceBody;
}

@ApiTags('settlement')
@Controller('api/v1/settlement/statements')
export class DisputeLineRoute {
  constructor(
    private readonly bus: CommandBus,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Allowed(settlementAccess.disputeLine)
  @Post(':statementId/lines/:line/dispute')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'disputeLine',
    summary: 'The payer disputes a line of its statement',
    description:
      'The disputed amount does not fall due before the dispute is over; the rest does, on its unchanged day.',
  })
  dispute(
    @CodeParam('statementId', STATEMENT_ID_FORM, 'Operator, payer and month.') statementId: StatementId,
    @WholeNumberParam('line', 'The line, counted from 1.', { min: 1 }) line: number,
    @Body() { reason, disputedOre, evidence }: DisputeLineBody,
    @CurrentActor() actor: Actor,
  ): Promise<Receipt> {
    return this.bus.execute(
      new DisputeLine({
        statementId,
        line,
        by: actor,
        today: this.clock.today(),
        reason,
        disputedOre,
        evidence: evidence && evidenceFrom(evidence),
      }),
    );
  }
}

@CommandHandler(DisputeLine)
export class DisputeLineHandler implements ICommandHandler<DisputeLine> {
  constructor(private readonly desk: DisputeDesk) {}

  async execute(command: DisputeLine): Promise<Receipt> {
    const { statementId, line, today } = command.data;
    const issued = await this.desk.issued(statementId, line);
    const facts = {
      ...issued,
      withdrawn: this.desk.isWithdrawn(issued.line),
      clocks: this.desk.clocks(issued.issued?.operator, today),
    };
    return this.desk.decide(statementId, (state) => disputeLine(command, state, facts));
  }
}
