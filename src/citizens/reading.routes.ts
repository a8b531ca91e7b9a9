import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { addDays, type Day } from '../kernel/calendar';
import type { CitizenRef, PartyCode } from '../kernel/vocabulary';
import { Allowed } from '../platform/auth/allowed.decorator';
import { DayField, IdField, OneOfField, PartyField, TextField, WholeNumberField } from '../platform/http/fields';
import {
  CURSOR_LENGTH_MAX,
  keyAfter,
  type Page,
  PAGE_ROWS_DEFAULT,
  PAGE_ROWS_MAX,
  pageOf,
} from '../platform/http/paging';
import { READING_OUTCOMES, type Reading, type ReadingLog, type ReadingOutcome } from '../platform/readings/reading-log';
import { READING_LOG } from '../platform/tokens';
import { citizensAccess } from './citizens.access';
import { ReadingChainView, ReadingPage } from './reading.views';

export class ReadingListQuery {
  @IdField('Only looks at this citizen.', { optional: true })
  citizenRef?: CitizenRef;

  @PartyField('Only looks on behalf of this party.', { optional: true })
  party?: PartyCode;

  @OneOfField(READING_OUTCOMES, 'Only what was shown, or what was refused.', { optional: true })
  outcome?: ReadingOutcome;

  @DayField('From this day on, in Denmark.', { optional: true })
  from?: Day;

  @DayField('To this day, inclusive.', { optional: true })
  to?: Day;

  @WholeNumberField('Rows on a page.', { min: 1, max: PAGE_ROWS_MAX, optional: true, example: PAGE_ROWS_DEFAULT })
  limit: number = PAGE_ROWS_DEFAULT;

  @TextField('`next` of the page before.', { maxLength: CURSOR_LENGTH_MAX, optional: true, mayHoldCpr: true })
  cursor?: string;
}

@ApiTags('audit')
@Controller('api/v1/audit/readings')
export class ReadingRoutes {
  constructor(@Inject(READING_LOG) private readonly log: ReadingLog) {}

  @Get()
  @Allowed(citizensAccess.listReadings)
  @ApiOperation({
    operationId: 'listReadings',
    summary: 'Who looked at which citizen’s details, when and why; newest first',
    description: 'Each entry follows CADF and carries the hash of the one before, so that a missing one shows.',
  })
  @ApiOkResponse({ type: ReadingPage })
  async list(@Query() query: ReadingListQuery): Promise<Page<Reading>> {
    const { citizenRef: target, party, outcome, from, to, limit, cursor } = query;
    const before = keyAfter<[number]>(cursor, ['number'])?.[0];
    const times = {
      from: from === undefined ? undefined : beginningOf(from),
      until: to === undefined ? undefined : beginningOf(addDays(to, 1)),
    };
    const found = await this.log.find({ target, party, outcome, ...times, before, limit: limit + 1 });
    return pageOf(found, limit, ({ number }) => [number]);
  }

  @Get('chain')
  @Allowed(citizensAccess.checkReadings)
  @ApiOperation({
    operationId: 'checkReadings',
    summary: 'Whether any entry was changed or taken out',
    description:
      'Computes every hash anew. Note the newest one elsewhere: only so does it show when the last entries go.',
  })
  @ApiOkResponse({ type: ReadingChainView })
  async chain(): Promise<ReadingChainView> {
    const [newest] = await this.log.find({ limit: 1 });
    const firstBroken = await this.log.firstBroken();
    return {
      whole: firstBroken === undefined,
      ...(firstBroken === undefined ? {} : { firstBroken }),
      ...(newest === undefined ? {} : { newest: { number: newest.number, hash: newest.hash } }),
    };
  }
}

/** The first instant of a Danish day, in UTC as the log writes it. */
const beginningOf = (day: Day): string =>
  Temporal.PlainDate.from(day).toZonedDateTime('Europe/Copenhagen').toInstant().toString({ fractionalSecondDigits: 3 });
