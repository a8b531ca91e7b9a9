import { Body, Controller, Get, HttpCode, Inject, Post } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Day } from '../kernel/calendar';
import { isRejection } from '../kernel/decider';
import type { Actor, PlacementId } from '../kernel/vocabulary';
import { Allowed } from '../platform/auth/allowed.decorator';
import { CurrentActor } from '../platform/auth/current-actor.decorator';
import { CLOCK, type Clock } from '../platform/clock';
import { Refused } from '../platform/commands/command-runner';
import { DayField, TextField } from '../platform/http/fields';
import { IdParam, QueryScalar } from '../platform/http/parameters';
import { IfMatch } from '../platform/http/revisions';
import { daily } from '../platform/http/scalars';
import { placementsAccess } from './placements.access';
import { GiveNotice, giveNotice, noticeOutcome } from './departure.decider';
import { placementFor } from './placement-access';
import { type PlacementAnswer, PlacementDesk } from './placement-desk';

export class GiveNoticeBody {
  @DayField('The date of the notice, from which the period runs.')
  noticeDate!: Day;

  @DayField('The day the other party received it.')
  receivedDate!: Day;
}

export class NoticePreview {
  @DayField('The date of the notice.')
  noticeDate!: Day;

  @DayField('Last day that would be paid.')
  lastPayableDay!: Day;

  @TextField('The rule it follows from; AGREED when the stay was limited from the beginning.')
  ruleRef!: string;

  @TextField('The agreement whose rules were used.')
  agreementId!: string;
}

@ApiTags('placements')
@Controller('api/v1/placements')
export class GiveNoticeRoute {
  constructor(
    private readonly bus: CommandBus,
    private readonly desk: PlacementDesk,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Allowed(placementsAccess.giveNotice)
  @Post(':placementId/notice')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'giveNotice',
    summary: 'Give notice: the last payable day is computed and stands (R30)',
  })
  async giveNotice(
    @IdParam('placementId', 'The placement.') placementId: PlacementId,
    @Body() { noticeDate, receivedDate }: GiveNoticeBody,
    @CurrentActor() actor: Actor,
    @IfMatch() expectedRevision: number | undefined,
  ): Promise<PlacementAnswer> {
    return this.bus.execute(
      new GiveNotice({
        placementId,
        offeringId: await this.desk.offeringOf(placementId),
        by: actor,
        expectedRevision,
        today: this.clock.today(),
        noticeDate,
        receivedDate,
      }),
    );
  }

  @Allowed(placementsAccess.previewNotice)
  @Get(':placementId/notice-preview')
  @ApiOperation({
    operationId: 'previewNotice',
    summary: 'What a notice on that day would lead to; nothing is recorded',
  })
  @ApiOkResponse({ type: NoticePreview })
  async preview(
    @IdParam('placementId', 'The placement.') placementId: PlacementId,
    @QueryScalar('noticeDate', daily, 'The date of the notice.') noticeDate: Day,
    @CurrentActor() actor: Actor,
  ): Promise<NoticePreview> {
    const on = { placementId, offeringId: await this.desk.offeringOf(placementId), by: actor };
    const placement = placementFor(on, await this.desk.book(on.offeringId), placementsAccess.previewNotice);
    if (isRejection(placement)) throw new Refused(placement);
    const facts = await this.desk.rulesFacts(placement, noticeDate);
    const outcome = noticeOutcome(placement, { by: actor, noticeDate, today: this.clock.today() }, facts);
    if (isRejection(outcome)) throw new Refused(outcome);
    return { noticeDate, ...outcome, agreementId: facts.agreement.agreementId };
  }
}

@CommandHandler(GiveNotice)
export class GiveNoticeHandler implements ICommandHandler<GiveNotice> {
  constructor(private readonly desk: PlacementDesk) {}

  async execute(command: GiveNotice): Promise<PlacementAnswer> {
    const facts = await this.desk.rulesFacts(await this.desk.placement(command), command.data.noticeDate);
    return this.desk.decide(command, (asked, state) => giveNotice(asked, state, facts));
  }
}
