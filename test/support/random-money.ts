import { addDays } from '../../src/kernel/calendar';
import type { Answer, Caller, RunningApp } from './app';
import { AROUND_THE_CLOCK, BY_DAY } from './random-services';
import { AARHUS, REGION, SILKEBORG, VIBORG } from './small-market';

/** What people do with money once it is billed, or besides the days. */
export const MONEY_KINDS = [
  ...['approve', 'pay', 'pay', 'pay', 'reverse', 'pursue', 'pursue', 'withdraw-charge', 'pay-by-file'],
  ...['scheme', 'key', 'shares', 'shares', 'actuals', 'accounts', 'accounts', 'split', 'split', 'bring-in'],
] as const;

/** Lists of what the money side brings about; further words of the query may follow. */
export const MONEY_READS = [
  '/settlement/charges?limit=100&',
  '/settlement/payments?limit=100&',
  '/settlement/disputes?limit=100&',
  '/settlement/claim-clock?limit=100&',
  '/objective-financing/schemes?limit=100&',
  '/year-end/accounts?limit=100&',
  '/year-end/regulation-accounts?limit=100&',
  '/year-end/closure-deficits?',
];

/** One thing somebody does with money; the numbers choose whom, what and when. */
export interface MoneyStep {
  readonly kind: (typeof MONEY_KINDS)[number];
  readonly whom: number;
  readonly days: number;
  readonly choice: number;
}

interface Statement {
  readonly statementId: string;
  readonly payer: string;
  readonly totalOre: number;
}

const PAYERS = [AARHUS, VIBORG, SILKEBORG];
const EVIDENCE = { reference: 'SAG-2020-0117' };

/** The money side of a random history: payments, disputes that are pursued, schemes, accounts and what follows of them. */
export class RandomMoney {
  private readonly schemes: string[] = [];
  private entries = 0;

  constructor(
    private readonly running: RunningApp,
    private readonly offerings: readonly string[],
    private readonly seller: Caller,
    private readonly auditor: Caller,
  ) {}

  async ask({ kind, whom, days, choice }: MoneyStep): Promise<Answer | undefined> {
    const today = this.running.clock.today();
    const paidOn = addDays(today, -Math.abs(days));
    const acts: Record<MoneyStep['kind'], () => Promise<Answer | undefined>> = {
      approve: async () => {
        const statement = await this.statement(whom);
        return statement && this.payer(statement).ask('POST', `${at(statement)}/approve`, {});
      },
      pay: async () => {
        const statement = await this.statement(whom);
        if (statement === undefined) return undefined;
        const { statementId, payer, totalOre } = statement;
        const amountOre = choice % 3 ? totalOre : choice * 10_000 - 200_000;
        const target = choice % 5 ? { statementId } : { payer };
        return this.seller.ask('POST', '/settlement/payments', { ...target, amountOre, paidOn });
      },
      'pay-by-file': async () => {
        const statement = await this.statement(whom);
        if (statement === undefined) return undefined;
        const { statementId, totalOre } = statement;
        const rows = [1, 2].map((part) => {
          const [year, month, day] = paidOn.split('-');
          const kroner = String((part * totalOre) / 100).replace('.', ',');
          return `${day}.${month}.${year};${kroner};${statementId};N-${(this.entries += part % 2)}`;
        });
        const content = ['Dato;Beløb;Reference;Bilag', ...rows].join('\n');
        return this.seller.ask('POST', '/settlement/payment-files', { format: 'CSV', content });
      },
      reverse: async () => {
        const { items } = await this.auditor.get('/settlement/payments?limit=100');
        const payment = items[whom % Math.max(1, items.length)];
        const reason = choice % 2 ? 'RETURNED_BY_BANK' : 'ENTERED_WRONGLY';
        return payment && this.seller.ask('POST', `/settlement/payments/${payment.paymentId}/reverse`, { reason });
      },
      pursue: () => this.pursue(whom, choice),
      'withdraw-charge': async () => {
        const { items } = await this.auditor.get('/settlement/charges?limit=100');
        const charge = items[whom % Math.max(1, items.length)];
        return charge && this.seller.ask('POST', `/settlement/charges/${charge.chargeId}/withdraw`, { reason: 'Fejl' });
      },
      scheme: async () => {
        const answer = await this.seller.ask('POST', '/objective-financing/schemes', {
          agreementId: 'rammeaftale-2019-20',
          name: 'Sikrede pladser',
          year: 2020,
          ...(choice % 2 ? { budgetOre: 1_000_003 + choice } : { unitPriceOre: 82, rhythm: 'HALF_YEARLY' }),
          keyUnit: 'indbyggere',
          keyDate: '2019-01-01',
          ...(choice % 3 ? {} : { offeringIds: [this.offering(choice)] }),
        });
        if (answer.status === 201) this.schemes.push(answer.body.schemeId);
        return answer;
      },
      key: () =>
        this.onScheme(whom, 'key', {
          source: 'FOLK1A',
          figures: PAYERS.map((party, which) => ({ party, figure: (choice + 1) * (which + 1) })),
        }),
      shares: () => this.onScheme(whom, 'shares'),
      actuals: () => this.onScheme(whom, 'actuals', { actualOre: 900_000 + choice * 3_001 }),
      accounts: () =>
        this.seller.ask('POST', `/year-end/accounts/${this.offering(choice)}`, {
          serviceLineId: this.lineOf(choice),
          year: whom % 3 ? 2019 : 2020,
          costs: [{ category: 'DIRECT', amountOre: 100_000_000 + choice * 1_000_000 }],
          budgetOre: 120_000_000,
          reason: 'Revideret',
        }),
      split: async () => {
        const { items } = await this.auditor.get('/year-end/accounts?limit=100');
        const accounts = items[whom % Math.max(1, items.length)];
        if (accounts === undefined) return undefined;
        const path = `/year-end/accounts/${accounts.offeringId}/${accounts.accountsId}/split`;
        return this.seller.ask('POST', path, { carriedOre: choice % 3 ? 0 : 100_000 * (choice - 50) });
      },
      'bring-in': () =>
        this.seller.ask('POST', `/year-end/regulation-accounts/${this.offering(choice)}`, {
          serviceLineId: this.lineOf(choice),
          originYear: 2017 + (whom % 2),
          openingOre: 1_000_000 * (choice - 50),
          reason: 'Fra før Pladsbog',
        }),
    };
    return acts[kind]();
  }

