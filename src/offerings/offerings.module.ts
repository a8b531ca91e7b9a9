import { Module } from '@nestjs/common';
import type { AnyPolicy } from '../kernel/policy';
import type { AnyProjection } from '../kernel/projection';
import { PartiesModule } from '../parties/parties.module';
import { AddServiceLineHandler, AddServiceLineRoute } from './add-service-line';
import { AnnounceClosureHandler, AnnounceClosureRoute } from './announce-closure';
import { ApproveOfferingHandler, ApproveOfferingRoute } from './approve-offering';
import { DescribeOfferingHandler, DescribeOfferingRoute } from './describe-offering';
import { EndServiceLineHandler, EndServiceLineRoute } from './end-service-line';
import { offeringCatalogue } from './offering-catalogue.projection';
import { OfferingRoutes } from './offering.routes';
import { OfferingFacts } from './offerings.facts';
import { OfferingQueries } from './offerings.queries';
import { PublishOfferingHandler, PublishOfferingRoute } from './publish-offering';

/**
 * Offerings: what an operator runs, for whom, and which services it sells under which paragraph.
 *
 * Stream:  `offering-<offeringId>`.
 * States:  unknown → published → closing (a last day is announced); each service line from its first to its last day.
 * Rules:   a line begins only under a paragraph in force that day (R13); only the operator changes its offering.
 * Follows: parties.
 * Not here: how many places there are. Capacity is with placements, so that no place is sold twice.
 */
@Module({
  imports: [PartiesModule],
  controllers: [
    PublishOfferingRoute,
    DescribeOfferingRoute,
    ApproveOfferingRoute,
    AddServiceLineRoute,
    EndServiceLineRoute,
    AnnounceClosureRoute,
    OfferingRoutes,
  ],
  providers: [
    PublishOfferingHandler,
    DescribeOfferingHandler,
    ApproveOfferingHandler,
    AddServiceLineHandler,
    EndServiceLineHandler,
    AnnounceClosureHandler,
    OfferingQueries,
    OfferingFacts,
  ],
  exports: [OfferingQueries, OfferingFacts],
})
export class OfferingsModule {}

export const offeringsProjections: AnyProjection[] = [offeringCatalogue];
export const offeringsPolicies: AnyPolicy[] = [];
