import { Injectable } from '@nestjs/common';
import type { Sight } from '../kernel/access';
import type { Month } from '../kernel/calendar';
import type { Position } from '../kernel/event';
import type { PartyCode, StatementId } from '../kernel/vocabulary';
import { ReadStore } from '../platform/subscriptions/read-store';
import { seenRows } from '../platform/subscriptions/sight-condition';
import {
  type CosignedMonthRow,
  cosignedMonths,
  cosignedMonthsTable,
  type CosigningKeyRow,
  cosigningKeysTable,
} from './cosigned-months.projection';

export interface CosignatureFilter {
  readonly seenBy: Sight<'any' | 'payer' | 'operator'>;
  readonly month?: Month | undefined;
  readonly operator?: PartyCode | undefined;
  readonly payer?: PartyCode | undefined;
  readonly statementId?: StatementId | undefined;
  /** Only those that one of the sides has not cosigned. */
  readonly missing?: boolean | undefined;
  readonly after?: readonly [month: Month, statementId: StatementId] | undefined;
  readonly limit: number;
  readonly knownAt?: Position | undefined;
}

const SEEN_AS = { payer: 'payer = :reader', operator: 'operator = :reader' };

/** Who has cosigned which closed month, and with which keys. */
@Injectable()
export class CosigningQueries {
  constructor(private readonly reads: ReadStore) {}

  find(statementId: StatementId, knownAt?: Position): CosignedMonthRow | undefined {
    return this.reads.model(cosignedMonths).row(cosignedMonthsTable, {
      where: 'statementId = :statementId',
      parameters: { statementId },
      ...(knownAt === undefined ? {} : { knownAt }),
    });
  }

  /** Newest month first. */
  list(filter: CosignatureFilter): CosignedMonthRow[] {
    const { seenBy, month, operator, payer, statementId, missing, after, limit, knownAt } = filter;
    const seen = seenRows(seenBy, SEEN_AS);
    return this.reads.model(cosignedMonths).rows(cosignedMonthsTable, {
      where: `${seen.where}
        AND (:month IS NULL OR month = :month)
        AND (:operator IS NULL OR operator = :operator)
        AND (:payer IS NULL OR payer = :payer)
        AND (:statementId IS NULL OR statementId = :statementId)
        ${missing === true ? 'AND (operatorSignature IS NULL OR payerSignature IS NULL)' : ''}
        AND (:afterId IS NULL OR month < :afterMonth OR (month = :afterMonth AND statementId > :afterId))`,
      parameters: {
        ...seen.parameters,
        month: month ?? null,
        operator: operator ?? null,
        payer: payer ?? null,
        statementId: statementId ?? null,
        afterMonth: after?.[0] ?? null,
        afterId: after?.[1] ?? null,
      },
      orderBy: 'month DESC, statementId',
      limit,
      ...(knownAt === undefined ? {} : { knownAt }),
    });
  }

  key(party: PartyCode, knownAt?: Position): CosigningKeyRow | undefined {
    return this.reads.model(cosignedMonths).row(cosigningKeysTable, {
      where: 'party = :party',
      parameters: { party },
      ...(knownAt === undefined ? {} : { knownAt }),
    });
  }
}

export type { Cosignature, CosignedMonthRow } from './cosigned-months.projection';
