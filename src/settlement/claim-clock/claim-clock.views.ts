import type { Day, Month } from '../../kernel/calendar';
import { LEGAL_BASIS_CODES, type LegalBasisCode } from '../../kernel/legal-basis';
import type { Ore } from '../../kernel/money';
import type { PartyCode } from '../../kernel/vocabulary';
import {
  DayField,
  IdField,
  ListField,
  MonthField,
  NestedField,
  OneOfField,
  OreField,
  PartyField,
  TextField,
  WholeNumberField,
} from '../../platform/http/fields';
import * as scalars from '../../platform/http/scalars';
import { UnpricedDaysView } from '../months/month.views';
import { UNBILLED_KINDS, type UnbilledKind } from './unbilled-days.calculation';

/** How the 12-month clock looks from outside, for the document of the API. */

export class UnbilledDaysView {
  @OneOfField(UNBILLED_KINDS, 'Of a month not closed, learned after it was closed, or claimed too late now.')
  kind!: UnbilledKind;

  @IdField('The contract.')
  contractId!: string;

  @IdField('The citizen, as an opaque id.')
  citizenRef!: string;

  @IdField('The offering.')
  offeringId!: string;

  @TextField('Its name.')
  offeringName!: string;

  @OneOfField(LEGAL_BASIS_CODES, 'The paragraph.')
  legalBasis!: LegalBasisCode;

  @PartyField('Who owes it.')
  payer!: PartyCode;

  @MonthField('The month of the days.')
  month!: Month;

  @DayField('First service day.')
  firstDay!: Day;

  @DayField('Last service day, included.')
  lastDay!: Day;

  @WholeNumberField('Days among them that are not billed, or not at the right price.')
  days!: number;

  @OreField('What is at stake.')
  amountOre!: Ore;

  @DayField('The last day on which the first of the days can be claimed (R2); a later day a day longer.')
  lastClaimDay!: Day;

  @WholeNumberField('Days until then; negative when it has gone by.')
  daysLeft!: number;
}

export class ClaimClockView {
  @PartyField('Whose days.')
  operator!: PartyCode;

  @DayField('Delivered up to and including this day.')
  on!: Day;

  @NestedField(() => UnbilledDaysView, 'The most urgent first.', { list: true })
  items!: readonly UnbilledDaysView[];

  @TextField('Cursor of the next page; absent on the last.', { optional: true })
  next?: string;

  @OreField('What can still be claimed, on all pages.')
  atStakeOre!: Ore;

  @OreField('What is too late already and not yet written off, on all pages.')
  tooLateOre!: Ore;

  @NestedField(() => UnpricedDaysView, 'Days without a price: they cannot be billed before there is one.', {
    list: true,
  })
  unpriced!: readonly UnpricedDaysView[];

  @ListField(scalars.party, 'Who owes for the operator’s days, whatever payer is asked for; in order of code.')
  payers!: readonly PartyCode[];
}
