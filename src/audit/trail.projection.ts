import type { Day } from '../kernel/calendar';
import { isDay } from '../kernel/calendar';
import type { Recorded } from '../kernel/event';
import type { AnyProjection, Rows, Tables } from '../kernel/projection';
import { table } from '../kernel/projection';
import type { Names } from './names';
import { inWords } from './event-words';

/** One fact as an auditor finds it: where and when it was recorded, by whom, what it is about, and in words. */
export interface TrailRow {
  readonly position: number;
  readonly eventId: string;
  readonly type: string;
  readonly stream: string;
  readonly revision: number;
  readonly recordedAt: string;
  readonly actor: string;
  readonly onBehalfOf: string;
  readonly commandId: string;
  readonly correlationId: string;
  readonly causationId: string;
  readonly placementId: string | null;
  readonly offeringId: string | null;
  readonly operator: string | null;
  readonly buyer: string | null;
  readonly payer: string | null;
  /** A party that is neither operator, buyer nor payer: who joined, who gave notice, who paid before. */
  readonly party: string | null;
  readonly statementId: string | null;
  readonly agreementId: string | null;
  readonly tariffId: string | null;
  readonly citizenRef: string | null;
  /** The month a fact of the settlement is about. */
  readonly month: string | null;
  /** The day the fact is about in the world, as opposed to when it was recorded. */
  readonly businessDay: Day | null;
  readonly da: string;
  readonly en: string;
}

export const auditTrailTable = table<TrailRow>({
  name: 'audit_trail',
  key: ['position'],
  columns: {
    position: 'integer',
    eventId: 'text',
    type: 'text',
    stream: 'text',
    revision: 'integer',
    recordedAt: 'text',
    actor: 'text',
    onBehalfOf: 'text',
    commandId: 'text',
    correlationId: 'text',
    causationId: 'text',
    placementId: 'text',
    offeringId: 'text',
    operator: 'text',
    buyer: 'text',
    payer: 'text',
    party: 'text',
    statementId: 'text',
    agreementId: 'text',
    tariffId: 'text',
    citizenRef: 'text',
    month: 'text',
    businessDay: 'text',
    da: 'text',
    en: 'text',
  },
  indexes: [
    ['eventId'],
    ['type'],
    ['placementId'],
    ['offeringId'],
    ['operator'],
    ['buyer'],
    ['payer'],
    ['party'],
    ['statementId'],
    ['agreementId'],
    ['tariffId'],
    ['citizenRef'],
    ['correlationId'],
  ],
  sparse: [
    'placementId',
    'offeringId',
    'operator',
    'buyer',
    'payer',
    'party',
    'statementId',
    'agreementId',
    'tariffId',
    'citizenRef',
  ],
});

export type ThingKind = 'party' | 'agreement' | 'offering' | 'placement' | 'statement';

/** What later facts only point to: what it is called, whose it is, and which parties may read its history. */
export interface ThingRow {
  readonly kind: ThingKind;
  readonly id: string;
  readonly name: string;
  readonly offeringId: string | null;
  readonly operator: string | null;
  readonly buyer: string | null;
  readonly payer: string | null;
  readonly month: string | null;
  readonly readers: readonly string[];
}

export const auditThingsTable = table<ThingRow>({
  name: 'audit_things',
  key: ['kind', 'id'],
  columns: {
    kind: 'text',
    id: 'text',
    name: 'text',
    offeringId: 'text',
    operator: 'text',
    buyer: 'text',
    payer: 'text',
    month: 'text',
    readers: 'json',
  },
});

type Data = Readonly<Record<string, unknown>>;
type Things = Rows<ThingRow>;

/**
 * Follows every fact, known or not: an auditor must find what a later version of the product records, too. Its rows hold
 * sentences, so whoever changes the words of an event raises the version: else a replay tells it in other words
 * (test/audit/words.spec.ts says when).
 */
export const trail: AnyProjection = {
  name: 'trail',
  version: 8,
  tables: [auditTrailTable, auditThingsTable],
  on: {
    '*': (fact: Recorded, tables: Tables) => {
      const things = tables(auditThingsTable);
      const data = fact.data as Data;
      if (Object.hasOwn(REMEMBERED, fact.type)) REMEMBERED[fact.type]?.(data, things);
      const words = inWords(fact, namesFrom(things));
      const { metadata } = fact;
      tables(auditTrailTable).put({
        position: fact.position,
        eventId: fact.id,
        type: fact.type,
        stream: fact.stream,
        revision: fact.revision,
        recordedAt: fact.recordedAt,
        actor: metadata.actor,
        onBehalfOf: metadata.onBehalfOf,
        commandId: metadata.commandId,
        correlationId: metadata.correlationId,
        causationId: metadata.causationId,
        ...subjectsOf(data, things),
        businessDay: businessDayOf(data),
        ...words,
      });
    },
  },
};

const textIn = (data: Data, field: string): string | null => {
  const value = data[field];
  return typeof value === 'string' ? value : null;
};

const NOTHING: Data = {};

const inside = (data: Data, field: string): Data => {
  const value = data[field];
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Data) : NOTHING;
};

/** First of the names that is there, in the first place that has one. */
const found = (places: readonly Data[], fields: readonly string[]): string | null => {
  for (const place of places)
    for (const field of fields) {
      const value = textIn(place, field);
      if (value !== null) return value;
    }
  return null;
};

type Subjects = Pick<
  TrailRow,
  | 'placementId'
  | 'offeringId'
  | 'operator'
  | 'buyer'
  | 'payer'
  | 'party'
  | 'statementId'
  | 'agreementId'
  | 'tariffId'
  | 'citizenRef'
  | 'month'
