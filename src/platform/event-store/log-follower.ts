import { setTimeout as sleep } from 'node:timers/promises';
import type { Position, Recorded } from '../../kernel/event';
import type { EventStore, SubscribeOptions } from './event-store';
import { Breather } from './breather';
import { StreamHeads } from './sqlite.heads';
import { SqliteReader } from './sqlite.reader';
import { openForCopying, openForReading } from './sqlite.schema';
import { NO_UPCASTING, type Upcasting } from './upcasting';

/** How long events gather before they are read: waking for each commit would cost the writer and the follower more. */
const GATHER_MS = 3;
/** How long a follower sleeps at most before it looks whether it should end, in milliseconds. */
const SLEEP_MS_MAX = 500;

/** The position of the newest committed event, where every thread of the process can see it and sleep on it. */
export class SharedHead {
  private readonly cell: BigInt64Array<SharedArrayBuffer>;

  constructor(readonly memory: SharedArrayBuffer = new SharedArrayBuffer(BigInt64Array.BYTES_PER_ELEMENT)) {
    this.cell = new BigInt64Array(memory);
  }

  get position(): Position {
    return Number(Atomics.load(this.cell, 0));
  }

  /** Only after the commit is on disk: followers read at once. */
  advance(position: Position): void {
    Atomics.store(this.cell, 0, BigInt(position));
    Atomics.notify(this.cell, 0);
  }

  /** Sleeps until the head has left the position, or for half a second. */
  async leaves(position: Position): Promise<void> {
    const waiting = Atomics.waitAsync(this.cell, 0, BigInt(position), SLEEP_MS_MAX);
    if (waiting.async) await waiting.value;
  }
}

/** The log as another thread follows it: through a connection of its own that cannot write, up to a head it is told. */
export class SqliteFollower implements Pick<EventStore, 'head' | 'subscribeToAll'> {
  private readonly connection;
  private readonly reader: SqliteReader;

  /** @param path of a ledger that a store of this process has open. */
  constructor(
    private readonly path: string,
    private readonly shared: SharedHead,
    upcasting: Upcasting = NO_UPCASTING,
  ) {
    this.connection = openForReading(path);
    this.reader = new SqliteReader(this.connection, path, new StreamHeads(this.connection), upcasting, () => undefined);
  }

  async head(): Promise<Position> {
    return this.shared.position;
  }

  async *subscribeToAll({ after, batchSize = 500, signal }: SubscribeOptions): AsyncGenerator<readonly Recorded[]> {
    const breather = new Breather();
    let at = after;
    while (!signal.aborted) {
      const head = this.shared.position;
      if (at >= head) {
        await this.shared.leaves(head);
        await sleep(GATHER_MS);
        continue;
      }
      const events = this.reader.range(at, Math.min(at + batchSize, head));
      at = events.at(-1)?.position ?? at;
      yield events;
      await breather.take();
    }
  }

  /**
   * Copies the write-ahead log into the file, as far as nobody reads there, and syncs it.
   * @throws Error of SQLite when the file cannot be written; nothing is lost, because the log still has it.
   */
  copyLog(): void {
    const connection = openForCopying(this.path);
    try {
      connection.exec('pragma wal_checkpoint(passive)');
    } finally {
      connection.close();
    }
  }

  close(): void {
    this.connection.close();
  }
}
