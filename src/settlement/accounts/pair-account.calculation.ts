import type { Day } from '../../kernel/calendar';
import { addDays, daysIn } from '../../kernel/calendar';
import type { Ore } from '../../kernel/money';
import { asOre, sumOre } from '../../kernel/money';
import type { PartyCode, StatementId } from '../../kernel/vocabulary';
import type { DisputeRow } from '../disputes/disputes.projection';
import type { PaymentRow } from '../payments/payments.projection';

/** A statement as the account between its two parties needs it. */
export interface AccountStatement {
  readonly statementId: StatementId;
  readonly issuedOn: Day;
  readonly dueOn: Day;
  readonly totalOre: Ore;
}

type AccountDispute = Pick<
  DisputeRow,
  | 'statementId'
  | 'disputedOre'
  | 'disputedOn'
  | 'creditOre'
  | 'upheldOre'
  | 'upheldDueOn'
  | 'resolvedOn'
  | 'resolvedPosition'
>;
type AccountPayment = Pick<PaymentRow, 'statementId' | 'amountOre' | 'paidOn' | 'reversedOn'>;

/** Everything between one operator and one payer. */
export interface PairFacts {
  readonly operator: PartyCode;
  readonly payer: PartyCode;
  readonly statements: readonly AccountStatement[];
  readonly disputes: readonly AccountDispute[];
  readonly payments: readonly AccountPayment[];
  /** When the credits of disputes that ended up to a position fall due: with the statement that carries them. */
  readonly creditDueOn: (resolvedPosition: number) => Day | undefined;
}

/** Part of a statement, with the day on which it falls due; none while it is disputed or its credit is to come. */
export interface DuePart {
  readonly statementId: StatementId;
  readonly amountOre: Ore;
  readonly dueOn?: Day;
  readonly disputed: boolean;
}

/** How the statements issued by that day fall due, as their disputes stood on it. */
export const dueParts = (facts: PairFacts, on: Day): DuePart[] =>
  facts.statements
    .filter(({ issuedOn }) => issuedOn <= on)
    .flatMap(({ statementId, dueOn, totalOre }) => {
      const parts: DuePart[] = [];
      let onTime: number = totalOre;
      const apart = (amountOre: Ore, due: Day | undefined, disputed = false): void => {
        if (amountOre === 0) return;
        onTime -= amountOre;
        parts.push({ statementId, amountOre, ...(due === undefined ? {} : { dueOn: due }), disputed });
      };
      for (const dispute of facts.disputes) {
        if (dispute.statementId !== statementId || dispute.disputedOn > on) continue;
        const { resolvedOn, resolvedPosition, upheldOre, upheldDueOn, creditOre, disputedOre } = dispute;
        if (resolvedOn === null || resolvedOn > on) {
          apart(disputedOre, undefined, true);
          continue;
        }
        if (upheldOre !== null && upheldDueOn !== null && upheldDueOn > dueOn) apart(upheldOre, upheldDueOn);
        // The credited part and the credit fall due together, so that neither is paid and both are gone.
        apart(creditOre, facts.creditDueOn(resolvedPosition ?? Infinity));
      }
      return [{ statementId, amountOre: asOre(onTime), dueOn, disputed: false }, ...parts];
    });

const standing = (payments: readonly AccountPayment[], on: Day): AccountPayment[] =>
  payments.filter(({ paidOn, reversedOn }) => paidOn <= on && (reversedOn === null || reversedOn > on));

export interface PairBalance {
  readonly operator: PartyCode;
  readonly payer: PartyCode;
  /** What was owed when the period began; negative: to the payer's credit. */
  readonly openingOre: Ore;
  /** Statements issued in the period, credits included. */
  readonly billedOre: Ore;
  /** Of disputes ended in the period. */
  readonly creditedOre: Ore;
  readonly paidOre: Ore;
  /** What is owed in all, whenever it falls due. Opening, and billed, less paid. */
  readonly closingOre: Ore;
  /** Disputed and not settled. */
  readonly disputedOre: Ore;
  /** Fallen due by the day and not paid; 0 when more has been paid. */
  readonly dueOre: Ore;
  /** Fallen due before the day and not paid. */
  readonly overdueOre: Ore;
  /** Paid beyond all that is owed. */
  readonly payerCreditOre: Ore;
  /** Interest on late payment: none is charged between public bodies unless the agreement says so (Q15). */
  readonly interestOre: Ore;
}

