import { Inject, Injectable } from '@nestjs/common';
import { AgreementFacts } from '../agreements/agreements.facts';
import { CalculationQueries } from '../calculations/calculations.queries';
import { addDays } from '../kernel/calendar';
import type { Position } from '../kernel/event';
import { asOre, sumOre } from '../kernel/money';
import { partyCode, type OfferingId, type ServiceLineId } from '../kernel/vocabulary';
import { OccupancyQueries, together } from '../occupancy/occupancy.queries';
import { OfferingFacts } from '../offerings/offerings.facts';
import type { EventStore } from '../platform/event-store/event-store';
import { Problem } from '../platform/http/problem';
import { ProjectionRunner } from '../platform/subscriptions/projection-runner';
import { ReadStore } from '../platform/subscriptions/read-store';
import { EVENT_STORE } from '../platform/tokens';
import type { ChargeKind } from '../settlement/charges/charge.events';
import { SettlementQueries, type TakenBackCharge } from '../settlement/issued/settlement.queries';
import { ChargedDays, type ChargedRun, earnedBy } from '../settlement/months/charged-days.queries';
import {
  type ClosureFacts,
  closureShareMonths,
  type DetermineClosureDeficit,
  sharePeriodFrom,
} from './closure-deficit.decider';
import { YearEndQueries } from './year-end.queries';
import { refundChargeId } from './share-charge-ids';
import type { PayerDays, RevenueLine, TakenBack, YearRevenue } from './year-end.events';
import type {
  AccountsFacts,
  BringInRegulation,
  BroughtInFacts,
  SplitFacts,
  SplitResult,
  SubmitAccounts,
} from './year-end.decider';
import {
  calculatedBudget,
  firstDayOfYear,
  lastDayOfYear,
  regulatedInTariffs,
  standingCalculations,
  uncalculatedLevel,
} from './year-result.calculation';

/** Milliseconds accounts wait for days and prices that were recorded just before them. */
const CATCH_UP_MS = 10_000;

/** The read models that a year's days, prices and budget are counted from. */
const NEEDED: readonly string[] = [
  'log-numbers',
  'place-book',
  'price-list',
  'framework-agreements',
  'offering-catalogue',
  'tariff-calculations',
  'regulation-accounts',
  'statements',
];

const NOTHING: YearRevenue = {
  lines: [],
  occupiedDays: 0,
  capacityDays: 0,
  payerDays: [],
  paidNotOccupiedOre: sumOre([]),
};

/** Gathers what a year's result rests on: the offering, its days at their prices, its calculations, the agreement. */
@Injectable()
export class YearEndDesk {
  constructor(
    private readonly offerings: OfferingFacts,
    private readonly agreements: AgreementFacts,
    private readonly charged: ChargedDays,
    private readonly occupancy: OccupancyQueries,
    private readonly calculations: CalculationQueries,
    private readonly projections: ProjectionRunner,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    private readonly reads: ReadStore,
    private readonly settlement: SettlementQueries,
    private readonly yearEnd: YearEndQueries,
  ) {}

  async factsFor({ data }: SubmitAccounts): Promise<AccountsFacts> {
    const { offeringId, serviceLineId, year } = data;
    const head = await this.store.head();
    const stranger = { revenue: NOTHING, regulated: [], knownPosition: 0 };
    const known = await this.offerings.of(offeringId);
    if (known.phase === 'unknown') return stranger;
    const { operator } = known;
    const line = known.serviceLines[serviceLineId];
    if (line === undefined || operator !== data.by) return { ...stranger, operator };
    await this.caughtUp(head);
    const agreement = await this.agreements.inForce(firstDayOfYear(year), [operator]);
    const calculations = this.calculations.ofOffering(offeringId, head).map(({ fact }) => fact);
    const standing = standingCalculations(calculations, serviceLineId, year);
    const budget = calculatedBudget(standing);
    const { revenue, sold, unpricedFrom } = this.revenueOf(offeringId, serviceLineId, year, head);
    const uncalculated = uncalculatedLevel(standing, sold);
    return {
      operator,
      line: { legalBasis: line.legalBasis },
      ...(agreement === undefined ? {} : { agreement }),
      revenue,
      ...(unpricedFrom === undefined ? {} : { unpricedFrom }),
      ...(budget === undefined ? {} : { budget }),
      ...(uncalculated === undefined ? {} : { uncalculatedLevel: uncalculated }),
      regulated: regulatedInTariffs(standing),
      knownPosition: this.reads.numberAt(head),
    };
  }

  async splitFactsFor({ data: { offeringId, accountsId } }: SplitResult): Promise<SplitFacts> {
    const head = await this.store.head();
    const known = await this.offerings.of(offeringId);
    if (known.phase === 'unknown') return {};
    const { operator, lastDay } = known;
    await this.caughtUp(head);
    const calculations = this.calculations.ofOffering(offeringId, head).map(({ fact }) => fact);
    const leftFrom = await this.agreements.leftFrom(operator);
    const ofYear = this.yearEnd.accountsOfSameYear(accountsId);
    const takenBack = this.takenBack('RESULT_REFUND', offeringId, head, ({ chargeId, payer }) =>
      ofYear.some((each) => refundChargeId(each, payer) === chargeId),
    );
    return {
      operator,
      calculations,
      // A refund is a credit, and a share of it positive.
      takenBack: takenBack.map(({ payer, amountOre }) => ({ payer, amountOre: asOre(-amountOre) })),
      ...(lastDay === undefined ? {} : { closedFrom: addDays(lastDay, 1) }),
      ...(leftFrom === undefined ? {} : { leftFrom }),
    };
  }

