import { Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Actor, PlacementId } from '../kernel/vocabulary';
import { Allowed } from '../platform/auth/allowed.decorator';
import { CurrentActor } from '../platform/auth/current-actor.decorator';
import { CLOCK, type Clock } from '../platform/clock';
import { IdParam } from '../platform/http/parameters';
import { IfMatch } from '../platform/http/revisions';
import { placementsAccess } from './placements.access';
import { ConfirmReservation, confirmReservation } from './reservation.decider';
import { type PlacementAnswer, PlacementDesk } from './placement-desk';

@ApiTags('placements')
@Controller('api/v1/placements')
export class ConfirmReservationRoute {
  constructor(
    private readonly bus: CommandBus,
    private readonly desk: PlacementDesk,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Allowed(placementsAccess.confirmReservation)
  @Post(':placementId/confirm')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'confirmReservation',
    summary: 'Say yes to a reservation: the place is bought and sold',
  })
  async confirmReservation(
    @IdParam('placementId', 'The placement.') placementId: PlacementId,

    @CurrentActor() actor: Actor,
    @IfMatch() expectedRevision: number | undefined,
  ): Promise<PlacementAnswer> {
    return this.bus.execute(
      new ConfirmReservation({
        placementId,
        offeringId: await this.desk.offeringOf(placementId),
        by: actor,
        expectedRevision,
        today: this.clock.today(),
      }),
    );
  }
}

@CommandHandler(ConfirmReservation)
export class ConfirmReservationHandler implements ICommandHandler<ConfirmReservation> {
  constructor(private readonly desk: PlacementDesk) {}

  execute(command: ConfirmReservation): Promise<PlacementAnswer> {
    return this.desk.decide(command, confirmReservation);
  }
}
