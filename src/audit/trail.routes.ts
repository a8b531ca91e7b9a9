import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { reject } from '../kernel/decider';
import { Allowed } from '../platform/auth/allowed.decorator';
import { Refused } from '../platform/commands/command-runner';
import { AnswerMemory } from '../platform/http/answer-memory';
import { DayField, ListField, OneOfField, PartyField, TextField, WholeNumberField } from '../platform/http/fields';
import type { Day } from '../kernel/calendar';
import { addDays } from '../kernel/calendar';
import { FreshReads } from '../platform/http/fresh-reads';
import type { Page } from '../platform/http/paging';
import { cursorOf, keyAfter, pageOf, PageQuery } from '../platform/http/paging';
import { IdParam } from '../platform/http/parameters';
import * as scalars from '../platform/http/scalars';
import { auditAccess } from './audit.access';
import { AuditEventPage, auditEventOf, AuditEventView, WholeEventView } from './audit-views';
import { EVENT_TYPES } from './event-words';
import type { Order, TrailFilter } from './trail.queries';
import { ORDERS, TrailQueries } from './trail.queries';

const TYPES_MAX = 50;

export class AuditEventQuery extends PageQuery {
  @ListField(scalars.oneOf(EVENT_TYPES), 'Only events of these types.', { optional: true, maxItems: TYPES_MAX })
  type?: string[];

  @TextField('Only events of this stream.', { optional: true, maxLength: 200 })
  stream?: string;

  @TextField(
    'Only events about this placement, offering, statement, tariff or citizen; of an agreement those about no single placement. The last signs of an id, four or more, stand for each that ends so.',
    {
      optional: true,
      maxLength: 120,
    },
  )
  subject?: string;

  @PartyField('Only events in which this party takes part.', { optional: true })
  party?: string;

  @TextField('Only events of this chain: what followed from its first command.', { optional: true, maxLength: 120 })
  correlationId?: string;

  @TextField(
    'Only events whose sentence holds each of these words, in Danish or English. A page may be short, or empty, and still have a next one: each looks through a part of the log.',
    { optional: true, maxLength: 100 },
  )
  text?: string;

  @DayField('Only events recorded on this Danish day or later.', { optional: true })
  recordedFrom?: Day;

  @DayField('Only events recorded on this Danish day or earlier.', { optional: true })
  recordedTo?: Day;

  @WholeNumberField('First position, included.', { min: 1, optional: true })
  fromPosition?: number;

  @WholeNumberField('Last position, included.', { min: 1, optional: true })
  toPosition?: number;

  @OneOfField(ORDERS, 'Which events come first. Default: the newest.', { optional: true })
  order?: Order;
}

@ApiTags('audit')
@Controller('api/v1/audit/events')
export class TrailRoutes {
  constructor(
    private readonly trail: TrailQueries,
    private readonly fresh: FreshReads,
    private readonly memory: AnswerMemory,
  ) {}

  @Allowed(auditAccess.listAuditEvents)
  @Get()
  @ApiOperation({ operationId: 'listAuditEvents', summary: 'Every event of the ledger, with what happened in words' })
  @ApiOkResponse({ type: AuditEventPage })
  async list(@Query() query: AuditEventQuery): Promise<Page<AuditEventView>> {
    const { limit, cursor, type, stream, subject, party, correlationId, text, order = 'newest' } = query;
    const { knownAt } = await this.fresh.resolve(query);
    const { from, to } = await this.bounds(query);
    const last = [to, knownAt].filter((position) => position !== undefined);
    const filter: TrailFilter = {
      limit: limit + 1,
      order,
      after: keyAfter<[number]>(cursor, ['number'])?.[0],
      ...(type === undefined ? {} : { types: type }),
      ...(stream === undefined ? {} : { stream }),
      ...(subject === undefined ? {} : { subject }),
      ...(party === undefined ? {} : { party }),
      ...(correlationId === undefined ? {} : { correlationId }),
      ...(text === undefined ? {} : { text }),
      ...(from === undefined ? {} : { from }),
      ...(last.length === 0 ? {} : { to: Math.min(...last) }),
    };
    // Words are looked for in every sentence there is; all else has an index.
    const { entries, lookedTo } =
      text === undefined
        ? await this.trail.search(filter)
        : await this.memory.of(['audit events', filter], () => this.trail.search(filter));
    const page = pageOf(entries.map(auditEventOf), limit, ({ position }) => [position]);
    return page.next !== undefined || lookedTo === undefined ? page : { ...page, next: cursorOf([lookedTo]) };
  }

  @Allowed(auditAccess.getAuditEvent)
  @Get(':eventId')
  @ApiOperation({ operationId: 'getAuditEvent', summary: 'One event as the log has it' })
  @ApiOkResponse({ type: WholeEventView })
  async find(@IdParam('eventId', 'The event.') eventId: string): Promise<WholeEventView> {
    const found = await this.trail.fact(eventId);
    if (!found) throw new Refused(reject('UNKNOWN_EVENT', { eventId }));
    const { data, metadata } = found.fact;
    return { ...auditEventOf(found), data, metadata };
  }

  /** Days become positions: what was recorded never moves, so the two orders are one. */
  private async bounds(query: AuditEventQuery): Promise<{ from: number | undefined; to: number | undefined }> {
    const { recordedFrom, recordedTo, fromPosition, toPosition } = query;
    const endOf = async (day: Day): Promise<number> => (await this.fresh.resolve({ knownAt: day })).knownAt ?? 0;
    const from = recordedFrom === undefined ? undefined : (await endOf(addDays(recordedFrom, -1))) + 1;
    const to = recordedTo === undefined ? undefined : await endOf(recordedTo);
    const highest = Math.max(from ?? 0, fromPosition ?? 0);
    const lowest = Math.min(to ?? Infinity, toPosition ?? Infinity);
    return { from: highest > 0 ? highest : undefined, to: Number.isFinite(lowest) ? lowest : undefined };
  }
}
