import type { RuleConfiguration } from '../agreements/agreement.events';
import type { AgreementQueries } from '../agreements/agreements.queries';
import type { Day } from '../kernel/calendar';
import type { Position } from '../kernel/event';
import type { AgreementId, PartyCode } from '../kernel/vocabulary';

export interface RulesInForce {
  readonly agreementId: AgreementId;
  readonly rules: RuleConfiguration;
}

/**
 * The rules an operator settles by on a day. Places bought under an agreement outlive it; they are settled by its last
 * rules until a new one is concluded.
 */
export const rulesInForce = (
  agreements: AgreementQueries,
  operator: PartyCode,
  on: Day,
  knownAt?: Position,
): RulesInForce | undefined => {
  const agreement =
    agreements.inForce(on, [operator], knownAt) ??
    agreements
      .all(knownAt)
      .filter(({ last }) => last < on)
      .sort((a, b) => (a.last < b.last ? 1 : -1))
      .map(({ last }) => agreements.inForce(last, [operator], knownAt))
      .find((found) => found !== undefined);
  const rules = agreement && agreements.rulesOf(agreement.agreementId, on, knownAt);
  return agreement === undefined || rules === undefined ? undefined : { agreementId: agreement.agreementId, rules };
};
