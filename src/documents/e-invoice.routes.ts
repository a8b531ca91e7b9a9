import type { StreamableFile } from '@nestjs/common';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { reject } from '../kernel/decider';
import type { Actor, StatementId } from '../kernel/vocabulary';
import { Allowed } from '../platform/auth/allowed.decorator';
import { CurrentActor } from '../platform/auth/current-actor.decorator';
import { Refused } from '../platform/commands/command-runner';
import { OneOfField } from '../platform/http/fields';
import { ApiFile, fileAnswer, XML } from '../platform/http/file-answers';
import { FreshReads, ReadTimesQuery } from '../platform/http/fresh-reads';
import { CodeParam } from '../platform/http/parameters';
import { PayableDays } from '../settlement/months/payable-days.queries';
import { SettlementQueries, type StatementRow } from '../settlement/issued/settlement.queries';
import { STATEMENT_ID_FORM, VisibleStatements } from '../settlement/issued/visible-statements.queries';
import { EInvoiceCheckView, IssuedInvoiceView, ThreeWayMatchView } from './document.views';
import { documentsAccess } from './documents.access';
import { InvoiceQueries, type IssuedInvoiceRow } from './documents.queries';
import { PROFILE_CODES, profileOf, type ProfileCode } from './e-invoice-profiles';
import { EInvoices } from './e-invoices';
import { threeWayMatch } from './three-way-match.calculation';

export class ProfileQuery extends ReadTimesQuery {
  @OneOfField(PROFILE_CODES, 'The format. Default: peppol-bis-3.', { optional: true })
  profile?: ProfileCode;
}

const STATEMENT = 'Operator, payer and month.';

@ApiTags('documents')
@Controller('api/v1/settlement/statements')
export class EInvoiceRoutes {
  constructor(
    private readonly visible: VisibleStatements,
    private readonly invoices: EInvoices,
    private readonly issued: InvoiceQueries,
    private readonly settlement: SettlementQueries,
    private readonly payable: PayableDays,
    private readonly fresh: FreshReads,
  ) {}

  @Allowed(documentsAccess.checkEInvoice)
  @Get(':statementId/e-invoice/check')
  @ApiOperation({
    operationId: 'checkEInvoice',
    summary: 'What stands in the way of an e-invoice',
    description: 'Holds the document against every rule of the profile and names each it breaks. Records nothing.',
  })
  @ApiOkResponse({ type: EInvoiceCheckView })
  async check(
    @CodeParam('statementId', STATEMENT_ID_FORM, STATEMENT) statementId: StatementId,
    @Query() query: ProfileQuery,
    @CurrentActor() actor: Actor,
  ): Promise<EInvoiceCheckView> {
    const row = await this.visible.find(statementId, query, actor, documentsAccess.checkEInvoice);
    const { code, name, rules, validation } = profileOf(query.profile ?? 'peppol-bis-3');
    const { invoice, broken, constructed } = await this.invoices.check(row, code);
    const { kind, number, totals } = invoice;
    return {
      profile: code,
      profileName: name,
      kind,
      number,
      totalOre: totals.payableOre,
      constructed,
      rulesChecked: rules.length,
      broken,
      validationDa: validation.da,
      validationEn: validation.en,
    };
  }

  @Allowed(documentsAccess.draftEInvoice)
  @Get(':statementId/xml')
  @ApiOperation({
    operationId: 'draftEInvoice',
    summary: 'The e-invoice as it would be issued now',
    description: 'Refused where it breaks a rule of its profile. Only an issued document is an invoice.',
  })
  @ApiFile(XML, 'UBL 2.1 in the profile.')
  async draft(
    @CodeParam('statementId', STATEMENT_ID_FORM, STATEMENT) statementId: StatementId,
    @Query() query: ProfileQuery,
    @CurrentActor() actor: Actor,
  ): Promise<StreamableFile> {
    const row = await this.visible.find(statementId, query, actor, documentsAccess.draftEInvoice);
    const { bytes, broken } = await this.invoices.draft(row, query.profile ?? 'peppol-bis-3');
    if (broken.length > 0)
      throw new Refused(reject('E_INVOICE_RULES_BROKEN', { rules: broken.map(({ rule }) => rule).join(', ') }));
    return fileAnswer(bytes, XML, `kladde-${statementId}`);
  }

