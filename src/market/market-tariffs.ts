import { calculationOf, calculations, CalculatePackage } from '../calculations/calculation.decider';
import { componentsOf } from '../calculations/calculated-tariff-desk';
import { addDays, type Day, firstDayOf } from '../kernel/calendar';
import { asOre, roundedTo } from '../kernel/money';
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
import { type MarketPlan, openMonthOf, type StayPlan } from './market-plan';
import { BUYERS, NOTE, type PlacedOffering } from './market-affairs';
import { inRole, type Send } from './send';
import type { StayWriter } from './stay-writer';

/** Calculations and their tariffs: the ids follow from this one and the seed. */
const ORIGIN = '01930000-0000-7000-a000-000000000000';
const DAY_LINE = serviceLineId('SEL-104');
const PACKAGE = tariffLevel('Pakke A (konstrueret)');
const PACKAGED = 2;

/** Tariffs that operators make of calculations, and a package: made up, said so, and following from the seed. */
export class MarketTariffs {
  constructor(
    private readonly send: Send,
    private readonly runner: CommandRunner,
    private readonly seed: number,
    private readonly plan: MarketPlan,
  ) {}

  /** Sets the price that a calculation came to. */
  async madeOf(
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
    const step = `${key}/calculated-tariff/${line}/${level}/${more.validFrom}`;
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
    await this.madeOf(own, { key: `${key}/package`, operator, offeringId: id, validFrom, today });
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
