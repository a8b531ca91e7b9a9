import { Get } from '@nestjs/common';
import type { VNode } from 'preact';
import { citizensAccess } from '../../citizens/citizens.access';
import { ReadingListQuery, ReadingRoutes } from '../../citizens/reading.routes';
import type { ReadingChainView } from '../../citizens/reading.views';
import type { Language, Said } from '../../kernel/messages';
import { shortReference } from '../../kernel/short-reference';
import type { PartyCode } from '../../kernel/vocabulary';
import { Allowed } from '../../platform/auth/allowed.decorator';
import { type Reading, READING_OUTCOMES } from '../../platform/readings/reading-log';
import { FIELD_WORDS, PURPOSE_WORDS } from '../citizens/citizen-words';
import { DayInput, Filters, Select, TextInput } from '../components/form';
import { Alert, Status } from '../components/notes';
import { Pager } from '../components/pager';
import { type Column, Table } from '../components/table';
import { askedIn } from '../frame/asked';
import { Doors } from '../frame/doors';
import { countText, instantText } from '../frame/formats';
import { Names } from '../frame/names';
import { PATHS } from '../frame/navigation';
import { Pages } from '../frame/pages';
import { screen, type Screen } from '../frame/screen';
import { type SignedInVisit, TheVisit, useVisit, type Words } from '../frame/visit';
import { shownList, type WholeList } from '../frame/whole-list';
import { AuditMenu } from './audit-section';

const WORDS = {
  da: {
    title: 'Opslag på borgere',
    lead: 'Hvem der slog op på en borgers oplysninger, hvornår og hvorfor. Opslaget skrives ned, før noget vises.',
    whole: 'Kæden er hel',
    wholeOf: (count: string) => `${count} opslag, hvert kædet til det forrige. Intet er ændret eller taget ud.`,
    note: 'Skriv det nyestes kontrolsum ned et andet sted; kun så kan det ses, hvis de seneste forsvinder:',
    broken: (number: string) =>
      `Opslag nr. ${number} følger ikke af det forrige: det er ændret, eller et før det mangler.`,
    never: 'Ingen har slået op endnu.',
    party: 'Part',
    outcome: 'Udfald',
    all: 'Alle',
    outcomes: { success: 'Vist', failure: 'Ikke vist' },
    from: 'Fra',
    to: 'Til og med',
    citizen: 'Borger',
    citizenHint: 'Borgerens hele reference.',
    when: 'Tidspunkt',
    who: 'Hvem',
    action: 'Hvad',
    actions: {
      'read/details': 'Så oplysningerne',
      'read/find': 'Ledte efter et CPR-nummer',
      'read/report': 'Hentede udskriften af alt',
    },
    shown: 'Det, der blev vist',
    purpose: 'Formål',
    nobody: 'Ingen fundet',
    nothing: 'Ingen opslag passer.',
  },
  en: {
    title: 'Looks at citizens',
    lead: 'Who looked at a citizen’s details, when and why. A look is written down before anything is shown.',
    whole: 'The chain is whole',
    wholeOf: (count: string) =>
      `${count === '1' ? '1 look' : `${count} looks`}, each chained to the one before. None was changed or taken out.`,
    note: 'Note the hash of the newest elsewhere; only so does it show when the last ones go:',
    broken: (number: string) =>
      `Look no. ${number} does not follow from the one before: it was changed, or one is missing.`,
    never: 'Nobody has looked yet.',
    party: 'Party',
    outcome: 'Outcome',
    all: 'All',
    outcomes: { success: 'Shown', failure: 'Not shown' },
    from: 'From',
    to: 'Until',
    citizen: 'Citizen',
    citizenHint: 'The citizen’s whole reference.',
    when: 'When',
    who: 'Who',
    action: 'What',
    actions: {
      'read/details': 'Saw the details',
      'read/find': 'Looked for a CPR number',
      'read/report': 'Got the report of everything',
    },
    shown: 'What was shown',
    purpose: 'Purpose',
    nobody: 'Nobody found',
    nothing: 'No look fits.',
  },
} satisfies Words<object>;

const FILTERS = ['party', 'outcome', 'from', 'to', 'citizenRef', 'cursor'] as const;

