import { isRejection, type Rejection } from '../kernel/decider';
import type { BasisPoints, Ore } from '../kernel/money';
import type { AgreementId, CalculationId } from '../kernel/vocabulary';
import {
  bandOf,
  type CalculationFacts,
  type CalculationsState,
  leftFor,
  occupancyHistory,
  type PriceAsked,
  replacedBy,
  soldByAgreement,
} from './calculation.decider';
import type { PlacesSpan } from './calculation.events';
import type { RegulationLeft } from './calculation-warnings.calculation';
import { budgetedRate, type OccupancyBand } from './cost-price.calculation';

/** What the ledger has for a calculation before anything is stated: where the operator begins. */
export interface CalculationGrounds extends RegulationLeft, OccupancyBand {
  readonly agreementId: AgreementId;
  readonly capacity: readonly PlacesSpan[];
  readonly occupancy: CalculationFacts['occupancy'];
  /** What the rule gives of it (R12); absent while a year is missing. */
  readonly ruleBp?: BasisPoints;
  readonly capLimitOre?: Ore;
  /** The calculation of the same level and year that a new one would take the place of. */
  readonly replaces?: CalculationId;
}

/** Refused as the calculation would be, where it cannot even begin. */
export const groundsFor = (
  asked: PriceAsked,
  state: CalculationsState,
  facts: CalculationFacts,
): CalculationGrounds | Rejection => {
  const sold = soldByAgreement(asked, facts);
  if (isRejection(sold)) return sold;
  const { agreement, line } = sold;
  const band = bandOf(agreement.rules, line.shortStay);
  const history = occupancyHistory([], facts.occupancy);
  const ruleBp = history.length < facts.occupancy.length ? undefined : budgetedRate(history, band);
  const replaces = replacedBy(asked, state);
  return {
    ...leftFor(asked, state, facts),
    ...band,
    agreementId: agreement.agreementId,
    capacity: facts.capacity,
    occupancy: facts.occupancy,
    ...(ruleBp === undefined ? {} : { ruleBp }),
    ...(facts.capLimitOre === undefined ? {} : { capLimitOre: facts.capLimitOre }),
    ...(replaces === undefined ? {} : { replaces }),
  };
};
