import { Module } from '@nestjs/common';
import type { AnyPolicy } from '../kernel/policy';
import type { AnyProjection } from '../kernel/projection';
import { SettlementModule } from '../settlement/settlement.module';
import { CosignMonthHandler, CosignMonthRoute } from './cosign-month';
import { cosignedMonths } from './cosigned-months.projection';
import { CosigningQueries } from './cosigning.queries';
import { MonthCheckpointRoutes } from './month-checkpoint.routes';
import { MonthCheckpoints } from './month-checkpoints';
import { CosigningKeyRoutes, RegisterCosigningKeyHandler } from './register-cosigning-key';

/**
 * Cosigning: both sides of a closed month say that they have seen the same state of it (ADR 30).
 *
 * Streams: `cosigning-<statement>`, who has cosigned; `cosigner-<party>`, the public key a party signs with outside.
 * Signed:  the month's checkpoint: the log up to and with the closing of the month, and what the month came to between
 *          the two. It follows from the log, so it is made again whenever it is asked for.
 * Rules:   each side once, as a person within the product or with a key of its own; a missing signature grows older and
 *          stops nothing. No R-rule asks for it, and it settles, approves and pays nothing.
 * Follows: settlement's closed months; the log's tree (src/platform/log-tree).
 * Not here: what the log's own checkpoints prove; that is proofs.
 */
@Module({
  imports: [SettlementModule],
  controllers: [MonthCheckpointRoutes, CosignMonthRoute, CosigningKeyRoutes],
  providers: [MonthCheckpoints, CosigningQueries, CosignMonthHandler, RegisterCosigningKeyHandler],
})
export class CosigningModule {}

export const cosigningProjections: AnyProjection[] = [cosignedMonths];
export const cosigningPolicies: AnyPolicy[] = [];
