import type { Day } from '../../kernel/calendar';
import type { Ore } from '../../kernel/money';
import type { PartyCode } from '../../kernel/vocabulary';
import { LEGAL_BASIS_CODES, type LegalBasisCode } from '../../kernel/legal-basis';
import { PLACEMENT_GROUNDS, type PlacementGround } from '../../kernel/placement-ground';
import {
  DayField,
  IdField,
  ListField,
  NestedField,
  OneOfField,
  OreField,
  PartyField,
  TextField,
  WholeNumberField,
} from '../../platform/http/fields';
import * as scalars from '../../platform/http/scalars';
import { COMPONENT_KINDS, TARIFF_UNITS, type ComponentKind, type TariffUnit } from '../../tariffs/tariff.events';
import { LineReference } from './charge-line.views';
import { lineWords, type LineWords } from './line-words';
import type { StatementLine } from '../months/settlement.events';

/** How a line of a statement looks from outside, for the document of the API. */

export class DanishLineTexts {
  @TextField('The paragraph in words.')
  legalBasis!: string;

  @TextField('The component in words.')
  component!: string;

  @TextField('The unit in words.')
  unit!: string;

  @TextField('The kind in words.')
  kind!: string;

  @TextField('The placement ground in words, where the price is for one.', { optional: true })
  ground?: string;
}

export class StatementLineView {
  @WholeNumberField('Counted from 1 within the statement.')
  line!: number;

  @OneOfField(['REGULAR', 'ADJUSTMENT'], 'The month itself, or what is put right of a closed one.')
  kind!: 'REGULAR' | 'ADJUSTMENT';

  @IdField('The contract.')
  contractId!: string;

  @IdField('The citizen, as an opaque id.')
  citizenRef!: string;

  @PartyField('Who bought.')
  buyer!: PartyCode;

  @IdField('The offering.')
  offeringId!: string;

  @TextField('Its name.')
  offeringName!: string;

  @TextField('The service line.')
  serviceLineId!: string;

  @OneOfField(LEGAL_BASIS_CODES, 'The paragraph.')
  legalBasis!: LegalBasisCode;

  @TextField('Function of the authorised chart of accounts.', { optional: true })
  accountFunction?: string;

  @TextField('The tariff level.')
  level!: string;

  @OneOfField(PLACEMENT_GROUNDS, 'The placement ground its price is for, where there is a price for each (R41).', {
    optional: true,
  })
  placementGround?: PlacementGround;

  @IdField('The tariff version.')
  tariffId!: string;

  @TextField('The component of the tariff.')
  component!: string;

  @OneOfField(COMPONENT_KINDS, 'Its kind.')
  componentKind!: ComponentKind;

  @OneOfField(TARIFF_UNITS, 'What the price is for.')
  unit!: TariffUnit;

  @OreField('Price of one unit.')
  priceOre!: Ore;

  @DayField('First service day.')
  firstDay!: Day;

  @DayField('Last service day, included.')
  lastDay!: Day;

  @WholeNumberField('Payable days; negative when the line takes days back.')
  days!: number;

  @WholeNumberField('Days or hours in hundredths, with the sign of the days.')
  quantity!: number;

  @WholeNumberField('Part of a whole place in 1/10,000 (R16).')
  factorBp!: number;

  @OreField('Price × quantity × part, rounded once (R36).')
  amountOre!: Ore;

  @NestedField(() => LineReference, 'For an adjustment: the line it corrects.', { optional: true })
  corrects?: LineReference;

  @IdField('For an adjustment: the event it follows from.', { optional: true })
  cause?: string;

  @ListField(scalars.text(), 'Rules it was computed by.')
  rules!: readonly string[];

  @ListField(scalars.uuid, 'Events it rests on.')
  events!: readonly string[];

  @NestedField(() => DanishLineTexts, 'The codes above as people read them.')
  danish!: DanishLineTexts;
}

/** A line as people read it. */
export interface LineView extends StatementLine {
  readonly danish: LineWords;
}

export const lineView = (line: StatementLine): LineView => ({ ...line, danish: lineWords(line, 'da') });
