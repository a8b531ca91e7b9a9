import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module';
import type { AnyPolicy } from '../kernel/policy';
import type { AnyProjection } from '../kernel/projection';
import { AuditPacks } from './audit-pack';
import { AuditPackRoute } from './audit-pack.routes';
import { CheckpointRoutes } from './checkpoint.routes';
import { LogProofs } from './log-proofs';
import { NightlyCheckpointJob } from './nightly-checkpoint.job';
import { ProofRoutes } from './proof.routes';
import { LogVerification, VerifyLogRoute } from './verify-log';

/**
 * Proofs: what an auditor takes home, to know next year that nothing in the log was changed.
 *
 * Streams: none; proofs record nothing.
 * Reads:   the log itself, through its Merkle tree (src/platform/log-tree); of audit where an event is.
 * Signed:  checkpoints of the log, when asked and once a night; kept, so that one follows from the other.
 * Proved:  that an event is in the log, and that a log has only grown.
 * Pack:    events, what is signed of them, and a program that verifies both without the product (pack/).
 * Not here: that what is shown follows from the log; that is audit's replay.
 */
@Module({
  imports: [AuditModule],
  controllers: [CheckpointRoutes, ProofRoutes, VerifyLogRoute, AuditPackRoute],
  providers: [LogProofs, LogVerification, AuditPacks, NightlyCheckpointJob],
  exports: [LogProofs, LogVerification],
})
export class ProofsModule {}

export const proofsProjections: AnyProjection[] = [];
export const proofsPolicies: AnyPolicy[] = [];
