import { addDays, addToMonth, earliest, firstDayOf } from '../kernel/calendar';
import { asOre, type Ore } from '../kernel/money';
import { type OfferingId, partyCode } from '../kernel/vocabulary';
import { ChangePayer } from '../placements/placement.decider';
import { derivedId } from '../platform/commands/derived-id';
import type { DisputeReason } from '../settlement/disputes/dispute.events';
import { RegisterPayment } from '../settlement/payments/payment.decider';
import type { SettlementQueries, StatementRow } from '../settlement/issued/settlement.queries';
import {
  AcceptAnswer,
  AnswerDispute,
  DecideDispute,
  DisputeLine,
  EscalateDispute,
  WithdrawDispute,
} from '../settlement/disputes/statement.decider';
import { inParallel } from './in-parallel';
import { type MarketPlan, type OfferingPlan, openMonthOf } from './market-plan';
import { SeededRandom } from './random';
import { inRole, type Send } from './send';
import type { StayWriter } from './stay-writer';

/** Payments: their ids follow from this one and the seed. */
const ORIGIN = '01930000-0000-7000-a000-000000000000';
export const NOTE = 'Konstrueret til demonstration';
const SECRETARIAT = partyCode('1082');
/** Those one may be at the local sign-in. */
export const BUYERS = [partyCode('751'), partyCode('740')] as const;
const AT_ONCE = 48;
/** More statements than a market ever has. */
const STATEMENTS_MAX = 100_000;

export interface PlacedOffering {
  readonly offering: OfferingPlan;
  readonly id: OfferingId;
}

/**
 * What goes on in a market besides stays: statements are paid, a few lines disputed, a payer asked. All of it is made up,
 * says so, and follows from the seed.
 */
export class MarketAffairs {
  constructor(
    private readonly send: Send,
    private readonly settlement: SettlementQueries,
    private readonly seed: number,
    private readonly plan: MarketPlan,
  ) {}

  /** A municipality asks another to pay by agreement, and waits for its answer (R9). */
  async askedPayer(offerings: readonly PlacedOffering[], writer: StayWriter): Promise<void> {
    const [buyer, payer] = BUYERS;
    for (const { offering, id } of offerings) {
      const stay = offering.stays.find((each) => each.buyer === buyer && each.reached === 'enrolled');
      const from = firstDayOf(addToMonth(openMonthOf(this.plan), 1));
      if (stay === undefined || stay.firstDay >= from) continue;
      await this.send(
        buyer,
        `${offering.key}/payer`,
        new ChangePayer({
          placementId: writer.placementIdOf(offering, stay),
          offeringId: id,
          by: inRole('buyer', buyer),
          today: earliest(from, this.plan.day),
          from,
          payer,
          legalGround: 'RSL-9-AGREEMENT',
          citizenConsents: true,
        }),
      );
      return;
    }
  }

  /** Most statements are paid in time, some in part, some not at all; the newer the month, the fewer. */
  async payments(): Promise<void> {
    const pairs = Map.groupBy(this.statements(), ({ operator, payer }) => `${operator}|${payer}`);
    await inParallel([...pairs.values()], AT_ONCE, async (statements) => {
      for (const statement of statements) await this.payment(statement);
    });
  }

  private async payment({ statementId, operator, month, totalOre, dueOn }: StatementRow): Promise<void> {
    const age = this.plan.closedMonths.length - this.plan.closedMonths.indexOf(month);
    const random = new SeededRandom(this.seed + Number.parseInt(derivedId(ORIGIN, statementId).slice(-6), 16));
    const share = random.weighted([
      [100, 30 * age],
      [60, 6],
      [0, 10],
    ] as const);
    const amountOre = asOre(Math.floor((totalOre * share) / 100));
    if (amountOre <= 0) return;
    const paidOn = earliest(addDays(dueOn, -random.between(0, 6)), this.plan.day);
    await this.send(
      operator,
      `payment/${statementId}`,
      new RegisterPayment({
        paymentId: derivedId(ORIGIN, this.seed, 'payment', statementId),
        by: operator,
        statementId,
        amountOre,
        paidOn,
        today: paidOn,
        entryReference: `KONSTRUERET-${statementId}`,
      }),
    );
  }

