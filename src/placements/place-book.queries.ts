import { Injectable } from '@nestjs/common';
import type { Sight } from '../kernel/access';
import type { Day } from '../kernel/calendar';
import type { Position } from '../kernel/event';
import type { CitizenRef, OfferingId, PartyCode, PlacementId, ServiceLineId } from '../kernel/vocabulary';
import type { Cell } from '../platform/subscriptions/read-store';
import { ReadStore } from '../platform/subscriptions/read-store';
import { seenRows } from '../platform/subscriptions/sight-condition';
import { placeBookProjection } from './place-book.projection';
import type { PlacementRelation } from './placement-access';
import type { CapacityRow, PayerSince, PlacementPhase, PlacementRow } from './place-book.tables';
import { capacitiesTable, placementsTable } from './place-book.tables';

export interface KnownAt {
  /** As if nothing after this position had been recorded. */
  readonly knownAt?: Position | undefined;
}

export interface PlacementFilter extends KnownAt {
  readonly placementId?: PlacementId | undefined;
  readonly seenBy: Sight<'any' | PlacementRelation>;
  readonly phase?: PlacementPhase | undefined;
  /** Only placements for which somebody has been asked to pay and has not answered. */
  readonly payerAsked?: boolean | undefined;
  readonly offeringId?: OfferingId | undefined;
  readonly serviceLineId?: ServiceLineId | undefined;
  readonly citizenRef?: CitizenRef | undefined;
  /** Only placements that hold a place on this day. */
  readonly effectiveOn?: Day | undefined;
  /** Newest first; only placements reserved before this position. */
  readonly before?: Position | undefined;
  readonly limit?: number | undefined;
}

export type StayRow = Pick<
  PlacementRow,
  | 'placementId'
  | 'offeringId'
  | 'serviceLineId'
  | 'buyer'
  | 'operator'
  | 'phase'
  | 'firstDay'
  | 'plannedLastDay'
  | 'noticeLastPayableDay'
  | 'departureDay'
  | 'departureDayCounts'
  | 'lastPayableDay'
  | 'stopsOnResale'
  | 'reservedPosition'
  | 'payers'
  | 'lastPosition'
  | 'recordedAt'
> & {
  /** The last day a place is taken, as far as it is known. */
  readonly lastDay: Day | null;
};

export interface StayFilter extends KnownAt {
  readonly operator?: PartyCode | undefined;
  readonly offeringId?: OfferingId | undefined;
}

/** Reads over the place books: placements and the capacity they take. */
@Injectable()
export class PlaceBookQueries {
  constructor(private readonly reads: ReadStore) {}

  /** Up to here the answers hold everything. */
  get position(): Position {
    return this.model.position;
  }

  placement(placementId: PlacementId, { knownAt }: KnownAt = {}): PlacementRow | undefined {
    return this.model.row(placementsTable, {
      where: 'placementId = :placementId',
      parameters: { placementId },
      ...known(knownAt),
    });
  }

  /** Every placement an operator sells, whatever its phase; `changedAfter` gives those with an event after it. */
  ofOperator(
    operator: PartyCode,
    { knownAt, changedAfter }: KnownAt & { readonly changedAfter?: Position | undefined } = {},
  ): PlacementRow[] {
    return this.model.rows(placementsTable, {
      where:
        changedAfter === undefined ? 'operator = :operator' : 'operator = :operator AND lastPosition > :changedAfter',
      parameters: { operator, ...(changedAfter === undefined ? {} : { changedAfter }) },
      ...known(knownAt),
    });
  }

  /** All placements of a citizen, whoever buys or sells them: for decisions, not for showing. */
  ofCitizen(citizenRef: CitizenRef): PlacementRow[] {
    return this.model.rows(placementsTable, { where: 'citizenRef = :citizenRef', parameters: { citizenRef } });
  }

  ofOffering(offeringId: OfferingId, { knownAt }: KnownAt = {}): PlacementRow[] {
    return this.model.rows(placementsTable, {
      where: 'offeringId = :offeringId',
      parameters: { offeringId },
      ...known(knownAt),
    });
  }

  /** Newest reservations first; only those the asker may see. */
  list(filter: PlacementFilter): PlacementRow[] {
    const { where, parameters } = conditionOf(filter);
    return this.model.rows(placementsTable, {
      where,
      parameters,
      orderBy: 'reservedPosition DESC',
      ...(filter.limit === undefined ? {} : { limit: filter.limit }),
      ...known(filter.knownAt),
    });
  }

