import { Body, Controller, Inject, Post } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Ore } from '../kernel/money';
import type { AccountsId, Actor, OfferingId } from '../kernel/vocabulary';
import { Allowed } from '../platform/auth/allowed.decorator';
import { CurrentActor } from '../platform/auth/current-actor.decorator';
import { CLOCK, type Clock } from '../platform/clock';
import { CommandRunner, type Receipt } from '../platform/commands/command-runner';
import { OreField } from '../platform/http/fields';
import { IdParam } from '../platform/http/parameters';
import { yearEndAccess } from './year-end.access';
import { YearEndDesk } from './year-end-desk';
import { AMOUNT_ORE_MAX, SplitResult, splitResult, yearEnd } from './year-end.decider';

export class SplitResultBody {
  @OreField('Carried over: a part of the result, with its sign, within ± the agreement’s limit. May be 0.', {
    min: -AMOUNT_ORE_MAX,
    max: AMOUNT_ORE_MAX,
    example: 100_000_000,
  })
  carriedOre!: Ore;
}

@ApiTags('year-end')
@Controller('api/v1/year-end/accounts')
export class SplitResultRoute {
  constructor(
    private readonly bus: CommandBus,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Allowed(yearEndAccess.splitYearEndResult)
  @Post(':offeringId/:accountsId/split')
  @ApiOperation({
    operationId: 'splitYearEndResult',
    summary: 'Carry a part of the result over, and send the rest to a later tariff or to the buyers (R22, R23)',
    description:
      'The operator chooses how much is carried over. The rest goes where the agreement says: into the tariff some years ' +
      'later, or directly to the year’s payers by their days. It is done once; a correction of the accounts opens it again.',
  })
  split(
    @IdParam('offeringId', 'The offering.') offeringId: OfferingId,
    @IdParam('accountsId', 'The accounts.') accountsId: AccountsId,
    @Body() { carriedOre }: SplitResultBody,
    @CurrentActor() actor: Actor,
  ): Promise<Receipt> {
    return this.bus.execute(
      new SplitResult({ accountsId, offeringId, by: actor.party, carriedOre, today: this.clock.today() }),
    );
  }
}

@CommandHandler(SplitResult)
export class SplitResultHandler implements ICommandHandler<SplitResult> {
  constructor(
    private readonly runner: CommandRunner,
    private readonly desk: YearEndDesk,
  ) {}

  async execute(command: SplitResult): Promise<Receipt> {
    const gathered = await this.desk.splitFactsFor(command);
    const { receipt } = await this.runner.run(yearEnd, command.data.offeringId, (state) =>
      splitResult(command, state, gathered),
    );
    return receipt;
  }
}