  async broughtInFactsFor({ data }: BringInRegulation): Promise<BroughtInFacts> {
    const known = await this.offerings.of(data.offeringId);
    if (known.phase === 'unknown') return {};
    const { operator } = known;
    const line = known.serviceLines[data.serviceLineId];
    if (line === undefined) return { operator };
    // The year itself may lie before any agreement that the ledger knows.
    const agreement = await this.agreements.inForce(data.today, [operator]);
    return { operator, line: { legalBasis: line.legalBasis }, ...(agreement === undefined ? {} : { agreement }) };
  }

  async closureFactsFor({ data }: DetermineClosureDeficit): Promise<ClosureFacts> {
    const { offeringId, by } = data;
    const known = await this.offerings.of(offeringId);
    const nothing = { payerDays: [], knownPosition: 0 };
    if (known.phase === 'unknown') return nothing;
    const { operator, lastDay } = known;
    if (operator !== by || lastDay === undefined) return { ...nothing, operator };
    const agreement = await this.agreements.inForce(lastDay, [operator]);
    if (agreement === undefined) return { ...nothing, operator, lastDay };
    const knownAt = await this.store.head();
    await this.caughtUp(knownAt);
    const first = sharePeriodFrom(lastDay, closureShareMonths(agreement.rules));
    const lines = this.occupancy.lines({ offeringId, first, last: lastDay, by: 'month', knownAt });
    return {
      operator,
      lastDay,
      agreement,
      payerDays: byPayerCode(together(lines.map(({ total }) => total)).byPayer),
      takenBack: this.takenBack('CLOSURE_DEFICIT', offeringId, knownAt),
      knownPosition: this.reads.numberAt(knownAt),
    };
  }

  /** By payer code, as the charges were signed. */
  private takenBack(
    kind: ChargeKind,
    offeringId: OfferingId,
    knownAt: Position,
    meant: (charge: TakenBackCharge) => boolean = () => true,
  ): readonly TakenBack[] {
    const charges = this.settlement.withdrawals.takenBack(kind, offeringId, knownAt).filter(meant);
    return [...Map.groupBy(charges, ({ payer }) => payer)]
      .map(([payer, of]) => ({ payer, amountOre: sumOre(of.map(({ amountOre }) => amountOre)) }))
      .sort((a, b) => (a.payer < b.payer ? -1 : 1));
  }

  /**
   * What is counted here is frozen in a fact, so it never rests on old rows.
   * @throws Problem READ_MODELS_BEHIND (503) when the read models do not catch up in time.
   */
  private async caughtUp(head: Position): Promise<void> {
    await this.projections.waitFor(head, CATCH_UP_MS);
    const reached = new Map(this.projections.status().map(({ name, position }) => [name, position]));
    if (NEEDED.some((name) => (reached.get(name) ?? -1) < head)) throw readModelsBehind();
  }

  /** A1 and the days behind it, counted from the place book at the tariffs charged (R22, P5). */
  private revenueOf(offeringId: OfferingId, serviceLineId: ServiceLineId, year: number, knownAt: Position) {
    const [first, last] = [firstDayOfYear(year), lastDayOfYear(year)];
    const charged = this.charged.of({ offeringId, first, last, knownAt });
    const ofLine = <T extends { readonly serviceLineId: ServiceLineId }>(all: readonly T[]): T[] =>
      all.filter((each) => each.serviceLineId === serviceLineId);
    const [counted] = this.occupancy.lines({ offeringId, serviceLineId, first, last, by: 'month', knownAt });
    const revenue: YearRevenue = {
      lines: revenueLines(charged.occupied.filter((run) => earnedBy(run, serviceLineId))),
      occupiedDays: counted?.total.occupied ?? 0,
      capacityDays: counted?.total.available ?? 0,
      ...(typeof counted?.total.rateBp === 'number' ? { occupancyBp: counted.total.rateBp } : {}),
      payerDays: byPayerCode(counted?.total.byPayer ?? {}),
      paidNotOccupiedOre: sumOre(
        charged.paidNotOccupied.filter((run) => earnedBy(run, serviceLineId)).map(({ amountOre }) => amountOre),
      ),
    };
    const [unpricedFrom] = ofLine(charged.unpriced)
      .map(({ firstDay }) => firstDay)
      .sort();
    return { revenue, sold: ofLine(charged.occupied), unpricedFrom };
  }
}

const readModelsBehind = (): Problem =>
  new Problem(
    503,
    'READ_MODELS_BEHIND',
    {
      da: 'Registreringerne er ikke læst ind endnu, så året kan ikke gøres op. Prøv igen om lidt.',
      en: 'What has been recorded has not been read in yet, so the year cannot be counted. Try again shortly.',
    },
    { headers: { 'retry-after': '5' } },
  );

const byPayerCode = (days: Readonly<Record<string, number>>): readonly PayerDays[] =>
  Object.entries(days)
    .map(([payer, count]) => ({ payer: partyCode(payer), days: count }))
    .sort((a, b) => (a.payer < b.payer ? -1 : 1));

/** Runs at one price together, in the order of level, tariff and component. */
const revenueLines = (runs: readonly ChargedRun[]): readonly RevenueLine[] =>
  [...Map.groupBy(runs, priceKey)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, same]) => {
      const [one] = same;
      if (one === undefined) return [];
      const { level, tariffId, component, unit, priceOre, factorBp, perDay } = one;
      const days = same.reduce((all, run) => all + run.days, 0);
      const amountOre = sumOre(same.map((run) => run.amountOre));
      return [{ level, tariffId, component, unit, priceOre, factorBp, perDay, days, amountOre }];
    });

const priceKey = ({ level, tariffId, component, factorBp, perDay }: ChargedRun): string =>
  `${level}|${tariffId}|${component}|${factorBp}|${perDay}`;
