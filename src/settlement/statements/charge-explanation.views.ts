import type { Ore } from '../../kernel/money';
import { FlagField, NestedField, OreField, TextField } from '../../platform/http/fields';
import { ChargeLineView } from '../lines/charge-line.views';
import { ExplainedAgreement, ExplainedEvent, ExplainedRule } from './explanation.views';

/** How the explanation of a charge looks from outside, for the document of the API. */

export class CorrectedChargeView {
  @TextField('The statement it stands in.')
  statementId!: string;

  @NestedField(() => ChargeLineView, 'The line.')
  charge!: ChargeLineView;
}

export class ChargeExplanationView {
  @TextField('The statement.')
  statementId!: string;

  @NestedField(() => ChargeLineView, 'The line.')
  charge!: ChargeLineView;

  @TextField('The calculation as people write it, in Danish.')
  formula!: string;

  @OreField('The amount on the line.')
  amountOre!: Ore;

  @OreField('The amount as the events behind it say it.', { optional: true })
  recomputedOre?: Ore;

  @FlagField('Whether both are the same.')
  agrees!: boolean;

  @NestedField(() => ExplainedRule, 'The rules; Q9 says why the 12-month limit (R2) is none of them.', { list: true })
  rules!: readonly ExplainedRule[];

  @NestedField(() => ExplainedEvent, 'The events that raised and, where it was disputed, credited it.', { list: true })
  events!: readonly ExplainedEvent[];

  @NestedField(() => ExplainedAgreement, 'The agreement.')
  agreement!: ExplainedAgreement;

  @NestedField(() => CorrectedChargeView, 'The line that is corrected.', { optional: true })
  corrected?: CorrectedChargeView;
}
