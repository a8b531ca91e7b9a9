import type { ProvenanceTag } from '../../agreements/agreement.events';
import { RULE_GROUNDS, type RuleGround } from '../../agreements/rule-book/cited-rule.words';
import type { Day } from '../../kernel/calendar';
import { LEGAL_BASIS_CODES, type LegalBasisCode } from '../../kernel/legal-basis';
import type { Ore } from '../../kernel/money';
import { PLACEMENT_GROUNDS, type PlacementGround } from '../../kernel/placement-ground';
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
import { ChargeWordsView } from '../lines/charge-line.views';
import { StatementLineView } from '../lines/statement-line.views';

/** How the explanation of a line looks from outside, for the document of the API. */

export class ExplainedDays {
  @DayField('First day.')
  first!: Day;

  @DayField('Last day, included.')
  last!: Day;

  @WholeNumberField('Payable days; negative when they are taken back.')
  count!: number;
}

export class ExplainedTariff {
  @IdField('The tariff version.')
  tariffId!: string;

  @TextField('The level.')
  level!: string;

  @TextField('The component.')
  component!: string;

  @TextField('What the price is for.')
  unit!: string;

  @OreField('Price of one unit.')
  priceOre!: Ore;

  @DayField('The first day of this version.', { optional: true })
  validFrom?: Day;

  @OneOfField(PLACEMENT_GROUNDS, 'The placement ground it is the price for, where there is a price for each (R41).', {
    optional: true,
  })
  placementGround?: PlacementGround;
}

export class ExplainedPackagePart {
  @TextField('The component of the tariff.')
  component!: string;

  @OneOfField(LEGAL_BASIS_CODES, 'The paragraph it is billed under.')
  legalBasis!: LegalBasisCode;

  @TextField('Function of the authorised chart of accounts (R45).', { optional: true })
  accountFunction?: string;

  @OreField('Its share of the package’s price.')
  priceOre!: Ore;
}

export class ExplainedPackageView {
  @IdField('The calculation.', { optional: true })
  calculationId?: string;

  @OreField('What the package costs.')
  dayPriceOre!: Ore;

  @NestedField(() => ExplainedPackagePart, 'The paragraphs; they sum to the price.', { list: true })
  parts!: readonly ExplainedPackagePart[];
}

export class ExplainedRule {
  @TextField('Its number.')
  rule!: string;

  @NestedField(() => ChargeWordsView, 'A few words that stand beside its number.')
  title!: ChargeWordsView;

  @OneOfField(RULE_GROUNDS, 'What it rests on; what is a choice of Pladsbog is never law.')
  ground!: RuleGround;

  @ListField(scalars.text(), 'How sure we are of it.')
  provenance!: readonly ProvenanceTag[];

  @NestedField(() => ChargeWordsView, 'Where it was found.')
  source!: ChargeWordsView;

  @TextField('What it says, in Danish.')
  da!: string;

  @TextField('What it says, in English.')
  en!: string;
}

export class ExplainedEvent {
  @IdField('The event.')
  id!: string;

  @TextField('Its type.')
  type!: string;

  @TextField('When it was recorded.')
  recordedAt!: string;

  @DayField('The day it is about, where there is one.', { optional: true })
  day?: Day;

  @WholeNumberField('Its position in the log.')
  position!: number;

  @TextField('What happened, in Danish.')
  da!: string;

  @TextField('What happened, in English.')
  en!: string;
}

export class ExplainedAgreement {
  @TextField('The agreement.')
  agreementId!: string;

  @TextField('Its name.', { optional: true })
  name?: string;

  @WholeNumberField('Days to pay (R34).')
  dueDays!: number;

  @WholeNumberField('Months within which a claim must be made (R2).')
  claimLimitMonths!: number;
}

export class CorrectedLine {
  @TextField('The statement it stands in.')
  statementId!: string;

  @NestedField(() => StatementLineView, 'The line.')
  line!: StatementLineView;
}

export class StopTextView {
  @OneOfField(['RESALE', 'CLOSURE'], 'The place was sold again (R30), or the offering closed (R24).')
  because!: 'RESALE' | 'CLOSURE';

  @DayField('The last day that is paid.')
  lastDay!: Day;

  @IdField('The event it follows from.')
  eventId!: string;

  @TextField('In Danish.')
  da!: string;

  @TextField('In English.')
  en!: string;
}

export class LineExplanationView {
  @TextField('The statement.')
  statementId!: string;

  @NestedField(() => StatementLineView, 'The line.')
  line!: StatementLineView;

  @NestedField(() => ExplainedDays, 'The days.')
  days!: ExplainedDays;

  @NestedField(() => ExplainedTariff, 'The price.')
  tariff!: ExplainedTariff;

  @NestedField(() => ExplainedPackageView, 'The package that the line is a part of (R13).', { optional: true })
  package?: ExplainedPackageView;

  @WholeNumberField('Hundredths of the unit.')
  quantity!: number;

  @WholeNumberField('Part of a whole place in 1/10,000.')
  factorBp!: number;

  @TextField('The calculation as people write it.')
  formula!: string;

  @OreField('The amount on the line.')
  amountOre!: Ore;

  @OreField('The amount computed once more from what was known when the month was closed.', { optional: true })
  recomputedOre?: Ore;

  @FlagField('Whether both are the same.')
  agrees!: boolean;

  @NestedField(() => ExplainedRule, 'The rules.', { list: true })
  rules!: readonly ExplainedRule[];

  @NestedField(() => ExplainedEvent, 'The events.', { list: true })
  events!: readonly ExplainedEvent[];

  @NestedField(() => ExplainedAgreement, 'The agreement.')
  agreement!: ExplainedAgreement;

  @NestedField(() => CorrectedLine, 'The line that is corrected, where it is one of the same payer.', {
    optional: true,
  })
  corrected?: CorrectedLine;

  @NestedField(() => ExplainedEvent, 'What made the correction necessary.', { optional: true })
  cause?: ExplainedEvent;

  @NestedField(() => StopTextView, 'Why fewer days are paid than the stay’s own rules say, where it is so.', {
    optional: true,
  })
  stopped?: StopTextView;
}
