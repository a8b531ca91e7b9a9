import type { Day } from '../kernel/calendar';
import { addDays, contains } from '../kernel/calendar';
import type { AgreementId, PartyCode } from '../kernel/vocabulary';
import type { AgreementConcluded, AgreementEvent, RuleConfiguration, RuleName } from './agreement.events';

/** What an agreement says, with everything that changes over time kept by day. */
export interface AgreementTerms {
  readonly agreementId: AgreementId;
  readonly name: string;
  readonly region: PartyCode;
  readonly first: Day;
  /** Included. */
  readonly last: Day;
  /** A party that left and came back stands here twice. */
  readonly memberships: readonly Membership[];
  /** In the order in which they were recorded; the later recorded of two from the same day holds. */
  readonly ruleVersions: readonly RuleVersion[];
}

export interface Membership {
  readonly party: PartyCode;
  readonly from: Day;
  /** Included. Absent: as long as the agreement runs. */
  readonly last?: Day;
}

export interface RuleVersion {
  readonly from: Day;
  readonly rules: RuleConfiguration;
  /** Why they were changed; absent for those the agreement began with. */
  readonly reason?: string;
}

/** A set of rules that holds from a day, and what it says otherwise than the one before. */
export interface RuleChange extends RuleVersion {
  /** Rules with another value or another origin; all of them in the first set. */
  readonly changed: readonly RuleName[];
  /** The last day before others take over; absent where none do. */
  readonly until?: Day;
}

/** An agreement on one day. */
export interface AgreementInForce {
  readonly agreementId: AgreementId;
  readonly name: string;
  readonly region: PartyCode;
  readonly first: Day;
  readonly last: Day;
  readonly rules: RuleConfiguration;
}

/** The terms as concluded: all parties are bound from the first day. */
export const concludedTerms = (data: AgreementConcluded['data']): AgreementTerms => {
  const { agreementId, name, region, first, last, parties, rules } = data;
  const memberships = parties.map((party) => ({ party, from: first }));
  return { agreementId, name, region, first, last, memberships, ruleVersions: [{ from: first, rules }] };
};

/** The terms after a change: the decider's memory and the read model both follow it, so they always agree. */
export const changedTerms = (
  terms: AgreementTerms,
  event: Exclude<AgreementEvent, AgreementConcluded>,
): AgreementTerms => {
  switch (event.type) {
    case 'PartyJoinedAgreement': {
      const { party, from } = event.data;
      return { ...terms, memberships: [...terms.memberships, { party, from }] };
    }
    case 'PartyLeftAgreement': {
      const { party, last } = event.data;
      return {
        ...terms,
        memberships: terms.memberships.map((membership) =>
          membership.party === party && membership.last === undefined ? { ...membership, last } : membership,
        ),
      };
    }
    case 'AgreementExtended':
      return { ...terms, last: event.data.last };
    case 'AgreementRulesChanged': {
      const { from, rules, reason } = event.data;
      return { ...terms, ruleVersions: [...terms.ruleVersions, { from, rules, reason }] };
    }
  }
};

export const isMember = ({ memberships }: AgreementTerms, party: PartyCode, on: Day): boolean =>
  memberships.some((membership) => {
    const { from, last } = membership;
    return membership.party === party && from <= on && (last === undefined || on <= last);
  });

/**
 * The first day on which the party, having left, is bound by no agreement of those named (R23). Undefined while it is a
 * party, or never was one. An agreement that runs out is not left: the next one may not have been concluded yet.
 */
export const leftFrom = (
  agreements: readonly Pick<AgreementTerms, 'memberships' | 'last'>[],
  party: PartyCode,
): Day | undefined => {
  const own = agreements.flatMap(({ memberships, last }) =>
    memberships.flatMap((each) => (each.party === party ? [{ ends: each.last ?? last, left: each.last }] : [])),
  );
  const final = own.reduce<(typeof own)[number] | undefined>(
    (latest, each) => (latest === undefined || each.ends >= latest.ends ? each : latest),
    undefined,
  );
  if (final?.left === undefined || own.some(({ ends, left }) => left === undefined && ends >= final.ends))
    return undefined;
  return addDays(final.left, 1);
};

/**
 * The rules that hold on the day. Places bought under an agreement outlive it, so its last rules go on after its
 * period; before its first day its first rules are given.
 */
export const rulesOn = (terms: Pick<AgreementTerms, 'ruleVersions'>, on: Day): RuleConfiguration =>
  versionOn(terms, on).rules;

const versionOn = ({ ruleVersions }: Pick<AgreementTerms, 'ruleVersions'>, on: Day): RuleVersion => {
  let holding = ruleVersions[0] as RuleVersion;
  for (const version of ruleVersions) {
    if (version.from <= on && version.from >= holding.from) holding = version;
  }
  return holding;
};

/** The first day of each set of rules, earliest first; later recorded rules from the same day took the place of others. */
export const ruleDays = ({ ruleVersions }: Pick<AgreementTerms, 'ruleVersions'>): readonly Day[] =>
  [...new Set(ruleVersions.map(({ from }) => from))].sort();

/** Since when each rule that holds on the day has said what it says, however often others were changed meanwhile. */
export const rulesSince = (
  terms: Pick<AgreementTerms, 'ruleVersions'>,
  on: Day,
): readonly { readonly name: RuleName; readonly from: Day }[] => {
  const { provenance: _, ...rules } = rulesOn(terms, on);
  const [begun, ...earlier] = ruleDays(terms)
    .filter((day, at) => day <= on || at === 0)
    .reverse();
  return (Object.keys(rules) as RuleName[]).map((name) => {
    const said = JSON.stringify(rules[name]);
    const changed = earlier.findIndex((day) => JSON.stringify(rulesOn(terms, day)[name]) !== said);
    const same = changed < 0 ? earlier : earlier.slice(0, changed);
    return { name, from: same.at(-1) ?? (begun as Day) };
  });
};

/** The sets of rules that hold one after the other, each with what it changed, earliest first. */
export const ruleChanges = (terms: Pick<AgreementTerms, 'ruleVersions'>): readonly RuleChange[] => {
  const days = ruleDays(terms);
  return days.map((day, at) => {
    const version = versionOn(terms, day);
    const [before, after] = [days[at - 1], days[at + 1]];
    return {
      ...version,
      changed: changedRules(before === undefined ? undefined : rulesOn(terms, before), version.rules),
      ...(after === undefined ? {} : { until: addDays(after, -1) }),
    };
  });
};

/** The rules that two sets disagree on, by what they say or by where they are known from. */
export const changedRules = (before: RuleConfiguration | undefined, after: RuleConfiguration): readonly RuleName[] => {
  const said = (rules: RuleConfiguration | undefined, name: RuleName): string =>
    JSON.stringify([rules?.[name], rules?.provenance[name]]);
  const { provenance: _, ...rules } = { ...before, ...after };
  return (Object.keys(rules) as RuleName[]).filter((name) => said(before, name) !== said(after, name));
};

/** Whether the day lies in the agreement's period and all the parties are members on it. */
export const covers = (terms: AgreementTerms, on: Day, parties: readonly PartyCode[]): boolean =>
  contains(terms, on) && parties.every((party) => isMember(terms, party, on));

export const termsOn = (terms: AgreementTerms, on: Day): AgreementInForce => {
  const { agreementId, name, region, first, last } = terms;
  return { agreementId, name, region, first, last, rules: rulesOn(terms, on) };
};
