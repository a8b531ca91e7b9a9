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
import { isRejection } from '../kernel/decider';
import { DayField, OneOfField } from '../platform/http/fields';
import { placementsAccess } from './placements.access';
import { CitizenStays } from './citizen-stays';
import { DISCHARGE_REASONS, type DischargeReason } from './place-book.events';
import { DischargeCitizen, dischargeCitizen } from './departure.decider';
import { type PlacementAnswer, PlacementDesk } from './placement-desk';

export class DischargeCitizenBody {
  @DayField('The day the citizen left, not in the future.')
  departureDay!: Day;

  @OneOfField(DISCHARGE_REASONS, 'Why the stay ended.')
  reason!: DischargeReason;

  @DayField('Last day that is paid, when the parties have agreed on another than the rules give.', { optional: true })
  lastPayableDay?: Day;
}

@ApiTags('placements')
@Controller('api/v1/placements')
export class DischargeCitizenRoute {
  constructor(
    private readonly bus: CommandBus,
    private readonly desk: PlacementDesk,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Allowed(placementsAccess.dischargeCitizen)
  @Post(':placementId/end')
  @HttpCode(200)
  @ApiOperation({ operationId: 'dischargeCitizen', summary: 'The citizen has left: the stay ends' })
  async dischargeCitizen(
    @IdParam('placementId', 'The placement.') placementId: PlacementId,
    @Body() body: DischargeCitizenBody,
    @CurrentActor() actor: Actor,
    @IfMatch() expectedRevision: number | undefined,
  ): Promise<PlacementAnswer> {
    const { departureDay, reason, lastPayableDay } = body;
    return this.bus.execute(
      new DischargeCitizen({
        placementId,
        offeringId: await this.desk.offeringOf(placementId),
        by: actor,
        expectedRevision,
        today: this.clock.today(),
        departureDay,
        reason,
        lastPayableDay,
      }),
    );
  }
}

@CommandHandler(DischargeCitizen)
export class DischargeCitizenHandler implements ICommandHandler<DischargeCitizen> {
  constructor(
    private readonly desk: PlacementDesk,
    private readonly stays: CitizenStays,
  ) {}

  /** A stay round the clock has claimed its days until the agreed end; what it took beyond that is claimed now (I5). */
  async execute(command: DischargeCitizen): Promise<PlacementAnswer> {
    const { offeringId, departureDay } = command.data;
    const placement = await this.desk.placement(command);
    const facts = await this.desk.rulesFacts(placement, departureDay);
    const decision = dischargeCitizen(command, await this.desk.book(offeringId), facts);
    const left = isRejection(decision) ? undefined : decision[0];
    if (left !== undefined && placement.plannedLastDay !== undefined && departureDay > placement.plannedLastDay)
      await this.stays.claimUntil(placement, left.data);
    return this.desk.decide(command, (asked, state) => dischargeCitizen(asked, state, facts));
  }
}
