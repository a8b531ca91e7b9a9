import type { Asker } from '../kernel/access';
import { allows } from '../kernel/access';
import type { RuleConfiguration } from '../agreements/agreement.events';
import type { Day } from '../kernel/calendar';
import { Command } from '../kernel/command';
import type { Aggregate, Decision } from '../kernel/decider';
import { isRejection, reject, type Rejection } from '../kernel/decider';
import type { BasisPoints } from '../kernel/money';
import { WHOLE } from '../kernel/money';
import type { PlacementGround } from '../kernel/placement-ground';
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
  CapReason,
  ComponentKind,
  TariffChanged,
  TariffComponent,
  TariffCorrected,
  TariffEvent,
  TariffUnit,
} from './tariff.events';
import { tariffsAccess } from './tariffs.access';
import type { TariffVersion } from './tariff-versions.calculation';
import { holdingVersions } from './tariff-versions.calculation';
import { warningsOf } from './tariff-warnings.calculation';

/** `today` is the day it is asked: a price that already runs can only be corrected, not changed. */
export class ChangeTariff extends Command<{
  tariffId: TariffId;
  offeringId: OfferingId;
  by: Asker;
  serviceLineId: ServiceLineId;
  level: TariffLevel;
  /** Absent: as the level has had it. */
  placementGround?: PlacementGround;
  components: readonly TariffComponent[];
  validFrom: Day;
  today: Day;
  budgetedOccupancyBp?: BasisPoints;
  reason: string;
  capReason?: CapReason;
  source?: string;
  calculationId?: CalculationId;
}> {}

/** `tariffId` is the id of the new version, `supersedes` that of the wrong one. */
export class CorrectTariff extends Command<{
  tariffId: TariffId;
  supersedes: TariffId;
  offeringId: OfferingId;
  by: Asker;
  components: readonly TariffComponent[];
  budgetedOccupancyBp?: BasisPoints;
  reason: string;
  capReason?: CapReason;
  /** The calculation that takes the place of the wrong version; who asks has looked at it. */
  calculationId?: CalculationId;
  /** The calculation of the wrong version itself, which goes on explaining the price. */
  keepsCalculation?: CalculationId;
}> {}

// What is remembered
/** Every version of every level of one offering, those that were corrected among them, in the order recorded. */
export interface TariffsState {
  readonly versions: readonly TariffVersion[];
}

export const tariffs: Aggregate<TariffsState, TariffEvent> = {
  category: 'tariff',
  initial: { versions: [] },
  evolve: ({ versions }, event) => {
    const version = versionFrom(event.data);
    if (event.type === 'TariffChanged') return { versions: [...versions, version] };
    const { supersedes } = event.data;
    const earlier = versions.map((known) =>
      known.tariffId === supersedes ? { ...known, supersededBy: version.tariffId } : known,
    );
    return { versions: [...earlier, version] };
  },
};

const versionFrom = (data: TariffEvent['data']): TariffVersion => {
  const { tariffId, serviceLineId, level, components, validFrom, budgetedOccupancyBp, agreementId } = data;
  return {
    tariffId,
    serviceLineId,
    level,
    components,
    validFrom,
    ...(budgetedOccupancyBp === undefined ? {} : { budgetedOccupancyBp }),
    ...(agreementId === undefined ? {} : { agreementId }),
    ...(data.calculationId === undefined ? {} : { calculationId: data.calculationId }),
    ...forGround(data.placementGround),
  };
};

// What is allowed
/** What was true of the offering and its agreement when the question was asked. */
export interface TariffFactsGathered {
  /** Absent when there is no such offering. */
  readonly operator?: PartyCode;
  /** Absent when the offering has no such line. */
  readonly line?: { readonly last?: Day; readonly shortStay: boolean };
  /** The agreement the operator is bound by on the tariff's first day. */
  readonly agreement?: { readonly agreementId: AgreementId; readonly rules: RuleConfiguration };
}

export const COMPONENTS_MAX = 12;
/** 100,000 kroner: more for a unit is a typing error. */
export const PRICE_ORE_MAX = 10_000_000;

const UNITS: Readonly<Record<ComponentKind, readonly TariffUnit[]>> = {
  BASE: ['DAY', 'MONTH'],
  SERVICE_PACKAGE: ['DAY', 'MONTH'],
  SERVICE_HOUR: ['HOUR'],
  SUPPLEMENT: ['DAY', 'HOUR', 'MONTH', 'KM', 'PIECE'],
};