>;

/** What a fact is about, from the names of its fields; parties it does not repeat come from the thing it points to. */
const subjectsOf = (data: Data, things: Things): Subjects => {
  const places = [data, inside(data, 'terms'), inside(data, 'content')].filter((place) => place !== NOTHING);
  const named = (...fields: readonly string[]): string | null => found(places, fields);
  const placementId = named('placementId', 'contractId');
  const placement = placementId === null ? undefined : things.get('placement', placementId);
  const offeringId = named('offeringId') ?? placement?.offeringId ?? null;
  const operator = named('operator') ?? placement?.operator ?? null;
  const offering = offeringId === null || operator !== null ? undefined : things.get('offering', offeringId);
  return {
    placementId,
    offeringId,
    operator: operator ?? offering?.operator ?? null,
    buyer: named('buyer') ?? placement?.buyer ?? null,
    payer: named('payer') ?? placement?.payer ?? null,
    party: named('party', 'by', 'formerPayer', 'region'),
    statementId: named('statementId'),
    agreementId: named('agreementId'),
    tariffId: named('tariffId'),
    citizenRef: named('citizenRef'),
    month: named('month', 'firstMonth', 'dueFrom'),
  };
};

/** The day a fact is about, the most telling name first. */
const BUSINESS_DAYS = [
  'from',
  'firstDay',
  'departureDay',
  'first',
  'validFrom',
  'effectiveFrom',
  'noticeDate',
  'signedOn',
  'issuedOn',
  'withdrawnOn',
  'expiredOn',
  'annulledOn',
  'announcedOn',
  'draftedOn',
  'lastPayableDay',
  'last',
  'day',
];

const businessDayOf = (data: Data): Day | null => {
  for (const field of BUSINESS_DAYS) if (isDay(data[field])) return data[field];
  return null;
};

const UNKNOWN: Omit<ThingRow, 'kind' | 'id' | 'name'> = {
  offeringId: null,
  operator: null,
  buyer: null,
  payer: null,
  month: null,
  readers: [],
};

const withReaders = (known: readonly string[], ...more: readonly (string | null)[]): string[] => [
  ...new Set([...known, ...more.filter((party) => party !== null)]),
];

const keep = (things: Things, kind: ThingKind, id: string | null, change: Partial<ThingRow>): void => {
  if (id === null) return;
  const known = things.get(kind, id) ?? { ...UNKNOWN, kind, id, name: id };
  things.put({ ...known, ...change });
};

const readersOf = (things: Things, kind: ThingKind, id: string | null): readonly string[] =>
  id === null ? [] : (things.get(kind, id)?.readers ?? []);

/** Names and parties that later facts leave out. Only the facts that bring something new are listed. */
const REMEMBERED: Readonly<Record<string, (data: Data, things: Things) => void>> = {
  PartyRegistered: (data, things) => {
    const party = textIn(data, 'party');
    keep(things, 'party', party, { name: textIn(data, 'name') ?? '', readers: withReaders([], party) });
  },
  AgreementConcluded: (data, things) => {
    const parties = Array.isArray(data.parties) ? (data.parties as string[]) : [];
    keep(things, 'agreement', textIn(data, 'agreementId'), { name: textIn(data, 'name') ?? '', readers: parties });
  },
  PartyJoinedAgreement: (data, things) => {
    const id = textIn(data, 'agreementId');
    const readers = withReaders(readersOf(things, 'agreement', id), textIn(data, 'party'));
    keep(things, 'agreement', id, { readers });
  },
  OfferingPublished: (data, things) => {
    const [operator, name] = [textIn(data, 'operator'), textIn(data, 'name') ?? ''];
    keep(things, 'offering', textIn(data, 'offeringId'), { name, operator, readers: withReaders([], operator) });
  },
  OfferingDescribed: (data, things) => {
    keep(things, 'offering', textIn(data, 'offeringId'), { name: textIn(data, 'name') ?? '' });
  },
  PlaceReserved: (data, things) => {
    const terms = inside(data, 'terms');
    const [buyer, payer, operator] = [textIn(terms, 'buyer'), textIn(terms, 'payer'), textIn(terms, 'operator')];
    keep(things, 'placement', textIn(data, 'placementId'), {
      name: textIn(terms, 'offeringName') ?? '',
      offeringId: textIn(data, 'offeringId'),
      operator,
      buyer,
      payer,
      readers: withReaders([], buyer, payer, operator),
    });
  },
  PayerChanged: (data, things) => {
    const [id, payer] = [textIn(data, 'placementId'), textIn(data, 'payer')];
    keep(things, 'placement', id, { payer, readers: withReaders(readersOf(things, 'placement', id), payer) });
  },
  StatementDrawn: (data, things) => {
    const [operator, payer] = [textIn(data, 'operator'), textIn(data, 'payer')];
    keep(things, 'statement', textIn(data, 'statementId'), {
      operator,
      payer,
      month: textIn(data, 'month'),
      readers: withReaders([], operator, payer),
    });
  },
};

const namesFrom = (things: Things): Names => ({
  party: (code) => things.get('party', code)?.name ?? code,
  offering: (id) => things.get('offering', id)?.name ?? id,
  agreement: (id) => things.get('agreement', id)?.name ?? id,
  placement: (id) => {
    const known = things.get('placement', id);
    return known?.buyer ? { offering: known.name, buyer: known.buyer } : undefined;
  },
});
