import type { RuleConfiguration } from '../agreements/agreement.events';
import type { AgreementQueries } from '../agreements/agreements.queries';
import { earliest, type Day } from '../kernel/calendar';
import type { Position } from '../kernel/event';
import type { AgreementId, PartyCode } from '../kernel/vocabulary';

export interface RulesInForce {
  readonly agreementId: AgreementId;
  readonly rules: RuleConfiguration;
}

/**
 * The rules an operator settles by on a day. Places bought under an agreement outlive it, and outlive the operator's part
 * in it; they are settled by the last rules that bound the operator until it is bound by a new agreement.
 */
export const rulesInForce = (
  agreements: AgreementQueries,
  operator: PartyCode,
  on: Day,
  knownAt?: Position,
): RulesInForce | undefined => {
  const holding = agreements.inForce(on, [operator], knownAt) ?? lastThatBound(agreements, operator, on, knownAt);
  return holding && { agreementId: holding.agreementId, rules: holding.rules };
};

/** As it was on the last day on which the operator was bound by any. */
const lastThatBound = (agreements: AgreementQueries, operator: PartyCode, on: Day, knownAt: Position | undefined) => {
  const boundUntil = agreements
    .all(knownAt)
    .flatMap(({ memberships, last: end }) =>
      memberships.filter(({ party }) => party === operator).map(({ last = end }) => earliest(last, end)),
    )
    .filter((last) => last < on)
    .sort()
    .at(-1);
  return boundUntil === undefined ? undefined : agreements.inForce(boundUntil, [operator], knownAt);
};
