import type { Day } from '../../kernel/calendar';
import { Command } from '../../kernel/command';
import type { Aggregate, Decision } from '../../kernel/decider';
import { fold, isRejection, reject } from '../../kernel/decider';
import { FrozenMap } from '../../kernel/frozen-map';
import type { Ore } from '../../kernel/money';
import type { PartyCode, StatementId } from '../../kernel/vocabulary';
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

/** Payments of one payer to one operator that come together, as in a file. */
export class RegisterPayments extends Command<{
  operator: PartyCode;
  payer: PartyCode;
  asked: readonly AskedPayment[];
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
  readonly payments: FrozenMap<{ readonly data: PaymentRegistered['data']; readonly reversed: boolean }>;
  /** The payment that each entry of a bank or a finance system became. */
  readonly entries: FrozenMap<string>;
}

/** All payments of one payer to one operator: thousands over the years, and in one file. */
export const payments: Aggregate<PaymentsState, PaymentEvent> = {
  category: 'payments',
  initial: { payments: FrozenMap.empty(), entries: FrozenMap.empty() },
  evolve: (state, { type, data }) => {
    const { paymentId } = data;
    if (type === 'PaymentReversed') {
      const before = state.payments.get(paymentId);
      return before === undefined
        ? state
        : { ...state, payments: state.payments.with(paymentId, { ...before, reversed: true }) };
    }
    const { entryReference } = data;
    return {
      payments: state.payments.with(paymentId, { data, reversed: false }),
      entries: entryReference === undefined ? state.entries : state.entries.with(entryReference, paymentId),
    };
  },
};

// What is true besides
export interface PaymentFacts {
  /** The statement paid for; absent: none was named, or there is no such one. */
  readonly statement?: { readonly operator: PartyCode; readonly payer: PartyCode } | undefined;
  /** Whether the payer has ever been sent a statement by the operator. */
  readonly isPayer: boolean;
}

/** A payment with what is true besides. */
export interface AskedPayment {
  readonly command: RegisterPayment;
  readonly facts: PaymentFacts;
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
  if (state.payments.get(paymentId) !== undefined) return [];
  if (entryReference !== undefined && state.entries.get(entryReference) !== undefined) return [];
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

export interface JudgedPayments {
  readonly recorded: readonly PaymentRegistered[];
  /** One for each that was asked for, in their order. */
  readonly decisions: readonly Decision<PaymentRegistered>[];
}

/** Each payment for itself, after those before it: what one is refused for keeps no other out. */
export const registerPayments = (asked: readonly AskedPayment[], before: PaymentsState): JudgedPayments => {
  let state = before;
  const decisions = asked.map(({ command, facts }) => {
    const decision = registerPayment(command, state, facts);
    if (!isRejection(decision)) state = fold(payments, decision, state);
    return decision;
  });
  return { decisions, recorded: decisions.flatMap((decision) => (isRejection(decision) ? [] : decision)) };
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
