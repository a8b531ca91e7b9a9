import type { RuleConfiguration } from '../agreements/agreement.events';
import type { Day } from '../kernel/calendar';
import { addMonths, asDay } from '../kernel/calendar';
import type { BasisPoints, Ore } from '../kernel/money';
import { asOre, sumOre } from '../kernel/money';
import type { ServiceLineId, TariffLevel } from '../kernel/vocabulary';
import type { TariffComponent, TariffWarning } from './tariff.events';
import type { TariffVersion } from './tariff-versions.calculation';
import { versionOn } from './tariff-versions.calculation';

/** A tariff on its way into the list, with what the warnings are measured against. */
export interface TariffProposal {
  readonly serviceLineId: ServiceLineId;
  readonly level: TariffLevel;
  readonly components: readonly TariffComponent[];
  readonly validFrom: Day;
  readonly budgetedOccupancyBp?: BasisPoints;
  readonly shortStay: boolean;
  /** The day it was asked for; absent where no notice is due (the first version, corrections). */
  readonly askedOn?: Day;
}

/** Warnings by the agreement's rules on the tariff's first day. Never a hindrance: the operator sets the price (R1). */
export const warningsOf = (
  proposal: TariffProposal,
  versions: readonly TariffVersion[],
  rules: RuleConfiguration,
): readonly TariffWarning[] => [
  ...capWarnings(proposal, versions, rules),
  ...occupancyWarnings(proposal, rules),
  ...roundingWarnings(proposal, rules),
  ...noticeWarnings(proposal, rules),
];

/** What every day costs: the parts that are always charged, by the day (R15). Undefined where nothing is priced by the day. */
export const dayPrice = (components: readonly TariffComponent[]): Ore | undefined => {
  const always = components.filter(
    ({ kind, unit }) => unit === 'DAY' && (kind === 'BASE' || kind === 'SERVICE_PACKAGE'),
  );
  return always.length === 0 ? undefined : sumOre(always.map(({ priceOre }) => priceOre));
};

/**
 * The most a day may cost in the year: the base year's price times (1 + rate) of each later year up to it, cut to whole
 * øre. A whole number of øre is above the exact product when, and only when, it is above its whole part.
 */
export const cappedPrice = (base: Ore, cap: NonNullable<RuleConfiguration['tariffCap']>, year: number): Ore => {
  let numerator = BigInt(base);
  let denominator = 1n;
  for (const { year: indexed, rateBp } of cap.indexation) {
    if (indexed <= cap.baseYear || indexed > year) continue;
    numerator *= BigInt(10_000 + rateBp);
    denominator *= 10_000n;
  }
  return asOre(Number(numerator / denominator));
};

/** What a day may at most cost in the year of the first day; undefined without a cap, or without a price to rest on. */
export const capLimit = (
  { serviceLineId, level, validFrom }: Pick<TariffProposal, 'serviceLineId' | 'level' | 'validFrom'>,
  versions: readonly TariffVersion[],
  { tariffCap }: Pick<RuleConfiguration, 'tariffCap'>,
): Ore | undefined => {
  const year = Number(validFrom.slice(0, 4));
  if (tariffCap === undefined || year <= tariffCap.baseYear) return undefined;
  // The price that the base year ended with is the one that may not rise.
  const baseVersion = versionOn(versions, serviceLineId, level, asDay(`${tariffCap.baseYear}-12-31`));
  const base = baseVersion === undefined ? undefined : dayPrice(baseVersion.components);
  return base === undefined ? undefined : cappedPrice(base, tariffCap, year);
};

const capWarnings = (
  proposal: TariffProposal,
  versions: readonly TariffVersion[],
  rules: RuleConfiguration,
): readonly TariffWarning[] => {
  const limitOre = capLimit(proposal, versions, rules);
  const actualOre = dayPrice(proposal.components);
  if (limitOre === undefined || actualOre === undefined) return [];
  return actualOre > limitOre ? [{ code: 'ABOVE_TARIFF_CAP', rule: 'R19', limitOre, actualOre }] : [];
};

const occupancyWarnings = (
  { budgetedOccupancyBp, shortStay }: TariffProposal,
  { occupancyMinBp, occupancyMinShortStayBp, occupancyRecommendedMaxBp }: RuleConfiguration,
): readonly TariffWarning[] => {
  if (budgetedOccupancyBp === undefined) return [];
  if (budgetedOccupancyBp < (shortStay ? occupancyMinShortStayBp : occupancyMinBp))
    return [{ code: 'OCCUPANCY_BELOW_BAND', rule: 'R12' }];
  return budgetedOccupancyBp > occupancyRecommendedMaxBp ? [{ code: 'OCCUPANCY_ABOVE_RECOMMENDED', rule: 'R12' }] : [];
};

const roundingWarnings = (
  { components }: TariffProposal,
  { tariffRoundingOre }: RuleConfiguration,
): readonly TariffWarning[] =>
  components.some(({ unit, priceOre }) => unit === 'DAY' && priceOre % tariffRoundingOre !== 0)
    ? [{ code: 'NOT_WHOLE_KRONER', rule: 'R17' }]
    : [];

const noticeWarnings = (
  { validFrom, askedOn }: TariffProposal,
  { tariffNoticeMonths }: RuleConfiguration,
): readonly TariffWarning[] =>
  askedOn !== undefined && validFrom < addMonths(askedOn, tariffNoticeMonths)
    ? [{ code: 'SHORT_NOTICE', rule: 'Q12' }]
    : [];
