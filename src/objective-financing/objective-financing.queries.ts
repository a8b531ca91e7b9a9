import { Injectable } from '@nestjs/common';
import type { Sight } from '../kernel/access';
import type { Position } from '../kernel/event';
import type { PartyCode, SchemeId } from '../kernel/vocabulary';
import { ReadStore } from '../platform/subscriptions/read-store';
import { seenRows } from '../platform/subscriptions/sight-condition';
import type { SchemeRow } from './financing-schemes.projection';
import { financingSchemes, schemesTable } from './financing-schemes.projection';

export interface SchemeFilter {
  readonly seenBy: Sight<'any' | 'operator' | 'payer'>;
  readonly operator?: PartyCode | undefined;
  readonly year?: number | undefined;
  readonly knownAt?: Position | undefined;
}

const SEEN_AS = {
  operator: 'operator = :reader',
  payer: 'EXISTS (SELECT 1 FROM json_each(payers) WHERE value = :reader)',
};

/** Schemes as far as the read model has come; `knownAt` gives them as if nothing later had been recorded. */
@Injectable()
export class SchemeQueries {
  constructor(private readonly reads: ReadStore) {}

  find(schemeId: SchemeId, knownAt?: Position): SchemeRow | undefined {
    return this.reads.model(financingSchemes).row(schemesTable, {
      where: 'schemeId = :schemeId',
      parameters: { schemeId },
      ...(knownAt === undefined ? {} : { knownAt }),
    });
  }

  /** The newest year first. `after` is the last scheme of the page before. */
  list(
    { seenBy, operator, year, knownAt }: SchemeFilter,
    limit: number,
    after?: { readonly year: number; readonly schemeId: string },
  ): SchemeRow[] {
    const seen = seenRows(seenBy, SEEN_AS);
    return this.reads.model(financingSchemes).rows(schemesTable, {
      where: `${seen.where} AND (:operator IS NULL OR operator = :operator) AND (:year IS NULL OR year = :year)
        AND (:afterYear IS NULL OR year < :afterYear OR (year = :afterYear AND schemeId > :afterId))`,
      parameters: {
        ...seen.parameters,
        operator: operator ?? null,
        year: year ?? null,
        afterYear: after?.year ?? null,
        afterId: after?.schemeId ?? null,
      },
      orderBy: 'year DESC, schemeId',
      limit,
      ...(knownAt === undefined ? {} : { knownAt }),
    });
  }
}
