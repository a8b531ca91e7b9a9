import { sha256 } from '../../kernel/canonical-json';
import type { ColumnKind, Table } from '../../kernel/projection';
import type { AnyTable } from './table-shape';
import { columnsOf, quoted } from './table-shape';

export type Cell = string | number | null;

/** The statements of one table. Each row's values are bound in the order of its columns. */
export interface TableSql {
  readonly table: AnyTable;
  readonly create: readonly string[];
  readonly indexes: readonly string[];
  readonly find: string;
  /** The greatest last column of the keys that begin with the others. */
  readonly greatest: string;
  readonly put: string;
  readonly remove: string;
  /** Only with history. */
  readonly keepPast: string;
}

const SQL_KINDS: Readonly<Record<ColumnKind, string>> = { text: 'TEXT', integer: 'INTEGER', json: 'TEXT' };

export const pastTableOf = (table: AnyTable): string => `${table.name}_history`;

const listed = (names: readonly string[]): string => names.map(quoted).join(', ');
const marks = (count: number): string => Array.from({ length: count }, () => '?').join(', ');

export const tableSql = (table: AnyTable): TableSql => {
  const columns = columnsOf(table);
  const names = columns.map(({ name }) => name);
  const declared = columns.map(({ name, kind }) => `${quoted(name)} ${SQL_KINDS[kind]}`).join(', ');
  const history = table.history === true;
  const current = history ? [...names, 'knownFrom'] : names;
  const byKey = table.key.map((column) => `${quoted(column)} = ?`).join(' AND ');
  const past = pastTableOf(table);
  const beginning = table.key.slice(0, -1).map((column) => `${quoted(column)} = ?`);
  const create = [
    `CREATE TABLE IF NOT EXISTS ${quoted(table.name)} (${declared}${history ? ', knownFrom INTEGER NOT NULL' : ''},
      PRIMARY KEY (${listed(table.key)}))${table.narrow === true ? ' WITHOUT ROWID' : ''}`,
  ];
  if (history) {
    create.push(`CREATE TABLE IF NOT EXISTS ${quoted(past)} (${declared}, knownFrom INTEGER NOT NULL,
      knownTo INTEGER NOT NULL)`);
  }
  const sparse: readonly string[] = table.sparse ?? [];
  const partial: Readonly<Record<string, string | undefined>> = table.partial ?? {};
  const condition = (column: string): string => {
    const asked = sparse.includes(column) ? `${quoted(column)} IS NOT NULL` : partial[column];
    return asked === undefined ? '' : ` WHERE ${asked}`;
  };
  const indexOn = (name: string, of: readonly string[]): string => {
    const [first = ''] = of;
    return `CREATE INDEX IF NOT EXISTS ${quoted(`${name}_by_${of.join('_')}`)} ON ${quoted(name)} (${listed(of)})${condition(first)}`;
  };
  // With the times in the index, a version that was not the one known is passed over without its row being read.
  const inTime = (of: readonly string[]): readonly string[] => [
    indexOn(table.name, [...of, 'knownFrom']),
    indexOn(past, [...of, 'knownFrom', 'knownTo']),
  ];
  return {
    table,
    create,
    indexes: [
      ...(history ? [indexOn(past, [...table.key, 'knownFrom'])] : []),
      ...(table.indexes ?? []).flatMap((of) => (history ? inTime(of) : [indexOn(table.name, of)])),
    ],
    find: `SELECT ${listed(current)} FROM ${quoted(table.name)} WHERE ${byKey}`,
    greatest: `SELECT max(${quoted(table.key.at(-1) ?? '')}) FROM ${quoted(table.name)}${beginning.length === 0 ? '' : ` WHERE ${beginning.join(' AND ')}`}`,
    put: `INSERT OR REPLACE INTO ${quoted(table.name)} (${listed(current)}) VALUES (${marks(current.length)})`,
    remove: `DELETE FROM ${quoted(table.name)} WHERE ${byKey}`,
    keepPast: history
      ? `INSERT INTO ${quoted(past)} (${listed(names)}, knownFrom, knownTo) VALUES (${marks(names.length + 2)})`
      : '',
  };
};

/** What to write after FROM for the rows as they were known at `:knownAtPosition`. */
export const asKnownSql = (table: AnyTable): string => {
  if (table.history !== true)
    throw new TypeError(`${table.name} keeps no history: it cannot tell what was known earlier`);
  const names = listed(columnsOf(table).map(({ name }) => name));
  return `(SELECT ${names} FROM ${quoted(table.name)} WHERE knownFrom <= :knownAtPosition UNION ALL
    SELECT ${names} FROM ${quoted(pastTableOf(table))}
    WHERE knownFrom <= :knownAtPosition AND knownTo > :knownAtPosition)`;
};

/** All rows in the order of their keys, current or past, for digests. */
export const inOrderSql = (table: AnyTable, which: 'current' | 'past'): string => {
  const names = columnsOf(table).map(({ name }) => name);
  if (which === 'past') {
    return `SELECT ${listed(names)}, knownFrom, knownTo FROM ${quoted(pastTableOf(table))}
      ORDER BY ${listed(table.key)}, knownFrom`;
  }
  const current = listed(names) + (table.history === true ? ', knownFrom' : '');
  return `SELECT ${current} FROM ${quoted(table.name)} ORDER BY ${listed(table.key)}`;
};

/** Changes when any table does, so that rows in an old shape are never taken for new ones. */
export const shapeOf = (tables: readonly AnyTable[]): string =>
  sha256(JSON.stringify(tables.map((each) => [...tableSql(each).create, ...tableSql(each).indexes])));

/** The cells of a row that `frozenRow` has made. */
export const cellsOf = (table: AnyTable, row: object): Cell[] => {
  const columns = columnsOf(table);
  const cells = Object.values(row) as Cell[];
  for (let at = 0; at < cells.length; at += 1)
    if (columns[at]?.kind === 'json' && cells[at] !== null) cells[at] = JSON.stringify(cells[at]);
  return cells;
};

/** A row from cells in the order of the columns; cells after the last column are left out. */
export const rowOf = <Row extends object>(table: Table<Row>, cells: readonly Cell[]): Row => {
  const row: Record<string, unknown> = {};
  columnsOf(table).forEach(({ name, kind }, at) => {
    const cell = cells[at] ?? null;
    row[name] = kind === 'json' && typeof cell === 'string' ? JSON.parse(cell) : cell;
  });
  return row as Row;
};
