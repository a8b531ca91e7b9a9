import { Module } from '@nestjs/common';
import type { AnyPolicy } from '../kernel/policy';
import type { AnyProjection } from '../kernel/projection';
import { OfferingsModule } from '../offerings/offerings.module';
import { PartiesModule } from '../parties/parties.module';
import { PlacementsModule } from '../placements/placements.module';
import { TariffsModule } from '../tariffs/tariffs.module';
import { OccupancyQueries } from './occupancy.queries';
import { OccupancyRoutes } from './occupancy.routes';

/**
 * Occupancy: how full the places are, were, and were known to be.
 *
 * Streams: none. It has no facts of its own and nothing can be asked of it but to count.
 * Counts:  available, occupied, reserved, paid and not occupied, beyond the places; actual against budgeted rate (R31).
 * Rules:   physical presence, both days counted unless the agreement says otherwise (R35); rates may exceed 100 %.
 * Follows: placements (place book), tariffs (budgeted rate), offerings and parties, all through their read models.
 * Both times: it counts from rows as they were known, so a later event never changes an earlier answer.
 */
@Module({
  imports: [PartiesModule, OfferingsModule, TariffsModule, PlacementsModule],
  controllers: [OccupancyRoutes],
  providers: [OccupancyQueries],
  exports: [OccupancyQueries],
})
export class OccupancyModule {}

export const occupancyProjections: AnyProjection[] = [];
export const occupancyPolicies: AnyPolicy[] = [];
