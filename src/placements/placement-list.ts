import { Inject, Injectable } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { type Asker, type Permission, sightOf } from '../kernel/access';
import type { Day } from '../kernel/calendar';
import type { Position } from '../kernel/event';
import { LEGAL_BASIS_CODES, type LegalBasisCode } from '../kernel/legal-basis';
import { idEnding } from '../kernel/short-reference';
import type { CitizenRef, OfferingId, PartyCode, ServiceLineId } from '../kernel/vocabulary';
import { SERVICE_LINE_ID_FORM } from '../kernel/vocabulary';
import { OfferingQueries } from '../offerings/offerings.queries';
import { CLOCK, type Clock } from '../platform/clock';
import { AnswerMemory } from '../platform/http/answer-memory';
import { CodeField, DayField, FlagField, IdField, OneOfField, PartyField, TextField } from '../platform/http/fields';
import { FreshReads, ReadTimesQuery } from '../platform/http/fresh-reads';
import { CursorField, keyAfter, LimitField, PAGE_ROWS_DEFAULT, type Page, pageOf } from '../platform/http/paging';
import type { PlacementRelation } from './placement-access';
import {
  isBooked,
  PLACEMENT_ORDERS,
  PLACEMENT_WAITS,
  type PlacementFilter,
  type PlacementOrder,
  type PlacementWait,
  rowOrder,
  type Turn,
  TURNS,
} from './placement-conditions';
import { PLACEMENT_PHASES, type PlacementPhase, PlaceBookQueries, type PlacementRow } from './place-book.queries';
import { SignaturesAwaited } from './signatures-awaited.queries';

const NAME_LENGTH_MAX = 120;

/** Which placements are asked for; those the asker may not see are never among them. */
export class PlacementFilterQuery extends ReadTimesQuery {
  @OneOfField(PLACEMENT_PHASES, 'Only placements in this phase.', { optional: true })
  phase?: PlacementPhase;

  @OneOfField(PLACEMENT_WAITS, 'Only placements in which this waits to be done.', { optional: true })
  waiting?: PlacementWait;

  @OneOfField(TURNS, 'With `waiting`: only where it waits for you, or only where it waits for the others.', {
    optional: true,
  })
  turn?: Turn;

  @OneOfField(['PROPOSED'], 'Only placements whose change of payer waits for the new payer’s answer (R9).', {
    optional: true,
  })
  payerChange?: 'PROPOSED';

  @PartyField('Only placements this party buys.', { optional: true })
  buyer?: PartyCode;

  @PartyField('Only placements this party sells.', { optional: true })
  operator?: PartyCode;

  @PartyField('Only placements this party pays, by the newest change of payer.', { optional: true })
  payer?: PartyCode;

  @IdField('Only placements at this offering.', { optional: true })
  offeringId?: OfferingId;

  @TextField(
    'Only placements at offerings with this in their name, or whose own id or citizen ends with it: four signs or more, as pages show them.',
    { optional: true, maxLength: NAME_LENGTH_MAX },
  )
  text?: string;

  @CodeField(SERVICE_LINE_ID_FORM, 'Only placements in this service line.', { optional: true })
  serviceLineId?: ServiceLineId;

  @OneOfField(LEGAL_BASIS_CODES, 'Only placements under this paragraph.', { optional: true })
  legalBasis?: LegalBasisCode;

  @IdField('Only placements of this citizen.', { optional: true })
  citizenRef?: CitizenRef;

  @DayField('Only stays that begin on this day or later.', { optional: true })
  startsFrom?: Day;

  @DayField('Only stays that begin on this day or earlier.', { optional: true })
  startsTo?: Day;

  @DayField('Only stays whose last known day is this or later.', { optional: true })
  endsFrom?: Day;

  @DayField('Only stays whose last known day is this or earlier; none that are open.', { optional: true })
  endsTo?: Day;

  @DayField('Only enrolled citizens who are registered as away on this day.', { optional: true })
  awayOn?: Day;

  @OneOfField(PLACEMENT_ORDERS, 'The order. Default: NEWEST reservation first. DUE goes by what waits.', {
    optional: true,
  })
  sort?: PlacementOrder;
}

/** A page of them. */
export class PlacementListQuery extends PlacementFilterQuery {
  @LimitField()
  limit: number = PAGE_ROWS_DEFAULT;

  @CursorField()
  cursor?: string;

  @FlagField('Say how many there are in all, too.', { optional: true })
  total?: boolean;
}

