import type { Position } from '../../kernel/event';
import type { EventStore } from '../event-store/event-store';

/** Events read at most to count a backlog; a longer one counts as this many. */
export const BACKLOG_COUNTED_MAX = 5_000;
const PAGE_SIZE = 1_000;
const MS_PER_SECOND = 1_000;

/** What one subscription has not taken in. */
export interface Backlog {
  /** Events, up to `BACKLOG_COUNTED_MAX`. */
  readonly events: number;
  /** Age of the oldest of them in seconds. */
  readonly seconds: number;
}

const NOTHING: Backlog = { events: 0, seconds: 0 };

/**
 * Positions are no count of events, and their distance is no time, so the log itself is asked: it is read once, from the
 * one who is furthest behind.
 * @param positions how far each has come; the answer is in their order.
 * @param now milliseconds since 1970.
 */
export const backlogs = async (
  store: Pick<EventStore, 'readAll'>,
  positions: readonly Position[],
  head: Position,
  now: number,
): Promise<readonly Backlog[]> => {
  const furthestBehind = Math.min(head, ...positions);
  const waiting: { readonly position: Position; readonly recordedAt: string }[] = [];
  if (furthestBehind < head) {
    for await (const page of store.readAll({ after: furthestBehind, upTo: head, pageSize: PAGE_SIZE })) {
      waiting.push(...page);
      if (waiting.length >= BACKLOG_COUNTED_MAX) break;
    }
  }
  return positions.map((position) => {
    const first = waiting.findIndex((event) => event.position > position);
    const oldest = waiting[first];
    if (oldest === undefined) return NOTHING;
    return {
      events: Math.min(BACKLOG_COUNTED_MAX, waiting.length - first),
      seconds: Math.max(0, now - Date.parse(oldest.recordedAt)) / MS_PER_SECOND,
    };
  });
};
