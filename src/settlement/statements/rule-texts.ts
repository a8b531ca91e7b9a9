import { findRule, type RuleText } from '../../agreements/rule-book/rule-book.words';

/** A rule of a line as the rule book has it; of a number that it does not know, the number. */
export const ruleText = (rule: string): RuleText =>
  findRule(rule) ?? {
    rule,
    title: { da: `Regel ${rule}`, en: `Rule ${rule}` },
    ground: 'ours',
    provenance: [],
    da: `Regel ${rule}`,
    en: `Rule ${rule}`,
    source: { da: '–', en: '–' },
  };

export type { RuleText };
