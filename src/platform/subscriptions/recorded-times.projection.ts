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

/**
 * Where the log stood at an instant, to the millisecond: in whole seconds, what was known at an instant would still
 * change while the second lasts.
 */
export const recordedTimes: AnyProjection = {
  name: 'recorded-times',
  version: 1,
  tables: [recordedTimesTable],
  on: {
    '*': ({ recordedAt, position }: Recorded, rows: Tables) => {
      rows(recordedTimesTable).put({ at: Date.parse(recordedAt), position });
    },
  },
};
