import { Injectable } from '@nestjs/common';
import type { Sight } from '../../kernel/access';
import type { Position } from '../../kernel/event';
import type { PartyCode, StatementId } from '../../kernel/vocabulary';
import { ReadStore } from '../../platform/subscriptions/read-store';
import { seenRows } from '../../platform/subscriptions/sight-condition';
import type { PaymentRow } from './payments.projection';
import { paymentsProjection, paymentsTable } from './payments.projection';

export interface PaymentFilter {
  readonly seenBy: Sight<'any' | 'payer' | 'operator'>;
  readonly operator?: PartyCode | undefined;
  readonly payer?: PartyCode | undefined;
  readonly statementId?: StatementId | undefined;
  readonly paymentId?: string | undefined;
  readonly knownAt?: Position | undefined;
}

const SEEN_AS = { payer: 'payer = :reader', operator: 'operator = :reader' };

/** Payments between operators and payers. */
@Injectable()
export class PaymentQueries {
  constructor(private readonly reads: ReadStore) {}

  find(paymentId: string): PaymentRow | undefined {
    return this.model.row(paymentsTable, { where: 'paymentId = :paymentId', parameters: { paymentId } });
  }

  /** Oldest first. */
  of(seenBy: Sight<'any' | 'payer' | 'operator'>, knownAt?: Position): PaymentRow[] {
    return this.model.rows(paymentsTable, {
      ...seenRows(seenBy, SEEN_AS),
      orderBy: 'paidOn, paymentId',
      ...(knownAt === undefined ? {} : { knownAt }),
    });
  }

  /** The newest first, those that were reversed among them. `after` is the last one of the page before. */
  page(
    { seenBy, operator, payer, statementId, paymentId, knownAt }: PaymentFilter,
    limit: number,
    after?: Pick<PaymentRow, 'paymentId'> & { readonly paidOn: string },
  ): PaymentRow[] {
    const seen = seenRows(seenBy, SEEN_AS);
    return this.model.rows(paymentsTable, {
      where: `${seen.where} AND (:operator IS NULL OR operator = :operator) AND (:payer IS NULL OR payer = :payer)
        AND (:statementId IS NULL OR statementId = :statementId) AND (:paymentId IS NULL OR paymentId = :paymentId)
        AND (:afterDay IS NULL OR paidOn < :afterDay OR (paidOn = :afterDay AND paymentId > :afterId))`,
      parameters: {
        ...seen.parameters,
        operator: operator ?? null,
        payer: payer ?? null,
        statementId: statementId ?? null,
        paymentId: paymentId ?? null,
        afterDay: after?.paidOn ?? null,
        afterId: after?.paymentId ?? null,
      },
      orderBy: 'paidOn DESC, paymentId',
      limit,
      ...(knownAt === undefined ? {} : { knownAt }),
    });
  }

  private get model(): ReturnType<ReadStore['model']> {
    return this.reads.model(paymentsProjection);
  }
}
