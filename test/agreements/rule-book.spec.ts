import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MIDTJYLLAND_RULES } from '../../src/agreements/midtjylland-rules';
import { findRule, RULE_BOOK, ruleAnchor, ruleName } from '../../src/agreements/rule-book/rule-book.words';
import { INVARIANT_IDS } from '../../src/audit/findings';
import { sourceFiles } from '../../tools/event-catalogue';

const ALL = RULE_BOOK.flatMap(({ rules }) => rules);

/** Numbers as comments, words and codes cite them; `Q1` of a quarter stands nowhere in the code. */
const CITED = /(?<![\w-])(?:R[1-9]\d?|Q[1-9]\d?|I(?:10|[1-9]))(?![\w-])/g;

describe('The rule book', () => {
  it('has every rule whose number stands anywhere in the code', () => {
    const cited = sourceFiles(process.cwd()).flatMap((file) =>
      [...readFileSync(join(process.cwd(), file), 'utf8').matchAll(CITED)].map(([number]) => ({ file, number })),
    );
    expect(cited.length).toBeGreaterThan(500);
    expect(cited.filter(({ number }) => findRule(number) === undefined)).toEqual([]);
  });

  it('has the rules that an agreement says its own are from, and every invariant', () => {
    const named = Object.values(MIDTJYLLAND_RULES.provenance).map(({ rule }) => rule);
    for (const rule of [...named, ...INVARIANT_IDS]) expect([rule, findRule(rule)?.rule]).toEqual([rule, rule]);
  });

  it('has each number once, and one place for each on its page', () => {
    const anchors = ALL.map(({ rule }) => ruleAnchor(rule));
    expect(new Set(anchors).size).toBe(anchors.length);
    for (const anchor of anchors) expect(anchor).toMatch(/^[A-Za-z][\w-]*$/);
    expect(ruleAnchor('R22')).toBe('R22');
  });

  it.each(ALL.map((rule) => [rule.rule, rule] as const))(
    'says in both languages what %s is and where from',
    (_, rule) => {
      const { title, source, provenance, da, en } = rule;
      for (const text of [da, en]) expect(text).toMatch(/^[A-ZÆØÅÉ].+\.$/);
      for (const text of [title.da, title.en, source.da, source.en]) expect(text.trim().length).toBeGreaterThan(1);
      expect(da).not.toBe(en);
      expect(provenance.length).toBeGreaterThan(0);
    },
  );

  it('never shows a default of ours as law', () => {
    const soft = new Set(['KNOW', 'DESIGN', 'CALC', 'TITLE']);
    const onlySoft = ALL.filter(({ provenance }) => provenance.every((tag) => soft.has(tag)));
    expect(onlySoft.length).toBeGreaterThan(15);
    expect(onlySoft.filter(({ ground }) => ground === 'law' || ground === 'agreement')).toEqual([]);
    expect(findRule('R30')).toMatchObject({ ground: 'ours', provenance: ['KNOW'] });
    expect(findRule('R2')).toMatchObject({ ground: 'law', provenance: ['READ'] });
  });

  it('calls a rule that has no number of the book by its title', () => {
    expect(ruleName('R36')).toEqual({ da: 'R36', en: 'R36' });
    expect(ruleName('§3.8')).toEqual({ da: 'Indsigelser', en: 'Disputes' });
    expect(ruleAnchor('§3.8')).toBe('disputes');
  });
});
