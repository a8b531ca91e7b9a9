import type { Day } from '../kernel/calendar';
import { Command } from '../kernel/command';
import type { Aggregate, Decision, Rejection } from '../kernel/decider';
import { isRejection, reject } from '../kernel/decider';
import type { CitizenRef, PartyCode } from '../kernel/vocabulary';
import type {
  CitizenDetailsCorrected,
  CitizenErased,
  CitizenField,
  CitizenRecordEvent,
  CitizenRegistered,
  ErasureReason,
} from './citizen-record.events';
import { CITIZEN_FIELDS } from './citizen-record.events';

/** The details in clear, on their way into the vault and out of it; never in a fact. */
export type CitizenDetails = { readonly [F in CitizenField]?: string };
/** Texts that are put right; null takes one away. */
export type DetailChanges = { readonly [F in CitizenField]?: string | null };

/** `edition` is the name under which the vault keeps the details. */
export class RegisterCitizen extends Command<{
  citizenRef: CitizenRef;
  by: PartyCode;
  edition: string;
  details: CitizenDetails;
}> {}

export class CorrectDetails extends Command<{
  citizenRef: CitizenRef;
  by: PartyCode;
  edition: string;
  changes: DetailChanges;
  ifRevision: number | undefined;
}> {}

export class EraseCitizen extends Command<{
  citizenRef: CitizenRef;
  by: PartyCode;
  reason: ErasureReason;
  today: Day;
}> {}

/** Asked after an erasure, until the key is gone. */
export class DestroyDetails extends Command<{ citizenRef: CitizenRef }> {}

// What is remembered
export interface RegisteredCitizen {
  readonly phase: 'registered';
  readonly by: PartyCode;
  readonly edition: string;
  readonly fields: readonly CitizenField[];
}

export type CitizenRecordState =
  | { readonly phase: 'unknown' }
  | RegisteredCitizen
  | { readonly phase: 'erased'; readonly by: PartyCode; readonly reason: ErasureReason; readonly erasedOn: Day };

export const citizenRecord: Aggregate<CitizenRecordState, CitizenRecordEvent> = {
  category: 'citizenrecord',
  initial: { phase: 'unknown' },
  evolve: (state, event) => {
    switch (event.type) {
      case 'CitizenRegistered': {
        const { by, edition, fields } = event.data;
        return { phase: 'registered', by, edition, fields };
      }
      case 'CitizenDetailsCorrected': {
        const { edition, fields } = event.data;
        return state.phase === 'registered' ? { ...state, edition, fields } : state;
      }
      case 'CitizenErased': {
        const { by, reason, erasedOn } = event.data;
        return { phase: 'erased', by, reason, erasedOn };
      }
    }
  },
};

// What is allowed
/** Who buys places for the citizen; nobody else gives a name to a reference that is in use. */
export interface CitizenBuyers {
  readonly buyers: readonly PartyCode[];
}

export const registerCitizen = (
  { data: { citizenRef, by, edition, details } }: RegisterCitizen,
  state: CitizenRecordState,
  { buyers }: CitizenBuyers,
): Decision<CitizenRegistered> => {
  if (state.phase === 'erased') return reject('CITIZEN_ERASED', { erasedOn: state.erasedOn });
  if (state.phase === 'registered') return state.edition === edition ? [] : reject('CITIZEN_EXISTS');
  if (buyers.length > 0 && !buyers.includes(by)) return reject('NOT_YOUR_CITIZEN');
  return [{ type: 'CitizenRegistered', data: { citizenRef, by, edition, fields: fieldsOf(details) } }];
};

/** The record, when the asker has registered it. To everybody else there is none. */
export const ownRecord = (state: CitizenRecordState, by: PartyCode): RegisteredCitizen | Rejection => {
  if (state.phase === 'unknown' || state.by !== by) return reject('CITIZEN_UNKNOWN');
  return state.phase === 'erased' ? reject('CITIZEN_ERASED', { erasedOn: state.erasedOn }) : state;
};

/** `details` are those that will hold, the changes put into the ones before. */
export const correctDetails = (
  { data: { citizenRef, by, edition, changes } }: CorrectDetails,
  state: CitizenRecordState,
  details: CitizenDetails,
): Decision<CitizenDetailsCorrected> => {
  const record = ownRecord(state, by);
  if (isRejection(record)) return record;
  const corrected = CITIZEN_FIELDS.filter((field) => changes[field] !== undefined);
  if (corrected.length === 0 || record.edition === edition) return [];
  return [
    {
      type: 'CitizenDetailsCorrected',
      data: { citizenRef, by, edition, corrected, fields: fieldsOf(details) },
    },
  ];
};

export const changed = (details: CitizenDetails, changes: DetailChanges): CitizenDetails => {
  const kept: { [F in CitizenField]?: string } = {};
  for (const field of CITIZEN_FIELDS) {
    const text = changes[field] === undefined ? details[field] : changes[field];
    if (text !== undefined && text !== null) kept[field] = text;
  }
  return kept;
};

/** Of the changes those that say something else than the details do: what is said again is no correction. */
export const realChanges = (details: CitizenDetails, changes: DetailChanges): DetailChanges =>
  Object.fromEntries(
    CITIZEN_FIELDS.flatMap((field) => {
      const said = changes[field];
      return said === undefined || said === (details[field] ?? null) ? [] : [[field, said]];
    }),
  );

const fieldsOf = (details: CitizenDetails): readonly CitizenField[] =>
  CITIZEN_FIELDS.filter((field) => details[field] !== undefined);

/** A stay or a reservation that somebody still has to be able to put a name to. */
export interface OpenPlacement {
  readonly phase: string;
  readonly lastPayableDay: Day | null;
}

/**
 * Refused while a place is held, lived in or still being paid: those who carry the stay need to know whose it is
 * [DESIGN]. After that nothing that is billed or corrected needs more than the reference, so nothing hinders it.
 */
export const eraseCitizen = (
  { data: { citizenRef, by, reason, today } }: EraseCitizen,
  state: CitizenRecordState,
  placements: readonly OpenPlacement[],
): Decision<CitizenErased> => {
  if (state.phase === 'erased' && state.by === by) return [];
  const record = ownRecord(state, by);
  if (isRejection(record)) return record;
  if (placements.some((placement) => isOpen(placement, today))) return reject('PLACEMENT_STILL_OPEN');
  return [{ type: 'CitizenErased', data: { citizenRef, by, reason, erasedOn: today } }];
};

const OPEN_PHASES: ReadonlySet<string> = new Set(['reserved', 'agreed', 'enrolled']);

const isOpen = ({ phase, lastPayableDay }: OpenPlacement, today: Day): boolean =>
  OPEN_PHASES.has(phase) || (phase === 'discharged' && lastPayableDay !== null && lastPayableDay >= today);
