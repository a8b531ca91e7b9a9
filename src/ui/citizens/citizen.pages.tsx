import { Body, Get, Post } from '@nestjs/common';
import type { VNode } from 'preact';
import { type Purpose, purposesFor } from '../../citizens/citizen-access.calculation';
import type { CitizenField } from '../../citizens/citizen-record.events';
import type { CitizenView } from '../../citizens/citizen.views';
import { citizensAccess } from '../../citizens/citizens.access';
import { CitizenRoutes } from '../../citizens/read-citizen';
import type { CitizenRef, PartyCode } from '../../kernel/vocabulary';
import { PlacementRoutes } from '../../placements/placement.routes';
import { placementsAccess } from '../../placements/placements.access';
import type { PlacementView } from '../../placements/placement.views';
import { Allowed } from '../../platform/auth/allowed.decorator';
import type { TypedForm } from '../../platform/http/form-body';
import { PAGE_ROWS_MAX } from '../../platform/http/paging';
import { IdParam } from '../../platform/http/parameters';
import { CitizenForm, Reference } from './citizen-form';
import { ERASURE_WORDS, FIELD_WORDS, PURPOSE_WORDS, RELATION_WORDS } from './citizen-words';
import { Form } from '../components/form';
import { Alert, Facts, More, Status } from '../components/notes';
import { Table } from '../components/table';
import { Typed } from '../components/typed';
import { Doors } from '../frame/doors';
import { dayText } from '../frame/formats';
import { Forms, type FormState, freshForm } from '../frame/forms';
import { Names } from '../frame/names';
import { mayEver, PATHS } from '../frame/navigation';
import { Pages } from '../frame/pages';
import { PurposeForm, PurposeSelect } from './purpose-field';
import { type PageAnswer, screen, type Screen } from '../frame/screen';
import { addressOf, type SignedInVisit, TheVisit, useVisit, type Words } from '../frame/visit';
import { PHASE_WORDS } from '../frame/words';

const WORDS = {
  da: {
    title: 'Borgerens oplysninger',
    reference: 'Borgerens reference',
    recorded: 'Opslaget bliver skrevet ned',
    recordedMore:
      'Hvem der slog op, hvornår, hvilken borger og til hvilket formål, skrives ned, før noget vises. En revisor kan se det, og det opdages, hvis det bliver ændret.',
    purpose: 'Hvad skal du bruge oplysningerne til?',
    read: 'Vis oplysningerne',
    shownFor: (purpose: string) => `Opslaget er skrevet ned med formålet: ${purpose}.`,
    registeredBy: 'Registreret af',
    relations: 'I ser det som',
    withheld: 'Vises ikke for jer til det formål',
    erasedOn: 'Slettet',
    reason: 'Grund',
    find: 'Find en plads til borgeren',
    own: 'Borgere, I selv har registreret',
    unregistered: 'Registrer borgeren bag referencen',
    erase: 'Slet oplysningerne',
    registered: 'Borgeren er registreret.',
    corrected: 'Oplysningerne er rettet. Det, der stod før, er glemt.',
    erased: 'Oplysningerne er slettet for altid. Indskrivninger, kontrakter og beløb står ved magt.',
    placements: 'Borgerens indskrivninger',
    noPlacements: 'Der er ingen indskrivninger, som I kan se.',
    offering: 'Tilbud',
    firstDay: 'Første dag',
    phase: 'Status',
    correct: 'Ret oplysningerne',
    correctHint: 'Et felt, der tømmes, bliver slettet. Det, der stod før, bliver glemt.',
  },
  en: {
    title: 'The citizen’s details',
    reference: 'The citizen’s reference',
    recorded: 'The reading is written down',
    recordedMore:
      'Who looked, when, at which citizen and for what purpose is written down before anything is shown. An auditor can see it, and a change to it shows.',
    purpose: 'What do you need the details for?',
    read: 'Show the details',
    shownFor: (purpose: string) => `The reading is written down with the purpose: ${purpose}.`,
    registeredBy: 'Registered by',
    relations: 'You see this as',
    withheld: 'Not shown to you for that purpose',
    erasedOn: 'Erased',
    reason: 'Reason',
    find: 'Find a place for the citizen',
    own: 'Citizens you have registered yourselves',
    unregistered: 'Register the citizen behind the reference',
    erase: 'Erase the details',
    registered: 'The citizen is registered.',
    corrected: 'The details are corrected. What stood there before is forgotten.',
    erased: 'The details are erased for good. Placements, contracts and amounts stand.',
    placements: 'The citizen’s placements',
    noPlacements: 'There are no placements that you may see.',
    offering: 'Offering',
    firstDay: 'First day',
    phase: 'Status',
    correct: 'Correct the details',
    correctHint: 'A field that is emptied is erased. What stood there before is forgotten.',
  },
} satisfies Words<Record<string, unknown>>;

const CITIZENS = { da: 'Borgere', en: 'Citizens' };

/** Who the citizen behind a reference is: nothing is shown before a purpose is stated, and each reading is written down. */
@Pages()
export class CitizenPages {
  constructor(
    private readonly doors: Doors,
    private readonly forms: Forms,
    private readonly names: Names,
  ) {}

