import type { Day } from '../kernel/calendar';
import { isDay } from '../kernel/calendar';
import { type LegalBasisCode, paragraphOfLine } from '../kernel/legal-basis';
import type { Position, Recorded } from '../kernel/event';
import { CITED_RULE } from '../kernel/rule-number';
import type { ReadModel } from '../platform/subscriptions/read-model';
import { inWords } from './event-words';
import type { Names } from './names';
import type { Sentence } from './phrases';
import type { ThingRow, TrailRow } from './trail.tables';
import { auditPlacementsTable, auditThingsTable, lineThing } from './trail.tables';

/** One fact as it is told: where it was found, what the log has, and in words. */
export interface TrailEntry {
  readonly row: TrailRow;
  readonly fact: Recorded;
  readonly words: Sentence;
  /** Names in the words that look as if they cited a rule. */
  readonly named: readonly string[];
}

/** The names of things as they were known at a position. What was looked up is kept, so it is for one page. */
export class NamesAtTheTime {
  private readonly things = new Map<string, ThingRow | undefined>();

  constructor(private readonly model: ReadModel) {}

  at(position: Position): Names {
    const name = (kind: ThingRow['kind'], id: string): string => this.thing(kind, id, position)?.name ?? id;
    return {
      party: (code) => name('party', code),
      offering: (id) => name('offering', id),
      agreement: (id) => name('agreement', id),
      soldUnder: (offeringId, serviceLineId) =>
        paragraphOfLine(serviceLineId) ??
        (this.thing('line', lineThing(offeringId, serviceLineId), position)?.name as LegalBasisCode | undefined),
      placement: (placementId) => {
        const where = { where: 'placementId = :placementId', parameters: { placementId } };
        const { offeringId = null, buyer = null } = this.model.row(auditPlacementsTable, where) ?? {};
        return offeringId === null || buyer === null ? undefined : { offering: name('offering', offeringId), buyer };
      },
    };
  }

  /** Few things are ever renamed, so the newest row is nearly always the one of the time. */
  private thing(kind: ThingRow['kind'], id: string, position: Position): ThingRow | undefined {
    const query = { where: 'kind = :kind AND id = :id', parameters: { kind, id } };
    const key = `${kind} ${id}`;
    if (!this.things.has(key)) this.things.set(key, this.model.row(auditThingsTable, query));
    const newest = this.things.get(key);
    if (newest === undefined || newest.told <= position) return newest;
    return this.model.row(auditThingsTable, { ...query, knownAt: position });
  }
}

export const entryOf = (row: TrailRow, fact: Recorded, names: Names): TrailEntry => {
  const named = new Set<string>();
  const noted = <N extends string | undefined>(name: N): N => {
    if (name !== undefined && CITED_RULE.test(name)) named.add(name);
    return name;
  };
  const words = inWords(fact, {
    party: (code) => noted(names.party(code)),
    offering: (id) => noted(names.offering(id)),
    agreement: (id) => noted(names.agreement(id)),
    soldUnder: (offeringId, serviceLineId) => names.soldUnder(offeringId, serviceLineId),
    placement: (id) => {
      const placement = names.placement(id);
      noted(placement?.offering);
      return placement;
    },
  });
  return { row, fact, words, named: [...named] };
};

/** Fields that a person fills in with words of their own, and names that a person has given. */
export const WRITTEN: ReadonlySet<string> = new Set([
  'reason',
  'note',
  'name',
  'level',
  'text',
  'description',
  'title',
  'reference',
  'street',
  'city',
]);

/** What somebody has written in the fact that looks as if it cited a rule. */
export const writtenNumbers = ({ data }: Pick<Recorded, 'data'>): readonly string[] => {
  const found = new Set<string>();
  const look = (value: unknown, name: string): void => {
    if (typeof value === 'string') {
      if (WRITTEN.has(name) && CITED_RULE.test(value)) found.add(value);
    } else if (Array.isArray(value)) for (const each of value) look(each, name);
    else if (typeof value === 'object' && value !== null)
      for (const [field, held] of Object.entries(value)) look(held, field);
  };
  look(data, '');
  return [...found];
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

/** The day the fact is about in the world, as opposed to when it was recorded. */
export const businessDayOf = ({ data }: Recorded): Day | undefined => {
  const fields = data as Readonly<Record<string, unknown>>;
  for (const field of BUSINESS_DAYS) if (isDay(fields[field])) return fields[field];
  return undefined;
};
