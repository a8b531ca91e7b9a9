import type { Type } from '@nestjs/common';
import { agreementRefusals } from './agreements/agreements.messages';
import { AgreementsModule, agreementsPolicies, agreementsProjections } from './agreements/agreements.module';
import { auditRefusals } from './audit/audit.messages';
import { AuditModule, auditPolicies, auditProjections } from './audit/audit.module';
import { contractsRefusals } from './contracts/contracts.messages';
import { ContractsModule, contractsPolicies, contractsProjections } from './contracts/contracts.module';
import type { RefusalCatalogue } from './kernel/messages';
import type { AnyPolicy } from './kernel/policy';
import type { AnyProjection } from './kernel/projection';
import { marketRefusals } from './market/market.messages';
import { MarketModule, marketPolicies, marketProjections } from './market/market.module';
import { occupancyRefusals } from './occupancy/occupancy.messages';
import { OccupancyModule, occupancyPolicies, occupancyProjections } from './occupancy/occupancy.module';
import { offeringRefusals } from './offerings/offerings.messages';
import { OfferingsModule, offeringsPolicies, offeringsProjections } from './offerings/offerings.module';
import { partyRefusals } from './parties/parties.messages';
import { PartiesModule, partiesPolicies, partiesProjections } from './parties/parties.module';
import { placementsRefusals } from './placements/placements.messages';
import { PlacementsModule, placementsPolicies, placementsProjections } from './placements/placements.module';
import { settlementRefusals } from './settlement/settlement.messages';
import { SettlementModule, settlementPolicies, settlementProjections } from './settlement/settlement.module';
import { tariffRefusals } from './tariffs/tariffs.messages';
import { TariffsModule, tariffsPolicies, tariffsProjections } from './tariffs/tariffs.module';

/** What a context gives the application: its routes and handlers, and what follows the log on its behalf. */
export interface Context {
  readonly module: Type;
  readonly projections: readonly AnyProjection[];
  readonly policies: readonly AnyPolicy[];
  readonly refusals: RefusalCatalogue;
}

/** In the order the money flows; a later one may look at an earlier one, never the reverse. */
export const CONTEXTS: readonly Context[] = [
  {
    module: PartiesModule,
    projections: partiesProjections,
    policies: partiesPolicies,
    refusals: partyRefusals,
  },
  {
    module: AgreementsModule,
    projections: agreementsProjections,
    policies: agreementsPolicies,
    refusals: agreementRefusals,
  },
  {
    module: OfferingsModule,
    projections: offeringsProjections,
    policies: offeringsPolicies,
    refusals: offeringRefusals,
  },
  {
    module: TariffsModule,
    projections: tariffsProjections,
    policies: tariffsPolicies,
    refusals: tariffRefusals,
  },
  {
    module: PlacementsModule,
    projections: placementsProjections,
    policies: placementsPolicies,
    refusals: placementsRefusals,
  },
  {
    module: ContractsModule,
    projections: contractsProjections,
    policies: contractsPolicies,
    refusals: contractsRefusals,
  },
  {
    module: SettlementModule,
    projections: settlementProjections,
    policies: settlementPolicies,
    refusals: settlementRefusals,
  },
  {
    module: OccupancyModule,
    projections: occupancyProjections,
    policies: occupancyPolicies,
    refusals: occupancyRefusals,
  },
  {
    module: AuditModule,
    projections: auditProjections,
    policies: auditPolicies,
    refusals: auditRefusals,
  },
  {
    module: MarketModule,
    projections: marketProjections,
    policies: marketPolicies,
    refusals: marketRefusals,
  },
];

export const PROJECTIONS: readonly AnyProjection[] = CONTEXTS.flatMap(({ projections }) => projections);
export const POLICIES: readonly AnyPolicy[] = CONTEXTS.flatMap(({ policies }) => policies);
