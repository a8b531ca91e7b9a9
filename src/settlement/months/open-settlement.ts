import { Body, Controller, Post } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Month } from '../../kernel/calendar';
import type { Actor } from '../../kernel/vocabulary';
import { Allowed } from '../../platform/auth/allowed.decorator';
import { CurrentActor } from '../../platform/auth/current-actor.decorator';
import { CommandRunner, type Receipt } from '../../platform/commands/command-runner';
import { MonthField } from '../../platform/http/fields';
import { settlementAccess } from '../settlement.access';
import { OpenSettlement, openSettlement, settlement } from './settlement.decider';

export class OpenSettlementBody {
  @MonthField('The first month settled here; days before it are settled elsewhere.')
  firstMonth!: Month;
}

@ApiTags('settlement')
@Controller('api/v1/settlement/openings')
export class OpenSettlementRoute {
  constructor(private readonly bus: CommandBus) {}

  @Allowed(settlementAccess.openSettlement)
  @Post()
  @ApiOperation({
    operationId: 'openSettlement',
    summary: 'Take over settlement from a month on',
    description:
      'Until a month is closed, the first month can be moved. Without it, the first month that is closed must be the first with payable days.',
  })
  open(@Body() { firstMonth }: OpenSettlementBody, @CurrentActor() actor: Actor): Promise<Receipt> {
    return this.bus.execute(new OpenSettlement({ operator: actor.party, firstMonth }));
  }
}

@CommandHandler(OpenSettlement)
export class OpenSettlementHandler implements ICommandHandler<OpenSettlement> {
  constructor(private readonly runner: CommandRunner) {}

  async execute(command: OpenSettlement): Promise<Receipt> {
    const { operator } = command.data;
    const { receipt } = await this.runner.run(settlement, operator, (state) => openSettlement(command, state));
    return receipt;
  }
}