  /** A handful of disputes, one in each state they can be in. */
  async disputes(): Promise<void> {
    const newest = this.plan.closedMonths.at(-1);
    const open = this.statements().filter(
      ({ month, operator, payer }) => month === newest && BUYERS.some((buyer) => buyer === payer) && operator !== payer,
    );
    for (const [at, story] of STORIES.entries()) {
      const statement = open[at];
      const line = statement && this.disputable(statement);
      if (statement !== undefined && line !== undefined) await this.dispute(statement, line, story, at + 1);
    }
  }

  private disputable({ statementId, attempt }: StatementRow): { line: number; amountOre: Ore } | undefined {
    return this.settlement
      .lines(statementId, attempt)
      .find(({ kind, days, amountOre }) => kind === 'REGULAR' && days > 0 && amountOre > 1);
  }

  private async dispute(
    { statementId, operator, payer, issuedOn }: StatementRow,
    { line, amountOre }: { readonly line: number; readonly amountOre: Ore },
    { reason, steps }: DisputeStory,
    number: number,
  ): Promise<void> {
    const { day } = this.plan;
    const raisedOn = steps.length === 0 ? addDays(day, -2) : addDays(issuedOn, 4);
    const on = (buyer: boolean, after: number) => ({
      statementId,
      line,
      by: buyer ? inRole('buyer', payer) : inRole('operator', operator),
      today: earliest(addDays(raisedOn, after), day),
    });
    const key = `dispute/${statementId}`;
    const evidence = { reference: `KONSTRUERET-${number}` };
    await this.send(payer, `${key}/raise`, new DisputeLine({ ...on(true, 0), reason, evidence }));
    for (const step of steps) {
      if (step === 'CREDIT' || step === 'UPHOLD') {
        const credit = step === 'CREDIT' ? { creditOre: asOre(Math.ceil(amountOre / 2)) } : {};
        await this.send(operator, `${key}/${step}`, new AnswerDispute({ ...on(false, 5), answer: step, ...credit }));
      }
      if (step === 'ACCEPT') await this.send(payer, `${key}/accept`, new AcceptAnswer(on(true, 8)));
      if (step === 'WITHDRAW') await this.send(payer, `${key}/withdraw`, new WithdrawDispute(on(true, 3)));
      if (step === 'ESCALATE') await this.send(payer, `${key}/escalate`, new EscalateDispute(on(true, 9)));
      if (step === 'DECIDE')
        await this.send(
          SECRETARIAT,
          `${key}/decide`,
          new DecideDispute({
            ...on(false, 14),
            by: inRole('secretariat', SECRETARIAT),
            creditOre: asOre(Math.ceil(amountOre / 3)),
            evidence,
          }),
        );
    }
  }

  /** Of the closed months, in an order that is always the same. */
  private statements(): StatementRow[] {
    const seenBy = { everything: true, party: SECRETARIAT, relations: [] };
    return this.settlement.statements({ seenBy }, STATEMENTS_MAX);
  }
}

interface DisputeStory {
  readonly reason: DisputeReason;
  readonly steps: readonly ('CREDIT' | 'UPHOLD' | 'ACCEPT' | 'WITHDRAW' | 'ESCALATE' | 'DECIDE')[];
}

const STORIES: readonly DisputeStory[] = [
  { reason: 'WRONG_DAYS', steps: [] },
  { reason: 'BILLED_TWICE', steps: ['CREDIT', 'ACCEPT'] },
  { reason: 'NOT_DELIVERED', steps: ['UPHOLD'] },
  { reason: 'NOT_AGREED', steps: ['UPHOLD', 'ESCALATE'] },
  { reason: 'WRONG_LEVEL', steps: ['CREDIT'] },
  { reason: 'WRONG_PAYER', steps: ['UPHOLD', 'ESCALATE', 'DECIDE'] },
  { reason: 'OTHER', steps: ['WITHDRAW'] },
  { reason: 'WRONG_PRICE', steps: [] },
];
