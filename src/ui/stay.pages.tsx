import { Body, Get, Inject, Post } from '@nestjs/common';
import type { VNode } from 'preact';
import type { Day } from '../kernel/calendar';
import type { PlacementId } from '../kernel/vocabulary';
import { CorrectDischargeBody, CorrectDischargeRoute } from '../placements/correct-discharge';
import { ABSENCE_KINDS, CORRECTION_CAUSES, DISCHARGE_REASONS } from '../placements/place-book.events';
import { PlacementRoutes } from '../placements/placement.routes';
import type { PlacementView } from '../placements/placement.views';
import { placementsAccess } from '../placements/placements.access';
import { RegisterAbsenceBody, RegisterAbsenceRoute } from '../placements/register-absence';
import { Allowed } from '../platform/auth/allowed.decorator';
import { CLOCK, type Clock } from '../platform/clock';
import type { TypedForm } from '../platform/http/form-body';
import { IdParam } from '../platform/http/parameters';
import { DayInput, Form, Select } from './components/form';
import { Facts } from './components/notes';
import { Table } from './components/table';
import { Doors } from './doors';
import { dayOr, dayText } from './formats';
import { Forms, type FormState, freshForm, revisionAsked } from './forms';
import { PATHS } from './navigation';
import { Pages } from './pages';
import { assertMay, type PlacementPermission } from './placement-ties';
import { type PageAnswer, screen, type Screen, SeeOther } from './screen';
import { type SignedInVisit, TheVisit, useVisit, type Words } from './visit';
import { ABSENCE_WORDS, CORRECTION_WORDS, DISCHARGE_WORDS } from './words';

const WORDS = {
  da: {
    placements: 'Indskrivninger',
    absence: 'Registrer fravær',
    absenceLead: 'Pladsen holdes, mens borgeren er væk, og der betales fuld takst: fravær ændrer ikke prisen.',
    first: 'Første dag væk',
    last: 'Sidste dag væk',
    kind: 'Hvor er borgeren?',
    choose: 'Vælg',
    registered: 'Registreret fravær',
    none: 'Der er ikke registreret fravær.',
    correction: 'Ret udskrivningen',
    correctionLead:
      'De rettede dage gælder i stedet. Er måneder allerede afregnet, bliver de stående, og forskellen kommer med på næste afregning (R38).',
    recorded: 'Sådan står udskrivningen nu',
    departureDay: 'Den dag, borgeren rejste',
    reason: 'Grund til udskrivningen',
    lastPayableDay: 'Aftalt sidste betalingsdag',
    lastPayableHint: 'Kun hvis parterne har aftalt en anden dag end den, reglerne giver.',
    lastPaid: 'Sidste betalingsdag',
    rule: 'Følger af',
    cause: 'Hvad var forkert?',
  },
  en: {
    placements: 'Placements',
    absence: 'Register absence',
    absenceLead: 'The place is held while the citizen is away, and is paid in full: absence does not change the price.',
    first: 'First day away',
    last: 'Last day away',
    kind: 'Where is the citizen?',
    choose: 'Choose',
    registered: 'Registered absence',
    none: 'No absence is registered.',
    correction: 'Correct the discharge',
    correctionLead:
      'The corrected days hold instead. Months that are settled already stand, and the difference comes with the next statement (R38).',
    recorded: 'The discharge as it stands',
    departureDay: 'The day the citizen left',
    reason: 'Reason for the discharge',
    lastPayableDay: 'Agreed last payable day',
    lastPayableHint: 'Only if the parties have agreed on another day than the rules give.',
    lastPaid: 'Last payable day',
    rule: 'Follows from',
    cause: 'What was wrong?',
  },
} satisfies Words<Record<string, unknown>>;

