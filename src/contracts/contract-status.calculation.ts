import type { Day } from '../kernel/calendar';
import { dayNumber } from '../kernel/calendar';
import type { ContractRow, ContractSigningState } from './contract-register.projection';
import { signingState } from './contract-register.projection';

export const CONTRACT_STATUSES = [
  'DRAFTED',
  'AWAITING_BUYER',
  'AWAITING_SUPPLIER',
  'SIGNED',
  'IN_FORCE',
  'IN_FORCE_UNSIGNED',
  'ENDED',
  'ANNULLED',
] as const;
export type ContractStatus = (typeof CONTRACT_STATUSES)[number];

export interface StatusOnDay {
  readonly status: ContractStatus;
  /** The signatures given by that day. */
  readonly state: ContractSigningState;
  /** Days since the first day without both signatures; absent when signed or not in force (R25). */
  readonly unsignedDays?: number;
}

/** The day the contract takes effect: when the citizen came, or is to come. */
export const effectiveDay = ({ enrolledDay, firstDay }: Pick<ContractRow, 'enrolledDay' | 'firstDay'>): Day =>
  enrolledDay ?? firstDay;

/** How the contract stood on a day. Being unsigned stops nothing; it only grows older (R25). */
export const statusOn = (row: ContractRow, on: Day): StatusOnDay => {
  const state = signingState(row.signatures.filter(({ signedOn }) => signedOn <= on));
  if (row.annulledOn !== null && row.annulledOn <= on) return { status: 'ANNULLED', state };
  const begins = effectiveDay(row);
  const signed = state === 'SIGNED';
  if (on < begins) return { status: state, state };
  const age = signed ? {} : { unsignedDays: dayNumber(on) - dayNumber(begins) };
  const over = row.lastPayableDay !== null && row.lastPayableDay < on;
  if (over) return { status: 'ENDED', state, ...age };
  return { status: signed ? 'IN_FORCE' : 'IN_FORCE_UNSIGNED', state, ...age };
};
