import { Injectable } from '@nestjs/common';
import type { OfferingId } from '../kernel/vocabulary';
import { OfferingFacts } from '../offerings/offerings.facts';
import type { CapacityFacts } from './capacity.decider';

/** Gathers what a change of capacity must know of the offering. */
@Injectable()
export class CapacityDesk {
  constructor(private readonly offerings: OfferingFacts) {}

  async facts(offeringId: OfferingId): Promise<CapacityFacts> {
    const offering = await this.offerings.of(offeringId);
    if (offering.phase !== 'published') return {};
    const { operator, serviceLines } = offering;
    const ids = Object.values(serviceLines).flatMap((line) => (line === undefined ? [] : [line.serviceLineId]));
    return { offering: { operator, serviceLines: ids } };
  }
}
