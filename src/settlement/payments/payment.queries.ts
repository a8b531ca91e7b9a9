import { Injectable } from '@nestjs/common';
import type { Sight } from '../../kernel/access';
import type { Position } from '../../kernel/event';
import { asOre, type Ore } from '../../kernel/money';
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

/** What the ledger holds of a payment file. */
export interface RecordedPaymentFile {
  /** SHA-256 of the file. */
  readonly fileHash: string;
  readonly payments: number;
  readonly amountOre: Ore;
  /** When the last of them was recorded (ISO 8601). */
  readonly lastAt: string;
}

const SEEN_AS = { payer: 'payer = :reader', operator: 'operator = :reader' };

/** Payments between operators and payers. */
@Injectable()
export class PaymentQueries {
  constructor(private readonly reads: ReadStore) {}

  find(paymentId: string): PaymentRow | undefined {
    return this.model.row(paymentsTable, { where: 'paymentId = :paymentId', parameters: { paymentId } });
  }

  /** The file whose payments the operator registered last, as far as they are recorded. */
  latestFile(operator: PartyCode): RecordedPaymentFile | undefined {
    const [file] = this.model.select<{ fileHash: string; payments: number; amountOre: number; lastAt: string }>(
      (from) => `SELECT fileHash, count(*) AS payments, sum(amountOre) AS amountOre, max(recordedAt) AS lastAt
        FROM ${from(paymentsTable)} WHERE operator = :operator AND fileHash = (SELECT fileHash FROM ${from(paymentsTable)}
          WHERE operator = :operator AND fileHash IS NOT NULL ORDER BY recordedAt DESC LIMIT 1)
        GROUP BY fileHash`,
      { operator },
    );
    return file && { ...file, amountOre: asOre(file.amountOre) };
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
