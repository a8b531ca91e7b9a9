import { Body, Get, Inject, Post } from '@nestjs/common';
import type { OfferingId } from '../../kernel/vocabulary';
import { OccupancyRoutes } from '../../occupancy/occupancy.routes';
import type { OfferingView, ServiceLineView } from '../../offerings/offering-view';
import { ChangeCapacityBody, ChangeCapacityRoute } from '../../placements/change-capacity';
import { OpenOverCapacityBody, OpenOverCapacityRoute } from '../../placements/open-over-capacity';
import { placementsAccess } from '../../placements/placements.access';
import { Allowed } from '../../platform/auth/allowed.decorator';
import { CLOCK, type Clock } from '../../platform/clock';
import type { TypedForm } from '../../platform/http/form-body';
import { IdParam } from '../../platform/http/parameters';
import { DayInput, Form, TextInput } from '../components/form';
import { Doors } from '../frame/doors';
import { type FormState, freshForm } from '../frame/forms';
import { PATHS } from '../frame/navigation';
import { lineNamed, offeringAddress, OfferingSteps } from './offering-steps';
import { Pages } from '../frame/pages';
import { REASON_LABEL, ReasonField } from '../components/reason-field';
import type { PageAnswer, Screen } from '../frame/screen';
import { type SignedInVisit, TheVisit, type Words } from '../frame/visit';
import { paragraph } from '../frame/words';

const WORDS = {
  da: {
    places: (line: string) => `Antal pladser, ${line}`,
    placesLead:
      'Antallet gælder fra den dag, du skriver, til det ændres igen. Pladser, der er solgt, kan ikke tages ud.',
    today: (places: number, occupied: number, reserved: number) =>
      `I dag er der ${places} ${places === 1 ? 'plads' : 'pladser'}: ${occupied} optaget, ${reserved} reserveret.`,
    count: 'Pladser fra den dag',
    from: 'Gælder fra',
    submitPlaces: 'Gem antallet',
    over: (line: string) => `Midlertidig overbelægning, ${line}`,
    overLead:
      'I en periode må der være flere borgere, end der er pladser (R24). Varer det mere end et år, så ændr antallet af pladser i stedet.',
    extra: 'Pladser ud over de ordinære',
    first: 'Første dag',
    last: 'Sidste dag',
    submitOver: 'Åbn for overbelægning',
  },
  en: {
    places: (line: string) => `Number of places, ${line}`,
    placesLead:
      'The number holds from the day you write until it is changed again. Places that are sold cannot be taken out.',
    today: (places: number, occupied: number, reserved: number) =>
      `Today there ${places === 1 ? 'is 1 place' : `are ${places} places`}: ${occupied} occupied, ${reserved} reserved.`,
    count: 'Places from that day',
    from: 'Holds from',
    submitPlaces: 'Save the number',
    over: (line: string) => `Temporary over-capacity, ${line}`,
    overLead:
      'For a period there may be more citizens than places (R24). If it lasts for more than a year, change the number of places instead.',
    extra: 'Places beyond the ordinary ones',
    first: 'First day',
    last: 'Last day',
    submitOver: 'Open over-capacity',
  },
} satisfies Words<Record<string, unknown>>;

