import type { Type } from '@nestjs/common';
import { agreementRefusals } from './agreements/agreements.messages';
import { AgreementsModule, agreementsPolicies, agreementsProjections } from './agreements/agreements.module';
import type { RefusalCatalogue } from './kernel/messages';
import type { AnyPolicy } from './kernel/policy';
import type { AnyProjection } from './kernel/projection';
import { offeringRefusals } from './offerings/offerings.messages';
import { OfferingsModule, offeringsPolicies, offeringsProjections } from './offerings/offerings.module';
import { partyRefusals } from './parties/parties.messages';
import { PartiesModule, partiesPolicies, partiesProjections } from './parties/parties.module';

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
];

export const PROJECTIONS: readonly AnyProjection[] = CONTEXTS.flatMap(({ projections }) => projections);
export const POLICIES: readonly AnyPolicy[] = CONTEXTS.flatMap(({ policies }) => policies);
