import type { Asker, Permission } from '../kernel/access';
import { allows } from '../kernel/access';
import type { Day } from '../kernel/calendar';
import { END_OF_TIME } from '../kernel/calendar';
import { Command } from '../kernel/command';
import type { Aggregate, Decision } from '../kernel/decider';
import { reject, type Rejection } from '../kernel/decider';
import type { Revision } from '../kernel/event';
import type { LegalBasisCode } from '../kernel/legal-basis';
import { inForce } from '../kernel/legal-basis';
import type { OfferingId, PartyCode, ServiceLineId } from '../kernel/vocabulary';
import type {
  ClosureAnnounced,
  OfferingApproved,
  OfferingDescribed,
  OfferingDescription,
  OfferingEvent,
  OfferingPublished,
  ServiceLineAdded,
  ServiceLineEnded,
} from './offering.events';
import { offeringsAccess } from './offerings.access';

/** `constructed` marks what is made up for demonstration; `source` says where a real one was found. */
export class PublishOffering extends Command<
  OfferingDescription & {
    offeringId: OfferingId;
    operator: PartyCode;
    approvedFrom?: Day;
    approvedUntil?: Day;
    constructed: boolean;
    source?: string;
  }
> {}

/** What a change of an offering brings along: who asks, and which revision it has seen. */
interface OfferingChange {
  offeringId: OfferingId;
  by: Asker;
  ifRevision?: Revision;
}

export class DescribeOffering extends Command<OfferingChange & OfferingDescription & { from: Day }> {}
/** Both days included; `until` is absent for an approval without an end. */
export class ApproveOffering extends Command<OfferingChange & { from: Day; until?: Day }> {}
export class AddServiceLine extends Command<
  OfferingChange & {
    serviceLineId: ServiceLineId;
    legalBasis: LegalBasisCode;
    name: string;
    from: Day;
    coveredByFramework: boolean;
    shortStay: boolean;
  }
> {}
/** `last` is the last day on which a placement may begin. */
export class EndServiceLine extends Command<
  OfferingChange & { serviceLineId: ServiceLineId; last: Day; reason: string }
> {}
/** `last` is the offering's last day. */
export class AnnounceClosure extends Command<OfferingChange & { announcedOn: Day; last: Day; reason: string }> {}

// What is remembered
export interface OfferedServiceLine {
  readonly serviceLineId: ServiceLineId;
  readonly legalBasis: LegalBasisCode;
  readonly name: string;
  readonly from: Day;
  /** The last day on which a placement may begin. */
  readonly last?: Day;
  readonly coveredByFramework: boolean;
  readonly shortStay: boolean;
}

export interface PublishedOffering {
  readonly phase: 'published';
  readonly offeringId: OfferingId;
  readonly operator: PartyCode;
  /** As described last. */
  readonly name: string;
  readonly addressMunicipality: PartyCode | null;
  readonly constructed: boolean;
  /** The approval recorded last (R31); absent while none is known. */
  readonly approvedFrom?: Day;
  readonly approvedUntil?: Day;
  /** The last day of an offering that is closing or closed. */
  readonly lastDay?: Day;
  readonly serviceLines: Readonly<Partial<Record<ServiceLineId, OfferedServiceLine>>>;
}

export type OfferingState = { readonly phase: 'unknown' } | PublishedOffering;

export const offering: Aggregate<OfferingState, OfferingEvent> = {
  category: 'offering',
  initial: { phase: 'unknown' },
  evolve: (state, event) => {
    if (event.type === 'OfferingPublished') {
      const { offeringId, operator, name, addressMunicipality, constructed, approvedFrom, approvedUntil } = event.data;
      return {
        phase: 'published',
        offeringId,
        operator,
        name,
        addressMunicipality,
        constructed,
        ...(approvedFrom === undefined ? {} : { approvedFrom }),
        ...(approvedUntil === undefined ? {} : { approvedUntil }),
        serviceLines: {},
      };
    }
    return state.phase === 'published' ? changed(state, event) : state;
  },
};

