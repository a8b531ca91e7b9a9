import type { DatabaseSync } from 'node:sqlite';
import type { Recorded } from '../../kernel/event';
import { StoreUnavailable, type Position } from './event-store';
import { Breather } from './breather';
import { sqliteCode } from '../files/disk-trouble';
import { BrokenRow, SQLITE_TOO_BIG, asUnavailable } from './sqlite.errors';
import type { Head, StreamHeads } from './sqlite.heads';
import { PAGE_TEXTS, eventsFrom, type RowNames, type StoredType } from './sqlite.rows';
import { prepareRows, rowOf, rowsOf } from './sqlite.schema';
import type { Upcasting } from './upcasting';

/** Positions looked at in one go when only some types are wanted, so that a rare type cannot block the process. */
const FILTER_WINDOW = 5_000;
/** Links of a stream's chain followed in one go. */
const CHAIN_WINDOW = 5_000;

/** A row of a chain, from `?1` back over at most `?2` events. */
const CHAIN = `
  with recursive chain (position, previous, step) as (
    select position, previous, 1 from events where position = ?1
    union all
    select e.position, e.previous, step + 1
    from chain cross join events e on e.position = chain.previous where step < ?2
  )`;

/** Reads pages of events. Every read is one statement, so no transaction outlives it. */
export class SqliteReader implements RowNames {
  private readonly types: StoredType[] = [];
  /** Gives every type as it is stored. */
  private readonly asStored: RowNames = {
    streamName: (key) => this.streamName(key),
    typeOf: (key) => ({ name: this.typeOf(key).name, upcast: undefined }),
  };
  private readonly selectTypes;
  private readonly page;
  private readonly positionsOfTypes;
  private readonly chainPage;
  private readonly chainEnd;
  private readonly chainCells;

  constructor(
    connection: DatabaseSync,
    private readonly path: string,
    private readonly heads: StreamHeads,
    private readonly upcasting: Upcasting,
    private readonly assertOpen: () => void,
  ) {
    this.selectTypes = prepareRows(connection, 'select id, name from types');
    this.page = prepareRows(
      connection,
      `select ${PAGE_TEXTS}, count(*) from events e where position > ?1 and position <= ?2`,
    );
    this.positionsOfTypes = prepareRows(
      connection,
      `select position from events where position > ?1 and position <= ?2
       and type in (select value from json_each(?3)) order by position limit ?4`,
    );
    this.chainPage = prepareRows(
      connection,
      `${CHAIN} select ${PAGE_TEXTS}, '[' || group_concat(e.position) || ']' from chain cross join events e on e.position = chain.position`,
    );
    this.chainEnd = prepareRows(connection, `${CHAIN} select position from chain order by step desc limit 1`);
    this.chainCells = prepareRows(
      connection,
      `${CHAIN} select e.position, e.recorded_at, e.cells from chain cross join events e on e.position = chain.position`,
    );
  }

  streamName(key: number): string {
    return this.heads.nameOf(key);
  }

  typeOf(key: number): StoredType {
    const known = this.types[key];
    if (known) return known;
    this.loadTypes();
    const found = this.types[key];
    if (!found) throw new BrokenRow(`No type has the key ${key}`);
    return found;
  }

  /** Events after a position up to another, at most `size` of them and of the given types; empty at the end. */
  async *readRange(
    after: Position,
    upTo: Position,
    size: number,
    types?: readonly string[],
    asStored = false,
  ): AsyncGenerator<readonly Recorded[]> {
    const wanted = types && new Set(types);
    const breather = new Breather();
    let at = after;
    while (at < upTo) {
      this.assertOpen();
      let events: readonly Recorded[];
      if (wanted) ({ events, reached: at } = this.rangeOfTypes(at, upTo, size, wanted));
      else {
        events = this.range(at, Math.min(upTo, at + size), asStored ? this.asStored : this);
        at = events.at(-1)!.position;
      }
      if (events.length > 0) yield events;
      await breather.take();
    }
  }

  /**
   * Events of `(after, end]`. Fewer than asked for when they would not fit one value of SQLite.
   * @throws StoreUnavailable 'corrupt' when positions are missing: ours are dense.
   */
  range(after: Position, end: Position, names: RowNames = this): readonly Recorded[] {
    return this.reading(() => {
      let last = end;
      for (;;) {
        try {
          const [data, cells, count] = rowOf(this.page, after, last) as [string, string, number];
          if (count !== last - after) {
            throw new StoreUnavailable(
              'corrupt',
              `The event store ${this.path} is corrupt: it has ${count} of the events ${after + 1} to ${last}`,
            );
          }
          return eventsFrom([data, cells], names, (index) => after + 1 + index);
        } catch (error) {
          if (sqliteCode(error) !== SQLITE_TOO_BIG || last <= after + 1) throw error;
          last = after + Math.ceil((last - after) / 4);
        }
      }
    });
  }

