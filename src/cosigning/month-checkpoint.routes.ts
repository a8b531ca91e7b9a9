import type { StreamableFile } from '@nestjs/common';
import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiConflictResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { sightOf } from '../kernel/access';
import { type Day, dayNumber, type Month } from '../kernel/calendar';
import type { Actor, PartyCode, StatementId } from '../kernel/vocabulary';
import { Allowed } from '../platform/auth/allowed.decorator';
import { CurrentActor } from '../platform/auth/current-actor.decorator';
import { CLOCK, type Clock } from '../platform/clock';
import { CodeField, FlagField, MonthField, PartyField, WholeNumberField } from '../platform/http/fields';
import { ApiFile, fileAnswer, type FileKind } from '../platform/http/file-answers';
import { FreshReads, ReadTimesQuery } from '../platform/http/fresh-reads';
import { keyAfter, type Page, pageOf, PageQuery } from '../platform/http/paging';
import { CodeParam } from '../platform/http/parameters';
import { cosigningMessage } from '../platform/log-tree/cosignature';
import { STATEMENT_ID_FORM, VisibleStatements } from '../settlement/issued/visible-statements.queries';
import { cosigningAccess } from './cosigning.access';
import { type Cosignature, type CosignedMonthRow, CosigningQueries } from './cosigning.queries';
import { CosignedMonthPage, CosignedMonthView, type CosigningSideView, MonthCheckpointView } from './cosigning.views';
import { MonthCheckpoints, secondOf } from './month-checkpoints';
import type { CosigningSide } from './month-cosigning.events';

const NOTE: FileKind = { type: 'text/plain; charset=utf-8', ending: 'txt' };

export class CosigningMessageQuery extends ReadTimesQuery {
  @WholeNumberField('The second it is seen in: Unix time. Default: now.', { optional: true, min: 1 })
  time?: number;
}

export class CosignatureListQuery extends PageQuery {
  @MonthField('Only of this month.', { optional: true })
  month?: Month;

  @PartyField('Only months of this operator.', { optional: true })
  operator?: PartyCode;

  @PartyField('Only what this party pays.', { optional: true })
  payer?: PartyCode;

  @CodeField(STATEMENT_ID_FORM, 'Only of this statement.', { optional: true, example: '1082-751-2020-05' })
  statementId?: StatementId;

  @FlagField('Only those that one of the sides has not cosigned.', { optional: true })
  missing?: boolean;
}

