import { ApiProperty } from '@nestjs/swagger';
import type { Day, Month } from '../kernel/calendar';
import type { Ore } from '../kernel/money';
import type { PartyCode, SchemeId } from '../kernel/vocabulary';
import {
  DayField,
  FlagField,
  IdField,
  ListField,
  MonthField,
  NestedField,
  OneOfField,
  OreField,
  PartyField,
  TextField,
  WholeNumberField,
} from '../platform/http/fields';
import * as scalars from '../platform/http/scalars';
import { SCHEME_PHASES, type SchemePhase, type SchemeRow } from './financing-schemes.projection';
import { RHYTHMS, type Regulation, type Rhythm, type Share } from './scheme.events';

/** How schemes look from outside, for the document of the API. */

export class KeyFigureView {
  @PartyField('The municipality.')
  party!: PartyCode;

  @WholeNumberField('What the key counts there.')
  figure!: number;
}

export class SchemeKeyView {
  @DayField('The day on which it was counted.')
  keyDate!: Day;

  @TextField('Where it was read.')
  source!: string;

  @WholeNumberField('The sum of the figures.')
  figureSum!: number;

  @NestedField(() => KeyFigureView, 'A figure for each, as it was given.', { list: true })
  figures!: readonly KeyFigureView[];

  @DayField('When it was recorded.')
  takenOn!: Day;
}

export class ShareView extends KeyFigureView {
  @OreField('Its share of the year.')
  amountOre!: Ore;
}

export class RegulationView extends KeyFigureView {
  @OreField('Its share of what the year cost.')
  shareOre!: Ore;

  @OreField('What it had been charged.')
  chargedOre!: Ore;

  @OreField('Share less charged; negative: it gets that back.')
  differenceOre!: Ore;
}

export class SchemeSharesView {
  @OreField('What the shares add up to, to the øre (I8).')
  totalOre!: Ore;

  @DayField('When they were computed.')
  computedOn!: Day;

  @NestedField(() => ShareView, 'All of them, or for a payer its own.', { list: true })
  items!: readonly ShareView[];
}

export class SchemeActualsView {
  @WholeNumberField('1 for the first report; a later one regulates what the earlier ones left.')
  round!: number;

  @OreField('What the year cost.')
  actualOre!: Ore;

  @MonthField('The month from which the differences are due.')
  dueFrom!: Month;

  @DayField('When it was reported.')
  reportedOn!: Day;

  @NestedField(() => RegulationView, 'All of them, or for a payer its own.', { list: true })
  items!: readonly RegulationView[];
}

export class SchemeView {
  @IdField('The scheme.')
  schemeId!: SchemeId;

  @PartyField('Who runs what is financed, and is owed.')
  operator!: PartyCode;

  @PartyField('The region of the framework agreement.')
  region!: PartyCode;

  @TextField('The framework agreement it rests on.')
  agreementId!: string;

  @TextField('What it is called.')
  name!: string;

  @WholeNumberField('The year.')
  year!: number;

  @OneOfField(['OBJECTIVE', 'SUBSCRIPTION'], 'A budget that is shared (R40), or a price for each counted (R39).')
  kind!: 'OBJECTIVE' | 'SUBSCRIPTION';

  @OreField('The budget of objective financing.', { optional: true })
  budgetOre?: Ore;

  @OreField('The price of one inhabitant or person.', { optional: true })
  unitPriceOre?: Ore;

  @OneOfField(RHYTHMS, 'How often it is charged.')
  rhythm!: Rhythm;

  @TextField('What the key counts.')
  keyUnit!: string;

  @DayField('The day on which it is counted.')
  keyDate!: Day;

  @ListField(scalars.uuid, 'The offerings it is for.')
  offeringIds!: readonly string[];

  @ListField(scalars.monthly, 'The months in which it is charged.')
  dueFrom!: readonly Month[];

  @TextField('Function of the authorised chart of accounts.', { optional: true })
  accountFunction?: string;

