import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Actor, OfferingId, TariffId } from '../../kernel/vocabulary';
import { Allowed } from '../../platform/auth/allowed.decorator';
import { CurrentActor } from '../../platform/auth/current-actor.decorator';
import { IdParam } from '../../platform/http/parameters';
import { correctionAsked, CorrectTariffBody } from '../../tariffs/tariffs.commands';
import { TariffFacts } from '../../tariffs/tariffs.facts';
import { CorrectionAdjustments, CorrectionAdjustmentsView } from './correction-adjustments.queries';
import { settlementAccess } from '../settlement.access';

@ApiTags('settlement')
@Controller('api/v1/offerings')
export class PreviewCorrectionAdjustmentsRoute {
  constructor(
    private readonly tariffs: TariffFacts,
    private readonly adjustments: CorrectionAdjustments,
  ) {}

  @Allowed(settlementAccess.previewCorrectionAdjustments)
  @Post(':offeringId/tariffs/:tariffId/correct/adjustments')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'previewCorrectionAdjustments',
    summary: 'What correcting a tariff would adjust in closed months; nothing is recorded',
    description:
      'The next month is drawn twice, as it stands and with the correction, by the calculation that closes it (R38). Takes the body of the correction, and refuses what that refuses.',
  })
  @ApiOkResponse({ type: CorrectionAdjustmentsView })
  async preview(
    @IdParam('offeringId', 'The offering.') offeringId: OfferingId,
    @IdParam('tariffId', 'The wrong version.') supersedes: TariffId,
    @Body() body: CorrectTariffBody,
    @CurrentActor() actor: Actor,
  ): Promise<CorrectionAdjustmentsView> {
    const { corrected } = await this.tariffs.tryCorrection(correctionAsked(offeringId, supersedes, body, actor));
    return this.adjustments.of(corrected);
  }
}
