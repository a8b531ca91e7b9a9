import type { StreamableFile } from '@nestjs/common';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiConflictResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allowed } from '../platform/auth/allowed.decorator';
import { ApiFile, fileAnswer, type FileKind } from '../platform/http/file-answers';
import type { Page } from '../platform/http/paging';
import { CursorField, keyAfter, LimitField, PAGE_ROWS_DEFAULT, pageOf } from '../platform/http/paging';
import { WholeNumberField } from '../platform/http/fields';
import { Checkpoints } from '../platform/log-tree/checkpoints';
import { refusing } from '../platform/log-tree/refusing';
import { LogProofs } from './log-proofs';
import { CheckpointKeyView, CheckpointPage, checkpointView, CheckpointView } from './proof-views';
import { proofsAccess } from './proofs.access';

const NOTE: FileKind = { type: 'text/plain; charset=utf-8', ending: 'txt' };

export class CheckpointQuery {
  @WholeNumberField('Of the log’s first so many events. Default: all there are.', { min: 1, optional: true })
  treeSize?: number;
}

export class CheckpointListQuery {
  @LimitField()
  limit: number = PAGE_ROWS_DEFAULT;

  @CursorField()
  cursor?: string;
}

/** What is signed of the log, to be taken home. */
@ApiTags('audit')
@ApiConflictResponse({ description: 'EMPTY_LOG, LOG_CONTRADICTS_CHECKPOINT' })
@Controller('api/v1/audit')
export class CheckpointRoutes {
  constructor(
    private readonly proofs: LogProofs,
    private readonly checkpoints: Checkpoints,
  ) {}

  @Allowed(proofsAccess.getCheckpoint)
  @Get('checkpoint')
  @ApiOperation({
    operationId: 'getCheckpoint',
    summary: 'A signed checkpoint of the log as it is now',
    description:
      'The root of a Merkle tree (RFC 6962, RFC 9162) over every event, with their number and the instant, signed with Ed25519. Whoever keeps it can prove later whether anything up to it was changed. While nothing is recorded the answer stays the same.',
  })
  @ApiOkResponse({ type: CheckpointView })
  async get(@Query() { treeSize }: CheckpointQuery): Promise<CheckpointView> {
    return checkpointView(await this.proofs.checkpoint(treeSize));
  }

  @Allowed(proofsAccess.getCheckpointText)
  @Get('checkpoint/text')
  @ApiOperation({
    operationId: 'getCheckpointText',
    summary: 'The same as a signed text in a file',
    description: 'The forms are C2SP’s tlog-checkpoint and signed-note, which other programs read.',
  })
  @ApiFile(NOTE, 'Name of the log, number of events, root, instant, and the signature.')
  async text(@Query() { treeSize }: CheckpointQuery): Promise<StreamableFile> {
    const { text, size } = await this.proofs.checkpoint(treeSize);
    return fileAnswer(Buffer.from(text), NOTE, `kontrolpunkt-${size}`);
  }

  @Allowed(proofsAccess.listCheckpoints)
  @Get('checkpoints')
  @ApiOperation({ operationId: 'listCheckpoints', summary: 'Checkpoints that were signed here, the newest first' })
  @ApiOkResponse({ type: CheckpointPage })
  list(@Query() { limit, cursor }: CheckpointListQuery): Page<CheckpointView> {
    const [before = Number.MAX_SAFE_INTEGER] = keyAfter<[number]>(cursor, ['number']) ?? [];
    return pageOf(this.proofs.list(before, limit + 1).map(checkpointView), limit, ({ treeSize }) => [treeSize]);
  }

  @Allowed(proofsAccess.getCheckpointKey)
  @Get('checkpoint/key')
  @ApiOperation({
    operationId: 'getCheckpointKey',
    summary: 'The public key that checkpoints are verified with',
    description:
      'Keep it apart from the checkpoints, and compare it with what the operator has published elsewhere: who hands out both could have made both.',
  })
  @ApiOkResponse({ type: CheckpointKeyView })
  async key(): Promise<CheckpointKeyView> {
    const current = await refusing(() => this.checkpoints.key());
    const all = this.checkpoints.keys();
    const since = all.find(({ keyId }) => keyId === current.keyId)?.since;
    return {
      keyId: current.keyId,
      verifierKey: current.toString(),
      pem: current.pem,
      ...(since === undefined ? {} : { since }),
      earlier: all.filter(({ keyId }) => keyId !== current.keyId),
    };
  }
}
