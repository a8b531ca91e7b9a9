import { MIDTJYLLAND_RULES } from '../../src/agreements/midtjylland-rules';
import { rulesBodyOf, rulesFrom } from '../../src/agreements/rules-body';
import { faultyRule } from '../../src/agreements/rule-limits.calculation';
import { partyCode } from '../../src/kernel/vocabulary';
import { PLAIN_RULES, rulesAfter, type TypedRules } from '../../src/ui/agreements/typed-rules';

const OWED = [{ party: partyCode('791'), reductionBp: 80 }];
const BEFORE = rulesBodyOf({
  ...MIDTJYLLAND_RULES,
  tariffCap: { baseYear: 2022, indexation: [{ year: 2023, rateBp: 315 }], owedReductions: OWED },
});

const typed = (changes: Partial<TypedRules> = {}): TypedRules =>
  ({
    ...Object.fromEntries(PLAIN_RULES.map((rule) => [rule, BEFORE[rule]])),
    baseYear: 2022,
    indexation: [{ year: 2023, rateBp: 315 }],
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
});
