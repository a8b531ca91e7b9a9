import { Controller, Get, Query } from '@nestjs/common';
import { ApiConflictResponse, ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allowed } from '../platform/auth/allowed.decorator';
import { IdField, WholeNumberField } from '../platform/http/fields';
import { LogProofs } from './log-proofs';
import { consistencyView, ConsistencyProofView, inclusionView, InclusionProofView } from './proof-views';
import { proofsAccess } from './proofs.access';

export class InclusionQuery {
  @IdField('The event.')
  eventId!: string;

  @WholeNumberField('In the log of its first so many events. Default: all there are.', { min: 1, optional: true })
  treeSize?: number;
}

export class ConsistencyQuery {
  @WholeNumberField('Events of the earlier log.', { min: 1 })
  from!: number;

  @WholeNumberField('Events of the later one. Default: all there are.', { min: 1, optional: true })
  to?: number;
}

/** Proofs that can be verified without the product, against a checkpoint that was taken home. */
@ApiTags('audit')
@ApiConflictResponse({ description: 'EMPTY_LOG, LOG_CONTRADICTS_CHECKPOINT, EVENT_CHANGED' })
@Controller('api/v1/audit/proofs')
export class ProofRoutes {
  constructor(private readonly proofs: LogProofs) {}

  @Allowed(proofsAccess.proveInclusion)
  @Get('inclusion')
  @ApiOperation({ operationId: 'proveInclusion', summary: 'Proof that an event is in the log that a checkpoint signs' })
  @ApiOkResponse({ type: InclusionProofView })
  @ApiNotFoundResponse({ description: 'UNKNOWN_EVENT' })
  async inclusion(@Query() { eventId, treeSize }: InclusionQuery): Promise<InclusionProofView> {
    return inclusionView(await this.proofs.inclusion(eventId, treeSize));
  }

  @Allowed(proofsAccess.proveConsistency)
  @Get('consistency')
  @ApiOperation({
    operationId: 'proveConsistency',
    summary: 'Proof that the log of one checkpoint is the beginning of another’s: nothing was changed, only added',
  })
  @ApiOkResponse({ type: ConsistencyProofView })
  async consistency(@Query() { from, to }: ConsistencyQuery): Promise<ConsistencyProofView> {
    return consistencyView(await this.proofs.consistency(from, to));
  }
}
