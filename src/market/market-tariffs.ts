import { calculationOf, calculations, CalculatePackage, CalculateTariff } from '../calculations/calculation.decider';
import type { CostCategory, OccupancyReason, RegulationLine } from '../calculations/calculation.events';
import { daysInYear, firstDayOfYear } from '../calculations/cost-price.calculation';
import { componentsOf } from '../calculations/calculated-tariff-desk';
import { addDays, type Day, earliest, firstDayOf } from '../kernel/calendar';
import { asOre, type Ore, roundedRatio, roundedTo, sharesOf } from '../kernel/money';
import {
  calculationId,
  type CalculationId,
  type OfferingId,
  type PartyCode,
  serviceLineId,
  tariffId,
  tariffLevel,
} from '../kernel/vocabulary';
import { AddServiceLine } from '../offerings/offering.decider';
import type { CommandRunner } from '../platform/commands/command-runner';
import { derivedId } from '../platform/commands/derived-id';
import type { CapReason } from '../tariffs/tariff.events';
import { ChangeTariff } from '../tariffs/tariffs.commands';
import { BringInRegulation } from '../year-end/year-end.decider';
import { inParallel } from './in-parallel';
import { type LinePlan, type MarketPlan, type OfferingPlan, openMonthOf, type StayPlan } from './market-plan';
import { BUYERS, NOTE, type PlacedOffering } from './market-affairs';
import { SeededRandom } from './random';
import { inRole, type Send } from './send';
import type { StayWriter } from './stay-writer';

/** Calculations and their tariffs: the ids follow from this one and the seed. */
const ORIGIN = '01930000-0000-7000-a000-000000000000';
const AT_ONCE = 48;
/** One constructed offering in so many has its tariff of next year calculated. */
const CALCULATED_ONE_IN = 4;
/** Days before the new year on which next year's tariffs are calculated. */
const CALCULATED_DAYS_BEFORE = 108;
const DAY_LINE = serviceLineId('SEL-104');
const PACKAGE = tariffLevel('Pakke A (konstrueret)');
const PACKAGED = 2;

/** Tariffs that operators have calculated: made up, said so, and following from the seed. */
export class MarketTariffs {
  constructor(
    private readonly send: Send,
    private readonly runner: CommandRunner,
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
    // The ledger does not hold the days of that year, so what it left over is brought in before a tariff settles it.
    for (const { originYear, amountOre } of settled)
      await this.send(
        operator,
        `${key}/regulation`,
        new BringInRegulation({
          offeringId,
          by: operator,
          serviceLineId: line.serviceLineId,
          originYear,
          openingOre: asOre(-amountOre),
          reason: NOTE,
          today,
        }),
      );
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
    const month = openMonthOf(this.plan);
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
}

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
