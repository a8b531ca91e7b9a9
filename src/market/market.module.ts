import { Module } from '@nestjs/common';
import type { AnyPolicy } from '../kernel/policy';
import type { AnyProjection } from '../kernel/projection';
import { SettlementModule } from '../settlement/settlement.module';
import { PlacementsModule } from '../placements/placements.module';
import { MarketLoader } from './market-loader';
import { MarketRoutes } from './market.routes';

/**
 * Market: the demonstration market that a new ledger starts with, loaded through the commands that users send.
 *
 * Stream:  `market-<name>`.
 * States:  none → loading → loaded.
 * Follows: every context, as a user of it. No context knows of it.
 * Honesty: what the published tariff file does not say is listed as a gap; what is made up says so in name and data.
 */
@Module({
  imports: [PlacementsModule, SettlementModule],
  controllers: [MarketRoutes],
  providers: [MarketLoader],
  exports: [MarketLoader],
})
export class MarketModule {}

export const marketProjections: AnyProjection[] = [];
export const marketPolicies: AnyPolicy[] = [];
