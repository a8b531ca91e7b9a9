import { Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Actor, SchemeId } from '../kernel/vocabulary';
import { Allowed } from '../platform/auth/allowed.decorator';
import { CurrentActor } from '../platform/auth/current-actor.decorator';
import { CLOCK, type Clock } from '../platform/clock';
import { CommandRunner, type Receipt } from '../platform/commands/command-runner';
import { IdParam } from '../platform/http/parameters';
import { objectiveFinancingAccess } from './objective-financing.access';
import { ComputeShares, computeShares, scheme } from './scheme.decider';

@ApiTags('objective financing')
@Controller('api/v1/objective-financing/schemes')
export class ComputeSharesRoute {
  constructor(
    private readonly bus: CommandBus,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Allowed(objectiveFinancingAccess.computeShares)
  @Post(':schemeId/shares')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'computeShares',
    summary: 'Compute each payer’s share and charge it (R33, R39, R40)',
    description:
      'Shares of a budget add up to it to the øre, by largest remainder. The charges become lines when their month, or the next one, is closed. Once: asked again, nothing happens.',
  })
  compute(@IdParam('schemeId', 'The scheme.') schemeId: SchemeId, @CurrentActor() actor: Actor): Promise<Receipt> {
    return this.bus.execute(new ComputeShares({ schemeId, by: actor, today: this.clock.today() }));
  }
}

@CommandHandler(ComputeShares)
export class ComputeSharesHandler implements ICommandHandler<ComputeShares> {
  constructor(private readonly runner: CommandRunner) {}

  async execute(command: ComputeShares): Promise<Receipt> {
    const { schemeId } = command.data;
    return (await this.runner.run(scheme, schemeId, (state) => computeShares(command, state))).receipt;
  }
}
