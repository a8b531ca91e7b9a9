import {
  agreement,
  ChangeRules,
  changeRules,
  ConcludeAgreement,
  concludeAgreement,
  ExtendAgreement,
  extendAgreement,
  JoinAgreement,
  joinAgreement,
  LeaveAgreement,
  leaveAgreement,
} from '../../src/agreements/agreement.decider';
import type { AgreementEvent, RuleConfiguration } from '../../src/agreements/agreement.events';
import {
  covers,
  leftFrom,
  ruleChanges,
  ruleDays,
  rulesOn,
  rulesSince,
} from '../../src/agreements/agreement-terms.calculation';
import { agreementsTable, frameworkAgreements } from '../../src/agreements/framework-agreements.projection';
import { defaultRulesOf, MIDTJYLLAND_RULES } from '../../src/agreements/midtjylland-rules';
import { faultyRule } from '../../src/agreements/rule-limits.calculation';
import { rulesBodyOf, rulesFrom } from '../../src/agreements/rules-body';
import { asDay } from '../../src/kernel/calendar';
import { fold } from '../../src/kernel/decider';
import { agreementId, partyCode } from '../../src/kernel/vocabulary';
import { scenariosFor } from '../support/given';
import { projected } from '../support/project';
import { asSecretariat } from '../support/askers';

const given = scenariosFor(agreement);
const day = asDay;
const id = agreementId('rammeaftale-2023-24');
const [aarhus, viborg, skive, region] = ['751', '791', '779', '1082'].map(partyCode) as [
  ReturnType<typeof partyCode>,
  ReturnType<typeof partyCode>,
  ReturnType<typeof partyCode>,
  ReturnType<typeof partyCode>,
];
const AGREEMENT = {
  agreementId: id,
  name: 'Rammeaftale 2023-24',
  region,
  first: day('2023-01-01'),
  last: day('2024-12-31'),
  parties: [aarhus, viborg, region],
  rules: MIDTJYLLAND_RULES,
};
const concluded: AgreementEvent = { type: 'AgreementConcluded', data: AGREEMENT };
const allRegistered = { unregistered: [] };
const left: AgreementEvent = {
  type: 'PartyLeftAgreement',
  data: { agreementId: id, party: viborg, last: day('2023-06-30') },
};

const by = asSecretariat(region);
const elsewhere = asSecretariat(partyCode('1081'));

describe('Concluding a framework agreement', () => {
  const conclude = (overrides: Partial<ConcludeAgreement['data']> = {}) =>
    new ConcludeAgreement({ by, ...AGREEMENT, ...overrides });

  it('records period, parties and rules', () =>
    given()
      .when((state) => concludeAgreement(conclude(), state, allRegistered))
      .thenRecorded(concluded));

  it.each([
    ['by another region’s secretariat', [], conclude({ by: elsewhere }), allRegistered, 'NOT_YOURS'],
    ['a second time', [concluded], conclude(), allRegistered, 'AGREEMENT_EXISTS'],
    ['when it ends before it begins', [], conclude({ last: day('2022-12-31') }), allRegistered, 'PERIOD_REVERSED'],
    ['with one party', [], conclude({ parties: [aarhus] }), allRegistered, 'TOO_FEW_PARTIES'],
    ['with a party named twice', [], conclude({ parties: [aarhus, aarhus] }), allRegistered, 'PARTY_TWICE'],
    ['with a party nobody knows', [], conclude(), { unregistered: [viborg] }, 'PARTY_NOT_REGISTERED'],
  ] as const)('is refused %s', (_, history, command, facts, code) =>
    given(...history)
      .when((state) => concludeAgreement(command, state, facts))
      .thenRejected(code),
  );

  it('is refused without rules where the region has no default', () => {
    const { rules: _, ...without } = AGREEMENT;
    given()
      .when((state) => concludeAgreement(new ConcludeAgreement({ by, ...without }), state, allRegistered))
      .thenRejected('RULES_MISSING', { region });
  });
});

