import type { Month } from '../../kernel/calendar';
import type { Ore } from '../../kernel/money';
import type { ChargeId } from '../../kernel/vocabulary';
import {
  IdField,
  ListField,
  MonthField,
  NestedField,
  OneOfField,
  OreField,
  TextField,
  WholeNumberField,
} from '../../platform/http/fields';
import * as scalars from '../../platform/http/scalars';
import { CHARGE_KINDS, type ChargeKind, type ChargeLine } from '../charges/charge.events';
import { CHARGE_KIND_WORDS } from './charge-words';

/** How the lines that are not of a contract look from outside, for the document of the API. */

/** A line of a statement, pointed to. */
export class LineReference {
  @TextField('The statement.')
  statementId!: string;

  @WholeNumberField('The line in it, counted from 1.')
  line!: number;
}

export class ChargeWordsView {
  @TextField('In Danish.')
  da!: string;

  @TextField('In English.')
  en!: string;
}

export class ChargeTermsView {
  @IdField('The charge.')
  chargeId!: ChargeId;

  @OreField('What is owed; negative for a credit.')
  amountOre!: Ore;

  @MonthField('The month from which it is due.')
  dueFrom!: Month;

  @WholeNumberField('The year it is about.', { optional: true })
  originYear?: number;

  @IdField('The offering it is about.', { optional: true })
  offeringId?: string;

  @TextField('Function of the authorised chart of accounts.', { optional: true })
  accountFunction?: string;

  @NestedField(() => ChargeWordsView, 'What it is.')
  words!: ChargeWordsView;

  @NestedField(() => ChargeWordsView, 'How the amount came about.')
  reckoning!: ChargeWordsView;

  @ListField(scalars.text(), 'Rules it follows.')
  rules!: readonly string[];
}

export class ChargeLineView extends ChargeTermsView {
  @WholeNumberField('Counted on from the lines of contracts in the same statement.')
  line!: number;

  @OneOfField(['CHARGE'], 'A line that is not of a contract.')
  kind!: 'CHARGE';

  @OneOfField(CHARGE_KINDS, 'What it is for.')
  chargeKind!: ChargeKind;

  @TextField('The same in Danish.')
  kindText!: string;

  @NestedField(() => LineReference, 'For a credit after a dispute: the line it takes an amount off.', {
    optional: true,
  })
  corrects?: LineReference;

  @IdField('For a credit after a dispute: the event that ended it.', { optional: true })
  cause?: string;

  @ListField(scalars.uuid, 'Events it rests on: the first raised it.')
  events!: readonly string[];
}

export const chargeLineView = (line: ChargeLine): ChargeLineView => ({
  ...line,
  kindText: CHARGE_KIND_WORDS.da[line.chargeKind],
});
