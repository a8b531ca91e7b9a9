import type { VNode } from 'preact';
import type { ProvenanceTag } from '../../agreements/agreement.events';
import { PROVENANCE_WORDS } from '../../agreements/provenance-words';
import { useVisit } from '../frame/visit';

interface Known {
  readonly rule: string;
  readonly tag: ProvenanceTag;
}

/** Rules have numbers that people can look up; other references are to our own notes and would be read as law. */
const RULE_NUMBER = /^R\d+$/;

/** Where a rule is from and how sure we are of it; nothing where that is not told. */
export const RuleOrigin = ({ of }: { of: Known | undefined }): VNode | null => {
  const { language } = useVisit();
  if (of === undefined) return null;
  const words = PROVENANCE_WORDS[of.tag][language];
  return <span class="soft">{RULE_NUMBER.test(of.rule) ? `${of.rule}, ${words}` : words}</span>;
};
