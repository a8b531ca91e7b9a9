import type { Policy } from '../kernel/policy';
import { RaiseClosureCharges } from './closure-deficit.decider';
import type { ClosureDeficitDetermined } from './closure-deficit.events';

/** A closure's deficit stands on the statements that are drawn next (R24). */
export const raiseClosureChargesPolicy: Policy<ClosureDeficitDetermined> = {
  name: 'raise-closure-charges',
  on: { ClosureDeficitDetermined: ({ id, data }) => [new RaiseClosureCharges({ deficit: data, event: id })] },
};
