import type { Day } from '../kernel/calendar';
import type { BasisPoints } from '../kernel/money';
import type { PlacementGround } from '../kernel/placement-ground';
import type { AgreementId, CalculationId, ServiceLineId, TariffId, TariffLevel } from '../kernel/vocabulary';
import type { TariffComponent } from './tariff.events';

/** What finding a version needs to know of it. */
export interface DatedVersion {
  readonly serviceLineId: ServiceLineId;
  readonly level: TariffLevel;
  /** The version holds from this day until the day before the next one begins. */
  readonly validFrom: Day;
  /** The correction that took its place; such a version no longer holds on any day. */
  readonly supersededBy?: TariffId | null;
}

/** One version of the price of a level. */
export interface TariffVersion extends DatedVersion {
  readonly tariffId: TariffId;
  readonly components: readonly TariffComponent[];
  readonly budgetedOccupancyBp?: BasisPoints;
  readonly agreementId?: AgreementId;
  readonly calculationId?: CalculationId;
  /** The ground it is the price for; absent: for all (R41). */
  readonly placementGround?: PlacementGround;
  readonly supersededBy?: TariffId;
}

/** The versions of one level that hold, in order of their first days. */
export const holdingVersions = <V extends DatedVersion>(
  versions: readonly V[],
  line: ServiceLineId,
  level: TariffLevel,
): V[] =>
  versions
    .filter((version) => version.serviceLineId === line && version.level === level && isHolding(version))
    .sort((a, b) => (a.validFrom < b.validFrom ? -1 : 1));

const isHolding = ({ supersededBy }: DatedVersion): boolean => supersededBy === undefined || supersededBy === null;

/**
 * The version that holds on the day. Each runs until the next begins, so there is exactly one from the first version's
 * first day on (I4), and none before.
 */
export const versionOn = <V extends DatedVersion>(
  versions: readonly V[],
  line: ServiceLineId,
  level: TariffLevel,
  day: Day,
): V | undefined => {
  let holding: V | undefined;
  for (const version of versions) {
    if (version.serviceLineId !== line || version.level !== level || !isHolding(version)) continue;
    if (version.validFrom > day) continue;
    if (holding === undefined || version.validFrom > holding.validFrom) holding = version;
  }
  return holding;
};
