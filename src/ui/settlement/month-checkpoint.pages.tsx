import { Body, Get, Inject, Post } from '@nestjs/common';
import { CosignMonthBody, CosignMonthRoute, SIGNATURE_MAX, TITLE_MAX } from '../../cosigning/cosign-month';
import { cosigningAccess } from '../../cosigning/cosigning.access';
import { MonthCheckpointRoutes } from '../../cosigning/month-checkpoint.routes';
import { COSIGNING_SIDES, type CosigningSide } from '../../cosigning/month-cosigning.events';
import { CosigningKeyRoutes } from '../../cosigning/register-cosigning-key';
import type { StatementId } from '../../kernel/vocabulary';
import { Allowed } from '../../platform/auth/allowed.decorator';
import { CLOCK, type Clock } from '../../platform/clock';
import { type BodyClass, CodeField, OneOfField, TextField, WholeNumberField } from '../../platform/http/fields';
import { ReadTimesQuery } from '../../platform/http/fresh-reads';
import type { TypedForm } from '../../platform/http/form-body';
import { CodeParam } from '../../platform/http/parameters';
import { STATEMENT_ID_FORM } from '../../settlement/issued/visible-statements.queries';
import { Doors } from '../frame/doors';
import { Forms } from '../frame/forms';
import { Names } from '../frame/names';
import { SETTLEMENT } from '../frame/navigation';
import { Pages } from '../frame/pages';
import { type PageAnswer, screen, type Screen } from '../frame/screen';
import { type SignedInVisit, TheVisit } from '../frame/visit';
import { type FailedSigning, MONTH_CHECKPOINT_WORDS, MonthCheckpointBody, type SigningForm } from './month-checkpoint';
import { statementCrumbs } from './statement-names';

const STATEMENT = 'Operator, payer and month.';
const ONE = `${SETTLEMENT.statements}/:statementId/checkpoint`;
const SECOND_MS = 1_000;

/** A form without a signature would be a person's; here the key's is what is asked for. */
class SignedOutsideBody {
  @CodeField(/^[0-9a-f]{64}$/, 'What was signed.')
  checkpointHash!: string;

  @TextField('Title of the one who signs.', { maxLength: TITLE_MAX })
  title!: string;

  @OneOfField(COSIGNING_SIDES, 'The side.', { optional: true })
  side?: CosigningSide;

  @TextField('The signature in base64.', { maxLength: SIGNATURE_MAX })
  signature!: string;

  @WholeNumberField('The time in the message.', { min: 1 })
  time!: number;
}

/** What both sides of a statement sign of its month, and where they do. */
@Pages()
export class MonthCheckpointPages {
  constructor(
    private readonly doors: Doors,
    private readonly forms: Forms,
    private readonly names: Names,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get(ONE)
  @Allowed(cosigningAccess.getMonthCheckpoint)
  show(
    @CodeParam('statementId', STATEMENT_ID_FORM, STATEMENT) id: StatementId,
    @TheVisit() visit: SignedInVisit,
  ): Promise<Screen> {
    return this.screen(id, visit);
  }

  @Post(`${ONE}/cosign`)
  @Allowed(cosigningAccess.cosignMonth)
  cosign(
    @CodeParam('statementId', STATEMENT_ID_FORM, STATEMENT) id: StatementId,
    @Body() form: TypedForm,
    @TheVisit() visit: SignedInVisit,
  ): Promise<PageAnswer> {
    return this.take(id, visit, 'person', CosignMonthBody, form);
  }

  @Post(`${ONE}/cosign/own-key`)
  @Allowed(cosigningAccess.cosignMonth)
  cosignOutside(
    @CodeParam('statementId', STATEMENT_ID_FORM, STATEMENT) id: StatementId,
    @Body() form: TypedForm,
    @TheVisit() visit: SignedInVisit,
  ): Promise<PageAnswer> {
    return this.take(id, visit, 'own-key', SignedOutsideBody, form);
  }

  private take(
    id: StatementId,
    visit: SignedInVisit,
    which: SigningForm,
    described: BodyClass & (new () => CosignMonthBody),
    form: TypedForm,
  ): Promise<PageAnswer> {
    return this.forms.send(visit, {
      described,
      form,
      send: (body) => this.doors.open(CosignMonthRoute, visit).cosign(id, body, visit.actor),
      next: `${SETTLEMENT.statements}/${id}/checkpoint`,
      again: (state) => this.screen(id, visit, { form: which, state }),
    });
  }

  private async screen(id: StatementId, visit: SignedInVisit, failed?: FailedSigning): Promise<Screen> {
    const { language, actor } = visit;
    const month = await this.doors.open(MonthCheckpointRoutes, visit).find(id, new ReadTimesQuery(), actor);
    const key = await this.doors.open(CosigningKeyRoutes, visit).find(actor.party, new ReadTimesQuery());
    const now = Math.floor(Temporal.Instant.from(this.clock.now()).epochMilliseconds / SECOND_MS);
    return screen({
      title: MONTH_CHECKPOINT_WORDS[language].title,
      crumbs: statementCrumbs(id, this.names.all(), language),
      body: <MonthCheckpointBody month={month} ownKey={key} now={now} name={this.names.all()} failed={failed} />,
    });
  }
}
