import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { sightOf } from '../../kernel/access';
import type { Day } from '../../kernel/calendar';
import type { Actor, PartyCode, StatementId } from '../../kernel/vocabulary';
import { Allowed } from '../../platform/auth/allowed.decorator';
import { CurrentActor } from '../../platform/auth/current-actor.decorator';
import { CodeField, IdField, PartyField } from '../../platform/http/fields';
import { FreshReads } from '../../platform/http/fresh-reads';
import { keyAfter, type Page, pageOf, PageQuery } from '../../platform/http/paging';
import { PaymentQueries } from './payment.queries';
import { PaymentPageView, paymentView, type PaymentView } from './payment.views';
import { settlementAccess } from '../settlement.access';
import { SettlementQueries } from '../issued/settlement.queries';
import { STATEMENT_ID_FORM } from '../issued/visible-statements.queries';

export class PaymentsQuery extends PageQuery {
  @PartyField('Only those to this operator.', { optional: true })
  operator?: PartyCode;

  @PartyField('Only those of this payer.', { optional: true })
  payer?: PartyCode;

  @CodeField(STATEMENT_ID_FORM, 'Only those for this statement.', { optional: true })
  statementId?: StatementId;

  @IdField('Only this one.', { optional: true })
  paymentId?: string;
}

@ApiTags('settlement')
@Controller('api/v1/settlement/payments')
export class RegisteredPaymentRoutes {
  constructor(
    private readonly payments: PaymentQueries,
    private readonly settlement: SettlementQueries,
    private readonly fresh: FreshReads,
  ) {}

  @Allowed(settlementAccess.listPayments)
  @Get()
  @ApiOperation({
    operationId: 'listPayments',
    summary: 'Payments as they were registered, those that were reversed among them',
    description: 'The newest first. A payer sees what an operator has registered of its payments.',
  })
  @ApiOkResponse({ type: PaymentPageView })
  async list(@Query() query: PaymentsQuery, @CurrentActor() actor: Actor): Promise<Page<PaymentView>> {
    const { knownAt } = await this.fresh.resolve(query);
    const { limit, cursor, operator, payer, statementId, paymentId } = query;
    const after = keyAfter<[string, string]>(cursor, ['string', 'string']);
    const rows = this.payments.page(
      { seenBy: sightOf(settlementAccess.listPayments, actor), operator, payer, statementId, paymentId, knownAt },
      limit + 1,
      after && { paidOn: after[0], paymentId: after[1] },
    );
    const page = pageOf(rows, limit, ({ paidOn, paymentId }) => [paidOn, paymentId]);
    const issued = this.settlement.issueDays(page.items.flatMap((row) => row.statementId ?? []));
    const issuedOn = (of: StatementId | null): Day | undefined => (of === null ? undefined : issued.get(of));
    return { ...page, items: page.items.map((row) => paymentView(row, issuedOn(row.statementId))) };
  }
}
