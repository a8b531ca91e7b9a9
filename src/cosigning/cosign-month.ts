import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { reject } from '../kernel/decider';
import type { Actor, StatementId } from '../kernel/vocabulary';
import { Allowed } from '../platform/auth/allowed.decorator';
import { CurrentActor } from '../platform/auth/current-actor.decorator';
import { CLOCK, type Clock } from '../platform/clock';
import { CommandRunner, type Receipt } from '../platform/commands/command-runner';
import { Refused } from '../platform/commands/refusals';
import { CodeField, OneOfField, TextField, WholeNumberField } from '../platform/http/fields';
import { CodeParam } from '../platform/http/parameters';
import { CosigningKey } from '../platform/log-tree/cosignature';
import { SettlementQueries } from '../settlement/issued/settlement.queries';
import { STATEMENT_ID_FORM, VisibleStatements } from '../settlement/issued/visible-statements.queries';
import { cosigner } from './cosigner.decider';
import { cosigningAccess } from './cosigning.access';
import { MonthCheckpoints, secondOf } from './month-checkpoints';
import { CosignMonth, cosignMonth, type FoundSignature, monthCosigning } from './month-cosigning.decider';
import { COSIGNING_SIDES, type CosigningSide } from './month-cosigning.events';

/** 64 bytes in base64, with line ends as some programs write it. */
export const SIGNATURE_MAX = 120;

export const TITLE_MAX = 120;

export class CosignMonthBody {
  @CodeField(/^[0-9a-f]{64}$/, 'SHA-256 of the checkpoint’s lines that were read, as the month’s checkpoint shows it.')
  checkpointHash!: string;

  @TextField('Title of the one who signs, such as “økonomichef”. Never a name.', { maxLength: TITLE_MAX })
  title!: string;

  @OneOfField(COSIGNING_SIDES, 'The side that is signed for. Only needed by who may sign for both.', { optional: true })
  side?: CosigningSide;

  @TextField('Ed25519 signature of the message by the party’s own key, in base64.', {
    optional: true,
    maxLength: SIGNATURE_MAX,
    example: `${'A'.repeat(86)}==`,
  })
  signature?: string;

  @WholeNumberField('The time in the message that was signed: Unix time in seconds.', { optional: true, min: 1 })
  time?: number;
}

@ApiTags('cosigning')
@Controller('api/v1/settlement/statements')
export class CosignMonthRoute {
  constructor(
    private readonly bus: CommandBus,
    private readonly visible: VisibleStatements,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Allowed(cosigningAccess.cosignMonth)
  @Post(':statementId/checkpoint/cosign')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'cosignMonth',
    summary: 'Cosign the month’s checkpoint for your side',
    description:
      'Says that you have seen this state of the month; it approves nothing and binds to no payment. A person signs the hash of what was read. With `signature` and `time` it is signed by the party’s own key besides, outside the product; a side that has signed as a person can add that later.',
  })
  async cosign(
    @CodeParam('statementId', STATEMENT_ID_FORM, 'Operator, payer and month.') statementId: StatementId,
    @Body() { signature, time, ...body }: CosignMonthBody,
    @CurrentActor() actor: Actor,
  ): Promise<Receipt> {
    // Whoever may not see the statement is told that there is none, before anything about it is said.
    await this.visible.find(statementId, {}, actor, cosigningAccess.getMonthCheckpoint);
    if ((signature === undefined) !== (time === undefined)) throw new Refused(reject('SIGNATURE_AND_TIME'));
    return this.bus.execute(
      new CosignMonth({
        ...body,
        statementId,
        by: actor,
        subject: actor.subject,
        signature: signature === undefined || time === undefined ? undefined : { base64: signature, time },
        today: this.clock.today(),
        now: secondOf(this.clock.now()),
      }),
    );
  }
}

@CommandHandler(CosignMonth)
export class CosignMonthHandler implements ICommandHandler<CosignMonth> {
  constructor(
    private readonly runner: CommandRunner,
    private readonly settlement: SettlementQueries,
    private readonly months: MonthCheckpoints,
  ) {}

  async execute(command: CosignMonth): Promise<Receipt> {
    const { statementId } = command.data;
    // A closed month never changes, so a statement that the read model knows is the statement.
    const row = this.settlement.statement(statementId);
    if (row === undefined) throw new Refused(reject('STATEMENT_NOT_FOUND', { statementId }));
    const { note: _note, ...seen } = await this.months.of(row);
    const found = await this.found(command, seen.checkpoint);
    const { receipt } = await this.runner.run(monthCosigning, statementId, (state) =>
      cosignMonth(command, state, seen, found),
    );
    return receipt;
  }

  /** Holds a signature from outside against the key that the party has registered. */
  private async found({ data: { by, signature } }: CosignMonth, body: string): Promise<FoundSignature | undefined> {
    if (signature === undefined) return undefined;
    const { verifierKey } = (await this.runner.stateOf(cosigner, by.party)).state;
    const key = verifierKey === undefined ? undefined : CosigningKey.from(verifierKey);
    if (key === undefined || verifierKey === undefined) return 'NO_KEY';
    const bytes = Buffer.from(signature.base64, 'base64');
    if (!key.cosigned(body, signature.time, bytes)) return 'FALSE';
    return { verifierKey, time: signature.time, line: key.line(signature.time, bytes) };
  }
}
