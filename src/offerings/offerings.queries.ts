import { Injectable } from '@nestjs/common';
import type { Position } from '../kernel/event';
import type { LegalBasisCode } from '../kernel/legal-basis';
import type { OfferingId, PartyCode, ServiceLineId } from '../kernel/vocabulary';
import { ReadStore } from '../platform/subscriptions/read-store';
import type { OfferingRow, ServiceLineEntry } from './offering-catalogue.projection';
import { offeringCatalogue, offeringsTable } from './offering-catalogue.projection';

/** Each filter narrows the list; absent ones do not. */
export interface OfferingFilter {
  readonly targetGroup?: string;
  readonly legalBasis?: LegalBasisCode;
  readonly operator?: PartyCode;
  /** Part of the name, in any case. */
  readonly text?: string;
  readonly addressMunicipality?: PartyCode;
  readonly constructed?: boolean;
  /** Sort key after which the list goes on. */
  readonly after?: readonly [searchName: string, offeringId: string];
  readonly limit?: number;
  readonly knownAt?: Position;
}

/** Offerings as far as the read model has come; `knownAt` gives them as if nothing later had been recorded. */
@Injectable()
export class OfferingQueries {
  constructor(private readonly reads: ReadStore) {}

  find(offeringId: OfferingId, knownAt?: Position): OfferingRow | undefined {
    return this.reads.model(offeringCatalogue).row(offeringsTable, {
      where: 'offeringId = :offeringId',
      parameters: { offeringId },
      ...(knownAt === undefined ? {} : { knownAt }),
    });
  }

  serviceLine(offeringId: OfferingId, line: ServiceLineId, knownAt?: Position): ServiceLineEntry | undefined {
    return this.find(offeringId, knownAt)?.serviceLines.find(({ serviceLineId }) => serviceLineId === line);
  }

  /** In order of name. */
  search(filter: OfferingFilter): readonly OfferingRow[] {
    const { targetGroup, legalBasis, operator, text, addressMunicipality, constructed, after, limit, knownAt } = filter;
    return this.reads.model(offeringCatalogue).rows(offeringsTable, {
      where: `(:operator IS NULL OR operator = :operator)
        AND (:addressMunicipality IS NULL OR addressMunicipality = :addressMunicipality)
        AND (:constructed IS NULL OR constructed = :constructed)
        AND (:text IS NULL OR instr(searchName, :text) > 0)
        AND (:targetGroup IS NULL OR EXISTS (SELECT 1 FROM json_each(targetGroups) WHERE value = :targetGroup))
        AND (:legalBasis IS NULL
          OR EXISTS (SELECT 1 FROM json_each(serviceLines) WHERE value ->> 'legalBasis' = :legalBasis))
        AND (:afterId IS NULL OR (searchName, offeringId) > (:afterName, :afterId))`,
      parameters: {
        operator: operator ?? null,
        addressMunicipality: addressMunicipality ?? null,
        constructed: constructed === undefined ? null : Number(constructed),
        text: text?.toLowerCase() ?? null,
        targetGroup: targetGroup ?? null,
        legalBasis: legalBasis ?? null,
        afterName: after?.[0] ?? null,
        afterId: after?.[1] ?? null,
      },
      orderBy: 'searchName, offeringId',
      ...(limit === undefined ? {} : { limit }),
      ...(knownAt === undefined ? {} : { knownAt }),
    });
  }

  all(knownAt?: Position): readonly OfferingRow[] {
    return this.search(knownAt === undefined ? {} : { knownAt });
  }
}

export type { DatedDescription, OfferingRow, ServiceLineEntry } from './offering-catalogue.projection';
