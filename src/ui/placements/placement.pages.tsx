import { Body, Get, Inject, Post } from '@nestjs/common';
import type { HistoryEntryView } from '../../audit/audit-views';
import { HistoryRoutes } from '../../audit/history.routes';
import { ContractRoutes } from '../../contracts/contract.routes';
import type { ContractView } from '../../contracts/contract.views';
import { contractsAccess } from '../../contracts/contracts.access';
import { ADDENDA_MAX, SignContractBody, SignContractRoute } from '../../contracts/sign-contract';
import type { Position } from '../../kernel/event';
import { inEffect } from '../../kernel/timeline';
import type { Actor, PlacementId } from '../../kernel/vocabulary';
import { ConfirmReservationRoute } from '../../placements/confirm-reservation';
import { DeclineReservationBody, DeclineReservationRoute } from '../../placements/decline-reservation';
import { EnrolCitizenBody, EnrolCitizenRoute } from '../../placements/enrol-citizen';
import { PlacementRoutes } from '../../placements/placement.routes';
import type { PlacementView } from '../../placements/placement.views';
import { placementsAccess } from '../../placements/placements.access';
import { WithdrawReservationRoute } from '../../placements/withdraw-reservation';
import { Allowed } from '../../platform/auth/allowed.decorator';
import { CLOCK, type Clock } from '../../platform/clock';
import { Refused } from '../../platform/commands/refusals';
import type { BodyClass } from '../../platform/http/fields';
import type { TypedForm } from '../../platform/http/form-body';
import { IdParam, WholeNumberParam } from '../../platform/http/parameters';
import { type PriceOfTerms, priceOfTerms } from '../../settlement/lines/day-charges.calculation';
import { TariffRoutes } from '../../tariffs/tariff.routes';
import { Doors } from '../frame/doors';
import { type FormState, NoBody, revisionAsked } from '../frame/forms';
import { Names } from '../frame/names';
import { PATHS } from '../frame/navigation';
import { Pages } from '../frame/pages';
import { type PlacementForm, PlacementScreen, PLACEMENT_WORDS } from './placement-screen';
import { PlacementSteps } from './placement-steps';
import { type PageAnswer, screen, type Screen } from '../frame/screen';
import { type SignedInVisit, TheVisit } from '../frame/visit';

/** Lines of a placement's history shown. */
const HISTORY_MAX = 200;

type Answered = Promise<{ readonly position: Position }>;

