import { Body, Get, Post } from '@nestjs/common';
import type { VNode } from 'preact';
import { type Purpose, PURPOSES, purposesFor, type Relation } from '../citizens/citizen-access.calculation';
import { TakesDetails } from '../citizens/citizen-body';
import { type CitizenField, ERASURE_REASONS, type ErasureReason } from '../citizens/citizen-record.events';
import type { CitizenView } from '../citizens/citizen.views';
import { citizensAccess } from '../citizens/citizens.access';
import { EraseCitizenBody, EraseCitizenRoute } from '../citizens/erase-citizen';
import { CitizenRoutes } from '../citizens/read-citizen';
import { RegisterCitizenBody, RegisterCitizenRoute } from '../citizens/register-citizen';
import type { CitizenRef, PartyCode } from '../kernel/vocabulary';
import { Allowed } from '../platform/auth/allowed.decorator';
import { OneOfField } from '../platform/http/fields';
import type { TypedForm } from '../platform/http/form-body';
import { IdParam } from '../platform/http/parameters';
import { uuid } from '../platform/http/scalars';
import { Form, Select, TextArea, TextInput } from './components/form';
import { Alert, Facts } from './components/notes';
import { Doors } from './doors';
import { dayText } from './formats';
import { Forms, type FormState, freshForm } from './forms';
import { Names } from './names';
import { mayEver, PATHS } from './navigation';
import { Pages } from './pages';
import { type PageAnswer, screen, type Screen, SeeOther } from './screen';
import { addressOf, type SignedInVisit, TheVisit, useVisit, type Words } from './visit';

const WORDS = {
  da: {
    title: 'Borgerens oplysninger',
    reference: 'Borgerens reference',
    recorded: 'Opslaget bliver skrevet ned',
    recordedMore:
      'Hvem der slog op, hvornår, hvilken borger og til hvilket formål, skrives ned, før noget vises. En revisor kan se det, og det opdages, hvis det bliver ændret.',
    purpose: 'Hvad skal du bruge oplysningerne til?',
    choose: 'Vælg et formål',
    read: 'Vis oplysningerne',
    shownFor: (purpose: string) => `Opslaget er skrevet ned med formålet: ${purpose}.`,
    registeredBy: 'Registreret af',
    relations: 'I ser det som',
    withheld: 'Vises ikke for jer til det formål',
    erasedOn: 'Slettet',
    reason: 'Grund',
    own: 'Borgere, I selv har registreret',
    unregistered: 'Registrer borgeren bag referencen',
    erase: 'Slet oplysningerne',
    registerTitle: 'Registrer en borger',
    registerLead:
      'Oplysningerne forsegles uden for bogen. Køb og afregning bruger kun referencen, så det er frivilligt at registrere.',
    referenceHint: 'Den, pladsen er købt med. Står feltet tomt, dannes en ny.',
    name: 'Navn',
    cpr: 'CPR-nummer',
    address: 'Adresse',
    contact: 'Kontakt',
    contactHint: 'Telefon, e-mail, værge eller forældre.',
    note: 'Note',
    noteHint: 'Ses kun af jer. Ingen helbredsoplysninger.',
    register: 'Registrer borgeren',
    registered: 'Borgeren er registreret.',
    eraseTitle: 'Slet borgerens oplysninger',
    eraseWarning: 'Det kan ikke fortrydes',
    eraseMore:
      'Navn, CPR-nummer, adresse, kontakt og note slettes for altid. Indskrivninger, kontrakter og beløb bliver stående med referencen. Så længe en plads er reserveret, i brug eller betales, kan der ikke slettes.',
    eraseReason: 'Hvorfor slettes de?',
    chooseReason: 'Vælg en grund',
    eraseForGood: 'Slet for altid',
    keep: 'Fortryd, og behold oplysningerne',
  },
  en: {
    title: 'The citizen’s details',
    reference: 'The citizen’s reference',
    recorded: 'The reading is written down',
    recordedMore:
      'Who looked, when, at which citizen and for what purpose is written down before anything is shown. An auditor can see it, and a change to it shows.',
    purpose: 'What do you need the details for?',
    choose: 'Choose a purpose',
    read: 'Show the details',
    shownFor: (purpose: string) => `The reading is written down with the purpose: ${purpose}.`,
    registeredBy: 'Registered by',
    relations: 'You see this as',
    withheld: 'Not shown to you for that purpose',
    erasedOn: 'Erased',
    reason: 'Reason',
    own: 'Citizens you have registered yourselves',
    unregistered: 'Register the citizen behind the reference',
    erase: 'Erase the details',
    registerTitle: 'Register a citizen',
    registerLead:
      'The details are sealed outside of the ledger. Purchase and settlement use the reference only, so registering is voluntary.',
    referenceHint: 'The one the place was bought with. If it is left empty, a new one is made.',
    name: 'Name',
    cpr: 'CPR number',
    address: 'Address',
    contact: 'Contact',
    contactHint: 'Telephone, e-mail, guardian or parents.',
    note: 'Note',
    noteHint: 'Seen only by you. No health details.',
    register: 'Register the citizen',
    registered: 'The citizen is registered.',
    eraseTitle: 'Erase the citizen’s details',
    eraseWarning: 'This cannot be undone',
    eraseMore:
      'Name, CPR number, address, contact and note are erased for good. Placements, contracts and amounts stand with the reference. While a place is reserved, in use or being paid, nothing can be erased.',
    eraseReason: 'Why are they erased?',
    chooseReason: 'Choose a reason',
    eraseForGood: 'Erase for good',
    keep: 'Go back and keep the details',
  },
} satisfies Words<Record<string, unknown>>;

