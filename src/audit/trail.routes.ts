import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { reject } from '../kernel/decider';
import { Allowed } from '../platform/auth/allowed.decorator';
import { Refused } from '../platform/commands/command-runner';
import { DayField, ListField, OneOfField, PartyField, TextField, WholeNumberField } from '../platform/http/fields';
import type { Day } from '../kernel/calendar';
import { addDays } from '../kernel/calendar';
import { FreshReads } from '../platform/http/fresh-reads';
import type { Page } from '../platform/http/paging';
import { keyAfter, pageOf, PageQuery } from '../platform/http/paging';
import { IdParam } from '../platform/http/parameters';
import * as scalars from '../platform/http/scalars';
import { auditAccess } from './audit.access';
import { AuditEventPage, auditEventOf, AuditEventView, WholeEventView } from './audit-views';
import { EVENT_TYPES } from './event-words';
import type { Order } from './trail.queries';
import { ORDERS, TrailQueries } from './trail.queries';

const TYPES_MAX = 50;

export class AuditEventQuery extends PageQuery {
  @ListField(scalars.oneOf(EVENT_TYPES), 'Only events of these types.', { optional: true, maxItems: TYPES_MAX })
  type?: string[];

  @TextField('Only events of this stream.', { optional: true, maxLength: 200 })
  stream?: string;

  @TextField('Only events about this placement, offering, statement, agreement, tariff or citizen.', {
    optional: true,
    maxLength: 120,
  })
  subject?: string;

  @PartyField('Only events in which this party takes part.', { optional: true })
  party?: string;

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
  ) {}

  @Allowed(auditAccess.listAuditEvents)
  @Get()
  @ApiOperation({ operationId: 'listAuditEvents', summary: 'Every event of the ledger, with what happened in words' })
  @ApiOkResponse({ type: AuditEventPage })
  async list(@Query() query: AuditEventQuery): Promise<Page<AuditEventView>> {
    const { limit, cursor, type, stream, subject, party, order = 'newest' } = query;
    const { knownAt } = await this.fresh.resolve(query);
    const { from, to } = await this.bounds(query);
    const last = [to, knownAt].filter((position) => position !== undefined);
    const rows = this.trail.search({
      limit: limit + 1,
      order,
      after: keyAfter<[number]>(cursor, ['number'])?.[0],
      ...(type === undefined ? {} : { types: type }),
      ...(stream === undefined ? {} : { stream }),
      ...(subject === undefined ? {} : { subject }),
      ...(party === undefined ? {} : { party }),
      ...(from === undefined ? {} : { from }),
      ...(last.length === 0 ? {} : { to: Math.min(...last) }),
    });
    return pageOf(rows.map(auditEventOf), limit, ({ position }) => [position]);
  }

  @Allowed(auditAccess.getAuditEvent)
  @Get(':eventId')
  @ApiOperation({ operationId: 'getAuditEvent', summary: 'One event as the log has it' })
  @ApiOkResponse({ type: WholeEventView })
  async find(@IdParam('eventId', 'The event.') eventId: string): Promise<WholeEventView> {
    const found = await this.trail.fact(eventId);
    if (!found) throw new Refused(reject('UNKNOWN_EVENT', { eventId }));
    const { row, fact } = found;
    return { ...auditEventOf(row), data: fact.data, metadata: fact.metadata };
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
