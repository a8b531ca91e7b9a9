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

/**
 * The row as it would come back from the file: only its columns, in their order, nothing undefined, and unchangeable, so
 * that what a handler holds on to is the same whether it was remembered or read. A row that is so already is not copied.
 * @throws TypeError when a value does not fit its column.
 */
export const frozenRow = (table: AnyTable, row: object): object => {
  const columns = columnsOf(table);
  const whole = isWhole(columns, row) ? row : wholeRow(columns, row);
  const values: readonly unknown[] = Object.values(whole);
  for (let at = 0; at < columns.length; at += 1) {
    const { name, kind } = columns[at] as Column;
    const value = values[at];
    if (value === null) continue;
    if (!fits(kind, value))
      throw new TypeError(`${table.name}.${name} is ${kind} and cannot hold ${JSON.stringify(value)}`);
    if (kind === 'json') deeplyFrozen(value);
  }
  return Object.freeze(whole);
};

/** Whether its fields are the columns, in their order. */
const isWhole = (columns: readonly Column[], row: object): boolean => {
  const names = Object.keys(row);
  if (names.length !== columns.length) return false;
  for (let at = 0; at < names.length; at += 1) if (names[at] !== columns[at]?.name) return false;
  return !Object.values(row).includes(undefined);
};

const wholeRow = (columns: readonly Column[], row: object): object =>
  Object.fromEntries(columns.map(({ name }) => [name, (row as Fields)[name] ?? null]));

const fits = (kind: ColumnKind, value: unknown): boolean => {
  if (kind === 'text') return typeof value === 'string';
  return kind === 'json' || Number.isSafeInteger(value);
};

const deeplyFrozen = (value: unknown): void => {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return;
  for (const field of Object.values(value)) deeplyFrozen(field);
  Object.freeze(value);
};

/** A name as SQL takes it, whatever words SQL keeps for itself. */
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
