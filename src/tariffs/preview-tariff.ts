import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Day } from '../kernel/calendar';
import type { Ore } from '../kernel/money';
import type { Actor, AgreementId, OfferingId } from '../kernel/vocabulary';
import { AGREEMENT_ID_FORM } from '../kernel/vocabulary';
import { Allowed } from '../platform/auth/allowed.decorator';
import { CurrentActor } from '../platform/auth/current-actor.decorator';
import { CLOCK, type Clock } from '../platform/clock';
import { CodeField, DayField, NestedField, OreField } from '../platform/http/fields';
import { IdParam } from '../platform/http/parameters';
import { ChangeTariffBody, changeAsked } from './change-tariff';
import type { TariffFactsGathered, TariffsState } from './tariff.decider';
import type { TariffEvent } from './tariff.events';
import type { TariffVersion } from './tariff-versions.calculation';
import { TariffWarningView } from './tariff-view';
import { capLimit, dayPrice } from './tariff-warnings.calculation';
import { tariffsAccess } from './tariffs.access';
import { TariffFacts } from './tariffs.facts';
import { warningInWords } from './tariffs.messages';

export class TariffPreviewView {
  @DayField('The first day of the new price.')
  validFrom!: Day;

  @OreField('What a day would cost.', { optional: true })
  dayPriceOre?: Ore;

  @OreField('What a day costs until then; of a correction, what the wrong version says.', { optional: true })
  previousOre?: Ore;

  @OreField('What a day may at most cost under the cap in that year (R19).', { optional: true })
  limitOre?: Ore;

  @CodeField(AGREEMENT_ID_FORM, 'The agreement it is measured against.', { optional: true })
  agreementId?: AgreementId;

  @NestedField(() => TariffWarningView, 'What would be recorded as unusual; never a hindrance.', { list: true })
  warnings!: readonly TariffWarningView[];
}

@ApiTags('tariffs')
@Controller('api/v1/offerings')
export class PreviewTariffRoute {
  constructor(
    private readonly tariffs: TariffFacts,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Allowed(tariffsAccess.previewTariff)
  @Post(':offeringId/tariffs/preview')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'previewTariff',
    summary: 'A tariff as it would be measured and recorded now',
    description: 'The same decision as changing it; nothing is recorded. What would be refused is refused here.',
  })
  @ApiOkResponse({ type: TariffPreviewView })
  async preview(
    @IdParam('offeringId', 'The offering.') offeringId: OfferingId,
    @Body() body: ChangeTariffBody,
    @CurrentActor() actor: Actor,
  ): Promise<TariffPreviewView> {
    const tried = await this.tariffs.tryChange(changeAsked(offeringId, body, actor, this.clock.today()));
    return previewOf(tried.changed, tried.before, tried);
  }
}

/** What a version would be measured as, by the decision that would record it. */
export const previewOf = (
  { data }: TariffEvent,
  before: Pick<TariffVersion, 'components'> | undefined,
  { state, gathered: { agreement } }: { readonly state: TariffsState; readonly gathered: TariffFactsGathered },
): TariffPreviewView => {
  const { validFrom, components, warnings } = data;
  const known = {
    dayPriceOre: dayPrice(components),
    previousOre: before && dayPrice(before.components),
    limitOre: agreement && capLimit(data, state.versions, agreement.rules),
    agreementId: agreement?.agreementId,
  };
  return {
    validFrom,
    ...Object.fromEntries(Object.entries(known).filter(([, value]) => value !== undefined)),
    warnings: warnings.map(warningInWords),
  };
};
