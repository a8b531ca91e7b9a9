import { Module } from '@nestjs/common';
import { AgreementsModule } from '../agreements/agreements.module';
import type { AnyPolicy } from '../kernel/policy';
import type { AnyProjection } from '../kernel/projection';
import { OccupancyModule } from '../occupancy/occupancy.module';
import { OfferingsModule } from '../offerings/offerings.module';
import { PlacementsModule } from '../placements/placements.module';
import { SettlementModule } from '../settlement/settlement.module';
import { TariffsModule } from '../tariffs/tariffs.module';
import { CalculatePackageHandler, CalculateTariffHandler, CalculateTariffRoute } from './calculate-tariff';
import { CalculatedTariffDesk } from './calculated-tariff-desk';
import { CalculationDesk } from './calculation-desk';
import { CalculationRoutes } from './calculation.routes';
import { CalculationQueries } from './calculations.queries';
import { GetGroundsRoute } from './get-grounds';
import { PreviewCalculatedTariffRoute } from './preview-calculated-tariff';
import { SetCalculatedTariffRoute } from './set-calculated-tariff';
import { tariffCalculations } from './tariff-calculations.projection';

/**
 * Calculations: how a tariff follows from costs, places and occupancy, with every step named.
 *
 * Stream:  `calculation-<offeringId>`, all calculations of one offering. A newer one for the same level and year
 *          replaces the older; neither sets a price, a tariff is made of it (`calculationId` on TariffChanged).
 * Rules:   the canonical formula (R10), days (R11), budgeted occupancy (R12), packages from line prices (R13), two-part
 *          tariffs (R15), part-time places (R16), rounding (R17). Leaving the band or the cap is a warning (R12, R19).
 * Follows: offerings, agreements, place books (places, occupancy) and tariffs. Regulation lines name their origin year.
 * Not here: the year's accounts and what is carried over (R22): they come after, and follow these facts.
 */
@Module({
  imports: [AgreementsModule, OfferingsModule, TariffsModule, PlacementsModule, SettlementModule, OccupancyModule],
  controllers: [
    CalculateTariffRoute,
    SetCalculatedTariffRoute,
    PreviewCalculatedTariffRoute,
    GetGroundsRoute,
    CalculationRoutes,
  ],
  providers: [
    CalculateTariffHandler,
    CalculatePackageHandler,
    CalculationDesk,
    CalculatedTariffDesk,
    CalculationQueries,
  ],
  exports: [CalculationQueries],
})
export class CalculationsModule {}

export const calculationsProjections: AnyProjection[] = [tariffCalculations];
export const calculationsPolicies: AnyPolicy[] = [];
