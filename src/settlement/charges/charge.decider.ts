import { type Asker, allows } from '../../kernel/access';
import type { Day } from '../../kernel/calendar';
import { canonicalJson } from '../../kernel/canonical-json';
import { Command } from '../../kernel/command';
import type { Aggregate, Decision } from '../../kernel/decider';
import { reject } from '../../kernel/decider';
import type { ChargeId, StatementId } from '../../kernel/vocabulary';
import type { ChargeEvent, ChargeRaised, ChargeTerms, ChargeWithdrawn } from './charge.events';
import { settlementAccess } from '../settlement.access';

// What may be asked
/** Another context says that a payer owes an amount which no contract gives. Said again in the same words, it is one charge. */
export class RaiseCharge extends Command<ChargeTerms> {}
/** The operator takes back what was raised wrongly, before or after it was billed. */
export class WithdrawCharge extends Command<{ by: Asker; chargeId: ChargeId; today: Day; reason: string }> {}

// What is remembered
export interface ChargeState {
  readonly raised?: ChargeTerms;
  readonly withdrawn?: true;
}

export const charge: Aggregate<ChargeState, ChargeEvent> = {
  category: 'charge',
  initial: {},
  evolve: (state, event) => (event.type === 'ChargeRaised' ? { raised: event.data } : { ...state, withdrawn: true }),
};

// What is allowed
export const raiseCharge = ({ data }: RaiseCharge, { raised }: ChargeState): Decision<ChargeRaised> => {
  const { chargeId, amountOre } = data;
  if (amountOre === 0) return reject('CHARGE_OF_NOTHING', { chargeId });
  if (raised === undefined) return [{ type: 'ChargeRaised', data }];
  return canonicalJson(raised) === canonicalJson(data) ? [] : reject('CHARGE_RAISED_OTHERWISE', { chargeId });
};

/** What was true of the line that bills the charge when the question was asked. */
export interface BilledFacts {
  /** A dispute of the line that is open, or that has ended with a credit. */
  readonly dispute?: { readonly statementId: StatementId; readonly line: number };
}

export const withdrawCharge = (
  { data: { by, chargeId, today, reason } }: WithdrawCharge,
  { raised, withdrawn }: ChargeState,
  { dispute }: BilledFacts,
): Decision<ChargeWithdrawn> => {
  if (raised === undefined) return reject('UNKNOWN_CHARGE', { chargeId });
  const { operator, payer, amountOre, words } = raised;
  // Whom it does not concern learns nothing of it.
  if (operator !== by.party && payer !== by.party) return reject('UNKNOWN_CHARGE', { chargeId });
  if (!allows(settlementAccess.withdrawCharge, by, { operator })) return reject('NOT_YOURS');
  if (withdrawn === true) return reject('CHARGE_WITHDRAWN', { chargeId });
  // Two ways to give the same money back would give it back twice: a dispute is answered, not gone around.
  if (dispute !== undefined) return reject('CHARGE_IN_DISPUTE', dispute);
  return [
    { type: 'ChargeWithdrawn', data: { chargeId, operator, payer, amountOre, words, withdrawnOn: today, reason } },
  ];
};
