import { Module } from '@nestjs/common';
import { AgreementsModule } from '../agreements/agreements.module';
import type { AnyPolicy } from '../kernel/policy';
import type { AnyProjection } from '../kernel/projection';
import { PartiesModule } from '../parties/parties.module';
import { PlacementsModule } from '../placements/placements.module';
import { SignaturesAwaited } from '../placements/signatures-awaited.queries';
import { TariffsModule } from '../tariffs/tariffs.module';
import { contractRegister } from './contract-register.projection';
import { ContractDesk } from './contract-desk';
import { ContractRoutes } from './contract.routes';
import { UnsignedCountsRoute } from './unsigned-counts';
import { ContractQueries } from './contracts.queries';
import { draftContractPolicy } from './draft-contract.policy';
import { DraftContractHandler, DraftContractRoute } from './draft-contract';
import { AnnulContractHandler, DraftAddendumHandler, EndContractHandler } from './follow-placement';
import { SignAddendumHandler, SignContractHandler, SignContractRoute } from './sign-contract';
import { VisibleContracts } from './visible-contracts.queries';

/**
 * Contracts: the standard contract of each purchase, signed by both sides (R25-R29).
 *
 * Stream:  `contract-<placementId>`.
 * States:  drafted → signed by either side → signed; with addenda of their own; ended or annulled with the placement.
 * Rules:   both sides sign the same SHA-256 of the canonical content (R28); what R29 names becomes an addendum; a
 *          contract in force unsigned grows older and stops nothing (R25).
 * Follows: placements, by a policy; party names, rules and prices are copied into the content when it is drawn up.
 * Not here: settlement, which follows the placement whether or not the paper is signed.
 */
@Module({
  imports: [PartiesModule, AgreementsModule, TariffsModule, PlacementsModule],
  controllers: [UnsignedCountsRoute, DraftContractRoute, SignContractRoute, ContractRoutes],
  providers: [
    DraftContractHandler,
    DraftAddendumHandler,
    EndContractHandler,
    AnnulContractHandler,
    SignContractHandler,
    SignAddendumHandler,
    ContractDesk,
    ContractQueries,
    VisibleContracts,
    { provide: SignaturesAwaited, useExisting: ContractQueries },
  ],
  exports: [ContractQueries, VisibleContracts],
})
export class ContractsModule {}

export const contractsProjections: AnyProjection[] = [contractRegister];
export const contractsPolicies: AnyPolicy[] = [draftContractPolicy];
