import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { reject } from '../kernel/decider';
import type { Actor, StatementId } from '../kernel/vocabulary';
import { Allowed } from '../platform/auth/allowed.decorator';
import { CurrentActor } from '../platform/auth/current-actor.decorator';
import { CommandRunner, Refused, type Receipt } from '../platform/commands/command-runner';
import { OneOfField } from '../platform/http/fields';
import { CodeParam } from '../platform/http/parameters';
import { SettlementQueries } from '../settlement/issued/settlement.queries';
import { STATEMENT_ID_FORM, VisibleStatements } from '../settlement/issued/visible-statements.queries';
import { documentsAccess } from './documents.access';
import { IssuedReceiptView } from './document.views';
import { PROFILE_CODES, type ProfileCode } from './e-invoice-profiles';
import { EInvoices } from './e-invoices';
import { IssueEInvoice, issueEInvoice, invoice } from './invoice.decider';

export class IssueEInvoiceBody {
  @OneOfField(PROFILE_CODES, 'The format. Default: peppol-bis-3.', { optional: true })
  profile?: ProfileCode;
}

@ApiTags('documents')
@Controller('api/v1/settlement/statements')
export class IssueEInvoiceRoute {
  constructor(
    private readonly bus: CommandBus,
    private readonly visible: VisibleStatements,
  ) {}

  @Allowed(documentsAccess.issueEInvoice)
  @Post(':statementId/e-invoice')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'issueEInvoice',
    summary: 'Issue a statement as an e-invoice or credit note',
    description:
      'Checked by the rules of its profile first; what breaks one is refused and names it. Issuing records number, ' +
      'receiver, total and hash, and sends nothing: the file is fetched and handed to an access point.',
  })
  @ApiOkResponse({ type: IssuedReceiptView })
  async issue(
    @CodeParam('statementId', STATEMENT_ID_FORM, 'Operator, payer and month.') statementId: StatementId,
    @Body() { profile = 'peppol-bis-3' }: IssueEInvoiceBody,
    @CurrentActor() actor: Actor,
  ): Promise<IssuedReceiptView> {
    // Whoever may not see the statement is told that there is none, before anything about it is said.
    await this.visible.find(statementId, {}, actor, documentsAccess.checkEInvoice);
    return this.bus.execute(new IssueEInvoice({ statementId, by: actor.party, profile }));
  }
}

@CommandHandler(IssueEInvoice)
export class IssueEInvoiceHandler implements ICommandHandler<IssueEInvoice> {
  constructor(
    private readonly runner: CommandRunner,
    private readonly settlement: SettlementQueries,
    private readonly invoices: EInvoices,
  ) {}

  async execute(command: IssueEInvoice): Promise<Receipt & { number: string; profile: string }> {
    const { statementId, profile } = command.data;
    // A closed month never changes, so a statement that the read model knows is the statement.
    const row = this.settlement.statement(statementId);
    if (row === undefined) throw new Refused(reject('STATEMENT_NOT_FOUND', { statementId }));
    const drawn = await this.invoices.draft(row, profile);
    const { receipt } = await this.runner.run(invoice, statementId, (state) => issueEInvoice(command, state, drawn));
    return { ...receipt, number: drawn.document.number, profile };
  }
}
