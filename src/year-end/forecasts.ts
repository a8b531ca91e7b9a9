import { Injectable } from '@nestjs/common';
import { AgreementQueries } from '../agreements/agreements.queries';
import { CalculationQueries } from '../calculations/calculations.queries';
import type { Day } from '../kernel/calendar';
import { addDays, earliest } from '../kernel/calendar';
import type { Position } from '../kernel/event';
import { roundedRatio, sumOre } from '../kernel/money';
import { partyCode, type ServiceLineId } from '../kernel/vocabulary';
import { type LineOccupancy, OccupancyQueries } from '../occupancy/occupancy.queries';
import type { OfferingRow } from '../offerings/offerings.queries';
import { ChargedDays, earnedBy, type PresentDays } from '../settlement/months/charged-days.queries';
import { type CountedDays, type LineForecast, lineForecast } from './forecast.calculation';
import type { PayerDays } from './year-end.events';
import { YearEndQueries } from './year-end.queries';
import {
  calculatedBudget,
  firstDayOfYear,
  lastDayOfYear,
  regulatedInTariffs,
  regulationRules,
  standingCalculations,
  uncalculatedLevel,
} from './year-result.calculation';

export interface ForecastedLine {
  readonly serviceLineId: ServiceLineId;
  readonly legalBasis: LineOccupancy['legalBasis'];
  readonly forecast: LineForecast;
}

const NOBODY: CountedDays = { occupied: 0, available: 0, overOccupied: 0 };

/** Forecasts of a year's results, made from everything recorded when they are asked for. */
@Injectable()
export class Forecasts {
  constructor(
    private readonly occupancy: OccupancyQueries,
    private readonly charged: ChargedDays,
    private readonly calculations: CalculationQueries,
    private readonly agreements: AgreementQueries,
    private readonly yearEnd: YearEndQueries,
  ) {}

  /** Each service line of the offering that has places, citizens or accounts in the year. */
  of(
    { offeringId, operator, lastDay }: Pick<OfferingRow, 'offeringId' | 'operator' | 'lastDay'>,
    year: number,
    asOf: Day,
    knownAt?: Position,
  ): readonly ForecastedLine[] {
    const [first, last] = [firstDayOfYear(year), lastDayOfYear(year)];
    const until = earliest(asOf, last);
    const lines = this.occupancy.lines({ offeringId, first, last, by: 'month', knownAt });
    const soFar = until < first ? [] : this.occupancy.lines({ offeringId, first, last: until, by: 'month', knownAt });
    const charged = this.charged.of({ offeringId, first, last, knownAt, comingFrom: addDays(asOf, 1) });
    const calculations = this.calculations.ofOffering(offeringId, knownAt).map(({ fact }) => fact);
    const agreement = this.agreements.inForce(first, [operator], knownAt);
    const leftFrom = this.agreements.leftFrom(operator, knownAt);
    const regulationAccounts = this.yearEnd.ofOffering(offeringId, knownAt);
    const accounts = this.yearEnd.standingAccounts(offeringId, knownAt);
    return lines.flatMap(({ serviceLineId, legalBasis, total, buckets }) => {
      const ofLine = <T extends { readonly serviceLineId: ServiceLineId }>(all: readonly T[]): T[] =>
        all.filter((each) => each.serviceLineId === serviceLineId);
      const own = ofLine(regulationAccounts);
      const toCome = ofLine(charged.toCome);
      if (total.available + total.occupied + toCome.length + own.length === 0) return [];
      const standing = standingCalculations(calculations, serviceLineId, year);
      const incomplete = standing.length > 0 && uncalculatedLevel(standing, ofLine(charged.occupied)) !== undefined;
      const budget = incomplete ? undefined : calculatedBudget(standing);
      const budgetedBp = budgetedRate(standing) ?? buckets[0]?.budgetedBp;
      const counted = ofLine(soFar)[0]?.total;
      const forecast = lineForecast({
        year,
        soFar: counted ?? NOBODY,
        wholeYear: { ...total, occupied: total.occupied + toCome.reduce((all, { days }) => all + days, 0) },
        payerDays: payerDays(total.byPayer, toCome),
        revenueOre: sumOre(
          charged.occupied.filter((run) => earnedBy(run, serviceLineId)).map(({ amountOre }) => amountOre),
        ),
        daysWithoutPrice: ofLine(charged.unpriced).length > 0,
        ...(typeof budgetedBp === 'number' ? { budgetedBp } : {}),
        ...(standing.length === 0 || incomplete
          ? {}
          : { budgetedCapacityDays: standing.reduce((all, { price }) => all + price.capacityDays, 0) }),
        budgetIncomplete: incomplete,
        ...(budget === undefined ? {} : { budgetOre: budget.amountOre }),
        ...(agreement === undefined ? {} : { rules: regulationRules(agreement.agreementId, agreement.rules) }),
        ...(lastDay === null ? {} : { closedFrom: addDays(lastDay, 1) }),
        ...(leftFrom === undefined ? {} : { leftFrom }),
        regulated: regulatedInTariffs(standing),
        regulationAccounts: own,
        accounts: ofLine(accounts),
      });
      return [{ serviceLineId, legalBasis, forecast }];
    });
  }
}

/** The mean rate of the levels' calculations, each by its place-days. */
const budgetedRate = (standing: ReturnType<typeof standingCalculations>): number | undefined => {
  const days = standing.reduce((all, { price }) => all + price.capacityDays, 0);
  if (days === 0) return undefined;
  const weighted = standing.reduce((all, { price, occupancy }) => all + price.capacityDays * occupancy.appliedBp, 0);
  return roundedRatio(BigInt(weighted), BigInt(days));
};

/** By party code, those who are there together with those who will come. */
const payerDays = (byPayer: Readonly<Record<string, number>>, toCome: readonly PresentDays[]): readonly PayerDays[] => {
  const days = new Map<string, number>(Object.entries(byPayer));
  for (const { payer, days: more } of toCome) days.set(payer, (days.get(payer) ?? 0) + more);
  return [...days]
    .map(([payer, count]) => ({ payer: partyCode(payer), days: count }))
    .sort((a, b) => (a.payer < b.payer ? -1 : 1));
};
