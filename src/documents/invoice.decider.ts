import { Command } from '../kernel/command';
import type { Aggregate, Decision } from '../kernel/decider';
import { reject } from '../kernel/decider';
import type { PartyCode, StatementId } from '../kernel/vocabulary';
import type { InvoiceEvent, InvoiceIssued } from './invoice.events';
import type { BrokenRule } from './invoice-rules.calculation';

// What may be asked
export class IssueEInvoice extends Command<{ statementId: StatementId; by: PartyCode; profile: string }> {}

// What is remembered
export interface InvoiceState {
  /** The profile the statement was issued in; one statement has one document. */
  readonly profile?: string;
}

export const invoice: Aggregate<InvoiceState, InvoiceEvent> = {
  category: 'invoice',
  initial: {},
  evolve: (_, { data: { profile } }) => ({ profile }),
};

// What is allowed
/** The document as it would leave, and the rules it breaks. */
export interface DrawnInvoice {
  readonly kind: 'INVOICE' | 'CREDIT_NOTE';
  readonly document: InvoiceIssued['data'];
  readonly broken: readonly BrokenRule[];
}

/** Most broken rules that a refusal names; the check names all of them. */
const RULES_NAMED_MAX = 10;

export const issueEInvoice = (
  { data: { by, profile } }: IssueEInvoice,
  state: InvoiceState,
  { kind, document, broken }: DrawnInvoice,
): Decision<InvoiceEvent> => {
  const { statementId, operator } = document;
  if (by !== operator) return reject('NOT_YOURS');
  if (state.profile === profile) return [];
  if (state.profile !== undefined) return reject('E_INVOICE_ALREADY_ISSUED', { statementId, profile: state.profile });
  if (broken.length > 0) {
    const named = broken.slice(0, RULES_NAMED_MAX).map(({ rule }) => rule);
    return reject('E_INVOICE_RULES_BROKEN', { rules: named.join(', ') });
  }
  return [{ type: kind === 'INVOICE' ? 'InvoiceIssued' : 'CreditNoteIssued', data: document }];
};
