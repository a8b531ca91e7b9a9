import { Inject, Injectable } from '@nestjs/common';
import type { Position, Recorded } from '../kernel/event';
import type { Actor } from '../kernel/vocabulary';
import type { EventStore } from '../platform/event-store/event-store';
import { ReadStore } from '../platform/subscriptions/read-store';
import { EVENT_STORE } from '../platform/tokens';
import type { ThingKind, ThingRow, TrailRow } from './trail.projection';
import { auditThingsTable, auditTrailTable, trail } from './trail.projection';

export const ORDERS = ['newest', 'oldest'] as const;
export type Order = (typeof ORDERS)[number];

export interface TrailFilter {
  readonly types?: readonly string[];
  readonly stream?: string;
  /** Any placement, offering, statement, agreement, tariff or citizen pseudonym. */
  readonly subject?: string;
  /** Operator, buyer, payer or named otherwise in the fact. */
  readonly party?: string;
  /** First position, inclusive. */
  readonly from?: Position;
  /** Last position, inclusive. */
  readonly to?: Position;
  readonly order: Order;
  /** Position after which, in that order, the list goes on. */
  readonly after?: Position | undefined;
  readonly limit: number;
}

/** Which rows of a history a reader may see. */
export interface Sight {
  readonly where: string;
  readonly parameters: Readonly<Record<string, string>>;
}

export type PagedTrail = Pick<TrailFilter, 'order' | 'after' | 'limit' | 'to'>;

const IS_PARTY = '(operator = :party OR buyer = :party OR payer = :party OR party = :party)';
const IS_SUBJECT =
  '(placementId = :subject OR offeringId = :subject OR statementId = :subject OR agreementId = :subject' +
  ' OR tariffId = :subject OR citizenRef = :subject)';

/** Condition that selects the facts of one thing, from `:id`. */
const HISTORY: Readonly<Record<ThingKind, string>> = {
  placement: 'placementId = :id',
  offering: 'offeringId = :id',
  agreement: 'agreementId = :id AND placementId IS NULL AND tariffId IS NULL AND operator IS NULL',
  // The closing names the operator and the month, not each statement.
  statement: `(statementId = :id OR (type = 'MonthClosed' AND operator = :operator AND month = :month))`,
  party: '(operator = :id OR buyer = :id OR payer = :id OR party = :id)',
};

/** What is about no placement, and the placements the party stands in by its roles. */
const ownFacts = (party: string, buys: boolean, sells: boolean): Sight => {
  const sides = ['(placementId IS NULL AND statementId IS NULL)'];
  if (buys) sides.push('buyer = :reader OR payer = :reader');
  if (sells) sides.push('operator = :reader');
  return { where: `(${sides.join(' OR ')})`, parameters: { reader: party } };
};

@Injectable()
export class TrailQueries {
  constructor(
    private readonly reads: ReadStore,
    @Inject(EVENT_STORE) private readonly store: EventStore,
  ) {}

  get position(): Position {
    return this.reads.model(trail).position;
  }

  countUpTo(position: Position): number {
    return this.reads.model(trail).count(auditTrailTable, { where: 'position <= :position', parameters: { position } });
  }

  thing(kind: ThingKind, id: string): ThingRow | undefined {
    return this.reads
      .model(trail)
      .row(auditThingsTable, { where: 'kind = :kind AND id = :id', parameters: { kind, id } });
  }

  search({ types, stream, subject, party, from, ...page }: TrailFilter): TrailRow[] {
    const conditions: string[] = [];
    const parameters: Record<string, string | number> = {};
    const add = (condition: string, values: Record<string, string | number>): void => {
      conditions.push(condition);
      Object.assign(parameters, values);
    };
    if (types && types.length > 0) {
      const names = types.map((type, at) => [`type${at}`, type] as const);
      add(`type IN (${names.map(([name]) => `:${name}`).join(', ')})`, Object.fromEntries(names));
    }
    if (stream !== undefined) add('stream = :stream', { stream });
    if (subject !== undefined) add(IS_SUBJECT, { subject });
    if (party !== undefined) add(IS_PARTY, { party });
    if (from !== undefined) add('position >= :from', { from });
    return this.page(conditions, parameters, page);
  }

  /** The facts of one thing, as far as the reader may see them; undefined when there is nothing for them to see. */
  history(kind: ThingKind, id: string, actor: Actor, page: PagedTrail): TrailRow[] | undefined {
    const thing = this.thing(kind, id);
    const sight = thing && this.sightOf(thing, actor);
    if (!sight) return undefined;
    const parameters = {
      id,
      ...(kind === 'statement' ? { operator: thing.operator, month: thing.month } : {}),
      ...sight.parameters,
    };
    return this.page([HISTORY[kind], sight.where], parameters, page);
  }

  /** The whole fact as the log has it. */
  async fact(eventId: string): Promise<{ readonly row: TrailRow; readonly fact: Recorded } | undefined> {
    const row = this.reads.model(trail).row(auditTrailTable, { where: 'eventId = :eventId', parameters: { eventId } });
    if (!row) return undefined;
    for await (const [fact] of this.store.readStream(row.stream, { from: row.revision, limit: 1 }))
      if (fact) return { row, fact };
    return undefined;
  }

  /** By the roles held for the party, as everywhere: a buyer sees what it buys and pays, an operator what it sells. */
  private sightOf({ kind, id, operator, buyer, payer, readers }: ThingRow, actor: Actor): Sight | undefined {
    const { party, roles } = actor;
    const everything: Sight = { where: '1 = 1', parameters: {} };
    if (roles.includes('auditor')) return everything;
    const watches = roles.includes('secretariat');
    if (kind === 'agreement') return watches || readers.includes(party) ? everything : undefined;
    const [buys, sells] = [roles.includes('buyer'), roles.includes('operator')];
    if (kind === 'party') return id === party && (buys || sells) ? ownFacts(party, buys, sells) : undefined;
    if (sells && operator === party) return everything;
    if (kind === 'offering' && buys && this.buysAt(id, party)) return ownFacts(party, buys, false);
    // The secretariat watches the market without seeing a citizen, so of a placement it sees nothing at all.
    if (kind === 'offering') return watches ? { where: 'placementId IS NULL', parameters: {} } : undefined;
    const pays = readers.includes(party) && (operator !== party || buyer === party || payer === party);
    return buys && pays ? everything : undefined;
  }

  private buysAt(offeringId: string, party: string): boolean {
    const where = 'offeringId = :offeringId AND (buyer = :party OR payer = :party)';
    return this.reads.model(trail).count(auditTrailTable, { where, parameters: { offeringId, party } }) > 0;
  }

  private page(
    conditions: readonly string[],
    parameters: Readonly<Record<string, string | number | null>>,
    { order, after, limit, to }: PagedTrail,
  ): TrailRow[] {
    const newest = order === 'newest';
    const bounds: string[] = [];
    const positions: Record<string, number> = {};
    if (to !== undefined) {
      bounds.push('position <= :to');
      positions.to = to;
    }
    if (after !== undefined) {
      bounds.push(newest ? 'position < :after' : 'position > :after');
      positions.after = after;
    }
    const where = [...conditions, ...bounds].join(' AND ');
    return this.reads.model(trail).rows(auditTrailTable, {
      ...(where === '' ? {} : { where }),
      parameters: { ...parameters, ...positions },
      orderBy: newest ? 'position DESC' : 'position ASC',
      limit,
    });
  }
}
