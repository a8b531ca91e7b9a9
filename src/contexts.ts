import type { Type } from '@nestjs/common';
import { agreementsAccess } from './agreements/agreements.access';
import { agreementRefusals } from './agreements/agreements.messages';
import { AgreementsModule, agreementsPolicies, agreementsProjections } from './agreements/agreements.module';
import { auditAccess } from './audit/audit.access';
import { auditRefusals } from './audit/audit.messages';
import { AuditModule, auditPolicies, auditProjections } from './audit/audit.module';
import { calculationsAccess } from './calculations/calculations.access';
import { calculationsRefusals } from './calculations/calculations.messages';
import { CalculationsModule, calculationsPolicies, calculationsProjections } from './calculations/calculations.module';
import { citizensAccess } from './citizens/citizens.access';
import { citizensRefusals } from './citizens/citizens.messages';
import { CitizensModule, citizensPolicies, citizensProjections } from './citizens/citizens.module';
import { contractsAccess } from './contracts/contracts.access';
import { contractsRefusals } from './contracts/contracts.messages';
import { ContractsModule, contractsPolicies, contractsProjections } from './contracts/contracts.module';
import { cosigningAccess } from './cosigning/cosigning.access';
import { cosigningRefusals } from './cosigning/cosigning.messages';
import { CosigningModule, cosigningPolicies, cosigningProjections } from './cosigning/cosigning.module';
import { documentsAccess } from './documents/documents.access';
import { documentRefusals } from './documents/documents.messages';
import { DocumentsModule, documentsPolicies, documentsProjections } from './documents/documents.module';
import type { AccessTable } from './kernel/access';
import type { RefusalCatalogue } from './kernel/messages';
import type { AnyPolicy } from './kernel/policy';
import type { AnyProjection } from './kernel/projection';
import { marketAccess } from './market/market.access';
import { marketRefusals } from './market/market.messages';
import { MarketModule, marketPolicies, marketProjections } from './market/market.module';
import { objectiveFinancingAccess } from './objective-financing/objective-financing.access';
import { objectiveFinancingRefusals } from './objective-financing/objective-financing.messages';
import {
  ObjectiveFinancingModule,
  objectiveFinancingPolicies,
  objectiveFinancingProjections,
} from './objective-financing/objective-financing.module';
import { occupancyAccess } from './occupancy/occupancy.access';
import { occupancyRefusals } from './occupancy/occupancy.messages';
import { OccupancyModule, occupancyPolicies, occupancyProjections } from './occupancy/occupancy.module';
import { offeringsAccess } from './offerings/offerings.access';
import { offeringRefusals } from './offerings/offerings.messages';
import { OfferingsModule, offeringsPolicies, offeringsProjections } from './offerings/offerings.module';
import { partiesAccess } from './parties/parties.access';
import { partyRefusals } from './parties/parties.messages';
import { PartiesModule, partiesPolicies, partiesProjections } from './parties/parties.module';
import { placementsAccess } from './placements/placements.access';
import { placementsRefusals } from './placements/placements.messages';
import { PlacementsModule, placementsPolicies, placementsProjections } from './placements/placements.module';
import { proofsAccess } from './proofs/proofs.access';
import { proofsRefusals } from './proofs/proofs.messages';
import { ProofsModule, proofsPolicies, proofsProjections } from './proofs/proofs.module';
import { settlementAccess } from './settlement/settlement.access';
import { settlementRefusals } from './settlement/settlement.messages';
import { SettlementModule, settlementPolicies, settlementProjections } from './settlement/settlement.module';
import { tariffFilesAccess } from './tariff-files/tariff-files.access';
import { tariffFilesRefusals } from './tariff-files/tariff-files.messages';
import { TariffFilesModule, tariffFilesPolicies, tariffFilesProjections } from './tariff-files/tariff-files.module';
import { tariffsAccess } from './tariffs/tariffs.access';
import { tariffRefusals } from './tariffs/tariffs.messages';
import { TariffsModule, tariffsPolicies, tariffsProjections } from './tariffs/tariffs.module';
import { yearEndAccess } from './year-end/year-end.access';
import { yearEndRefusals } from './year-end/year-end.messages';
import { YearEndModule, yearEndPolicies, yearEndProjections } from './year-end/year-end.module';

