import { Get } from '@nestjs/common';
import type { VNode } from 'preact';
import { auditAccess } from '../../audit/audit.access';
import type { AuditEventView } from '../../audit/audit-views';
import { ORDERS } from '../../audit/trail.queries';
import { AuditEventQuery, TrailRoutes } from '../../audit/trail.routes';
import type { PartyCode } from '../../kernel/vocabulary';
import { Allowed } from '../../platform/auth/allowed.decorator';
import { PAGE_ROWS_MAX } from '../../platform/http/paging';
import { IdParam } from '../../platform/http/parameters';
import { askedIn } from '../frame/asked';
import { AuditMenu } from './audit-section';
import { DayInput, Filters, Select, TextInput } from '../components/form';
import { Pager } from '../components/pager';
import { type Column, Table } from '../components/table';
import { Doors } from '../frame/doors';
import { EventBody } from './event-body';
import { eventChoices, eventName } from './event-names';
import { instantText } from '../frame/formats';
import { Names } from '../frame/names';
import { PATHS } from '../frame/navigation';
import { Pages } from '../frame/pages';
import { screen, type Screen } from '../frame/screen';
import { type SignedInVisit, TheVisit, useVisit, type Words } from '../frame/visit';
import { fullPage, shownList, type WholeList } from '../frame/whole-list';

const ROWS = 50;
/** Parts of the log looked through for one page. */
const PARTS_MAX = 20;

const WORDS = {
  da: {
    title: 'Hændelser',
    lead: 'Alt, hvad der er sket, som det blev skrevet i bogen. Intet er rettet eller slettet siden.',
    text: 'Ord i teksten',
    type: 'Slags hændelse',
    all: 'Alle',
    subject: 'Nummer',
    subjectHint: 'De sidste tegn, som siderne viser, er nok.',
    party: 'Part',
    from: 'Skrevet fra',
    to: 'Skrevet til',
    order: 'Rækkefølge',
    newest: 'Nyeste først',
    oldest: 'Ældste først',
    chain: 'Kun én kæde af årsager og følger.',
    stream: (stream: string) => `Kun det, der hører til ${stream}.`,
    nothing: 'Ingen hændelser passer.',
    nothingSaid: 'Ingen hændelser passer. Alle ordene skal stå i teksten: prøv med færre, eller med en del af et ord.',
    nothingYet: 'Ingen hændelser i denne del af bogen passer. Se videre på næste side.',
    recorded: 'Skrevet i bogen',
    happened: 'Det skete',
    forParty: 'For',
    kind: 'Slags',
  },
  en: {
    title: 'Events',
    lead: 'Everything that has happened, as it was written into the ledger. Nothing has been changed or deleted since.',
    text: 'Words in the text',
    type: 'Kind of event',
    all: 'All',
    subject: 'Number',
    subjectHint: 'The last signs, as the pages show them, are enough.',
    party: 'Party',
    from: 'Recorded from',
    to: 'Recorded until',
    order: 'Order',
    newest: 'Newest first',
    oldest: 'Oldest first',
    chain: 'Only one chain of causes and consequences.',
    stream: (stream: string) => `Only the stream ${stream}.`,
    nothing: 'No event fits.',
    nothingSaid: 'No event fits. The text has to hold every word: try fewer, or a part of one.',
    nothingYet: 'No event in this part of the ledger fits. Look on at the next page.',
    recorded: 'Recorded',
    happened: 'What happened',
    forParty: 'For',
    kind: 'Kind',
  },
} satisfies Words<object>;

const FILTERS = [
  'text',
  'type',
  'subject',
  'party',
  'recordedFrom',
  'recordedTo',
  'order',
  'stream',
  'correlationId',
  'cursor',
] as const;

/** Journey 7: every event of the ledger in words, and each of them whole, with what led to it and what followed. */
@Pages()
export class EventsPages {
  constructor(
    private readonly doors: Doors,
    private readonly names: Names,
  ) {}

