import { Body, Get, Post } from '@nestjs/common';
import { CosignatureListQuery, MonthCheckpointRoutes } from '../../cosigning/month-checkpoint.routes';
import { documentsAccess } from '../../documents/documents.access';
import { EInvoiceRoutes } from '../../documents/e-invoice.routes';
import { IssueEInvoiceBody, IssueEInvoiceRoute } from '../../documents/issue-e-invoice';
import type { Position } from '../../kernel/event';
import type { StatementId } from '../../kernel/vocabulary';
import { Allowed } from '../../platform/auth/allowed.decorator';
import { Refused } from '../../platform/commands/refusals';
import { type BodyClass, ListField } from '../../platform/http/fields';
import type { TypedForm } from '../../platform/http/form-body';
import { PAGE_ROWS_MAX } from '../../platform/http/paging';
import { CodeParam } from '../../platform/http/parameters';
import * as scalars from '../../platform/http/scalars';
import { ApproveStatementBody, ApproveStatementRoute } from '../../settlement/disputes/approve-statement';
import { PaymentsQuery, RegisteredPaymentRoutes } from '../../settlement/payments/payments.routes';
import { settlementAccess } from '../../settlement/settlement.access';
import { StatementRoutes } from '../../settlement/statements/statement.routes';
import { STATEMENT_ID_FORM } from '../../settlement/issued/visible-statements.queries';
import { Doors } from '../frame/doors';
import { Forms } from '../frame/forms';
import type { Invoice } from './invoice-part';
import { Names } from '../frame/names';
import { SETTLEMENT } from '../frame/navigation';
import { Pages } from '../frame/pages';
import { type PageAnswer, screen, type Screen, SeeOther } from '../frame/screen';
import { statementCrumbs, statementTitle } from './statement-names';
import { type Failed, Statement, type Which } from './statement-body';
import { type SignedInVisit, TheVisit } from '../frame/visit';

/** Lines that were ticked. None is a fault here; to the API it would mean all. */
class ChosenLinesBody {
  @ListField(scalars.wholeNumber({ min: 1 }), 'The lines.', { minItems: 1 })
  lines!: number[];
}

const STATEMENT = 'Operator, payer and month.';
const ONE = `${SETTLEMENT.statements}/:statementId`;

/** One statement for both sides: what is due, what has been approved, disputed and paid, its lines, its files. */
@Pages()
export class StatementPages {
  constructor(
    private readonly doors: Doors,
    private readonly forms: Forms,
    private readonly names: Names,
  ) {}

  @Get(ONE)
  @Allowed(settlementAccess.getStatement)
  show(
    @CodeParam('statementId', STATEMENT_ID_FORM, STATEMENT) id: StatementId,
    @TheVisit() visit: SignedInVisit,
  ): Promise<Screen> {
    return this.screen(id, visit);
  }

  @Post(`${ONE}/approve`)
  @Allowed(settlementAccess.approveStatement)
  approve(
    @CodeParam('statementId', STATEMENT_ID_FORM, STATEMENT) id: StatementId,
    @Body() form: TypedForm,
    @TheVisit() visit: SignedInVisit,
  ): Promise<PageAnswer> {
    const route = this.doors.open(ApproveStatementRoute, visit);
    return this.take(id, visit, 'whole', ApproveStatementBody, form, (body) => route.approve(id, body, visit.actor));
  }

  @Post(`${ONE}/lines/approve`)
  @Allowed(settlementAccess.approveStatement)
  approveLines(
    @CodeParam('statementId', STATEMENT_ID_FORM, STATEMENT) id: StatementId,
    @Body() form: TypedForm,
    @TheVisit() visit: SignedInVisit,
  ): Promise<PageAnswer> {
    const route = this.doors.open(ApproveStatementRoute, visit);
    return this.take(id, visit, 'chosen', ChosenLinesBody, form, (body) => route.approve(id, body, visit.actor));
  }

  @Post(`${ONE}/e-invoice`)
  @Allowed(documentsAccess.issueEInvoice)
  issue(
    @CodeParam('statementId', STATEMENT_ID_FORM, STATEMENT) id: StatementId,
    @Body() form: TypedForm,
    @TheVisit() visit: SignedInVisit,
  ): Promise<PageAnswer> {
    const route = this.doors.open(IssueEInvoiceRoute, visit);
    return this.take(id, visit, 'invoice', IssueEInvoiceBody, form, (body) => route.issue(id, body, visit.actor));
  }

  private take<B extends object>(
    id: StatementId,
    visit: SignedInVisit,
    which: Which,
    described: BodyClass & (new () => B),
    form: TypedForm,
    send: (body: B) => Promise<{ readonly position: Position }>,
  ): Promise<PageAnswer> {
    return this.forms.take(
      visit,
      described,
      form,
      async (body) => {
        const { position } = await send(body);
        return new SeeOther(`${SETTLEMENT.statements}/${id}`, { position });
      },
      (state) => this.screen(id, visit, { form: which, state }),
    );
  }

  private async screen(id: StatementId, visit: SignedInVisit, failed?: Failed): Promise<Screen> {
    const { language, actor } = visit;
    const statement = await this.doors.open(StatementRoutes, visit).find(id, {}, actor);
    const invoice = await this.invoice(id, visit);
    const asked = Object.assign(new PaymentsQuery(), { statementId: id, limit: PAGE_ROWS_MAX });
    const { items: payments } = await this.doors.open(RegisteredPaymentRoutes, visit).list(asked, actor);
    const {
      items: [cosigned],
    } = await this.doors
      .open(MonthCheckpointRoutes, visit)
      .list(Object.assign(new CosignatureListQuery(), { statementId: id }), actor);
    const name = this.names.all();
    return screen({
      title: statementTitle(id, name, language),
      wide: true,
      crumbs: statementCrumbs(id, name, language).slice(0, -1),
      body: (
        <Statement
          statement={statement}
          invoice={invoice}
          payments={payments}
          cosigned={cosigned}
          name={name}
          failed={failed}
        />
      ),
    });
  }

  /** What was issued; where nothing was, whether it could be. */
  private async invoice(id: StatementId, visit: SignedInVisit): Promise<Invoice> {
    const routes = this.doors.open(EInvoiceRoutes, visit);
    try {
      return { issued: await routes.receipt(id, {}, visit.actor) };
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
    }
    try {
      return { check: await routes.check(id, {}, visit.actor) };
    } catch (error) {
      // A statement that comes to nothing is no invoice at all.
      if (!(error instanceof Refused)) throw error;
      return {};
    }
  }
}
