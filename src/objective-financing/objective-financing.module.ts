import { Module } from '@nestjs/common';
import { AgreementsModule } from '../agreements/agreements.module';
import type { AnyPolicy } from '../kernel/policy';
import type { AnyProjection } from '../kernel/projection';
import { OfferingsModule } from '../offerings/offerings.module';
import { PartiesModule } from '../parties/parties.module';
import { AgreeSchemeHandler, AgreeSchemeRoute } from './agree-scheme';
import { ComputeSharesHandler, ComputeSharesRoute } from './compute-shares';
import { financingSchemes } from './financing-schemes.projection';
import { SchemeQueries } from './objective-financing.queries';
import { PreviewSchemeRoutes } from './preview-scheme';
import { raiseCharges } from './raise-charges.policy';
import { RaiseRegulationChargesHandler, RaiseShareChargesHandler } from './raise-charges';
import { ReportActualsHandler, ReportActualsRoute } from './report-actuals';
import { SchemeDesk } from './scheme-desk';
import { SchemeRoutes } from './schemes.routes';
import { TakeKeySnapshotHandler, TakeKeySnapshotRoute } from './take-key-snapshot';

/**
 * Objective financing and subscriptions: what all in a key pay for a year, used or not (R33, R39, R40, domain §3.10).
 *
 * Stream:  `scheme-<id>`, one year of one scheme.
 * States:  budgeted → key taken → shares computed → regulated, as often as the accounts are corrected.
 * Rules:   shares of a budget add up to it by largest remainder (R40, I8); a subscription is counted on one day, and who
 *          comes or leaves after it changes nothing (R39); a regulation names the year it is about (P1).
 * Follows: its own stream by a policy, which asks settlement for the charges; they become lines when months are closed.
 * Not here: the basic tariff by consumption, which placements bring about, and settlement bills by the day (R33).
 */
@Module({
  imports: [PartiesModule, AgreementsModule, OfferingsModule],
  controllers: [
    AgreeSchemeRoute,
    TakeKeySnapshotRoute,
    ComputeSharesRoute,
    ReportActualsRoute,
    PreviewSchemeRoutes,
    SchemeRoutes,
  ],
  providers: [
    SchemeDesk,
    SchemeQueries,
    AgreeSchemeHandler,
    TakeKeySnapshotHandler,
    ComputeSharesHandler,
    ReportActualsHandler,
    RaiseShareChargesHandler,
    RaiseRegulationChargesHandler,
  ],
  exports: [SchemeQueries],
})
export class ObjectiveFinancingModule {}

export const objectiveFinancingProjections: AnyProjection[] = [financingSchemes];
export const objectiveFinancingPolicies: AnyPolicy[] = [raiseCharges];
