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
import { WithdrawReservation, withdrawReservation } from './reservation.decider';
import { type PlacementAnswer, PlacementDesk } from './placement-desk';

@ApiTags('placements')
@Controller('api/v1/placements')
export class WithdrawReservationRoute {
  constructor(
    private readonly bus: CommandBus,
    private readonly desk: PlacementDesk,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Allowed(placementsAccess.withdrawReservation)
  @Post(':placementId/withdraw')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'withdrawReservation',
    summary: 'Give a reserved or bought place back before the citizen has come',
  })
  async withdrawReservation(
    @IdParam('placementId', 'The placement.') placementId: PlacementId,

    @CurrentActor() actor: Actor,
    @IfMatch() expectedRevision: number | undefined,
  ): Promise<PlacementAnswer> {
    return this.bus.execute(
      new WithdrawReservation({
        placementId,
        offeringId: await this.desk.offeringOf(placementId),
        by: actor,
        expectedRevision,
        today: this.clock.today(),
      }),
    );
  }
}

@CommandHandler(WithdrawReservation)
export class WithdrawReservationHandler implements ICommandHandler<WithdrawReservation> {
  constructor(private readonly desk: PlacementDesk) {}

  execute(command: WithdrawReservation): Promise<PlacementAnswer> {
    return this.desk.decide(command, withdrawReservation);
  }
}
