import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Month } from '../kernel/calendar';
import { reject } from '../kernel/decider';
import type { Actor, PartyCode, StatementId } from '../kernel/vocabulary';
import { Allowed } from '../platform/auth/allowed.decorator';
import { CurrentActor } from '../platform/auth/current-actor.decorator';
import { Refused } from '../platform/commands/command-runner';
import { MonthField, OneOfField, PartyField } from '../platform/http/fields';
import { FreshReads, ReadTimesQuery } from '../platform/http/fresh-reads';
import { keyAfter, type Page, pageOf, PageQuery } from '../platform/http/paging';
import { CodeParam, WholeNumberParam } from '../platform/http/parameters';
import { settlementAccess } from './settlement.access';
import { LineExplanations, type LineExplanation } from './explain-line';
import { SettlementQueries, type StatementFilter, type StatementRow } from './settlement.queries';
import type { LineView } from './settlement.views';
import { lineView } from './settlement.views';
import { LineExplanationView } from './explanation.views';
import { StatementDetailView, StatementPageView } from './statement.views';

/** Operator, payer, month: the natural key of a statement. */
export const STATEMENT_ID_FORM = /^(?:\d{3,4}|\d{8})-(?:\d{3,4}|\d{8})-\d{4}-\d{2}$/;

export const STATEMENT_SIDES = ['purchases', 'sales'] as const;

export class StatementsQuery extends PageQuery {
  @PartyField('Only statements of this operator.', { optional: true })
  operator?: PartyCode;

  @PartyField('Only statements to this payer.', { optional: true })
  payer?: PartyCode;

  @MonthField('Only of this month.', { optional: true })
  month?: Month;

  @OneOfField(STATEMENT_SIDES, 'What the asker pays, or what it is owed.', { optional: true })
  side?: (typeof STATEMENT_SIDES)[number];
}

export type StatementSummary = Omit<StatementRow, 'attempt' | 'closedPosition' | 'payerEan'> & {
  readonly payerEan?: string;
};

export interface StatementView extends StatementSummary {
  readonly items: readonly LineView[];
}

@ApiTags('settlement')
@Controller('api/v1/settlement/statements')
export class StatementRoutes {
  constructor(
    private readonly settlement: SettlementQueries,
    private readonly explanations: LineExplanations,
    private readonly fresh: FreshReads,
  ) {}

  @Allowed(settlementAccess.listStatements)
  @Get()
  @ApiOperation({
    operationId: 'listStatements',
    summary: 'Issued statements, newest month first',
    description: 'As a buyer those one’s party pays, as an operator those it issued; an auditor sees all.',
  })
  @ApiOkResponse({ type: StatementPageView })
  async list(@Query() query: StatementsQuery, @CurrentActor() actor: Actor): Promise<Page<StatementSummary>> {
    const { knownAt } = await this.fresh.resolve(query);
    const { limit, cursor, side, month } = query;
    const after = keyAfter<[string, string]>(cursor, ['string', 'string']);
    const { party } = actor;
    const rows = this.settlement.statements(
      {
        ...ownOf(actor),
        operator: query.operator ?? (side === 'sales' ? party : undefined),
        payer: query.payer ?? (side === 'purchases' ? party : undefined),
        month,
        knownAt,
      },
      limit + 1,
      after && { month: after[0], statementId: after[1] },
    );
    const page = pageOf(rows, limit, (row) => [row.month, row.statementId]);
    return { ...page, items: page.items.map(summaryOf) };
  }

  @Allowed(settlementAccess.getStatement)
  @Get(':statementId')
  @ApiOperation({ operationId: 'getStatement', summary: 'A statement with its lines' })
  @ApiOkResponse({ type: StatementDetailView })
  async find(
    @CodeParam('statementId', STATEMENT_ID_FORM, 'Operator, payer and month.') statementId: StatementId,
    @Query() query: ReadTimesQuery,
    @CurrentActor() actor: Actor,
  ): Promise<StatementView> {
    const row = await this.seen(statementId, query, actor);
    return { ...summaryOf(row), items: this.settlement.lines(statementId, row.attempt).map(lineView) };
  }

  @Allowed(settlementAccess.explainStatementLine)
  @Get(':statementId/lines/:line/why')
  @ApiOperation({
    operationId: 'explainStatementLine',
    summary: 'Why this amount',
    description: 'Days, tariff version, rules and events behind a line, and the amount computed once more from them.',
  })
  @ApiOkResponse({ type: LineExplanationView })
  async why(
    @CodeParam('statementId', STATEMENT_ID_FORM, 'Operator, payer and month.') statementId: StatementId,
    @WholeNumberParam('line', 'The line, counted from 1.', { min: 1 }) line: number,
    @Query() query: ReadTimesQuery,
    @CurrentActor() actor: Actor,
  ): Promise<LineExplanation> {
    const row = await this.seen(statementId, query, actor);
    const entry = this.settlement.line(statementId, row.attempt, line);
    const explained = entry && (await this.explanations.of(row, entry));
    if (explained === undefined) throw new Refused(reject('LINE_NOT_FOUND', { statementId, line }));
    return explained;
  }

  /** What one may not see does not exist for one. */
  private async seen(statementId: StatementId, query: ReadTimesQuery, actor: Actor): Promise<StatementRow> {
    const { knownAt } = await this.fresh.resolve(query);
    const row = this.settlement.statement(statementId, knownAt);
    const { asPayer, asOperator } = ownOf(actor);
    if (row === undefined || (!isAuditor(actor) && row.payer !== asPayer && row.operator !== asOperator)) {
      throw new Refused(reject('STATEMENT_NOT_FOUND', { statementId }));
    }
    return row;
  }
}

/** Lines name citizens, so the roles held for the party decide: whoever buys for it sees no citizen it sells to. */
const ownOf = (actor: Actor): Pick<StatementFilter, 'asPayer' | 'asOperator'> => {
  const { party, roles } = actor;
  if (isAuditor(actor)) return {};
  return {
    ...(roles.includes('buyer') ? { asPayer: party } : {}),
    ...(roles.includes('operator') ? { asOperator: party } : {}),
  };
};

export const isAuditor = ({ roles }: Actor): boolean => roles.includes('auditor');

const summaryOf = ({
  attempt: _attempt,
  closedPosition: _position,
  payerEan,
  ...row
}: StatementRow): StatementSummary => ({ ...row, ...(payerEan === null ? {} : { payerEan }) });
