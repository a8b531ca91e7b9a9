import type { RuleConfiguration } from '../agreements/agreement.events';
import type { Day } from '../kernel/calendar';
import { Command } from '../kernel/command';
import { type Aggregate, type Decision, isRejection, reject, type Rejection } from '../kernel/decider';
import type { LegalBasisCode } from '../kernel/legal-basis';
import { legalBasis } from '../kernel/legal-basis';
import type { BasisPoints, Hundredths, Ore } from '../kernel/money';
import { sumOre, WHOLE } from '../kernel/money';
import type {
  AgreementId,
  CalculationId,
  OfferingId,
  PartyCode,
  ServiceLineId,
  TariffId,
  TariffLevel,
} from '../kernel/vocabulary';
import type {
  CalculationEvent,
  CalculationRules,
  CostLine,
  DayBasis,
  IncomeLine,
  OccupancyReason,
  OccupancyYear,
  PackageCalculated,
  PlacesSpan,
  RegulationLine,
  TariffCalculated,
} from './calculation.events';
import {
  priceWarnings,
  type RegulationLeft,
  regulationLeft,
  regulationWarnings,
} from './calculation-warnings.calculation';
import type { DueRegulation } from './regulation-due.facts';
import {
  basisDays,
  budgetedOccupancy,
  calculatedPrice,
  capacityDays,
  firstDayOfYear,
  lastDayOfYear,
  type OccupancyBand,
} from './cost-price.calculation';

/** `today` is the day it is calculated; `capReason` says why the price may go above the cap. */
export class CalculateTariff extends Command<{
  calculationId: CalculationId;
  offeringId: OfferingId;
  by: PartyCode;
  serviceLineId: ServiceLineId;
  level: TariffLevel;
  year: number;
  costs: readonly CostLine[];
  otherIncome: readonly IncomeLine[];
  regulation: readonly RegulationLine[];
  /** Places of this level, where they are not those of the whole line. */
  capacity?: readonly PlacesSpan[];
  dayBasis: DayBasis;
  /** Rates of earlier years as the operator states them; they take precedence over the ledger's. */
  occupancyStated: readonly { readonly year: number; readonly rateBp: BasisPoints }[];
  occupancyDecided?: { readonly rateBp: BasisPoints; readonly reason: OccupancyReason };
  serviceHours?: Hundredths;
  capReason?: string;
  today: Day;
  note?: string;
}> {}

/** `parts` are the services of the package, each with the level that it is sold at on its own. */
export class CalculatePackage extends Command<{
  calculationId: CalculationId;
  offeringId: OfferingId;
  by: PartyCode;
  serviceLineId: ServiceLineId;
  level: TariffLevel;
  validFrom: Day;
  parts: readonly { readonly serviceLineId: ServiceLineId; readonly level: TariffLevel }[];
  /** The price of the package, where it is not the sum of its services' prices. */
  soldAtOre?: Ore;
  today: Day;
  note?: string;
}> {}

// What is remembered
/** The calculations of one offering, in the order recorded. */
export interface CalculationsState {
  readonly calculations: readonly CalculationEvent[];
}

export const calculations: Aggregate<CalculationsState, CalculationEvent> = {
  category: 'calculation',
  initial: { calculations: [] },
  evolve: (state, event) => ({ calculations: [...state.calculations, event] }),
};

export const calculationOf = (
  { calculations: all }: CalculationsState,
  id: CalculationId,
): CalculationEvent | undefined => all.find(({ data }) => data.calculationId === id);

// What is allowed
/** What was true of the offering, its places and its agreement when the question was asked. */
export interface CalculationFacts {
  /** Absent when there is no such offering. */
  readonly operator?: PartyCode;
  /** Absent when the offering has no such line. */
  readonly line?: { readonly legalBasis: LegalBasisCode; readonly shortStay: boolean };
  /** The agreement that binds the operator on the first day of the year. */
  readonly agreement?: { readonly agreementId: AgreementId; readonly rules: RuleConfiguration };
  /** Places of the line over the year, from the changes of capacity. */
  readonly capacity: readonly PlacesSpan[];
  /** The years whose occupancy the rule takes (R12), each with the ledger's rate where it has the whole year. */
  readonly occupancy: readonly { readonly year: number; readonly rateBp?: BasisPoints }[];
  /** What a day may cost under the cap; absent where there is none (R19). */
  readonly capLimitOre?: Ore;
  /** What the regulation accounts of the line have for tariffs up to this year; absent where nobody keeps them. */
  readonly regulationDue?: readonly DueRegulation[];
  /** The levels of the line that have a price of their own in the year. Absent: none but the one calculated. */
  readonly levels?: readonly TariffLevel[];
}

