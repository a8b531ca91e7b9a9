import { Body, Get, Post } from '@nestjs/common';
import type { Position } from '../../kernel/event';
import type { Actor, StatementId } from '../../kernel/vocabulary';
import { Allowed } from '../../platform/auth/allowed.decorator';
import { Refused } from '../../platform/commands/refusals';
import type { BodyClass } from '../../platform/http/fields';
import type { TypedForm } from '../../platform/http/form-body';
import { CodeParam, WholeNumberParam } from '../../platform/http/parameters';
import { AnswerDisputeBody, AnswerDisputeRoutes } from '../../settlement/disputes/answer-dispute';
import { DecideDisputeBody, DecideDisputeRoute } from '../../settlement/disputes/decide-dispute';
import type { DisputeView } from '../../settlement/disputes/dispute.views';
import { DisputeLineBody, DisputeLineRoute } from '../../settlement/disputes/dispute-line';
import { DisputeRoutes } from '../../settlement/disputes/disputes.routes';
import { PursueDisputeRoutes } from '../../settlement/disputes/pursue-dispute';
import { settlementAccess } from '../../settlement/settlement.access';
import { reject } from '../../kernel/decider';
import { StatementRoutes } from '../../settlement/statements/statement.routes';
import { STATEMENT_ID_FORM } from '../../settlement/issued/visible-statements.queries';
import {
  DISPUTE_WORDS,
  type DisputeForm,
  DisputeFacts,
  DisputePart,
  DecideForm,
  type FailedDispute,
} from './dispute-part';
import { Doors } from '../frame/doors';
import { everyRow } from '../frame/every-row';
import { Forms, type FormState, freshForm, NoBody } from '../frame/forms';
import { LINE_WORDS, LineReasons } from './line-reasons';
import { Names } from '../frame/names';
import { SETTLEMENT } from '../frame/navigation';
import { Pages } from '../frame/pages';
import { type PageAnswer, screen, type Screen, SeeOther } from '../frame/screen';
import { settlementCrumb } from './settlement-sections';
import { statementCrumbs } from './statement-names';
import { withOre } from '../frame/typed-amounts';
import { type SignedInVisit, TheVisit } from '../frame/visit';

const STATEMENT = 'Operator, payer and month.';
const AMOUNTS: ReadonlySet<string> = new Set(['disputedOre', 'creditOre']);
const LINE = `${SETTLEMENT.statements}/:statementId/lines/:line`;

type Answered = Promise<{ readonly position: Position }>;

/** One line: why its amount is what it is, and the dispute about it, from the objection to how it ended. */
@Pages()
export class LinePages {
  constructor(
    private readonly doors: Doors,
    private readonly forms: Forms,
    private readonly names: Names,
  ) {}

  @Get(`${LINE}/why`)
  @Allowed(settlementAccess.explainStatementLine)
  why(
    @CodeParam('statementId', STATEMENT_ID_FORM, STATEMENT) id: StatementId,
    @WholeNumberParam('line', 'The line, counted from 1.', { min: 1 }) line: number,
    @TheVisit() visit: SignedInVisit,
  ): Promise<Screen> {
    return this.screen(id, line, visit);
  }

  @Post(`${LINE}/dispute`)
  @Allowed(settlementAccess.disputeLine)
  dispute(
    @CodeParam('statementId', STATEMENT_ID_FORM, STATEMENT) id: StatementId,
    @WholeNumberParam('line', 'The line, counted from 1.', { min: 1 }) line: number,
    @Body() form: TypedForm,
    @TheVisit() visit: SignedInVisit,
  ) {
    return this.take(id, line, visit, 'dispute', DisputeLineBody, form, (body, actor) =>
      this.doors.open(DisputeLineRoute, visit).dispute(id, line, body, actor),
    );
  }

  @Post(`${LINE}/dispute/answer`)
  @Allowed(settlementAccess.answerDispute)
  answer(
    @CodeParam('statementId', STATEMENT_ID_FORM, STATEMENT) id: StatementId,
    @WholeNumberParam('line', 'The line, counted from 1.', { min: 1 }) line: number,
    @Body() form: TypedForm,
    @TheVisit() visit: SignedInVisit,
  ) {
    return this.take(id, line, visit, 'answer', AnswerDisputeBody, form, (body, actor) =>
      this.doors.open(AnswerDisputeRoutes, visit).answer(id, line, body, actor),
    );
  }

  @Post(`${LINE}/dispute/end`)
  @Allowed(settlementAccess.endDispute)
  end(
    @CodeParam('statementId', STATEMENT_ID_FORM, STATEMENT) id: StatementId,
    @WholeNumberParam('line', 'The line, counted from 1.', { min: 1 }) line: number,
    @Body() form: TypedForm,
    @TheVisit() visit: SignedInVisit,
  ) {
    return this.take(id, line, visit, 'end', NoBody, form, (_, actor) =>
      this.doors.open(AnswerDisputeRoutes, visit).end(id, line, actor),
    );
  }

  @Post(`${LINE}/dispute/accept`)
  @Allowed(settlementAccess.acceptAnswer)
  accept(
    @CodeParam('statementId', STATEMENT_ID_FORM, STATEMENT) id: StatementId,
    @WholeNumberParam('line', 'The line, counted from 1.', { min: 1 }) line: number,
    @Body() form: TypedForm,
    @TheVisit() visit: SignedInVisit,
  ) {
    return this.take(id, line, visit, 'accept', NoBody, form, (_, actor) =>
      this.doors.open(PursueDisputeRoutes, visit).accept(id, line, actor),
    );
  }

