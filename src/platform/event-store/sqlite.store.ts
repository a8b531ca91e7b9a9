import { existsSync, mkdirSync, realpathSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { NO_STREAM, type Recorded } from '../../kernel/event';
import {
  StoreUnavailable,
  type Appended,
  type EventStore,
  type Position,
  type ReadAllOptions,
  type ReadStreamOptions,
  type Revision,
  type SubscribeOptions,
  type Unrecorded,
} from './event-store';
import { assertStreamName } from './append-checks';
import { Breather } from './breather';
import { GroupCommit } from './group-commit';
import { checkContent, inspectFile, warmWal } from './sqlite.check';
import { asUnavailable, guarded } from './sqlite.errors';
import { StreamHeads } from './sqlite.heads';
import { lockFile, type FileLock } from './sqlite.lock';
import { SharedHead } from './log-follower';
import { SqliteReader } from './sqlite.reader';
import { encodeFacts } from './sqlite.rows';
import { createSchema, openConnection, prepareRows, rowOf } from './sqlite.schema';
import { SqliteWriter, type PendingAppend } from './sqlite.writer';
import { NO_UPCASTING, type Upcasting } from './upcasting';

export interface SqliteStoreOptions {
  readonly upcasting?: Upcasting;
  /** Milliseconds since 1970. Default: the machine's clock. */
  readonly clock?: () => number;
  /** Size in bytes at which the write-ahead log is copied into the file. Default 16 MiB. */
  readonly walBytes?: number;
  /** Largest number of 8 KiB pages of the file; for a quota. Default: what the disk holds. */
  readonly pagesMax?: number;
}

const WAL_BYTES = 16 * 1024 * 1024;
/** A page of the write-ahead log with its frame header, in bytes. */
const FRAME_BYTES = 8_216;
/** How often an idle store looks for a log to copy, in milliseconds. */
const IDLE_CHECK_MS = 500;
/** Streams with unsaved heads at which they are saved, so that opening has little to restore. */
const UNSAVED_HEADS_MAX = 20_000;
const PAGE_SIZE = 500;

/**
 * The embedded event store: one SQLite file, one process, no server. Appends that arrive together share a transaction
 * and are acknowledged when it is synced to disk; reads go page by page and never hold a transaction.
 */
export class SqliteEventStore implements EventStore {
  private readonly heads: StreamHeads;
  private readonly reader: SqliteReader;
  private readonly writer: SqliteWriter;
  private readonly group: GroupCommit<PendingAppend, Appended>;
  private readonly checkpointStatement;
  private readonly idleCheck: NodeJS.Timeout;
  private readonly followers = new Set<() => void>();
  private sharedHead: SharedHead | undefined;
  private closed = false;
  private walUsed = 0;
  private busySinceCheck = false;
  private checkpointPlanned = false;
  /** Asks another thread to copy, and whether it has been asked and not yet answered. */
  private copyingElsewhere: { readonly ask: () => void; asked: boolean } | undefined;

  private constructor(
    private readonly connection: DatabaseSync,
    private readonly lock: FileLock,
    readonly path: string,
    private readonly walBytes: number,
    { upcasting = NO_UPCASTING, clock = Date.now }: SqliteStoreOptions,
  ) {
    this.heads = new StreamHeads(connection);
    this.reader = new SqliteReader(connection, path, this.heads, upcasting, () => this.assertOpen());
    this.writer = new SqliteWriter(connection, this.heads, this.reader, clock);
    this.group = new GroupCommit((group) => this.commit(group));
    this.checkpointStatement = prepareRows(connection, 'pragma wal_checkpoint(passive)');
    this.idleCheck = setInterval(() => this.checkpointWhenIdle(), IDLE_CHECK_MS).unref();
  }

  /**
   * Opens a ledger file, or makes it with its folders.
   * @throws StoreUnavailable 'locked' when another store has it, 'corrupt' when it is damaged or no ledger, 'io' when it
   * cannot be written, 'full' when there is no room to begin.
   */
  static open(file: string, options: SqliteStoreOptions = {}): SqliteEventStore {
    const path = guardedPath(file);
    const lock = lockFile(path);
    try {
      return guarded(path, () => {
        const walBytes = options.walBytes ?? WAL_BYTES;
        inspectFile(path);
        createSchema(path);
        warmWal(path, walBytes);
        const connection = openConnection(path, { walBytes, ...onlyDefined('pagesMax', options.pagesMax) });
        try {
          checkContent(connection, path);
          return new SqliteEventStore(connection, lock, path, walBytes, options);
        } catch (error) {
          connection.close();
          throw error;
        }
      });
    } catch (error) {
      lock.release();
      throw asFileTrouble(error, path);
    }
  }

  async append(stream: string, expected: Revision, facts: readonly Unrecorded[]): Promise<Appended> {
    this.assertOpen();
    assertStreamName(stream);
    return this.group.submit({ stream, expected, ...encodeFacts(facts) });
  }

  readStream(stream: string, options: ReadStreamOptions = {}): AsyncIterable<readonly Recorded[]> {
    this.assertOpen();
    const { direction = 'forwards', limit = Infinity, pageSize = PAGE_SIZE } = options;
    const head = guarded(this.path, () => this.heads.find(stream));
    const end = head?.revision ?? NO_STREAM;
    if (!head || limit <= 0) return nothing();
    if (direction === 'backwards') {
      const from = Math.min(options.from ?? end, end);
      return this.reader.readBackwards(head, from, Math.max(0, from - limit + 1), pageSize);
    }
    const from = Math.max(options.from ?? 0, 0);
    if (from > end) return nothing();
    return this.reader.readForwards(head, from, Math.min(end, from + limit - 1), pageSize);
  }

  revisionOf(stream: string): Revision {
    this.assertOpen();
    return guarded(this.path, () => this.heads.find(stream))?.revision ?? NO_STREAM;
  }

  readAll(options: ReadAllOptions = {}): AsyncIterable<readonly Recorded[]> {
    this.assertOpen();
    const { after = 0, upTo = Infinity, pageSize = PAGE_SIZE, types, asStored } = options;
    return this.reader.readRange(after, Math.min(upTo, this.writer.head), pageSize, types, asStored);
  }

  async readAt(positions: readonly Position[]): Promise<readonly Recorded[]> {
    this.assertOpen();
    const events: Recorded[] = [];
    for (const { wanted, first, last } of runsOf(positions, this.writer.head))
      for await (const page of this.reader.readRange(first - 1, last, PAGE_SIZE))
        events.push(...page.filter(({ position }) => wanted.has(position)));
    return events;
  }

  async *subscribeToAll(options: SubscribeOptions): AsyncIterable<readonly Recorded[]> {
    const { after, batchSize = PAGE_SIZE, signal, only } = options;
    const types = only && new Set(only.types);
    const breather = new Breather();
    let at = after;
    while (!signal.aborted) {
      this.assertOpen();
      if (at >= this.writer.head) {
        await this.nextCommit(signal);
        continue;
      }
      const { events, reached } = types
        ? this.ofTypes(at, batchSize, types)
        : this.batch(at, Math.min(at + batchSize, this.writer.head));
      at = reached;
      if (events.length > 0) yield events;
      only?.passed(reached);
      await breather.take();
    }
  }

  /** Most groups hold nothing of what a policy follows. */
  private ofTypes(after: Position, size: number, types: ReadonlySet<string>) {
    const { head } = this.writer;
    if (!this.writer.mayFollow(after, (type) => this.reader.isOne(type, types))) return { events: [], reached: head };
    return this.reader.rangeOfTypes(after, head, size, types);
  }

  private batch(after: Position, end: Position): { events: readonly Recorded[]; reached: Position } {
    const events = this.reader.range(after, end);
    return { events, reached: events.at(-1)!.position };
  }

  async head(): Promise<Position> {
    this.assertOpen();
    return this.writer.head;
  }

  /** The head for followers in other threads (`SqliteFollower`), kept up to date from now on. */
  shareHead(): SharedHead {
    this.assertOpen();
    this.sharedHead ??= new SharedHead();
    this.sharedHead.advance(this.writer.head);
    return this.sharedHead;
  }

  /**
   * Lets another thread (`SqliteFollower.copyLog`) do what takes longest of copying the write-ahead log into the file, so
   * that no append waits for it. When it is done, `copied` must be told; a thread that does not come to it, or has gone, is not
   * waited for.
   */
  copyElsewhere(ask: () => void): void {
    this.copyingElsewhere = { ask, asked: false };
  }

  /** The other thread has copied what was there when it was asked. What came since is little, and is copied here. */
  copied(): void {
    this.planCheckpoint();
    // After it: until then the log is as full as it was, and would be asked for again.
    setImmediate(() => this.copyingElsewhere && (this.copyingElsewhere.asked = false));
  }

  /** Writes what waits, gives the file back, and ends subscriptions with StoreUnavailable 'closed'. */
  async close(): Promise<void> {
    if (this.closed) return;
    this.group.drain();
    this.closed = true;
    clearInterval(this.idleCheck);
    this.wakeFollowers();
    try {
      this.checkpoint();
    } finally {
      this.connection.close();
      this.lock.release();
    }
  }

  private commit(group: readonly PendingAppend[]) {
    this.assertOpen();
    const outcomes = guarded(this.path, () => this.writer.write(group));
    // Each commit rewrites the last page of the log, and a new stream a page of names and one of their index.
    let bytes = FRAME_BYTES;
    for (const { weight, expected } of group) bytes += weight + (expected === NO_STREAM ? 2 * FRAME_BYTES : 0);
    this.walUsed += bytes;
    this.busySinceCheck = true;
    if (this.walUsed > this.walBytes || this.heads.unsavedCount > UNSAVED_HEADS_MAX) this.planCheckpoint();
    else if (this.walUsed > this.walBytes / 2) this.askForCopy();
    this.wakeFollowers();
    return outcomes;
  }

  private askForCopy(): void {
    const elsewhere = this.copyingElsewhere;
    if (elsewhere === undefined || elsewhere.asked) return;
    elsewhere.asked = true;
    elsewhere.ask();
  }

  /** Between two groups, never within one: the callers of this group have their answer first. */
  private planCheckpoint(): void {
    if (this.checkpointPlanned) return;
    this.checkpointPlanned = true;
    setImmediate(() => {
      this.checkpointPlanned = false;
      if (!this.closed) this.checkpoint();
    });
  }

  private checkpointWhenIdle(): void {
    if (!this.busySinceCheck && this.walUsed > this.walBytes / 8) this.checkpoint();
    this.busySinceCheck = false;
  }

  /** Copies the write-ahead log into the file, so that the next commit starts the log over in its warm blocks. */
  private checkpoint(): void {
    try {
      this.heads.save(this.writer.head);
      const [busy, frames, copied] = rowOf(this.checkpointStatement) as [number, number, number];
      // A reader elsewhere may hold back some frames, or another thread be at it; tried again after another eighth of growth.
      this.walUsed = busy === 0 && frames === copied ? 0 : this.walBytes - this.walBytes / 8;
    } catch {
      // Nothing is lost: events and heads are in the log, and an append that cannot go on says why by itself.
      this.walUsed = this.walBytes - this.walBytes / 8;
    }
  }

  private nextCommit(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        this.followers.delete(wake);
        signal.removeEventListener('abort', wake);
        resolve();
      };
      this.followers.add(wake);
      signal.addEventListener('abort', wake, { once: true });
    });
  }

  private wakeFollowers(): void {
    this.sharedHead?.advance(this.writer.head);
    for (const wake of [...this.followers]) wake();
  }

  private assertOpen(): void {
    if (this.closed) throw new StoreUnavailable('closed', `The event store ${this.path} is closed`);
  }
}