/** The account between the two as it stood at the end of `to`, with what happened from `from` on. */
export const pairBalance = (facts: PairFacts, from: Day, to: Day): PairBalance => {
  const owed = (on: Day): number =>
    sumOre(facts.statements.filter(({ issuedOn }) => issuedOn <= on).map(({ totalOre }) => totalOre)) - paid(on);
  const paid = (on: Day): number => sumOre(standing(facts.payments, on).map(({ amountOre }) => amountOre));
  const before = addDays(from, -1);
  const parts = dueParts(facts, to);
  const fallenDue = (by: Day): number =>
    parts.reduce((sum, { dueOn, amountOre }) => (dueOn !== undefined && dueOn <= by ? sum + amountOre : sum), 0);
  const openingOre = asOre(owed(before));
  const closingOre = asOre(owed(to));
  // Never more than is owed in all: what the operator has still to give back is set off, whenever that falls due.
  const unpaid = (by: Day): Ore => asOre(Math.max(0, Math.min(fallenDue(by) - paid(to), closingOre)));
  const billed = facts.statements.filter(({ issuedOn }) => from <= issuedOn && issuedOn <= to);
  const ended = facts.disputes.filter(
    ({ resolvedOn }) => resolvedOn !== null && from <= resolvedOn && resolvedOn <= to,
  );
  return {
    operator: facts.operator,
    payer: facts.payer,
    openingOre,
    billedOre: sumOre(billed.map(({ totalOre }) => totalOre)),
    creditedOre: sumOre(ended.map(({ creditOre }) => creditOre)),
    paidOre: asOre(paid(to) - paid(before)),
    closingOre,
    disputedOre: sumOre(parts.filter(({ disputed }) => disputed).map(({ amountOre }) => amountOre)),
    dueOre: unpaid(to),
    overdueOre: unpaid(addDays(to, -1)),
    payerCreditOre: asOre(Math.max(0, -closingOre)),
    interestOre: asOre(0),
  };
};

export interface Reminder {
  readonly operator: PartyCode;
  readonly payer: PartyCode;
  readonly statementId: StatementId;
  readonly dueOn: Day;
  readonly daysLate: number;
  readonly overdueOre: Ore;
  /** Days on which a reminder is due, by the agreement's number of days; the last of them first. */
  readonly remindOn: readonly Day[];
  /** The day of the next one, while there will be one. */
  readonly nextOn?: Day;
  readonly interestOre: Ore;
}

/** Most reminders named for one statement. */
const REMINDERS_MAX = 12;

/**
 * What is overdue, statement by statement. A payment is for the statement it names first; what is too much, or for none,
 * and what the operator owes, pays the oldest.
 */
export const reminders = (facts: PairFacts, on: Day, everyDays: number): Reminder[] => {
  const open = new Map<StatementId, { dueOn: Day; amount: number }>();
  let free = 0;
  let left: number = pairBalance(facts, on, on).overdueOre;
  for (const { statementId, amountOre, dueOn } of dueParts(facts, on)) {
    if (dueOn === undefined || dueOn >= on) continue;
    const known = open.get(statementId);
    open.set(statementId, { dueOn: known?.dueOn ?? dueOn, amount: (known?.amount ?? 0) + amountOre });
  }
  for (const { statementId, amountOre } of standing(facts.payments, on)) {
    const paidFor = statementId === null ? undefined : open.get(statementId);
    if (paidFor === undefined) free += amountOre;
    else paidFor.amount -= amountOre;
  }
  for (const statement of open.values()) {
    if (statement.amount >= 0) continue;
    free -= statement.amount;
    statement.amount = 0;
  }
  return [...open]
    .sort(([, a], [, b]) => (a.dueOn < b.dueOn ? -1 : 1))
    .flatMap(([statementId, { dueOn, amount }]) => {
      const covered = Math.min(amount, Math.max(0, free));
      free -= covered;
      const overdue = Math.min(amount - covered, left);
      left -= overdue;
      if (overdue <= 0) return [];
      const daysLate = daysIn(dueOn, on) - 1;
      const times = Math.min(REMINDERS_MAX, Math.floor(daysLate / everyDays));
      const remindOn = Array.from({ length: times }, (_, at) => addDays(dueOn, (times - at) * everyDays));
      const nextOn = times < REMINDERS_MAX ? { nextOn: addDays(dueOn, (times + 1) * everyDays) } : {};
      const { operator, payer } = facts;
      const late = { statementId, dueOn, daysLate, overdueOre: asOre(overdue), remindOn, ...nextOn };
      return [{ operator, payer, ...late, interestOre: asOre(0) }];
    });
};
