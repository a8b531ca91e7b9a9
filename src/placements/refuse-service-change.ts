import { Controller, HttpCode, Post } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Actor, PlacementId } from '../kernel/vocabulary';
import { Allowed } from '../platform/auth/allowed.decorator';
import { CurrentActor } from '../platform/auth/current-actor.decorator';
import { IdParam } from '../platform/http/parameters';
import { IfMatch } from '../platform/http/revisions';
import { placementsAccess } from './placements.access';
import { RefuseServiceChange, refuseServiceChange } from './placement.decider';
import { type PlacementAnswer, PlacementDesk } from './placement-desk';

@ApiTags('placements')
@Controller('api/v1/placements')
export class RefuseServiceChangeRoute {
  constructor(
    private readonly bus: CommandBus,
    private readonly desk: PlacementDesk,
  ) {}

  @Allowed(placementsAccess.refuseServiceChange)
  @Post(':placementId/change/refuse')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'refuseServiceChange',
    summary: 'Refuse the terms the other party asked for, or take back your own proposal',
  })
  async refuseServiceChange(
    @IdParam('placementId', 'The placement.') placementId: PlacementId,

    @CurrentActor() actor: Actor,
    @IfMatch() expectedRevision: number | undefined,
  ): Promise<PlacementAnswer> {
    return this.bus.execute(
      new RefuseServiceChange({
        placementId,
        offeringId: await this.desk.offeringOf(placementId),
        by: actor,
        expectedRevision,
      }),
    );
  }
}

@CommandHandler(RefuseServiceChange)
export class RefuseServiceChangeHandler implements ICommandHandler<RefuseServiceChange> {
  constructor(private readonly desk: PlacementDesk) {}

  execute(command: RefuseServiceChange): Promise<PlacementAnswer> {
    return this.desk.decide(command, refuseServiceChange);
  }
}
