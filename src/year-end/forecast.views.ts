import { ApiProperty } from '@nestjs/swagger';
import type { Day } from '../kernel/calendar';
import { LEGAL_BASIS_CODES, type LegalBasisCode } from '../kernel/legal-basis';
import type { BasisPoints, Ore } from '../kernel/money';
import { type OfferingId, type PartyCode, SERVICE_LINE_ID_FORM, type ServiceLineId } from '../kernel/vocabulary';
import {
  CodeField,
  DayField,
  IdField,
  NestedField,
  OneOfField,
  OreField,
  PartyField,
  TextField,
  WholeNumberField,
} from '../platform/http/fields';
import {
  type ExpectedRegulation,
  FORECAST_GROUNDS,
  FORECAST_REASONS,
  type ForecastGround,
  type ForecastReason,
  type ForecastResult,
  type LineForecast,
} from './forecast.calculation';
import type { PayerDays, RefundShare } from './year-end.events';
import { RefundShareView } from './year-end.views';

const REASON_TEXTS: Readonly<Record<ForecastReason, { readonly da: string; readonly en: string }>> = {
  OCCUPANCY_BELOW_BUDGET: {
    da: 'Belægningen ventes at ende under den budgetterede (R12).',
    en: 'Occupancy is expected to end below the budgeted rate (R12).',
  },
  OCCUPANCY_ABOVE_BUDGET: {
    da: 'Belægningen ventes at ende over den budgetterede (R12).',
    en: 'Occupancy is expected to end above the budgeted rate (R12).',
  },
  OVER_CAPACITY: {
    da: 'Der har været flere borgere end pladser på nogle dage.',
    en: 'On some days there were more citizens than places.',
  },
  CAPACITY_DIFFERS: {
    da: 'Pladserne er ikke dem, som taksten er beregnet med (R10).',
    en: 'The places are not those that the tariff was calculated with (R10).',
  },
  BUDGET_MISSING: {
    da: 'Årets takst er ikke beregnet i Pladsbog, så der er intet budget at holde indtægten op imod (R22).',
    en: 'The year’s tariff was not calculated here, so there is no budget to hold the revenue against (R22).',
  },
  BUDGET_INCOMPLETE: {
    da: 'Nogle niveauer sælges uden takstberegning, så budgettet dækker ikke hele ydelsen (R22).',
    en: 'Some levels are sold without a calculation, so the budget does not cover the whole service line (R22).',
  },
  BUDGET_DIFFERS_FROM_ACCOUNTS: {
    da: 'Budgettet afviger mere fra det seneste regnskab, end der kan overføres (R22).',
    en: 'The budget differs from the latest accounts by more than can be carried over (R22).',
  },
  RESULT_BEYOND_LIMIT: {
    da: 'Resultatet ventes at blive større, end der kan overføres, så købere berøres (R22).',
    en: 'The result is expected to exceed what can be carried over, so buyers are affected (R22).',
  },
  DAYS_WITHOUT_PRICE: { da: 'Nogle belagte dage har ingen takst.', en: 'Some occupied days have no tariff.' },
  NO_AGREEMENT: {
    da: 'Driftsherren er ikke omfattet af en rammeaftale i året.',
    en: 'The operator is under no framework agreement in the year.',
  },
};

export class ForecastReasonView {
  @OneOfField(FORECAST_REASONS, 'Why the forecast deserves a look.')
  code!: ForecastReason;

  @TextField('In Danish.')
  da!: string;

  @TextField('In English.')
  en!: string;
}

export class ForecastResultView implements ForecastResult {
  @OneOfField(FORECAST_GROUNDS, 'What the costs are: budgeted, or those of accounts that are in.')
  ground!: ForecastGround;

  @OreField('A1: revenue of all days that are known, at the tariffs charged.')
  revenueOre!: Ore;

  @OreField('A2: costs.')
  costsOre!: Ore;

  @OreField('A3: correction for earlier years.')
  correctionsOre!: Ore;

  @OreField('A surplus is positive.')
  resultOre!: Ore;

  @OreField('The most that may be carried over.')
  carryLimitOre!: Ore;
}

export class ForecastFiguresView {
  @WholeNumberField('Occupied days up to the day.')
  occupiedSoFar!: number;

