import { Inject, Injectable } from '@nestjs/common';
import type { Month } from '../kernel/calendar';
import type { Position, Recorded } from '../kernel/event';
import type { Permission } from '../kernel/access';
import { allows, sightOf, standings } from '../kernel/access';
import type { Actor, PartyCode } from '../kernel/vocabulary';
import type { EventStore } from '../platform/event-store/event-store';
import { ReadStore } from '../platform/subscriptions/read-store';
import type { SeenRows } from '../platform/subscriptions/sight-condition';
import { seenRows } from '../platform/subscriptions/sight-condition';
import { EVENT_STORE } from '../platform/tokens';
import { auditAccess } from './audit.access';
import { closingWords } from './settlement-words';
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
  /** The first command of a chain: everything that followed from it. */
  readonly correlationId?: string;
  /** Words that the sentence about the fact holds, in either language. */
  readonly text?: string;
  /** First position, inclusive. */
  readonly from?: Position;
  /** Last position, inclusive. */
  readonly to?: Position;
  readonly order: Order;
  /** Position after which, in that order, the list goes on. */
  readonly after?: Position | undefined;
  readonly limit: number;
}

export type PagedTrail = Pick<TrailFilter, 'order' | 'after' | 'limit' | 'to'>;

const IS_PARTY = '(operator = :party OR buyer = :party OR payer = :party OR party = :party)';
const IS_SUBJECT =
  '(placementId = :subject OR offeringId = :subject OR statementId = :subject OR agreementId = :subject' +
  ' OR tariffId = :subject OR citizenRef = :subject)';

const IS_AMONG = 'position IN (SELECT value FROM json_each(:among))';
const SAYS = String.raw`(da LIKE '%' || :said || '%' ESCAPE '\' OR en LIKE '%' || :said || '%' ESCAPE '\')`;

/** Condition that selects the facts of one thing, from `:id`. */
const HISTORY: Readonly<Record<ThingKind, string>> = {
  placement: 'placementId = :id',
  offering: 'offeringId = :id',
  agreement: 'agreementId = :id AND placementId IS NULL AND tariffId IS NULL AND operator IS NULL',
  // The closing names the operator and the month, not each statement. With the plus SQLite looks among the closings, which
  // are few, and not among all that an operator has done.
  statement: `(statementId = :id OR (type = 'MonthClosed' AND +operator = :operator AND month = :month))`,
  party: '(operator = :id OR buyer = :id OR payer = :id OR party = :id)',
};

/** The facts about a placement, by how the reader stands to it. */
const SEEN_AS = {
  buyer: 'buyer = :reader',
  payer: 'payer = :reader',
  operator: 'operator = :reader',
  impersonal: 'placementId IS NULL',
};
const ABOUT_NO_CITIZEN = '(placementId IS NULL AND statementId IS NULL)';
const EVERYTHING: SeenRows = { where: '1 = 1', parameters: {} };

/** What is about no placement, and of the placements those that the reader may see one by one. */
const withOwnPlacements = (actor: Actor, permission: Permission<PlacementRelation>): SeenRows => {
  const { where, parameters } = seenRows(sightOf(permission, actor), SEEN_AS);
  return { where: `(${ABOUT_NO_CITIZEN} OR ${where})`, parameters };
};

type PlacementRelation = 'any' | 'buyer' | 'payer' | 'operator';

