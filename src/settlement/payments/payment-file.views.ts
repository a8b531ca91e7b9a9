import type { Day } from '../../kernel/calendar';
import type { Ore } from '../../kernel/money';
import type { StatementId } from '../../kernel/vocabulary';
import {
  DayField,
  FlagField,
  IdField,
  ListField,
  NestedField,
  OneOfField,
  OreField,
  TextField,
  WholeNumberField,
} from '../../platform/http/fields';
import * as scalars from '../../platform/http/scalars';
import { FILE_ENDS, ROW_FAULTS, ROW_OUTCOMES, type RowFaultCode, type RowOutcome } from './payment-file.events';

/** How payment files look from outside. */

export const FILE_STANDINGS = ['RUNNING', ...FILE_ENDS] as const;
export type FileStanding = (typeof FILE_STANDINGS)[number];

export class PaymentRowView {
  @WholeNumberField('The row of the file, or the entry of the account statement.')
  row!: number;

  @OneOfField(ROW_OUTCOMES, 'Taken; already registered; for no statement of ours; or not readable.')
  outcome!: RowOutcome;

  @ListField(scalars.oneOf(ROW_FAULTS), 'Why it was not taken, by code.')
  faults!: readonly RowFaultCode[];

  @TextField('The same in Danish, with the reason.')
  da!: string;

  @TextField('The same in English.')
  en!: string;

  @TextField('The statement it is for.', { optional: true })
  statementId?: StatementId;

  @OreField('How much.', { optional: true })
  amountOre?: Ore;

  @DayField('When it was paid.', { optional: true })
  paidOn?: Day;

  @IdField('The payment it became.', { optional: true })
  paymentId?: string;

  @DayField('Of a row that is taken: when its statement was issued, where the payment is older than that.', {
    optional: true,
  })
  issuedLater?: Day;
}

export class PaymentFileView {
  @TextField('SHA-256 of the file.')
  fileHash!: string;

  @FlagField('Nothing was registered.')
  dryRun!: boolean;

  @WholeNumberField('Rows taken.')
  accepted!: number;

  @WholeNumberField('Of the rows taken, those paid before their statement was issued.')
  early!: number;

  @WholeNumberField('Rows registered before.')
  known!: number;

  @WholeNumberField('Rows for no statement of the operator.')
  unmatched!: number;

  @WholeNumberField('Rows that could not be read.')
  faulty!: number;

  @WholeNumberField('Rows not looked at, yet to come, or left when it ended.')
  left!: number;

  @OreField('Sum of the rows taken.')
  acceptedOre!: Ore;

  @WholeNumberField('A position in the log up to which all its payments stand; 0 when none was registered.')
  position!: number;

  @NestedField(() => PaymentRowView, 'Row by row.', { list: true })
  rows!: readonly PaymentRowView[];
}

export class SentPaymentFileView {
  @IdField('This sending of the file.')
  fileId!: string;

  @OneOfField(FILE_STANDINGS, 'Being taken; dealt with; stopped; or cut off, when who took it was.')
  standing!: FileStanding;

  @TextField('When it was sent, UTC.')
  begunAt!: string;

  @WholeNumberField('Its rows.')
  rows!: number;

  @WholeNumberField('Rows taken.')
  accepted!: number;

  @OreField('Their sum.')
  acceptedOre!: Ore;

  @WholeNumberField('Rows that were not taken: for no statement, or not readable.')
  refused!: number;

  @WholeNumberField('Rows yet to come, or left when it ended.')
  left!: number;
}

export class PaymentImportView {
  @FlagField('Whether the file is being taken.')
  running!: boolean;

  @IdField('This sending of the file.', { optional: true })
  fileId?: string;

  @OneOfField(FILE_STANDINGS, 'Being taken; dealt with; stopped; or cut off, when who took it was.', { optional: true })
  standing?: FileStanding;

  @WholeNumberField('Rows of the file.', { optional: true })
  rows?: number;

  @WholeNumberField('Rows dealt with.', { optional: true })
  done?: number;

  @TextField('When it was sent, UTC.', { optional: true })
  begunAt?: string;

  @TextField('When it ended, or was last heard of, UTC; absent while it is taken.', { optional: true })
  endedAt?: string;

  @NestedField(() => PaymentFileView, 'What became of its rows, as far as they have been dealt with.', {
    optional: true,
  })
  report?: PaymentFileView;

  @NestedField(() => SentPaymentFileView, 'The files sent last, the newest first.', { list: true })
  files!: readonly SentPaymentFileView[];
}
