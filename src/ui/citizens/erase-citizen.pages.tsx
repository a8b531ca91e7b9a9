import { Body, Get, Post } from '@nestjs/common';
import type { VNode } from 'preact';
import { ERASURE_REASONS } from '../../citizens/citizen-record.events';
import { citizensAccess } from '../../citizens/citizens.access';
import { EraseCitizenBody, EraseCitizenRoute } from '../../citizens/erase-citizen';
import type { CitizenRef } from '../../kernel/vocabulary';
import { Allowed } from '../../platform/auth/allowed.decorator';
import type { TypedForm } from '../../platform/http/form-body';
import { IdParam } from '../../platform/http/parameters';
import { Reference } from './citizen-form';
import { ERASURE_WORDS } from './citizen-words';
import { Form, Select } from '../components/form';
import { Alert, Facts } from '../components/notes';
import { Doors } from '../frame/doors';
import { Forms, type FormState, freshForm } from '../frame/forms';
import { PATHS } from '../frame/navigation';
import { Pages } from '../frame/pages';
import { type PageAnswer, screen, type Screen, SeeOther } from '../frame/screen';
import { type SignedInVisit, TheVisit, useVisit, type Words } from '../frame/visit';

const WORDS = {
  da: {
    details: 'Borgerens oplysninger',
    reference: 'Borgerens reference',
    title: 'Slet borgerens oplysninger',
    warning: 'Det kan ikke fortrydes',
    more: 'Navn, CPR-nummer, adresse, kontakt og note slettes for altid. Indskrivninger, kontrakter og beløb bliver stående med referencen. Så længe en plads er reserveret, i brug eller betales, kan der ikke slettes.',
    reason: 'Hvorfor slettes de?',
    choose: 'Vælg en grund',
    submit: 'Slet for altid',
    keep: 'Fortryd, og behold oplysningerne',
  },
  en: {
    details: 'The citizen’s details',
    reference: 'The citizen’s reference',
    title: 'Erase the citizen’s details',
    warning: 'This cannot be undone',
    more: 'Name, CPR number, address, contact and note are erased for good. Placements, contracts and amounts stand with the reference. While a place is reserved, in use or being paid, nothing can be erased.',
    reason: 'Why are they erased?',
    choose: 'Choose a reason',
    submit: 'Erase for good',
    keep: 'Go back and keep the details',
  },
} satisfies Words<Record<string, unknown>>;

/** Erasing the details of one's own citizen for good, confirmed on a page of its own. */
@Pages()
export class EraseCitizenPages {
  constructor(
    private readonly doors: Doors,
    private readonly forms: Forms,
  ) {}

  @Get(`${PATHS.citizens}/:citizenRef/erase`)
  @Allowed(citizensAccess.eraseCitizen)
  confirm(@IdParam('citizenRef') citizenRef: CitizenRef, @TheVisit() visit: SignedInVisit): Screen {
    return this.erasing(citizenRef, visit, freshForm());
  }

  @Post(`${PATHS.citizens}/:citizenRef/erase`)
  @Allowed(citizensAccess.eraseCitizen)
  erase(
    @IdParam('citizenRef') citizenRef: CitizenRef,
    @Body() form: TypedForm,
    @TheVisit() visit: SignedInVisit,
  ): Promise<PageAnswer> {
    return this.forms.take(
      visit,
      EraseCitizenBody,
      form,
      async (body) => {
        const { position } = await this.doors.open(EraseCitizenRoute, visit).erase(citizenRef, body, visit.actor);
        return new SeeOther(`${PATHS.citizens}/${citizenRef}`, { erased: '1', position });
      },
      (state) => this.erasing(citizenRef, visit, state),
    );
  }

  private erasing(citizenRef: CitizenRef, visit: SignedInVisit, state: FormState): Screen {
    const words = WORDS[visit.language];
    return screen({
      title: words.title,
      crumbs: [{ href: `${PATHS.citizens}/${citizenRef}`, text: words.details }],
      body: <Erasing citizenRef={citizenRef} state={state} />,
    });
  }
}

const Erasing = ({ citizenRef, state }: { citizenRef: CitizenRef; state: FormState }): VNode => {
  const { language } = useVisit();
  const words = WORDS[language];
  return (
    <>
      <Facts entries={[{ term: words.reference, value: <Reference citizenRef={citizenRef} /> }]} />
      <Alert tone="warning" heading={words.warning}>
        <p>{words.more}</p>
      </Alert>
      <Form
        id="erase"
        action={`${PATHS.citizens}/${citizenRef}/erase`}
        state={state}
        labels={{ reason: words.reason }}
        submit={words.submit}
        tone="warning"
      >
        <Select
          name="reason"
          label={words.reason}
          none={words.choose}
          choices={ERASURE_REASONS.map((reason) => ({ value: reason, text: ERASURE_WORDS[reason][language] }))}
        />
      </Form>
      <p>
        <a href={`${PATHS.citizens}/${citizenRef}`}>{words.keep}</a>
      </p>
    </>
  );
};
