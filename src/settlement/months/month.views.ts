import type { Day, Month } from '../../kernel/calendar';
import type { Ore } from '../../kernel/money';
import type { PartyCode } from '../../kernel/vocabulary';
import {
  DayField,
  IdField,
  MonthField,
  NestedField,
  OneOfField,
  OreField,
  PartyField,
  TextField,
  WholeNumberField,
} from '../../platform/http/fields';
import { ChargeLineView } from '../lines/charge-line.views';
import { LostClaimView } from './settlement.views';
import { StatementLineView } from '../lines/statement-line.views';

/** How months and balances look from outside, for the document of the API. */

export class PreviewedStatementView {
  @TextField('The statement it would become.')
  statementId!: string;

  @PartyField('Who would pay.')
  payer!: PartyCode;

  @NestedField(() => StatementLineView, 'Its lines of contracts.', { list: true })
  lines!: readonly StatementLineView[];

  @NestedField(() => ChargeLineView, 'Its lines that are not of a contract.', { list: true })
  charges!: readonly ChargeLineView[];

  @OreField('Their sum.')
  totalOre!: Ore;

  @DayField('Last day of payment, were it issued now.')
  dueOn!: Day;
}

export class UnpricedDaysView {
  @IdField('The contract.')
  contractId!: string;

  @TextField('The level without a price.')
  level!: string;

  @DayField('First day.')
  firstDay!: Day;

  @DayField('Last day, included.')
  lastDay!: Day;
}

export class StillThereView {
  @IdField('The contract.')
  contractId!: string;

  @IdField('The offering.')
  offeringId!: string;

  @TextField('Its name.')
  offeringName!: string;

  @DayField('Its last day; nothing is billed after it.')
  closedAfter!: Day;
}

export class MonthPreviewView {
  @MonthField('The month.')
  month!: Month;

  @WholeNumberField('Number of events in the log that are in it: everything recorded up to there.')
  knownPosition!: number;

  @TextField('Code of what hinders closing it now; absent when nothing does.', { optional: true })
  hindrance?: string;

  @NestedField(() => PreviewedStatementView, 'One statement per payer.', { list: true })
  statements!: readonly PreviewedStatementView[];

  @OreField('Their sum.')
  totalOre!: Ore;

  @NestedField(() => LostClaimView, 'Days that could no longer be claimed (R2).', { list: true })
  lost!: readonly LostClaimView[];

  @NestedField(() => UnpricedDaysView, 'Days without a tariff.', { list: true })
  unpriced!: readonly UnpricedDaysView[];

  @NestedField(() => StillThereView, 'Citizens nobody has discharged from an offering that has closed.', {
    list: true,
  })
  stillThere!: readonly StillThereView[];
}

export class CalendarMonthView {
  @MonthField('The month.')
  month!: Month;

  @OneOfField(['CLOSED', 'OPEN', 'RUNNING'], 'Closed; over and open; or still running.')
  status!: 'CLOSED' | 'OPEN' | 'RUNNING';

  @DayField('When it was closed.', { optional: true })
  issuedOn?: Day;

  @WholeNumberField('How many statements it gave.', { optional: true })
  statements?: number;

  @OreField('Their sum.', { optional: true })
  totalOre?: Ore;

  @WholeNumberField('Claims that were lost (R2).', { optional: true })
  lostClaims?: number;

  @OreField('What they would have been.', { optional: true })
  lostOre?: Ore;

  @TextField('Why days older than the claim limit were billed.', { optional: true })
  lateClaimReason?: string;
}

export class SettlementCalendarView {
  @PartyField('Whose months.')
  operator!: PartyCode;

  @MonthField('The first month settled here; absent until there is one.', { optional: true })
  firstMonth?: Month;

  @MonthField('The month that can be closed next.', { optional: true })
  nextMonth?: Month;

  @NestedField(() => CalendarMonthView, 'In order.', { list: true })
  items!: readonly CalendarMonthView[];
}
