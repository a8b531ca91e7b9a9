import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Month } from '../kernel/calendar';
import { addDays, addToMonth, lastDayOf, latest } from '../kernel/calendar';
import type { Ore } from '../kernel/money';
import { asOre } from '../kernel/money';
import type { Actor, OfferingId, PartyCode, TariffId } from '../kernel/vocabulary';
import { Allowed } from '../platform/auth/allowed.decorator';
import { CurrentActor } from '../platform/auth/current-actor.decorator';
import { CLOCK, type Clock } from '../platform/clock';
import { CommandRunner } from '../platform/commands/command-runner';
import { MonthField, NestedField, OreField, PartyField, WholeNumberField } from '../platform/http/fields';
import { IdParam } from '../platform/http/parameters';
import { correctionAsked, CorrectTariffBody } from '../tariffs/tariffs.commands';
import { TariffFacts } from '../tariffs/tariffs.facts';
import { correctionAdjustments } from './correction-adjustments.calculation';
import { MonthDrawings } from './month-facts';
import { settlementAccess } from './settlement.access';
import { settlement } from './settlement.decider';

export class PayerAdjustmentView {
  @PartyField('Who gets or pays it.')
  payer!: PartyCode;

  @WholeNumberField('Contracts it is about.')
  placements!: number;

  @OreField('What is added; a credit is below zero.')
  amountOre!: Ore;
}

export class MonthAdjustmentView {
  @MonthField('The month the days are of.')
  month!: Month;

  @OreField('What is added; a credit is below zero.')
  amountOre!: Ore;
}

export class CorrectionAdjustmentsView {
  @MonthField(
    'The month whose statements would carry it: the first that is not closed. Absent: none has been closed.',
    {
      optional: true,
    },
  )
  statementMonth?: Month;

  @WholeNumberField('Contracts that are adjusted.')
  placements!: number;

  @OreField('What is added to the statements in all.')
  totalOre!: Ore;

  @OreField('What could have been billed and is claimed too late (R2).')
  lostOre!: Ore;

  @NestedField(() => PayerAdjustmentView, 'By payer.', { list: true })
  payers!: readonly PayerAdjustmentView[];

  @NestedField(() => MonthAdjustmentView, 'By the month that is adjusted.', { list: true })
  months!: readonly MonthAdjustmentView[];
}

@ApiTags('settlement')
@Controller('api/v1/offerings')
export class PreviewCorrectionAdjustmentsRoute {
  constructor(
    private readonly tariffs: TariffFacts,
    private readonly runner: CommandRunner,
    private readonly drawings: MonthDrawings,
    @Inject(CLOCK) private readonly clock: Clock,
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
    const { operator, tariffId, components } = corrected.data;
    const { state } = await this.runner.stateOf(settlement, operator);
    if (state.lastClosed === undefined)
      return { placements: 0, totalOre: asOre(0), lostOre: asOre(0), payers: [], months: [] };
    const month = addToMonth(state.lastClosed.month, 1);
    const issuedOn = latest(this.clock.today(), addDays(lastDayOf(month), 1));
    const drawn = await this.drawings.compare(
      { operator, month, issuedOn, state },
      { offeringId, supersedes, tariffId, components },
    );
    return { statementMonth: month, ...correctionAdjustments(drawn.present, drawn.corrected) };
  }
}
