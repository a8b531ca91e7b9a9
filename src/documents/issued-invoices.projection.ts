import type { Month } from '../kernel/calendar';
import type { Position, Recorded } from '../kernel/event';
import type { Ore } from '../kernel/money';
import type { Projection, Tables } from '../kernel/projection';
import { table } from '../kernel/projection';
import type { PartyCode, StatementId } from '../kernel/vocabulary';
import type { InvoiceEvent, InvoiceIssued } from './invoice.events';

/** An e-invoice as it was issued. It never changes. */
export interface IssuedInvoiceRow {
  readonly statementId: StatementId;
  readonly kind: 'INVOICE' | 'CREDIT_NOTE';
  readonly profile: string;
  readonly operator: PartyCode;
  readonly payer: PartyCode;
  readonly month: Month;
  readonly totalOre: Ore;
  readonly document: InvoiceIssued['data'];
  readonly eventId: string;
  readonly issuedPosition: Position;
  readonly recordedAt: string;
}

export const issuedInvoicesTable = table<IssuedInvoiceRow>({
  name: 'issued_invoices',
  key: ['statementId'],
  columns: {
    statementId: 'text',
    kind: 'text',
    profile: 'text',
    operator: 'text',
    payer: 'text',
    month: 'text',
    totalOre: 'integer',
    document: 'json',
    eventId: 'text',
    issuedPosition: 'integer',
    recordedAt: 'text',
  },
});

/** Which statements have left as e-invoices, and what their documents were made of. */
export const issuedInvoices: Projection<InvoiceEvent> = {
  name: 'issued-invoices',
  version: 1,
  tables: [issuedInvoicesTable],
  on: {
    InvoiceIssued: (fact, rows) => issued('INVOICE', fact, rows),
    CreditNoteIssued: (fact, rows) => issued('CREDIT_NOTE', fact, rows),
  },
};

const issued = (
  kind: IssuedInvoiceRow['kind'],
  { id, data, position, recordedAt }: Recorded<InvoiceEvent>,
  rows: Tables,
): void => {
  const { statementId, profile, operator, payer, month, totalOre } = data;
  const what = { statementId, kind, profile, operator, payer, month, totalOre, document: data };
  rows(issuedInvoicesTable).put({ ...what, eventId: id, issuedPosition: position, recordedAt });
};
