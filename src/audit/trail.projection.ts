import type { Month } from '../kernel/calendar';
import type { Position, Recorded } from '../kernel/event';
import type { AnyProjection, Tables } from '../kernel/projection';
import type { ThingRow, TrailPlacementRow, TrailRow } from './trail.tables';
import { auditPlacementsTable, auditThingsTable, auditTrailTable, lineThing } from './trail.tables';

type Data = Readonly<Record<string, unknown>>;

/** Follows every fact, known or not: an auditor must find what a later version of the product records, too. */
export const trail: AnyProjection = {
  name: 'trail',
  version: 10,
  tables: [auditTrailTable, auditThingsTable, auditPlacementsTable],
  on: {
    '*': (fact: Recorded, tables: Tables) => {
      const data = fact.data as Data;
      if (Object.hasOwn(REMEMBERED, fact.type)) REMEMBERED[fact.type]?.(data, tables, fact.position);
      tables(auditTrailTable).put({
        position: fact.position,
        eventId: fact.id,
        type: fact.type,
        correlationId: fact.metadata.correlationId,
        ...subjectsOf(data, tables),
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

type Subjects = Omit<TrailRow, 'position' | 'eventId' | 'type' | 'correlationId'>;

/** What a fact is about, from the names of its fields; parties it does not repeat come from the thing it points to. */
const subjectsOf = (data: Data, tables: Tables): Subjects => {
  const places = [data, inside(data, 'terms'), inside(data, 'content')].filter((place) => place !== NOTHING);
  const named = (...fields: readonly string[]): string | null => found(places, fields);
  const placementId = named('placementId', 'contractId');
  const told = {
    offeringId: named('offeringId'),
    operator: named('operator'),
    buyer: named('buyer'),
    payer: named('payer'),
  };
  const whole = told.offeringId !== null && told.operator !== null && told.buyer !== null && told.payer !== null;
  const placement = placementId === null || whole ? undefined : tables(auditPlacementsTable).get(placementId);
  const offeringId = told.offeringId ?? placement?.offeringId ?? null;
  const operator = told.operator ?? placement?.operator ?? null;
  const offering =
    offeringId === null || operator !== null ? undefined : tables(auditThingsTable).get('offering', offeringId);
  return {
    placementId,
    offeringId,
    operator: operator ?? offering?.operator ?? null,
    buyer: told.buyer ?? placement?.buyer ?? null,
    payer: told.payer ?? placement?.payer ?? null,
    party: named('party', 'by', 'formerPayer', 'region'),
    statementId: named('statementId'),
    agreementId: named('agreementId'),
    tariffId: named('tariffId'),
    citizenRef: named('citizenRef'),
    month: named('month', 'firstMonth', 'dueFrom'),
  };
};

type Told = Partial<Pick<ThingRow, 'name' | 'operator' | 'payer' | 'month' | 'members'>>;

/** What is told of a thing, beside what was told before. */
const keep = (tables: Tables, kind: ThingRow['kind'], id: string | null, told: Position, change: Told): void => {
  if (id === null) return;
  const things = tables(auditThingsTable);
  const known = things.get(kind, id) ?? { kind, id, name: id, operator: null, payer: null, month: null, members: null };
  things.put({ ...known, ...change, told });
};

type Remember = (data: Data, tables: Tables, told: Position) => void;

/** Names and parties that later facts leave out. Only the facts that bring something new are listed. */
const REMEMBERED: Readonly<Record<string, Remember>> = {
  PartyRegistered: (data, tables, told) =>
    keep(tables, 'party', textIn(data, 'party'), told, { name: textIn(data, 'name') ?? '' }),
  AgreementConcluded: (data, tables, told) => {
    const members = Array.isArray(data.parties) ? (data.parties as string[]) : [];
    keep(tables, 'agreement', textIn(data, 'agreementId'), told, { name: textIn(data, 'name') ?? '', members });
  },
  PartyJoinedAgreement: (data, tables, told) => {
    const [id, party] = [textIn(data, 'agreementId'), textIn(data, 'party')];
    if (id === null || party === null) return;
    const members = tables(auditThingsTable).get('agreement', id)?.members ?? [];
    keep(tables, 'agreement', id, told, { members: withOne(members, party) });
  },
  OfferingPublished: (data, tables, told) => {
    const [operator, name] = [textIn(data, 'operator'), textIn(data, 'name') ?? ''];
    keep(tables, 'offering', textIn(data, 'offeringId'), told, { name, operator });
  },
  OfferingDescribed: (data, tables, told) =>
    keep(tables, 'offering', textIn(data, 'offeringId'), told, { name: textIn(data, 'name') ?? '' }),
  ServiceLineAdded: (data, tables, told) => {
    const [offeringId, line, legalBasis] = [
      textIn(data, 'offeringId'),
      textIn(data, 'serviceLineId'),
      textIn(data, 'legalBasis'),
    ];
    // Most are called by their paragraph, which says the same.
    if (offeringId === null || line === null || legalBasis === null || line === legalBasis) return;
    keep(tables, 'line', lineThing(offeringId, line), told, { name: legalBasis });
  },
  StatementDrawn: (data, tables, told) => {
    const [operator, payer] = [textIn(data, 'operator'), textIn(data, 'payer')];
    const month = textIn(data, 'month') as Month | null;
    keep(tables, 'statement', textIn(data, 'statementId'), told, { operator, payer, month });
  },
  PlaceReserved: (data, tables) => {
    const [placementId, terms] = [textIn(data, 'placementId'), inside(data, 'terms')];
    if (placementId === null) return;
    tables(auditPlacementsTable).put({
      placementId,
      offeringId: textIn(data, 'offeringId'),
      operator: textIn(terms, 'operator'),
      buyer: textIn(terms, 'buyer'),
      payer: textIn(terms, 'payer'),
      payers: null,
    });
  },
  PayerChanged: (data, tables) => {
    const [placementId, payer] = [textIn(data, 'placementId'), textIn(data, 'payer')];
    const known = placementId === null ? undefined : tables(auditPlacementsTable).get(placementId);
    if (known === undefined || payer === null) return;
    tables(auditPlacementsTable).put({ ...known, payer, payers: withOne(payersOf(known), payer) });
  },
};

const withOne = (parties: readonly string[], party: string): readonly string[] =>
  parties.includes(party) ? parties : [...parties, party];

/** Everybody who pays or has paid for the placement, the first payer first. */
export const payersOf = ({ payer, payers }: TrailPlacementRow): readonly string[] =>
  payers ?? (payer === null ? [] : [payer]);
