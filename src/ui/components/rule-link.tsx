import type { VNode } from 'preact';
import type { ProvenanceTag } from '../../agreements/agreement.events';
import { PROVENANCE_WORDS } from '../../agreements/provenance-words';
import { RULE_GROUND_WORDS, type RuleGround } from '../../agreements/rule-book/cited-rule.words';
import { ruleName } from '../../agreements/rule-book/rule-book.words';
import { ruleAddress } from '../frame/rule-links';
import { useVisit } from '../frame/visit';

/** A rule by its number, or in words where it has none; it leads to what the rule says. */
export const RuleLink = ({ rule }: { rule: string }): VNode => (
  <a class="rule" href={ruleAddress(rule)}>
    {ruleName(rule)[useVisit().language]}
  </a>
);

/** What a rule rests on, and how sure we are of it. */
export const RuleStanding = ({
  of: { ground, provenance },
}: {
  of: { readonly ground: RuleGround; readonly provenance: readonly ProvenanceTag[] };
}): VNode => {
  const { language } = useVisit();
  return (
    <>
      <strong>{RULE_GROUND_WORDS[ground][language]}</strong>
      <span class="under">{provenance.map((tag) => PROVENANCE_WORDS[tag][language]).join('; ')}</span>
    </>
  );
};
