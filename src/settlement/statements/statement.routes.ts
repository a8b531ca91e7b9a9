import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiExtraModels, ApiOkResponse, ApiOperation, ApiTags, getSchemaPath } from '@nestjs/swagger';
import { sightOf } from '../../kernel/access';
import type { Month } from '../../kernel/calendar';
import { reject } from '../../kernel/decider';
import type { Actor, PartyCode, StatementId } from '../../kernel/vocabulary';
import { Allowed } from '../../platform/auth/allowed.decorator';
import { CurrentActor } from '../../platform/auth/current-actor.decorator';
import { CLOCK, type Clock } from '../../platform/clock';
import { Refused } from '../../platform/commands/command-runner';
import { MonthField, OneOfField, PartyField } from '../../platform/http/fields';
import { FreshReads, ReadTimesQuery } from '../../platform/http/fresh-reads';
import { keyAfter, type Page, pageOf, PageQuery } from '../../platform/http/paging';
import { CodeParam, WholeNumberParam } from '../../platform/http/parameters';
import { settlementAccess } from '../settlement.access';
import type { StatementStandingView } from '../disputes/dispute.views';
import { isCharge } from '../lines/charge-lines.calculation';
import { chargeLineView, type ChargeLineView } from '../lines/charge-line.views';
import { ChargeExplanationView } from './charge-explanation.views';
import { DisputeQueries } from '../disputes/dispute.queries';
import { ChargeExplanations } from './explain-charge';
import { LineExplanations, type LineExplanation } from './explain-line';
import { SettlementQueries, type StatementFilter, type StatementRow } from '../issued/settlement.queries';
import type { LineView } from '../lines/statement-line.views';
import { lineView } from '../lines/statement-line.views';
import { LineExplanationView } from './explanation.views';
import { statementStanding } from '../disputes/statement-standing';
import { StatementDetailView, StatementPageView } from './statement.views';
import { STATEMENT_ID_FORM, VisibleStatements } from '../issued/visible-statements.queries';

export const STATEMENT_SIDES = ['purchases', 'sales'] as const;
/** What a statement may wait for. */
export const STATEMENT_WAITS = ['APPROVAL'] as const;

export class StatementsQuery extends PageQuery {
  @PartyField('Only statements of this operator.', { optional: true })
  operator?: PartyCode;

  @PartyField('Only statements to this payer.', { optional: true })
  payer?: PartyCode;

  @MonthField('Only of this month.', { optional: true })
  month?: Month;

  @OneOfField(STATEMENT_SIDES, 'What the asker pays, or what it is owed.', { optional: true })
  side?: (typeof STATEMENT_SIDES)[number];

  @OneOfField(STATEMENT_WAITS, 'Only those of which some lines are neither approved nor disputed; due soonest first.', {
    optional: true,
  })
  waiting?: (typeof STATEMENT_WAITS)[number];
}

export type StatementSummary = Omit<StatementRow, 'attempt' | 'closedPosition' | 'payerEan'> & {
  readonly payerEan?: string;
};

export interface StatementPage extends Page<StatementSummary> {
  /** How many wait in all, where that was asked for. */
  readonly count?: number;
}

export interface StatementView extends StatementSummary {
  /** What has been approved and disputed, and what is due when. */
  readonly standing: StatementStandingView;
  readonly items: readonly LineView[];
  readonly charges: readonly ChargeLineView[];
}

