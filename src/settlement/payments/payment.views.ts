import { ApiProperty } from '@nestjs/swagger';
import type { Day } from '../../kernel/calendar';
import type { Ore } from '../../kernel/money';
import type { PartyCode, StatementId } from '../../kernel/vocabulary';
import {
  DayField,
  FlagField,
  IdField,
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
