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
import { AcceptPayerChange, acceptPayerChange, RefusePayerChange, refusePayerChange } from './placement.decider';
import { type PlacementAnswer, PlacementDesk } from './placement-desk';

@ApiTags('placements')
@Controller('api/v1/placements')
export class AnswerPayerChangeRoutes {
  constructor(
    private readonly bus: CommandBus,
    private readonly desk: PlacementDesk,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Allowed(placementsAccess.acceptPayerChange)
  @Post(':placementId/payer/accept')
  @HttpCode(200)
  @ApiOperation({ operationId: 'acceptPayerChange', summary: 'Agree to pay from the day that was proposed (R9)' })
  async accept(
    @IdParam('placementId', 'The placement.') placementId: PlacementId,
    @CurrentActor() actor: Actor,
    @IfMatch() expectedRevision: number | undefined,
  ): Promise<PlacementAnswer> {
    const offeringId = await this.desk.offeringOf(placementId);
    const today = this.clock.today();
    return this.bus.execute(new AcceptPayerChange({ placementId, offeringId, by: actor, expectedRevision, today }));
  }

  @Allowed(placementsAccess.refusePayerChange)
  @Post(':placementId/payer/refuse')
  @HttpCode(200)
  @ApiOperation({ operationId: 'refusePayerChange', summary: 'Refuse to pay, or take back that another should' })
  async refuse(
    @IdParam('placementId', 'The placement.') placementId: PlacementId,
    @CurrentActor() actor: Actor,
    @IfMatch() expectedRevision: number | undefined,
  ): Promise<PlacementAnswer> {
    const offeringId = await this.desk.offeringOf(placementId);
    return this.bus.execute(new RefusePayerChange({ placementId, offeringId, by: actor, expectedRevision }));
  }
}

@CommandHandler(AcceptPayerChange)
export class AcceptPayerChangeHandler implements ICommandHandler<AcceptPayerChange> {
  constructor(private readonly desk: PlacementDesk) {}

  async execute(command: AcceptPayerChange): Promise<PlacementAnswer> {
    const placement = await this.desk.placement(command);
    const facts = await this.desk.rulesFacts(placement, placement.payerProposal?.from ?? placement.firstDay);
    return this.desk.decide(command, (asked, state) => acceptPayerChange(asked, state, facts));
  }
}

@CommandHandler(RefusePayerChange)
export class RefusePayerChangeHandler implements ICommandHandler<RefusePayerChange> {
  constructor(private readonly desk: PlacementDesk) {}

  execute(command: RefusePayerChange): Promise<PlacementAnswer> {
    return this.desk.decide(command, refusePayerChange);
  }
}
