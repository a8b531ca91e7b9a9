import { Module } from '@nestjs/common';
import { CalculationsModule } from '../calculations/calculations.module';
import type { AnyPolicy } from '../kernel/policy';
import type { AnyProjection } from '../kernel/projection';
import { OfferingsModule } from '../offerings/offerings.module';
import { PartiesModule } from '../parties/parties.module';
import { PlacementsModule } from '../placements/placements.module';
import { TariffsModule } from '../tariffs/tariffs.module';
import { AcceptTariffFileHandler, AcceptTariffFileRoute } from './accept-tariff-file';
import { importTariffFile } from './import-tariff-file.policy';
import { ImportTariffRowsHandler } from './import-tariff-rows';
import { PriceListQueries } from './price-list.queries';
import { PriceListRoutes } from './price-list.routes';
import { ReceiveTariffFileRoute, TariffFileReports } from './receive-tariff-file';
import { TariffFileRoutes } from './tariff-file.routes';
import { tariffFiles } from './tariff-files.projection';
import { TariffFileQueries } from './tariff-files.queries';
import { TariffDesk } from './tariff-desk';

/**
 * Tariff files: the Excel file of prices that the market runs on today, in and out (R32).
 *
 * Stream:  `tarifffile-<id>`, where the id follows from the sender and the bytes: the same file is the same import.
 * States:  reading → received → importing → imported; the doubtful rows can be accepted in a round of their own.
 * Rules:   every row ends as a tariff or is named with everything that is wrong, doubtful or missing (domain.md P13).
 *          A row becomes the same commands that its operator could have sent; their deciders have the last word (R1).
 * Follows: its own stream by a policy, part by part, so that an import goes on after a crash.
 * Asks:    offerings (a new one, a new line), placements (its places), tariffs (the price).
 */
@Module({
  imports: [PartiesModule, OfferingsModule, TariffsModule, PlacementsModule, CalculationsModule],
  // The addresses of the list stand before those that take any file’s id.
  controllers: [PriceListRoutes, ReceiveTariffFileRoute, AcceptTariffFileRoute, TariffFileRoutes],
  providers: [
    TariffFileReports,
    TariffDesk,
    TariffFileQueries,
    PriceListQueries,
    AcceptTariffFileHandler,
    ImportTariffRowsHandler,
  ],
})
export class TariffFilesModule {}

export const tariffFilesProjections: AnyProjection[] = [tariffFiles];
export const tariffFilesPolicies: AnyPolicy[] = [importTariffFile];
