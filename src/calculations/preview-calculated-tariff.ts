import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Actor, CalculationId, OfferingId } from '../kernel/vocabulary';
import { Allowed } from '../platform/auth/allowed.decorator';
import { CurrentActor } from '../platform/auth/current-actor.decorator';
import { NestedField } from '../platform/http/fields';
import { IdParam } from '../platform/http/parameters';
import { CorrectionAdjustments, CorrectionAdjustmentsView } from '../settlement/months/correction-adjustments.queries';
import { CorrectTariff, previewOf, TariffPreviewView } from '../tariffs/tariffs.commands';
import { TariffFacts } from '../tariffs/tariffs.facts';
import { CalculatedTariffBody } from './calculated-tariff-body';
import { CalculatedTariffDesk } from './calculated-tariff-desk';
import { calculationsAccess } from './calculations.access';

export class CalculatedTariffPreviewView extends TariffPreviewView {
  @NestedField(() => CorrectionAdjustmentsView, 'Of a correction: what it would adjust in closed months (R38).', {
    optional: true,
  })
  adjustments?: CorrectionAdjustmentsView;
}

@ApiTags('calculations')
@Controller('api/v1/offerings')
export class PreviewCalculatedTariffRoute {
  constructor(
    private readonly desk: CalculatedTariffDesk,
    private readonly tariffs: TariffFacts,
    private readonly adjustments: CorrectionAdjustments,
  ) {}

  @Allowed(calculationsAccess.previewCalculatedTariff)
  @Post(':offeringId/tariff-calculations/:calculationId/tariff/preview')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'previewCalculatedTariff',
    summary: 'A tariff made of a calculation, as it would be measured and recorded now',
    description: 'The same decision as making it; nothing is recorded. What would be refused is refused here.',
  })
  @ApiOkResponse({ type: CalculatedTariffPreviewView })
  async preview(
    @IdParam('offeringId', 'The offering.') offeringId: OfferingId,
    @IdParam('calculationId', 'The calculation.') id: CalculationId,
    @Body() body: CalculatedTariffBody,
    @CurrentActor() actor: Actor,
  ): Promise<CalculatedTariffPreviewView> {
    const command = await this.desk.asked(offeringId, id, body, actor);
    if (!(command instanceof CorrectTariff)) {
      const tried = await this.tariffs.tryChange(command);
      return previewOf(tried.changed, tried.before, tried);
    }
    const tried = await this.tariffs.tryCorrection(command);
    return {
      ...previewOf(tried.corrected, tried.wrong, tried),
      adjustments: await this.adjustments.of(tried.corrected),
    };
  }
}
