import { Injectable } from '@nestjs/common';
import type { Asker } from '../kernel/access';
import type { Day } from '../kernel/calendar';
import type { Position } from '../kernel/event';
import type { CitizenRef, OfferingId, PartyCode, PlacementId } from '../kernel/vocabulary';
import { endsWithSql } from '../platform/subscriptions/ending-condition';
import { ReadStore } from '../platform/subscriptions/read-store';
import { placeBookProjection } from './place-book.projection';
import type { CapacityRow, PayerSince, PlacementPhase, PlacementRow } from './place-book.tables';
import { capacitiesTable, PLACEMENT_PHASES, placementsTable } from './place-book.tables';
import {
  AWAY,
  BOOKED_WAITS,
  type BookedWait,
  conditionOf,
  named,
  rowOrder,
  type PlacementFilter,
  type PlacementOrder,
  type PlacementWait,
  seenPlacements,
  type Turn,
  TURNS,
  waitCondition,
  waitDays,
} from './placement-conditions';

export interface KnownAt {
  /** As if nothing after this position had been recorded. */
  readonly knownAt?: Position | undefined;
}

/** A page of a list: its order, and the key of the last row seen. */
export interface PlacementsInOrder {
  readonly order?: PlacementOrder | undefined;
  /** What the order goes by where something waits. */
  readonly waiting?: PlacementWait | undefined;
  /** Newest first; only placements reserved before this position. */
  readonly before?: Position | undefined;
  /** In any other order: only rows behind this one. */
  readonly after?: readonly [value: string, placementId: string] | undefined;
  readonly limit?: number | undefined;
}

/** Whose counts, as of which day. */
export interface CountedFor extends KnownAt {
  readonly seenBy: PlacementFilter['seenBy'];
  readonly asker: Asker;
  readonly today: Day;
}

/** How many placements somebody sees in each phase, how many citizens are away, and what waits for whom. */
export interface PlacementCounts {
  readonly byPhase: Readonly<Record<PlacementPhase, number>>;
  readonly away: number;
  readonly waiting: Readonly<Record<BookedWait, Readonly<Record<Turn, number>>>>;
}

export interface PartyInPlacements {
  readonly party: PartyCode;
  readonly placements: number;
}

/** Who buys, sells and pays now, each with how many placements, in order of code. */
export interface PlacementParties {
  readonly buyers: readonly PartyInPlacements[];
  readonly operators: readonly PartyInPlacements[];
  readonly payers: readonly PartyInPlacements[];
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
  private counted: { readonly checkpoint: Position; readonly byReader: Map<string, PlacementCounts> } = {
    checkpoint: -1,
    byReader: new Map(),
  };

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

  /** Which placements, and which citizens, have an id that ends so. The indexes are read through, and no row. */
  endingIn(
    ending: string,
    { knownAt }: KnownAt = {},
  ): { readonly placements: readonly PlacementId[]; readonly citizens: readonly CitizenRef[] } {
    const ids = <Id extends string>(column: 'placementId' | 'citizenRef'): Id[] =>
      this.model
        .select<{ id: Id }>(
          (from) => `SELECT DISTINCT ${column} AS id FROM ${from(placementsTable)} WHERE ${endsWithSql(column)}`,
          { ending },
          knownAt,
        )
        .map(({ id }) => id);
    return { placements: ids<PlacementId>('placementId'), citizens: ids<CitizenRef>('citizenRef') };
  }

  ofOffering(offeringId: OfferingId, { knownAt }: KnownAt = {}): PlacementRow[] {
    return this.model.rows(placementsTable, {
      where: 'offeringId = :offeringId',
      parameters: { offeringId },
      ...known(knownAt),
    });
  }

