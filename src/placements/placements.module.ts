import { Module } from '@nestjs/common';
import { AgreementsModule } from '../agreements/agreements.module';
import type { AnyPolicy } from '../kernel/policy';
import type { AnyProjection } from '../kernel/projection';
import { OfferingsModule } from '../offerings/offerings.module';
import { PartiesModule } from '../parties/parties.module';
import { TariffsModule } from '../tariffs/tariffs.module';
import { AcceptServiceChangeHandler, AcceptServiceChangeRoute } from './accept-service-change';
import { CapacityDesk } from './capacity-desk';
import { ChangeCapacityHandler, ChangeCapacityRoute } from './change-capacity';
import { AcceptPayerChangeHandler, AnswerPayerChangeRoutes, RefusePayerChangeHandler } from './answer-payer-change';
import { ChangePayerHandler, ChangePayerRoute } from './change-payer';
import { CitizenStays } from './citizen-stays';
import { CloseCapacityHandler } from './close-capacity';
import { ConfirmReservationHandler, ConfirmReservationRoute } from './confirm-reservation';
import { CorrectDischargeHandler, CorrectDischargeRoute } from './correct-discharge';
import { DeclineReservationHandler, DeclineReservationRoute } from './decline-reservation';
import { DischargeCitizenHandler, DischargeCitizenRoute } from './discharge-citizen';
import { EnrolCitizenHandler, EnrolCitizenRoute } from './enrol-citizen';
import { ExpireReservationsJob } from './expire-reservations.job';
import { FreePlaceQueries } from './free-places.queries';
import { FreePlacesRoutes } from './free-places.routes';
import { GiveNoticeHandler, GiveNoticeRoute } from './give-notice';
import { keepCapacity } from './keep-capacity.policy';
import { LapseReservationHandler } from './lapse-reservation';
import { OpenOverCapacityHandler, OpenOverCapacityRoute } from './open-over-capacity';
import { placeBookProjection } from './place-book.projection';
import { PlaceBookQueries } from './place-book.queries';
import { PlacementCountsRoute } from './placement-counts.routes';
import { PlacementDesk } from './placement-desk';
import { PlacementFileRoutes } from './placement-files.routes';
import { PlacementLists } from './placement-list';
import { PlacementPartiesRoute } from './placement-parties.routes';
import { PlacementRoutes } from './placement.routes';
import { PlacementFacts } from './placements.facts';
import { PreviewDepartureRoute } from './preview-departure';
import { PreviewServiceChangeRoute } from './preview-service-change';
import { ProposeServiceChangeHandler, ProposeServiceChangeRoute } from './propose-service-change';
import { RefuseServiceChangeHandler, RefuseServiceChangeRoute } from './refuse-service-change';
import { RegisterAbsenceHandler, RegisterAbsenceRoute } from './register-absence';
import { ReservePlaceHandler, ReservePlaceRoute } from './reserve-place';
import { WithdrawReservationHandler, WithdrawReservationRoute } from './withdraw-reservation';

/**
 * Placements: who holds, buys and lives in which place, and how many places there are.
 *
 * Streams: `placebook-<offeringId>` has an offering's capacity and all its placements, so that no place is sold twice;
 *          `citizen-<ref>` has the claims to a citizen's days and nights (I5).
 * States:  reserved → agreed → enrolled → discharged; or declined, withdrawn, lapsed.
 * Rules:   never more places taken than open on any day (I6), one stay round the clock (I5), terms frozen at reservation,
 *          changes by both parties (R14), notice (R30), two last days (R35), payer apart from residence (R7).
 * Follows: parties, agreements, offerings (closure closes the capacity) and tariffs.
 */
@Module({
  imports: [PartiesModule, AgreementsModule, OfferingsModule, TariffsModule],
  controllers: [
    ReservePlaceRoute,
    ConfirmReservationRoute,
    DeclineReservationRoute,
    WithdrawReservationRoute,
    EnrolCitizenRoute,
    ProposeServiceChangeRoute,
    AcceptServiceChangeRoute,
    RefuseServiceChangeRoute,
    RegisterAbsenceRoute,
    GiveNoticeRoute,
    PreviewDepartureRoute,
    PreviewServiceChangeRoute,
    DischargeCitizenRoute,
    CorrectDischargeRoute,
    ChangePayerRoute,
    AnswerPayerChangeRoutes,
    ChangeCapacityRoute,
    OpenOverCapacityRoute,
    PlacementCountsRoute,
    PlacementFileRoutes,
    PlacementPartiesRoute,
    PlacementRoutes,
    FreePlacesRoutes,
  ],
  providers: [
    ReservePlaceHandler,
    ConfirmReservationHandler,
    DeclineReservationHandler,
    WithdrawReservationHandler,
    LapseReservationHandler,
    EnrolCitizenHandler,
    ProposeServiceChangeHandler,
    AcceptServiceChangeHandler,
    RefuseServiceChangeHandler,
    RegisterAbsenceHandler,
    GiveNoticeHandler,
    DischargeCitizenHandler,
    CorrectDischargeHandler,
    ChangePayerHandler,
    AcceptPayerChangeHandler,
    RefusePayerChangeHandler,
    ChangeCapacityHandler,
    OpenOverCapacityHandler,
    CloseCapacityHandler,
    ExpireReservationsJob,
    PlacementDesk,
    PlacementFacts,
    CapacityDesk,
    CitizenStays,
    PlaceBookQueries,
    PlacementLists,
    FreePlaceQueries,
  ],
  exports: [ExpireReservationsJob, PlaceBookQueries, FreePlaceQueries, PlacementFacts],
})
export class PlacementsModule {}

export const placementsProjections: AnyProjection[] = [placeBookProjection];
export const placementsPolicies: AnyPolicy[] = [keepCapacity];
