import { Module } from '@nestjs/common';
import type { AnyPolicy } from '../kernel/policy';
import type { AnyProjection } from '../kernel/projection';
import { PartyFacts } from './parties.facts';
import { PartyQueries } from './parties.queries';
import { partyDirectory } from './party-directory.projection';
import { PartyRoutes } from './party.routes';
import { RegisterEanHandler, RegisterEanRoute } from './register-ean';
import { RegisterPartyHandler, RegisterPartyRoute } from './register-party';
import { RegisterPaymentAccountHandler, RegisterPaymentAccountRoute } from './register-payment-account';
import { RegisterPostalAddressHandler, RegisterPostalAddressRoute } from './register-postal-address';

/**
 * Parties: the municipalities, regions and private suppliers that buy, sell and pay.
 *
 * Stream:  `party-<code>`; the code is the municipality's, the region's or the CVR number.
 * States:  unknown → registered.
 * Rules:   CVR numbers and EAN location numbers pass their check digits (R37).
 * Follows: nothing; everything else looks here.
 * Not here: people. Who may act for a party is in the access token.
 */
@Module({
  controllers: [
    RegisterPartyRoute,
    RegisterEanRoute,
    RegisterPaymentAccountRoute,
    RegisterPostalAddressRoute,
    PartyRoutes,
  ],
  providers: [
    RegisterPartyHandler,
    RegisterEanHandler,
    RegisterPaymentAccountHandler,
    RegisterPostalAddressHandler,
    PartyQueries,
    PartyFacts,
  ],
  exports: [PartyQueries, PartyFacts],
})
export class PartiesModule {}

export const partiesProjections: AnyProjection[] = [partyDirectory];
export const partiesPolicies: AnyPolicy[] = [];