  /** Asks for the purpose, of everybody alike: whether there is such a citizen is not told. */
  @Get(`${PATHS.citizens}/:citizenRef`)
  @Allowed(citizensAccess.readCitizen)
  ask(@IdParam('citizenRef') citizenRef: CitizenRef, @TheVisit() visit: SignedInVisit): Promise<Screen> {
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
          crumbs: crumbsFor(visit),
          body: (
            <>
              <Details citizen={citizen} purpose={purpose} name={this.names.all()} />
              <Placements of={await this.placements(citizenRef, visit)} citizenRef={citizenRef} />
            </>
          ),
        });
      },
      (state) => this.asking(citizenRef, visit, state),
    );
  }

  private async asking(citizenRef: CitizenRef, visit: SignedInVisit, state: FormState): Promise<Screen> {
    return screen({
      title: WORDS[visit.language].title,
      crumbs: crumbsFor(visit),
      body: (
        <>
          <Asking citizenRef={citizenRef} state={state} visit={visit} />
          <Placements of={await this.placements(citizenRef, visit)} citizenRef={citizenRef} />
        </>
      ),
    });
  }

  /** Those that the reader sees in the list of placements too. */
  private async placements(citizenRef: CitizenRef, visit: SignedInVisit): Promise<readonly PlacementView[]> {
    const route = this.doors.open(PlacementRoutes, visit);
    return (await route.list({ citizenRef, limit: PAGE_ROWS_MAX }, visit.actor)).items;
  }
}

const crumbsFor = ({ language, actor }: SignedInVisit) =>
  mayEver(citizensAccess.findCitizen, actor) ? [{ href: PATHS.citizens, text: CITIZENS[language] }] : [];

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
      {(['registered', 'corrected', 'erased'] as const)
        .filter((what) => query.has(what))
        .map((what) => (
          <Alert tone="success">
            <p>{words[what]}</p>
          </Alert>
        ))}
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
        <PurposeSelect purposes={purposesFor(actor.roles)} chosen={query.get('purpose') ?? ''} />
      </Form>
      {mayEver(citizensAccess.registerCitizen, actor) && (
        <>
          <h2>{words.own}</h2>
          <ul>
            <li>
              <a href={addressOf(`${PATHS.citizens}/new`, { citizenRef })}>{words.unregistered}</a>
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

const Placements = ({ of, citizenRef }: { of: readonly PlacementView[]; citizenRef: CitizenRef }): VNode => {
  const { language, actor } = useVisit();
  const words = WORDS[language];
  return (
    <section>
      <h2>{words.placements}</h2>
      <Table
        caption={words.placements}
        captionHidden
        rows={of}
        empty={words.noPlacements}
        columns={[
          {
            title: words.offering,
            heads: true,
            cell: ({ placementId, offeringName }) => <a href={`${PATHS.placements}/${placementId}`}>{offeringName}</a>,
          },
          { title: words.firstDay, cell: ({ firstDay }) => dayText(firstDay, language) },
          {
            title: words.phase,
            cell: ({ phase }) => <Status kind={PHASE_WORDS[phase].kind}>{PHASE_WORDS[phase][language]}</Status>,
          },
        ]}
      />
      {actor !== undefined && mayEver(placementsAccess.reservePlace, actor) && (
        <p class="actions d-print-none">
          <a class="button button-secondary" href={addressOf(PATHS.places, { citizenRef })}>
            {words.find}
          </a>
        </p>
      )}
    </section>
  );
};

/** The name first, as people look for it. */
const IN_ORDER = ['name', 'cpr', 'address', 'contact', 'note'] as const satisfies readonly CitizenField[];

/** Ten digits as they are written: 010180-1235. */
const cprText = (digits: string): string => `${digits.slice(0, 6)}-${digits.slice(6)}`;

const Details = ({
  citizen,
  purpose,
  name,
}: {
  citizen: CitizenView;
  purpose: Purpose;
  name: (party: PartyCode) => string;
}): VNode => {
  const { language, actor } = useVisit();
  const words = WORDS[language];
  const { citizenRef, phase, registeredBy, relations, withheld, erasedOn, erasureReason, revision } = citizen;
  const shown = IN_ORDER.flatMap((field) => {
    const value = citizen[field];
    return value === undefined ? [] : [[field, field === 'cpr' ? cprText(value) : value] as const];
  });
  const corrects =
    phase === 'registered' &&
    relations.includes('REGISTRANT') &&
    withheld.length === 0 &&
    actor !== undefined &&
    mayEver(citizensAccess.correctCitizenDetails, actor);
  return (
    <>
      <Alert tone="info">
        <p>{words.shownFor(PURPOSE_WORDS[purpose][language])}</p>
      </Alert>
      <Facts
        entries={[
          ...shown.map(([field, value]) => ({ term: FIELD_WORDS[field][language], value: <Typed>{value}</Typed> })),
          erasedOn !== undefined && { term: words.erasedOn, value: dayText(erasedOn, language) },
          erasureReason !== undefined && { term: words.reason, value: ERASURE_WORDS[erasureReason][language] },
          withheld.length > 0 && {
            term: words.withheld,
            value: withheld.map((field) => FIELD_WORDS[field][language]).join(', '),
          },
          { term: words.reference, value: <Reference citizenRef={citizenRef} /> },
          { term: words.registeredBy, value: name(registeredBy) },
          {
            term: words.relations,
            value: relations.map((relation) => RELATION_WORDS[relation][language]).join(', '),
          },
        ]}
      />
      {corrects && (
        <More summary={words.correct}>
          <p>{words.correctHint}</p>
          <CitizenForm
            id="correct"
            action={`${PATHS.citizens}/${citizenRef}/correct`}
            state={freshForm(Object.fromEntries(shown))}
            revision={revision}
            submit={words.correct}
          />
        </More>
      )}
    </>
  );
};
