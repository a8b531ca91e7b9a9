import { Injectable } from '@nestjs/common';
import type { Position } from '../kernel/event';
import type { CalculationId, OfferingId } from '../kernel/vocabulary';
import { ReadStore } from '../platform/subscriptions/read-store';
import type { CalculationRow } from './tariff-calculations.projection';
import { calculationsTable, tariffCalculations } from './tariff-calculations.projection';

/** Calculations as far as the read model has come; `knownAt` gives them as if nothing later had been recorded. */
@Injectable()
export class CalculationQueries {
  constructor(private readonly reads: ReadStore) {}

  find(calculationId: CalculationId, knownAt?: Position): CalculationRow | undefined {
    return this.reads.model(tariffCalculations).row(calculationsTable, {
      where: 'calculationId = :calculationId',
      parameters: { calculationId },
      ...(knownAt === undefined ? {} : { knownAt }),
    });
  }

  /** In the order recorded, those that were replaced among them. */
  ofOffering(offeringId: OfferingId, knownAt?: Position): readonly CalculationRow[] {
    return this.reads.model(tariffCalculations).rows(calculationsTable, {
      where: 'offeringId = :offeringId',
      parameters: { offeringId },
      orderBy: 'position, calculationId',
      ...(knownAt === undefined ? {} : { knownAt }),
    });
  }

  all(knownAt?: Position): readonly CalculationRow[] {
    return this.reads.model(tariffCalculations).rows(calculationsTable, knownAt === undefined ? {} : { knownAt });
  }
}

export type { CalculationRow } from './tariff-calculations.projection';
export { COST_TEXTS, OCCUPANCY_REASON_TEXTS, type Sentence } from './calculation-texts';
