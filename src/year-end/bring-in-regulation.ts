import { Body, Controller, Inject, Post } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Ore } from '../kernel/money';
import { type Actor, type OfferingId, SERVICE_LINE_ID_FORM, type ServiceLineId } from '../kernel/vocabulary';
import { Allowed } from '../platform/auth/allowed.decorator';
import { CurrentActor } from '../platform/auth/current-actor.decorator';
import { CLOCK, type Clock } from '../platform/clock';
import { CommandRunner, type Receipt } from '../platform/commands/command-runner';
import { CodeField, OreField, TextField, WholeNumberField } from '../platform/http/fields';
import { IdParam } from '../platform/http/parameters';
import { yearEndAccess } from './year-end.access';
import { YearEndDesk } from './year-end-desk';
import { AMOUNT_ORE_MAX, BringInRegulation, bringInRegulation, yearEnd } from './year-end.decider';

export class BringInRegulationBody {
  @CodeField(SERVICE_LINE_ID_FORM, 'The service line.', { example: 'SEL-107' })
  serviceLineId!: ServiceLineId;

  @WholeNumberField('The year whose result it is.', { min: 1990, max: 2198, example: 2023 })
  originYear!: number;

  @OreField('What is left to settle through the tariff; a surplus is positive.', {
    min: -AMOUNT_ORE_MAX,
    max: AMOUNT_ORE_MAX,
  })
  openingOre!: Ore;

  @TextField('Where the amount comes from. No personal data.', { maxLength: 500, example: 'Revideret regnskab 2023' })
  reason!: string;
}

@ApiTags('year-end')
@Controller('api/v1/year-end/regulation-accounts')
export class BringInRegulationRoute {
  constructor(
    private readonly bus: CommandBus,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Allowed(yearEndAccess.bringInRegulation)
  @Post(':offeringId')
  @ApiOperation({
    operationId: 'bringInRegulation',
    summary: 'Bring in what is left to settle of a year before the ledger',
    description: 'For years whose days the ledger does not hold. A later statement of the same year takes its place.',
  })
  bringIn(
    @IdParam('offeringId', 'The offering.') offeringId: OfferingId,
    @Body() { serviceLineId, originYear, openingOre, reason }: BringInRegulationBody,
    @CurrentActor() actor: Actor,
  ): Promise<Receipt> {
    return this.bus.execute(
      new BringInRegulation({
        offeringId,
        by: actor.party,
        serviceLineId,
        originYear,
        openingOre,
        reason,
        today: this.clock.today(),
      }),
    );
  }
}

@CommandHandler(BringInRegulation)
export class BringInRegulationHandler implements ICommandHandler<BringInRegulation> {
  constructor(
    private readonly runner: CommandRunner,
    private readonly desk: YearEndDesk,
  ) {}

  async execute(command: BringInRegulation): Promise<Receipt> {
    const gathered = await this.desk.broughtInFactsFor(command);
    const { receipt } = await this.runner.run(yearEnd, command.data.offeringId, (state) =>
      bringInRegulation(command, state, gathered),
    );
    return receipt;
  }
}
