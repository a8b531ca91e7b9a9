import type { Day } from '../../kernel/calendar';
import type { Ore } from '../../kernel/money';
import type { Projection } from '../../kernel/projection';
import { table } from '../../kernel/projection';
import type { PartyCode, StatementId } from '../../kernel/vocabulary';
import type { PaymentEvent, ReversalReason } from './payment.events';

export interface PaymentRow {
  readonly paymentId: string;
  readonly operator: PartyCode;
  readonly payer: PartyCode;
  readonly statementId: StatementId | null;
  readonly amountOre: Ore;
  readonly paidOn: Day;
  readonly registeredOn: Day;
  readonly entryReference: string | null;
  readonly fileHash: string | null;
  readonly reversedOn: Day | null;
  readonly reversalReason: ReversalReason | null;
  /** When it was registered; a reversal leaves it. */
  readonly recordedAt: string;
}

export const paymentsTable = table<PaymentRow>({
  name: 'payments',
  key: ['paymentId'],
  history: true,
  indexes: [['operator', 'payer'], ['payer']],
  columns: {
    paymentId: 'text',
    operator: 'text',
    payer: 'text',
    statementId: 'text',
    amountOre: 'integer',
    paidOn: 'text',
    registeredOn: 'text',
    entryReference: 'text',
    fileHash: 'text',
    reversedOn: 'text',
    reversalReason: 'text',
    recordedAt: 'text',
  },
});

/** One row per payment. */
export const paymentsProjection: Projection<PaymentEvent> = {
  name: 'payments',
  version: 3,
  tables: [paymentsTable],
  on: {
    PaymentRegistered: ({ data, recordedAt }, rows) => {
      const { statementId = null, entryReference = null, fileHash = null } = data;
      const none = { reversedOn: null, reversalReason: null };
      rows(paymentsTable).put({ ...data, statementId, entryReference, fileHash, ...none, recordedAt });
    },
    PaymentReversed: ({ data: { paymentId, reversedOn, reason } }, rows) => {
      const row = rows(paymentsTable).get(paymentId);
      if (row === undefined) throw new Error(`A payment ${paymentId} that was never registered is reversed`);
      rows(paymentsTable).put({ ...row, reversedOn, reversalReason: reason });
    },
  },
};
