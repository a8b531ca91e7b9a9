import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Actor, PlacementId } from '../kernel/vocabulary';
import { Allowed } from '../platform/auth/allowed.decorator';
import { CurrentActor } from '../platform/auth/current-actor.decorator';
import { IdParam } from '../platform/http/parameters';
import { IfMatch } from '../platform/http/revisions';
import { OneOfField } from '../platform/http/fields';
import { placementsAccess } from './placements.access';
import { DECLINE_REASONS, type DeclineReason } from './place-book.events';
import { DeclineReservation, declineReservation } from './reservation.decider';
import { type PlacementAnswer, PlacementDesk } from './placement-desk';

export class DeclineReservationBody {
  @OneOfField(DECLINE_REASONS, 'Why not.')
  reason!: DeclineReason;
}

@ApiTags('placements')
@Controller('api/v1/placements')
export class DeclineReservationRoute {
  constructor(
    private readonly bus: CommandBus,
    private readonly desk: PlacementDesk,
  ) {}

  @Allowed(placementsAccess.declineReservation)
  @Post(':placementId/decline')
  @HttpCode(200)
  @ApiOperation({ operationId: 'declineReservation', summary: 'Say no to a reservation' })
  async declineReservation(
    @IdParam('placementId', 'The placement.') placementId: PlacementId,
    @Body() body: DeclineReservationBody,
    @CurrentActor() actor: Actor,
    @IfMatch() expectedRevision: number | undefined,
  ): Promise<PlacementAnswer> {
    const { reason } = body;
    return this.bus.execute(
      new DeclineReservation({
        placementId,
        offeringId: await this.desk.offeringOf(placementId),
        by: actor,
        expectedRevision,

        reason,
      }),
    );
  }
}

@CommandHandler(DeclineReservation)
export class DeclineReservationHandler implements ICommandHandler<DeclineReservation> {
  constructor(private readonly desk: PlacementDesk) {}

  execute(command: DeclineReservation): Promise<PlacementAnswer> {
    return this.desk.decide(command, declineReservation);
  }
}