/** What a context gives the application: its routes and handlers, and what follows the log on its behalf. */
export interface Context {
  readonly module: Type;
  /** Who may call its routes. */
  readonly access: AccessTable;
  readonly projections: readonly AnyProjection[];
  readonly policies: readonly AnyPolicy[];
  readonly refusals: RefusalCatalogue;
}

/** In the order the money flows; a later one may look at an earlier one, never the reverse. */
export const CONTEXTS: readonly Context[] = [
  {
    module: PartiesModule,
    access: partiesAccess,
    projections: partiesProjections,
    policies: partiesPolicies,
    refusals: partyRefusals,
  },
  {
    module: AgreementsModule,
    access: agreementsAccess,
    projections: agreementsProjections,
    policies: agreementsPolicies,
    refusals: agreementRefusals,
  },
  {
    module: OfferingsModule,
    access: offeringsAccess,
    projections: offeringsProjections,
    policies: offeringsPolicies,
    refusals: offeringRefusals,
  },
  {
    module: TariffsModule,
    access: tariffsAccess,
    projections: tariffsProjections,
    policies: tariffsPolicies,
    refusals: tariffRefusals,
  },
  {
    module: PlacementsModule,
    access: placementsAccess,
    projections: placementsProjections,
    policies: placementsPolicies,
    refusals: placementsRefusals,
  },
  {
    module: CitizensModule,
    access: citizensAccess,
    projections: citizensProjections,
    policies: citizensPolicies,
    refusals: citizensRefusals,
  },
  {
    module: ContractsModule,
    access: contractsAccess,
    projections: contractsProjections,
    policies: contractsPolicies,
    refusals: contractsRefusals,
  },
  {
    module: SettlementModule,
    access: settlementAccess,
    projections: settlementProjections,
    policies: settlementPolicies,
    refusals: settlementRefusals,
  },
  {
    module: ObjectiveFinancingModule,
    access: objectiveFinancingAccess,
    projections: objectiveFinancingProjections,
    policies: objectiveFinancingPolicies,
    refusals: objectiveFinancingRefusals,
  },
  {
    module: DocumentsModule,
    access: documentsAccess,
    projections: documentsProjections,
    policies: documentsPolicies,
    refusals: documentRefusals,
  },
  {
    module: OccupancyModule,
    access: occupancyAccess,
    projections: occupancyProjections,
    policies: occupancyPolicies,
    refusals: occupancyRefusals,
  },
  {
    module: CalculationsModule,
    access: calculationsAccess,
    projections: calculationsProjections,
    policies: calculationsPolicies,
    refusals: calculationsRefusals,
  },
  {
    module: YearEndModule,
    access: yearEndAccess,
    projections: yearEndProjections,
    policies: yearEndPolicies,
    refusals: yearEndRefusals,
  },
  {
    module: TariffFilesModule,
    access: tariffFilesAccess,
    projections: tariffFilesProjections,
    policies: tariffFilesPolicies,
    refusals: tariffFilesRefusals,
  },
  {
    module: CosigningModule,
    access: cosigningAccess,
    projections: cosigningProjections,
    policies: cosigningPolicies,
    refusals: cosigningRefusals,
  },
  {
    module: AuditModule,
    access: auditAccess,
    projections: auditProjections,
    policies: auditPolicies,
    refusals: auditRefusals,
  },
  {
    module: ProofsModule,
    access: proofsAccess,
    projections: proofsProjections,
    policies: proofsPolicies,
    refusals: proofsRefusals,
  },
  {
    module: MarketModule,
    access: marketAccess,
    projections: marketProjections,
    policies: marketPolicies,
    refusals: marketRefusals,
  },
];

export const PROJECTIONS: readonly AnyProjection[] = CONTEXTS.flatMap(({ projections }) => projections);
export const POLICIES: readonly AnyPolicy[] = CONTEXTS.flatMap(({ policies }) => policies);