export const changeTariff = (
  { data }: ChangeTariff,
  { versions }: TariffsState,
  facts: TariffFactsGathered,
): Decision<TariffChanged> => {
  const { tariffId, offeringId, by, serviceLineId, level, components, validFrom, today } = data;
  const { budgetedOccupancyBp, reason, capReason, source, calculationId } = data;
  const { operator, line, agreement } = facts;
  if (operator === undefined) return reject('UNKNOWN_OFFERING', { offeringId });
  if (!allows(tariffsAccess.changeTariff, by, { operator })) return reject('NOT_YOURS');
  if (line === undefined) return reject('UNKNOWN_SERVICE_LINE', { serviceLineId });
  const fault = priceFault(components, budgetedOccupancyBp);
  if (fault !== undefined) return fault;

  const earlier = holdingVersions(versions, serviceLineId, level);
  if (earlier.some((version) => version.validFrom === validFrom)) return reject('TARIFF_VERSION_EXISTS', { validFrom });
  const [oldest] = earlier;
  // Stays that run on when a line has ended are priced anew like all others; new levels have nobody to be sold to.
  if (oldest === undefined && line.last !== undefined && validFrom > line.last)
    return reject('SERVICE_LINE_ENDED', { serviceLineId, last: line.last });
  // History is loaded as versions before which nothing could be sold; from then on prices are promises, and only the
  // future may change.
  const isHistory = oldest === undefined || validFrom < oldest.validFrom;
  const unfit = earlier.map((version) => packageFault(version, components)).find((found) => found !== undefined);
  if (unfit !== undefined) return unfit;
  const ground = oldest === undefined ? data.placementGround : oldest.placementGround;
  if ((data.placementGround ?? ground) !== ground) return reject('LEVEL_GROUND_FIXED', { level });
  if (!isHistory && validFrom <= today) return reject('TARIFF_NOT_IN_FUTURE', { validFrom, today });

  const { shortStay } = line;
  const asked = { serviceLineId, level, components, validFrom, shortStay, ...occupancy(budgetedOccupancyBp) };
  const proposal = isHistory ? asked : { ...asked, askedOn: today };
  return [
    {
      type: 'TariffChanged',
      data: {
        tariffId,
        offeringId,
        operator,
        serviceLineId,
        level,
        ...forGround(ground),
        components,
        validFrom,
        ...occupancy(budgetedOccupancyBp),
        ...(agreement === undefined ? {} : { agreementId: agreement.agreementId }),
        reason,
        ...(capReason === undefined ? {} : { capReason }),
        warnings: agreement === undefined ? [] : warningsOf(proposal, versions, agreement.rules),
        ...(source === undefined ? {} : { source }),
        ...(calculationId === undefined ? {} : { calculationId }),
      },
    },
  ];
};

export const correctTariff = (
  { data }: CorrectTariff,
  { versions }: TariffsState,
  { operator, line, agreement }: TariffFactsGathered,
): Decision<TariffCorrected> => {
  const { tariffId, supersedes, offeringId, by, budgetedOccupancyBp, reason, capReason, keepsCalculation } = data;
  const calculationId = data.calculationId ?? keepsCalculation;
  if (operator === undefined) return reject('UNKNOWN_OFFERING', { offeringId });
  if (!allows(tariffsAccess.correctTariff, by, { operator })) return reject('NOT_YOURS');
  const wrong = versions.find((version) => version.tariffId === supersedes);
  if (wrong === undefined) return reject('UNKNOWN_TARIFF', { tariffId: supersedes });
  if (wrong.supersededBy !== undefined) return reject('TARIFF_SUPERSEDED', { tariffId: wrong.supersededBy });
  const fault = priceFault(data.components, budgetedOccupancyBp);
  if (fault !== undefined) return fault;
  const components = keepsCalculation === undefined ? data.components : stillCalculated(wrong, data, keepsCalculation);
  if (isRejection(components)) return components;
  const unfit = packageFault(wrong, components);
  if (unfit !== undefined) return unfit;
  if (wrong.calculationId === calculationId && samePrice(wrong, components, budgetedOccupancyBp))
    return reject('TARIFF_UNCHANGED');

  const { serviceLineId, level, validFrom } = wrong;
  const shortStay = line?.shortStay ?? false;
  const proposal = { serviceLineId, level, components, validFrom, shortStay, ...occupancy(budgetedOccupancyBp) };
  return [
    {
      type: 'TariffCorrected',
      data: {
        tariffId,
        supersedes,
        offeringId,
        operator,
        serviceLineId,
        level,
        ...forGround(wrong.placementGround),
        components,
        validFrom,
        ...occupancy(budgetedOccupancyBp),
        ...(agreement === undefined ? {} : { agreementId: agreement.agreementId }),
        reason,
        ...(capReason === undefined ? {} : { capReason }),
        warnings: agreement === undefined ? [] : warningsOf(proposal, versions, agreement.rules),
        ...(calculationId === undefined ? {} : { calculationId }),
      },
    },
  ];
};

