import { Injectable } from '@nestjs/common';
import { AgreementFacts } from '../agreements/agreements.facts';
import type { Day } from '../kernel/calendar';
import type { OfferingId, ServiceLineId } from '../kernel/vocabulary';
import { OfferingFacts } from '../offerings/offerings.facts';
import type { TariffFactsGathered } from './tariff.decider';

/** Gathers what a tariff is measured against: the offering, its line, and the agreement on the tariff's first day. */
@Injectable()
export class TariffTerms {
  constructor(
    private readonly offerings: OfferingFacts,
    private readonly agreements: AgreementFacts,
  ) {}

  async lookUp(
    offeringId: OfferingId,
    serviceLineId: ServiceLineId | undefined,
    validFrom: Day | undefined,
  ): Promise<TariffFactsGathered> {
    const offering = await this.offerings.of(offeringId);
    if (offering.phase === 'unknown') return {};
    const { operator, serviceLines } = offering;
    const line = serviceLineId === undefined ? undefined : serviceLines[serviceLineId];
    const agreement = validFrom === undefined ? undefined : await this.agreements.inForce(validFrom, [operator]);
    return {
      operator,
      ...(line === undefined ? {} : { line }),
      ...(agreement === undefined ? {} : { agreement }),
    };
  }
}
