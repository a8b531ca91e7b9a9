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

  @DayField(
    'The day its statement was issued, where that was later than it was paid: a prepayment, or a mistaken day.',
    { optional: true },
  )
  issuedLater?: Day;
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

  @DayField(
    'The day its statement was issued, where that was later than it was paid: a prepayment, or a mistaken day.',
    { optional: true },
  )
  issuedLater?: Day;
}

export class PaymentPageView {
  @ApiProperty({ type: [PaymentView], description: 'The newest first.' })
  items!: PaymentView[];

  @TextField('Cursor of the next page; absent on the last.', { optional: true })
  next?: string;
}

/**
 * What deserves a look at a payment for a statement: it is older than that. A prepayment is, and so is one with a mistaken
 * year, so nobody is kept from registering it.
 */
export const issuedLater = (paidOn: Day, issuedOn: Day | undefined): { readonly issuedLater?: Day } =>
  issuedOn === undefined || issuedOn <= paidOn ? {} : { issuedLater: issuedOn };

/** `issuedOn` is that of the statement it is for. */
export const paymentView = (
  { statementId, entryReference, fileHash, reversedOn, reversalReason, ...row }: PaymentRow,
  issuedOn: Day | undefined,
): PaymentView => {
  const { paymentId, operator, payer, amountOre, paidOn, registeredOn } = row;
  return {
    ...{ paymentId, operator, payer, amountOre, paidOn, registeredOn },
    fromFile: fileHash !== null,
    ...(statementId === null ? {} : { statementId }),
    ...issuedLater(paidOn, issuedOn),
    ...(entryReference === null ? {} : { entryReference }),
    ...(reversedOn === null ? {} : { reversedOn }),
    ...(reversalReason === null ? {} : { reversalReason }),
  };
};
