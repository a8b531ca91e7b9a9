import { Injectable } from '@nestjs/common';
import type { Sight } from '../kernel/access';
import type { Position } from '../kernel/event';
import { ReadStore } from '../platform/subscriptions/read-store';
import { seenRows } from '../platform/subscriptions/sight-condition';
import type { PaymentRow } from './payments.projection';
import { paymentsProjection, paymentsTable } from './payments.projection';

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
      ...seenRows(seenBy, { payer: 'payer = :reader', operator: 'operator = :reader' }),
      orderBy: 'paidOn, paymentId',
      ...(knownAt === undefined ? {} : { knownAt }),
    });
  }

  private get model(): ReturnType<ReadStore['model']> {
    return this.reads.model(paymentsProjection);
  }
}
