import type { Day } from '../kernel/calendar';
import type { BasisPoints, Hundredths, Ore } from '../kernel/money';
import {
  AGREEMENT_ID_FORM,
  type AgreementId,
  type CalculationId,
  type OfferingId,
  type PartyCode,
  SERVICE_LINE_ID_FORM,
  type ServiceLineId,
  type TariffLevel,
} from '../kernel/vocabulary';
import {
  CodeField,
  DayField,
  HundredthsField,
  IdField,
  NestedField,
  OneOfField,
  OreField,
  PartyField,
  TextField,
  WholeNumberField,
} from '../platform/http/fields';
import { CalculateTariffBody, sentFor } from './calculation-body';
import { CALCULATION_WARNINGS, type CalculationEvent, type CalculationWarning } from './calculation.events';
import { warningText } from './calculation-texts';
import { type CalculationStep, explainedPackage, explainedTariff } from './explanation.calculation';

export class SentenceView {
  @TextField('In Danish.')
  da!: string;

  @TextField('In English.')
  en!: string;
}

export class CalculationFigureView {
  @NestedField(() => SentenceView, 'What it is.')
  name!: SentenceView;

  @NestedField(() => SentenceView, 'How much, with its unit.')
  value!: SentenceView;
}

export class CalculationStepView {
  @TextField('Stable name of the step.', { example: 'DAY_PRICE' })
  code!: string;

  @TextField('The rule it follows.', { example: 'R10, R17' })
  rule!: string;

  @NestedField(() => SentenceView, 'What was done.')
  title!: SentenceView;

  @NestedField(() => SentenceView, 'The reckoning with its figures.')
  formula!: SentenceView;

  @NestedField(() => CalculationFigureView, 'What went in.', { list: true })
  figures!: readonly CalculationFigureView[];
}

export class CalculationWarningView extends SentenceView {
  @OneOfField(CALCULATION_WARNINGS, 'What is unusual; never a hindrance.')
  code!: CalculationWarning['code'];

  @TextField('The rule it comes from.')
  rule!: string;

  @TextField('The reason that the operator gave.', { optional: true })
  reason?: string;

  @WholeNumberField('The year whose regulation differs (R22).', { optional: true })
  originYear?: number;

  @OreField('What its account says is left for this tariff; a surplus is negative.', { optional: true })
  dueOre?: Ore;
}

export const CALCULATION_KINDS = ['TARIFF', 'PACKAGE'] as const;

export class CalculationView {
  @IdField('The calculation.')
  calculationId!: CalculationId;

  @OneOfField(CALCULATION_KINDS, 'From costs (R10), or from the prices of a package’s services (R13).')
  kind!: (typeof CALCULATION_KINDS)[number];

  @IdField('The offering.')
  offeringId!: OfferingId;

  @PartyField('Who calculated it.')
  operator!: PartyCode;

  @CodeField(SERVICE_LINE_ID_FORM, 'The service line.')
  serviceLineId!: ServiceLineId;

  @TextField('The level within the line.')
  level!: TariffLevel;

  @WholeNumberField('The year it is for.')
  year!: number;

  @DayField('The day it was calculated.')
  calculatedOn!: Day;

  @OreField('What a day costs.')
  dayPriceOre!: Ore;

  @OreField('What a service hour costs, in a two-part tariff (R15).', { optional: true })
  hourPriceOre?: Ore;

  @OreField('The regulation’s part of the day price (R22).', { optional: true })
  regulationShareOre?: Ore;

  @WholeNumberField('Budgeted occupancy, in 1/10,000 (R12).', { optional: true })
  budgetedOccupancyBp?: BasisPoints;

  @HundredthsField('Days that the price is spread over.', { optional: true })
  paidDays?: Hundredths;

  @CodeField(AGREEMENT_ID_FORM, 'The agreement whose rules it follows.', { optional: true })
  agreementId?: AgreementId;

  @NestedField(() => CalculateTariffBody, 'What it was made of, as it was sent; absent for a package.', {
    optional: true,
  })
  sent?: CalculateTariffBody;

  @NestedField(() => CalculationStepView, 'Every step, in order.', { list: true })
  steps!: readonly CalculationStep[];

  @NestedField(() => CalculationWarningView, 'What the secretariat will see.', { list: true })
  warnings!: readonly CalculationWarningView[];

  @IdField('The newer calculation that took its place.', { optional: true })
  replacedBy?: CalculationId;

  @TextField('What the operator noted.', { optional: true })
  note?: string;
}

export const calculationView = (fact: CalculationEvent, replacedBy: CalculationId | null = null): CalculationView => {
  const { calculationId, offeringId, operator, serviceLineId, level, calculatedOn, note } = fact.data;
  const named = {
    calculationId,
    offeringId,
    operator,
    serviceLineId,
    level,
    calculatedOn,
    ...(replacedBy === null ? {} : { replacedBy }),
    ...(note === undefined ? {} : { note }),
  };
  if (fact.type === 'PackageCalculated') {
    const { validFrom, totalOre, soldAtOre } = fact.data;
    const year = Number(validFrom.slice(0, 4));
    return {
      ...named,
      kind: 'PACKAGE',
      year,
      dayPriceOre: soldAtOre ?? totalOre,
      steps: explainedPackage(fact.data),
      warnings: [],
    };
  }
  const { year, price, occupancy, rules, warnings } = fact.data;
  return {
    ...named,
    kind: 'TARIFF',
    year,
    dayPriceOre: price.dayPriceOre,
    ...(price.hourPriceOre === undefined ? {} : { hourPriceOre: price.hourPriceOre }),
    regulationShareOre: price.regulationShareOre,
    budgetedOccupancyBp: occupancy.appliedBp,
    paidDays: price.paidDays,
    agreementId: rules.agreementId,
    sent: sentFor(fact.data),
    steps: explainedTariff(fact.data),
    warnings: warnings.map((warning) => ({ ...warning, ...warningText(warning) })),
  };
};
