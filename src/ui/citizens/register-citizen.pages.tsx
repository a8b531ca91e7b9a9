import { Body, Get, Post } from '@nestjs/common';
import { NameField, TakesDetails } from '../../citizens/citizen-body';
import { citizensAccess } from '../../citizens/citizens.access';
import { CorrectDetailsBody, CorrectDetailsRoute } from '../../citizens/correct-details';
import { type CitizenAnswer, RegisterCitizenBody, RegisterCitizenRoute } from '../../citizens/register-citizen';
import type { CitizenRef } from '../../kernel/vocabulary';
import { Allowed } from '../../platform/auth/allowed.decorator';
import type { TypedForm } from '../../platform/http/form-body';
import { IdParam } from '../../platform/http/parameters';
import { uuid } from '../../platform/http/scalars';
import { CitizenForm, OddNumber } from './citizen-form';
import { Doors } from '../frame/doors';
import { Forms, type FormState, freshForm, revisionAsked } from '../frame/forms';
import { PATHS } from '../frame/navigation';
import { Pages } from '../frame/pages';
import { type PageAnswer, screen, type Screen, SeeOther } from '../frame/screen';
import { type SignedInVisit, TheVisit, type Words } from '../frame/visit';

const WORDS = {
  da: {
    citizens: 'Borgere',
    title: 'Registrer en borger',
    lead: 'Oplysningerne forsegles uden for bogen. Køb og afregning bruger kun referencen, så det er frivilligt at registrere.',
    submit: 'Registrer borgeren',
    done: 'Borgeren er registreret',
    details: 'Borgerens oplysninger',
    correctTitle: 'Ret borgerens oplysninger',
    correct: 'Ret oplysningerne',
    corrected: 'Oplysningerne er rettet',
  },
  en: {
    citizens: 'Citizens',
    title: 'Register a citizen',
    lead: 'The details are sealed outside of the ledger. Purchase and settlement use the reference only, so registering is voluntary.',
    submit: 'Register the citizen',
    done: 'The citizen is registered',
    details: 'The citizen’s details',
    correctTitle: 'Correct the citizen’s details',
    correct: 'Correct the details',
    corrected: 'The details are corrected',
  },
} satisfies Words<Record<string, unknown>>;

/** A name may be changed, and is never taken away: without one nobody is registered. */
class CorrectionForm extends CorrectDetailsBody {
  @NameField()
  declare name: string;
}

/** Details that go when their field is emptied. */
const MAY_GO = ['cpr', 'address', 'contact', 'note'] as const;

/** Who a citizen is, told to the vault and put right; only the municipality that registers does it. */
@Pages()
export class RegisterCitizenPages {
  constructor(
    private readonly doors: Doors,
    private readonly forms: Forms,
  ) {}

  @Get(`${PATHS.citizens}/new`)
  @Allowed(citizensAccess.registerCitizen)
  fresh(@TheVisit() visit: SignedInVisit): Screen {
    const given = visit.query.get('citizenRef') ?? '';
    return this.registering(visit, freshForm({ citizenRef: uuid.check(given) ? given : '' }));
  }

  @Post(PATHS.citizens)
  @Allowed(citizensAccess.registerCitizen)
  @TakesDetails()
  register(@Body() form: TypedForm, @TheVisit() visit: SignedInVisit): Promise<PageAnswer> {
    return this.forms.take(
      visit,
      RegisterCitizenBody,
      form,
      async (body) =>
        this.kept(await this.doors.open(RegisterCitizenRoute, visit).register(body, visit.actor), visit, 'registered'),
      (state) => this.registering(visit, state),
    );
  }

  /** Sent from where the details have just been shown to a purpose; what was emptied there goes. */
  @Post(`${PATHS.citizens}/:citizenRef/correct`)
  @Allowed(citizensAccess.correctCitizenDetails)
  @TakesDetails()
  correct(
    @IdParam('citizenRef') citizenRef: CitizenRef,
    @Body() form: TypedForm,
    @TheVisit() visit: SignedInVisit,
  ): Promise<PageAnswer> {
    return this.forms.take(
      visit,
      CorrectionForm,
      form,
      async (body) => {
        const emptied = Object.fromEntries(MAY_GO.filter((field) => form[field] === '').map((field) => [field, null]));
        const route = this.doors.open(CorrectDetailsRoute, visit);
        const answer = await route.correct(citizenRef, { ...body, ...emptied }, visit.actor, revisionAsked());
        return this.kept(answer, visit, 'corrected');
      },
      (state) => this.correcting(citizenRef, visit, state),
    );
  }

  private kept(
    { citizenRef, hints, position }: CitizenAnswer,
    visit: SignedInVisit,
    what: 'registered' | 'corrected',
  ): PageAnswer {
    if (hints.length === 0) return new SeeOther(`${PATHS.citizens}/${citizenRef}`, { position, [what]: 1 });
    const words = WORDS[visit.language];
    return screen({
      title: what === 'registered' ? words.done : words.corrected,
      crumbs: [{ href: PATHS.citizens, text: words.citizens }],
      body: <OddNumber hints={hints} citizenRef={citizenRef} />,
    });
  }

  private registering(visit: SignedInVisit, state: FormState): Screen {
    const words = WORDS[visit.language];
    return screen({
      title: words.title,
      crumbs: [{ href: PATHS.citizens, text: words.citizens }],
      body: (
        <>
          <p class="font-lead">{words.lead}</p>
          <CitizenForm id="citizen" action={PATHS.citizens} state={state} submit={words.submit} asksReference />
        </>
      ),
    });
  }

  private correcting(citizenRef: CitizenRef, visit: SignedInVisit, state: FormState): Screen {
    const words = WORDS[visit.language];
    const revision = revisionAsked();
    return screen({
      title: words.correctTitle,
      crumbs: [
        { href: PATHS.citizens, text: words.citizens },
        { href: `${PATHS.citizens}/${citizenRef}`, text: words.details },
      ],
      body: (
        <CitizenForm
          id="correct"
          action={`${PATHS.citizens}/${citizenRef}/correct`}
          state={state}
          submit={words.correct}
          {...(revision === undefined ? {} : { revision })}
        />
      ),
    });
  }
}
