import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { reject } from '../kernel/decider';
import type { Actor, TariffFileId } from '../kernel/vocabulary';
import { Allowed } from '../platform/auth/allowed.decorator';
import { CurrentActor } from '../platform/auth/current-actor.decorator';
import { CLOCK, type Clock } from '../platform/clock';
import { Refused } from '../platform/commands/command-runner';
import { TextField, WholeNumberField } from '../platform/http/fields';
import { FreshReads } from '../platform/http/fresh-reads';
import { cursorOf, keyAfter, PAGE_ROWS_DEFAULT, PAGE_ROWS_MAX, pageOf } from '../platform/http/paging';
import { IdParam } from '../platform/http/parameters';
import { rowReport, RowReportView, TariffFileView, tariffFileView } from './tariff-file.views';
import { tariffFilesAccess } from './tariff-files.access';
import type { TariffFileEntry, TariffFileRowEntry } from './tariff-files.projection';
import { TariffFileQueries } from './tariff-files.queries';
import { TariffDesk } from './tariff-desk';
import { tariffKey } from './tariff-groups.calculation';

/** Files have no two times: a row says what it would do now, or what became of it. */
export class TariffFilePageQuery {
  @WholeNumberField('Answer only when this log position has been read in, or after 2 seconds with a note.', {
    min: 1,
    optional: true,
  })
  minPosition?: number;

  @WholeNumberField('Rows on a page.', { min: 1, max: PAGE_ROWS_MAX, optional: true, example: PAGE_ROWS_DEFAULT })
  limit: number = PAGE_ROWS_DEFAULT;

  @TextField('`next` of the page before.', { maxLength: 1_000, optional: true })
  cursor?: string;
}

export class TariffFileQuery {
  @WholeNumberField('Answer only when this log position has been read in, or after 2 seconds with a note.', {
    min: 1,
    optional: true,
  })
  minPosition?: number;
}

export class TariffFilePage {
  @ApiProperty({ type: [TariffFileView], description: 'Newest first.' })
  items!: readonly TariffFileView[];

  @ApiProperty({ required: false, description: 'Cursor of the next page; absent on the last.' })
  next?: string;
}

export class TariffFileRowPage {
  @ApiProperty({ type: [RowReportView], description: 'In the order of the file.' })
  items!: readonly RowReportView[];

  @ApiProperty({ required: false, description: 'Cursor of the next page; absent on the last.' })
  next?: string;
}

/** Components of one tariff at most, so that the last of a page is whole. */
const ROWS_OF_TARIFF_MAX = 12;

@ApiTags('tariff files')
@Controller('api/v1/tariff-files')
export class TariffFileRoutes {
  constructor(
    private readonly files: TariffFileQueries,
    private readonly desk: TariffDesk,
    private readonly fresh: FreshReads,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Allowed(tariffFilesAccess.listTariffFiles)
  @Get()
  @ApiOperation({ operationId: 'listTariffFiles', summary: 'Tariff files that were received' })
  @ApiOkResponse({ type: TariffFilePage })
  async list(@Query() query: TariffFilePageQuery, @CurrentActor() actor: Actor): Promise<TariffFilePage> {
    await this.fresh.resolve(query);
    const [before] = keyAfter<readonly [number]>(query.cursor, ['number']) ?? [];
    const party = seesAll(actor) ? undefined : actor.party;
    const { items, next } = pageOf(this.files.list(party, before, query.limit + 1), query.limit, (file) => [
      file.position,
    ]);
    const views = items.map(tariffFileView).filter((view) => view !== undefined);
    return { items: views, ...(next === undefined ? {} : { next }) };
  }

  @Allowed(tariffFilesAccess.getTariffFile)
  @Get(':fileId')
  @ApiOperation({
    operationId: 'getTariffFile',
    summary: 'How far a tariff file has come, and what became of its rows',
  })
  @ApiOkResponse({ type: TariffFileView })
  async get(
    @IdParam('fileId', 'The file.') fileId: TariffFileId,
    @Query() query: TariffFileQuery,
    @CurrentActor() actor: Actor,
  ): Promise<TariffFileView> {
    await this.fresh.resolve(query);
    const view = tariffFileView(this.visible(fileId, actor));
    if (view === undefined) throw new Refused(reject('UNKNOWN_TARIFF_FILE'));
    return view;
  }

  @Allowed(tariffFilesAccess.listTariffFileRows)
  @Get(':fileId/rows')
  @ApiOperation({
    operationId: 'listTariffFileRows',
    summary: 'Each row of a tariff file: what is wrong with it, what it would do, and what became of it',
  })
  @ApiOkResponse({ type: TariffFileRowPage })
  async rows(
    @IdParam('fileId', 'The file.') fileId: TariffFileId,
    @Query() query: TariffFilePageQuery,
    @CurrentActor() actor: Actor,
  ): Promise<TariffFileRowPage> {
    await this.fresh.resolve(query);
    const [after = 0] = keyAfter<readonly [number]>(query.cursor, ['number']) ?? [];
    const { party } = this.visible(fileId, actor);
    const { limit } = query;
    const entries = this.files.rows(fileId, after, limit + 1);
    const whole = this.files.rows(fileId, Math.max(0, after - ROWS_OF_TARIFF_MAX), limit + 2 * ROWS_OF_TARIFF_MAX);
    const pass = this.desk.pass(fileId, party ?? actor.party, this.clock.today());
    const items: RowReportView[] = [];
    for (const entry of entries.slice(0, limit)) items.push(await this.report(entry, whole, pass));
    const last = items.at(-1);
    return { items, ...(entries.length > limit && last !== undefined ? { next: cursorOf([last.row]) } : {}) };
  }

  private async report(
    { read, outcome, tariffId, reasons }: TariffFileRowEntry,
    around: readonly TariffFileRowEntry[],
    pass: ReturnType<TariffDesk['pass']>,
  ): Promise<RowReportView> {
    const key = tariffKey(read);
    const rows = around.map((entry) => entry.read).filter((row) => tariffKey(row) === key);
    const own = read.remarks.includes('DUPLICATE') ? [read] : rows.filter((row) => !row.remarks.includes('DUPLICATE'));
    const judgement = await this.desk.judged(own, pass);
    const report = rowReport(
      read,
      judgement,
      Math.max(
        0,
        own.findIndex(({ row }) => row === read.row),
      ),
    );
    if (outcome === null) return report;
    return { ...report, outcome, ...(tariffId === null ? {} : { tariffId }), reasons };
  }

  /** @throws Refused UNKNOWN_TARIFF_FILE, also for a file that is somebody else's to see. */
  private visible(fileId: TariffFileId, actor: Actor): TariffFileEntry {
    const file = this.files.find(fileId);
    if (file === undefined || (file.party !== actor.party && !seesAll(actor)))
      throw new Refused(reject('UNKNOWN_TARIFF_FILE'));
    return file;
  }
}

const seesAll = ({ roles }: Actor): boolean => roles.includes('secretariat') || roles.includes('auditor');
