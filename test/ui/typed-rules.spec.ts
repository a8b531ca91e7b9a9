import { MIDTJYLLAND_RULES } from '../../src/agreements/midtjylland-rules';
import { rulesBodyOf, rulesFrom } from '../../src/agreements/rules-body';
import { faultyRule } from '../../src/agreements/rule-limits.calculation';
import { partyCode } from '../../src/kernel/vocabulary';
import {
  bodyOfRules,
  fieldOfRule,
  LISTED_RULES,
  PLAIN_RULES,
  rulesAfter,
  type TypedRules,
  typedOf,
} from '../../src/ui/agreements/typed-rules';

const OWED = [{ party: partyCode('791'), reductionBp: 80 }];
const BEFORE = rulesBodyOf({
  ...MIDTJYLLAND_RULES,
  tariffCap: { baseYear: 2022, indexation: [{ year: 2023, rateBp: 315 }], owedReductions: OWED },
});

const LISTED = Object.fromEntries(LISTED_RULES.map((rule) => [rule, BEFORE[rule]]));

const typed = (changes: Partial<TypedRules> = {}): TypedRules =>
  ({
    ...Object.fromEntries(PLAIN_RULES.map((rule) => [rule, BEFORE[rule]])),
    baseYear: 2022,
    indexation: [{ year: 2023, rateBp: 315 }],
    ...LISTED,
    origin: 'READ',
    ...changes,
  }) as TypedRules;

const after = (changes?: Partial<TypedRules>, before = BEFORE) => rulesFrom(rulesAfter(before, typed(changes)));

describe('Rules as they are typed', () => {
  it('are carried over with their origins where nothing was changed', () => {
    expect(after()).toEqual(rulesFrom(BEFORE));
  });

  it('give what was changed its new origin, and nothing else', () => {
    const rules = after({
      dueDays: 20,
      indexation: [
        { year: 2023, rateBp: 315 },
        { year: 2024, rateBp: 400 },
      ],
    });
    expect(rules).toEqual({
      ...rulesFrom(BEFORE),
      dueDays: 20,
      tariffCap: {
        baseYear: 2022,
        indexation: [
          { year: 2023, rateBp: 315 },
          { year: 2024, rateBp: 400 },
        ],
        owedReductions: OWED,
      },
      provenance: {
        ...MIDTJYLLAND_RULES.provenance,
        dueDays: { tag: 'READ', rule: 'R34' },
        tariffCap: { tag: 'READ', rule: 'R19' },
      },
    });
  });

  it('take a cap away and bring one in, each with its origin (R19)', () => {
    const uncapped = after({ baseYear: undefined, indexation: undefined } as never);
    expect(uncapped.tariffCap).toBeUndefined();
    expect(faultyRule(uncapped)).toBeUndefined();
    const capped = after({ baseYear: 2024, indexation: [] }, rulesBodyOf(uncapped));
    expect(capped.tariffCap).toEqual({ baseYear: 2024, indexation: [] });
    expect(faultyRule(capped)).toBeUndefined();
  });

  it('are lists with rows taken out and added, of which the fewest days come first (R16)', () => {
    const factors = BEFORE.partTimeFactors.slice(1);
    const rules = after({ partTimeFactors: [...factors, { daysPerWeek: 1, factorBp: 5_500 }] });
    expect(rules.partTimeFactors.map(({ daysPerWeek }) => daysPerWeek)).toEqual([1, 2, 3, 4, 5]);
    expect(rules.provenance.partTimeFactors).toEqual({ tag: 'READ', rule: 'R16' });
    expect(after({ noticeMonthsExceptions: [], countDepartureDayExceptions: [] })).toMatchObject({
      noticeMonthsExceptions: {},
      countDepartureDayExceptions: {},
      provenance: {
        noticeMonthsExceptions: { tag: 'READ', rule: 'R30' },
        countDepartureDayExceptions: { tag: 'DESIGN', rule: 'R35' },
      },
    });
  });

  it('are confirmed as they stand, and then known from elsewhere', () => {
    const { provenance, ...values } = after({ confirmed: ['settleLagYears'] });
    const { provenance: before, ...same } = rulesFrom(BEFORE);
    expect(values).toEqual(same);
    expect(provenance).toEqual({ ...before, settleLagYears: { tag: 'READ', rule: 'R22' } });
  });

  it('are refused at the row that was typed, wherever the rule has it', () => {
    const rows = typed({ partTimeFactors: [3, 1, 2].map((daysPerWeek) => ({ daysPerWeek, factorBp: 5_000 })) });
    expect(fieldOfRule('partTimeFactors', '0.factorBp', rows)).toBe('partTimeFactors.1.factorBp');
    expect(fieldOfRule('noticeMonthsExceptions', '1.months', rows)).toBe('noticeMonthsExceptions.1.months');
    expect(fieldOfRule('tariffRoundingOre', undefined, rows)).toBeUndefined();
  });

  it('come out of the form as they were filled in, without rows that were emptied or taken out', () => {
    const form = {
      ...typedOf(BEFORE),
      'partTimeFactors.0.remove': 'true',
      'noticeMonthsExceptions.0.legalBasis': '',
      'noticeMonthsExceptions.0.months': '',
      'confirmed.dueDays': 'true',
    };
    const { form: body, asTyped } = bodyOfRules(form);
    expect(body).toMatchObject({
      'partTimeFactors.0.daysPerWeek': '2',
      'noticeMonthsExceptions.0.legalBasis': 'SEL-110',
      'noticeMonthsExceptions.0.months': '-1',
      'indexation.0.rateBp': '315',
      'confirmed.0': 'dueDays',
    });
    expect(Object.keys(body)).not.toContain('partTimeFactors.4.daysPerWeek');
    const fault = { code: 'X', da: '', en: '' };
    expect(asTyped([{ ...fault, field: 'noticeMonthsExceptions.0.months' }])).toEqual([
      { ...fault, field: 'noticeMonthsExceptions.1.months' },
    ]);
  });
});
