import type { Asker } from '../kernel/access';
import { allows } from '../kernel/access';
import type { Day } from '../kernel/calendar';
import { contains, END_OF_TIME } from '../kernel/calendar';
import { Command } from '../kernel/command';
import type { Aggregate, Decision, Rejection } from '../kernel/decider';
import { reject } from '../kernel/decider';
import type { AgreementId, PartyCode } from '../kernel/vocabulary';
import type {
  AgreementConcluded,
  AgreementEvent,
  AgreementExtended,
  AgreementRulesChanged,
  PartyJoinedAgreement,
  PartyLeftAgreement,
  RuleConfiguration,
} from './agreement.events';
import type { AgreementTerms } from './agreement-terms.calculation';
import { changedTerms, concludedTerms, isMember } from './agreement-terms.calculation';
import { agreementsAccess } from './agreements.access';
import { faultyRule, type RuleFault } from './rule-limits.calculation';

/** `rules` is absent when nobody gave any and the region has no default. Both days are included. */
export class ConcludeAgreement extends Command<{
  by: Asker;
  agreementId: AgreementId;
  name: string;
  region: PartyCode;
  first: Day;
  last: Day;
  parties: readonly PartyCode[];
  rules?: RuleConfiguration;
}> {}
export class JoinAgreement extends Command<{ by: Asker; agreementId: AgreementId; party: PartyCode; from: Day }> {}
/** `last` is the last day on which the party is bound. */
export class LeaveAgreement extends Command<{ by: Asker; agreementId: AgreementId; party: PartyCode; last: Day }> {}
export class ExtendAgreement extends Command<{ by: Asker; agreementId: AgreementId; last: Day; reason: string }> {}
export class ChangeRules extends Command<{
  by: Asker;
  agreementId: AgreementId;
  from: Day;
  rules: RuleConfiguration;
  reason: string;
}> {}

// What is remembered
export type AgreementState = { readonly phase: 'unknown' } | ({ readonly phase: 'concluded' } & AgreementTerms);

export const agreement: Aggregate<AgreementState, AgreementEvent> = {
  category: 'agreement',
  initial: { phase: 'unknown' },
  evolve: (state, event) => {
    if (event.type === 'AgreementConcluded') return { phase: 'concluded', ...concludedTerms(event.data) };
    return state.phase === 'concluded' ? { phase: 'concluded', ...changedTerms(state, event) } : state;
  },
};

// What is allowed
/** What was true of the parties when the question was asked. */
export interface PartiesFacts {
  readonly unregistered: readonly PartyCode[];
}

const faultRejected = ({ code, ...values }: RuleFault): Rejection => reject(code, values);

/** An agreement is between a region and municipalities; with fewer than two there is nobody to buy from. */
const PARTIES_MIN = 2;

export const concludeAgreement = (
  { data }: ConcludeAgreement,
  state: AgreementState,
  { unregistered }: PartiesFacts,
): Decision<AgreementConcluded> => {
  const { by, agreementId, name, region, first, last, parties, rules } = data;
  if (!allows(agreementsAccess.concludeAgreement, by, { region })) return reject('NOT_YOURS');
  if (state.phase !== 'unknown') return reject('AGREEMENT_EXISTS', { agreementId });
  if (last < first) return reject('PERIOD_REVERSED', { first, last });
  if (parties.length < PARTIES_MIN) return reject('TOO_FEW_PARTIES', { min: PARTIES_MIN });
  if (new Set(parties).size < parties.length) return reject('PARTY_TWICE');
  if (unregistered[0] !== undefined) return reject('PARTY_NOT_REGISTERED', { party: unregistered[0] });
  if (rules === undefined) return reject('RULES_MISSING', { region });
  const fault = faultyRule(rules);
  if (fault !== undefined) return faultRejected(fault);
  return [{ type: 'AgreementConcluded', data: { agreementId, name, region, first, last, parties, rules } }];
};

export const joinAgreement = (
  { data }: JoinAgreement,
  state: AgreementState,
  { unregistered }: PartiesFacts,
): Decision<PartyJoinedAgreement> => {
  const { agreementId, party, from } = data;
  if (state.phase === 'unknown') return reject('UNKNOWN_AGREEMENT', { agreementId });
  if (!allows(agreementsAccess.joinAgreement, data.by, state)) return reject('NOT_YOURS');
  if (unregistered.includes(party)) return reject('PARTY_NOT_REGISTERED', { party });
  if (!contains(state, from)) return reject('OUTSIDE_PERIOD', { day: from, first: state.first, last: state.last });
  const since = state.memberships.find(
    (membership) => membership.party === party && (membership.last ?? END_OF_TIME) >= from,
  );
  if (since !== undefined) return reject('ALREADY_A_MEMBER', { party, from: since.from });
  return [{ type: 'PartyJoinedAgreement', data: { agreementId, party, from } }];
};

export const leaveAgreement = ({ data }: LeaveAgreement, state: AgreementState): Decision<PartyLeftAgreement> => {
  const { agreementId, party, last } = data;
  if (state.phase === 'unknown') return reject('UNKNOWN_AGREEMENT', { agreementId });
  if (!allows(agreementsAccess.leaveAgreement, data.by, state)) return reject('NOT_YOURS');
  if (!contains(state, last)) return reject('OUTSIDE_PERIOD', { day: last, first: state.first, last: state.last });
  const current = state.memberships.find((membership) => membership.party === party && membership.last === undefined);
  if (current === undefined || !isMember(state, party, last)) return reject('NOT_A_MEMBER', { party, day: last });
  return [{ type: 'PartyLeftAgreement', data: { agreementId, party, last } }];
};

export const extendAgreement = ({ data }: ExtendAgreement, state: AgreementState): Decision<AgreementExtended> => {
  const { agreementId, last, reason } = data;
  if (state.phase === 'unknown') return reject('UNKNOWN_AGREEMENT', { agreementId });
  if (!allows(agreementsAccess.extendAgreement, data.by, state)) return reject('NOT_YOURS');
  if (last === state.last) return [];
  if (last < state.last) return reject('NOT_AN_EXTENSION', { last: state.last });
  return [{ type: 'AgreementExtended', data: { agreementId, last, reason } }];
};

export const changeRules = ({ data }: ChangeRules, state: AgreementState): Decision<AgreementRulesChanged> => {
  const { agreementId, from, rules, reason } = data;
  if (state.phase === 'unknown') return reject('UNKNOWN_AGREEMENT', { agreementId });
  if (!allows(agreementsAccess.changeRules, data.by, state)) return reject('NOT_YOURS');
  if (!contains(state, from)) return reject('OUTSIDE_PERIOD', { day: from, first: state.first, last: state.last });
  const fault = faultyRule(rules);
  if (fault !== undefined) return faultRejected(fault);
  return [{ type: 'AgreementRulesChanged', data: { agreementId, from, rules, reason } }];
};
