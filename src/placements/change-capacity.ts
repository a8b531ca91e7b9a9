import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Day } from '../kernel/calendar';
import type { Actor, OfferingId, ServiceLineId } from '../kernel/vocabulary';
import { SERVICE_LINE_ID_FORM } from '../kernel/vocabulary';
import { Allowed } from '../platform/auth/allowed.decorator';
import { CurrentActor } from '../platform/auth/current-actor.decorator';
import { CommandRunner, type Receipt } from '../platform/commands/command-runner';
import { CodeField, DayField, TextField, WholeNumberField } from '../platform/http/fields';
import { IdParam } from '../platform/http/parameters';
import { placementsAccess } from './placements.access';
import { ChangeCapacity, changeCapacity } from './capacity.decider';
import { CapacityDesk } from './capacity-desk';
import { PLACES_MAX } from './line-capacity';
import { placeBook } from './place-book.decider';

export class ChangeCapacityBody {
  @CodeField(SERVICE_LINE_ID_FORM, 'The service line.', { example: 'SEL-107' })
  serviceLineId!: ServiceLineId;

  @WholeNumberField('Places from that day on.', { min: 0, max: PLACES_MAX })
  places!: number;

  @DayField('The first day it holds.')
  from!: Day;

  @TextField('Why, for those who look at it later. Nothing about persons.', { maxLength: 500 })
  reason!: string;
}

@ApiTags('placements')
@Controller('api/v1/offerings')
export class ChangeCapacityRoute {
  constructor(private readonly bus: CommandBus) {}

  @Allowed(placementsAccess.changeCapacity)
  @Post(':offeringId/capacity')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'changeCapacity',
    summary: 'Say how many places a service line has from a day on (R24)',
  })
  changeCapacity(
    @IdParam('offeringId', 'The offering.') offeringId: OfferingId,
    @Body() { serviceLineId, places, from, reason }: ChangeCapacityBody,
    @CurrentActor() actor: Actor,
  ): Promise<Receipt> {
    return this.bus.execute(new ChangeCapacity({ offeringId, by: actor, serviceLineId, places, from, reason }));
  }
}

@CommandHandler(ChangeCapacity)
export class ChangeCapacityHandler implements ICommandHandler<ChangeCapacity> {
  constructor(
    private readonly runner: CommandRunner,
    private readonly desk: CapacityDesk,
  ) {}

  async execute(command: ChangeCapacity): Promise<Receipt> {
    const { offeringId } = command.data;
    const facts = await this.desk.facts(offeringId);
    return (await this.runner.run(placeBook, offeringId, (state) => changeCapacity(command, state, facts))).receipt;
  }
}
