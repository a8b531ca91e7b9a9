import type { Recorded } from '../../kernel/event';
import type { AnyProjection, Tables } from '../../kernel/projection';
import { table } from '../../kernel/projection';

export interface RecordedTimeRow {
  /** Milliseconds since 1970, as the store wrote them. */
  readonly at: number;
  /** The last position recorded in that millisecond. */
  readonly position: number;
}

export const recordedTimesTable = table<RecordedTimeRow>({
  name: 'recorded_times',
  key: ['at'],
  columns: { at: 'integer', position: 'integer' },
});

/** The latest instant so far, in one row. */
const latestTable = table<{ readonly log: string; readonly at: number }>({
  name: 'latest_recorded_time',
  key: ['log'],
  columns: { log: 'text', at: 'integer' },
});
const LOG = 'log';

/**
 * Where the log stood at an instant, to the millisecond: in whole seconds, what was known at an instant would still
 * change while the second lasts. A server's clock can be set back; then the latest instant so far counts, or what was
 * known at an instant would grow after it.
 */
export const recordedTimes: AnyProjection = {
  name: 'recorded-times',
  version: 2,
  tables: [recordedTimesTable, latestTable],
  on: {
    '*': ({ recordedAt, position }: Recorded, rows: Tables) => {
      const latest = rows(latestTable).get(LOG)?.at ?? 0;
      const at = Math.max(Date.parse(recordedAt), latest);
      if (at > latest) rows(latestTable).put({ log: LOG, at });
      rows(recordedTimesTable).put({ at, position });
    },
  },
};