describe('The rules of an agreement', () => {
  const withRules = (rules: Partial<RuleConfiguration>) =>
    new ConcludeAgreement({ by, ...AGREEMENT, rules: { ...MIDTJYLLAND_RULES, ...rules } });

  it.each<[string, keyof RuleConfiguration, Partial<RuleConfiguration>]>([
    ['give less than 14 days to pay (R33)', 'minDueDays', { minDueDays: 13 }],
    ['give less days than their own minimum', 'dueDays', { minDueDays: 20, dueDays: 19 }],
    ['give more than 30 days to pay (R34)', 'dueDays', { dueDays: 31 }],
    ['let claims live longer than the law (R2)', 'claimLimitMonths', { claimLimitMonths: 13 }],
    ['let no claim live', 'claimLimitMonths', { claimLimitMonths: 0 }],
    ['have a fraction of a month of notice', 'noticeMonths', { noticeMonths: 1.5 }],
    ['have less than no notice', 'noticeMonthsExceptions', { noticeMonthsExceptions: { 'SEL-107': -2 } }],
    ['name a paragraph that does not exist', 'noticeMonthsExceptions', { noticeMonthsExceptions: { X: 1 } as never }],
    ['hold a reservation longer than allowed', 'reservationDays', { reservationDays: 61 }],
    ['want more occupancy than they recommend', 'occupancyMinBp', { occupancyMinBp: 9_801 }],
    ['round to nothing', 'tariffRoundingOre', { tariffRoundingOre: 0 as never }],
    [
      'let more days cost less (R16)',
      'partTimeFactors',
      {
        partTimeFactors: [
          { daysPerWeek: 2, factorBp: 6_000 },
          { daysPerWeek: 3, factorBp: 5_000 },
        ],
      },
    ],
    [
      'count a year’s index twice (R19)',
      'tariffCap',
      {
        tariffCap: {
          baseYear: 2022,
          indexation: [
            { year: 2023, rateBp: 300 },
            { year: 2023, rateBp: 300 },
          ],
        },
      },
    ],
  ])('are refused when they %s', (_, rule, rules) =>
    given()
      .when((state) => concludeAgreement(withRules(rules), state, allRegistered))
      .thenRejected('RULE_OUT_OF_LIMITS', expect.objectContaining({ rule }) as never),
  );

  it.each<[string, string, string, Partial<RuleConfiguration>]>([
    ['do not say where they come from', 'RULE_WITHOUT_ORIGIN', 'dueDays', { provenance: {} }],
    [
      'name the origin of a rule that does not exist',
      'ORIGIN_WITHOUT_RULE',
      'paydays',
      { provenance: { ...MIDTJYLLAND_RULES.provenance, paydays: { tag: 'KNOW', rule: 'R1' } } },
    ],
  ])('are refused when they %s', (_, code, rule, rules) =>
    given()
      .when((state) => concludeAgreement(withRules(rules), state, allRegistered))
      .thenRejected(code, { rule }),
  );

  it('are those of Midtjylland by default, and nobody else’s', () => {
    expect(defaultRulesOf(region, day('2023-01-01'))).toEqual(MIDTJYLLAND_RULES);
    expect(defaultRulesOf(partyCode('1083'), day('2023-01-01'))).toBeUndefined();
  });

  it.each([
    ['2023-01-01', 2022, 'SEED'],
    ['2025-01-01', 2024, 'READ'],
    ['2027-01-01', undefined, undefined],
  ])('by default cap the tariffs of an agreement from %s at the prices of %p (R19)', (first, baseYear, tag) => {
    const rules = defaultRulesOf(region, day(first));
    expect(rules?.tariffCap?.baseYear).toBe(baseYear);
    expect(rules?.provenance.tariffCap?.tag).toBe(tag);
  });

  it('are within their own limits by default', () => {
    for (const first of ['2023-01-01', '2027-01-01']) {
      const rules = defaultRulesOf(region, day(first));
      if (rules === undefined) throw new Error('no default');
      expect(faultyRule(rules)).toBeUndefined();
    }
  });

  it('never show a borrowed default as read: the notice of one supplier and the band of Nordjylland are [KNOW]', () => {
    const { provenance } = MIDTJYLLAND_RULES;
    const read = Object.keys(provenance).filter((rule) => ['READ', 'SEED'].includes(provenance[rule]?.tag ?? ''));
    expect(read.sort()).toEqual(['claimLimitMonths', 'minDueDays', 'tariffCap']);
  });

  it('hold by day: before the change the old, from it the new, after the period the last', () => {
    const later = { ...MIDTJYLLAND_RULES, dueDays: 20 };
    const changed: AgreementEvent = {
      type: 'AgreementRulesChanged',
      data: { agreementId: id, from: day('2024-01-01'), rules: later, reason: 'aftalt i DASSOS' },
    };
    given(concluded)
      .when((state) => changeRules(new ChangeRules({ by, ...changed.data }), state))
      .thenRecorded(changed);
    const state = fold(agreement, [concluded, changed]);
    if (state.phase !== 'concluded') throw new Error('not concluded');
    expect(
      ['2022-06-01', '2023-12-31', '2024-01-01', '2027-01-01'].map((on) => rulesOn(state, day(on)).dueDays),
    ).toEqual([30, 30, 20, 20]);
    expect(ruleDays(state)).toEqual(['2023-01-01', '2024-01-01']);
  });

  it('tell since when each says what it says, however often others were changed', () => {
    const terms = {
      ruleVersions: [
        { from: day('2023-01-01'), rules: MIDTJYLLAND_RULES },
        { from: day('2024-01-01'), rules: { ...MIDTJYLLAND_RULES, dueDays: 20 } },
        { from: day('2023-06-01'), rules: { ...MIDTJYLLAND_RULES, minDueDays: 20 } },
        { from: day('2024-06-01'), rules: { ...MIDTJYLLAND_RULES, dueDays: 20, minDueDays: 15 } },
      ],
    };
    const since = (on: string) => {
      const days = new Map(rulesSince(terms, day(on)).map(({ name, from }) => [name, from]));
      return [days.get('dueDays'), days.get('minDueDays'), days.get('noticeMonths')];
    };
    expect(since('2022-01-01')).toEqual(['2023-01-01', '2023-01-01', '2023-01-01']);
    expect(since('2023-06-01')).toEqual(['2023-01-01', '2023-06-01', '2023-01-01']);
    expect(since('2024-01-01')).toEqual(['2024-01-01', '2024-01-01', '2023-01-01']);
    expect(since('2024-06-01')).toEqual(['2024-01-01', '2024-06-01', '2023-01-01']);
  });

  it('are followed set by set, with what each changed and where it is known from since', () => {
    const known = { ...MIDTJYLLAND_RULES.provenance, noticeMonths: { tag: 'READ' as const, rule: 'R30' } };
    const changes = ruleChanges({
      ruleVersions: [
        { from: day('2023-01-01'), rules: MIDTJYLLAND_RULES },
        { from: day('2024-01-01'), rules: { ...MIDTJYLLAND_RULES, dueDays: 21 }, reason: 'afløst' },
        { from: day('2023-06-01'), rules: { ...MIDTJYLLAND_RULES, provenance: known }, reason: 'efterlæst' },
        { from: day('2024-01-01'), rules: { ...MIDTJYLLAND_RULES, dueDays: 20, provenance: known }, reason: 'aftalt' },
      ],
    });
    const shown = changes.map(({ from, until, changed, reason }) => ({ from, until, changed, reason }));
    expect(shown.slice(1)).toEqual([
      { from: '2023-06-01', until: '2023-12-31', changed: ['noticeMonths'], reason: 'efterlæst' },
      { from: '2024-01-01', until: undefined, changed: ['dueDays'], reason: 'aftalt' },
    ]);
    expect(shown[0]).toMatchObject({ until: '2023-05-31', reason: undefined });
    expect(shown[0]?.changed).toHaveLength(Object.keys(MIDTJYLLAND_RULES).length - 1);
  });

  it('have one exception for a paragraph, and say which part is out of limits', () => {
    const body = rulesBodyOf(MIDTJYLLAND_RULES);
    const twice = { legalBasis: 'SEL-109' as const, months: 2 };
    expect(() => rulesFrom({ ...body, noticeMonthsExceptions: [...body.noticeMonthsExceptions, twice] })).toThrow(
      'PARAGRAPH_TWICE',
    );
    expect(rulesFrom(body)).toEqual(MIDTJYLLAND_RULES);
    const [first, second, ...rest] = MIDTJYLLAND_RULES.partTimeFactors;
    const cheaper = { ...second, factorBp: 10 } as (typeof rest)[number];
    expect(faultyRule({ ...MIDTJYLLAND_RULES, partTimeFactors: [first as never, cheaper, ...rest] })).toMatchObject({
      part: '1.factorBp',
    });
  });

  it('do not change outside the period', () =>
    given(concluded)
      .when((state) =>
        changeRules(
          new ChangeRules({ by, agreementId: id, from: day('2025-01-01'), rules: MIDTJYLLAND_RULES, reason: 'x' }),
          state,
        ),
      )
      .thenRejected('OUTSIDE_PERIOD'));
});