const changed = (state: PublishedOffering, event: Exclude<OfferingEvent, OfferingPublished>): PublishedOffering => {
  switch (event.type) {
    case 'OfferingDescribed': {
      const { name, addressMunicipality } = event.data;
      return { ...state, name, addressMunicipality };
    }
    case 'OfferingApproved': {
      // The new approval stands for itself, so the end of the earlier one must not live on in it.
      const { approvedUntil: _earlier, ...rest } = state;
      const { from, until } = event.data;
      return { ...rest, approvedFrom: from, ...(until === undefined ? {} : { approvedUntil: until }) };
    }
    case 'ServiceLineAdded': {
      const { offeringId: _, ...line } = event.data;
      return { ...state, serviceLines: { ...state.serviceLines, [line.serviceLineId]: line } };
    }
    case 'ServiceLineEnded': {
      const { serviceLineId, last } = event.data;
      const line = state.serviceLines[serviceLineId];
      if (line === undefined) return state;
      return { ...state, serviceLines: { ...state.serviceLines, [serviceLineId]: { ...line, last } } };
    }
    case 'ClosureAnnounced':
      return { ...state, lastDay: event.data.last };
  }
};

// What is allowed
/** What was true of the parties named when the question was asked. */
export interface PublishingFacts {
  readonly operatorRegistered: boolean;
  /** The address is in a registered municipality. */
  readonly municipalityKnown: boolean;
}

export const OFFERING_NAME_LENGTH_MAX = 120;
/** Any letters, æøå among them; signs as in "Handi-K@" and "§ 83-87"; no control characters. */
const NAME_FORM = /^[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}\p{P}\p{S} ]*[\p{L}\p{M}\p{N}\p{P}\p{S}])?$/u;
const AGE_MAX = 120;

const descriptionFault = (
  { name, addressMunicipality, ageFrom, ageTo }: OfferingDescription,
  { municipalityKnown }: Pick<PublishingFacts, 'municipalityKnown'>,
): Rejection | undefined => {
  if (name.length > OFFERING_NAME_LENGTH_MAX || !NAME_FORM.test(name))
    return reject('OFFERING_NAME_UNFIT', { max: OFFERING_NAME_LENGTH_MAX });
  if (addressMunicipality !== null && !municipalityKnown)
    return reject('MUNICIPALITY_NOT_REGISTERED', { addressMunicipality });
  if (ageFrom < 0 || ageTo < ageFrom || ageTo > AGE_MAX) return reject('AGES_REVERSED', { ageFrom, ageTo });
  return undefined;
};

/** The offering when it is there and the asker may do this to it; the refusal otherwise. */
const owned = (
  state: OfferingState,
  { offeringId, by }: OfferingChange,
  permission: Permission<'operator'>,
): PublishedOffering | Rejection => {
  if (state.phase === 'unknown') return reject('UNKNOWN_OFFERING', { offeringId });
  return allows(permission, by, { operator: state.operator }) ? state : reject('NOT_YOURS');
};

export const publishOffering = (
  { data }: PublishOffering,
  state: OfferingState,
  facts: PublishingFacts,
): Decision<OfferingPublished> => {
  const { offeringId, operator, name, addressMunicipality, targetGroups, ageFrom, ageTo } = data;
  const { approvedFrom, approvedUntil, constructed, source } = data;
  if (state.phase !== 'unknown') return reject('OFFERING_EXISTS', { offeringId });
  if (!facts.operatorRegistered) return reject('PARTY_NOT_REGISTERED', { party: operator });
  const fault = descriptionFault(data, facts);
  if (fault !== undefined) return fault;
  if (approvedUntil !== undefined && (approvedFrom === undefined || approvedUntil < approvedFrom))
    return reject('PERIOD_REVERSED', { first: approvedFrom ?? '–', last: approvedUntil });
  return [
    {
      type: 'OfferingPublished',
      data: {
        offeringId,
        operator,
        name,
        addressMunicipality,
        targetGroups,
        ageFrom,
        ageTo,
        ...(approvedFrom === undefined ? {} : { approvedFrom }),
        ...(approvedUntil === undefined ? {} : { approvedUntil }),
        constructed,
        ...(source === undefined ? {} : { source }),
      },
    },
  ];
};

