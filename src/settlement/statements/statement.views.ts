import { ApiProperty } from '@nestjs/swagger';
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
import { StatementLineView } from '../lines/statement-line.views';
import { ChargeLineView } from '../lines/charge-line.views';
import { StatementStandingView } from '../disputes/dispute.views';

/** How statements and their lines look from outside, for the document of the API. */

export class StatementSummaryView {
  @TextField('Operator, payer and month.', { example: '1082-751-2020-05' })
  statementId!: string;

  @PartyField('Who is owed.')
  operator!: PartyCode;

  @PartyField('Who pays.')
  payer!: PartyCode;

  @TextField('GLN (EAN) for the e-invoice; absent while none is known.', { optional: true })
  payerEan?: string;

  @MonthField('The month.')
  month!: Month;

  @OneOfField(['ISSUED'], 'Where it stands.')
  status!: 'ISSUED';

  @DayField('When it was issued.')
  issuedOn!: Day;

  @DayField('Last day of payment (R34).')
  dueOn!: Day;

  @WholeNumberField('How many lines it has.')
  lines!: number;

  @OreField('Their sum; negative for a credit.')
  totalOre!: Ore;

  @TextField('SHA-256 of the lines in canonical form.')
  linesHash!: string;

  @IdField('The event that issued it.')
  eventId!: string;

  @TextField('When that was recorded.')
  recordedAt!: string;
}

export class StatementDetailView extends StatementSummaryView {
  @NestedField(() => StatementStandingView, 'What the payer has approved and disputed, and what is due when.')
  standing!: StatementStandingView;

  @NestedField(() => StatementLineView, 'The lines of contracts in order.', { list: true })
  items!: readonly StatementLineView[];

  @NestedField(() => ChargeLineView, 'The lines that are not of a contract, numbered on.', { list: true })
  charges!: readonly ChargeLineView[];
}

export class StatementPageView {
  @ApiProperty({ type: [StatementSummaryView], description: 'Newest month first; those that wait, due soonest first.' })
  items!: readonly StatementSummaryView[];

  @WholeNumberField('With `waiting`: how many in all.', { optional: true })
  count?: number;

  @TextField('Cursor of the next page; absent on the last.', { optional: true })
  next?: string;
}
