import { Controller, HttpCode, Post } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Actor, PlacementId } from '../kernel/vocabulary';
import { Allowed } from '../platform/auth/allowed.decorator';
import { CurrentActor } from '../platform/auth/current-actor.decorator';
import { IdParam } from '../platform/http/parameters';
import { IfMatch } from '../platform/http/revisions';
import { placementsAccess } from './placements.access';
import { AcceptServiceChange, acceptServiceChange } from './placement.decider';
import { type PlacementAnswer, PlacementDesk } from './placement-desk';

@ApiTags('placements')
@Controller('api/v1/placements')
export class AcceptServiceChangeRoute {
  constructor(
    private readonly bus: CommandBus,
    private readonly desk: PlacementDesk,
  ) {}

  @Allowed(placementsAccess.acceptServiceChange)
  @Post(':placementId/change/accept')
  @HttpCode(200)
  @ApiOperation({ operationId: 'acceptServiceChange', summary: 'Accept the terms the other party asked for' })
  async acceptServiceChange(
    @IdParam('placementId', 'The placement.') placementId: PlacementId,

    @CurrentActor() actor: Actor,
    @IfMatch() expectedRevision: number | undefined,
  ): Promise<PlacementAnswer> {
    return this.bus.execute(
      new AcceptServiceChange({
        placementId,
        offeringId: await this.desk.offeringOf(placementId),
        by: actor,
        expectedRevision,
      }),
    );
  }
}

@CommandHandler(AcceptServiceChange)
export class AcceptServiceChangeHandler implements ICommandHandler<AcceptServiceChange> {
  constructor(private readonly desk: PlacementDesk) {}

  async execute(command: AcceptServiceChange): Promise<PlacementAnswer> {
    const placement = await this.desk.placement(command);
    const level = placement.proposal?.terms.level ?? placement.terms.level;
    const facts = await this.desk.changeFacts(placement, level, placement.proposal?.from ?? placement.firstDay);
    return this.desk.decide(command, (asked, state) => acceptServiceChange(asked, state, facts));
  }
}
