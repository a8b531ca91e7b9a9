import { Body, Get, Inject, Post } from '@nestjs/common';
import type { VNode } from 'preact';
import type { Day } from '../../kernel/calendar';
import type { PlacementId } from '../../kernel/vocabulary';
import { ABSENCE_KINDS } from '../../placements/place-book.events';
import type { PlacementView } from '../../placements/placement.views';
import { placementsAccess } from '../../placements/placements.access';
import { RegisterAbsenceBody, RegisterAbsenceRoute } from '../../placements/register-absence';
import { Allowed } from '../../platform/auth/allowed.decorator';
import { CLOCK, type Clock } from '../../platform/clock';
import type { TypedForm } from '../../platform/http/form-body';
import { IdParam } from '../../platform/http/parameters';
import { DayInput, Form, Select } from '../components/form';
import { Table } from '../components/table';
import { Doors } from '../frame/doors';
import { dayText } from '../frame/formats';
import { type FormState, freshForm, revisionAsked } from '../frame/forms';
import { PATHS } from '../frame/navigation';
import { Pages } from '../frame/pages';
import { PlacementSteps } from './placement-steps';
import type { PageAnswer, Screen } from '../frame/screen';
import { type SignedInVisit, TheVisit, useVisit, type Words } from '../frame/visit';
import { ABSENCE_WORDS } from '../frame/words';

const WORDS = {
  da: {
    title: 'Registrer fravær',
    lead: 'Pladsen holdes, mens borgeren er væk, og der betales fuld takst: fravær ændrer ikke prisen.',
    first: 'Første dag væk',
    last: 'Sidste dag væk',
    kind: 'Hvor er borgeren?',
    choose: 'Vælg',
    registered: 'Registreret fravær',
    none: 'Der er ikke registreret fravær.',
  },
  en: {
    title: 'Register absence',
    lead: 'The place is held while the citizen is away, and is paid in full: absence does not change the price.',
    first: 'First day away',
    last: 'Last day away',
    kind: 'Where is the citizen?',
    choose: 'Choose',
    registered: 'Registered absence',
    none: 'No absence is registered.',
  },
} satisfies Words<Record<string, unknown>>;

/** Days a citizen is away; the place is held and paid (Q3). */
@Pages()
export class AbsencePages {
  constructor(
    private readonly doors: Doors,
    private readonly steps: PlacementSteps,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get(`${PATHS.placements}/:placementId/absence`)
  @Allowed(placementsAccess.registerAbsence)
  ask(@IdParam('placementId') id: PlacementId, @TheVisit() visit: SignedInVisit): Promise<Screen> {
    return this.screen(id, visit, freshForm());
  }

  @Post(`${PATHS.placements}/:placementId/absence`)
  @Allowed(placementsAccess.registerAbsence)
  register(
    @IdParam('placementId') id: PlacementId,
    @Body() form: TypedForm,
    @TheVisit() visit: SignedInVisit,
  ): Promise<PageAnswer> {
    const route = this.doors.open(RegisterAbsenceRoute, visit);
    return this.steps.take(id, visit, {
      described: RegisterAbsenceBody,
      form,
      send: (body) => route.registerAbsence(id, body, visit.actor, revisionAsked()),
      again: (state) => this.screen(id, visit, state),
      next: `${PATHS.placements}/${id}/absence`,
    });
  }

  private async screen(id: PlacementId, visit: SignedInVisit, state: FormState): Promise<Screen> {
    const placement = await this.steps.placement(id, visit, placementsAccess.registerAbsence);
    const body = <Absence placement={placement} state={state} today={this.clock.today()} />;
    return this.steps.screen(placement, visit, WORDS[visit.language].title, body);
  }
}

const Absence = ({
  placement: { placementId, revision, absences },
  state,
  today,
}: {
  placement: PlacementView;
  state: FormState;
  today: Day;
}): VNode => {
  const { language } = useVisit();
  const words = WORDS[language];
  const labels = { first: words.first, last: words.last, kind: words.kind };
  return (
    <>
      <p class="font-lead">{words.lead}</p>
      <Form
        id="absence"
        action={`${PATHS.placements}/${placementId}/absence`}
        state={state}
        labels={labels}
        revision={revision}
        submit={words.title}
      >
        <DayInput name="first" label={labels.first} value={today} />
        <DayInput name="last" label={labels.last} value={today} />
        <Select
          name="kind"
          label={labels.kind}
          none={words.choose}
          choices={ABSENCE_KINDS.map((kind) => ({ value: kind, text: ABSENCE_WORDS[kind][language] }))}
        />
      </Form>
      <h2>{words.registered}</h2>
      <Table
        caption={words.registered}
        captionHidden
        rows={absences}
        empty={words.none}
        columns={[
          { title: words.first, heads: true, cell: ({ first }) => dayText(first, language) },
          { title: words.last, cell: ({ last }) => dayText(last, language) },
          { title: words.kind, cell: ({ kind }) => ABSENCE_WORDS[kind][language] },
        ]}
      />
    </>
  );
};
