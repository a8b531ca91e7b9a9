import { Inject, Injectable } from '@nestjs/common';
import type { Month } from '../../kernel/calendar';
import { addDays, addToMonth, lastDayOf, latest } from '../../kernel/calendar';
import type { Ore } from '../../kernel/money';
import { asOre } from '../../kernel/money';
import type { PartyCode } from '../../kernel/vocabulary';
import { CLOCK, type Clock } from '../../platform/clock';
import { CommandRunner } from '../../platform/commands/command-runner';
import { MonthField, NestedField, OreField, PartyField, WholeNumberField } from '../../platform/http/fields';
import type { TariffCorrected } from '../../tariffs/tariff.events';
import { correctionAdjustments } from './correction-adjustments.calculation';
import { MonthDrawings } from './month-facts';
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

/** What a correction of a tariff would do to months that are closed (R38). */
@Injectable()
export class CorrectionAdjustments {
  constructor(
    private readonly runner: CommandRunner,
    private readonly drawings: MonthDrawings,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** The next month drawn twice, as it stands and with the correction, by the calculation that closes it. */
  async of({ data }: TariffCorrected): Promise<CorrectionAdjustmentsView> {
    const { operator, offeringId, supersedes, tariffId, components } = data;
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
