import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Actor, PlacementId } from '../kernel/vocabulary';
import { CurrentActor } from '../platform/auth/current-actor.decorator';
import { Roles } from '../platform/auth/roles.decorator';
import { CLOCK, type Clock } from '../platform/clock';
import { IdParam } from '../platform/http/parameters';
import { IfMatch } from '../platform/http/revisions';
import type { Day } from '../kernel/calendar';
import type { TariffLevel } from '../kernel/vocabulary';
import { DayField, HundredthsField, ListField, TextField, WholeNumberField } from '../platform/http/fields';
import { code } from '../platform/http/scalars';
import { HOURS_PER_DAY_MAX, LEVEL_LENGTH_MAX, SUPPLEMENT_FORM } from './reserve-place';
import { ProposeServiceChange, proposeServiceChange } from './placement.decider';
import { type PlacementAnswer, PlacementDesk } from './placement-desk';

export class ProposeServiceChangeBody {
  @DayField('The first day of the new terms; may lie up to 12 months back.')
  from!: Day;

  @TextField('Tariff level as published.', { maxLength: LEVEL_LENGTH_MAX, example: '2' })
  level!: TariffLevel;

  @HundredthsField('Service hours a day in hundredths, where the tariff has a price per hour.', {
    min: 1,
    max: HOURS_PER_DAY_MAX,
    optional: true,
  })
  hoursPerDay?: number;

  @ListField(code(SUPPLEMENT_FORM), 'Codes of the supplements that are to be charged.', {
    maxItems: 50,
    unique: true,
    optional: true,
  })
  supplements?: string[];

  @WholeNumberField('Days a week, for a part-time day place (R16).', { min: 1, max: 7, optional: true })
  daysPerWeek?: number;
}

@ApiTags('placements')
@Controller('api/v1/placements')
export class ProposeServiceChangeRoute {
  constructor(
    private readonly bus: CommandBus,
    private readonly desk: PlacementDesk,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Post(':placementId/change')
  @HttpCode(200)
  @Roles('buyer', 'operator')
  @ApiOperation({
    operationId: 'proposeServiceChange',
    summary: 'Ask for another level, other hours or supplements; the other party must accept (R14)',
  })
  async proposeServiceChange(
    @IdParam('placementId', 'The placement.') placementId: PlacementId,
    @Body() body: ProposeServiceChangeBody,
    @CurrentActor() actor: Actor,
    @IfMatch() expectedRevision: number | undefined,
  ): Promise<PlacementAnswer> {
    const { from, level, hoursPerDay, supplements, daysPerWeek } = body;
    return this.bus.execute(
      new ProposeServiceChange({
        placementId,
        offeringId: await this.desk.offeringOf(placementId),
        by: actor.party,
        expectedRevision,
        today: this.clock.today(),
        from,
        level,
        hoursPerDay,
        supplements,
        daysPerWeek,
      }),
    );
  }
}

@CommandHandler(ProposeServiceChange)
export class ProposeServiceChangeHandler implements ICommandHandler<ProposeServiceChange> {
  constructor(private readonly desk: PlacementDesk) {}

  async execute(command: ProposeServiceChange): Promise<PlacementAnswer> {
    const { level, from } = command.data;
    const facts = await this.desk.changeFacts(await this.desk.placement(command), level, from);
    return this.desk.decide(command, (asked, state) => proposeServiceChange(asked, state, facts));
  }
}