@ApiTags('settlement')
@Controller('api/v1/settlement/statements')
export class StatementRoutes {
  constructor(
    private readonly settlement: SettlementQueries,
    private readonly explanations: LineExplanations,
    private readonly charges: ChargeExplanations,
    private readonly visible: VisibleStatements,
    private readonly disputes: DisputeQueries,
    private readonly fresh: FreshReads,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Allowed(settlementAccess.listStatements)
  @Get()
  @ApiOperation({
    operationId: 'listStatements',
    summary: 'Issued statements, newest month first',
    description: 'As a buyer those one’s party pays, as an operator those it issued; an auditor sees all.',
  })
  @ApiOkResponse({ type: StatementPageView })
  async list(@Query() query: StatementsQuery, @CurrentActor() actor: Actor): Promise<StatementPage> {
    const { knownAt } = await this.fresh.resolve(query);
    const { limit, cursor, side, month, waiting } = query;
    const after = keyAfter<[string, string]>(cursor, ['string', 'string']);
    const { party } = actor;
    const filter = {
      seenBy: sightOf(settlementAccess.listStatements, actor),
      operator: query.operator ?? (side === 'sales' ? party : undefined),
      payer: query.payer ?? (side === 'purchases' ? party : undefined),
      month,
      knownAt,
    };
    if (waiting === undefined) {
      const from = after && { month: after[0], statementId: after[1] };
      const rows = this.settlement.statements(filter, limit + 1, from);
      const page = pageOf(rows, limit, (row) => [row.month, row.statementId]);
      return { ...page, items: page.items.map(summaryOf) };
    }
    const unapproved = this.unapproved(filter);
    const later = after === undefined ? unapproved : unapproved.filter((row) => isLater(dueKey(row), after));
    const page = pageOf(later.slice(0, limit + 1), limit, dueKey);
    return { ...page, items: page.items.map(summaryOf), count: unapproved.length };
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
    const row = await this.visible.find(statementId, query, actor, settlementAccess.getStatement);
    const { knownAt } = await this.fresh.resolve(query);
    const standing = statementStanding(
      row,
      this.disputes.of(statementId, knownAt),
      this.disputes.approval(statementId, knownAt),
      query.effectiveOn ?? this.clock.today(),
    );
    return {
      ...summaryOf(row),
      standing,
      items: this.settlement.lines(statementId, row.attempt).map(lineView),
      charges: this.settlement.charges(statementId, row.attempt).map(chargeLineView),
    };
  }

  @Allowed(settlementAccess.explainStatementLine)
  @Get(':statementId/lines/:line/why')
  @ApiOperation({
    operationId: 'explainStatementLine',
    summary: 'Why this amount',
    description:
      'Days, tariff version, rules and events behind a line, and the amount computed once more from them. For a line that is not of a contract: how its amount came about, and what it rests on.',
  })
  @ApiExtraModels(LineExplanationView, ChargeExplanationView)
  @ApiOkResponse({
    schema: { oneOf: [LineExplanationView, ChargeExplanationView].map((of) => ({ $ref: getSchemaPath(of) })) },
  })
  async why(
    @CodeParam('statementId', STATEMENT_ID_FORM, 'Operator, payer and month.') statementId: StatementId,
    @WholeNumberParam('line', 'The line, counted from 1.', { min: 1 }) line: number,
    @Query() query: ReadTimesQuery,
    @CurrentActor() actor: Actor,
  ): Promise<LineExplanation | ChargeExplanationView> {
    const row = await this.visible.find(statementId, query, actor, settlementAccess.explainStatementLine);
    const entry = this.settlement.line(statementId, row.attempt, line);
    const explained =
      entry && (await (isCharge(entry) ? this.charges.of(row, entry) : this.explanations.of(row, entry)));
    if (explained === undefined) throw new Refused(reject('LINE_NOT_FOUND', { statementId, line }));
    return explained;
  }

  /** Statements that wait for their payer, due soonest first. */
  private unapproved(filter: StatementFilter): readonly StatementRow[] {
    const rows = this.settlement.statements(filter, Number.MAX_SAFE_INTEGER);
    const dealtWith = this.disputes.dealtWith(rows, filter.knownAt);
    return rows
      .filter(({ statementId }) => !dealtWith.has(statementId))
      .sort((one, other) => (isLater(dueKey(one), dueKey(other)) ? 1 : -1));
  }
}

/** The payer has until this day (R34), so what is due soonest comes first. */
const dueKey = ({ dueOn, statementId }: StatementRow): [string, string] => [dueOn, statementId];

const isLater = ([day, id]: readonly [string, string], [afterDay, afterId]: readonly [string, string]): boolean =>
  day > afterDay || (day === afterDay && id > afterId);

const summaryOf = ({
  attempt: _attempt,
  closedPosition: _position,
  payerEan,
  ...row
}: StatementRow): StatementSummary => ({ ...row, ...(payerEan === null ? {} : { payerEan }) });
