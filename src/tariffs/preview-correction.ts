import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Actor, OfferingId, TariffId } from '../kernel/vocabulary';
import { Allowed } from '../platform/auth/allowed.decorator';
import { CurrentActor } from '../platform/auth/current-actor.decorator';
import { IdParam } from '../platform/http/parameters';
import { correctionAsked, CorrectTariffBody } from './correct-tariff';
import { previewOf, TariffPreviewView } from './preview-tariff';
import { tariffsAccess } from './tariffs.access';
import { TariffFacts } from './tariffs.facts';

@ApiTags('tariffs')
@Controller('api/v1/offerings')
export class PreviewCorrectionRoute {
  constructor(private readonly tariffs: TariffFacts) {}

  @Allowed(tariffsAccess.previewTariffCorrection)
  @Post(':offeringId/tariffs/:tariffId/correct/preview')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'previewTariffCorrection',
    summary: 'A correction of a tariff as it would be measured and recorded now',
    description:
      'The same decision as correcting it; nothing is recorded. What would be refused is refused here. What it adjusts in closed months is answered by `correct/adjustments`.',
  })
  @ApiOkResponse({ type: TariffPreviewView })
  async preview(
    @IdParam('offeringId', 'The offering.') offeringId: OfferingId,
    @IdParam('tariffId', 'The wrong version.') supersedes: TariffId,
    @Body() body: CorrectTariffBody,
    @CurrentActor() actor: Actor,
  ): Promise<TariffPreviewView> {
    const tried = await this.tariffs.tryCorrection(correctionAsked(offeringId, supersedes, body, actor));
    return previewOf(tried.corrected, tried.wrong, tried);
  }
}
