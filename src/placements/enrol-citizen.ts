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
import { DayField } from '../platform/http/fields';
import { placementsAccess } from './placements.access';
import { CitizenStays } from './citizen-stays';
import { EnrolCitizen, enrolCitizen } from './placement.decider';
import { type PlacementAnswer, PlacementDesk } from './placement-desk';

export class EnrolCitizenBody {
  @DayField('The day the citizen came: the first day that is paid.')
  firstDay!: Day;
}

@ApiTags('placements')
@Controller('api/v1/placements')
export class EnrolCitizenRoute {
  constructor(
    private readonly bus: CommandBus,
    private readonly desk: PlacementDesk,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Allowed(placementsAccess.enrolCitizen)
  @Post(':placementId/enrol')
  @HttpCode(200)
  @ApiOperation({ operationId: 'enrolCitizen', summary: 'The citizen has come' })
  async enrolCitizen(
    @IdParam('placementId', 'The placement.') placementId: PlacementId,
    @Body() body: EnrolCitizenBody,
    @CurrentActor() actor: Actor,
    @IfMatch() expectedRevision: number | undefined,
  ): Promise<PlacementAnswer> {
    const { firstDay } = body;
    return this.bus.execute(
      new EnrolCitizen({
        placementId,
        offeringId: await this.desk.offeringOf(placementId),
        by: actor,
        expectedRevision,
        today: this.clock.today(),
        firstDay,
      }),
    );
  }
}

@CommandHandler(EnrolCitizen)
export class EnrolCitizenHandler implements ICommandHandler<EnrolCitizen> {
  constructor(
    private readonly desk: PlacementDesk,
    private readonly stays: CitizenStays,
  ) {}

  /**
   * Round the clock, the citizen's days are claimed before the enrolment is recorded, so that no other offering can take
   * the same citizen at the same time (I5). An enrolment that would be refused anyway leaves no claim behind.
   */
  async execute(command: EnrolCitizen): Promise<PlacementAnswer> {
    const { offeringId, placementId, firstDay } = command.data;
    const placement = await this.desk.placement(command);
    const facts = await this.desk.changeFacts(placement, placement.terms.level, firstDay);
    const possible = !isRejection(enrolCitizen(command, await this.desk.book(offeringId), facts));
    if (possible && this.stays.isExclusive(placement)) {
      const { terms, plannedLastDay: agreedLast } = placement;
      await this.stays.claim({ citizenRef: terms.citizenRef, placementId, offeringId, firstDay, agreedLast });
    }
    return this.desk.decide(command, (asked, book) => enrolCitizen(asked, book, facts));
  }
}
