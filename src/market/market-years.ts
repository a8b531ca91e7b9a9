import { CalculateTariff } from '../calculations/calculation.decider';
import type { RegulationLine } from '../calculations/calculation.events';
import { firstDayOfYear, lastDayOfYear } from '../calculations/cost-price.calculation';
import { addDays, asDay, type Day, earliest } from '../kernel/calendar';
import { asOre, type Ore, roundedRatio, sharesOf, sumOre, WHOLE } from '../kernel/money';
import { accountsId, calculationId, type OfferingId } from '../kernel/vocabulary';
import type { CommandRunner } from '../platform/commands/command-runner';
import { derivedId } from '../platform/commands/derived-id';
import { BringInRegulation, type LineYear, SplitResult, SubmitAccounts, yearEnd } from '../year-end/year-end.decider';
import { mostCarried } from '../year-end/year-result.calculation';
import { inParallel } from './in-parallel';
import { NOTE, type PlacedOffering } from './market-affairs';
import { type CalculationCase, CASES, costsOf, earnedAt, levelsIn, statedOccupancy } from './market-budgets';
import type { LinePlan, MarketPlan, OfferingPlan } from './market-plan';
import type { MarketTariffs } from './market-tariffs';
import type { Send } from './send';

/** Calculations and accounts: the ids follow from this one and the seed. */
const ORIGIN = '01930000-0000-7000-a000-000000000000';
const AT_ONCE = 48;
/** Days before the new year on which a year's tariffs are calculated. */
const CALCULATED_DAYS_BEFORE = 108;
const SUBMITTED = '03-15';
/** How much of the places last year's budgets reckoned with, and what the costs came to of them, in 1/10,000. */
const BUDGETED_BP = 9_600;
const COSTS_BP = [9_300, 9_600, 9_000, 9_800] as const;
/** What was left of last year where it is brought in instead of counted, of a budget, in 1/10,000. */
const LEFT_BP = [150, -180] as const;

interface PlacedLine {
  readonly offering: OfferingPlan;
  readonly id: OfferingId;
  readonly line: LinePlan;
  /** Among all lines of the market. */
  readonly number: number;
}

/**
 * The years of each service line, as operators keep them: this year's tariffs calculated, last year's accounts submitted
 * and split by some, next year's tariffs calculated with what last year left. Costs are made up, say so, and follow from
 * the seed; prices, places and days are the market's.
 */
export class MarketYears {
  private readonly year: number;

  constructor(
    private readonly send: Send,
    private readonly runner: CommandRunner,
    private readonly tariffs: MarketTariffs,
    private readonly seed: number,
    private readonly plan: MarketPlan,
  ) {
    this.year = Number(plan.day.slice(0, 4));
  }

  async kept(offerings: readonly PlacedOffering[]): Promise<void> {
    const lines = offerings
      .flatMap(({ offering, id }) => offering.lines.map((line) => ({ offering, id, line })))
      .map((each, number): PlacedLine => ({ ...each, number }));
    await inParallel(lines, AT_ONCE, async (each) => {
      const { offering, line, number } = each;
      // The stays of short stays are planned for half a year only, so their year says nothing.
      if (!line.shortStay) await this.calculations(each, this.year, {});
      // Of a published offering no other price is made up than the published one.
      if (!offering.constructed) return;
      const regulation = line.shortStay ? [] : await this.lastYear(each);
      await this.calculations(each, this.year + 1, CASES[number % CASES.length] ?? {}, regulation);
    });
  }

  /** The tariffs of all levels, from costs that come to the price there is, changed as the case says. */
  private async calculations(
    { offering: { key, operator, stays }, id: offeringId, line, number }: PlacedLine,
    year: number,
    { changeBp = 0, capReason, decided }: Partial<CalculationCase>,
    regulation: readonly RegulationLine[] = [],
  ): Promise<void> {
    const [validFrom, last] = [firstDayOfYear(year), lastDayOfYear(year)];
    const today = earliest(addDays(validFrom, -CALCULATED_DAYS_BEFORE), this.plan.day);
    const occupancyStated = statedOccupancy(year, this.seed + number);
    const rates = occupancyStated.map(({ rateBp }) => BigInt(rateBp));
    const rateBp = decided?.rateBp ?? roundedRatio((rates[0] ?? 0n) + (rates[1] ?? 0n), 2n);
    const levels = levelsIn(line, stays, year);
    const budgets = levels.map((each) => {
      const earned = BigInt(earnedAt(each, year, rateBp));
      return asOre(roundedRatio(earned * BigInt(WHOLE + changeBp), BigInt(WHOLE)));
    });
    const why = capReason ?? (regulation.some(({ amountOre }) => amountOre > 0) ? 'REGULATION_YEAR_2' : undefined);
    const reason = why === undefined ? {} : { capReason: why };
    for (const [at, { level, places }] of levels.entries()) {
      const step = `${key}/calculation/${line.serviceLineId}/${level}/${year}`;
      const own = calculationId(derivedId(ORIGIN, this.seed, step));
      await this.send(
        operator,
        step,
        new CalculateTariff({
          calculationId: own,
          offeringId,
          by: operator,
          serviceLineId: line.serviceLineId,
          level,
          year,
          costs: costsOf(budgets[at] ?? asOre(0)),
          otherIncome: [],
          regulation: regulation.map(({ originYear, amountOre }) => ({
            originYear,
            amountOre: sharesOf(amountOre, budgets)[at] ?? asOre(0),
          })),
          capacity: [{ first: validFrom, last, places }],
          dayBasis: { kind: 'CALENDAR' },
          occupancyStated,
          ...(decided === undefined ? {} : { occupancyDecided: decided }),
          ...reason,
          today,
          note: NOTE,
        }),
      );
      // Some operators have not made next year's tariffs of their calculations yet.
      if (year > this.year && number % 3 !== 0)
        await this.tariffs.madeOf(own, { key, operator, offeringId, validFrom, today, ...reason });
    }
  }

