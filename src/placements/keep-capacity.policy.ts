import type { Policy } from '../kernel/policy';
import type { ClosureAnnounced } from '../offerings/offering.events';
import { CloseCapacity } from './capacity.decider';

/** An offering that closes sells no place past its last day (R24). */
export const keepCapacity: Policy<ClosureAnnounced> = {
  name: 'keep-capacity',
  on: { ClosureAnnounced: ({ data: { offeringId, last } }) => [new CloseCapacity({ offeringId, last })] },
};
