import { calculationOf, calculations, CalculatePackage, CalculateTariff } from '../calculations/calculation.decider';
import type { CostCategory, OccupancyReason, RegulationLine } from '../calculations/calculation.events';
import { daysInYear, firstDayOfYear } from '../calculations/cost-price.calculation';
import { componentsOf } from '../calculations/set-calculated-tariff';
import { addDays, addToMonth, type Day, earliest, firstDayOf, type Month } from '../kernel/calendar';
import { asOre, type Ore, roundedRatio, roundedTo, sharesOf } from '../kernel/money';
import {
  calculationId,
  type CalculationId,
  type OfferingId,
  partyCode,
  type PartyCode,
  serviceLineId,
  tariffId,
  tariffLevel,
} from '../kernel/vocabulary';
import { AddServiceLine } from '../offerings/offering.decider';
import { ChangePayer } from '../placements/placement.decider';
import type { CommandRunner } from '../platform/commands/command-runner';
import { derivedId } from '../platform/commands/derived-id';
import { RegisterPayment } from '../settlement/payment.decider';
import type { SettlementQueries, StatementRow } from '../settlement/settlement.queries';
import {
  AcceptAnswer,
  AnswerDispute,
  DecideDispute,
  DisputeLine,
  EscalateDispute,
  WithdrawDispute,
} from '../settlement/statement.decider';
import type { DisputeReason } from '../settlement/dispute.events';
import type { CapReason } from '../tariffs/tariff.events';
import { ChangeTariff } from '../tariffs/tariffs.commands';
import { inParallel } from './in-parallel';
import type { LinePlan, MarketPlan, OfferingPlan, StayPlan } from './market-plan';
import { SeededRandom } from './random';
import { inRole, type Send } from './send';
import type { StayWriter } from './stay-writer';

/** Calculations, tariffs and payments of the affairs: their ids follow from this one and the seed. */
const ORIGIN = '01930000-0000-7000-a000-000000000000';
const NOTE = 'Konstrueret til demonstration';
const SECRETARIAT = partyCode('1082');
const BUYERS = [partyCode('751'), partyCode('740')] as const;
const AT_ONCE = 48;
/** One constructed offering in so many has its tariff of next year calculated. */
const CALCULATED_ONE_IN = 4;
/** Days before the new year on which next year's tariffs are calculated. */
const CALCULATED_DAYS_BEFORE = 108;
/** More statements than a market ever has. */
const STATEMENTS_MAX = 100_000;

export interface PlacedOffering {
  readonly offering: OfferingPlan;
  readonly id: OfferingId;
}

/**
 * What goes on in a market besides stays: tariffs are calculated, statements paid, a few lines disputed, a package is
 * sold, a payer asked. All of it is made up, says so, and follows from the seed.
 */
export class MarketAffairs {
  constructor(
    private readonly send: Send,
    private readonly runner: CommandRunner,
    private readonly settlement: SettlementQueries,
    private readonly seed: number,
    private readonly plan: MarketPlan,
  ) {}

  /** Next year's tariffs: some as dear as before, some cheaper, some above the cap or outside the band, with reasons. */
  async calculations(offerings: readonly PlacedOffering[]): Promise<void> {
    const chosen = offerings
      .filter(({ offering }) => offering.constructed)
      .filter((_, at) => at % CALCULATED_ONE_IN === 0);
    const numbered = chosen.map((placed, number) => ({ ...placed, number }));
    await inParallel(numbered, AT_ONCE, async ({ offering, id, number }) => {
      const [line] = offering.lines;
      if (line !== undefined) await this.calculation(offering, id, line, number);
    });
  }

