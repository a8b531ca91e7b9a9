import { Body, Get, Post } from '@nestjs/common';
import type { VNode } from 'preact';
import { type Purpose, purposesFor } from '../../citizens/citizen-access.calculation';
import { CprField, TakesDetails } from '../../citizens/citizen-body';
import { citizensAccess } from '../../citizens/citizens.access';
import { CitizenRoutes } from '../../citizens/read-citizen';
import { Allowed } from '../../platform/auth/allowed.decorator';
import type { TypedForm } from '../../platform/http/form-body';
import { FIELD_WORDS } from './citizen-words';
import { Form, TextInput } from '../components/form';
import { Alert } from '../components/notes';
import { Doors } from '../frame/doors';
import { Forms, type FormState, freshForm } from '../frame/forms';
import { PATHS } from '../frame/navigation';
import { Pages } from '../frame/pages';
import { PurposeForm, PurposeSelect } from './purpose-field';
import { type PageAnswer, screen, type Screen, SeeOther } from '../frame/screen';
import { type SignedInVisit, TheVisit, useVisit, type Words } from '../frame/visit';

const WORDS = {
  da: {
    title: 'Find en borger',
    lead: 'Skriv CPR-nummeret på en borger, I selv har registreret, og find borgerens indskrivninger.',
    recorded: 'Opslaget bliver skrevet ned',
    recordedMore: 'Også når ingen findes. Nummeret står hverken i adressen eller i bogen.',
    cpr: FIELD_WORDS.cpr.da,
    cprHint: 'Skrevet ddmmåå-xxxx.',
    submit: 'Find borgeren',
    purpose: 'Formål',
    register: 'Registrer en borger',
    known: 'Kender du referencen, står borgeren ved indskrivningen.',
    placements: 'Indskrivninger',
  },
  en: {
    title: 'Find a citizen',
    lead: 'Write the CPR number of a citizen you have registered yourselves, and find the citizen’s placements.',
    recorded: 'The reading is written down',
    recordedMore: 'Even when nobody is found. The number stands neither in the address nor in the ledger.',
    cpr: FIELD_WORDS.cpr.en,
    cprHint: 'Written DDMMYY-XXXX.',
    submit: 'Find the citizen',
    purpose: 'Purpose',
    register: 'Register a citizen',
    known: 'If you know the reference, the citizen stands at the placement.',
    placements: 'Placements',
  },
} satisfies Words<Record<string, unknown>>;

class FindForm extends PurposeForm {
  @CprField('The CPR number.')
  cpr!: string;
}

/** A citizen one has registered oneself, by CPR number. The number is sent in a form and stands in no address. */
@Pages()
export class FindCitizenPages {
  constructor(
    private readonly doors: Doors,
    private readonly forms: Forms,
  ) {}

  @Get(PATHS.citizens)
  @Allowed(citizensAccess.findCitizen)
  ask(@TheVisit() visit: SignedInVisit): Screen {
    return this.asking(visit, freshForm());
  }

  @Post(`${PATHS.citizens}/find`)
  @Allowed(citizensAccess.findCitizen)
  @TakesDetails()
  find(@Body() form: TypedForm, @TheVisit() visit: SignedInVisit): Promise<PageAnswer> {
    return this.forms.take(
      visit,
      FindForm,
      form,
      async ({ cpr, purpose }) => {
        const { citizenRef } = await this.doors.open(CitizenRoutes, visit).find({ cpr }, purpose, visit.actor);
        return new SeeOther(`${PATHS.citizens}/${citizenRef}`, { purpose });
      },
      (state) => this.asking(visit, state),
    );
  }

  private asking(visit: SignedInVisit, state: FormState): Screen {
    return screen({
      title: WORDS[visit.language].title,
      body: <Finding state={state} purposes={purposesFor(visit.actor.roles)} />,
    });
  }
}

const Finding = ({ state, purposes }: { state: FormState; purposes: readonly Purpose[] }): VNode => {
  const words = WORDS[useVisit().language];
  return (
    <>
      <p class="font-lead">{words.lead}</p>
      <Alert tone="info" heading={words.recorded}>
        <p>{words.recordedMore}</p>
      </Alert>
      <Form
        id="find"
        action={`${PATHS.citizens}/find`}
        state={state}
        labels={{ cpr: words.cpr, purpose: words.purpose }}
        submit={words.submit}
      >
        <TextInput name="cpr" label={words.cpr} hint={words.cprHint} />
        <PurposeSelect purposes={purposes} />
      </Form>
      <p>
        {words.known} <a href={PATHS.placements}>{words.placements}</a>
      </p>
      <p>
        <a href={`${PATHS.citizens}/new`}>{words.register}</a>
      </p>
    </>
  );
};
