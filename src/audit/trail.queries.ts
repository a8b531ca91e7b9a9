import { Inject, Injectable } from '@nestjs/common';
import type { Position, Recorded } from '../kernel/event';
import type { Permission } from '../kernel/access';
import { allows, sightOf, standings } from '../kernel/access';
import { idEnding, isWholeId } from '../kernel/short-reference';
import type { Actor, PartyCode } from '../kernel/vocabulary';
import { StoreUnavailable, type EventStore } from '../platform/event-store/event-store';
import { endsWithSql } from '../platform/subscriptions/ending-condition';
import { ReadStore } from '../platform/subscriptions/read-store';
import type { SeenRows } from '../platform/subscriptions/sight-condition';
import { seenRows } from '../platform/subscriptions/sight-condition';
import { EVENT_STORE } from '../platform/tokens';
import { auditAccess } from './audit.access';
import type { EventOf } from './ledger';
import { closingWords } from './settlement-words';
import { entryOf, NamesAtTheTime, type TrailEntry } from './trail-entries';
import { payersOf, trail } from './trail.projection';
import type { ThingKind, ThingRow, TrailRow } from './trail.tables';
import {
  ABOUT_NO_PLACEMENT,
  ANOTHER_PAYS,
  auditPlacementsTable,
  auditThingsTable,
  auditTrailTable,
} from './trail.tables';

export const ORDERS = ['newest', 'oldest'] as const;
export type Order = (typeof ORDERS)[number];

