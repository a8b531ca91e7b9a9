import { Injectable } from '@nestjs/common';
import type { StatementId } from '../kernel/vocabulary';
import { ReadStore } from '../platform/subscriptions/read-store';
import { issuedInvoices, issuedInvoicesTable, type IssuedInvoiceRow } from './issued-invoices.projection';

/** E-invoices that were issued. */
@Injectable()
export class InvoiceQueries {
  constructor(private readonly reads: ReadStore) {}

  find(statementId: StatementId, knownAt = Number.MAX_SAFE_INTEGER): IssuedInvoiceRow | undefined {
    return this.reads.model(issuedInvoices).row(issuedInvoicesTable, {
      where: 'statementId = :statementId AND issuedPosition <= :knownAt',
      parameters: { statementId, knownAt },
    });
  }
}

export type { IssuedInvoiceRow } from './issued-invoices.projection';