export const COST_LINES_MAX = 100;
export const REGULATION_LINES_MAX = 20;
/** 10 billion kroner: more in one budget is a typing error. */
export const BUDGET_ORE_MAX = 1_000_000_000_000;
/** R20: from 1 July 2022 the costs of health treatment that is part of the stay are in the tariff. */
const HEALTH_INCLUDED_FROM = 2022;
/** R22: results are settled two years later: before the tariff's year, and a life time ago only where an account says so. */
const ORIGIN_YEARS_MAX = 20;

export const calculateTariff = (
  { data }: CalculateTariff,
  state: CalculationsState,
  facts: CalculationFacts,
): Decision<TariffCalculated> => {
  const { calculationId, offeringId, serviceLineId, level, year, dayBasis, serviceHours, today, note } = data;
  const { costs, otherIncome, regulation } = data;
  const sold = soldByAgreement(data, facts);
  if (isRejection(sold)) return sold;
  const { operator, line, agreement } = sold;
  const capacity = data.capacity ?? facts.capacity;
  const fault = budgetFault(data) ?? originFault(data, facts.regulationDue) ?? capacityFault(capacity, dayBasis, year);
  if (fault !== undefined) return fault;

  const band = bandOf(agreement.rules, line.shortStay);
  const history = occupancyHistory(data.occupancyStated, facts.occupancy);
  const missing = facts.occupancy.find((source) => !history.some((known) => known.year === source.year));
  if (missing !== undefined && data.occupancyDecided === undefined)
    return reject('OCCUPANCY_MISSING', { year: missing.year });
  // The rule's own rate is the mean of all its years; half a history gives none.
  const occupancy = budgetedOccupancy(missing === undefined ? history : [], band, data.occupancyDecided);
  if (occupancy === undefined) return reject('OCCUPANCY_MISSING', { year });
  if (occupancy.appliedBp < 1 || occupancy.appliedBp > WHOLE) return reject('OCCUPANCY_OUT_OF_RANGE');

  const rules = copiedRules(agreement, band, line.legalBasis, facts.capLimitOre);
  const price = calculatedPrice({
    year,
    costs,
    otherIncome,
    regulation,
    capacity,
    dayBasis,
    appliedBp: occupancy.appliedBp,
    ...(serviceHours === undefined ? {} : { serviceHours }),
    tariffRoundingOre: rules.tariffRoundingOre,
  });
  if (price.netBaseOre + price.regulationOre < 0) return reject('PRICE_BELOW_ZERO');
  const replaces = replacedBy(data, state);
  return [
    {
      type: 'TariffCalculated',
      data: {
        calculationId,
        offeringId,
        operator,
        serviceLineId,
        legalBasis: line.legalBasis,
        level,
        year,
        costs,
        otherIncome,
        regulation,
        capacity,
        capacityOrigin: data.capacity === undefined ? 'LEDGER' : 'STATED',
        dayBasis,
        occupancy,
        ...(serviceHours === undefined ? {} : { serviceHours }),
        rules,
        price,
        warnings: [
          ...priceWarnings(occupancy, rules, price.dayPriceOre, data.capReason),
          ...regulationWarnings(regulation, leftFor(data, state, facts)),
        ],
        calculatedOn: today,
        ...(replaces === undefined ? {} : { replaces }),
        ...(note === undefined ? {} : { note }),
      },
    },
  ];
};

/** Which price is asked about. */
export type PriceAsked = Pick<CalculateTariff['data'], 'offeringId' | 'by' | 'serviceLineId' | 'level' | 'year'>;

/** What a calculation of a line needs before it can begin: the line, its operator, and an agreement to calculate by. */
export const soldByAgreement = (
  { offeringId, by, serviceLineId, year }: PriceAsked,
  { operator, line, agreement }: CalculationFacts,
): Required<Pick<CalculationFacts, 'operator' | 'line' | 'agreement'>> | Rejection => {
  if (operator === undefined) return reject('UNKNOWN_OFFERING', { offeringId });
  if (operator !== by) return reject('NOT_YOURS');
  if (line === undefined) return reject('UNKNOWN_SERVICE_LINE', { serviceLineId });
  if (agreement === undefined) return reject('NO_AGREEMENT_FOR_YEAR', { year });
  return { operator, line, agreement };
};

