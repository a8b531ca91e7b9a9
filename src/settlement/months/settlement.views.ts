import type { Day, Month } from '../../kernel/calendar';
import type { Ore } from '../../kernel/money';
import type { PartyCode, PlacementId, StatementId, TariffId } from '../../kernel/vocabulary';
import type { Receipt } from '../../platform/commands/command-runner';
import {
  DayField,
  MonthField,
  NestedField,
  OreField,
  PartyField,
  TextField,
  WholeNumberField,
} from '../../platform/http/fields';
import type { MonthClosed } from './settlement.events';

export class LostClaimView {
  @TextField('The contract.')
  contractId!: PlacementId;

  @PartyField('Who would have paid.')
  payer!: PartyCode;

  @TextField('The tariff version.')
  tariffId!: TariffId;

  @TextField('The component of the tariff.')
  component!: string;

  @DayField('First day.')
  firstDay!: Day;

  @DayField('Last day, included.')
  lastDay!: Day;

  @WholeNumberField('Days.')
  days!: number;

  @OreField('What can no longer be claimed (R2).')
  amountOre!: Ore;

  @TextField('The event it follows from.', { optional: true })
  cause?: string;
}

export class ClosedStatementView {
  @TextField('The statement.')
  statementId!: StatementId;

  @PartyField('Who pays.')
  payer!: PartyCode;

  @WholeNumberField('Lines.')
  lines!: number;

  @OreField('The sum of the lines; negative for a credit.')
  totalOre!: Ore;

  @DayField('Last day of payment (R34).')
  dueOn!: Day;
}

export class ClosedMonthView {
  @MonthField('The month.')
  month!: Month;

  @NestedField(() => ClosedStatementView, 'One statement per payer.', { list: true })
  statements!: ClosedStatementView[];

  @OreField('The sum of the statements.')
  totalOre!: Ore;

  @NestedField(() => LostClaimView, 'Days claimed too late (R2).', { list: true })
  lost!: LostClaimView[];

  @TextField('The stream.')
  stream!: string;

  @WholeNumberField('Its revision.')
  revision!: number;

  @WholeNumberField('The position in the log.')
  position!: number;
}

export const closedMonthView = (
  { month, statements, totalOre, lost }: MonthClosed['data'],
  receipt: Receipt,
): ClosedMonthView => ({
  month,
  statements: statements.map(({ statementId, payer, lines, totalOre: total, dueOn }) => ({
    statementId,
    payer,
    lines,
    totalOre: total,
    dueOn,
  })),
  totalOre,
  lost: [...lost],
  ...receipt,
});
