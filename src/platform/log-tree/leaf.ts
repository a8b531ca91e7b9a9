import { canonicalJson } from '../../kernel/canonical-json';
import type { Recorded } from '../../kernel/event';

/**
 * What stands in the tree for an event: canonical JSON (RFC 8785) of all that is stored of it but its position, which is
 * another in each store; where it stands in the log is where its leaf stands in the tree.
 * @param latest the latest instant of recording up to and with this event. A server's clock may be set back; for what was
 * known when, and in a store it is moved to, time then stands still.
 */
export const leafOf = ({ data, id, metadata, revision, stream, type }: Recorded, latest: string): string =>
  canonicalJson({ data, id, metadata, recordedAt: latest, revision, stream, type });

/** The leaves of a log in its order, from any place in it. */
export class LeafWriter {
  /** @param latest instant of recording before the first event that comes; ISO 8601, '' at the beginning of the log. */
  constructor(public latest = '') {}

  leafOf(event: Recorded): string {
    if (event.recordedAt > this.latest) this.latest = event.recordedAt;
    return leafOf(event, this.latest);
  }
}
