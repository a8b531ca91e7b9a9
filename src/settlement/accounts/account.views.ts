import type { Day, Month } from '../../kernel/calendar';
import type { Ore } from '../../kernel/money';
import type { PartyCode } from '../../kernel/vocabulary';
import {
  DayField,
  ListField,
  MonthField,
  NestedField,
  OreField,
  PartyField,
  TextField,
  WholeNumberField,
} from '../../platform/http/fields';
import * as scalars from '../../platform/http/scalars';

/** How accounts, balances and reminders look from outside, for the document of the API. */

export class PairBalanceView {
  @PartyField('Who bills.')
  operator!: PartyCode;

  @PartyField('Who pays.')
  payer!: PartyCode;

  @OreField('Owed when the period began; negative: to the payer’s credit.')
  openingOre!: Ore;

  @OreField('Statements issued in the period, net of credit lines.')
  billedOre!: Ore;

  @OreField('Credit agreed in disputes that ended in the period; it is billed as credit lines in a later statement.')
  creditedOre!: Ore;

  @OreField('Paid in the period, less what was reversed.')
  paidOre!: Ore;

  @OreField('Owed at the end, whenever it falls due.')
  closingOre!: Ore;

  @OreField('Disputed and not settled.')
  disputedOre!: Ore;

  @OreField('Fallen due and not paid.')
  dueOre!: Ore;

  @OreField('Fallen due before the day and not paid.')
  overdueOre!: Ore;

  @OreField('Paid beyond all that is owed.')
  payerCreditOre!: Ore;

  @OreField('Interest on late payment; none between public bodies (Q15).')
  interestOre!: Ore;
}

export class ReminderView {
  @PartyField('Who bills.')
  operator!: PartyCode;

  @PartyField('Who pays.')
  payer!: PartyCode;

  @TextField('The statement.')
  statementId!: string;

  @DayField('When it fell due.')
  dueOn!: Day;

  @WholeNumberField('Days since then.')
  daysLate!: number;

  @OreField('What is overdue of it.')
  overdueOre!: Ore;

  @ListField(scalars.daily, 'Days on which a reminder was due, the newest first.')
  remindOn!: readonly Day[];

  @DayField('The day of the next one. Absent: there will be none.', { optional: true })
  nextOn?: Day;

  @OreField('Interest; none between public bodies (Q15).')
  interestOre!: Ore;
}

export class RemindersView {
  @NestedField(() => ReminderView, 'Oldest first for each pair.', { list: true })
  items!: readonly ReminderView[];

  @OreField('All that is overdue.')
  overdueOre!: Ore;
}

export class BalanceView {
  @PartyField('The party.')
  party!: PartyCode;

  @PartyField('The one it trades with.')
  counterpart!: PartyCode;

  @MonthField('The month.')
  month!: Month;

  @OreField('What the party is billed, net of credits.')
  purchasesOre!: Ore;

  @OreField('What the party bills.')
  salesOre!: Ore;
}

export class BalancesView {
  @NestedField(() => PairBalanceView, 'The account of each pair as of the day: opening, billed, paid, due, overdue.', {
    list: true,
  })
  accounts!: readonly PairBalanceView[];

  @NestedField(() => BalanceView, 'By month, party and counterpart.', { list: true })
  items!: readonly BalanceView[];

  @OreField('All purchases.')
  purchasesOre!: Ore;

  @OreField('All sales.')
  salesOre!: Ore;
}