type Said = Readonly<Record<'da' | 'en', string>>;

const PURPOSE_WORDS: Readonly<Record<Purpose, Said>> = {
  CASEWORK: { da: 'Sagsbehandling', en: 'Casework' },
  STAY: { da: 'Borgerens ophold', en: 'The citizen’s stay' },
  SETTLEMENT: { da: 'Afregning', en: 'Settlement' },
  SUBJECT_ACCESS: { da: 'Borgerens ret til indsigt', en: 'The citizen’s right of access' },
  AUDIT: { da: 'Revision', en: 'Audit' },
};

const RELATION_WORDS: Readonly<Record<Relation, Said>> = {
  REGISTRANT: { da: 'den, der har registreret borgeren', en: 'the one that registered the citizen' },
  BUYER: { da: 'køber', en: 'buyer' },
  PAYER: { da: 'betaler', en: 'payer' },
  OPERATOR: { da: 'driftsherre', en: 'operator' },
  FORMER_OPERATOR: { da: 'tidligere driftsherre', en: 'former operator' },
  AUDITOR: { da: 'revisor', en: 'auditor' },
};

const ERASURE_WORDS: Readonly<Record<ErasureReason, Said>> = {
  RETENTION_EXPIRED: { da: 'Opbevaringsfristen er udløbet', en: 'The retention period is over' },
  CITIZEN_REQUEST: { da: 'Borgeren har bedt om det', en: 'The citizen asked for it' },
  REGISTERED_BY_MISTAKE: { da: 'Registreret ved en fejl', en: 'Registered by mistake' },
};

class PurposeForm {
  @OneOfField(PURPOSES, 'What the details are needed for.')
  purpose!: Purpose;
}

const NEW = `${PATHS.citizens}/new`;

/** Who the citizen behind a reference is: nothing is shown before a purpose is stated, and each reading is written down. */
@Pages()
export class CitizenPages {
  constructor(
    private readonly doors: Doors,
    private readonly forms: Forms,
    private readonly names: Names,
  ) {}