export interface TrailFilter {
  readonly types?: readonly string[];
  readonly stream?: string;
  /** A placement, offering, statement, tariff or citizen pseudonym; of an agreement what is about no single placement. */
  readonly subject?: string;
  /** Operator, buyer, payer or named otherwise in the fact. */
  readonly party?: string;
  /** The first command of a chain: everything that followed from it. */
  readonly correlationId?: string;
  /** Words that the sentence about the fact holds, all of them, in either language. */
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

const isParty = (name: string): string =>
  `(operator = :${name} OR buyer = :${name} OR (payer = :${name} AND ${ANOTHER_PAYS}) OR party = :${name})`;
/** About one of the subjects; the database has an index for each column, and none that serves them all. */
const isAbout = (subjects: string): string =>
  `(${['placementId', 'offeringId', 'statementId', 'tariffId', 'citizenRef'].map((column) => `${column} IN (${subjects})`).join(' OR ')}
  OR (agreementId IN (${subjects}) AND ${ABOUT_NO_PLACEMENT}))`;

const IS_AMONG = 'position IN (SELECT value FROM json_each(:among))';
/** Facts told at a time while words are looked for, and at most for one answer: no search holds up everybody else. */
const LOOKED_THROUGH = { atATime: 200, inAll: 10_000 } as const;

/** Condition that selects the facts of one thing, from `:id`. */
const HISTORY: Readonly<Record<ThingKind, string>> = {
  placement: 'placementId = :id',
  offering: 'offeringId = :id',
  agreement: `agreementId = :id AND ${ABOUT_NO_PLACEMENT} AND tariffId IS NULL AND operator IS NULL`,
  // The closing names the operator and the month, not each statement. With the plus SQLite looks among the closings, which
  // are few, and not among all that an operator has done.
  statement: `(statementId = :id OR (type = 'MonthClosed' AND +operator = :operator AND month = :month))`,
  party: isParty('id'),
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

interface Id {
  readonly id: string;
}

/** A page of entries. */
export interface FoundEntries {
  readonly entries: readonly TrailEntry[];
  /** The last position looked at, when the search for words stopped before the end of the log. */
  readonly lookedTo?: Position;
}

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

  /** Facts that the filter lets through. With a text a page may be short, or empty, and still have a next one. */
  async search({ text, limit, ...filter }: TrailFilter): Promise<FoundEntries> {
    const entries: TrailEntry[] = [];
    const said = text?.toLowerCase().trim().split(/\s+/);
    let looked = 0;
    for await (const told of this.entriesOf(filter, said === undefined ? limit : LOOKED_THROUGH.atATime)) {
      entries.push(...(said === undefined ? told : told.filter((entry) => says(entry, said))));
      if (entries.length >= limit) return { entries: entries.slice(0, limit) };
      looked += told.length;
      const last = told.at(-1);
      if (said !== undefined && looked >= LOOKED_THROUGH.inAll && last)
        return { entries, lookedTo: last.fact.position };
    }
    return { entries };
  }

  private entriesOf(
    { types, stream, subject, party, correlationId, from, ...page }: Omit<TrailFilter, 'text' | 'limit'>,
    size: number,
  ): AsyncIterable<readonly TrailEntry[]> {
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
    if (subject !== undefined) {
      const meant = Object.fromEntries(this.meantBy(subject).map((id, at) => [`subject${at}`, id]));
      add(
        isAbout(
          Object.keys(meant)
            .map((name) => `:${name}`)
            .join(', '),
        ),
        meant,
      );
    }
    if (party !== undefined) add(isParty('party'), { party });
    if (correlationId !== undefined) add('correlationId = :correlationId', { correlationId });
    if (from !== undefined) add('position >= :from', { from });
    if (stream === undefined) return this.pages(conditions, parameters, page, size);
    return this.ofStream(stream, conditions, parameters, page, size);
  }

  /** The ids that a typed one stands for: itself, and those that it is the ending of. */
  private meantBy(subject: string): readonly string[] {
    const ending = idEnding(subject);
    if (ending === undefined || isWholeId(ending)) return [subject];
    const model = this.reads.model(trail);
    const endingSo = (column: string, table: typeof auditPlacementsTable | typeof auditThingsTable): Id[] =>
      model.select<Id>((from) => `SELECT ${column} AS id FROM ${from(table)} WHERE ${endsWithSql(column)}`, { ending });
    // The same tariff or citizen stands in many facts: the index is jumped through, from each to the next.
    const endingAmongFacts = (column: 'tariffId' | 'citizenRef'): Id[] =>
      model.select<Id>(
        (from) => `WITH RECURSIVE ids(id) AS (
            SELECT min(${column}) FROM ${from(auditTrailTable)} WHERE ${column} IS NOT NULL
            UNION ALL SELECT (SELECT min(${column}) FROM ${from(auditTrailTable)} WHERE ${column} > id) FROM ids WHERE id IS NOT NULL)
          SELECT id FROM ids WHERE ${endsWithSql('id')}`,
        { ending },
      );
    const found = [
      ...endingSo('placementId', auditPlacementsTable),
      ...endingSo('id', auditThingsTable),
      ...endingAmongFacts('tariffId'),
      ...endingAmongFacts('citizenRef'),
    ].map(({ id }) => id);
    return [subject, ...new Set(found)];
  }

  private async *pages(
    conditions: readonly string[],
    parameters: Readonly<Record<string, string | number>>,
    page: Omit<PagedTrail, 'limit'>,
    size: number,
  ): AsyncGenerator<readonly TrailEntry[]> {
    let { after } = page;
    for (;;) {
      const rows = this.page(conditions, parameters, { ...page, after, limit: size });
      if (rows.length > 0) yield await this.told(rows);
      if (rows.length < size) return;
      after = rows.at(-1)?.position;
    }
  }

  /** The log knows the events of a stream; an index of them here would cost each event more than all others do. */
  private async *ofStream(
    stream: string,
    conditions: readonly string[],
    parameters: Readonly<Record<string, string | number>>,
    page: Omit<PagedTrail, 'limit'>,
    size: number,
  ): AsyncGenerator<readonly TrailEntry[]> {
    const direction = page.order === 'newest' ? 'backwards' : 'forwards';
    for await (const facts of this.store.readStream(stream, { direction, pageSize: size })) {
      const among = JSON.stringify(facts.map(({ position }) => position));
      const rows = this.page([IS_AMONG, ...conditions], { ...parameters, among }, { ...page, limit: size });
      if (rows.length > 0) yield this.inWords(rows, facts);
    }
  }

  /** Rows with their facts, which the log has, and in words. */
  private async told(rows: readonly TrailRow[]): Promise<TrailEntry[]> {
    return this.inWords(rows, await this.store.readAt(rows.map(({ position }) => position)));
  }

  private inWords(rows: readonly TrailRow[], facts: readonly Recorded[]): TrailEntry[] {
    const byPosition = new Map(facts.map((fact) => [fact.position, fact]));
    const names = new NamesAtTheTime(this.reads.model(trail));
    return rows.map((row) => {
      const fact = byPosition.get(row.position);
      if (fact === undefined) throw new StoreUnavailable('corrupt', `The log has no event at ${row.position}`);
      return entryOf(row, fact, names.at(row.position));
    });
  }

  /** The facts of one thing, as far as the reader may see them; undefined when there is nothing for them to see. */
  async history(
    kind: ThingKind,
    id: string,
    actor: Actor,
    page: PagedTrail,
  ): Promise<readonly TrailEntry[] | undefined> {
    if (kind === 'placement') {
      const sight = this.sightOfPlacement(id, actor);
      return sight && this.told(this.page([HISTORY[kind], sight.where], { id, ...sight.parameters }, page));
    }
    const thing = this.thing(kind, id);
    const sight = thing && this.sightOf(thing, actor);
    if (!sight) return undefined;
    const named = kind === 'statement' ? { operator: thing.operator, month: thing.month } : {};
    const rows = this.page([HISTORY[kind], sight.where], { id, ...named, ...sight.parameters }, page);
    const entries = await this.told(rows);
    return kind === 'statement' ? this.asSeenByPayer(entries, thing, actor) : entries;
  }

  /** The whole fact as the log has it. */
  async fact(eventId: string): Promise<TrailEntry | undefined> {
    const row = this.reads.model(trail).row(auditTrailTable, { where: 'eventId = :eventId', parameters: { eventId } });
    return row && (await this.told([row]))[0];
  }

  private thing(kind: ThingRow['kind'], id: string): ThingRow | undefined {
    return this.reads
      .model(trail)
      .row(auditThingsTable, { where: 'kind = :kind AND id = :id', parameters: { kind, id } });
  }

  private sightOfPlacement(placementId: string, actor: Actor): SeenRows | undefined {
    const where = { where: 'placementId = :placementId', parameters: { placementId } };
    const placement = this.reads.model(trail).row(auditPlacementsTable, where);
    if (placement === undefined) return undefined;
    const [operator, buyer] = [placement.operator as PartyCode | null, placement.buyer as PartyCode | null];
    const payer = payersOf(placement) as readonly PartyCode[];
    const ties = { ...(operator && { operator }), ...(buyer && { buyer }), payer };
    return allows(auditAccess.getPlacementHistory, actor, ties) ? EVERYTHING : undefined;
  }

  /** What of a thing's history the asker may see, by the access table; undefined: nothing, not even that it is there. */
  private sightOf(thing: ThingRow, actor: Actor): SeenRows | undefined {
    const { kind, id, members } = thing;
    const [operator, payer] = [thing.operator as PartyCode | null, thing.payer as PartyCode | null];
    switch (kind) {
      case 'statement': {
        const ties = { ...(operator && { operator }), ...(payer && { payer }) };
        return allows(auditAccess.getStatementHistory, actor, ties) ? EVERYTHING : undefined;
      }
      case 'agreement': {
        const ties = { member: (members ?? []) as PartyCode[] };
        return allows(auditAccess.getAgreementHistory, actor, ties) ? EVERYTHING : undefined;
      }
      case 'party': {
        if (!allows(auditAccess.getPartyHistory, actor, { own: id as PartyCode })) return undefined;
        return withOwnPlacements(actor, auditAccess.getPlacementHistory);
      }
      case 'offering':
        return this.sightOfOffering(id, operator, actor);
      // Its history is its offering's.
      case 'line':
        return undefined;
    }
  }

  /** An offering's history holds placements of many buyers; each sees its own, and the secretariat none. */
  private sightOfOffering(offeringId: string, operator: PartyCode | null, actor: Actor): SeenRows | undefined {
    const permission = auditAccess.getOfferingHistory;
    const { party } = actor;
    const buys = this.buysAt(offeringId, party);
    const held = standings(permission, actor, {
      ...(operator && { operator }),
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
  private asSeenByPayer(entries: readonly TrailEntry[], { operator }: ThingRow, actor: Actor): readonly TrailEntry[] {
    if (allows(auditAccess.getStatementHistory, actor, { operator: operator as PartyCode })) return entries;
    const party = (code: string): string => this.thing('party', code)?.name ?? code;
    return entries.map((entry) => {
      if (entry.fact.type !== 'MonthClosed') return entry;
      return { ...entry, words: closingWords(entry.fact.data as EventOf<'MonthClosed'>['data'], { party }) };
    });
  }

  private buysAt(offeringId: string, party: string): boolean {
    const where = 'offeringId = :offeringId AND (buyer = :party OR payer = :party)';
    return this.reads.model(trail).row(auditTrailTable, { where, parameters: { offeringId, party } }) !== undefined;
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

/** Whether the sentence holds all the words, in whatever order, in either language and in capitals or not. */
const says = ({ words }: TrailEntry, said: readonly string[]): boolean =>
  [words.da, words.en].some((sentence) => {
    const told = sentence.toLowerCase();
    return said.every((word) => told.includes(word));
  });
