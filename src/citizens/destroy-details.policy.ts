import type { Policy } from '../kernel/policy';
import type { CitizenRecordEvent } from './citizen-record.events';
import { DestroyDetails } from './citizen-record.decider';

/** When a citizen is erased the key goes, also when the request that asked for it was cut off. */
export const destroyDetailsPolicy: Policy<CitizenRecordEvent> = {
  name: 'destroy-details',
  on: { CitizenErased: ({ data: { citizenRef } }) => [new DestroyDetails({ citizenRef })] },
};