/** How many places a service line has: from a day on, and more than that for a while (R24). */
@Pages()
export class CapacityPages {
  constructor(
    private readonly doors: Doors,
    private readonly steps: OfferingSteps,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get(`${PATHS.offerings}/:offeringId/capacity`)
  @Allowed(placementsAccess.changeCapacity)
  askPlaces(@IdParam('offeringId', 'The offering.') id: OfferingId, @TheVisit() visit: SignedInVisit): Promise<Screen> {
    return this.placesScreen(id, visit, freshForm(lineAsked(visit)));
  }

  @Post(`${PATHS.offerings}/:offeringId/capacity`)
  @Allowed(placementsAccess.changeCapacity)
  changePlaces(
    @IdParam('offeringId', 'The offering.') id: OfferingId,
    @Body() form: TypedForm,
    @TheVisit() visit: SignedInVisit,
  ): Promise<PageAnswer> {
    const route = this.doors.open(ChangeCapacityRoute, visit);
    return this.steps.take(id, visit, {
      described: ChangeCapacityBody,
      form,
      send: (body) => route.changeCapacity(id, body, visit.actor),
      again: (state) => this.placesScreen(id, visit, state),
      query: { line: String(form.serviceLineId) },
    });
  }

  @Get(`${PATHS.offerings}/:offeringId/over-capacity`)
  @Allowed(placementsAccess.openOverCapacity)
  askOver(@IdParam('offeringId', 'The offering.') id: OfferingId, @TheVisit() visit: SignedInVisit): Promise<Screen> {
    return this.overScreen(id, visit, freshForm(lineAsked(visit)));
  }

  @Post(`${PATHS.offerings}/:offeringId/over-capacity`)
  @Allowed(placementsAccess.openOverCapacity)
  openOver(
    @IdParam('offeringId', 'The offering.') id: OfferingId,
    @Body() form: TypedForm,
    @TheVisit() visit: SignedInVisit,
  ): Promise<PageAnswer> {
    const route = this.doors.open(OpenOverCapacityRoute, visit);
    return this.steps.take(id, visit, {
      described: OpenOverCapacityBody,
      form,
      send: (body) => route.openOverCapacity(id, body, visit.actor),
      again: (state) => this.overScreen(id, visit, state),
      query: { line: String(form.serviceLineId) },
    });
  }

  private async placesScreen(id: OfferingId, visit: SignedInVisit, state: FormState): Promise<Screen> {
    const words = WORDS[visit.language];
    const offering = await this.steps.offering(id, visit, placementsAccess.changeCapacity);
    const line = lineNamed(offering, state.typed.serviceLineId);
    const today = this.clock.today();
    const labels = { places: words.count, from: words.from, reason: REASON_LABEL[visit.language] };
    return this.steps.screen(
      offering,
      visit,
      words.places(paragraph(line.serviceLineId)),
      <>
        <p class="font-lead">{words.placesLead}</p>
        <p>{await this.placesToday(offering, line, visit)}</p>
        <Form {...ofLine(offering, line, 'capacity')} state={state} labels={labels} submit={words.submitPlaces}>
          <TextInput name="places" label={labels.places} inputMode="numeric" />
          <DayInput name="from" label={labels.from} value={line.from > today ? line.from : today} />
          <ReasonField />
        </Form>
      </>,
    );
  }

  /** What is to be changed, in words; a line that has never had places has none. */
  private async placesToday(
    { offeringId }: OfferingView,
    { serviceLineId }: ServiceLineView,
    visit: SignedInVisit,
  ): Promise<string> {
    const today = this.clock.today();
    const asked = { offeringId, from: today, to: today, by: 'day' } as const;
    const { lines } = await this.doors.open(OccupancyRoutes, visit).find(asked, visit.actor);
    const line = lines.find((each) => each.serviceLineId === serviceLineId);
    const { available = 0, occupied = 0, reserved = 0 } = line?.total ?? {};
    return WORDS[visit.language].today(available, occupied, reserved);
  }

  private async overScreen(id: OfferingId, visit: SignedInVisit, state: FormState): Promise<Screen> {
    const words = WORDS[visit.language];
    const offering = await this.steps.offering(id, visit, placementsAccess.openOverCapacity);
    const line = lineNamed(offering, state.typed.serviceLineId);
    const labels = {
      extraPlaces: words.extra,
      first: words.first,
      last: words.last,
      reason: REASON_LABEL[visit.language],
    };
    return this.steps.screen(
      offering,
      visit,
      words.over(paragraph(line.serviceLineId)),
      <>
        <p class="font-lead">{words.overLead}</p>
        <p>{await this.placesToday(offering, line, visit)}</p>
        <Form {...ofLine(offering, line, 'over-capacity')} state={state} labels={labels} submit={words.submitOver}>
          <TextInput name="extraPlaces" label={labels.extraPlaces} inputMode="numeric" />
          <DayInput name="first" label={labels.first} value={this.clock.today()} />
          <DayInput name="last" label={labels.last} />
          <ReasonField />
        </Form>
      </>,
    );
  }
}

const lineAsked = ({ query }: SignedInVisit): TypedForm => {
  const line = query.get('line');
  return line === null ? {} : { serviceLineId: line };
};

const ofLine = (offering: OfferingView, { serviceLineId }: ServiceLineView, step: string) => ({
  id: step,
  action: offeringAddress(offering, step),
  hidden: { serviceLineId },
});
