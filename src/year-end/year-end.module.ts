import { Global, Module } from '@nestjs/common';
import { AgreementsModule } from '../agreements/agreements.module';
import { CalculationsModule } from '../calculations/calculations.module';
import { RegulationDue } from '../calculations/regulation-due.facts';
import type { AnyPolicy } from '../kernel/policy';
import type { AnyProjection } from '../kernel/projection';
import { OccupancyModule } from '../occupancy/occupancy.module';
import { OfferingsModule } from '../offerings/offerings.module';
import { PartiesModule } from '../parties/parties.module';
import { PlacementsModule } from '../placements/placements.module';
import { SettlementModule } from '../settlement/settlement.module';
import { BringInRegulationHandler, BringInRegulationRoute } from './bring-in-regulation';
import { DueFromAccounts } from './due-regulation';
import { ForecastRoutes } from './forecast.routes';
import { Forecasts } from './forecasts';
import { raiseRefundsPolicy } from './raise-refunds.policy';
import { RaiseClosureChargesHandler, RaiseRefundsHandler } from './raise-share-charges';
import { raiseClosureChargesPolicy } from './raise-closure-charges.policy';
import { closureDeficits } from './closure-deficits.projection';
import {
  ClosureDeficitRoutes,
  DetermineClosureDeficitHandler,
  DetermineClosureDeficitRoute,
} from './determine-closure-deficit';
import { PreviewYearEndRoutes } from './preview-year-end';
import { regulationAccounts } from './regulation-accounts.projection';
import { SplitResultHandler, SplitResultRoute } from './split-result';
import { SubmitAccountsHandler, SubmitAccountsRoute } from './submit-accounts';
import { YearEndDesk } from './year-end-desk';
import { YearEndQueries } from './year-end.queries';
import { YearEndRoutes } from './year-end.routes';

/**
 * Year end: what a year has left over or lacks, and the way of it until nothing remains (R22, R23, domain §3.9, I7).
 *
 * Stream:  `yearend-<offeringId>`, all service lines and years of one offering. Accounts supersede, never overwrite.
 *          `closuredeficit-<offeringId>`, what a closed offering lacks and who pays how much of it (R24, Q5).
 * States:  a year is open → its result is computed → it is split (locked) → applied in tariffs or refunded → done.
 * Rules:   A1 - A2 ± A3; ± the limit *can* be carried over; the rest by the agreement's rules, which are data.
 * Follows: place books and tariffs (A1), occupancy, agreements, and tariff calculations (budget, what they regulate).
 * Asks:    settlement to raise a charge for each payer that a result is refunded to directly.
 * Global:  it answers `RegulationDue`, which calculations ask without knowing who stands downstream of them.
 * Not here: the operating budget's under- and overspend, which is not the same as a surplus or deficit (domain §1).
 */
@Global()
@Module({
  imports: [
    PartiesModule,
    AgreementsModule,
    OfferingsModule,
    PlacementsModule,
    SettlementModule,
    OccupancyModule,
    CalculationsModule,
  ],
  controllers: [
    SubmitAccountsRoute,
    SplitResultRoute,
    BringInRegulationRoute,
    YearEndRoutes,
    ForecastRoutes,
    DetermineClosureDeficitRoute,
    ClosureDeficitRoutes,
    PreviewYearEndRoutes,
  ],
  providers: [
    SubmitAccountsHandler,
    SplitResultHandler,
    BringInRegulationHandler,
    RaiseRefundsHandler,
    DetermineClosureDeficitHandler,
    RaiseClosureChargesHandler,
    YearEndDesk,
    YearEndQueries,
    Forecasts,
    { provide: RegulationDue, useClass: DueFromAccounts },
  ],
  exports: [YearEndQueries, RegulationDue],
})
export class YearEndModule {}

export const yearEndProjections: AnyProjection[] = [regulationAccounts, closureDeficits];
export const yearEndPolicies: AnyPolicy[] = [raiseRefundsPolicy, raiseClosureChargesPolicy];
