import { Inject, Injectable } from '@nestjs/common';
import { AgreementQueries } from '../../agreements/agreements.queries';
import type { Day, Month } from '../../kernel/calendar';
import { addDays, firstDayOf, lastDayOf } from '../../kernel/calendar';
import type { LogNumber, Position } from '../../kernel/event';
import type { OfferingId, PartyCode, PlacementId, TariffId } from '../../kernel/vocabulary';
import { PlaceBookQueries, type PlacementRow } from '../../placements/place-book.queries';
import type { EventStore } from '../../platform/event-store/event-store';
import { Problem } from '../../platform/http/problem';
import { ProjectionRunner } from '../../platform/subscriptions/projection-runner';
import { ReadStore } from '../../platform/subscriptions/read-store';
import { EVENT_STORE } from '../../platform/tokens';
import { TariffQueries, type TariffVersionRow } from '../../tariffs/tariffs.queries';
import { rulesInForce } from '../agreement-rules';
import type { ChargeablePlacement, StoppedPayment, TariffVersion } from '../lines/day-charges.calculation';
import { levelKey } from '../lines/day-charges.calculation';
import type { ChargeCredit } from '../lines/charge-lines.calculation';
import { isCharge } from '../lines/charge-lines.calculation';
import type { DrawnMonth, MonthFacts, SettlementRules } from './month.calculation';
import { drawMonth, firstPayableDay } from './month.calculation';
import { DisputeQueries } from '../disputes/dispute.queries';
import type { SettlementState } from './settlement.decider';
import { SettlementQueries } from '../issued/settlement.queries';
import type { BookRows, StillThere } from '../lines/stopped-payments';
import { maybeStoppedSince, stillThere, stoppedPayments } from '../lines/stopped-payments';

/** What is to be drawn, and by what state of the operator's own months. */
export interface MonthWanted {
  readonly operator: PartyCode;
  readonly month: Month;
  readonly issuedOn: Day;
  readonly lateClaimReason?: string | undefined;
  readonly state: SettlementState;
}

/** A version of a tariff put in the place of a wrong one, to see what it would do. */
export interface CorrectionSupposed {
  readonly offeringId: OfferingId;
  readonly supersedes: TariffId;
  readonly tariffId: TariffId;
  readonly components: TariffVersion['components'];
}

export interface MonthDrawing {
  readonly drawn: DrawnMonth;
  readonly rules: SettlementRules | undefined;
  readonly knownPosition: LogNumber;
  readonly firstPayableDay?: Day | undefined;
  /** Citizens nobody has discharged from an offering that had closed by the day of issue. */
  readonly stillThere: readonly StillThere[];
}

/** Milliseconds a close waits for the read models to hold everything recorded before it was asked for. */
export const CATCH_UP_MS = 10_000;

/** The read models a month follows from. One that has stopped must stop settlement too, never lend it old rows. */
const NEEDED: readonly string[] = [
  'log-numbers',
  'place-book',
  'price-list',
  'framework-agreements',
  'statements',
  'disputes',
];

/** Draws a month from what has been recorded up to one position, and nothing else. */
@Injectable()
export class MonthDrawings {
  constructor(
    private readonly placeBook: PlaceBookQueries,
    private readonly tariffs: TariffQueries,
    private readonly agreements: AgreementQueries,
    private readonly settlement: SettlementQueries,
    private readonly disputes: DisputeQueries,
    private readonly projections: ProjectionRunner,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    private readonly reads: ReadStore,
  ) {}

  /** @throws Problem READ_MODELS_BEHIND (503) when the read models do not catch up in time. */
  async draw(wanted: MonthWanted): Promise<MonthDrawing> {
    const knownAt = await this.caughtUp();
    const { operator, month } = wanted;
    const rules = this.rulesFor(operator, lastDayOf(month), knownAt);
    const book = this.bookOf(operator, knownAt);
    const facts = this.factsFrom(wanted, book, rules, knownAt);
    return {
      drawn: drawMonth(facts),
      rules,
      knownPosition: this.reads.numberAt(knownAt),
      firstPayableDay: firstPayableDay(facts.placements),
      stillThere: stillThere(book, wanted.issuedOn),
    };
  }

  /**
   * The month of one offering as it would be drawn now, and as it would be with the correction of its tariff recorded.
   * @throws Problem READ_MODELS_BEHIND (503) when the read models do not catch up in time.
   */
  async compare(
    wanted: MonthWanted,
    correction: CorrectionSupposed,
  ): Promise<{ readonly present: DrawnMonth; readonly corrected: DrawnMonth }> {
    const knownAt = await this.caughtUp();
    const rules = this.rulesFor(wanted.operator, lastDayOf(wanted.month), knownAt);
    const whole = this.bookOf(wanted.operator, knownAt);
    const inOffering = ({ offeringId }: { readonly offeringId: OfferingId }) => offeringId === correction.offeringId;
    const book = { placements: whole.placements.filter(inOffering), capacities: whole.capacities.filter(inOffering) };
    const drawn = (supposed?: CorrectionSupposed) => drawMonth(this.factsFrom(wanted, book, rules, knownAt, supposed));
    return { present: drawn(), corrected: drawn(correction) };
  }