/** Everyone who pays or has paid. `readers` holds all parties there ever were; the operator is one of them. */
const payersOf = ({ readers, operator, buyer, payer }: ThingRow): readonly PartyCode[] =>
  readers.filter((party) => party !== operator || party === buyer || party === payer) as PartyCode[];

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

  async search({
    types,
    stream,
    subject,
    party,
    correlationId,
    text,
    from,
    ...page
  }: TrailFilter): Promise<TrailRow[]> {
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
    if (subject !== undefined) add(IS_SUBJECT, { subject });
    if (party !== undefined) add(IS_PARTY, { party });
    if (correlationId !== undefined) add('correlationId = :correlationId', { correlationId });
    if (text !== undefined) add(SAYS, { said: text.replace(/[\\%_]/g, String.raw`\$&`) });
    if (from !== undefined) add('position >= :from', { from });
    if (stream === undefined) return this.page(conditions, parameters, page);
    return this.ofStream(stream, conditions, parameters, page);
  }

  /** The log knows the events of a stream; an index of them here would cost each event more than all others do. */
  private async ofStream(
    stream: string,
    conditions: readonly string[],
    parameters: Readonly<Record<string, string | number>>,
    page: PagedTrail,
  ): Promise<TrailRow[]> {
    const found: TrailRow[] = [];
    const direction = page.order === 'newest' ? 'backwards' : 'forwards';
    for await (const facts of this.store.readStream(stream, { direction })) {
      const among = JSON.stringify(facts.map(({ position }) => position));
      const limit = page.limit - found.length;
      found.push(...this.page([IS_AMONG, ...conditions], { ...parameters, among }, { ...page, limit }));
      if (found.length >= page.limit) break;
    }
    return found;
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
    const rows = this.page([HISTORY[kind], sight.where], parameters, page);
    return kind === 'statement' ? this.asSeenByPayer(rows, thing, actor) : rows;
  }

  /** The whole fact as the log has it. */
  async fact(eventId: string): Promise<{ readonly row: TrailRow; readonly fact: Recorded } | undefined> {
    const row = this.reads.model(trail).row(auditTrailTable, { where: 'eventId = :eventId', parameters: { eventId } });
    if (!row) return undefined;
    for await (const [fact] of this.store.readStream(row.stream, { from: row.revision, limit: 1 }))
      if (fact) return { row, fact };
    return undefined;
  }

  /** What of a thing's history the asker may see, by the access table; undefined: nothing, not even that it is there. */
  private sightOf(thing: ThingRow, actor: Actor): SeenRows | undefined {
    const { kind, id, readers } = thing;
    const [operator, buyer] = [thing.operator as PartyCode | null, thing.buyer as PartyCode | null];
    const ties = { ...(operator && { operator }), ...(buyer && { buyer }), payer: payersOf(thing) };
    switch (kind) {
      case 'placement':
        return allows(auditAccess.getPlacementHistory, actor, ties) ? EVERYTHING : undefined;
      case 'statement':
        return allows(auditAccess.getStatementHistory, actor, ties) ? EVERYTHING : undefined;
      case 'agreement':
        return allows(auditAccess.getAgreementHistory, actor, { member: readers as PartyCode[] })
          ? EVERYTHING
          : undefined;
      case 'party': {
        if (!allows(auditAccess.getPartyHistory, actor, { own: id as PartyCode })) return undefined;
        return withOwnPlacements(actor, auditAccess.getPlacementHistory);
      }
      case 'offering':
        return this.sightOfOffering(id, ties, actor);
    }
  }

  /** An offering's history holds placements of many buyers; each sees its own, and the secretariat none. */
  private sightOfOffering(
    offeringId: string,
    { operator }: { readonly operator?: PartyCode },
    actor: Actor,
  ): SeenRows | undefined {
    const permission = auditAccess.getOfferingHistory;
    const { party } = actor;
    const buys = this.buysAt(offeringId, party);
    const held = standings(permission, actor, {
      operator,
      ...(buys ? { buyer: party, payer: party } : {}),
      impersonal: party,
    });
    if (held.includes('any') || held.includes('operator')) return EVERYTHING;
    const relations = held.filter((relation) => relation !== 'any');
    const { where, parameters } = seenRows<(typeof relations)[number]>(
      { everything: false, party, relations },
      SEEN_AS,
    );
    if (relations.length === 0) return undefined;
    return { where: `(${ABOUT_NO_CITIZEN} OR ${where})`, parameters };
  }

  /** A payer learns that the month was closed, and not what the operator's other payers owe. */
  private asSeenByPayer(rows: TrailRow[], { operator }: ThingRow, actor: Actor): TrailRow[] {
    const ties = { operator: operator as PartyCode };
    if (allows(auditAccess.getStatementHistory, actor, ties)) return rows;
    const party = (code: string): string => this.thing('party', code)?.name ?? code;
    return rows.map((row) => {
      const { type, month, businessDay } = row;
      if (type !== 'MonthClosed' || month === null || businessDay === null) return row;
      return {
        ...row,
        ...closingWords({ operator: ties.operator, month: month as Month, issuedOn: businessDay }, { party }),
      };
    });
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
