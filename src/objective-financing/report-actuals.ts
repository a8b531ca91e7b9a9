import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Month } from '../kernel/calendar';
import type { Ore } from '../kernel/money';
import type { Actor, SchemeId } from '../kernel/vocabulary';
import { Allowed } from '../platform/auth/allowed.decorator';
import { CurrentActor } from '../platform/auth/current-actor.decorator';
import { CLOCK, type Clock } from '../platform/clock';
import { CommandRunner, type Receipt } from '../platform/commands/command-runner';
import { MonthField, OreField } from '../platform/http/fields';
import { IdParam } from '../platform/http/parameters';
import { objectiveFinancingAccess } from './objective-financing.access';
import { ReportActuals, reportActuals, scheme, SCHEME_ORE_MAX } from './scheme.decider';

export class ReportActualsBody {
  @OreField('What the year cost, as the accounts have it.', { min: 0, max: SCHEME_ORE_MAX })
  actualOre!: Ore;

  @MonthField('The month from which the differences are due. Absent: the month of today.', { optional: true })
  dueFrom?: Month;
}

@ApiTags('objective financing')
@Controller('api/v1/objective-financing/schemes')
export class ReportActualsRoute {
  constructor(
    private readonly bus: CommandBus,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Allowed(objectiveFinancingAccess.reportActuals)
  @Post(':schemeId/actuals')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'reportActuals',
    summary: 'Report what the year cost; each payer’s difference is charged or credited (domain §3.10)',
    description:
      'Each difference names the year it is about. A later report regulates what the earlier ones left; the same one again is nothing.',
  })
  report(
    @IdParam('schemeId', 'The scheme.') schemeId: SchemeId,
    @Body() { actualOre, dueFrom }: ReportActualsBody,
    @CurrentActor() actor: Actor,
  ): Promise<Receipt> {
    return this.bus.execute(new ReportActuals({ schemeId, by: actor, today: this.clock.today(), actualOre, dueFrom }));
  }
}

@CommandHandler(ReportActuals)
export class ReportActualsHandler implements ICommandHandler<ReportActuals> {
  constructor(private readonly runner: CommandRunner) {}

  async execute(command: ReportActuals): Promise<Receipt> {
    const { schemeId } = command.data;
    return (await this.runner.run(scheme, schemeId, (state) => reportActuals(command, state))).receipt;
  }
}