  @Allowed(documentsAccess.getEInvoice)
  @Get(':statementId/e-invoice')
  @ApiOperation({
    operationId: 'getEInvoice',
    summary: 'The e-invoice as it was issued',
    description: 'The same bytes each time: they are made again from what was recorded and compared with its hash.',
  })
  @ApiFile(XML, 'The document.')
  async file(
    @CodeParam('statementId', STATEMENT_ID_FORM, STATEMENT) statementId: StatementId,
    @Query() query: ReadTimesQuery,
    @CurrentActor() actor: Actor,
  ): Promise<StreamableFile> {
    const row = await this.visible.find(statementId, query, actor, documentsAccess.getEInvoice);
    const issued = await this.found(row, query);
    return fileAnswer(this.invoices.issued(row, issued).bytes, XML, issued.document.number);
  }

  @Allowed(documentsAccess.getEInvoiceReceipt)
  @Get(':statementId/e-invoice/receipt')
  @ApiOperation({ operationId: 'getEInvoiceReceipt', summary: 'What was issued: number, receiver, total and hash' })
  @ApiOkResponse({ type: IssuedInvoiceView })
  async receipt(
    @CodeParam('statementId', STATEMENT_ID_FORM, STATEMENT) statementId: StatementId,
    @Query() query: ReadTimesQuery,
    @CurrentActor() actor: Actor,
  ): Promise<IssuedInvoiceView> {
    const row = await this.visible.find(statementId, query, actor, documentsAccess.getEInvoiceReceipt);
    return receiptOf(await this.found(row, query));
  }

  @Allowed(documentsAccess.matchStatement)
  @Get(':statementId/match')
  @ApiOperation({
    operationId: 'matchStatement',
    summary: 'Placement, statement and e-invoice side by side',
    description:
      'For each line the payable days of the place book, the days billed net of credits, and the amount ' +
      'invoiced, all as known at `knownAt`. What differs is named.',
  })
  @ApiOkResponse({ type: ThreeWayMatchView })
  async match(
    @CodeParam('statementId', STATEMENT_ID_FORM, STATEMENT) statementId: StatementId,
    @Query() query: ReadTimesQuery,
    @CurrentActor() actor: Actor,
  ): Promise<ThreeWayMatchView> {
    const row = await this.visible.find(statementId, query, actor, documentsAccess.matchStatement);
    const { knownAt } = await this.fresh.resolve(query);
    const issued = this.issued.find(statementId, knownAt);
    const lines = this.settlement.lines(statementId, row.attempt);
    const days = this.payable.of(row, lines, knownAt);
    const matchable = lines.map((line, at) => {
      const { placeBook = 0, billed = 0 } = days[at] ?? {};
      return { line, placeBookDays: placeBook, billedDays: billed };
    });
    const charges = this.settlement.charges(statementId, row.attempt);
    return { statementId, ...threeWayMatch(matchable, issued && this.invoices.issued(row, issued).invoice, charges) };
  }

  private async found({ statementId }: StatementRow, query: ReadTimesQuery): Promise<IssuedInvoiceRow> {
    const { knownAt } = await this.fresh.resolve(query);
    const issued = this.issued.find(statementId, knownAt);
    if (issued === undefined) throw new Refused(reject('E_INVOICE_NOT_ISSUED', { statementId }));
    return issued;
  }
}

const receiptOf = ({ kind, document, eventId, recordedAt }: IssuedInvoiceRow): IssuedInvoiceView => {
  const { statementId, number, profile, totalOre, lines, buyer, bytes, sha256, constructed } = document;
  const { scheme = '', id = '' } = buyer.endpoint ?? {};
  const receiver = `${scheme}:${id}`;
  return {
    statementId,
    number,
    kind,
    profile,
    totalOre,
    lines,
    receiver,
    bytes,
    sha256,
    constructed,
    eventId,
    recordedAt,
  };
};