/** A page, and where it was asked for, how many rows all pages have. */
export interface PlacementRowPage extends Page<PlacementRow> {
  readonly total?: number;
}

/** Placements read at once for a file. */
const FILE_PAGE_ROWS = 500;

type MaySee = Permission<'any' | PlacementRelation>;

/** What somebody sees of the placements, in pages or all of it. */
@Injectable()
export class PlacementLists {
  constructor(
    private readonly placements: PlaceBookQueries,
    private readonly offerings: OfferingQueries,
    private readonly fresh: FreshReads,
    private readonly memory: AnswerMemory,
    private readonly modules: ModuleRef,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @throws Problem INVALID_CURSOR when the cursor belongs to another order. */
  async page(query: PlacementListQuery, asker: Asker, permission: MaySee): Promise<PlacementRowPage> {
    const filter = await this.filter(query, asker, permission);
    const page = this.pageOf(filter, query);
    if (query.total !== true) return page;
    // Counting reads every row that fits, where a page reads a few.
    const total = await this.memory.of(['placements', filter], () => this.placements.count(filter));
    return { ...page, total };
  }

  /** Every row of the list, read as it is asked for. Whatever cannot be read in the query is refused before the first. */
  async every(
    query: PlacementFilterQuery,
    asker: Asker,
    permission: MaySee,
  ): Promise<AsyncGenerator<readonly PlacementRow[]>> {
    return this.pagesOf(await this.filter(query, asker, permission), query);
  }

  private async *pagesOf(
    filter: PlacementFilter,
    query: PlacementFilterQuery,
  ): AsyncGenerator<readonly PlacementRow[]> {
    let cursor: string | undefined;
    do {
      const { items, next }: Page<PlacementRow> = this.pageOf(filter, {
        ...query,
        limit: FILE_PAGE_ROWS,
        ...(cursor === undefined ? {} : { cursor }),
      });
      yield items;
      cursor = next;
    } while (cursor !== undefined);
  }

  private pageOf(
    filter: PlacementFilter,
    { limit, cursor, sort: order = 'NEWEST', waiting }: PlacementListQuery,
  ): Page<PlacementRow> {
    if (order === 'NEWEST') {
      const before = keyAfter<[number]>(cursor, ['number'])?.[0];
      const rows = this.placements.list({ ...filter, before, limit: limit + 1 });
      return pageOf(rows, limit, ({ reservedPosition }) => [reservedPosition]);
    }
    const after = keyAfter<[string, string]>(cursor, ['string', 'string']);
    const rows = this.placements.list({ ...filter, order, waiting, after, limit: limit + 1 });
    return pageOf(rows, limit, (row) => [rowOrder(order, waiting).of(row), row.placementId]);
  }

  private async filter(query: PlacementFilterQuery, asker: Asker, permission: MaySee): Promise<PlacementFilter> {
    const { phase, buyer, operator, payer, offeringId, serviceLineId, legalBasis, citizenRef, text } = query;
    const { startsFrom, startsTo, endsFrom, endsTo, awayOn, payerChange, turn } = query;
    const { effectiveOn, knownAt } = await this.fresh.resolve(query);
    const waiting = query.waiting ?? (payerChange === undefined ? undefined : 'PAYER_CHANGE');
    const filter = {
      ...{ phase, buyer, operator, payer, offeringId, serviceLineId, legalBasis, citizenRef },
      ...{ startsFrom, startsTo, endsFrom, endsTo, awayOn, effectiveOn, knownAt },
      seenBy: sightOf(permission, asker),
      called: text === undefined ? undefined : this.called(text, knownAt),
    };
    if (waiting === undefined) return filter;
    if (isBooked(waiting))
      return { ...filter, wait: { kind: waiting, asker, turn, today: effectiveOn ?? this.clock.today() } };
    return { ...filter, among: this.signatures.awaited(waiting, asker, turn, knownAt) };
  }

  private called(text: string, knownAt: Position | undefined): PlacementFilter['called'] {
    const offerings = this.offerings.search({ text }).map(({ offeringId }) => offeringId);
    const ending = idEnding(text);
    return { offerings, ...(ending && this.placements.endingIn(ending, { knownAt })) };
  }

  /** Contracts are wired after placements, so they are looked for when they are needed. */
  get signatures(): SignaturesAwaited {
    return this.modules.get(SignaturesAwaited, { strict: false });
  }
}
