import type { Policy } from '../kernel/policy';
import { RaiseRegulationCharges, RaiseShareCharges } from './scheme.decider';
import type { ActualsReported, SharesComputed } from './scheme.events';

/** What is shared and what is regulated is charged: at the start of the year, and after it (R33, §3.10). */
export const raiseCharges: Policy<SharesComputed | ActualsReported> = {
  name: 'raise-charges',
  on: {
    SharesComputed: ({ data, id }) => [new RaiseShareCharges({ shares: data, eventId: id })],
    ActualsReported: ({ data, id }) => [new RaiseRegulationCharges({ actuals: data, eventId: id })],
  },
};
