import { Body, Get, Inject, Post } from '@nestjs/common';
import { isDay } from '../../kernel/calendar';
import type { PlacementId } from '../../kernel/vocabulary';
import { AcceptServiceChangeRoute } from '../../placements/accept-service-change';
import { placementsAccess } from '../../placements/placements.access';
import { PreviewServiceChangeRoute } from '../../placements/preview-service-change';
import { ProposeServiceChangeBody, ProposeServiceChangeRoute } from '../../placements/propose-service-change';
import { RefuseServiceChangeRoute } from '../../placements/refuse-service-change';
import { Allowed } from '../../platform/auth/allowed.decorator';
import { CLOCK, type Clock } from '../../platform/clock';
import type { TypedForm } from '../../platform/http/form-body';
import { IdParam } from '../../platform/http/parameters';
import { TariffRoutes } from '../../tariffs/tariff.routes';
import { Doors } from '../frame/doors';
import { Forms, type FormState, freshForm, isRefused, NoBody, revisionAsked } from '../frame/forms';
import { Names } from '../frame/names';
import { PATHS } from '../frame/navigation';
import { Pages } from '../frame/pages';
import { PlacementSteps } from './placement-steps';
import type { Screen } from '../frame/screen';
import { Answering, Proposing } from './service-change';
import { withHundredths } from '../frame/typed-amounts';
import { type SignedInVisit, TheVisit } from '../frame/visit';

const TITLE = { da: 'Andre vilkår', en: 'Other terms' };

/** Other terms of service: the price before and after is shown before they are proposed, and before they are accepted (R14). */
@Pages()
export class ServiceChangePages {
  constructor(
    private readonly doors: Doors,
    private readonly forms: Forms,
    private readonly steps: PlacementSteps,
    private readonly names: Names,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get(`${PATHS.placements}/:placementId/change`)
  @Allowed(placementsAccess.proposeServiceChange)
  ask(@IdParam('placementId') id: PlacementId, @TheVisit() visit: SignedInVisit): Promise<Screen> {
    const { query } = visit;
    const typed = { ...Object.fromEntries(query), supplements: query.getAll('supplements') };
    // Typed in hours, as 2,5; sent on in hundredths, as the body of the API takes them.
    return this.screen(id, visit, freshForm(withHundredths(typed, 'hoursPerDay')));
  }

  @Post(`${PATHS.placements}/:placementId/change`)
  @Allowed(placementsAccess.proposeServiceChange)
  propose(@IdParam('placementId') id: PlacementId, @Body() form: TypedForm, @TheVisit() visit: SignedInVisit) {
    const route = this.doors.open(ProposeServiceChangeRoute, visit);
    return this.steps.take(id, visit, {
      described: ProposeServiceChangeBody,
      form,
      send: (body) => route.proposeServiceChange(id, body, visit.actor, revisionAsked()),
      again: (state) => this.screen(id, visit, state),
    });
  }

  @Post(`${PATHS.placements}/:placementId/change/accept`)
  @Allowed(placementsAccess.acceptServiceChange)
  accept(@IdParam('placementId') id: PlacementId, @Body() form: TypedForm, @TheVisit() visit: SignedInVisit) {
    const route = this.doors.open(AcceptServiceChangeRoute, visit);
    return this.steps.take(id, visit, {
      described: NoBody,
      form,
      send: () => route.acceptServiceChange(id, visit.actor, revisionAsked()),
      again: (state) => this.screen(id, visit, state),
    });
  }

  @Post(`${PATHS.placements}/:placementId/change/refuse`)
  @Allowed(placementsAccess.refuseServiceChange)
  refuse(@IdParam('placementId') id: PlacementId, @Body() form: TypedForm, @TheVisit() visit: SignedInVisit) {
    const route = this.doors.open(RefuseServiceChangeRoute, visit);
    return this.steps.take(id, visit, {
      described: NoBody,
      form,
      send: () => route.refuseServiceChange(id, visit.actor, revisionAsked()),
      again: (state) => this.screen(id, visit, state),
    });
  }

  private async screen(id: PlacementId, visit: SignedInVisit, state: FormState): Promise<Screen> {
    const placement = await this.steps.placement(id, visit, placementsAccess.proposeServiceChange);
    const { proposal, offeringId, serviceLineId } = placement;
    const typedDay = state.typed.from;
    const today = this.clock.today();
    const earliest = placement.firstDay > today ? placement.firstDay : today;
    const from = proposal?.from ?? (isDay(typedDay) ? typedDay : earliest);
    const { items } = await this.doors.open(TariffRoutes, visit).list(offeringId, { effectiveOn: from });
    // Nothing is looked at before something is asked for, nor again what has just been refused.
    const asks = proposal === null && state.typed.level !== undefined && !isRefused(state);
    const looked = asks ? await this.looked(id, visit, state) : state;
    const parts = {
      placement,
      from,
      tariffs: items.filter((tariff) => tariff.serviceLineId === serviceLineId),
      state: 'answer' in looked ? state : looked,
      actor: visit.actor,
      name: this.names.all(),
      terms: 'answer' in looked ? looked.answer.terms : undefined,
    };
    const body = proposal === null ? <Proposing {...parts} /> : <Answering {...parts} />;
    return this.steps.screen(placement, visit, TITLE[visit.language], body);
  }

  private looked(id: PlacementId, visit: SignedInVisit, { typed }: FormState) {
    const { from, level, hoursPerDay = '', daysPerWeek = '', supplements = [] } = typed;
    const asked = { from: from ?? this.clock.today(), level: level ?? '', hoursPerDay, daysPerWeek, supplements };
    return this.forms.look(visit, ProposeServiceChangeBody, asked, (body) =>
      this.doors.open(PreviewServiceChangeRoute, visit).preview(id, body, visit.actor),
    );
  }
}
