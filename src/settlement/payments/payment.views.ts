import { ApiProperty } from '@nestjs/swagger';
import type { Day } from '../../kernel/calendar';
import type { Ore } from '../../kernel/money';
import type { PartyCode, StatementId } from '../../kernel/vocabulary';
import {
  DayField,
  FlagField,
  IdField,
  NestedField,
  OneOfField,
  OreField,
  PartyField,
  TextField,
  WholeNumberField,
} from '../../platform/http/fields';
import { REVERSAL_REASONS, type ReversalReason } from './payment.events';
import type { PaymentRow } from './payments.projection';

/** How payments, accounts and reminders look from outside. */

export class PaymentAnswerView {
  @IdField('The payment; the same entry gets the same one.')
  paymentId!: string;

  @TextField('The stream.')
  stream!: string;

  @WholeNumberField('Its revision.')
  revision!: number;

  @WholeNumberField('The position in the log.')
  position!: number;
}

export class PaymentView {
  @IdField('The payment.')
  paymentId!: string;

  @PartyField('Who was paid.')
  operator!: PartyCode;

  @PartyField('Who paid.')
  payer!: PartyCode;

  @TextField('The statement it is for. Absent: it stands to the payer’s credit.', { optional: true })
  statementId?: StatementId;

  @OreField('How much; negative when it was paid back.')
  amountOre!: Ore;

  @DayField('When it was paid.')
  paidOn!: Day;

  @DayField('When it was registered.')
  registeredOn!: Day;

  @TextField('The bank’s or finance system’s number of the entry.', { optional: true })
  entryReference?: string;

  @FlagField('Whether it came in a file.')
  fromFile!: boolean;

  @DayField('The day from which it counts no more.', { optional: true })
  reversedOn?: Day;

  @OneOfField(REVERSAL_REASONS, 'Why it counts no more.', { optional: true })
  reversalReason?: ReversalReason;
}

export class PaymentPageView {
  @ApiProperty({ type: [PaymentView], description: 'The newest first.' })
  items!: PaymentView[];

  @TextField('Cursor of the next page; absent on the last.', { optional: true })
  next?: string;
}

export const paymentView = ({
  statementId,
  entryReference,
  fileHash,
  reversedOn,
  reversalReason,
  ...row
}: PaymentRow): PaymentView => {
  const { paymentId, operator, payer, amountOre, paidOn, registeredOn } = row;
  return {
    ...{ paymentId, operator, payer, amountOre, paidOn, registeredOn },
    fromFile: fileHash !== null,
    ...(statementId === null ? {} : { statementId }),
    ...(entryReference === null ? {} : { entryReference }),
    ...(reversedOn === null ? {} : { reversedOn }),
    ...(reversalReason === null ? {} : { reversalReason }),
  };
};

export const ROW_OUTCOMES = ['ACCEPTED', 'KNOWN', 'UNMATCHED', 'FAULTY'] as const;
export type RowOutcome = (typeof ROW_OUTCOMES)[number];

export class PaymentRowView {
  @WholeNumberField('The row of the file, or the entry of the account statement.')
  row!: number;

  @OneOfField(ROW_OUTCOMES, 'Taken; already registered; for no statement of ours; or not readable.')
  outcome!: RowOutcome;

  @TextField('The same in Danish, with the reason.')
  da!: string;

  @TextField('The same in English.')
  en!: string;

  @TextField('The statement it is for.', { optional: true })
  statementId?: string;

  @OreField('How much.', { optional: true })
  amountOre?: Ore;

  @DayField('When it was paid.', { optional: true })
  paidOn?: Day;

  @TextField('The entry’s own number.', { optional: true })
  entryReference?: string;

  @IdField('The payment it became.', { optional: true })
  paymentId?: string;
}

export class PaymentFileView {
  @TextField('SHA-256 of the file.')
  fileHash!: string;

  @FlagField('Nothing was registered.')
  dryRun!: boolean;

  @WholeNumberField('Rows taken.')
  accepted!: number;

  @WholeNumberField('Rows registered before.')
  known!: number;

  @WholeNumberField('Rows for no statement of the operator.')
  unmatched!: number;

  @WholeNumberField('Rows that could not be read.')
  faulty!: number;

  @WholeNumberField('Rows not looked at, because it was stopped.')
  left!: number;

  @OreField('Sum of the rows taken.')
  acceptedOre!: Ore;

  @WholeNumberField('The position in the log of the last payment; 0 when none was registered.')
  position!: number;

  @NestedField(() => PaymentRowView, 'Row by row.', { list: true })
  rows!: readonly PaymentRowView[];
}

export class RecordedPaymentFileView {
  @TextField('SHA-256 of the file.')
  fileHash!: string;

  @WholeNumberField('Payments registered from it.')
  payments!: number;

  @OreField('Their sum.')
  amountOre!: Ore;

  @TextField('When the last of them was registered, UTC.')
  lastAt!: string;
}

export class PaymentImportView {
  @FlagField('Whether a file is being taken.')
  running!: boolean;

  @WholeNumberField('Rows of the file.', { optional: true })
  rows?: number;

  @WholeNumberField('Rows dealt with.', { optional: true })
  done?: number;

  @TextField('When it ended, UTC.', { optional: true })
  endedAt?: string;

  @NestedField(() => PaymentFileView, 'What became of its rows, once it has ended.', { optional: true })
  report?: PaymentFileView;

  @FlagField('Whether it broke off; rows taken until then stand.', { optional: true })
  brokeOff?: boolean;

  @NestedField(
    () => RecordedPaymentFileView,
    'What the ledger holds of the operator’s latest file, where another process took it or the process was started since.',
    { optional: true },
  )
  recorded?: RecordedPaymentFileView;
}