  /** Events of a stream from the one with `top` as its head back over `count` events, the newest first. */
  chain(top: Position, count: number): readonly Recorded[] {
    return this.reading(() => {
      try {
        const [data, cells, positions] = rowOf(this.chainPage, top, count) as [string, string, string];
        const positionList = JSON.parse(positions) as Position[];
        return eventsFrom([data, cells], this, (index) => positionList[index]!);
      } catch (error) {
        if (sqliteCode(error) !== SQLITE_TOO_BIG || count === 1) throw error;
        const newer = this.chain(top, Math.floor(count / 2));
        const next = this.chainEndOf(top, newer.length + 1);
        return [...newer, ...this.chain(next, count - newer.length)];
      }
    });
  }

  /** Position, time (ms) and cells of a stream's events from `top` back over `count` events, the newest first. */
  cells(top: Position, count: number): [position: Position, recordedAt: number, cells: string][] {
    return rowsOf(this.chainCells, top, count) as [number, number, string][];
  }

  /** Position of the event `count - 1` links before `top` in its stream. */
  chainEndOf(top: Position, count: number): Position {
    return rowOf(this.chainEnd, top, count)?.[0] as number;
  }

  /** Pages of one stream from revision `from` down to `to`. */
  async *readBackwards(head: Head, from: number, to: number, size: number): AsyncGenerator<readonly Recorded[]> {
    const breather = new Breather();
    let [top, revision] = [await this.walk(head, from, breather), from];
    while (revision >= to) {
      this.assertOpen();
      const count = Math.min(size, revision - to + 1);
      const events = this.chain(top, count);
      revision -= events.length;
      if (revision >= to) top = this.reading(() => this.chainEndOf(events.at(-1)!.position, 2));
      yield events;
      await breather.take();
    }
  }

  /** Pages of one stream from revision `from` up to `to`. The chain leads backwards, so the pages' ends come first. */
  async *readForwards(head: Head, from: number, to: number, size: number): AsyncGenerator<readonly Recorded[]> {
    const breather = new Breather();
    const tops: Position[] = [];
    let reached = head;
    for (let first = from + Math.floor((to - from) / size) * size; first >= from; first -= size) {
      const last = Math.min(first + size - 1, to);
      const position = await this.walk(reached, last, breather);
      reached = { key: head.key, revision: last, position };
      tops.push(position);
    }
    for (let first = from; first <= to; first += size) {
      this.assertOpen();
      yield this.chain(tops.pop()!, Math.min(size, to - first + 1)).toReversed();
      await breather.take();
    }
  }

  /** Position of an earlier revision of the stream. */
  private async walk(head: Head, revision: number, breather: Breather): Promise<Position> {
    let { position, revision: at } = head;
    while (at > revision) {
      this.assertOpen();
      const links = Math.min(CHAIN_WINDOW, at - revision);
      position = this.reading(() => this.chainEndOf(position, links + 1));
      at -= links;
      if (at > revision) await breather.take();
    }
    return position;
  }

  /**
   * The first events of some types in `(after, upTo]`, at most `size` of them, and the position up to which there are no
   * others. Looks at a window of positions in one go, so that a rare type cannot block the process.
   */
  rangeOfTypes(
    after: Position,
    upTo: Position,
    size: number,
    wanted: ReadonlySet<string>,
  ): { readonly events: readonly Recorded[]; readonly reached: Position } {
    return this.reading(() => {
      const end = Math.min(upTo, after + FILTER_WINDOW);
      this.loadTypes();
      const keys = this.types.flatMap(({ name }, key) => (this.isOne(name, wanted) ? [key] : []));
      const positions = rowsOf(this.positionsOfTypes, after, end, JSON.stringify(keys), size) as [Position][];
      const events = positions.flatMap(([position]) => this.range(position - 1, position));
      // Fewer than asked for means that the rest of the window has none.
      return { events, reached: events.length < size ? end : events.at(-1)!.position };
    });
  }

  /** Whether events stored as this type are read as one of the types. */
  isOne(stored: string, types: ReadonlySet<string>): boolean {
    return types.has(this.upcasting.currentType(stored));
  }

  private loadTypes(): void {
    for (const [key, name] of rowsOf(this.selectTypes) as [number, string][]) {
      const isOld = this.upcasting.currentType(name) !== name;
      this.types[key] = { name, upcast: isOld ? (stored) => this.upcasting(name, stored) : undefined };
    }
  }

  private reading<T>(read: () => T): T {
    try {
      return read();
    } catch (error) {
      if (error instanceof SyntaxError || error instanceof BrokenRow) {
        const message = `The event store ${this.path} is corrupt: ${error.message}`;
        throw new StoreUnavailable('corrupt', message, { cause: error });
      }
      throw asUnavailable(error, this.path);
    }
  }
}
