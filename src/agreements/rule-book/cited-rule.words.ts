import type { Said } from '../../kernel/messages';
import type { ProvenanceTag } from '../agreement.events';

/** What a rule rests on. What is our own is never shown as law. */
export const RULE_GROUNDS = ['law', 'agreement', 'practice', 'ours'] as const;
export type RuleGround = (typeof RULE_GROUNDS)[number];

export const RULE_GROUND_WORDS: Readonly<Record<RuleGround, Said>> = {
  law: { da: 'Lov eller bekendtgørelse', en: 'Law or executive order' },
  agreement: { da: 'Aftale mellem parterne', en: 'Agreement between the parties' },
  practice: { da: 'Praksis hos driftsherrer', en: 'Practice of operators' },
  ours: { da: 'Pladsbogs valg', en: 'A choice of Pladsbog' },
};

/** A rule that the product cites, as a caseworker reads it. */
export interface CitedRule extends Said {
  /** A few words that stand beside its number. */
  readonly title: Said;
  readonly ground: RuleGround;
  readonly provenance: readonly ProvenanceTag[];
  /** Where it was found. */
  readonly source: Said;
}

export type RuleChapter = Readonly<Record<string, CitedRule>>;

/** A source that has the same name in both languages. */
export const named = (name: string): Said => ({ da: name, en: name });