describe('Joining and leaving', () => {
  const join = (party = skive, from = '2023-07-01') =>
    new JoinAgreement({ by, agreementId: id, party, from: day(from) });
  const leave = (party = viborg, last = '2023-06-30') =>
    new LeaveAgreement({ by, agreementId: id, party, last: day(last) });

  it('binds a party from the day it joins', () =>
    given(concluded)
      .when((state) => joinAgreement(join(), state, allRegistered))
      .thenRecorded({
        type: 'PartyJoinedAgreement',
        data: { agreementId: id, party: skive, from: day('2023-07-01') },
      }));

  it('lets a party back in after it left', () =>
    given(concluded, left)
      .when((state) => joinAgreement(join(viborg), state, allRegistered))
      .thenRecorded({
        type: 'PartyJoinedAgreement',
        data: { agreementId: id, party: viborg, from: day('2023-07-01') },
      }));

  it.each([
    ['a member', [concluded], join(viborg), 'ALREADY_A_MEMBER'],
    ['a member that has not gone yet', [concluded, left], join(viborg, '2023-06-30'), 'ALREADY_A_MEMBER'],
    ['anyone after the period', [concluded], join(skive, '2025-01-01'), 'OUTSIDE_PERIOD'],
    ['anyone into no agreement', [], join(), 'UNKNOWN_AGREEMENT'],
  ] as const)('does not let in %s', (_, history, command, code) =>
    given(...history)
      .when((state) => joinAgreement(command, state, allRegistered))
      .thenRejected(code),
  );

  it.each([
    ['no member', [concluded], leave(skive), 'NOT_A_MEMBER'],
    ['who has left already', [concluded, left], leave(), 'NOT_A_MEMBER'],
  ] as const)('does not let go one who is %s', (_, history, command, code) =>
    given(...history)
      .when((state) => leaveAgreement(command, state))
      .thenRejected(code),
  );

  it('counts the last day, and no day after it', () => {
    const state = fold(agreement, [concluded, left]);
    if (state.phase !== 'concluded') throw new Error('not concluded');
    expect(covers(state, day('2023-06-30'), [aarhus, viborg])).toBe(true);
    expect(covers(state, day('2023-07-01'), [aarhus, viborg])).toBe(false);
    expect(covers(state, day('2025-01-01'), [aarhus])).toBe(false);
  });
});