  /** What a month would be drawn from, as far as the read models have come; nobody is waited for. */
  factsOf(wanted: MonthWanted, knownAt: Position): MonthFacts {
    const rules = this.rulesFor(wanted.operator, wanted.issuedOn, knownAt);
    return this.factsFrom(wanted, this.bookOf(wanted.operator, knownAt), rules, knownAt);
  }

  private bookOf(operator: PartyCode, knownAt: Position): BookRows {
    const placements = this.placeBook.ofOperator(operator, { knownAt });
    const offerings = new Set(placements.map(({ offeringId }) => offeringId));
    const capacities = this.placeBook.capacities({ knownAt }).filter(({ offeringId }) => offerings.has(offeringId));
    return { placements, capacities };
  }

  /** The newest position, once everything up to it has been read in. */
  private async caughtUp(): Promise<Position> {
    const head = await this.store.head();
    await this.projections.waitFor(head, CATCH_UP_MS);
    const reached = new Map(this.projections.status().map(({ name, position }) => [name, position]));
    if (NEEDED.some((name) => (reached.get(name) ?? -1) < head)) throw readModelsBehind();
    return head;
  }

  private rulesFor(operator: PartyCode, on: Day, knownAt: Position): SettlementRules | undefined {
    const found = rulesInForce(this.agreements, operator, on, knownAt);
    if (found === undefined) return undefined;
    const { dueDays, claimLimitMonths } = found.rules;
    return { agreementId: found.agreementId, dueDays, claimLimitMonths };
  }

  private factsFrom(
    { operator, month, issuedOn, lateClaimReason, state }: MonthWanted,
    book: BookRows,
    rules: SettlementRules | undefined,
    knownAt: Position,
    correction?: CorrectionSupposed,
  ): MonthFacts & { readonly placements: readonly ChargeablePlacement[] } {
    const { placements: rows } = book;
    const since = state.lastClosed && this.reads.positionOf(state.lastClosed.knownPosition);
    const tariffs = correctedBy(correction, this.tariffs.versionsOfOperator(operator, knownAt));
    const repriced = since === undefined ? undefined : this.repricedSince(operator, month, tariffs, since);
    const credits = this.disputes.credits(operator, knownAt);
    const changed =
      since === undefined
        ? undefined
        : new Set([
            ...rows.filter(({ lastPosition }) => lastPosition > since).map(({ placementId }) => placementId),
            ...maybeStoppedSince(book, since),
            ...[...credits]
              .filter(([, of]) => of.some(({ position }) => position > since))
              .map(([contract]) => contract),
          ]);
    const stopped = stoppedPayments(book);
    const raised = this.settlement.chargesDue(operator, month, knownAt);
    const looked = since === undefined ? [] : contractsToCompare(rows, changed, repriced);
    const billed = this.settlement.linesOfContracts(operator, looked, knownAt);
    const lost = this.settlement.lostOfContracts(operator, looked, knownAt);
    return {
      operator,
      month,
      issuedOn,
      // Without an agreement nothing is issued; the preview still shows the lines, by the law's limits (R2, R34).
      rules: rules ?? { agreementId: '' as SettlementRules['agreementId'], dueDays: 30, claimLimitMonths: 12 },
      placements: rows.map((row) => chargeable(row, stopped.get(row.placementId))),
      tariffs: tariffs.filter(({ supersededBy }) => supersededBy === null).map(holding),
      billed: Map.groupBy(billed, ({ entry }) => entry.contractId),
      lost: Map.groupBy(lost, ({ contractId }) => contractId),
      credits,
      raised,
      chargeCredits: this.chargeCredits(operator, knownAt),
      withdrawn: this.settlement.withdrawals.withdrawnCharges(operator, knownAt),
      ...(lateClaimReason === undefined ? {} : { lateClaimReason }),
      ...(state.opened && state.firstMonth !== undefined ? { settledFrom: firstDayOf(state.firstMonth) } : {}),
      ...(changed === undefined ? {} : { changed }),
      ...(repriced === undefined ? {} : { repriced }),
    };
  }

  /** What disputes of charges have ended with and no closed month has carried yet. */
  private chargeCredits(operator: PartyCode, knownAt: Position): ChargeCredit[] {
    const ended = this.disputes.chargeCredits(operator, knownAt);
    if (ended.length === 0) return [];
    const carried = this.settlement.creditedCharges(operator, knownAt);
    return ended.flatMap(({ payer, ...credit }) => {
      const { statementId, line } = credit;
      const attempt = this.settlement.statement(statementId, knownAt)?.attempt;
      const disputed = attempt === undefined ? undefined : this.settlement.line(statementId, attempt, line);
      if (disputed === undefined || !isCharge(disputed) || carried.has(`${statementId}|${line}`)) return [];
      // What was taken back is credited in full by itself.
      if (this.settlement.withdrawals.isWithdrawn(disputed.chargeId, knownAt)) return [];
      return [{ credit, payer, disputed }];
    });
  }