  @WholeNumberField('Occupancy so far, in 1/10,000.', { optional: true })
  soFarBp?: BasisPoints;

  @WholeNumberField('Occupied days of the whole year: nobody leaves but on a day that is known.')
  occupiedDays!: number;

  @WholeNumberField('Place-days of the whole year.')
  capacityDays!: number;

  @WholeNumberField('Expected occupancy of the year, in 1/10,000.', { optional: true })
  forecastBp?: BasisPoints;

  @WholeNumberField('The rate the tariff was calculated with, in 1/10,000 (R12).', { optional: true })
  budgetedBp?: BasisPoints;

  @NestedField(() => ForecastResultView, 'Absent without a budget or an agreement.', { optional: true })
  result?: ForecastResult;
}

export class PayerDaysView implements PayerDays {
  @PartyField('Who pays.')
  payer!: PartyCode;

  @WholeNumberField('Occupied days of the year, those to come among them.')
  days!: number;
}

export class ExpectedRegulationView {
  @WholeNumberField('The year whose result it is.')
  originYear!: number;

  @WholeNumberField('The year whose tariff settles it; absent where it goes directly to the year’s payers.', {
    optional: true,
  })
  tariffYear?: number;

  @OneOfField(FORECAST_GROUNDS, 'How sure it is: from the budget, from accounts that are in, or split.')
  ground!: ForecastGround;

  @OreField('The whole amount; given back is positive. For who may see the service line.', { optional: true })
  amountOre?: Ore;

  @NestedField(() => RefundShareView, 'Estimated by days, for who may see them: a payer sees its own.', { list: true })
  shares!: readonly RefundShare[];
}

export class LineForecastView {
  @IdField('The offering.')
  offeringId!: OfferingId;

  @TextField('Its name.')
  offeringName!: string;

  @PartyField('Who sells.')
  operator!: PartyCode;

  @CodeField(SERVICE_LINE_ID_FORM, 'The service line.')
  serviceLineId!: ServiceLineId;

  @OneOfField(LEGAL_BASIS_CODES, 'The paragraph.')
  legalBasis!: LegalBasisCode;

  @NestedField(() => ForecastReasonView, 'Why it deserves a look.', { list: true })
  reasons!: readonly ForecastReasonView[];

  @NestedField(() => ForecastFiguresView, 'For the operator, auditors and secretariats.', { optional: true })
  figures?: ForecastFiguresView;

  @NestedField(() => PayerDaysView, 'Days by payer, for who may see them: a payer sees its own.', { list: true })
  payers!: readonly PayerDays[];

  @NestedField(() => ExpectedRegulationView, 'What is expected to reach buyers, by origin year.', { list: true })
  regulations!: readonly ExpectedRegulationView[];
}

export class ForecastPage {
  @WholeNumberField('The year.')
  year!: number;

  @DayField('The day it is made for: later days count as far as they are known.')
  asOf!: Day;

  @WholeNumberField('The log position up to which everything is counted.')
  position!: number;

  @ApiProperty({ type: [LineForecastView], description: 'By offering and service line.' })
  items!: LineForecastView[];

  @TextField('Cursor of the next page; absent on the last.', { optional: true })
  next?: string;
}

/** What of a forecast its reader may see. */
export interface ForecastSight {
  readonly figures: boolean;
  readonly seesShareOf: (payer: PartyCode) => boolean;
}

export const forecastView = (
  named: Pick<LineForecastView, 'offeringId' | 'offeringName' | 'operator' | 'serviceLineId' | 'legalBasis'>,
  { regulations, reasons, payerDays, ...figures }: LineForecast,
  { figures: seesFigures, seesShareOf }: ForecastSight,
): LineForecastView => ({
  ...named,
  reasons: reasons.map((code) => ({ code, ...REASON_TEXTS[code] })),
  ...(seesFigures ? { figures } : {}),
  payers: payerDays.filter(({ payer, days }) => days > 0 && seesShareOf(payer)),
  regulations: regulations.map(({ amountOre, shares, ...regulation }: ExpectedRegulation) => ({
    ...regulation,
    ...(seesFigures ? { amountOre } : {}),
    shares: shares.filter(({ payer }) => seesShareOf(payer)),
  })),
});
