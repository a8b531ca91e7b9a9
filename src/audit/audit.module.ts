import { Module } from '@nestjs/common';
import type { AnyPolicy } from '../kernel/policy';
import type { AnyProjection } from '../kernel/projection';
import { CheckInvariantsRoute, InvariantChecks } from './check-invariants';
import { HistoryRoutes } from './history.routes';
import { HistoryReplay, ReplayHistoryRoute } from './replay-history';
import { ReplayQueries } from './replay.queries';
import { trail } from './trail.projection';
import { TrailQueries } from './trail.queries';
import { TrailRoutes } from './trail.routes';

/**
 * Audit: every fact in words, and the proof that what is shown follows from the facts and from nothing else.
 *
 * Streams: none; audit records nothing.
 * Reads:   every event of every context; is read by proofs alone, which ask where an event is.
 * Trail:   one row per fact with what it is about; a fact of a kind that is not known yet is found, too.
 * Replay:  every read model made anew beside the live one, one digest each.
 * Rules:   the invariants I1–I7, I9 and I10, checked without the deciders’ and settlement’s own code.
 * Not here: reports to people outside, and what an auditor takes home (src/proofs).
 */
@Module({
  controllers: [TrailRoutes, HistoryRoutes, ReplayHistoryRoute, CheckInvariantsRoute],
  providers: [TrailQueries, HistoryReplay, ReplayQueries, InvariantChecks],
  exports: [TrailQueries, HistoryReplay, ReplayQueries, InvariantChecks],
})
export class AuditModule {}

export const auditProjections: AnyProjection[] = [trail];
export const auditPolicies: AnyPolicy[] = [];