/** Journeys 7 and 8: who has looked at what is kept of citizens beside the ledger. */
@Pages()
export class ReadingsPages {
  constructor(
    private readonly doors: Doors,
    private readonly names: Names,
  ) {}

  @Get(PATHS.readings)
  @Allowed(citizensAccess.listReadings)
  async list(@TheVisit() visit: SignedInVisit): Promise<Screen> {
    const words = WORDS[visit.language];
    const routes = this.doors.open(ReadingRoutes, visit);
    const { items, next, whole } = await shownList(visit, askedIn(visit, ReadingListQuery, FILTERS), (query) =>
      routes.list(query),
    );
    return screen({
      title: words.title,
      wide: true,
      body: (
        <>
          <AuditMenu />
          <p class="font-lead">{words.lead}</p>
          <Chain of={await routes.chain()} />
          <Filters id="readings">
            <Select
              name="party"
              label={words.party}
              none={words.all}
              optional
              choices={this.names.list().map(({ party, name }) => ({ value: party, text: name }))}
            />
            <Select
              name="outcome"
              label={words.outcome}
              none={words.all}
              optional
              choices={READING_OUTCOMES.map((outcome) => ({ value: outcome, text: words.outcomes[outcome] }))}
            />
            <DayInput name="from" label={words.from} optional />
            <DayInput name="to" label={words.to} optional />
            <TextInput name="citizenRef" label={words.citizen} hint={words.citizenHint} optional />
          </Filters>
          <ReadingTable rows={items} whole={whole} name={this.names.all()} />
          <Pager next={next} />
        </>
      ),
    });
  }
}

/** Whether any entry was changed or taken out, looked at anew. */
const Chain = ({ of: { whole, firstBroken, newest } }: { of: ReadingChainView }): VNode => {
  const words = WORDS[useVisit().language];
  if (!whole)
    return (
      <Alert tone="error">
        <p>{words.broken(countText(firstBroken ?? 0))}</p>
      </Alert>
    );
  if (newest === undefined) return <p class="nothing">{words.never}</p>;
  return (
    <Alert tone="success" heading={words.whole}>
      <p>{words.wholeOf(countText(newest.number))}</p>
      <p>
        {words.note} <code class="hash">{newest.hash}</code>
      </p>
    </Alert>
  );
};

const ReadingTable = ({
  rows,
  whole,
  name,
}: {
  rows: readonly Reading[];
  whole: WholeList<Reading>;
  name: (party: PartyCode) => string;
}): VNode => {
  const { language } = useVisit();
  const words = WORDS[language];
  const columns: readonly Column<Reading>[] = [
    { title: words.when, cell: ({ eventTime }) => <span class="nowrap">{instantText(eventTime, language)}</span> },
    {
      title: words.who,
      heads: true,
      cell: ({ initiator: { party, id } }) => (
        <>
          {name(party as PartyCode)}
          <span class="under">{id}</span>
        </>
      ),
    },
    { title: words.action, cell: ({ action }) => wordOr(words.actions, action) },
    {
      title: words.citizen,
      cell: ({ target: { id } }) => (id === null ? words.nobody : <code title={id}>{shortReference(id)}</code>),
    },
    { title: words.purpose, cell: ({ reason: { purpose } }) => said(PURPOSE_WORDS, purpose, language) },
    {
      title: words.shown,
      cell: ({ target: { fields } }) =>
        fields.length === 0 ? '–' : fields.map((field) => said(FIELD_WORDS, field, language)).join(', '),
    },
    {
      title: words.outcome,
      cell: ({ outcome, reason: { code } }) => (
        <>
          <Status kind={outcome === 'success' ? 'done' : 'stopped'}>{words.outcomes[outcome]}</Status>
          {code !== undefined && <span class="under">{code}</span>}
        </>
      ),
    },
  ];
  return (
    <Table
      files
      whole={whole}
      caption={words.title}
      captionHidden
      columns={columns}
      rows={rows}
      empty={words.nothing}
    />
  );
};

/** The log keeps codes as they were sent; one that nobody knows stands as it is. */
const wordOr = (words: Readonly<Record<string, string>>, code: string): string => words[code] ?? code;

const said = (words: Readonly<Record<string, Said>>, code: string, language: Language): string =>
  words[code]?.[language] ?? code;
