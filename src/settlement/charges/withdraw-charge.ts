import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Actor, ChargeId } from '../../kernel/vocabulary';
import { Allowed } from '../../platform/auth/allowed.decorator';
import { CurrentActor } from '../../platform/auth/current-actor.decorator';
import { CLOCK, type Clock } from '../../platform/clock';
import { CommandRunner, type Receipt } from '../../platform/commands/command-runner';
import { TextField } from '../../platform/http/fields';
import { IdParam } from '../../platform/http/parameters';
import { type BilledFacts, charge, WithdrawCharge, withdrawCharge } from './charge.decider';
import { DisputeQueries } from '../disputes/dispute.queries';
import { settlementAccess } from '../settlement.access';
import { SettlementQueries } from '../issued/settlement.queries';

export class WithdrawChargeBody {
  @TextField('Why it was wrong. No personal data.', { maxLength: 500 })
  reason!: string;
}

@ApiTags('settlement')
@Controller('api/v1/settlement/charges')
export class WithdrawChargeRoute {
  constructor(
    private readonly bus: CommandBus,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Allowed(settlementAccess.withdrawCharge)
  @Post(':chargeId/withdraw')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'withdrawCharge',
    summary: 'Take back a charge that was raised wrongly',
    description:
      'One that stands on no statement comes onto none. One that does is credited in full on the next statement, by a line that points to the one that billed it (R38).',
  })
  withdraw(
    @IdParam('chargeId', 'The charge.') chargeId: ChargeId,
    @Body() { reason }: WithdrawChargeBody,
    @CurrentActor() by: Actor,
  ): Promise<Receipt> {
    return this.bus.execute(new WithdrawCharge({ by, chargeId, today: this.clock.today(), reason }));
  }
}

@CommandHandler(WithdrawCharge)
export class WithdrawChargeHandler implements ICommandHandler<WithdrawCharge> {
  constructor(
    private readonly runner: CommandRunner,
    private readonly settlement: SettlementQueries,
    private readonly disputes: DisputeQueries,
  ) {}

  async execute(command: WithdrawCharge): Promise<Receipt> {
    const { chargeId } = command.data;
    const facts = this.billed(chargeId);
    return (await this.runner.run(charge, chargeId, (state) => withdrawCharge(command, state, facts))).receipt;
  }

  private billed(chargeId: ChargeId): BilledFacts {
    const billedIn = this.settlement.withdrawals.lineOfCharge(chargeId);
    if (billedIn === undefined) return {};
    const { statementId, line } = billedIn;
    const dispute = this.disputes.of(statementId).find((each) => each.line === line);
    const counts = dispute !== undefined && (dispute.phase !== 'RESOLVED' || dispute.creditOre > 0);
    return counts ? { dispute: { statementId, line } } : {};
  }
}
