import type { Day } from '../kernel/calendar';
import type { Recorded } from '../kernel/event';
import type { LegalBasisCode } from '../kernel/legal-basis';
import type { Projection, Tables } from '../kernel/projection';
import { table } from '../kernel/projection';
import type { OfferingId, PartyCode, ServiceLineId } from '../kernel/vocabulary';
import type { OfferingDescription, OfferingEvent } from './offering.events';

/** A description and the day from which it holds; null: from the beginning. */
export interface DatedDescription extends OfferingDescription {
  readonly from: Day | null;
}

export interface ServiceLineEntry {
  readonly serviceLineId: ServiceLineId;
  readonly legalBasis: LegalBasisCode;
  readonly name: string;
  readonly from: Day;
  /** The last day on which a placement may begin. */
  readonly last?: Day;
  readonly coveredByFramework: boolean;
  readonly shortStay: boolean;
}

export interface Approval {
  /** Absent where the source does not say. */
  readonly from?: Day;
  readonly until?: Day;
}

/** `name` … `ageTo` are as described last, whatever day they hold from; `descriptions` has them by day. */
export interface OfferingRow extends OfferingDescription {
  readonly offeringId: OfferingId;
  readonly operator: PartyCode;
  /** The name in lower case, for searching and sorting. */
  readonly searchName: string;
  readonly descriptions: readonly DatedDescription[];
  readonly approvals: readonly Approval[];
  /** 1 for an offering made up for demonstration. */
  readonly constructed: 0 | 1;
  readonly source: string | null;
  readonly closureAnnouncedOn: Day | null;
  readonly lastDay: Day | null;
  readonly closureReason: string | null;
  readonly serviceLines: readonly ServiceLineEntry[];
  readonly revision: number;
  /** When the row last changed (UTC): the age of what is shown. */
  readonly changedAt: string;
}

export const offeringsTable = table<OfferingRow>({
  name: 'offerings',
  key: ['offeringId'],
  history: true,
  indexes: [['operator'], ['searchName', 'offeringId']],
  columns: {
    offeringId: 'text',
    operator: 'text',
    name: 'text',
    searchName: 'text',
    addressMunicipality: 'text',
    targetGroups: 'json',
    ageFrom: 'integer',
    ageTo: 'integer',
    descriptions: 'json',
    approvals: 'json',
    constructed: 'integer',
    source: 'text',
    closureAnnouncedOn: 'text',
    lastDay: 'text',
    closureReason: 'text',
    serviceLines: 'json',
    revision: 'integer',
    changedAt: 'text',
  },
});

const change = (
  { data, revision, recordedAt }: Recorded<OfferingEvent>,
  rows: Tables,
  changes: (row: OfferingRow) => Partial<OfferingRow>,
): void => {
  const row = rows(offeringsTable).get(data.offeringId);
  if (row !== undefined) rows(offeringsTable).put({ ...row, ...changes(row), revision, changedAt: recordedAt });
};

/** What is on offer, by whom and for whom: one row per offering. */
export const offeringCatalogue: Projection<OfferingEvent> = {
  name: 'offering-catalogue',
  version: 1,
  tables: [offeringsTable],
  on: {
    OfferingPublished: ({ data, revision, recordedAt }, rows) => {
      const { offeringId, operator, name, addressMunicipality, targetGroups, ageFrom, ageTo } = data;
      const { approvedFrom, approvedUntil, constructed, source } = data;
      const description = { name, addressMunicipality, targetGroups, ageFrom, ageTo };
      const approval = {
        ...(approvedFrom === undefined ? {} : { from: approvedFrom }),
        ...(approvedUntil === undefined ? {} : { until: approvedUntil }),
      };
      rows(offeringsTable).put({
        offeringId,
        operator,
        ...description,
        searchName: name.toLowerCase(),
        descriptions: [{ ...description, from: null }],
        approvals: approvedFrom === undefined ? [] : [approval],
        constructed: constructed ? 1 : 0,
        source: source ?? null,
        closureAnnouncedOn: null,
        lastDay: null,
        closureReason: null,
        serviceLines: [],
        revision,
        changedAt: recordedAt,
      });
    },
    OfferingDescribed: (event, rows) =>
      change(event, rows, ({ descriptions }) => {
        const { name, addressMunicipality, targetGroups, ageFrom, ageTo, from } = event.data;
        const description = { name, addressMunicipality, targetGroups, ageFrom, ageTo };
        return {
          ...description,
          searchName: name.toLowerCase(),
          descriptions: [...descriptions, { ...description, from }],
        };
      }),
    OfferingApproved: (event, rows) =>
      change(event, rows, ({ approvals }) => {
        const { from, until } = event.data;
        return { approvals: [...approvals, { from, ...(until === undefined ? {} : { until }) }] };
      }),
    ServiceLineAdded: (event, rows) =>
      change(event, rows, ({ serviceLines }) => {
        const { serviceLineId, legalBasis, name, from, coveredByFramework, shortStay } = event.data;
        return {
          serviceLines: [...serviceLines, { serviceLineId, legalBasis, name, from, coveredByFramework, shortStay }],
        };
      }),
    ServiceLineEnded: (event, rows) =>
      change(event, rows, ({ serviceLines }) => {
        const { serviceLineId, last } = event.data;
        return {
          serviceLines: serviceLines.map((line) => (line.serviceLineId === serviceLineId ? { ...line, last } : line)),
        };
      }),
    ClosureAnnounced: (event, rows) =>
      change(event, rows, () => {
        const { announcedOn, last, reason } = event.data;
        return { closureAnnouncedOn: announcedOn, lastDay: last, closureReason: reason };
      }),
  },
};