/** What an operator records of a stay besides its beginning and end: days away (Q3), and an end that was wrong (R38). */
@Pages()
export class StayPages {
  constructor(
    private readonly doors: Doors,
    private readonly forms: Forms,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get(`${PATHS.placements}/:placementId/absence`)
  @Allowed(placementsAccess.registerAbsence)
  absence(@IdParam('placementId') id: PlacementId, @TheVisit() visit: SignedInVisit): Promise<Screen> {
    return this.absenceScreen(id, visit, freshForm());
  }

  @Post(`${PATHS.placements}/:placementId/absence`)
  @Allowed(placementsAccess.registerAbsence)
  register(
    @IdParam('placementId') id: PlacementId,
    @Body() form: TypedForm,
    @TheVisit() visit: SignedInVisit,
  ): Promise<PageAnswer> {
    return this.forms.take(
      visit,
      RegisterAbsenceBody,
      form,
      async (body) => {
        const route = this.doors.open(RegisterAbsenceRoute, visit);
        const { position } = await route.registerAbsence(id, body, visit.actor, revisionAsked());
        return new SeeOther(`${PATHS.placements}/${id}/absence`, { position });
      },
      (state) => this.absenceScreen(id, visit, state),
    );
  }

  @Get(`${PATHS.placements}/:placementId/end/correct`)
  @Allowed(placementsAccess.correctDischarge)
  correction(@IdParam('placementId') id: PlacementId, @TheVisit() visit: SignedInVisit): Promise<Screen> {
    return this.correctionScreen(id, visit, freshForm());
  }

  @Post(`${PATHS.placements}/:placementId/end/correct`)
  @Allowed(placementsAccess.correctDischarge)
  correct(
    @IdParam('placementId') id: PlacementId,
    @Body() form: TypedForm,
    @TheVisit() visit: SignedInVisit,
  ): Promise<PageAnswer> {
    return this.forms.take(
      visit,
      CorrectDischargeBody,
      form,
      async (body) => {
        const route = this.doors.open(CorrectDischargeRoute, visit);
        const { position } = await route.correctDischarge(id, body, visit.actor, revisionAsked());
        return new SeeOther(`${PATHS.placements}/${id}`, { position });
      },
      (state) => this.correctionScreen(id, visit, state),
    );
  }

  private async absenceScreen(id: PlacementId, visit: SignedInVisit, state: FormState): Promise<Screen> {
    const placement = await this.placement(id, visit, placementsAccess.registerAbsence);
    return screen({
      title: WORDS[visit.language].absence,
      crumbs: crumbsOf(placement, visit),
      body: <AbsenceScreen placement={placement} state={state} today={this.clock.today()} />,
    });
  }

  private async correctionScreen(id: PlacementId, visit: SignedInVisit, state: FormState): Promise<Screen> {
    const placement = await this.placement(id, visit, placementsAccess.correctDischarge);
    return screen({
      title: WORDS[visit.language].correction,
      crumbs: crumbsOf(placement, visit),
      body: <CorrectionScreen placement={placement} state={state} />,
    });
  }

  private async placement(
    id: PlacementId,
    visit: SignedInVisit,
    permission: PlacementPermission,
  ): Promise<PlacementView> {
    const placement = await this.doors.open(PlacementRoutes, visit).find(id, {}, visit.actor);
    assertMay(permission, placement, visit.actor);
    return placement;
  }
}

const crumbsOf = ({ placementId, offeringName }: PlacementView, { language }: SignedInVisit) => [
  { href: PATHS.placements, text: WORDS[language].placements },
  { href: `${PATHS.placements}/${placementId}`, text: offeringName },
];

const AbsenceScreen = ({
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
      <p class="font-lead">{words.absenceLead}</p>
      <Form
        id="absence"
        action={`${PATHS.placements}/${placementId}/absence`}
        state={state}
        labels={labels}
        revision={revision}
        submit={words.absence}
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

const CorrectionScreen = ({
  placement: { placementId, revision, departureDay, departureReason, lastPayableDay, ruleRef },
  state,
}: {
  placement: PlacementView;
  state: FormState;
}): VNode => {
  const { language } = useVisit();
  const words = WORDS[language];
  const labels = {
    departureDay: words.departureDay,
    reason: words.reason,
    lastPayableDay: words.lastPayableDay,
    cause: words.cause,
  };
  return (
    <>
      <p class="font-lead">{words.correctionLead}</p>
      <h2>{words.recorded}</h2>
      <Facts
        entries={[
          { term: words.departureDay, value: dayOr(departureDay, language) },
          departureReason !== null && { term: words.reason, value: DISCHARGE_WORDS[departureReason][language] },
          { term: words.lastPaid, value: dayOr(lastPayableDay, language) },
          ruleRef !== null && { term: words.rule, value: ruleRef },
        ]}
      />
      <Form
        id="correct"
        action={`${PATHS.placements}/${placementId}/end/correct`}
        state={state}
        labels={labels}
        revision={revision}
        submit={words.correction}
        tone="warning"
      >
        <DayInput name="departureDay" label={labels.departureDay} value={departureDay ?? ''} />
        <Select
          name="reason"
          label={labels.reason}
          value={departureReason ?? ''}
          none={words.choose}
          choices={DISCHARGE_REASONS.map((reason) => ({ value: reason, text: DISCHARGE_WORDS[reason][language] }))}
        />
        <DayInput name="lastPayableDay" label={labels.lastPayableDay} hint={words.lastPayableHint} optional />
        <Select
          name="cause"
          label={labels.cause}
          none={words.choose}
          choices={CORRECTION_CAUSES.map((cause) => ({ value: cause, text: CORRECTION_WORDS[cause][language] }))}
        />
      </Form>
    </>
  );
};