/** What both sides of a statement sign of its month, and who has. */
@ApiTags('cosigning')
@ApiConflictResponse({ description: 'LOG_CONTRADICTS_CHECKPOINT' })
@Controller('api/v1/settlement')
export class MonthCheckpointRoutes {
  constructor(
    private readonly visible: VisibleStatements,
    private readonly months: MonthCheckpoints,
    private readonly cosigning: CosigningQueries,
    private readonly fresh: FreshReads,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Allowed(cosigningAccess.listCosignatures)
  @Get('cosignatures')
  @ApiOperation({
    operationId: 'listCosignatures',
    summary: 'Closed months by their two sides, and who has cosigned them',
    description: 'Newest month first. As a buyer those one’s party pays, as an operator its own; an auditor sees all.',
  })
  @ApiOkResponse({ type: CosignedMonthPage })
  async list(@Query() query: CosignatureListQuery, @CurrentActor() actor: Actor): Promise<Page<CosignedMonthView>> {
    const { limit, cursor, month, operator, payer, statementId, missing } = query;
    const { effectiveOn, knownAt } = await this.fresh.resolve(query);
    const rows = this.cosigning.list({
      seenBy: sightOf(cosigningAccess.listCosignatures, actor),
      month,
      operator,
      payer,
      statementId,
      missing,
      after: keyAfter<[Month, StatementId]>(cursor, ['string', 'string']),
      limit: limit + 1,
      knownAt,
    });
    const page = pageOf(rows, limit, (row) => [row.month, row.statementId]);
    const on = effectiveOn ?? this.clock.today();
    return { ...page, items: page.items.map((row) => viewOf(row, on)) };
  }

  @Allowed(cosigningAccess.getMonthCheckpoint)
  @Get('statements/:statementId/checkpoint')
  @ApiOperation({
    operationId: 'getMonthCheckpoint',
    summary: 'The month’s checkpoint between the two sides of a statement, and who has cosigned it',
    description:
      'The log up to and with the event that closed the month, and what the month came to: a C2SP checkpoint with extension lines, signed by the log. It follows from the log, so everybody is given the same lines.',
  })
  @ApiOkResponse({ type: MonthCheckpointView })
  async find(
    @CodeParam('statementId', STATEMENT_ID_FORM, 'Operator, payer and month.') statementId: StatementId,
    @Query() query: ReadTimesQuery,
    @CurrentActor() actor: Actor,
  ): Promise<MonthCheckpointView> {
    const statement = await this.visible.find(statementId, query, actor, cosigningAccess.getMonthCheckpoint);
    const { effectiveOn, knownAt } = await this.fresh.resolve(query);
    const { note, checkpointHash } = await this.months.of(statement);
    const row = this.cosigning.find(statementId, knownAt) ?? unsigned(statement);
    return {
      ...viewOf(row, effectiveOn ?? this.clock.today()),
      treeSize: note.size,
      rootHash: note.root.toString('base64'),
      linesHash: statement.linesHash,
      checkpointHash,
      text: signedBy(note.text, row),
    };
  }

  @Allowed(cosigningAccess.getMonthCheckpointText)
  @Get('statements/:statementId/checkpoint/text')
  @ApiOperation({
    operationId: 'getMonthCheckpointText',
    summary: 'The same as a signed text in a file',
    description: 'A signed note (C2SP) with the log’s signature and a line for each side that signed with its own key.',
  })
  @ApiFile(NOTE, 'The month’s checkpoint with its signatures.')
  async text(
    @CodeParam('statementId', STATEMENT_ID_FORM, 'Operator, payer and month.') statementId: StatementId,
    @Query() query: ReadTimesQuery,
    @CurrentActor() actor: Actor,
  ): Promise<StreamableFile> {
    const statement = await this.visible.find(statementId, query, actor, cosigningAccess.getMonthCheckpointText);
    const { knownAt } = await this.fresh.resolve(query);
    const { note } = await this.months.of(statement);
    const row = this.cosigning.find(statementId, knownAt) ?? unsigned(statement);
    return fileAnswer(Buffer.from(signedBy(note.text, row)), NOTE, `kontrolpunkt-${statementId}`);
  }

  @Allowed(cosigningAccess.getCosigningMessage)
  @Get('statements/:statementId/checkpoint/message')
  @ApiOperation({
    operationId: 'getCosigningMessage',
    summary: 'What is signed with a party’s own key, outside the product',
    description:
      'C2SP cosignature/v1: a line that says so, the time, and the lines of the month’s checkpoint. Sign it byte for byte with Ed25519, and hand the signature in with the same time.',
  })
  @ApiFile(NOTE, 'The message to be signed.')
  async message(
    @CodeParam('statementId', STATEMENT_ID_FORM, 'Operator, payer and month.') statementId: StatementId,
    @Query() query: CosigningMessageQuery,
    @CurrentActor() actor: Actor,
  ): Promise<StreamableFile> {
    const statement = await this.visible.find(statementId, query, actor, cosigningAccess.getCosigningMessage);
    const { time = secondOf(this.clock.now()) } = query;
    const { checkpoint } = await this.months.of(statement);
    return fileAnswer(Buffer.from(cosigningMessage(checkpoint, time)), NOTE, `medunderskriv-${statementId}`);
  }
}

type Signed = Omit<CosignedMonthRow, 'closedPosition'>;

/** The statement can be known a moment before who has cosigned it is. */
const unsigned = ({
  statementId,
  operator,
  payer,
  month,
  issuedOn,
  totalOre,
}: Omit<Signed, SignatureColumn>): Signed => ({
  statementId,
  operator,
  payer,
  month,
  issuedOn,
  totalOre,
  operatorSignature: null,
  payerSignature: null,
});
type SignatureColumn = 'operatorSignature' | 'payerSignature';

const viewOf = (row: Signed, on: Day): CosignedMonthView => {
  const { statementId, operator, payer, month, issuedOn, totalOre, operatorSignature, payerSignature } = row;
  const side = (name: CosigningSide, party: PartyCode, signature: Cosignature | null): CosigningSideView => {
    // What was signed after the day asked for was missing on it.
    if (signature === null || signature.signedOn > on)
      return { side: name, party, unsignedDays: Math.max(0, dayNumber(on) - dayNumber(issuedOn)) };
    const { title, signedOn, recordedAt, eventId, verifierKey } = signature;
    return {
      side: name,
      party,
      title,
      signedOn,
      recordedAt,
      eventId,
      ...(verifierKey === null ? {} : { verifierKey }),
    };
  };
  const sides = [side('OPERATOR', operator, operatorSignature), side('PAYER', payer, payerSignature)];
  return { statementId, operator, payer, month, issuedOn, totalOre, sides };
};

/** The note with a line for each own key that signed it. */
const signedBy = (text: string, { operatorSignature, payerSignature }: Signed): string => {
  const lines = [operatorSignature, payerSignature].flatMap((signature) => signature?.line ?? []);
  return `${text}${lines.map((line) => `${line}\n`).join('')}`;
};
