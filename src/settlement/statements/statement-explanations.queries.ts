import { Injectable } from '@nestjs/common';
import type { OfferingId } from '../../kernel/vocabulary';
import { LineEvidence, type EvidenceView } from './line-evidence';
import type { StatementLine } from '../months/settlement.events';

/** What stands behind the lines of a statement, for the documents that are made of it. */
@Injectable()
export class StatementExplanations {
  constructor(private readonly evidence: LineEvidence) {}

  /** The events that the lines' adjustments follow from, by id. Each offering's streams are read once. */
  async causes(lines: readonly StatementLine[]): Promise<ReadonlyMap<string, EvidenceView>> {
    const wanted = new Map<OfferingId, Set<string>>();
    for (const { offeringId, cause } of lines) {
      if (cause === undefined) continue;
      const ids = wanted.get(offeringId) ?? new Set();
      wanted.set(offeringId, ids.add(cause));
    }
    const causes = new Map<string, EvidenceView>();
    for (const [offeringId, ids] of wanted) {
      for (const event of await this.evidence.of(offeringId, [...ids])) causes.set(event.id, event);
    }
    return causes;
  }
}

export { chargeWords } from '../lines/charge-words';
export { lineWords, type LineWords } from '../lines/line-words';
export type { EvidenceView } from './line-evidence';
export { ruleText, type RuleText } from './rule-texts';
