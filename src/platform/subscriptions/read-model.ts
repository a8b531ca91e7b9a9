import type { Position } from '../../kernel/event';
import type { Table } from '../../kernel/projection';
import type { Cell } from './table-sql';

export interface RowQuery {
  /** SQL condition over the table's columns; values go in as named parameters. */
  readonly where?: string;
  /** Used as `:name`. */
  readonly parameters?: Readonly<Record<string, Cell>>;
  /** SQL order; by default the key's. */
  readonly orderBy?: string;
  readonly limit?: number;
  /** What was known at this position. Only for tables with history. */
  readonly knownAt?: Position;
}

export interface ReadModel {
  /** Up to here the rows hold everything. */
  readonly position: Position;
  /** Moves whenever rows change, and seldom otherwise: what was read at the same checkpoint still holds. */
  readonly checkpoint: Position;
  rows<Row extends object>(table: Table<Row>, query?: RowQuery): Row[];
  row<Row extends object>(table: Table<Row>, query: RowQuery): Row | undefined;
  count<Row extends object>(table: Table<Row>, query?: Omit<RowQuery, 'orderBy' | 'limit'>): number;
  /**
   * For sums and joins within one projection: `from(table)` gives what to write after FROM or JOIN, as it is now or was
   * known at a position. JSON columns come as text.
   */
  select<T>(
    // eslint-disable-next-line @typescript-eslint/no-explicit-any -- each table has its own row type
    sql: (from: (table: Table<any>) => string) => string,
    parameters?: Readonly<Record<string, Cell>>,
    knownAt?: Position,
  ): T[];
}

export type { Cell };
