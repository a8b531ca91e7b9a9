import type { VNode } from 'preact';
import type { ProvenanceTag } from '../../agreements/agreement.events';
import { PROVENANCE_WORDS } from '../../agreements/provenance-words';
import { RuleLink } from '../components/rule-link';
import { useVisit } from '../frame/visit';

interface Known {
  readonly rule: string;
  readonly tag: ProvenanceTag;
}

/** Where a rule is from and how sure we are of it; nothing where that is not told. */
export const RuleOrigin = ({ of }: { of: Known | undefined }): VNode | null => {
  const { language } = useVisit();
  if (of === undefined) return null;
  return (
    <span class="soft">
      <RuleLink rule={of.rule} />, {PROVENANCE_WORDS[of.tag][language]}
    </span>
  );
};
