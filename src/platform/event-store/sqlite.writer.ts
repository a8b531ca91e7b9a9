import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { NO_STREAM } from '../../kernel/event';
import { WrongExpectedRevision, type Appended, type Position, type Revision } from './event-store';
import type { Outcome } from './group-commit';
import type { Head, StreamHeads } from './sqlite.heads';
import type { SqliteReader } from './sqlite.reader';
import { cellsOf, idInCells, isoTime, type EncodedAppend } from './sqlite.rows';
import { numberFrom, prepareRows, rowOf } from './sqlite.schema';

/** An append that has been checked and written down, and waits for its group. */
export interface PendingAppend extends EncodedAppend {
  readonly stream: string;
  readonly expected: Revision;
}

/** Rows inserted by one statement; a call into SQLite costs about as much as a row. */
const ROWS_PER_INSERT = 8;
const COLUMNS = 8;

type Cell = number | string;

/** Writes groups of appends, each group in one transaction. The only place that inserts events. */
export class SqliteWriter {
  private readonly begin;
  private readonly commit;
  private readonly insertOne;
  private readonly insertMany;
  private readonly insertStream;
  private readonly insertType;
  private readonly selectType;
  private types = new Map<string, number>();
  private readonly newest = new Map<string, Position>();
  private readonly firstWritten: Position;
  private last: Position;
  private lastRecordedAt: number;

  /** @param clock milliseconds since 1970; when it goes back, recorded times stand still until it has caught up. */
  constructor(
    private readonly connection: DatabaseSync,
    private readonly heads: StreamHeads,
    private readonly reader: SqliteReader,
    private readonly clock: () => number,
  ) {
    this.begin = connection.prepare('begin immediate');
    this.commit = connection.prepare('commit');
    const row = `(${Array(COLUMNS).fill('?').join(', ')})`;
    this.insertOne = connection.prepare(`insert into events values ${row}`);
    this.insertMany = connection.prepare(`insert into events values ${Array(ROWS_PER_INSERT).fill(row).join(', ')}`);
    this.insertStream = connection.prepare('insert into streams (name) values (?)');
    this.insertType = connection.prepare('insert into types (name) values (?)');
    this.selectType = prepareRows(connection, 'select id from types where name = ?');
    this.last = numberFrom(connection, 'select max(position) from events');
    this.firstWritten = this.last + 1;
    this.lastRecordedAt = numberFrom(connection, 'select recorded_at from events order by position desc limit 1');
  }

  /** Position of the newest committed event. */
  get head(): Position {
    return this.last;
  }

  /** Whether an event of a wanted type may follow the position: what this writer has written it knows without a look. */
  mayFollow(after: Position, wanted: (type: string) => boolean): boolean {
    if (after + 1 < this.firstWritten) return true;
    for (const [type, position] of this.newest) if (position > after && wanted(type)) return true;
    return false;
  }

  /**
   * Writes what can be written of the group and returns after the commit is on disk.
   * @throws whatever SQLite throws, when nothing of the group is written.
   */
  write(group: readonly PendingAppend[]): Outcome<Appended>[] {
    this.begin.run();
    const transaction = new GroupTransaction(this.last, Math.max(this.lastRecordedAt, this.clock()), this.insert);
    try {
      const outcomes = group.map((append) => this.place(append, transaction));
      transaction.flush();
      this.commit.run();
      this.last = transaction.last;
      if (transaction.moved.size > 0) this.lastRecordedAt = transaction.recordedAt;
      for (const [type, position] of transaction.newest) this.newest.set(type, position);
      this.heads.moved(transaction.moved);
      return outcomes;
    } catch (error) {
      // The keys of streams and types that were new in this group are gone with it.
      this.types = new Map();
      if (this.connection.isTransaction) this.connection.exec('rollback');
      throw error;
    }
  }

  private place({ stream, expected, facts }: PendingAppend, transaction: GroupTransaction): Outcome<Appended> {
    const head = transaction.moved.get(stream) ?? this.heads.find(stream);
    const actual = head?.revision ?? NO_STREAM;
    if (expected !== actual) {
      transaction.flush();
      const earlier = head && this.repeated(head, expected, facts);
      if (!earlier) return { refusal: new WrongExpectedRevision(stream, expected, actual) };
      return { answer: { stream, ...earlier } };
    }

    const key = head?.key ?? Number(this.insertStream.run(stream).lastInsertRowid);
    let revision = actual;
    let position = head?.position ?? 0;
    for (const { type, data, envelope } of facts) {
      revision += 1;
      position = transaction.add(key, revision, position, this.typeKey(type), data, envelope);
      transaction.newest.set(type, position);
    }
    transaction.moved.set(stream, { key, revision, position });
    return { answer: { stream, revision, position, recordedAt: isoTime(transaction.recordedAt) } };
  }

  /** The first answer, when exactly these events already follow the expected revision. */
  private repeated(
    head: Head,
    expected: Revision,
    facts: EncodedAppend['facts'],
  ): Omit<Appended, 'stream'> | undefined {
    const revision = expected + facts.length;
    if (expected < NO_STREAM || revision > head.revision) return undefined;
    const top = this.reader.chainEndOf(head.position, head.revision - revision + 1);
    const stored = this.reader.cells(top, facts.length).toReversed();
    if (stored.some(([, , cells], index) => idInCells(cells) !== facts[index]!.id)) return undefined;
    const [position, recordedAt] = stored.at(-1)!;
    return { revision, position, recordedAt: isoTime(recordedAt) };
  }

  private typeKey(name: string): number {
    const known = this.types.get(name);
    if (known !== undefined) return known;
    const row = rowOf(this.selectType, name);
    const key = row ? (row[0] as number) : Number(this.insertType.run(name).lastInsertRowid);
    this.types.set(name, key);
    return key;
  }

  private readonly insert = (cells: readonly Cell[]): void => {
    const statement: StatementSync = cells.length === COLUMNS ? this.insertOne : this.insertMany;
    statement.run(...cells);
  };
}

/** What one group has done so far; becomes the store's state only after the commit. */
class GroupTransaction {
  readonly moved = new Map<string, Head>();
  readonly newest = new Map<string, Position>();
  private cells: Cell[] = [];

  constructor(
    public last: Position,
    readonly recordedAt: number,
    private readonly insert: (cells: readonly Cell[]) => void,
  ) {}

  /** Adds an event at the end of the log and gives its position. */
  add(stream: number, revision: Revision, previous: Position, type: number, data: string, envelope: string): Position {
    this.last += 1;
    const cells = cellsOf(stream, revision, type, this.recordedAt, envelope);
    this.cells.push(this.last, stream, revision, previous, type, this.recordedAt, data, cells);
    if (this.cells.length === ROWS_PER_INSERT * COLUMNS) {
      this.insert(this.cells);
      this.cells = [];
    }
    return this.last;
  }

  /** Inserts the rows that do not fill a statement. */
  flush(): void {
    for (let at = 0; at < this.cells.length; at += COLUMNS) this.insert(this.cells.slice(at, at + COLUMNS));
    this.cells = [];
  }
}
