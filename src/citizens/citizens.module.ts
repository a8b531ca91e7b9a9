import { Module } from '@nestjs/common';
import type { AnyPolicy } from '../kernel/policy';
import type { AnyProjection } from '../kernel/projection';
import { PlacementsModule } from '../placements/placements.module';
import { CitizenDetailsDesk } from './citizen-details';
import { CitizenFacts } from './citizens.facts';
import { CorrectDetailsHandler, CorrectDetailsRoute } from './correct-details';
import { CitizenReading, CitizenRoutes } from './read-citizen';
import { destroyDetailsPolicy } from './destroy-details.policy';
import { DestroyDetailsHandler, EraseCitizenHandler, EraseCitizenRoute } from './erase-citizen';
import { ReadingRecord } from './reading-record';
import { ReadingRoutes } from './reading.routes';
import { CitizenReportRoute, CitizenReports } from './report-on-citizen';
import { RegisterCitizenHandler, RegisterCitizenRoute } from './register-citizen';
import { citizenRegister } from './citizen-register.projection';
import { CitizenQueries } from './citizens.queries';
import { TidyVaultJob } from './tidy-vault.job';

/**
 * Citizens: who the person behind a reference is, for those who may know, until it has to be forgotten.
 *
 * Stream:  `citizenrecord-<ref>`; it holds no detail, only that there are some, which kinds, and that they were erased.
 * Vault:   the details, sealed under a key per citizen, outside of the log (docs/personal-data.md).
 * States:  registered → erased. Registration is optional: placements, contracts and settlement need the reference only.
 * Rules:   only the municipality that buys for a reference gives it a name; who sees which field depends on relation and
 *          purpose; each municipality finds its own citizens by CPR number, and nobody else's.
 * Follows: placements, for who has to do with a citizen.
 */
@Module({
  imports: [PlacementsModule],
  controllers: [
    RegisterCitizenRoute,
    CorrectDetailsRoute,
    EraseCitizenRoute,
    CitizenRoutes,
    CitizenReportRoute,
    ReadingRoutes,
  ],
  providers: [
    RegisterCitizenHandler,
    CorrectDetailsHandler,
    EraseCitizenHandler,
    DestroyDetailsHandler,
    TidyVaultJob,
    CitizenDetailsDesk,
    CitizenReading,
    CitizenReports,
    ReadingRecord,
    CitizenFacts,
    CitizenQueries,
  ],
  exports: [CitizenReading],
})
export class CitizensModule {}

export const citizensProjections: AnyProjection[] = [citizenRegister];
export const citizensPolicies: AnyPolicy[] = [destroyDetailsPolicy];
