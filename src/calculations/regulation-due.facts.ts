import type { Ore } from '../kernel/money';
import type { OfferingId, ServiceLineId } from '../kernel/vocabulary';

/** What a regulation account says that tariffs have to settle of an origin year; a surplus is positive. */
export interface DueRegulation {
  readonly originYear: number;
  readonly toTariffOre: Ore;
}

/**
 * What tariffs up to a year have to settle of earlier results (R22). Year end, which stands downstream and follows
 * calculations, answers it; without it a calculation has nothing to compare with.
 */
export abstract class RegulationDue {
  /** Of the accounts that are split and whose tariff year has come by `year`. */
  abstract upTo(year: number, offeringId: OfferingId, serviceLineId: ServiceLineId): readonly DueRegulation[];
}
