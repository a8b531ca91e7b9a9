import type { StreamableFile } from '@nestjs/common';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Language } from '../kernel/messages';
import type { Actor, StatementId } from '../kernel/vocabulary';
import { Allowed } from '../platform/auth/allowed.decorator';
import { CurrentActor } from '../platform/auth/current-actor.decorator';
import { ApiFile, ApiReaderLanguage, CSV, fileAnswer, PDF, XLSX } from '../platform/http/file-answers';
import { ReadTimesQuery } from '../platform/http/fresh-reads';
import { CodeParam } from '../platform/http/parameters';
import { ReaderLanguage } from '../platform/http/reader-language.decorator';
import { STATEMENT_ID_FORM, VisibleStatements } from '../settlement/issued/visible-statements.queries';
import { documentsAccess } from './documents.access';
import { StatementContents } from './statement-contents';
import { statementCsv } from './statement-csv';
import { statementDocument } from './statement-document.calculation';
import { StatementFileLines } from './statement-file-lines';
import { statementPdf } from './statement-pdf';
import { statementXlsx } from './statement-xlsx';

/** A statement as a file. Each format has an address of its own, which a link in a mail or a workbook can carry. */
@ApiTags('documents')
@Controller('api/v1/settlement/statements')
export class StatementFileRoutes {
  constructor(
    private readonly visible: VisibleStatements,
    private readonly lines: StatementFileLines,
    private readonly contents: StatementContents,
  ) {}

  @Allowed(documentsAccess.statementAsPdf)
  @Get(':statementId/pdf')
  @ApiOperation({
    operationId: 'statementAsPdf',
    summary: 'A statement with its reasons as PDF',
    description:
      'Tagged PDF/A-2b. The same statement gives the same bytes while its parties’ particulars stay the same.',
  })
  @ApiFile(PDF, 'The statement as people read it.')
  @ApiReaderLanguage()
  async pdf(
    @CodeParam('statementId', STATEMENT_ID_FORM, 'Operator, payer and month.') statementId: StatementId,
    @Query() query: ReadTimesQuery,
    @CurrentActor() actor: Actor,
    @ReaderLanguage() language: Language,
  ): Promise<StreamableFile> {
    const row = await this.visible.find(statementId, query, actor, documentsAccess.statementAsPdf);
    const document = statementDocument(await this.contents.of(row, language), language);
    return fileAnswer(await statementPdf(document, row.issuedOn), PDF, statementId);
  }

  @Allowed(documentsAccess.statementAsCsv)
  @Get(':statementId/csv')
  @ApiOperation({
    operationId: 'statementAsCsv',
    summary: 'A statement’s lines as CSV',
    description: 'Semicolons, decimal commas, UTF-8 with byte order mark; no text begins as a formula would.',
  })
  @ApiFile(CSV, 'One row per line, with a heading.')
  @ApiReaderLanguage()
  async csv(
    @CodeParam('statementId', STATEMENT_ID_FORM, 'Operator, payer and month.') statementId: StatementId,
    @Query() query: ReadTimesQuery,
    @CurrentActor() actor: Actor,
    @ReaderLanguage() language: Language,
  ): Promise<StreamableFile> {
    const row = await this.visible.find(statementId, query, actor, documentsAccess.statementAsCsv);
    return fileAnswer(statementCsv(this.lines.of([row], language), language), CSV, statementId);
  }

  @Allowed(documentsAccess.statementAsXlsx)
  @Get(':statementId/xlsx')
  @ApiOperation({
    operationId: 'statementAsXlsx',
    summary: 'A statement’s lines as a spreadsheet',
    description: 'Numbers and days are cells of their kind; the heading stays in sight, and the last row sums up.',
  })
  @ApiFile(XLSX, 'One row per line, with a heading and a sum.')
  @ApiReaderLanguage()
  async xlsx(
    @CodeParam('statementId', STATEMENT_ID_FORM, 'Operator, payer and month.') statementId: StatementId,
    @Query() query: ReadTimesQuery,
    @CurrentActor() actor: Actor,
    @ReaderLanguage() language: Language,
  ): Promise<StreamableFile> {
    const row = await this.visible.find(statementId, query, actor, documentsAccess.statementAsXlsx);
    return fileAnswer(statementXlsx(this.lines.of([row], language), language), XLSX, statementId);
  }
}