export const leftFor = (data: PriceAsked, state: CalculationsState, facts: CalculationFacts): RegulationLeft =>
  regulationLeft(data, state.calculations, facts.regulationDue ?? [], facts.levels ?? []);

/** The calculation of the same level and year, which a new one takes the place of. */
export const replacedBy = (data: PriceAsked, state: CalculationsState): CalculationId | undefined =>
  state.calculations.findLast(
    (known) => known.type === 'TariffCalculated' && sameTariff(known.data, data) && known.data.year === data.year,
  )?.data.calculationId;

/** What was true of each service of the package on its first day. */
export interface PackageFacts {
  readonly operator?: PartyCode;
  /** Whether the offering has the line that the package is sold under. */
  readonly lineKnown: boolean;
  /** In the order asked; each absent where the service has no such tariff, or none by the day. */
  readonly parts: readonly (PackageCalculated['data']['parts'][number] | undefined)[];
}

export const PACKAGE_PARTS_MAX = 12;
/** A package may be rounded up to whole kroner (R17), and otherwise costs no more than its services do (R13). */
const WHOLE_KRONE = 100;

export const calculatePackage = (
  { data }: CalculatePackage,
  state: CalculationsState,
  { operator, lineKnown, parts: found }: PackageFacts,
): Decision<PackageCalculated> => {
  const { calculationId, offeringId, by, serviceLineId, level, validFrom, parts: asked, soldAtOre, today, note } = data;
  if (operator === undefined) return reject('UNKNOWN_OFFERING', { offeringId });
  if (operator !== by) return reject('NOT_YOURS');
  if (!lineKnown) return reject('UNKNOWN_SERVICE_LINE', { serviceLineId });
  const named = asked.map((part) => part.serviceLineId);
  const twice = named.find((line, at) => named.indexOf(line) !== at);
  if (twice !== undefined) return reject('PACKAGE_PART_TWICE', { serviceLineId: twice });
  const parts = found.filter((part) => part !== undefined);
  const unpriced = asked.find((_, at) => found[at] === undefined);
  if (unpriced !== undefined)
    return reject('PACKAGE_PART_UNPRICED', { serviceLineId: unpriced.serviceLineId, level: unpriced.level, validFrom });
  const totalOre = sumOre(parts.map(({ dayPriceOre }) => dayPriceOre));
  if (soldAtOre !== undefined && (soldAtOre < 0 || soldAtOre - totalOre >= WHOLE_KRONE))
    return reject('PACKAGE_ABOVE_ITS_PARTS', { totalOre });
  const earlier = state.calculations.findLast(
    (known) => known.type === 'PackageCalculated' && sameTariff(known.data, data) && known.data.validFrom === validFrom,
  );
  return [
    {
      type: 'PackageCalculated',
      data: {
        calculationId,
        offeringId,
        operator,
        serviceLineId,
        level,
        validFrom,
        parts,
        totalOre,
        ...(soldAtOre === undefined || soldAtOre === totalOre ? {} : { soldAtOre }),
        calculatedOn: today,
        ...(earlier === undefined ? {} : { replaces: earlier.data.calculationId }),
        ...(note === undefined ? {} : { note }),
      },
    },
  ];
};

/** Which tariff to make of a calculation: its refusal, or the facts the price is set from. */
export const calculationFor = (
  state: CalculationsState,
  id: CalculationId,
  tariffs: readonly { readonly tariffId: TariffId; readonly calculationId?: CalculationId }[],
): CalculationEvent | Rejection => {
  const found = calculationOf(state, id);
  if (found === undefined) return reject('UNKNOWN_CALCULATION');
  const newer = state.calculations.find(({ data }) => data.replaces === id);
  if (newer !== undefined) return reject('CALCULATION_REPLACED', { calculationId: newer.data.calculationId });
  const made = tariffs.find((version) => version.calculationId === id);
  return made === undefined ? found : reject('CALCULATION_USED', { tariffId: made.tariffId });
};

/** Why a calculation cannot take the place of that version: it is of another level, or was to hold from another day. */
export const correctionFault = (
  { data }: CalculationEvent,
  wrong: (Tariffed & { readonly validFrom: Day }) | undefined,
  validFrom: Day | undefined,
): Rejection | undefined => {
  if (wrong === undefined) return reject('UNKNOWN_TARIFF');
  if (!sameTariff(wrong, data)) return reject('CALCULATION_OF_ANOTHER_LEVEL', { level: wrong.level });
  return validFrom === undefined || validFrom === wrong.validFrom
    ? undefined
    : reject('CORRECTED_FROM_ITS_OWN_DAY', { validFrom: wrong.validFrom });
};

