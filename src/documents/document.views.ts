import type { Day } from '../kernel/calendar';
import type { Ore } from '../kernel/money';
import {
  DayField,
  FlagField,
  IdField,
  NestedField,
  OneOfField,
  OreField,
  TextField,
  WholeNumberField,
} from '../platform/http/fields';
import { PROFILE_CODES } from './e-invoice-profiles';
import { DIFFERENCES } from './three-way-match.calculation';

/** How e-invoices and matches look from outside, for the document of the API. */

const KINDS = ['INVOICE', 'CREDIT_NOTE'] as const;

export class IssuedReceiptView {
  @TextField('The stream.')
  stream!: string;

  @WholeNumberField('Its revision.')
  revision!: number;

  @WholeNumberField('The position in the log.')
  position!: number;

  @TextField('The number of the document.')
  number!: string;

  @OneOfField(PROFILE_CODES, 'Its format.')
  profile!: string;
}

export class BrokenRuleView {
  @TextField('The rule by its standard’s id.', { example: 'BR-CO-10' })
  rule!: string;

  @TextField('What it asks for, in Danish.')
  da!: string;

  @TextField('And in English.')
  en!: string;
}

export class EInvoiceCheckView {
  @OneOfField(PROFILE_CODES, 'The format.')
  profile!: string;

  @TextField('Its name.')
  profileName!: string;

  @OneOfField(KINDS, 'What the document would be.')
  kind!: 'INVOICE' | 'CREDIT_NOTE';

  @TextField('Its number.')
  number!: string;

  @OreField('What it would come to.')
  totalOre!: Ore;

  @FlagField('Something in it was made up for demonstration.')
  constructed!: boolean;

  @WholeNumberField('How many rules it was held against.')
  rulesChecked!: number;

  @NestedField(() => BrokenRuleView, 'Those it breaks.', { list: true })
  broken!: readonly BrokenRuleView[];

  @TextField('What was and was not checked, in Danish.')
  validationDa!: string;

  @TextField('And in English.')
  validationEn!: string;
}

export class IssuedInvoiceView {
  @TextField('The statement.')
  statementId!: string;

  @TextField('The number of the document.')
  number!: string;

  @OneOfField(KINDS, 'Invoice or credit note.')
  kind!: 'INVOICE' | 'CREDIT_NOTE';

  @OneOfField(PROFILE_CODES, 'Its format.')
  profile!: string;

  @OreField('What it comes to, never negative.')
  totalOre!: Ore;

  @WholeNumberField('How many lines it has.')
  lines!: number;

  @TextField('The receiver’s electronic address: scheme and number.', { example: '0088:5798005770220' })
  receiver!: string;

  @WholeNumberField('How many bytes the document has.')
  bytes!: number;

  @TextField('Their SHA-256.')
  sha256!: string;

  @FlagField('Something in it was made up for demonstration.')
  constructed!: boolean;

  @IdField('The event that issued it.')
  eventId!: string;

  @TextField('When that was recorded.')
  recordedAt!: string;
}

export class DifferenceView {
  @OneOfField(DIFFERENCES, 'What differs.')
  code!: string;

  @TextField('In Danish.')
  da!: string;

  @TextField('In English.')
  en!: string;
}

export class MatchedLineView {
  @WholeNumberField('The line of the statement.')
  line!: number;

  @IdField('The contract.')
  contractId!: string;

  @TextField('The component of the tariff.')
  component!: string;

  @DayField('First service day.')
  firstDay!: Day;

  @DayField('Last service day, included.')
  lastDay!: Day;

  @WholeNumberField('Days of the line; negative when it takes days back.')
  days!: number;

  @WholeNumberField('Payable days of the period in the place book, as it is now.')
  placeBookDays!: number;

  @WholeNumberField('Days of the period that are billed, net of credits, in all statements.')
  billedDays!: number;

  @OreField('The line’s amount.')
  amountOre!: Ore;

  @OreField('The e-invoice’s amount, in the statement’s direction; absent while it is not invoiced.', {
    optional: true,
  })
  invoicedOre?: Ore;

  @NestedField(() => DifferenceView, 'What differs.', { list: true })
  differences!: readonly DifferenceView[];
}

export class MatchedChargeView {
  @WholeNumberField('The line of the statement.')
  line!: number;

  @IdField('The charge.')
  chargeId!: string;

  @OreField('The line’s amount.')
  amountOre!: Ore;

  @OreField('The e-invoice’s amount, in the statement’s direction; absent while it is not invoiced.', {
    optional: true,
  })
  invoicedOre?: Ore;

  @NestedField(() => DifferenceView, 'What differs.', { list: true })
  differences!: readonly DifferenceView[];
}

export class ThreeWayMatchView {
  @TextField('The statement.')
  statementId!: string;

  @OreField('The statement’s total.')
  statementOre!: Ore;

  @OreField('The e-invoice’s total, in the statement’s direction; absent while none is issued.', { optional: true })
  invoicedOre?: Ore;

  @FlagField('Nothing differs.')
  agrees!: boolean;

  @NestedField(() => DifferenceView, 'What differs as a whole.', { list: true })
  differences!: readonly DifferenceView[];

  @NestedField(() => MatchedLineView, 'Line by line.', { list: true })
  lines!: readonly MatchedLineView[];

  @NestedField(() => MatchedChargeView, 'Lines that are of no contract, one by one.', { list: true })
  charges!: readonly MatchedChargeView[];
}
