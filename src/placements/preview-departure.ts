import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Day } from '../kernel/calendar';
import { isRejection } from '../kernel/decider';
import { AGREEMENT_ID_FORM, type Actor, type AgreementId, type PlacementId } from '../kernel/vocabulary';
import { Allowed } from '../platform/auth/allowed.decorator';
import { CurrentActor } from '../platform/auth/current-actor.decorator';
import { CLOCK, type Clock } from '../platform/clock';
import { Refused } from '../platform/commands/command-runner';
import { CodeField, DayField, FlagField, TextField } from '../platform/http/fields';
import { IdParam } from '../platform/http/parameters';
import { departureOutcome } from './departure.decider';
import { DischargeCitizenBody } from './discharge-citizen';
import { placementFor } from './placement-access';
import { PlacementDesk } from './placement-desk';
import { placementsAccess } from './placements.access';

export class DeparturePreview {
  @DayField('The day the citizen left.')
  departureDay!: Day;

  @FlagField('Whether the departure day itself is occupied and paid (R35).')
  departureDayCounts!: boolean;

  @DayField('Last day that would be paid.')
  lastPayableDay!: Day;

  @TextField('The rule it follows from: R30, R35 or Q1; AGREED when the parties have agreed on it.')
  ruleRef!: string;

  @FlagField('Whether payment stops earlier when the place is sold again (R30).')
  stopsOnResale!: boolean;

  @CodeField(AGREEMENT_ID_FORM, 'The agreement whose rules were used.')
  agreementId!: AgreementId;
}

@ApiTags('placements')
@Controller('api/v1/placements')
export class PreviewDepartureRoute {
  constructor(
    private readonly desk: PlacementDesk,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Allowed(placementsAccess.previewDeparture)
  @Post(':placementId/end/preview')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'previewDeparture',
    summary: 'What the end of a stay would lead to; nothing is recorded',
    description:
      'For a citizen who is there as `end` would record it, for one who has left as `end/correct` would. What they refuse is refused here.',
  })
  @ApiOkResponse({ type: DeparturePreview })
  async preview(
    @IdParam('placementId', 'The placement.') placementId: PlacementId,
    @Body() { departureDay, reason, lastPayableDay }: DischargeCitizenBody,
    @CurrentActor() actor: Actor,
  ): Promise<DeparturePreview> {
    const on = { placementId, offeringId: await this.desk.offeringOf(placementId), by: actor };
    const book = await this.desk.book(on.offeringId);
    const placement = placementFor(on, book, placementsAccess.previewDeparture);
    if (isRejection(placement)) throw new Refused(placement);
    const facts = await this.desk.rulesFacts(placement, departureDay);
    const asked = { today: this.clock.today(), departureDay, reason, lastPayableDay };
    const outcome = departureOutcome(placement, asked, book, facts);
    if (isRejection(outcome)) throw new Refused(outcome);
    return {
      departureDay,
      departureDayCounts: outcome.departureDayCounts !== false,
      lastPayableDay: outcome.lastPayableDay,
      ruleRef: outcome.ruleRef,
      stopsOnResale: outcome.stopsOnResale === true,
      agreementId: facts.agreement.agreementId,
    };
  }
}
