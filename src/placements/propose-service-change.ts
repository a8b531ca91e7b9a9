import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Actor, PlacementId } from '../kernel/vocabulary';
import { Allowed } from '../platform/auth/allowed.decorator';
import { CurrentActor } from '../platform/auth/current-actor.decorator';
import { CLOCK, type Clock } from '../platform/clock';
import { IdParam } from '../platform/http/parameters';
import { IfMatch } from '../platform/http/revisions';
import type { Day } from '../kernel/calendar';
import { DayField } from '../platform/http/fields';
import { placementsAccess } from './placements.access';
import { ProposeServiceChange, proposeServiceChange } from './placement.decider';
import { type PlacementAnswer, PlacementDesk } from './placement-desk';
import { ServiceBody } from './service-body';

export class ProposeServiceChangeBody extends ServiceBody {
  @DayField('The first day of the new terms; may lie up to 12 months back.')
  from!: Day;
}

@ApiTags('placements')
@Controller('api/v1/placements')
export class ProposeServiceChangeRoute {
  constructor(
    private readonly bus: CommandBus,
    private readonly desk: PlacementDesk,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Allowed(placementsAccess.proposeServiceChange)
  @Post(':placementId/change')
  @HttpCode(200)
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
        by: actor,
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
