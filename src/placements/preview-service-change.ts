import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Day } from '../kernel/calendar';
import { isRejection } from '../kernel/decider';
import type { Actor, PlacementId } from '../kernel/vocabulary';
import { Allowed } from '../platform/auth/allowed.decorator';
import { CurrentActor } from '../platform/auth/current-actor.decorator';
import { CLOCK, type Clock } from '../platform/clock';
import { Refused } from '../platform/commands/command-runner';
import type { BasisPoints } from '../kernel/money';
import { DayField, NestedField, WholeNumberField } from '../platform/http/fields';
import { IdParam } from '../platform/http/parameters';
import type { ServiceTerms } from './place-book.events';
import { ProposeServiceChange, proposeServiceChange } from './placement.decider';
import { PlacementDesk } from './placement-desk';
import { placementsAccess } from './placements.access';
import { ProposeServiceChangeBody } from './propose-service-change';
import { ServiceBody } from './service-body';

export class ServiceTermsView extends ServiceBody {
  @WholeNumberField('The part of a whole place that it is, in 1/10,000 (R16).')
  factorBp!: BasisPoints;
}

export class ServiceChangePreview {
  @DayField('The first day of the new terms.')
  from!: Day;

  @NestedField(() => ServiceTermsView, 'The terms, with the part of a whole place that they are (R16).')
  terms!: ServiceTerms;
}

@ApiTags('placements')
@Controller('api/v1/placements')
export class PreviewServiceChangeRoute {
  constructor(
    private readonly desk: PlacementDesk,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Allowed(placementsAccess.previewServiceChange)
  @Post(':placementId/change/preview')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'previewServiceChange',
    summary: 'Other terms as they would be proposed; nothing is recorded',
    description: 'The same decision as proposing them: what that refuses is refused here.',
  })
  @ApiOkResponse({ type: ServiceChangePreview })
  async preview(
    @IdParam('placementId', 'The placement.') placementId: PlacementId,
    @Body() body: ProposeServiceChangeBody,
    @CurrentActor() actor: Actor,
  ): Promise<ServiceChangePreview> {
    const { from, level, hoursPerDay, supplements, daysPerWeek } = body;
    const offeringId = await this.desk.offeringOf(placementId);
    const command = new ProposeServiceChange({
      placementId,
      offeringId,
      by: actor,
      today: this.clock.today(),
      from,
      level,
      hoursPerDay,
      supplements,
      daysPerWeek,
    });
    const book = await this.desk.book(offeringId);
    const facts = await this.desk.changeFacts(await this.desk.placement(command), level, from);
    const decision = proposeServiceChange(command, book, facts);
    if (isRejection(decision)) throw new Refused(decision);
    const [proposed] = decision;
    if (proposed === undefined) throw new Error('A change is proposed or refused');
    return { from, terms: proposed.data.terms };
  }
}
