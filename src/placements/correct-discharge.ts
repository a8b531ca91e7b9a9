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
import { isRejection, reject } from '../kernel/decider';
import { DayField, OneOfField } from '../platform/http/fields';
import { placementsAccess } from './placements.access';
import { CitizenStays } from './citizen-stays';
import { CORRECTION_CAUSES, type CorrectionCause, DISCHARGE_REASONS, type DischargeReason } from './place-book.events';
import { CorrectDischarge, correctDischarge } from './departure.decider';
import { type PlacementAnswer, PlacementDesk } from './placement-desk';

export class CorrectDischargeBody {
  @DayField('The day the citizen really left.')
  departureDay!: Day;

  @OneOfField(DISCHARGE_REASONS, 'Why the stay ended.')
  reason!: DischargeReason;

  @DayField('Last day that is paid, when the parties have agreed on another than the rules give.', { optional: true })
  lastPayableDay?: Day;

  @OneOfField(CORRECTION_CAUSES, 'What was wrong.')
  cause!: CorrectionCause;
}

@ApiTags('placements')
@Controller('api/v1/placements')
export class CorrectDischargeRoute {
  constructor(
    private readonly bus: CommandBus,
    private readonly desk: PlacementDesk,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Allowed(placementsAccess.correctDischarge)
  @Post(':placementId/end/correct')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'correctDischarge',
    summary: 'The departure was recorded wrongly or learned late; closed months are adjusted, never changed (R38)',
  })
  async correctDischarge(
    @IdParam('placementId', 'The placement.') placementId: PlacementId,
    @Body() body: CorrectDischargeBody,
    @CurrentActor() actor: Actor,
    @IfMatch() expectedRevision: number | undefined,
  ): Promise<PlacementAnswer> {
    const { departureDay, reason, lastPayableDay, cause } = body;
    return this.bus.execute(
      new CorrectDischarge({
        placementId,
        offeringId: await this.desk.offeringOf(placementId),
        by: actor,
        expectedRevision,
        today: this.clock.today(),
        departureDay,
        reason,
        lastPayableDay,
        cause,
      }),
    );
  }
}

@CommandHandler(CorrectDischarge)
export class CorrectDischargeHandler implements ICommandHandler<CorrectDischarge> {
  constructor(
    private readonly desk: PlacementDesk,
    private readonly stays: CitizenStays,
  ) {}

  /** A stay round the clock may by now be followed by another, so its new last day is claimed first (I5). */
  async execute(command: CorrectDischarge): Promise<PlacementAnswer> {
    const { offeringId, placementId, departureDay } = command.data;
    const placement = await this.desk.placement(command);
    const facts = await this.desk.rulesFacts(placement, departureDay);
    const decision = correctDischarge(command, await this.desk.book(offeringId), facts);
    const corrected = isRejection(decision) ? undefined : decision[0];
    if (corrected !== undefined) await this.stays.claimUntil(placement, corrected.data);
    return this.desk.decide(command, (asked, book) =>
      // Another correction that came between has claimed other days, and this one's no longer stand.
      book.placements.get(placementId)?.revision === placement.revision
        ? correctDischarge(asked, book, facts)
        : reject('CONCURRENT_CHANGE'),
    );
  }
}