  /** Last year: accounts that are split, accounts that wait for it, what is left brought in, or nothing yet. */
  private async lastYear(each: PlacedLine): Promise<readonly RegulationLine[]> {
    const { offering, line, number } = each;
    const year = this.year - 1;
    const levels = levelsIn(line, offering.stays, year);
    if (levels.length === 0) return [];
    const budget = sumOre(levels.map((level) => earnedAt(level, year, BUDGETED_BP)));
    const turn = Math.floor(number / 4);
    switch (number % 4) {
      case 0:
        return this.accounts(each, budget, turn, true);
      case 1:
        return this.accounts(each, budget, turn, false);
      case 2:
        return this.broughtIn(each, partOf(budget, LEFT_BP[turn % LEFT_BP.length] ?? 0));
      default:
        return [];
    }
  }

  private async accounts(
    { offering: { key, operator }, id: offeringId, line: { serviceLineId } }: PlacedLine,
    budgetOre: Ore,
    turn: number,
    split: boolean,
  ): Promise<readonly RegulationLine[]> {
    const year = this.year - 1;
    const step = `${key}/accounts/${serviceLineId}`;
    const own = accountsId(derivedId(ORIGIN, this.seed, step));
    const on = { accountsId: own, offeringId, by: operator, today: this.submittedOn() };
    const costs = costsOf(partOf(budgetOre, COSTS_BP[turn % COSTS_BP.length] ?? WHOLE));
    await this.send(
      operator,
      step,
      new SubmitAccounts({
        ...on,
        serviceLineId,
        year,
        costs: costs.map(({ category, amountOre, note }) => ({ category, amountOre, note })),
        otherIncome: [],
        budgetOre,
        stated: [],
        note: NOTE,
      }),
    );
    if (!split) return [];
    const { resultOre, carryLimitOre } = (await this.lineYear(offeringId, own)).accounts?.result ?? nothing(step);
    const most = mostCarried(resultOre, carryLimitOre);
    // Most carry over all that they may; some take the half.
    const carriedOre = turn % 3 === 0 ? asOre(Math.trunc(most / 2)) : most;
    await this.send(operator, `${step}/split`, new SplitResult({ ...on, carriedOre }));
    const { toTariffOre } = (await this.lineYear(offeringId, own)).split ?? nothing(step);
    return toTariffOre === 0 ? [] : [{ originYear: year, amountOre: asOre(-toTariffOre) }];
  }

  /** What the ledger's days do not tell is brought in before a tariff settles it; a surplus makes the tariff cheaper. */
  private async broughtIn(
    { offering: { key, operator }, id: offeringId, line: { serviceLineId } }: PlacedLine,
    openingOre: Ore,
  ): Promise<readonly RegulationLine[]> {
    const originYear = this.year - 1;
    await this.send(
      operator,
      `${key}/regulation/${serviceLineId}`,
      new BringInRegulation({
        offeringId,
        by: operator,
        serviceLineId,
        originYear,
        openingOre,
        reason: NOTE,
        today: this.submittedOn(),
      }),
    );
    return [{ originYear, amountOre: asOre(-openingOre) }];
  }

  private submittedOn(): Day {
    return earliest(asDay(`${this.year}-${SUBMITTED}`), this.plan.day);
  }

  private async lineYear(offeringId: OfferingId, of: string): Promise<LineYear> {
    const { years } = (await this.runner.stateOf(yearEnd, offeringId)).state;
    return Object.values(years).find(({ accounts }) => accounts?.accountsId === of) ?? {};
  }
}

const partOf = (amount: Ore, bp: number): Ore => asOre(roundedRatio(BigInt(amount) * BigInt(bp), BigInt(WHOLE)));

const nothing = (step: string): never => {
  throw new Error(`The year that ${step} recorded is not there`);
};