  @Get(NEW)
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
      async (body) => {
        const { citizenRef, position } = await this.doors.open(RegisterCitizenRoute, visit).register(body, visit.actor);
        return new SeeOther(`${PATHS.citizens}/${citizenRef}`, { position, registered: 1 });
      },
      (state) => this.registering(visit, state),
    );
  }

  /** Asks for the purpose, of everybody alike: whether there is such a citizen is not told. */
  @Get(`${PATHS.citizens}/:citizenRef`)
  @Allowed(citizensAccess.readCitizen)
  ask(@IdParam('citizenRef') citizenRef: CitizenRef, @TheVisit() visit: SignedInVisit): Screen {
    return this.asking(citizenRef, visit, freshForm());
  }

  /** A POST, so that neither an address nor going back nor loading ahead reads anything. */
  @Post(`${PATHS.citizens}/:citizenRef`)
  @Allowed(citizensAccess.readCitizen)
  read(
    @IdParam('citizenRef') citizenRef: CitizenRef,
    @Body() form: TypedForm,
    @TheVisit() visit: SignedInVisit,
  ): Promise<PageAnswer> {
    return this.forms.take(
      visit,
      PurposeForm,
      form,
      async ({ purpose }) => {
        const citizen = await this.doors.open(CitizenRoutes, visit).read(citizenRef, {}, purpose, visit.actor);
        return screen({
          title: WORDS[visit.language].title,
          crumbs: [{ href: PATHS.placements, text: PLACEMENTS[visit.language] }],
          body: <Details citizen={citizen} purpose={purpose} name={this.names.all()} />,
        });
      },
      (state) => this.asking(citizenRef, visit, state),
    );
  }

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
        return new SeeOther(`${PATHS.citizens}/${citizenRef}`, { position });
      },
      (state) => this.erasing(citizenRef, visit, state),
    );
  }

  private asking(citizenRef: CitizenRef, visit: SignedInVisit, state: FormState): Screen {
    return screen({
      title: WORDS[visit.language].title,
      crumbs: [{ href: PATHS.placements, text: PLACEMENTS[visit.language] }],
      body: <Asking citizenRef={citizenRef} state={state} visit={visit} />,
    });
  }

  private registering(visit: SignedInVisit, state: FormState): Screen {
    return screen({
      title: WORDS[visit.language].registerTitle,
      crumbs: [{ href: PATHS.placements, text: PLACEMENTS[visit.language] }],
      body: <Registering state={state} />,
    });
  }

  private erasing(citizenRef: CitizenRef, visit: SignedInVisit, state: FormState): Screen {
    const words = WORDS[visit.language];
    return screen({
      title: words.eraseTitle,
      crumbs: [{ href: `${PATHS.citizens}/${citizenRef}`, text: words.title }],
      body: <Erasing citizenRef={citizenRef} state={state} />,
    });
  }
}

const PLACEMENTS: Said = { da: 'Indskrivninger', en: 'Placements' };

const Reference = ({ citizenRef }: { citizenRef: CitizenRef }): VNode => <code class="hash">{citizenRef}</code>;

const Asking = ({
  citizenRef,
  state,
  visit,
}: {
  citizenRef: CitizenRef;
  state: FormState;
  visit: SignedInVisit;
}): VNode => {
  const { language, actor, query } = visit;
  const words = WORDS[language];
  return (
    <>
      {query.has('registered') && (
        <Alert tone="success">
          <p>{words.registered}</p>
        </Alert>
      )}
      <Facts entries={[{ term: words.reference, value: <Reference citizenRef={citizenRef} /> }]} />
      <Alert tone="info" heading={words.recorded}>
        <p>{words.recordedMore}</p>
      </Alert>
      <Form
        id="read"
        action={`${PATHS.citizens}/${citizenRef}`}
        state={state}
        labels={{ purpose: words.purpose }}
        submit={words.read}
      >
        <Select
          name="purpose"
          label={words.purpose}
          none={words.choose}
          choices={purposesFor(actor.roles).map((purpose) => ({
            value: purpose,
            text: PURPOSE_WORDS[purpose][language],
          }))}
        />
      </Form>
      {mayEver(citizensAccess.registerCitizen, actor) && (
        <>
          <h2>{words.own}</h2>
          <ul>
            <li>
              <a href={addressOf(NEW, { citizenRef })}>{words.unregistered}</a>
            </li>
            <li>
              <a href={`${PATHS.citizens}/${citizenRef}/erase`}>{words.erase}</a>
            </li>
          </ul>
        </>
      )}
    </>
  );
};