  /** Newest reservations first, unless another order is named; only those the asker may see. */
  list({
    order = 'NEWEST',
    waiting,
    before,
    after,
    limit,
    ...filter
  }: PlacementFilter & PlacementsInOrder): PlacementRow[] {
    const { where, parameters } = conditionOf(filter);
    const page = { ...(limit === undefined ? {} : { limit }), ...known(filter.knownAt) };
    if (order === 'NEWEST')
      return this.model.rows(placementsTable, {
        where: before === undefined ? where : `${where} AND reservedPosition < :before`,
        parameters: before === undefined ? parameters : { ...parameters, before },
        orderBy: 'reservedPosition DESC',
        ...page,
      });
    const { sql: value } = rowOrder(order, waiting);
    const falling = order.startsWith('-');
    return this.model.rows(placementsTable, {
      where:
        after === undefined
          ? where
          : `${where} AND (${value}, placementId) ${falling ? '<' : '>'} (:afterValue, :afterId)`,
      parameters: after === undefined ? parameters : { ...parameters, afterValue: after[0], afterId: after[1] },
      orderBy: falling ? `${value} DESC, placementId DESC` : `${value}, placementId`,
      ...page,
    });
  }

  /** How many rows the list has, on whatever page. */
  count(filter: PlacementFilter): number {
    const { where, parameters } = conditionOf(filter);
    return this.model.count(placementsTable, { where, parameters, ...known(filter.knownAt) });
  }

  /** Who stands in the rows of the list. */
  parties(filter: PlacementFilter): PlacementParties {
    const { where, parameters } = conditionOf(filter);
    const found = this.model.select<Pick<PlacementRow, 'buyer' | 'operator' | 'payer'> & { placements: number }>(
      (from) => `SELECT buyer, operator, payer, count(*) AS placements FROM ${from(placementsTable)}
        WHERE ${where} GROUP BY buyer, operator, payer`,
      parameters,
      filter.knownAt,
    );
    const by = (side: 'buyer' | 'operator' | 'payer'): PartyInPlacements[] => {
      const placements = new Map<PartyCode, number>();
      for (const row of found) placements.set(row[side], (placements.get(row[side]) ?? 0) + row.placements);
      return [...placements]
        .map(([party, count]) => ({ party, placements: count }))
        .sort((a, b) => (a.party < b.party ? -1 : 1));
    };
    return { buyers: by('buyer'), operators: by('operator'), payers: by('payer') };
  }

  /** All counts in one reading of the rows, and read anew only when they have changed. */
  counts(of: CountedFor): PlacementCounts {
    if (of.knownAt !== undefined) return this.countsOf(of);
    const { checkpoint } = this.model;
    if (this.counted.checkpoint !== checkpoint) this.counted = { checkpoint, byReader: new Map() };
    const reader = JSON.stringify([of.seenBy, of.asker.party, of.asker.roles, of.today]);
    const held = this.counted.byReader.get(reader) ?? this.countsOf(of);
    this.counted.byReader.set(reader, held);
    return held;
  }

  private countsOf({ seenBy, asker, today, knownAt }: CountedFor): PlacementCounts {
    const { where, parameters } = seenPlacements(seenBy);
    const waits = BOOKED_WAITS.flatMap((wait) => TURNS.map((turn) => ({ wait, turn })));
    const sums = [
      ...PLACEMENT_PHASES.map((phase) => `sum(phase = '${phase}') AS ${phase}`),
      `sum(${AWAY}) AS away`,
      ...waits.map(({ wait, turn }) => `sum(${waitCondition(wait, asker, turn)}) AS ${wait}_${turn}`),
    ].join(', ');
    const [row = {}] = this.model.select<Readonly<Record<string, number | null>>>(
      (from) => `SELECT ${sums} FROM ${from(placementsTable)} WHERE ${where}`,
      { ...parameters, ...named(sums, { ...waitDays(today), awayOn: today, party: asker.party }) },
      knownAt,
    );
    const count = (name: string): number => row[name] ?? 0;
    return {
      byPhase: Object.fromEntries(PLACEMENT_PHASES.map((phase) => [phase, count(phase)])) as PlacementCounts['byPhase'],
      away: count('away'),
      waiting: Object.fromEntries(
        BOOKED_WAITS.map((wait) => [wait, { YOU: count(`${wait}_YOU`), OTHERS: count(`${wait}_OTHERS`) }]),
      ) as PlacementCounts['waiting'],
    };
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
          payers, lastPosition, recordedAt, lastDay
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
export { offeringPlaces, placesByDay } from './free-places.calculation';
export { paymentStops, type PaymentStop } from './payment-stops.calculation';
