import type { StreamableFile } from '@nestjs/common';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { sightOf } from '../kernel/access';
import type { Month } from '../kernel/calendar';
import type { Language } from '../kernel/messages';
import type { Actor, PartyCode } from '../kernel/vocabulary';
import { Allowed } from '../platform/auth/allowed.decorator';
import { CurrentActor } from '../platform/auth/current-actor.decorator';
import { PartyField } from '../platform/http/fields';
import { ApiFile, ApiReaderLanguage, CSV, fileAnswer, XLSX } from '../platform/http/file-answers';
import { FreshReads, ReadTimesQuery } from '../platform/http/fresh-reads';
import { MonthParam } from '../platform/http/parameters';
import { ReaderLanguage } from '../platform/http/reader-language.decorator';
import { SettlementQueries, type StatementFilter, type StatementRow } from '../settlement/issued/settlement.queries';
import { documentsAccess } from './documents.access';
import { statementCsv } from './statement-csv';
import { StatementFileLines } from './statement-file-lines';
import { statementXlsx } from './statement-xlsx';

export class MonthFileQuery extends ReadTimesQuery {
  @PartyField('Only statements of this operator.', { optional: true })
  operator?: PartyCode;

  @PartyField('Only statements to this payer.', { optional: true })
  payer?: PartyCode;
}

const STATEMENTS_PER_PAGE = 100;

/** All statements of a month in one file: what an accountant loads, and a controller goes through. */
@ApiTags('documents')
@Controller('api/v1/settlement/months')
export class MonthFileRoutes {
  constructor(
    private readonly settlement: SettlementQueries,
    private readonly lines: StatementFileLines,
    private readonly fresh: FreshReads,
  ) {}

  @Allowed(documentsAccess.monthAsCsv)
  @Get(':month/csv')
  @ApiOperation({
    operationId: 'monthAsCsv',
    summary: 'The lines of a month’s statements as CSV',
    description: 'Those the asker issued or pays; an auditor gets everybody’s. Only the month’s closed statements.',
  })
  @ApiFile(CSV, 'One row per line, with a heading; nothing but the heading where no statement was issued.')
  @ApiReaderLanguage()
  async csv(
    @MonthParam('month', 'The month.') month: Month,
    @Query() query: MonthFileQuery,
    @CurrentActor() actor: Actor,
    @ReaderLanguage() language: Language,
  ): Promise<StreamableFile> {
    const rows = this.rows(await this.filter(month, query, sightOf(documentsAccess.monthAsCsv, actor)));
    return fileAnswer(statementCsv(this.lines.of(rows, language), language), CSV, `afregning-${month}`);
  }

  @Allowed(documentsAccess.monthAsXlsx)
  @Get(':month/xlsx')
  @ApiOperation({
    operationId: 'monthAsXlsx',
    summary: 'The lines of a month’s statements as a spreadsheet',
    description: 'Those the asker issued or pays; an auditor gets everybody’s. Only the month’s closed statements.',
  })
  @ApiFile(XLSX, 'One row per line, with a heading and a sum.')
  @ApiReaderLanguage()
  async xlsx(
    @MonthParam('month', 'The month.') month: Month,
    @Query() query: MonthFileQuery,
    @CurrentActor() actor: Actor,
    @ReaderLanguage() language: Language,
  ): Promise<StreamableFile> {
    const rows = this.rows(await this.filter(month, query, sightOf(documentsAccess.monthAsXlsx, actor)));
    return fileAnswer(statementXlsx(this.lines.of(rows, language), language), XLSX, `afregning-${month}`);
  }

  private async filter(
    month: Month,
    query: MonthFileQuery,
    seenBy: StatementFilter['seenBy'],
  ): Promise<StatementFilter> {
    const { knownAt } = await this.fresh.resolve(query);
    const { operator, payer } = query;
    return { seenBy, operator, payer, month, knownAt };
  }

  private *rows(filter: StatementFilter): Generator<StatementRow> {
    for (let after: StatementRow | undefined; ;) {
      const page = this.settlement.statements(filter, STATEMENTS_PER_PAGE, after);
      yield* page;
      after = page.at(-1);
      if (after === undefined || page.length < STATEMENTS_PER_PAGE) return;
    }
  }
}
