import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Decision, isRejection } from '../kernel/decider';
import type { Actor, SchemeId } from '../kernel/vocabulary';
import { Allowed } from '../platform/auth/allowed.decorator';
import { CurrentActor } from '../platform/auth/current-actor.decorator';
import { CLOCK, type Clock } from '../platform/clock';
import { CommandRunner, Refused } from '../platform/commands/command-runner';
import { NestedField } from '../platform/http/fields';
import { IdParam } from '../platform/http/parameters';
import { objectiveFinancingAccess } from './objective-financing.access';
import { ReportActualsBody } from './report-actuals';
import { ComputeShares, computeShares, ReportActuals, reportActuals, scheme, type SchemeState } from './scheme.decider';
import type { SchemeEvent } from './scheme.events';
import { actualsView, SchemeActualsView, SchemeSharesView, sharesView } from './scheme.views';

export class SharesPreviewView {
  @NestedField(() => SchemeSharesView, 'As they would be charged. Absent: they have been computed.', { optional: true })
  shares?: SchemeSharesView;
}

export class ActualsPreviewView {
  @NestedField(() => SchemeActualsView, 'As it would be regulated. Absent: this was reported already.', {
    optional: true,
  })
  actuals?: SchemeActualsView;
}

/** What charges everybody in a key, decided and not recorded: the same key, the same refusals. */
@ApiTags('objective financing')
@Controller('api/v1/objective-financing/schemes')
export class PreviewSchemeRoutes {
  constructor(
    private readonly runner: CommandRunner,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Allowed(objectiveFinancingAccess.previewShares)
  @Post(':schemeId/shares/preview')
  @HttpCode(200)
  @ApiOperation({ operationId: 'previewShares', summary: 'What each would pay; nothing is recorded (R33, R39, R40)' })
  @ApiOkResponse({ type: SharesPreviewView })
  async shares(
    @IdParam('schemeId', 'The scheme.') schemeId: SchemeId,
    @CurrentActor() by: Actor,
  ): Promise<SharesPreviewView> {
    const command = new ComputeShares({ schemeId, by, today: this.clock.today() });
    const would = await this.decided(schemeId, (state) => computeShares(command, state));
    return would === undefined ? {} : { shares: sharesView(would.data, would.data.shares) };
  }

  @Allowed(objectiveFinancingAccess.previewActuals)
  @Post(':schemeId/actuals/preview')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'previewActuals',
    summary: 'What each would pay or get back when the year has cost this; nothing is recorded (domain §3.10)',
  })
  @ApiOkResponse({ type: ActualsPreviewView })
  async actuals(
    @IdParam('schemeId', 'The scheme.') schemeId: SchemeId,
    @Body() { actualOre, dueFrom }: ReportActualsBody,
    @CurrentActor() by: Actor,
  ): Promise<ActualsPreviewView> {
    const command = new ReportActuals({ schemeId, by, today: this.clock.today(), actualOre, dueFrom });
    const would = await this.decided(schemeId, (state) => reportActuals(command, state));
    return would === undefined ? {} : { actuals: actualsView(would.data, would.data.regulations) };
  }

  private async decided<E extends SchemeEvent>(
    schemeId: SchemeId,
    decide: (state: SchemeState) => Decision<E>,
  ): Promise<E | undefined> {
    const decision = decide((await this.runner.stateOf(scheme, schemeId)).state);
    if (isRejection(decision)) throw new Refused(decision);
    return decision[0];
  }
}
