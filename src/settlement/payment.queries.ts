import { Injectable } from '@nestjs/common';
import type { Position } from '../kernel/event';
import type { PartyCode } from '../kernel/vocabulary';
import { ReadStore } from '../platform/subscriptions/read-store';
import type { PaymentRow } from './payments.projection';
import { paymentsProjection, paymentsTable } from './payments.projection';

/** Payments between operators and payers. */
@Injectable()
export class PaymentQueries {
  constructor(private readonly reads: ReadStore) {}

  find(paymentId: string): PaymentRow | undefined {
    return this.model.row(paymentsTable, { where: 'paymentId = :paymentId', parameters: { paymentId } });
  }

  /** Those to or from the party; with neither everybody's. Oldest first. */
  of(sides: { asOperator?: PartyCode | undefined; asPayer?: PartyCode | undefined }, knownAt?: Position): PaymentRow[] {
    const { asOperator, asPayer } = sides;
    return this.model.rows(paymentsTable, {
      where: '(:everybody = 1 OR operator = :asOperator OR payer = :asPayer)',
      parameters: {
        everybody: asOperator === undefined && asPayer === undefined ? 1 : 0,
        asOperator: asOperator ?? null,
        asPayer: asPayer ?? null,
      },
      orderBy: 'paidOn, paymentId',
      ...(knownAt === undefined ? {} : { knownAt }),
    });
  }

  private get model(): ReturnType<ReadStore['model']> {
    return this.reads.model(paymentsProjection);
  }
}
