import type { Fact, Position, Recorded } from './event';

/**
 * Read models as folds over tables. A projection names its tables and, per fact, what changes in them. It sees its own
 * rows by key and nothing else: no clock, no random, no other table, so that a rebuild next year gives the same rows.
 */

export type ColumnKind = 'text' | 'integer' | 'json';

/** A table of rows of one type. Columns are named as the row's fields; every column may hold null. */
export interface Table<Row extends object> {
  /** Snake case, a noun for what the reader sees. */
  readonly name: string;
  readonly key: readonly (keyof Row & string)[];
  readonly columns: { readonly [C in keyof Row & string]-?: ColumnKind };
  readonly indexes?: readonly (readonly (keyof Row & string)[])[];
  /** Columns that many rows have nothing in: an index that begins with one holds only the rows that have something. */
  readonly sparse?: readonly (keyof Row & string)[];
  /**
   * What must be so in SQL for an index that begins with the column to hold a row, where most rows are not worth finding
   * by it. A query is helped by the index only when it says the same.
   */
  readonly partial?: { readonly [C in keyof Row & string]?: string };
  /** Rows of a few short columns: they are kept in the tree of their keys and in no second one. */
  readonly narrow?: boolean;
  /** Rows take about two kilobytes each: the file is kept in larger pages, or half of each page would stay empty. */
  readonly wide?: boolean;
  /**
   * Keeps each version of a row with the positions between which it was what we knew, so that `knownAt` can be
   * answered: the row as it was before any later event. Costs one more row for each change.
   */
  readonly history?: boolean;
}

/** Carries the row type along with the shape. */
export const table = <Row extends object>(shape: Table<Row>): Table<Row> => shape;

/** The rows of one table as a projection may touch them. Rows are values: change a copy and put it back. */
export interface Rows<Row extends object> {
  get(...key: readonly (string | number)[]): Row | undefined;
  /** Inserts the row, or replaces the one with the same key. */
  put(row: Row): void;
  remove(...key: readonly (string | number)[]): void;
}

export type Tables = <Row extends object>(table: Table<Row>) => Rows<Row>;

/** One entry per fact of the union, so that a new fact makes every reader decide, even if the answer is `() => {}`. */
export interface Projection<E extends Fact> {
  /** Kebab case, equal to the file name. */
  readonly name: string;
  /** A new number drops the rows and replays. */
  readonly version: number;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- each table has its own row type
  readonly tables: readonly Table<any>[];
  readonly on: { readonly [T in E['type']]: (fact: Recorded<Extract<E, { type: T }>>, rows: Tables) => void };
}

/** A projection whose facts the reader need not know. */
export interface AnyProjection {
  readonly name: string;
  readonly version: number;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- each table has its own row type
  readonly tables: readonly Table<any>[];
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- entries take the facts they are named after
  readonly on: Readonly<Record<string, (fact: any, rows: Tables) => void>>;
}

export type { Position };