  private offering(choice: number): string {
    return this.offerings[choice % this.offerings.length] ?? '';
  }

  private lineOf(choice: number): string {
    return choice % this.offerings.length === 2 ? BY_DAY : AROUND_THE_CLOCK;
  }

  private async statement(whom: number): Promise<Statement | undefined> {
    const { items } = await this.auditor.get('/settlement/statements?limit=500');
    return (items as Statement[])[whom % Math.max(1, items.length)];
  }

  private payer({ payer }: Statement): Caller {
    return this.running.as(payer, 'buyer');
  }

  private onScheme(whom: number, act: string, body?: object): Promise<Answer | undefined> {
    const schemeId = this.schemes[whom % Math.max(1, this.schemes.length)];
    if (schemeId === undefined) return Promise.resolve(undefined);
    return this.seller.ask('POST', `/objective-financing/schemes/${schemeId}/${act}`, body);
  }

  /** A dispute goes on: taken back, accepted, brought before the secretariat, decided, or given up by the operator. */
  private async pursue(whom: number, choice: number): Promise<Answer | undefined> {
    const { items } = await this.auditor.get('/settlement/disputes?limit=100');
    const dispute = items[whom % Math.max(1, items.length)];
    if (dispute === undefined) return undefined;
    const { statementId, line, payer } = dispute;
    const path = `/settlement/statements/${statementId}/lines/${line}/dispute`;
    const buyer = this.running.as(payer, 'buyer');
    const decided = { creditOre: choice * 50, decision: EVIDENCE };
    const ways: (() => Promise<Answer>)[] = [
      () => buyer.ask('POST', `${path}/accept`, {}),
      () => buyer.ask('POST', `${path}/withdraw`, {}),
      () => (choice % 2 ? buyer : this.seller).ask('POST', `${path}/escalate`, {}),
      () => this.running.as(REGION, 'secretariat').ask('POST', `${path}/decide`, decided),
    ];
    return ways[choice % ways.length]?.();
  }
}

const at = ({ statementId }: Statement): string => `/settlement/statements/${statementId}`;