  @Post(`${LINE}/dispute/withdraw`)
  @Allowed(settlementAccess.withdrawDispute)
  withdraw(
    @CodeParam('statementId', STATEMENT_ID_FORM, STATEMENT) id: StatementId,
    @WholeNumberParam('line', 'The line, counted from 1.', { min: 1 }) line: number,
    @Body() form: TypedForm,
    @TheVisit() visit: SignedInVisit,
  ) {
    return this.take(id, line, visit, 'withdraw', NoBody, form, (_, actor) =>
      this.doors.open(PursueDisputeRoutes, visit).withdraw(id, line, actor),
    );
  }

  @Post(`${LINE}/dispute/escalate`)
  @Allowed(settlementAccess.escalateDispute)
  escalate(
    @CodeParam('statementId', STATEMENT_ID_FORM, STATEMENT) id: StatementId,
    @WholeNumberParam('line', 'The line, counted from 1.', { min: 1 }) line: number,
    @Body() form: TypedForm,
    @TheVisit() visit: SignedInVisit,
  ) {
    return this.take(id, line, visit, 'escalate', NoBody, form, (_, actor) =>
      this.doors.open(PursueDisputeRoutes, visit).escalate(id, line, actor),
    );
  }

  /** The secretariat sees the dispute and no line: a line names a citizen. */
  @Get(`${LINE}/dispute/decide`)
  @Allowed(settlementAccess.decideDispute)
  decision(
    @CodeParam('statementId', STATEMENT_ID_FORM, STATEMENT) id: StatementId,
    @WholeNumberParam('line', 'The line, counted from 1.', { min: 1 }) line: number,
    @TheVisit() visit: SignedInVisit,
  ): Promise<Screen> {
    return this.decideScreen(id, line, visit, freshForm());
  }

  @Post(`${LINE}/dispute/decide`)
  @Allowed(settlementAccess.decideDispute)
  decide(
    @CodeParam('statementId', STATEMENT_ID_FORM, STATEMENT) id: StatementId,
    @WholeNumberParam('line', 'The line, counted from 1.', { min: 1 }) line: number,
    @Body() form: TypedForm,
    @TheVisit() visit: SignedInVisit,
  ): Promise<PageAnswer> {
    return this.forms.take(
      visit,
      DecideDisputeBody,
      withOre(form, (field) => AMOUNTS.has(field)),
      async (body) => {
        const { position } = await this.doors.open(DecideDisputeRoute, visit).decide(id, line, body, visit.actor);
        return new SeeOther(SETTLEMENT.disputes, { position });
      },
      (state) => this.decideScreen(id, line, visit, { ...state, typed: form }),
    );
  }

  private take<B extends object>(
    id: StatementId,
    line: number,
    visit: SignedInVisit,
    form: DisputeForm,
    described: BodyClass & (new () => B),
    typed: TypedForm,
    send: (body: B, actor: Actor) => Answered,
  ): Promise<PageAnswer> {
    return this.forms.take(
      visit,
      described,
      withOre(typed, (field) => AMOUNTS.has(field)),
      async (body) => {
        const { position } = await send(body, visit.actor);
        return new SeeOther(`${SETTLEMENT.statements}/${id}/lines/${line}/why`, { position });
      },
      (state) => this.screen(id, line, visit, { form, state: { ...state, typed } }),
    );
  }

  private async screen(id: StatementId, line: number, visit: SignedInVisit, failed?: FailedDispute): Promise<Screen> {
    const { language, actor } = visit;
    const routes = this.doors.open(StatementRoutes, visit);
    const [explained, statement] = await Promise.all([routes.why(id, line, {}, actor), routes.find(id, {}, actor)]);
    const { operator, payer, standing } = statement;
    const name = this.names.all();
    return screen({
      title: LINE_WORDS[language].title,
      crumbs: statementCrumbs(id, name, language),
      body: (
        <div class="two-columns">
          <LineReasons explained={explained} line={line} name={name} />
          <div class="aside">
            <DisputePart
              statementId={id}
              line={line}
              lineOre={explained.amountOre}
              parties={{ operator, payer }}
              dispute={standing.disputes.find((dispute) => dispute.line === line)}
              approved={standing.standing === 'APPROVED' || standing.approvedLines.includes(line)}
              failed={failed}
              name={name}
            />
          </div>
        </div>
      ),
    });
  }

  private async decideScreen(id: StatementId, line: number, visit: SignedInVisit, state: FormState): Promise<Screen> {
    const { language } = visit;
    const dispute = await this.escalated(id, line, visit);
    return screen({
      title: DISPUTE_WORDS[language].decideTitle,
      crumbs: [settlementCrumb(language), { href: SETTLEMENT.disputes, text: DISPUTE_WORDS[language].disputes }],
      body: (
        <>
          <DisputeFacts dispute={dispute} name={this.names.all()} />
          <DecideForm dispute={dispute} state={state} />
        </>
      ),
    });
  }

  private async escalated(id: StatementId, line: number, visit: SignedInVisit): Promise<DisputeView> {
    const disputes = await everyRow((cursor) =>
      this.doors
        .open(DisputeRoutes, visit)
        .list({ phase: 'ESCALATED', limit: 200, ...(cursor ? { cursor } : {}) }, visit.actor),
    );
    const dispute = disputes.find((each) => each.statementId === id && each.line === line);
    if (dispute === undefined) throw new Refused(reject('NO_DISPUTE', { line }));
    return dispute;
  }
}