  private async calculation(
    { key, operator }: OfferingPlan,
    offeringId: OfferingId,
    line: LinePlan,
    number: number,
  ): Promise<void> {
    const level = tariffLevel('1');
    const now = line.tariffs.findLast((tariff) => tariff.level === level);
    if (now === undefined) return;
    const year = Number(this.plan.day.slice(0, 4)) + 1;
    const validFrom = firstDayOfYear(year);
    const today = earliest(addDays(validFrom, -CALCULATED_DAYS_BEFORE), this.plan.day);
    const { changeBp, capReason, decided, regulation } = CASES[number % CASES.length] as CalculationCase;
    const random = new SeededRandom(this.seed + number);
    const occupancy = [3, 2].map((years) => ({ year: year - years, rateBp: random.between(9_500, 9_800) }));
    const rateBp =
      decided?.rateBp ?? roundedRatio(BigInt((occupancy[0]?.rateBp ?? 0) + (occupancy[1]?.rateBp ?? 0)), 2n);
    const paid = BigInt(line.places * daysInYear(year)) * BigInt(rateBp);
    const total = asOre(roundedRatio(BigInt(now.priceOre) * paid * BigInt(10_000 + changeBp), 100_000_000n));
    const settled = regulation === undefined ? [] : [settledResult(regulation, year, total)];
    const budget = asOre(total - settled.reduce((sum, { amountOre }) => sum + amountOre, 0));
    const own = calculationId(derivedId(ORIGIN, this.seed, 'calculation', key));
    const reason = capReason === undefined ? {} : { capReason };
    await this.send(
      operator,
      `${key}/calculation`,
      new CalculateTariff({
        calculationId: own,
        offeringId,
        by: operator,
        serviceLineId: line.serviceLineId,
        level,
        year,
        costs: costsOf(budget),
        otherIncome: [],
        regulation: settled,
        dayBasis: { kind: 'CALENDAR' },
        occupancyStated: occupancy,
        ...(decided === undefined ? {} : { occupancyDecided: decided }),
        ...reason,
        today,
        note: NOTE,
      }),
    );
    // Every other operator has made its tariff of the calculation already.
    if (number % 2 === 0) await this.tariffOf(own, { key, operator, offeringId, validFrom, today, ...reason });
  }

  private async tariffOf(
    id: CalculationId,
    {
      key,
      operator,
      offeringId,
      ...more
    }: {
      readonly key: string;
      readonly operator: PartyCode;
      readonly offeringId: OfferingId;
      readonly validFrom: Day;
      readonly today: Day;
      readonly capReason?: CapReason;
    },
  ): Promise<void> {
    const { state } = await this.runner.stateOf(calculations, offeringId);
    const calculated = calculationOf(state, id);
    if (calculated === undefined) throw new Error(`The calculation ${id} is not there`);
    const { serviceLineId: line, level } = calculated.data;
    const step = `${key}/calculated-tariff/${level}`;
    await this.send(
      operator,
      step,
      new ChangeTariff({
        tariffId: tariffId(derivedId(ORIGIN, this.seed, 'tariff', step)),
        offeringId,
        by: inRole('operator', operator),
        serviceLineId: line,
        level,
        components: componentsOf(calculated),
        ...(calculated.type === 'TariffCalculated' ? { budgetedOccupancyBp: calculated.data.occupancy.appliedBp } : {}),
        reason: `Konstrueret: beregnet takst fra ${more.validFrom}`,
        calculationId: id,
        ...more,
      }),
    );
  }

