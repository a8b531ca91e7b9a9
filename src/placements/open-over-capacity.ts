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
import { OpenOverCapacity, openOverCapacity } from './capacity.decider';
import { CapacityDesk } from './capacity-desk';
import { PLACES_MAX } from './line-capacity';
import { placeBook } from './place-book.decider';

export class OpenOverCapacityBody {
  @CodeField(SERVICE_LINE_ID_FORM, 'The service line.', { example: 'SEL-107' })
  serviceLineId!: ServiceLineId;

  @WholeNumberField('Places beyond the ordinary number.', { min: 1, max: PLACES_MAX })
  extraPlaces!: number;

  @DayField('First day.')
  first!: Day;

  @DayField('Last day, included.')
  last!: Day;

  @TextField('Why, for those who look at it later. Nothing about persons.', { maxLength: 500 })
  reason!: string;
}

@ApiTags('placements')
@Controller('api/v1/offerings')
export class OpenOverCapacityRoute {
  constructor(private readonly bus: CommandBus) {}

  @Allowed(placementsAccess.openOverCapacity)
  @Post(':offeringId/over-capacity')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'openOverCapacity',
    summary: 'Allow more citizens than there are places, for a while (R24, I6)',
  })
  openOverCapacity(
    @IdParam('offeringId', 'The offering.') offeringId: OfferingId,
    @Body() { serviceLineId, extraPlaces, first, last, reason }: OpenOverCapacityBody,
    @CurrentActor() actor: Actor,
  ): Promise<Receipt> {
    return this.bus.execute(
      new OpenOverCapacity({ offeringId, by: actor, serviceLineId, extraPlaces, first, last, reason }),
    );
  }
}

@CommandHandler(OpenOverCapacity)
export class OpenOverCapacityHandler implements ICommandHandler<OpenOverCapacity> {
  constructor(
    private readonly runner: CommandRunner,
    private readonly desk: CapacityDesk,
  ) {}

  async execute(command: OpenOverCapacity): Promise<Receipt> {
    const { offeringId } = command.data;
    const facts = await this.desk.facts(offeringId);
    return (await this.runner.run(placeBook, offeringId, (state) => openOverCapacity(command, state, facts))).receipt;
  }
}