type Tariffed = { readonly serviceLineId: ServiceLineId; readonly level: TariffLevel };
const sameTariff = (a: Tariffed, b: Tariffed): boolean => a.serviceLineId === b.serviceLineId && a.level === b.level;

const budgetFault = (data: CalculateTariff['data']): Rejection | undefined => {
  const { year, costs, otherIncome, regulation, serviceHours } = data;
  const amounts = [...costs, ...otherIncome, ...regulation].map(({ amountOre }) => amountOre);
  if (amounts.some((amount) => Math.abs(amount) > BUDGET_ORE_MAX))
    return reject('BUDGET_OUT_OF_RANGE', { maxOre: BUDGET_ORE_MAX });
  if (year < HEALTH_INCLUDED_FROM && costs.some(({ category }) => category === 'HEALTH_INCLUDED'))
    return reject('HEALTH_NOT_YET_INCLUDED', { year: HEALTH_INCLUDED_FROM });
  const service = costs.some(({ part }) => part === 'SERVICE');
  if (service !== (serviceHours !== undefined && serviceHours > 0)) return reject('SERVICE_HOURS_UNFIT');
  return undefined;
};

const originFault = (
  { year, regulation }: CalculateTariff['data'],
  due: readonly DueRegulation[] = [],
): Rejection | undefined => {
  const years = regulation.map(({ originYear }) => originYear);
  const known = new Set(due.map(({ originYear }) => originYear));
  const outside = years.find((from) => from >= year || (from < year - ORIGIN_YEARS_MAX && !known.has(from)));
  if (outside !== undefined) return reject('ORIGIN_YEAR_UNFIT', { originYear: outside, year });
  const twice = years.find((origin, at) => years.indexOf(origin) !== at);
  return twice === undefined ? undefined : reject('ORIGIN_YEAR_TWICE', { originYear: twice });
};

const capacityFault = (capacity: readonly PlacesSpan[], dayBasis: DayBasis, year: number): Rejection | undefined => {
  const [from, to] = [firstDayOfYear(year), lastDayOfYear(year)];
  let before: Day | undefined;
  for (const { first, last } of capacity) {
    if (first < from || last > to || last < first) return reject('PLACES_OUTSIDE_YEAR', { first, last, year });
    if (before !== undefined && first <= before) return reject('PLACES_OVERLAP', { first });
    before = last;
  }
  if (capacityDays(capacity) === 0) return reject('NO_PLACES_IN_YEAR', { year });
  return basisDays(dayBasis, year) < 1 ? reject('OPENING_DAYS_MISSING') : undefined;
};

/** R12: short courses, acute and respite stays have a band of their own. */
export const bandOf = (rules: RuleConfiguration, shortStay: boolean): OccupancyBand => ({
  minBp: shortStay ? rules.occupancyMinShortStayBp : rules.occupancyMinBp,
  recommendedMaxBp: rules.occupancyRecommendedMaxBp,
});

/** Stated years win over the ledger's: the accounts were closed by the operator. */
export const occupancyHistory = (
  stated: readonly { readonly year: number; readonly rateBp: BasisPoints }[],
  sources: CalculationFacts['occupancy'],
): readonly OccupancyYear[] =>
  sources.flatMap(({ year, rateBp }): OccupancyYear[] => {
    const given = stated.find((known) => known.year === year);
    if (given !== undefined) return [{ year, rateBp: given.rateBp, origin: 'STATED' }];
    return rateBp === undefined ? [] : [{ year, rateBp, origin: 'LEDGER' }];
  });

const copiedRules = (
  { agreementId, rules }: NonNullable<CalculationFacts['agreement']>,
  { minBp, recommendedMaxBp }: OccupancyBand,
  basis: LegalBasisCode,
  capLimitOre: Ore | undefined,
): CalculationRules => ({
  agreementId,
  occupancyMinBp: minBp,
  occupancyRecommendedMaxBp: recommendedMaxBp,
  tariffRoundingOre: rules.tariffRoundingOre,
  ...(capLimitOre === undefined ? {} : { capLimitOre }),
  partTimeFactors: legalBasis(basis).kind === 'day' ? rules.partTimeFactors : [],
});
