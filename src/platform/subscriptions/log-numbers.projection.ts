import type { Recorded } from '../../kernel/event';
import type { AnyProjection, Tables } from '../../kernel/projection';
import { table } from '../../kernel/projection';

export interface LogNumberRow {
  readonly number: number;
  readonly position: number;
}

/** Only events whose position is another number: on the embedded store there are none. */
export const logNumbersTable = table<LogNumberRow>({
  name: 'log_numbers',
  key: ['number'],
  columns: { number: 'integer', position: 'integer' },
  indexes: [['position']],
});

const lengthTable = table<{ readonly log: string; readonly number: number }>({
  name: 'log_length',
  key: ['log'],
  columns: { log: 'text', number: 'integer' },
});
const LOG = 'log';

/** How many events the log held with each one: the same in every store that holds the log, where positions are not. */
export const logNumbers: AnyProjection = {
  name: 'log-numbers',
  version: 1,
  tables: [logNumbersTable, lengthTable],
  on: {
    '*': ({ position }: Recorded, rows: Tables) => {
      const number = (rows(lengthTable).get(LOG)?.number ?? 0) + 1;
      rows(lengthTable).put({ log: LOG, number });
      if (number !== position) rows(logNumbersTable).put({ number, position });
    },
  },
};
