import { canonicalJson } from '../kernel/canonical-json';
import { Command } from '../kernel/command';
import type { Aggregate, Decision } from '../kernel/decider';
import { reject } from '../kernel/decider';
import type { ChargeRaised, ChargeTerms } from './charge.events';

// What may be asked
/** Another context says that a payer owes an amount which no contract gives. Said again in the same words, it is one charge. */
export class RaiseCharge extends Command<ChargeTerms> {}

// What is remembered
export interface ChargeState {
  readonly raised?: ChargeTerms;
}

export const charge: Aggregate<ChargeState, ChargeRaised> = {
  category: 'charge',
  initial: {},
  evolve: (_state, { data }) => ({ raised: data }),
};

// What is allowed
export const raiseCharge = ({ data }: RaiseCharge, { raised }: ChargeState): Decision<ChargeRaised> => {
  const { chargeId, amountOre } = data;
  if (amountOre === 0) return reject('CHARGE_OF_NOTHING', { chargeId });
  if (raised === undefined) return [{ type: 'ChargeRaised', data }];
  return canonicalJson(raised) === canonicalJson(data) ? [] : reject('CHARGE_RAISED_OTHERWISE', { chargeId });
};
