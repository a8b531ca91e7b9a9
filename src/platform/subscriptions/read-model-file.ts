import { mkdirSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { Position } from '../../kernel/event';
import type { AnyProjection, Table } from '../../kernel/projection';
import { sqliteCode } from '../files/disk-trouble';
import type { ReadModel, RowQuery } from './read-model';
import type { RowsOverlay, RowSource } from './rows-overlay';
import type { Cell, TableSql } from './table-sql';
import { asKnownSql, cellsOf, rowOf, shapeOf, tableSql } from './table-sql';
import type { AnyTable, Key, StoredRow } from './table-shape';
import { columnsOf, frozenRow, quoted } from './table-shape';

/** Prepared statements kept for each file; queries come in few shapes. */
const STATEMENTS_MAX = 500;
/** Page cache of one file; one that is being filled sees all its pages again and again. */
const CACHE_KIB = { served: 8_192, aside: 65_536 } as const;

/** Bytes of a page; a file that exists keeps those it was made with. */
const PAGE_BYTES = { usual: 4_096, wide: 16_384 } as const;

/**
 * Bytes gathered in the write-ahead log before they are synced into the file, which takes as long as a disk does. Most
 * pages are written again and again meanwhile, and synced once.
 */
const WAL_BYTES = 128_000_000;

/** How long a connection waits while another thread of the process writes, in milliseconds. */
const LOCK_WAIT_MS = 5_000;

/** `served`: read while it is written, survives a crash. `aside`: thrown away or renamed when finished, so without a journal. */
export type FileUse = 'served' | 'aside';

interface Prepared {
  readonly sql: TableSql;
  readonly find: StatementSync;
  readonly greatest: StatementSync;
  readonly put: StatementSync;
  readonly remove: StatementSync;
  readonly keepPast: StatementSync | undefined;
}

/** The rows of one projection in a SQLite file of its own, with the position up to which they hold everything. */
export class ReadModelFile implements ReadModel, RowSource {
  private readonly database: DatabaseSync;
  private readonly prepared: ReadonlyMap<AnyTable, Prepared>;
  private readonly statements = new Map<string, StatementSync>();
  private readonly moveCheckpoint: StatementSync;
  /** As written in the file, together with the rows. */
  checkpoint: Position;
  /** At least the checkpoint; further on when later events changed nothing here. */
  position: Position;

  private constructor(
    readonly path: string,
    readonly projection: AnyProjection,
    use: FileUse,
  ) {
    mkdirSync(dirname(path), { recursive: true });
    this.database = new DatabaseSync(path, { timeout: LOCK_WAIT_MS });
    try {
      const pageBytes = projection.tables.some(({ wide }) => wide) ? PAGE_BYTES.wide : PAGE_BYTES.usual;
      this.database.exec(
        `PRAGMA page_size = ${pageBytes}; PRAGMA cache_size = -${CACHE_KIB[use]}; PRAGMA temp_store = MEMORY; PRAGMA trusted_schema = OFF`,
      );
      this.database.exec(
        use === 'served'
          ? `PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = ${Math.floor(WAL_BYTES / pageBytes)}`
          : 'PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE',
      );
      const tables = projection.tables.map(tableSql);
      this.checkpoint = this.prepareSchema(tables);
      this.position = this.checkpoint;
      this.prepared = new Map(tables.map((sql) => [sql.table, this.prepare(sql)]));
      this.moveCheckpoint = this.database.prepare('UPDATE checkpoint SET position = ?');
    } catch (failure) {
      this.database.close();
      throw failure;
    }
  }

  /** Opens the file, or starts it anew when it is damaged, of another shape, or ahead of the log: the log has it all. */
  static open(path: string, projection: AnyProjection, use: FileUse = 'served', head = Infinity): ReadModelFile {
    try {
      const file = new ReadModelFile(path, projection, use);
      if (file.checkpoint <= head) return file;
      file.close();
    } catch (failure) {
      if (!isDamage(failure) && !isForeign(failure)) throw failure;
    }
    removeDatabase(path);
    return new ReadModelFile(path, projection, use);
  }

  /**
   * A further connection to a file that this process has opened, for the thread that writes it.
   * @throws Error of SQLite when it is damaged; only who opened it first may replace it.
   */
  static join(path: string, projection: AnyProjection): ReadModelFile {
    return new ReadModelFile(path, projection, 'served');
  }

  /** Another connection has written. */
  moved(checkpoint: Position, position: Position): void {
    this.checkpoint = checkpoint;
    this.position = position;
  }

  get empty(): boolean {
    return this.checkpoint === 0;
  }

  /** Indexes cost most while many rows come in at once, so they are made when the rows have caught up. */
  createIndexes(): void {
    for (const { sql } of this.prepared.values()) for (const index of sql.indexes) this.database.exec(index);
  }

  find(table: AnyTable, key: Key): StoredRow | undefined {
    const cells = this.of(table).find.get(...key) as unknown as Cell[] | undefined;
    if (cells === undefined) return undefined;
    const knownFrom = table.history === true ? Number(cells.at(-1)) : 0;
    return { row: frozenRow(table, rowOf(table as Table<object>, cells)), knownFrom };
  }

  greatest(table: AnyTable, beginning: Key): string | number | undefined {
    const cells = this.of(table).greatest.get(...beginning) as unknown as [string | number | null];
    return cells[0] ?? undefined;
  }

  /** Writes what the overlay has gathered and the checkpoint, all or nothing. */
  save(overlay: RowsOverlay, position: Position): void {
    this.database.exec('BEGIN IMMEDIATE');
    try {
      for (const { table, dirty, past } of overlay.tables) {
        const { put, remove, keepPast } = this.of(table);
        const history = table.history === true;
        for (const { key, row, knownFrom, dirty: waiting } of dirty) {
          if (!waiting) continue;
          if (row === undefined) remove.run(...key);
          else if (history) put.run(...cellsOf(table, row), knownFrom);
          else put.run(...cellsOf(table, row));
        }
        for (const { row, knownFrom, knownTo } of past) keepPast?.run(...cellsOf(table, row), knownFrom, knownTo);
      }
      this.moveCheckpoint.run(position);
      this.database.exec('COMMIT');
    } catch (failure) {
      if (this.database.isTransaction) this.database.exec('ROLLBACK');
      throw failure;
    }
    this.checkpoint = position;
    this.position = position;
  }

  rows<Row extends object>(table: Table<Row>, query: RowQuery = {}): Row[] {
    const { where, orderBy, limit, knownAt } = query;
    const names = columnsOf(table).map(({ name }) => quoted(name));
    const order = orderBy ?? table.key.map(quoted).join(', ');
    const sql = `SELECT ${names.join(', ')} FROM ${this.source(table, knownAt)}${where === undefined ? '' : ` WHERE ${where}`}
      ORDER BY ${order}${limit === undefined ? '' : ' LIMIT :rowsAtMost'}`;
    const bound = { ...query.parameters, ...asKnown(knownAt), ...(limit === undefined ? {} : { rowsAtMost: limit }) };
    const found = this.statement(sql, true).all(bound) as unknown as Cell[][];
    return found.map((cells) => rowOf(table, cells));
  }

  row<Row extends object>(table: Table<Row>, query: RowQuery): Row | undefined {
    return this.rows(table, { ...query, limit: 1 })[0];
  }

  count<Row extends object>(table: Table<Row>, query: Omit<RowQuery, 'orderBy' | 'limit'> = {}): number {
    const { where, parameters, knownAt } = query;
    const sql = `SELECT count(*) FROM ${this.source(table, knownAt)}${where === undefined ? '' : ` WHERE ${where}`}`;
    const cells = this.statement(sql, true).get({ ...parameters, ...asKnown(knownAt) }) as unknown as [number];
    return cells[0];
  }

  select<T>(
    sql: (from: (table: AnyTable) => string) => string,
    parameters: Readonly<Record<string, Cell>> = {},
    knownAt?: Position,
  ): T[] {
    const text = sql((table) => this.source(table, knownAt));
    const found = this.statement(text, false).all({ ...parameters, ...asKnown(knownAt) });
    return found.map((row) => ({ ...row })) as T[];
  }

  close(): void {
    this.statements.clear();
    if (this.database.isOpen) this.database.close();
  }

  private source(table: AnyTable, knownAt: Position | undefined): string {
    this.of(table);
    return knownAt === undefined ? quoted(table.name) : asKnownSql(table);
  }

  private of(table: AnyTable): Prepared {
    const prepared = this.prepared.get(table);
    if (prepared === undefined) throw new TypeError(`${this.projection.name} does not declare the table ${table.name}`);
    return prepared;
  }

  private statement(sql: string, asArrays: boolean): StatementSync {
    const known = this.statements.get(sql);
    if (known !== undefined) return known;
    const statement = this.database.prepare(sql);
    statement.setReturnArrays(asArrays);
    if (this.statements.size >= STATEMENTS_MAX) this.statements.clear();
    this.statements.set(sql, statement);
    return statement;
  }

  /** @returns the checkpoint the file holds. */
  private prepareSchema(tables: readonly TableSql[]): Position {
    const shape = shapeOf(this.projection.tables);
    this.database.exec('CREATE TABLE IF NOT EXISTS checkpoint (position INTEGER NOT NULL, shape TEXT NOT NULL)');
    const held = this.database.prepare('SELECT position, shape FROM checkpoint').get();
    if (held !== undefined && held.shape !== shape) throw new OutdatedShape();
    for (const create of tables.flatMap((sql) => sql.create)) this.database.exec(create);
    if (held !== undefined) return Number(held.position);
    this.database.prepare('INSERT INTO checkpoint VALUES (0, ?)').run(shape);
    return 0;
  }

  private prepare(sql: TableSql): Prepared {
    const find = this.database.prepare(sql.find);
    find.setReturnArrays(true);
    const greatest = this.database.prepare(sql.greatest);
    greatest.setReturnArrays(true);
    return {
      sql,
      find,
      greatest,
      put: this.database.prepare(sql.put),
      remove: this.database.prepare(sql.remove),
      keepPast: sql.keepPast === '' ? undefined : this.database.prepare(sql.keepPast),
    };
  }
}

const asKnown = (knownAt: Position | undefined): Record<string, Cell> =>
  knownAt === undefined ? {} : { knownAtPosition: knownAt };

class OutdatedShape extends Error {}

const SQLITE_ERROR = 1;
const SQLITE_CORRUPT = 11;
const SQLITE_NOTADB = 26;

/** Whether the file itself is at fault, so that only a new one helps. */
export const isDamage = (failure: unknown): boolean =>
  [SQLITE_CORRUPT, SQLITE_NOTADB].includes(sqliteCode(failure) ?? 0);

/** The file is sound, but no read model of this shape: another version of the program wrote it. */
export const isForeign = (failure: unknown): boolean =>
  failure instanceof OutdatedShape || sqliteCode(failure) === SQLITE_ERROR;

export const removeDatabase = (path: string): void => {
  for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(`${path}${suffix}`, { force: true });
};