const Details = ({
  citizen,
  purpose,
  name,
}: {
  citizen: CitizenView;
  purpose: Purpose;
  name: (party: PartyCode) => string;
}): VNode => {
  const { language } = useVisit();
  const words = WORDS[language];
  const { citizenRef, registeredBy, relations, withheld, erasedOn, erasureReason } = citizen;
  const field = (of: CitizenField) => {
    const value = citizen[of];
    return value !== undefined && { term: words[of], value };
  };
  return (
    <>
      <Alert tone="info">
        <p>{words.shownFor(PURPOSE_WORDS[purpose][language])}</p>
      </Alert>
      <Facts
        entries={[
          field('name'),
          field('cpr'),
          field('address'),
          field('contact'),
          field('note'),
          erasedOn !== undefined && { term: words.erasedOn, value: dayText(erasedOn, language) },
          erasureReason !== undefined && { term: words.reason, value: ERASURE_WORDS[erasureReason][language] },
          withheld.length > 0 && {
            term: words.withheld,
            value: withheld.map((kind) => words[kind]).join(', '),
          },
          { term: words.reference, value: <Reference citizenRef={citizenRef} /> },
          { term: words.registeredBy, value: name(registeredBy) },
          {
            term: words.relations,
            value: relations.map((relation) => RELATION_WORDS[relation][language]).join(', '),
          },
        ]}
      />
    </>
  );
};

const Registering = ({ state }: { state: FormState }): VNode => {
  const words = WORDS[useVisit().language];
  const labels = {
    citizenRef: words.reference,
    name: words.name,
    cpr: words.cpr,
    address: words.address,
    contact: words.contact,
    note: words.note,
  };
  return (
    <>
      <p class="font-lead">{words.registerLead}</p>
      <Form id="citizen" action={PATHS.citizens} state={state} labels={labels} submit={words.register}>
        <TextInput name="citizenRef" label={labels.citizenRef} hint={words.referenceHint} optional />
        <TextInput name="name" label={labels.name} />
        <TextInput name="cpr" label={labels.cpr} optional />
        <TextArea name="address" label={labels.address} optional rows={3} />
        <TextArea name="contact" label={labels.contact} hint={words.contactHint} optional rows={3} />
        <TextArea name="note" label={labels.note} hint={words.noteHint} optional />
      </Form>
    </>
  );
};

const Erasing = ({ citizenRef, state }: { citizenRef: CitizenRef; state: FormState }): VNode => {
  const { language } = useVisit();
  const words = WORDS[language];
  return (
    <>
      <Facts entries={[{ term: words.reference, value: <Reference citizenRef={citizenRef} /> }]} />
      <Alert tone="warning" heading={words.eraseWarning}>
        <p>{words.eraseMore}</p>
      </Alert>
      <Form
        id="erase"
        action={`${PATHS.citizens}/${citizenRef}/erase`}
        state={state}
        labels={{ reason: words.eraseReason }}
        submit={words.eraseForGood}
        tone="warning"
      >
        <Select
          name="reason"
          label={words.eraseReason}
          none={words.chooseReason}
          choices={ERASURE_REASONS.map((reason) => ({ value: reason, text: ERASURE_WORDS[reason][language] }))}
        />
      </Form>
      <p>
        <a href={`${PATHS.citizens}/${citizenRef}`}>{words.keep}</a>
      </p>
    </>
  );
};
