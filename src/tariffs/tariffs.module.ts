import { Module } from '@nestjs/common';
import { AgreementsModule } from '../agreements/agreements.module';
import type { AnyPolicy } from '../kernel/policy';
import type { AnyProjection } from '../kernel/projection';
import { OfferingsModule } from '../offerings/offerings.module';
import { ChangeTariffHandler, ChangeTariffRoute } from './change-tariff';
import { CorrectTariffHandler, CorrectTariffRoute } from './correct-tariff';
import { priceList } from './price-list.projection';
import { PreviewCorrectionRoute } from './preview-correction';
import { PreviewTariffRoute } from './preview-tariff';
import { TariffRoutes } from './tariff.routes';
import { TariffTerms } from './tariff-terms';
import { TariffFacts } from './tariffs.facts';
import { TariffQueries } from './tariffs.queries';

/**
 * Tariffs: what a day, an hour or a supplement costs, from which day.
 *
 * Stream:  `tariff-<offeringId>`, all versions of all levels, so that overlaps and gaps are decided in one place (I4).
 * States:  a version holds from its first day until the next begins, or until a correction takes its place.
 * Rules:   the operator sets the price (R1). What the agreement says about it (R12, R17, R19, Q12) is a recorded warning.
 * Follows: offerings (who, which line) and agreements (which rules).
 * Not here: how a tariff is calculated (R10), and what a placement pays: its terms are frozen when it is bought.
 */
@Module({
  imports: [AgreementsModule, OfferingsModule],
  controllers: [ChangeTariffRoute, PreviewTariffRoute, CorrectTariffRoute, PreviewCorrectionRoute, TariffRoutes],
  providers: [ChangeTariffHandler, CorrectTariffHandler, TariffTerms, TariffQueries, TariffFacts],
  exports: [TariffQueries, TariffFacts],
})
export class TariffsModule {}

export const tariffsProjections: AnyProjection[] = [priceList];
export const tariffsPolicies: AnyPolicy[] = [];