describe('Extending an agreement', () => {
  const extend = (last: string) =>
    new ExtendAgreement({ by, agreementId: id, last: day(last), reason: 'ny aftale mangler' });

  it('moves the last day out', () =>
    given(concluded)
      .when((state) => extendAgreement(extend('2025-12-31'), state))
      .thenRecorded({
        type: 'AgreementExtended',
        data: { agreementId: id, last: day('2025-12-31'), reason: 'ny aftale mangler' },
      }));

  it('never moves it in', () =>
    given(concluded)
      .when((state) => extendAgreement(extend('2024-06-30'), state))
      .thenRejected('NOT_AN_EXTENSION'));
});

describe('The list of agreements', () => {
  it('follows the same terms as the decider', () => {
    const history: AgreementEvent[] = [
      concluded,
      left,
      { type: 'AgreementExtended', data: { agreementId: id, last: day('2025-06-30'), reason: 'x' } },
    ];
    const state = fold(agreement, history);
    const [row] = projected(frameworkAgreements, history).rows(agreementsTable);
    const { concludedAt: _, revision: __, ...terms } = row ?? { concludedAt: 0, revision: 0 };
    expect({ phase: 'concluded', ...terms }).toEqual(state);
  });
});

describe('Leaving the framework (R23)', () => {
  const terms = (last: string, ...memberships: readonly { from: string; last?: string }[]) => ({
    last: day(last),
    memberships: memberships.map((each) => ({
      party: viborg,
      from: day(each.from),
      ...(each.last === undefined ? {} : { last: day(each.last) }),
    })),
  });

  it.each([
    ['nobody who never was a party', [], undefined],
    ['nobody whose agreement has run out', [terms('2024-12-31', { from: '2023-01-01' })], undefined],
    ['who left and is in no other', [terms('2024-12-31', { from: '2023-01-01', last: '2024-06-30' })], '2024-07-01'],
    [
      'nobody who came back',
      [terms('2024-12-31', { from: '2023-01-01', last: '2023-06-30' }, { from: '2024-01-01' })],
      undefined,
    ],
    [
      'nobody who left one and is in the next',
      [terms('2024-12-31', { from: '2023-01-01', last: '2024-06-30' }), terms('2026-12-31', { from: '2025-01-01' })],
      undefined,
    ],
    [
      'who left two agreements, from the later',
      [
        terms('2026-12-31', { from: '2025-01-01', last: '2025-12-31' }),
        terms('2024-12-31', { from: '2023-01-01', last: '2024-06-30' }),
      ],
      '2026-01-01',
    ],
  ] as const)('is done by %s', (_, agreements, from) => expect(leftFrom(agreements, viborg)).toBe(from));
});
