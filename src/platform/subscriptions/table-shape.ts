import type { Position } from '../../kernel/event';
import type { ColumnKind, Table } from '../../kernel/projection';

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- each table has its own row type
export type AnyTable = Table<any>;

export type Key = readonly (string | number)[];

export interface StoredRow {
  readonly row: object;
  readonly knownFrom: Position;
}

/** What a row is found by in a Map. One column stands for itself; several are joined by a character no text holds. */
export const mapKeyOf = (key: Key): string | number => {
  const [first] = key;
  return key.length === 1 && first !== undefined ? first : key.join('\u0000');
};

type Fields = Readonly<Record<string, unknown>>;

/** @throws TypeError when a column of the key is empty. */
export const rowKeyOf = (table: AnyTable, row: object): Key =>
  table.key.map((column) => {
    const value = (row as Fields)[column];
    if (typeof value === 'string' || typeof value === 'number') return value;
    throw new TypeError(`${table.name}: the key column ${column} is empty`);
  });

export interface Column {
  readonly name: string;
  readonly kind: ColumnKind;
}

const shapes = new WeakMap<AnyTable, readonly Column[]>();

/** The columns in the order they were declared. */
export const columnsOf = (table: AnyTable): readonly Column[] => {
  const known = shapes.get(table);
  if (known !== undefined) return known;
  const columns = Object.entries(table.columns as Record<string, ColumnKind>).map(([name, kind]) => ({ name, kind }));
  shapes.set(table, columns);
  return columns;
};

const emptyRows = new WeakMap<AnyTable, Record<string, unknown>>();

/** A row of a table that holds nothing yet: a copy of it is made at once, and not column by column. */
const emptyRowOf = (table: AnyTable): Record<string, unknown> => {
  const known = emptyRows.get(table);
  if (known !== undefined) return known;
  const empty = Object.fromEntries(columnsOf(table).map(({ name }) => [name, null]));
  emptyRows.set(table, empty);
  return empty;
};

/**
 * The row as it would come back from the file: only its columns, in their order, nothing undefined, and unchangeable, so
 * that what a handler holds on to is the same whether it was remembered or read.
 * @throws TypeError when a value does not fit its column.
 */
export const frozenRow = (table: AnyTable, row: object): object => {
  const values = row as Fields;
  const frozen = { ...emptyRowOf(table) };
  for (const { name, kind } of columnsOf(table)) {
    const value = values[name] ?? null;
    if (value !== null && !fits(kind, value)) {
      throw new TypeError(`${table.name}.${name} is ${kind} and cannot hold ${JSON.stringify(value)}`);
    }
    frozen[name] = kind === 'json' ? deeplyFrozen(value) : value;
  }
  return Object.freeze(frozen);
};

const fits = (kind: ColumnKind, value: unknown): boolean => {
  if (kind === 'text') return typeof value === 'string';
  return kind === 'json' || Number.isSafeInteger(value);
};

const deeplyFrozen = (value: unknown): unknown => {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  for (const field of Object.values(value)) deeplyFrozen(field);
  return Object.freeze(value);
};

/** A name as SQL takes it, whatever words SQL keeps for itself. */
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
