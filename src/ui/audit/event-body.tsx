import type { VNode } from 'preact';
import type { AuditEventView, WholeEventView } from '../../audit/audit-views';
import type { PartyCode } from '../../kernel/vocabulary';
import type { Page } from '../../platform/http/paging';
import { historyOf, lookAt } from './audit-section';
import { Facts, type FactEntry, More } from '../components/notes';
import { Told } from '../components/typed';
import { FactValues } from './fact-values';
import { dayText, instantText } from '../frame/formats';
import { PATHS } from '../frame/navigation';
import { addressOf, useVisit, type Words } from '../frame/visit';

const WORDS = {
  da: {
    recorded: 'Skrevet i bogen',
    forParty: 'For',
    about: 'Angår dagen',
    position: 'Nummer i bogen',
    proof: 'Bevis for hændelsen',
    kind: 'Slags',
    actor: 'Udført af',
    stream1: 'Strøm',
    place: (revision: number) => `nr. ${revision} i strømmen`,
    things: {
      placementId: 'Indskrivning',
      offeringId: 'Tilbud',
      operator: 'Driftsherre',
      buyer: 'Køber',
      payer: 'Betaler',
      party: 'Part',
      statementId: 'Opgørelse',
      agreementId: 'Rammeaftale',
      tariffId: 'Takst',
      citizenRef: 'Borger',
      month: 'Måned',
    },
    chainTitle: 'Årsag og følger',
    chainText: 'Hændelser, der fulgte af den samme handling. Hvad der fulgte af hvad, er rykket ind.',
    alone: 'Den står alene: Ingen anden hændelse førte til den, og ingen fulgte.',
    this: 'denne hændelse',
    values: 'Hele hændelsen',
    valuesText: 'Værdierne, som de står i bogen. Borgere står kun med pseudonym.',
    metadata: 'Hvem der bad om den, og hvorfor',
    raw: 'Som JSON',
    inChain: 'Alle hændelser i kæden',
  },
  en: {
    recorded: 'Recorded',
    forParty: 'For',
    about: 'About the day',
    position: 'Number in the ledger',
    proof: 'Proof of the event',
    kind: 'Kind',
    actor: 'Done by',
    stream1: 'Stream',
    place: (revision: number) => `no. ${revision} in the stream`,
    things: {
      placementId: 'Placement',
      offeringId: 'Offering',
      operator: 'Operator',
      buyer: 'Buyer',
      payer: 'Payer',
      party: 'Party',
      statementId: 'Statement',
      agreementId: 'Framework agreement',
      tariffId: 'Tariff',
      citizenRef: 'Citizen',
      month: 'Month',
    },
    chainTitle: 'Cause and consequences',
    chainText: 'Events that followed from the same action. What followed from what is indented.',
    alone: 'It stands alone: no other event led to it, and none followed.',
    this: 'this event',
    values: 'The whole event',
    valuesText: 'The values as they stand in the ledger. Citizens stand by pseudonym only.',
    metadata: 'Who asked for it, and why',
    raw: 'As JSON',
    inChain: 'All events of the chain',
  },
} satisfies Words<object>;

/** One event whole: what it is about, what led to it and followed from it, and every value of it. */
export const EventBody = ({
  event,
  chain,
  name,
}: {
  event: WholeEventView;
  /** The events of its chain, the oldest first, as many as a page holds. */
  chain: Page<AuditEventView>;
  name: (party: PartyCode) => string;
}): VNode => {
  const { language } = useVisit();
  const words = WORDS[language];
  return (
    <>
      <p class="font-lead">
        <Told sentence={event.words[language]} typed={event.written} />
      </p>
      <About event={event} name={name} />
      <p>
        <a href={`${PATHS.events}/${event.eventId}/proof`}>{words.proof}</a>
      </p>
      <section>
        <h2>{words.chainTitle}</h2>
        {chain.items.length === 1 ? (
          <p class="soft">{words.alone}</p>
        ) : (
          <>
            <p>{words.chainText}</p>
            <Chain events={chain.items} shown={event.eventId} />
            {chain.next !== undefined && (
              <p>
                <a href={addressOf(PATHS.events, { correlationId: event.correlationId, order: 'oldest' })}>
                  {words.inChain}
                </a>
              </p>
            )}
          </>
        )}
      </section>
      <section>
        <h2>{words.values}</h2>
        <p>{words.valuesText}</p>
        <FactValues value={event.data} />
        <More summary={words.metadata}>
          <FactValues value={event.metadata} />
        </More>
        <More summary={words.raw}>
          <pre class="raw" tabIndex={0}>
            {JSON.stringify({ type: event.type, data: event.data, metadata: event.metadata }, null, 2)}
          </pre>
        </More>
      </section>
    </>
  );
};