export const describeOffering = (
  { data }: DescribeOffering,
  state: OfferingState,
  facts: Pick<PublishingFacts, 'municipalityKnown'>,
): Decision<OfferingDescribed> => {
  const { offeringId, name, addressMunicipality, targetGroups, ageFrom, ageTo, from } = data;
  const known = owned(state, data, offeringsAccess.describeOffering);
  if (!('phase' in known)) return known;
  const fault = descriptionFault(data, facts);
  if (fault !== undefined) return fault;
  return [
    {
      type: 'OfferingDescribed',
      data: { offeringId, name, addressMunicipality, targetGroups, ageFrom, ageTo, from },
    },
  ];
};

export const approveOffering = ({ data }: ApproveOffering, state: OfferingState): Decision<OfferingApproved> => {
  const { offeringId, from, until } = data;
  const known = owned(state, data, offeringsAccess.approveOffering);
  if (!('phase' in known)) return known;
  if (until !== undefined && until < from) return reject('PERIOD_REVERSED', { first: from, last: until });
  return [{ type: 'OfferingApproved', data: { offeringId, from, ...(until === undefined ? {} : { until }) } }];
};

export const addServiceLine = ({ data }: AddServiceLine, state: OfferingState): Decision<ServiceLineAdded> => {
  const { offeringId, serviceLineId, legalBasis, name, from, coveredByFramework, shortStay } = data;
  const known = owned(state, data, offeringsAccess.addServiceLine);
  if (!('phase' in known)) return known;
  if (known.serviceLines[serviceLineId] !== undefined) return reject('SERVICE_LINE_EXISTS', { serviceLineId });
  if (!inForce(legalBasis, from)) return reject('LEGAL_BASIS_NOT_IN_FORCE', { legalBasis, day: from });
  const { lastDay } = known;
  if (lastDay !== undefined && from > lastDay) return reject('OFFERING_CLOSED', { last: lastDay });
  return [
    {
      type: 'ServiceLineAdded',
      data: { offeringId, serviceLineId, legalBasis, name, from, coveredByFramework, shortStay },
    },
  ];
};

export const endServiceLine = ({ data }: EndServiceLine, state: OfferingState): Decision<ServiceLineEnded> => {
  const { offeringId, serviceLineId, last, reason } = data;
  const known = owned(state, data, offeringsAccess.endServiceLine);
  if (!('phase' in known)) return known;
  const line = known.serviceLines[serviceLineId];
  if (line === undefined) return reject('UNKNOWN_SERVICE_LINE', { serviceLineId });
  if (line.last === last) return [];
  if (line.last !== undefined) return reject('SERVICE_LINE_ENDED', { serviceLineId, last: line.last });
  if (last < line.from) return reject('PERIOD_REVERSED', { first: line.from, last });
  return [{ type: 'ServiceLineEnded', data: { offeringId, serviceLineId, last, reason } }];
};

export const announceClosure = ({ data }: AnnounceClosure, state: OfferingState): Decision<ClosureAnnounced> => {
  const { offeringId, announcedOn, last, reason } = data;
  const known = owned(state, data, offeringsAccess.announceClosure);
  if (!('phase' in known)) return known;
  if (known.lastDay !== undefined) return reject('OFFERING_CLOSED', { last: known.lastDay });
  if (last < announcedOn) return reject('CLOSURE_IN_THE_PAST', { last, announcedOn });
  return [{ type: 'ClosureAnnounced', data: { offeringId, announcedOn, last, reason } }];
};

/** Whether a placement may begin on the line that day, as far as the offering's own facts go. */
export const lineOpenOn = (offering: PublishedOffering, line: OfferedServiceLine, on: Day): boolean =>
  line.from <= on && on <= (line.last ?? END_OF_TIME) && on <= (offering.lastDay ?? END_OF_TIME);