  @Get(PATHS.events)
  @Allowed(auditAccess.listAuditEvents)
  async list(@TheVisit() visit: SignedInVisit): Promise<Screen> {
    const words = WORDS[visit.language];
    const asked = askedIn(visit, AuditEventQuery, FILTERS);
    const routes = this.doors.open(TrailRoutes, visit);
    // Looking for words the API gives up after a part of the log; the page goes on for a while.
    const { items, next, whole } = await shownList(visit, Object.assign(asked, { limit: ROWS }), (query) =>
      fullPage(query, PARTS_MAX, (part) => routes.list(part)),
    );
    return screen({
      title: words.title,
      wide: true,
      body: (
        <>
          <AuditMenu />
          <p class="font-lead">{words.lead}</p>
          <EventFilters parties={this.names.list()} />
          {asked.correlationId !== undefined && <p>{words.chain}</p>}
          {asked.stream !== undefined && <p>{words.stream(asked.stream)}</p>}
          <EventTable
            rows={items}
            whole={whole}
            name={this.names.all()}
            empty={next !== undefined ? words.nothingYet : asked.text === undefined ? words.nothing : words.nothingSaid}
          />
          <Pager next={next} />
        </>
      ),
    });
  }

  @Get(`${PATHS.events}/:eventId`)
  @Allowed(auditAccess.getAuditEvent)
  async event(@IdParam('eventId', 'The event.') eventId: string, @TheVisit() visit: SignedInVisit): Promise<Screen> {
    const words = WORDS[visit.language];
    const routes = this.doors.open(TrailRoutes, visit);
    const event = await routes.find(eventId);
    const asked = Object.assign(new AuditEventQuery(), {
      correlationId: event.correlationId,
      order: 'oldest',
      limit: PAGE_ROWS_MAX,
    } as const);
    const chain = await routes.list(asked);
    return screen({
      title: eventName(event.type, visit.language),
      crumbs: [{ href: PATHS.events, text: words.title }],
      body: <EventBody event={event} chain={chain} name={this.names.all()} />,
    });
  }
}

const EventFilters = ({ parties }: { parties: ReturnType<Names['list']> }): VNode => {
  const { language } = useVisit();
  const words = WORDS[language];
  return (
    <Filters id="events" keep={['stream', 'correlationId']}>
      <TextInput name="text" label={words.text} optional type="search" />
      <Select name="type" label={words.type} none={words.all} optional choices={eventChoices(language)} />
      <Select
        name="party"
        label={words.party}
        none={words.all}
        optional
        choices={parties.map(({ party, name }) => ({ value: party, text: name }))}
      />
      <DayInput name="recordedFrom" label={words.from} optional />
      <DayInput name="recordedTo" label={words.to} optional />
      <Select
        name="order"
        label={words.order}
        optional
        choices={ORDERS.map((order) => ({ value: order, text: words[order] }))}
      />
      <TextInput name="subject" label={words.subject} hint={words.subjectHint} optional />
    </Filters>
  );
};

const EventTable = ({
  rows,
  whole,
  name,
  empty,
}: {
  rows: readonly AuditEventView[];
  whole: WholeList<AuditEventView>;
  name: (party: PartyCode) => string;
  /** What is said when no event is shown. */
  empty: string;
}): VNode => {
  const { language } = useVisit();
  const words = WORDS[language];
  const columns: readonly Column<AuditEventView>[] = [
    {
      title: words.recorded,
      cell: ({ recordedAt }) => <span class="nowrap">{instantText(recordedAt, language)}</span>,
    },
    {
      title: words.happened,
      heads: true,
      cell: ({ eventId, words: told }) => (
        <a class="weight-normal" href={`${PATHS.events}/${eventId}`}>
          {told[language]}
        </a>
      ),
    },
    { title: words.kind, cell: ({ type }) => eventName(type, language) },
    { title: words.forParty, cell: ({ onBehalfOf }) => name(onBehalfOf as PartyCode) },
  ];
  return <Table files whole={whole} caption={words.title} captionHidden columns={columns} rows={rows} empty={empty} />;
};