/** Journey 3 on one page: where a purchase stands, what comes next and who does it, the contract, and what happened. */
@Pages()
export class PlacementPages {
  constructor(
    private readonly doors: Doors,
    private readonly steps: PlacementSteps,
    private readonly names: Names,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get(`${PATHS.placements}/:placementId`)
  @Allowed(placementsAccess.getPlacement)
  show(@IdParam('placementId') id: PlacementId, @TheVisit() visit: SignedInVisit): Promise<Screen> {
    return this.screen(id, visit);
  }

  @Post(`${PATHS.placements}/:placementId/confirm`)
  @Allowed(placementsAccess.confirmReservation)
  confirm(@IdParam('placementId') id: PlacementId, @Body() form: TypedForm, @TheVisit() visit: SignedInVisit) {
    return this.take(id, visit, 'confirm', NoBody, form, (_, actor) =>
      this.doors.open(ConfirmReservationRoute, visit).confirmReservation(id, actor, revisionAsked()),
    );
  }

  @Post(`${PATHS.placements}/:placementId/decline`)
  @Allowed(placementsAccess.declineReservation)
  decline(@IdParam('placementId') id: PlacementId, @Body() form: TypedForm, @TheVisit() visit: SignedInVisit) {
    return this.take(id, visit, 'decline', DeclineReservationBody, form, (body, actor) =>
      this.doors.open(DeclineReservationRoute, visit).declineReservation(id, body, actor, revisionAsked()),
    );
  }

  @Post(`${PATHS.placements}/:placementId/withdraw`)
  @Allowed(placementsAccess.withdrawReservation)
  withdraw(@IdParam('placementId') id: PlacementId, @Body() form: TypedForm, @TheVisit() visit: SignedInVisit) {
    return this.take(id, visit, 'withdraw', NoBody, form, (_, actor) =>
      this.doors.open(WithdrawReservationRoute, visit).withdrawReservation(id, actor, revisionAsked()),
    );
  }

  @Post(`${PATHS.placements}/:placementId/sign`)
  @Allowed(contractsAccess.signContract)
  sign(@IdParam('placementId') id: PlacementId, @Body() form: TypedForm, @TheVisit() visit: SignedInVisit) {
    // The hash that was read is what is signed; the other side's signature meanwhile changes nothing about it.
    return this.take(id, visit, 'sign', SignContractBody, form, (body, actor) =>
      this.doors.open(SignContractRoute, visit).signContract(id, body, actor, undefined),
    );
  }

  @Post(`${PATHS.placements}/:placementId/addenda/:addendum/sign`)
  @Allowed(contractsAccess.signAddendum)
  signAddendum(
    @IdParam('placementId') id: PlacementId,
    @WholeNumberParam('addendum', 'Number of the addendum, from 1.', { min: 1, max: ADDENDA_MAX }) addendum: number,
    @Body() form: TypedForm,
    @TheVisit() visit: SignedInVisit,
  ) {
    return this.take(id, visit, `addenda/${addendum}/sign`, SignContractBody, form, (body, actor) =>
      this.doors.open(SignContractRoute, visit).signAddendum(id, addendum, body, actor, undefined),
    );
  }

  @Post(`${PATHS.placements}/:placementId/enrol`)
  @Allowed(placementsAccess.enrolCitizen)
  enrol(@IdParam('placementId') id: PlacementId, @Body() form: TypedForm, @TheVisit() visit: SignedInVisit) {
    return this.take(id, visit, 'enrol', EnrolCitizenBody, form, (body, actor) =>
      this.doors.open(EnrolCitizenRoute, visit).enrolCitizen(id, body, actor, revisionAsked()),
    );
  }

  private take<B extends object>(
    id: PlacementId,
    visit: SignedInVisit,
    form: PlacementForm,
    described: BodyClass & (new () => B),
    typed: TypedForm,
    send: (body: B, actor: Actor) => Answered,
  ): Promise<PageAnswer> {
    return this.steps.take(id, visit, {
      described,
      form: typed,
      send: (body) => send(body, visit.actor),
      again: (state) => this.screen(id, visit, { form, state }),
    });
  }

  private async screen(
    id: PlacementId,
    visit: SignedInVisit,
    failed?: { readonly form: PlacementForm; readonly state: FormState },
  ): Promise<Screen> {
    const [placement, contract, history] = await Promise.all([
      this.doors.open(PlacementRoutes, visit).find(id, {}, visit.actor),
      this.contractOf(id, visit),
      this.historyOf(id, visit),
    ]);
    const price = await this.priceOf(placement, visit);
    const words = PLACEMENT_WORDS[visit.language];
    return screen({
      title: placement.offeringName,
      crumbs: [{ href: PATHS.placements, text: words.placements }],
      body: (
        <PlacementScreen
          placement={placement}
          contract={contract}
          history={history}
          price={price}
          actor={visit.actor}
          name={this.names.all()}
          today={this.clock.today()}
          failed={failed}
        />
      ),
    });
  }

  /** By the tariff of today, or of the first day while that is ahead (R29); undefined when the place is not held. */
  private async priceOf(placement: PlacementView, visit: SignedInVisit): Promise<PriceOfTerms | undefined> {
    const { phase, offeringId, serviceLineId, serviceTerms, firstDay } = placement;
    if (phase !== 'reserved' && phase !== 'agreed' && phase !== 'enrolled') return undefined;
    const today = this.clock.today();
    const on = firstDay > today ? firstDay : today;
    const terms = inEffect(serviceTerms, on);
    const { items } = await this.doors.open(TariffRoutes, visit).list(offeringId, { effectiveOn: on });
    const tariff = items.find((each) => each.serviceLineId === serviceLineId && each.level === terms?.level);
    return terms && tariff && priceOfTerms(tariff.components, terms);
  }

  /** Nothing for who is only asked to pay: what happened before is for the parties. */
  private async historyOf(id: PlacementId, visit: SignedInVisit): Promise<readonly HistoryEntryView[]> {
    try {
      const query = { limit: HISTORY_MAX, order: 'oldest' } as const;
      return (await this.doors.open(HistoryRoutes, visit).placement(id, query, visit.actor)).items;
    } catch (error) {
      if (error instanceof Refused && error.rejection.code === 'NO_SUCH_HISTORY') return [];
      throw error;
    }
  }

  /** Undefined until it is drawn up, moments after the purchase. */
  private async contractOf(id: PlacementId, visit: SignedInVisit): Promise<ContractView | undefined> {
    try {
      return await this.doors.open(ContractRoutes, visit).find(id, {}, visit.actor);
    } catch (error) {
      if (error instanceof Refused && error.rejection.code === 'CONTRACT_UNKNOWN') return undefined;
      throw error;
    }
  }
}