const PARTIES = ['operator', 'buyer', 'payer', 'party'] as const;
const THINGS = ['placementId', 'offeringId', 'statementId', 'agreementId', 'tariffId', 'citizenRef'] as const;
const KINDS = {
  placementId: 'placement',
  offeringId: 'offering',
  statementId: 'statement',
  agreementId: 'agreement',
  tariffId: 'tariff',
  citizenRef: 'citizen',
} as const;

const About = ({ event, name }: { event: WholeEventView; name: (party: PartyCode) => string }): VNode => {
  const { language } = useVisit();
  const words = WORDS[language];
  const { subjects } = event;
  const things = THINGS.flatMap((subject): FactEntry[] => {
    const id = subjects[subject];
    if (id === undefined) return [];
    return [{ term: words.things[subject], value: <a href={lookAt(KINDS[subject], id) ?? PATHS.events}>{id}</a> }];
  });
  const parties = PARTIES.flatMap((subject): FactEntry[] => {
    const party = subjects[subject];
    if (party === undefined) return [];
    return [{ term: words.things[subject], value: <a href={historyOf('party', party)}>{name(party as PartyCode)}</a> }];
  });
  return (
    <Facts
      entries={[
        { term: words.recorded, value: instantText(event.recordedAt, language) },
        event.businessDay !== undefined && { term: words.about, value: dayText(event.businessDay, language) },
        { term: words.position, value: event.position },
        { term: words.kind, value: <code>{event.type}</code> },
        { term: words.forParty, value: name(event.onBehalfOf as PartyCode) },
        { term: words.actor, value: <code>{event.actor}</code> },
        ...parties,
        ...things,
        subjects.month !== undefined && { term: words.things.month, value: subjects.month },
        {
          term: words.stream1,
          value: (
            <>
              <a href={addressOf(PATHS.events, { stream: event.stream })}>{event.stream}</a>,{' '}
              {words.place(event.revision)}
            </>
          ),
        },
      ]}
    />
  );
};

/** The events of one chain as a tree: below each what followed from it. */
const Chain = ({ events, shown }: { events: readonly AuditEventView[]; shown: string }): VNode => {
  const known = new Set(events.map(({ eventId }) => eventId));
  const followed = Map.groupBy(events, ({ causationId }) => (known.has(causationId) ? causationId : ''));
  return <Branch events={followed.get('') ?? []} followed={followed} shown={shown} />;
};

const Branch = ({
  events,
  followed,
  shown,
}: {
  events: readonly AuditEventView[];
  followed: ReadonlyMap<string, readonly AuditEventView[]>;
  shown: string;
}): VNode => {
  const { language } = useVisit();
  const words = WORDS[language];
  return (
    <ol class="chain no-max-width">
      {events.map(({ eventId, recordedAt, words: told, written }) => {
        const after = followed.get(eventId) ?? [];
        return (
          <li>
            <time dateTime={recordedAt}>{instantText(recordedAt, language)}</time>
            {eventId === shown ? (
              <p aria-current="true">
                <strong>
                  <Told sentence={told[language]} typed={written} />
                </strong>{' '}
                ({words.this})
              </p>
            ) : (
              <p>
                <a href={`${PATHS.events}/${eventId}`}>{told[language]}</a>
              </p>
            )}
            {after.length > 0 && <Branch events={after} followed={followed} shown={shown} />}
          </li>
        );
      })}
    </ol>
  );
};