  /** Reservations nobody has answered in time, oldest first. */
  overdue(today: Day, limit: number): PlacementRow[] {
    return this.model.rows(placementsTable, {
      where: `phase = 'reserved' AND expiresOn < :today`,
      parameters: { today },
      orderBy: 'expiresOn, placementId',
      limit,
    });
  }

  /** Changes of capacity in the order they were recorded; of all offerings when none is named. */
  capacities({ offeringId, knownAt }: KnownAt & { readonly offeringId?: OfferingId | undefined } = {}): CapacityRow[] {
    return this.model.rows(capacitiesTable, {
      ...(offeringId === undefined ? {} : { where: 'offeringId = :offeringId', parameters: { offeringId } }),
      orderBy: 'position, eventId',
      ...known(knownAt),
    });
  }

  /** Only what counting places needs, so that ten thousand placements are read quickly. */
  stays({ operator, offeringId, knownAt }: StayFilter = {}): StayRow[] {
    // Only the conditions that are asked for: SQLite takes no index for one that may or may not hold.
    const parameters = {
      ...(operator === undefined ? {} : { operator }),
      ...(offeringId === undefined ? {} : { offeringId }),
    };
    const where = Object.keys(parameters).map((column) => `${column} = :${column}`);
    const rows = this.model.select<Omit<StayRow, 'payers'> & { payers: string }>(
      (from) => `SELECT placementId, offeringId, serviceLineId, buyer, operator, phase, firstDay, plannedLastDay,
          noticeLastPayableDay, departureDay, departureDayCounts, lastPayableDay, stopsOnResale, reservedPosition,
          payers, lastPosition, recordedAt,
          COALESCE(departureDay, noticeLastPayableDay, plannedLastDay) AS lastDay
        FROM ${from(placementsTable)}
        ${where.length === 0 ? '' : `WHERE ${where.join(' AND ')}`}`,
      parameters,
      knownAt,
    );
    return rows.map((row) => ({ ...row, payers: JSON.parse(row.payers) as PayerSince[] }));
  }

  private get model(): ReturnType<ReadStore['model']> {
    return this.reads.model(placeBookProjection);
  }
}

const known = (knownAt: Position | undefined): { knownAt?: Position } => (knownAt === undefined ? {} : { knownAt });

const SEEN_AS = {
  buyer: 'buyer = :reader',
  payer: `(instr(payerCodes, ' ' || :reader || ' ') > 0 OR proposedPayer = :reader)`,
  operator: 'operator = :reader',
};

const conditionOf = (filter: PlacementFilter): { where: string; parameters: Record<string, Cell> } => {
  const { seenBy, payerAsked, placementId, phase, offeringId, serviceLineId, citizenRef, effectiveOn, before } = filter;
  const seen = seenRows(seenBy, SEEN_AS);
  const conditions = [seen.where];
  const parameters: Record<string, Cell> = { ...seen.parameters };
  const and = (condition: string, name: string, value: Cell | undefined): void => {
    if (value === undefined) return;
    conditions.push(condition);
    parameters[name] = value;
  };
  if (payerAsked === true) conditions.push('proposedPayer IS NOT NULL');
  and('placementId = :placementId', 'placementId', placementId);
  and('phase = :phase', 'phase', phase);
  and('offeringId = :offeringId', 'offeringId', offeringId);
  and('serviceLineId = :serviceLineId', 'serviceLineId', serviceLineId);
  and('citizenRef = :citizenRef', 'citizenRef', citizenRef);
  and('reservedPosition < :before', 'before', before);
  and(
    `phase IN ('reserved', 'agreed', 'enrolled', 'discharged') AND firstDay <= :effectiveOn
     AND COALESCE(departureDay, noticeLastPayableDay, plannedLastDay, '9999-12-31') >= :effectiveOn`,
    'effectiveOn',
    effectiveOn,
  );
  return { where: conditions.join(' AND '), parameters };
};

export type {
  Absence,
  CapacityKind,
  CapacityRow,
  PayerSince,
  PlacementEvidence,
  PlacementPhase,
  PlacementRow,
  ProposedChange,
  ProposedPayer,
  ServiceTermsSince,
} from './place-book.tables';
export { PLACEMENT_PHASES } from './place-book.tables';
export { placesByDay } from './free-places.calculation';
export { paymentStops, type PaymentStop } from './payment-stops.calculation';
