import type { Day } from '../kernel/calendar';
import { Command } from '../kernel/command';
import type { Aggregate, Decision } from '../kernel/decider';
import { reject } from '../kernel/decider';
import type { Ore } from '../kernel/money';
import type { PartyCode, StatementId } from '../kernel/vocabulary';
import type { PaymentEvent, PaymentRegistered, PaymentReversed, ReversalReason } from './payment.events';

// What may be asked
export class RegisterPayment extends Command<{
  paymentId: string;
  by: PartyCode;
  /** Needed only when no statement is named. */
  payer?: PartyCode | undefined;
  statementId?: StatementId | undefined;
  amountOre: Ore;
  paidOn: Day;
  today: Day;
  entryReference?: string | undefined;
  fileHash?: string | undefined;
}> {}

export class ReversePayment extends Command<{
  paymentId: string;
  by: PartyCode;
  payer: PartyCode;
  today: Day;
  reason: ReversalReason;
}> {}

// What is remembered
export interface PaymentsState {
  readonly payments: ReadonlyMap<string, { readonly data: PaymentRegistered['data']; readonly reversed: boolean }>;
  readonly entries: ReadonlySet<string>;
}

/** All payments of one payer to one operator. */
export const payments: Aggregate<PaymentsState, PaymentEvent> = {
  category: 'payments',
  initial: { payments: new Map(), entries: new Set() },
  evolve: (state, { type, data }) => {
    const known = new Map(state.payments);
    const before = known.get(data.paymentId);
    if (type === 'PaymentReversed') {
      if (before !== undefined) known.set(data.paymentId, { ...before, reversed: true });
      return { ...state, payments: known };
    }
    known.set(data.paymentId, { data, reversed: false });
    const { entryReference } = data;
    const entries = entryReference === undefined ? state.entries : new Set([...state.entries, entryReference]);
    return { payments: known, entries };
  },
};

// What is true besides
export interface PaymentFacts {
  /** The statement paid for; absent: none was named, or there is no such one. */
  readonly statement?: { readonly operator: PartyCode; readonly payer: PartyCode } | undefined;
  /** Whether the payer has ever been sent a statement by the operator. */
  readonly isPayer: boolean;
}

// What is allowed
export const registerPayment = (
  { data }: RegisterPayment,
  state: PaymentsState,
  { statement, isPayer }: PaymentFacts,
): Decision<PaymentRegistered> => {
  const { paymentId, by, statementId, amountOre, paidOn, today, entryReference, fileHash } = data;
  const payer = statement?.payer ?? data.payer;
  if (statementId !== undefined && statement?.operator !== by) return reject('STATEMENT_NOT_FOUND', { statementId });
  if (payer === undefined) return reject('PAYER_NOT_NAMED');
  if (data.payer !== undefined && data.payer !== payer) return reject('NOT_THE_PAYER', { payer: data.payer });
  if (!isPayer) return reject('NEVER_BILLED', { payer });
  if (amountOre === 0) return reject('NOTHING_PAID');
  if (paidOn > today) return reject('PAID_IN_FUTURE', { paidOn });
  if (state.payments.has(paymentId)) return [];
  if (entryReference !== undefined && state.entries.has(entryReference)) return [];
  return [
    {
      type: 'PaymentRegistered',
      data: {
        paymentId,
        operator: by,
        payer,
        ...(statementId === undefined ? {} : { statementId }),
        amountOre,
        paidOn,
        registeredOn: today,
        ...(entryReference === undefined ? {} : { entryReference }),
        ...(fileHash === undefined ? {} : { fileHash }),
      },
    },
  ];
};

export const reversePayment = ({ data }: ReversePayment, state: PaymentsState): Decision<PaymentReversed> => {
  const { paymentId, by, payer, today, reason } = data;
  const known = state.payments.get(paymentId);
  if (known?.data.operator !== by) return reject('PAYMENT_NOT_FOUND', { paymentId });
  if (known.reversed) return [];
  const { statementId, amountOre } = known.data;
  const of = statementId === undefined ? {} : { statementId };
  return [
    { type: 'PaymentReversed', data: { paymentId, operator: by, payer, ...of, amountOre, reversedOn: today, reason } },
  ];
};