  /** A home that sells a package with a day place, and two citizens who are on it since the open month (R13). */
  async package(offerings: readonly PlacedOffering[], writer: StayWriter): Promise<void> {
    const found = offerings.find(({ offering: { constructed, lines, stays } }) => {
      const [line] = lines;
      const stay = line?.legalBasis === 'SEL-107' || line?.legalBasis === 'SEL-108';
      return constructed && stay && line.places - stays.length >= PACKAGED;
    });
    const line = found?.offering.lines[0];
    if (found === undefined || line === undefined) return;
    const { offering, id } = found;
    const { key, operator } = offering;
    const by = inRole('operator', operator);
    const month = this.openMonth();
    const validFrom = firstDayOf(month);
    const today = addDays(validFrom, -30);
    const name = 'Aktivitet og samvær';
    await this.send(
      operator,
      `${key}/package/line`,
      new AddServiceLine({
        offeringId: id,
        by,
        serviceLineId: DAY_LINE,
        legalBasis: 'SEL-104',
        name,
        from: line.from,
        coveredByFramework: true,
        shortStay: false,
      }),
    );
    await this.send(
      operator,
      `${key}/package/day-tariff`,
      new ChangeTariff({
        tariffId: tariffId(derivedId(ORIGIN, this.seed, 'tariff', key, 'day')),
        offeringId: id,
        by,
        serviceLineId: DAY_LINE,
        level: tariffLevel('1'),
        components: [{ code: 'BASE', kind: 'BASE', unit: 'DAY', priceOre: asOre(45_000) }],
        validFrom: line.from,
        today: line.from,
        reason: NOTE,
      }),
    );
    const stayPrice = line.tariffs.findLast(({ level }) => level === tariffLevel('1'))?.priceOre ?? asOre(0);
    const own = calculationId(derivedId(ORIGIN, this.seed, 'package', key));
    await this.send(
      operator,
      `${key}/package`,
      new CalculatePackage({
        calculationId: own,
        offeringId: id,
        by: operator,
        serviceLineId: line.serviceLineId,
        level: PACKAGE,
        validFrom,
        parts: [line.serviceLineId, DAY_LINE].map((of) => ({ serviceLineId: of, level: tariffLevel('1') })),
        // A little below the sum, so that the shares show.
        soldAtOre: roundedTo(asOre(Math.floor((stayPrice + 45_000) * 0.97)), asOre(100)),
        today,
        note: NOTE,
      }),
    );
    await this.tariffOf(own, { key: `${key}/package`, operator, offeringId: id, validFrom, today });
    for (let number = 1; number <= PACKAGED; number += 1) {
      const buyer = BUYERS[number % BUYERS.length] as PartyCode;
      const stay: StayPlan = {
        key: `package/${number}`,
        serviceLineId: line.serviceLineId,
        level: PACKAGE,
        buyer,
        payer: buyer,
        reservedOn: addDays(validFrom, -20),
        firstDay: addDays(validFrom, 4 * number),
        reached: 'enrolled',
        signedBy: 'both',
      };
      await writer.write(offering, id, stay);
    }
  }

  /** A municipality asks another to pay by agreement, and waits for its answer (R9). */
  async askedPayer(offerings: readonly PlacedOffering[], writer: StayWriter): Promise<void> {
    const [buyer, payer] = BUYERS;
    for (const { offering, id } of offerings) {
      const stay = offering.stays.find((each) => each.buyer === buyer && each.reached === 'enrolled');
      const from = firstDayOf(addToMonth(this.openMonth(), 1));
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

  /** The month after the closed ones: over, and open. */
  private openMonth(): Month {
    return addToMonth(this.plan.closedMonths.at(-1) as Month, 1);
  }
}

const DAY_LINE = serviceLineId('SEL-104');
const PACKAGE = tariffLevel('Pakke A (konstrueret)');
const PACKAGED = 2;

interface CalculationCase {
  /** What the price changes by, in 1/10,000. */
  readonly changeBp: number;
  readonly capReason?: CapReason;
  readonly decided?: { readonly rateBp: number; readonly reason: OccupancyReason };
  /** A result of two years before, in 1/10,000 of the budget. */
  readonly regulation?: number;
}

const CASES: readonly CalculationCase[] = [
  { changeBp: 0 },
  { changeBp: 350, capReason: 'LAW_CHANGE' },
  { changeBp: -200, regulation: -150 },
  { changeBp: 0, decided: { rateBp: 9_300, reason: 'STEERING_GROUP_APPROVED' } },
  { changeBp: 180, capReason: 'REGULATION_YEAR_2', regulation: 180 },
  { changeBp: 50, decided: { rateBp: 9_900, reason: 'CHANGED_CAPACITY' } },
];

const settledResult = (regulation: number, year: number, total: Ore): RegulationLine => ({
  originYear: year - 2,
  amountOre: asOre(roundedRatio(BigInt(total) * BigInt(regulation), 10_000n)),
});

const COST_SHARES: readonly (readonly [CostCategory, number])[] = [
  ['DIRECT', 8_150],
  ['OVERHEAD', 820],
  ['DEPRECIATION', 560],
  ['INTEREST', 240],
  ['HEALTH_INCLUDED', 130],
  ['SUPERVISION_FEE', 60],
  ['DEVELOPMENT', 40],
];

const costsOf = (budget: Ore) => {
  const amounts = sharesOf(
    budget,
    COST_SHARES.map(([, share]) => share),
  );
  return COST_SHARES.map(([category], at) => ({
    category,
    part: 'BASE' as const,
    amountOre: amounts[at] ?? asOre(0),
    note: NOTE,
  }));
};

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