/** One name for the file, however it is spelt or linked, so that two stores cannot each lock their own spelling. */
const guardedPath = (file: string): string => {
  const path = resolve(file);
  try {
    mkdirSync(dirname(path), { recursive: true });
    return existsSync(path) ? realpathSync(path) : join(realpathSync(dirname(path)), basename(path));
  } catch (error) {
    throw asFileTrouble(error, path);
  }
};

const asFileTrouble = (error: unknown, path: string): unknown => {
  const { code, syscall, message } = error as NodeJS.ErrnoException;
  if (syscall === undefined) return asUnavailable(error, path);
  const reason = code === 'ENOSPC' ? 'full' : 'io';
  return new StoreUnavailable(reason, `The event store ${path} cannot be opened (${message})`, { cause: error });
};

const onlyDefined = <K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } =>
  value === undefined ? {} : ({ [key]: value } as { [P in K]?: V });

const nothing = async function* (): AsyncGenerator<readonly Recorded[]> {};

/** Events between two that are asked for, which are read with them rather than apart. */
const GAP_MAX = 8;

interface Run {
  readonly wanted: Set<Position>;
  readonly first: Position;
  last: Position;
}

/** Positions that lie close together, up to the head, as stretches of at most a page. */
const runsOf = (positions: readonly Position[], head: Position): readonly Run[] => {
  const runs: Run[] = [];
  for (const position of [...positions].sort((a, b) => a - b)) {
    if (position < 1 || position > head) continue;
    const run = runs.at(-1);
    if (run !== undefined && position - run.last <= GAP_MAX && position - run.first < PAGE_SIZE) {
      run.wanted.add(position);
      run.last = position;
    } else runs.push({ wanted: new Set([position]), first: position, last: position });
  }
  return runs;
};
