import { Injectable } from '@nestjs/common';
import type { Day } from '../kernel/calendar';
import type { Position } from '../kernel/event';
import type { AgreementId, OfferingId, PartyCode } from '../kernel/vocabulary';
import type { Cell } from '../platform/subscriptions/read-store';
import { ReadStore } from '../platform/subscriptions/read-store';
import type { TariffVersionRow } from './price-list.projection';
import { priceList, tariffVersionsTable } from './price-list.projection';

/** Prices as far as the read model has come; `knownAt` gives them as if nothing later had been recorded. */
@Injectable()
export class TariffQueries {
  constructor(private readonly reads: ReadStore) {}

  /** All versions of one offering, the corrected ones among them (`supersededBy`), by line, level and first day. */
  versions(offeringId: OfferingId, knownAt?: Position): readonly TariffVersionRow[] {
    return this.rows('offeringId = :offeringId', { offeringId }, knownAt);
  }

  /** All versions of all offerings of one operator, in one query: what a month is settled with. */
  versionsOfOperator(operator: PartyCode, knownAt?: Position): readonly TariffVersionRow[] {
    return this.rows('operator = :operator', { operator }, knownAt);
  }

  /** The versions of one offering that hold on the day. */
  inForce(offeringId: OfferingId, on: Day, knownAt?: Position): readonly TariffVersionRow[] {
    const where = `offeringId = :offeringId AND supersededBy IS NULL AND validFrom <= :on
      AND (validTo IS NULL OR validTo >= :on)`;
    return this.rows(where, { offeringId, on }, knownAt);
  }

  /** The versions under an agreement that carry a warning and were not corrected; with a day, those that hold on it. */
  withWarnings(agreementId: AgreementId, on?: Day, knownAt?: Position): readonly TariffVersionRow[] {
    const where = `agreementId = :agreementId AND supersededBy IS NULL AND json_array_length(warnings) > 0
      AND (:on IS NULL OR (validFrom <= :on AND (validTo IS NULL OR validTo >= :on)))`;
    return this.rows(where, { agreementId, on: on ?? null }, knownAt);
  }

  /** The versions of everybody that were not corrected, with what the development of prices needs. */
  holding(knownAt?: Position): readonly TariffVersionRow[] {
    return this.rows('supersededBy IS NULL', {}, knownAt);
  }

  private rows(
    where: string,
    parameters: Readonly<Record<string, Cell>>,
    knownAt: Position | undefined,
  ): readonly TariffVersionRow[] {
    return this.reads.model(priceList).rows(tariffVersionsTable, {
      where,
      parameters,
      orderBy: 'offeringId, serviceLineId, level, validFrom, recordedAt, tariffId',
      ...(knownAt === undefined ? {} : { knownAt }),
    });
  }
}

export type { TariffVersionRow } from './price-list.projection';