/**
 * The parts of a corrected price that refers to the calculation of the wrong version [DESIGN]. What was calculated must
 * stand as it was, or the calculation would explain a price that is not its own; supplements may come, go and change.
 */
const stillCalculated = (
  wrong: TariffVersion,
  { components, budgetedOccupancyBp }: Pick<CorrectTariff['data'], 'components' | 'budgetedOccupancyBp'>,
  calculationId: CalculationId,
): readonly TariffComponent[] | Rejection => {
  if (wrong.calculationId !== calculationId) return reject('CALCULATION_OF_ANOTHER_VERSION');
  if (wrong.budgetedOccupancyBp !== budgetedOccupancyBp) return reject('CALCULATED_PARTS_CHANGED');
  const before = wrong.components.filter(isCalculated);
  const after = components.filter(isCalculated);
  if (before.length !== after.length) return reject('CALCULATED_PARTS_CHANGED');
  const kept = new Map(before.map((component) => [component.code, component]));
  if (!after.every((component) => sameComponent(kept.get(component.code), component)))
    return reject('CALCULATED_PARTS_CHANGED');
  return components.map((component) => (isCalculated(component) ? (kept.get(component.code) ?? component) : component));
};

const isCalculated = ({ kind }: TariffComponent): boolean => kind !== 'SUPPLEMENT';

/**
 * Switching to a package is for newly referred citizens only (R13): a level that was sold at another price keeps its
 * kind of price, the package gets a level of its own, and citizens move there by an accepted change. A calculated
 * package is never followed by an entered price, which could not be invoiced per paragraph.
 */
const packageFault = (
  { level, components: before }: Pick<TariffVersion, 'level' | 'components'>,
  components: readonly TariffComponent[],
): Rejection | undefined => {
  if (isCalculatedPackage(before))
    return isCalculatedPackage(components) ? undefined : reject('PACKAGE_NOT_CALCULATED', { level });
  const sold = before.some(({ kind }) => kind !== 'SERVICE_PACKAGE');
  return sold && isCalculatedPackage(components) ? reject('PACKAGE_NEEDS_OWN_LEVEL', { level }) : undefined;
};

export const isCalculatedPackage = (components: readonly TariffComponent[]): boolean =>
  components.some(({ legalBasis }) => legalBasis !== undefined);

const forGround = (placementGround: PlacementGround | undefined): { placementGround?: PlacementGround } =>
  placementGround === undefined ? {} : { placementGround };

const occupancy = (budgetedOccupancyBp: BasisPoints | undefined): { budgetedOccupancyBp?: BasisPoints } =>
  budgetedOccupancyBp === undefined ? {} : { budgetedOccupancyBp };

const priceFault = (
  components: readonly TariffComponent[],
  budgetedOccupancyBp: BasisPoints | undefined,
): Rejection | undefined => {
  if (components.length < 1 || components.length > COMPONENTS_MAX)
    return reject('COMPONENT_COUNT', { max: COMPONENTS_MAX });
  const codes = components.map(({ code }) => code);
  const twice = codes.find((code, at) => codes.indexOf(code) !== at);
  if (twice !== undefined) return reject('COMPONENT_TWICE', { code: twice });
  const kinds = components.map(({ kind }) => kind);
  if (!kinds.includes('BASE') && !kinds.includes('SERVICE_PACKAGE')) return reject('NOTHING_ALWAYS_CHARGED');
  if (kinds.filter((kind) => kind === 'BASE').length > 1) return reject('BASE_TWICE');
  for (const { code, kind, unit, priceOre } of components) {
    if (!UNITS[kind].includes(unit)) return reject('UNIT_UNFIT', { code, kind, unit });
    if (!Number.isSafeInteger(priceOre) || priceOre < 0 || priceOre > PRICE_ORE_MAX)
      return reject('PRICE_OUT_OF_RANGE', { code, maxOre: PRICE_ORE_MAX });
  }
  if (budgetedOccupancyBp !== undefined && (budgetedOccupancyBp < 1 || budgetedOccupancyBp > WHOLE))
    return reject('OCCUPANCY_OUT_OF_RANGE');
  return undefined;
};

const samePrice = (
  version: TariffVersion,
  components: readonly TariffComponent[],
  budgetedOccupancyBp: BasisPoints | undefined,
): boolean =>
  version.budgetedOccupancyBp === budgetedOccupancyBp &&
  version.components.length === components.length &&
  version.components.every((known, at) => sameComponent(known, components[at]));

const sameComponent = (a: TariffComponent | undefined, b: TariffComponent | undefined): boolean =>
  a !== undefined && a.code === b?.code && a.kind === b.kind && a.unit === b.unit && a.priceOre === b.priceOre;
