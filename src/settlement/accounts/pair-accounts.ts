import { Injectable } from '@nestjs/common';
import { AgreementQueries } from '../../agreements/agreements.queries';
import type { Sight } from '../../kernel/access';
import type { Day } from '../../kernel/calendar';
import { addDays } from '../../kernel/calendar';
import type { Position } from '../../kernel/event';
import type { PartyCode } from '../../kernel/vocabulary';
import { ReadStore } from '../../platform/subscriptions/read-store';
import { rulesInForce } from '../agreement-rules';
import { DisputeQueries } from '../disputes/dispute.queries';
import type { PairBalance, PairFacts, Reminder } from './pair-account.calculation';
import { pairBalance, reminders } from './pair-account.calculation';
import { PaymentQueries } from '../payments/payment.queries';
import { SettlementQueries } from '../issued/settlement.queries';

export interface AccountsWanted {
  readonly seenBy: Sight<'any' | 'payer' | 'operator'>;
  /** Only accounts in which this party pays or bills. */
  readonly party?: PartyCode | undefined;
  readonly knownAt?: Position | undefined;
}

/** Days between due date and reminder where the agreement names none [DESIGN]. */
export const REMINDER_DAYS = 10;
const STATEMENTS_MAX = 100_000;

/** Accounts between operators and payers, counted from statements, disputes and payments when they are asked for. */
@Injectable()
export class PairAccounts {
  constructor(
    private readonly settlement: SettlementQueries,
    private readonly disputes: DisputeQueries,
    private readonly payments: PaymentQueries,
    private readonly agreements: AgreementQueries,
    private readonly reads: ReadStore,
  ) {}

  balances(wanted: AccountsWanted, from: Day, to: Day): PairBalance[] {
    return this.pairs(wanted).map((facts) => pairBalance(facts, from, to));
  }

  reminders(wanted: AccountsWanted, on: Day): Reminder[] {
    return this.pairs(wanted).flatMap((facts) => {
      const rules = rulesInForce(this.agreements, facts.operator, on, wanted.knownAt)?.rules;
      return reminders(facts, on, rules?.reminderDays ?? REMINDER_DAYS);
    });
  }

  private pairs({ seenBy, party, knownAt }: AccountsWanted): PairFacts[] {
    const key = ({ operator, payer }: { operator: PartyCode; payer: PartyCode }): string => `${operator}|${payer}`;
    const statements = Map.groupBy(this.settlement.statements({ seenBy, knownAt }, STATEMENTS_MAX), key);
    const disputes = Map.groupBy(this.disputes.list({ seenBy, knownAt }, STATEMENTS_MAX), key);
    const payments = Map.groupBy(this.payments.of(seenBy, knownAt), key);
    const months = Map.groupBy(this.settlement.months(undefined, knownAt), ({ operator }) => operator);
    const names = [...new Set([...statements.keys(), ...payments.keys()])]
      .filter((name) => party === undefined || name.split('|').includes(party))
      .sort();
    return names.map((name) => {
      const [operator = '', payer = ''] = name.split('|') as PartyCode[];
      return {
        operator: operator as PartyCode,
        payer: payer as PartyCode,
        statements: statements.get(name) ?? [],
        disputes: disputes.get(name) ?? [],
        payments: payments.get(name) ?? [],
        creditDueOn: (resolvedPosition) => {
          const carries = months
            .get(operator as PartyCode)
            ?.find((month) => this.reads.positionOf(month.knownPosition) >= resolvedPosition);
          return carries && addDays(carries.issuedOn, carries.dueDays);
        },
      };
    });
  }
}