  @DayField('When it was registered.')
  agreedOn!: Day;

  @OneOfField(SCHEME_PHASES, 'Where it stands.')
  phase!: SchemePhase;

  @FlagField('False for a payer, who sees no share but its own.')
  whole!: boolean;

  @NestedField(() => SchemeKeyView, 'The key, for everybody who sees the scheme.', { optional: true })
  key?: SchemeKeyView;

  @NestedField(() => SchemeSharesView, 'The shares.', { optional: true })
  shares?: SchemeSharesView;

  @NestedField(() => SchemeActualsView, 'What the year cost, each report of it.', { list: true })
  actuals!: readonly SchemeActualsView[];

  @ListField(scalars.uuid, 'The events it follows from.')
  events!: readonly string[];
}

export const sharesView = (
  { totalOre, computedOn }: Pick<SchemeSharesView, 'totalOre' | 'computedOn'>,
  items: readonly Share[],
): SchemeSharesView => ({ totalOre, computedOn, items });

export const actualsView = (
  { round, actualOre, dueFrom, reportedOn }: Omit<SchemeActualsView, 'items'>,
  items: readonly Regulation[],
): SchemeActualsView => ({ round, actualOre, dueFrom, reportedOn, items });

/** The scheme as one sees it who stands outside of it or runs it; `only` as the payer of that name sees it. */
export const schemeView = (row: SchemeRow, only?: PartyCode): SchemeView => {
  const { agreed, phase, key, shares, actuals, events } = row;
  const { financing, ...terms } = agreed;
  const { kind, ...amount } = financing;
  const own = <T extends Share | Regulation>(all: readonly T[]): readonly T[] =>
    only === undefined ? all : all.filter(({ party }) => party === only);
  return {
    ...terms,
    kind,
    ...amount,
    phase,
    whole: only === undefined,
    ...(key === null
      ? {}
      : {
          key: {
            keyDate: key.keyDate,
            source: key.source,
            figureSum: key.figures.reduce((sum, { figure }) => sum + figure, 0),
            figures: key.figures,
            takenOn: key.takenOn,
          },
        }),
    ...(shares === null ? {} : { shares: sharesView(shares, own(shares.shares)) }),
    actuals: actuals.map((reported) => actualsView(reported, own(reported.regulations))),
    events,
  };
};

export class SchemePageView {
  @ApiProperty({ type: [SchemeView], description: 'The newest year first.' })
  items!: readonly SchemeView[];

  @TextField('Cursor of the next page; absent on the last.', { optional: true })
  next?: string;
}

export class MisfitView {
  @WholeNumberField('The row, counted from 1.')
  row!: number;

  @TextField('Its name.')
  name!: string;

  @WholeNumberField('Its key figure.')
  figure!: number;

  @OreField('What was published.')
  amountOre!: Ore;

  @OreField('What the key gives.')
  expectedOre!: Ore;

  @OreField('Published less expected.')
  differenceOre!: Ore;

  @TextField('In Danish.')
  da!: string;

  @TextField('In English.')
  en!: string;
}

export class PublishedVerdictView {
  @FlagField('Every row fits the key, and their sum the total.')
  agrees!: boolean;

  @WholeNumberField('Rows looked at.')
  rows!: number;

  @WholeNumberField('The sum of the key figures.')
  figureSum!: number;

  @OreField('The sum of the published amounts.')
  amountSumOre!: Ore;

  @OreField('That sum less the total that was said.', { optional: true })
  totalDifferenceOre?: Ore;

  @WholeNumberField('Thousandths of an øre for one of the key, which the rows that fit have in common.')
  milliOrePerUnit!: number;

  @FlagField('As many rows fit another number, so the row to blame is not certain; a total decides.')
  ambiguous!: boolean;

  @NestedField(() => MisfitView, 'Rows that do not fit.', { list: true })
  misfits!: readonly MisfitView[];
}
