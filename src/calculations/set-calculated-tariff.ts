import { Body, Controller, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Actor, CalculationId, OfferingId } from '../kernel/vocabulary';
import { CurrentActor } from '../platform/auth/current-actor.decorator';
import { Allowed } from '../platform/auth/allowed.decorator';
import { IdParam } from '../platform/http/parameters';
import type { TariffAnswer } from '../tariffs/tariffs.commands';
import { CalculatedTariffBody } from './calculated-tariff-body';
import { CalculatedTariffDesk } from './calculated-tariff-desk';
import { calculationsAccess } from './calculations.access';

@ApiTags('calculations')
@Controller('api/v1/offerings')
export class SetCalculatedTariffRoute {
  constructor(
    private readonly bus: CommandBus,
    private readonly desk: CalculatedTariffDesk,
  ) {}

  @Allowed(calculationsAccess.setCalculatedTariff)
  @Post(':offeringId/tariff-calculations/:calculationId/tariff')
  @ApiOperation({
    operationId: 'setCalculatedTariff',
    summary: 'Make a tariff of a calculation',
    description:
      'The tariff refers to the calculation, which can be used once and only while none has replaced it. With `corrects` it takes the place of a wrong version of the same level.',
  })
  async set(
    @IdParam('offeringId', 'The offering.') offeringId: OfferingId,
    @IdParam('calculationId', 'The calculation.') id: CalculationId,
    @Body() body: CalculatedTariffBody,
    @CurrentActor() actor: Actor,
  ): Promise<TariffAnswer> {
    return this.bus.execute(await this.desk.asked(offeringId, id, body, actor));
  }
}