  /** Levels with a version for days before the month that was not known at the last close. */
  private repricedSince(
    operator: PartyCode,
    month: Month,
    now: readonly TariffVersionRow[],
    since: Position,
  ): ReadonlySet<string> {
    const before = new Set(this.tariffs.versionsOfOperator(operator, since).map(({ tariffId }) => tariffId));
    const first = firstDayOf(month);
    return new Set(
      now
        .filter(({ tariffId, validFrom }) => validFrom < first && !before.has(tariffId))
        .map(({ offeringId, serviceLineId, level }) => levelKey(offeringId, serviceLineId, level)),
    );
  }
}

const correctedBy = (
  correction: CorrectionSupposed | undefined,
  versions: readonly TariffVersionRow[],
): readonly TariffVersionRow[] => {
  if (correction === undefined) return versions;
  const { supersedes, tariffId, components } = correction;
  return versions.map((row) => (row.tariffId === supersedes ? { ...row, tariffId, components } : row));
};

const contractsToCompare = (
  rows: readonly PlacementRow[],
  changed: ReadonlySet<PlacementId> | undefined,
  repriced: ReadonlySet<string> | undefined,
): PlacementId[] =>
  rows
    .filter(
      ({ placementId, offeringId, serviceLineId, serviceTerms }) =>
        changed?.has(placementId) === true ||
        serviceTerms.some(({ level }) => repriced?.has(levelKey(offeringId, serviceLineId, level)) === true),
    )
    .map(({ placementId }) => placementId);

/**
 * A row of the place book as settlement reads it. Nothing is owed before the citizen has come (Q4). The last payable day
 * is the discharge's; until then that of a notice, which stands once given (R30), or else the agreed end, after which
 * the place is sold to others.
 */
export const chargeable = (row: PlacementRow, stopped?: StoppedPayment): ChargeablePlacement => {
  const { phase, firstDay, evidence } = row;
  const come = phase === 'enrolled' || phase === 'discharged';
  const lastPayableDay = stopped?.lastDay ?? row.lastPayableDay ?? row.noticeLastPayableDay ?? row.plannedLastDay;
  const ended = evidence.discharged ?? evidence.notice ?? (row.plannedLastDay === null ? undefined : evidence.agreed);
  return {
    contractId: row.placementId,
    citizenRef: row.citizenRef,
    buyer: row.buyer,
    offeringId: row.offeringId,
    offeringName: row.offeringName,
    serviceLineId: row.serviceLineId,
    legalBasis: row.legalBasis,
    ...(come ? { firstDay } : {}),
    ...(lastPayableDay === null ? {} : { lastPayableDay }),
    ...noticeAfter(row),
    ...(stopped === undefined ? {} : { stopped }),
    payers: row.payers,
    terms: row.serviceTerms,
    evidence: {
      reserved: evidence.reserved,
      ...(evidence.agreed === undefined ? {} : { agreed: evidence.agreed }),
      ...(evidence.enrolled === undefined ? {} : { enrolled: evidence.enrolled }),
      ...(ended === undefined ? {} : { ended }),
      newest: row.lastEventId,
    },
  };
};

/** The day after which it is notice or death, and not presence, that makes the days payable (R30, Q1). */
const noticeAfter = (row: PlacementRow): { noticeAfter?: Day } => {
  const { departureDay, departureDayCounts, ruleRef, noticeDate, noticeLastPayableDay, plannedLastDay } = row;
  if (departureDay !== null) {
    const byNotice = ruleRef === 'R30' || ruleRef === 'Q1';
    return byNotice ? { noticeAfter: departureDayCounts === 1 ? departureDay : addDays(departureDay, -1) } : {};
  }
  // An agreed end before the end of the notice stands, and is no matter of notice.
  return noticeDate === null || noticeLastPayableDay === plannedLastDay ? {} : { noticeAfter: noticeDate };
};

/** A row of the price list as settlement reads it. */
export const holding = (row: TariffVersionRow): TariffVersion => {
  const { tariffId, offeringId, serviceLineId, level, components, validFrom, validTo, placementGround, eventId } = row;
  const ground = placementGround === null ? {} : { placementGround };
  const version = { tariffId, offeringId, serviceLineId, level, components, validFrom, eventId, ...ground };
  return validTo === null ? version : { ...version, validTo };
};

const readModelsBehind = (): Problem =>
  new Problem(
    503,
    'READ_MODELS_BEHIND',
    {
      da: 'Registreringerne er ikke læst ind endnu, så måneden kan ikke gøres op. Prøv igen om lidt.',
      en: 'What has been recorded has not been read in yet, so the month cannot be drawn. Try again shortly.',
    },
    { headers: { 'retry-after': '5' } },
  );
