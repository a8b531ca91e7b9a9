import { Injectable } from '@nestjs/common';
import { type DueRegulation, RegulationDue } from '../calculations/regulation-due.facts';
import type { OfferingId, ServiceLineId } from '../kernel/vocabulary';
import { YearEndQueries } from './year-end.queries';

/** Answers calculations from the regulation accounts. */
@Injectable()
export class DueFromAccounts extends RegulationDue {
  constructor(private readonly yearEnd: YearEndQueries) {
    super();
  }

  upTo(year: number, offeringId: OfferingId, serviceLineId: ServiceLineId): readonly DueRegulation[] {
    return this.yearEnd
      .ofOffering(offeringId)
      .filter(({ phase }) => phase === 'LOCKED' || phase === 'DONE')
      .filter((row) => row.serviceLineId === serviceLineId && row.tariffYear !== null && row.tariffYear <= year)
      .map(({ originYear, toTariffOre }) => ({ originYear, toTariffOre }));
  }
}
