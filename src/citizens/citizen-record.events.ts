import type { Day } from '../kernel/calendar';
import type { Fact } from '../kernel/event';
import type { CitizenRef, PartyCode } from '../kernel/vocabulary';

/** What may be known of a citizen. The texts themselves are sealed outside of the log (docs/personal-data.md). */
export const CITIZEN_FIELDS = ['cpr', 'name', 'address', 'contact', 'note'] as const;
export type CitizenField = (typeof CITIZEN_FIELDS)[number];

/**
 * A municipality has written down who the citizen behind a reference is. Only that it did, and which kinds of details
 * there are, is recorded here: the details are sealed in the vault, as the edition of this name, and can be erased.
 */
export type CitizenRegistered = Fact<
  'CitizenRegistered',
  { citizenRef: CitizenRef; by: PartyCode; edition: string; fields: readonly CitizenField[] }
>;

/** Details of the citizen were put right. The edition named here counts from now on; the one before is forgotten. */
export type CitizenDetailsCorrected = Fact<
  'CitizenDetailsCorrected',
  {
    citizenRef: CitizenRef;
    by: PartyCode;
    edition: string;
    corrected: readonly CitizenField[];
    fields: readonly CitizenField[];
  }
>;

/** Why a citizen's details are erased: codes, because free text would be about the person. */
export const ERASURE_REASONS = ['RETENTION_EXPIRED', 'CITIZEN_REQUEST', 'REGISTERED_BY_MISTAKE'] as const;
export type ErasureReason = (typeof ERASURE_REASONS)[number];

/**
 * The municipality has had the citizen's details erased for good: key, sealed details and what they could be found by.
 * Placements and amounts stand, for they never held more than the reference.
 */
export type CitizenErased = Fact<
  'CitizenErased',
  { citizenRef: CitizenRef; by: PartyCode; reason: ErasureReason; erasedOn: Day }
>;

export type CitizenRecordEvent = CitizenRegistered | CitizenDetailsCorrected | CitizenErased;
