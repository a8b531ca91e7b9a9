import type { DatabaseSync } from 'node:sqlite';
import { NO_STREAM, type Position, type Revision } from '../../kernel/event';
import { BrokenRow } from './sqlite.errors';
import { numberFrom, prepareRows, rowOf, rowsOf } from './sqlite.schema';

/** Where a stream stands: the key of its name, its last revision and the position of its last event. */
export interface Head {
  readonly key: number;
  readonly revision: Revision;
  readonly position: Position;
}

/** Streams kept in memory, about 200 bytes each. */
const STREAMS_IN_MEMORY_MAX = 100_000;
const SLOTS = 131_072;
/** Events restored in one go at opening. */
const RESTORE_PAGE = 10_000;

/**
 * The head of every stream: the newest in memory, where one process owns the file and appends compare-and-set against
 * them, and written to the table in bulk. Writing a head with each event would double the pages a commit dirties; what
 * the table lacks is restored at opening from the events themselves (see docs/adr/0005).
 */
export class StreamHeads {
  private readonly byName = new Map<string, Head>();
  private readonly names = new NameSlots();
  private unsaved = new Map<number, Head>();
  private saved: Position;
  private readonly selectByName;
  private readonly selectName;
  private readonly upsert;
  private readonly updateSaved;

  constructor(private readonly connection: DatabaseSync) {
    this.selectByName = prepareRows(
      connection,
      'select s.id, h.revision, h.position from streams s left join heads h on h.stream = s.id where s.name = ?',
    );
    this.selectName = prepareRows(connection, 'select name from streams where id = ?');
    this.upsert = connection.prepare(
      `insert into heads values (?, ?, ?)
       on conflict (stream) do update set revision = excluded.revision, position = excluded.position`,
    );
    this.updateSaved = connection.prepare('update heads_saved set position = ?');
    this.saved = numberFrom(connection, 'select position from heads_saved');
    this.restore();
  }

  /** Number of streams whose head the table does not have yet. */
  get unsavedCount(): number {
    return this.unsaved.size;
  }

  find(name: string): Head | undefined {
    const known = this.byName.get(name);
    if (known) return known;
    const row = rowOf(this.selectByName, name);
    if (!row) return undefined;
    const key = row[0] as number;
    const head = this.unsaved.get(key) ?? {
      key,
      revision: (row[1] as number | null) ?? NO_STREAM,
      position: (row[2] as number | null) ?? 0,
    };
    this.remember(name, head);
    return head;
  }

  /** @throws BrokenRow when no stream has the key, which only a corrupt file can bring about. */
  nameOf(key: number): string {
    const known = this.names.get(key);
    if (known !== undefined) return known;
    const row = rowOf(this.selectName, key);
    if (!row) throw new BrokenRow(`No stream has the key ${key}`);
    const name = row[0] as string;
    this.names.set(key, name);
    return name;
  }

  /** A commit has moved these streams. */
  moved(heads: ReadonlyMap<string, Head>): void {
    for (const [name, head] of heads) {
      this.unsaved.set(head.key, head);
      this.remember(name, head);
    }
  }

  /** Writes the heads the table lacks, in the order of the table so that each of its pages is touched once. */
  save(upTo: Position): void {
    if (this.unsaved.size === 0) return;
    const heads = [...this.unsaved.values()].sort((a, b) => a.key - b.key);
    this.connection.exec('begin immediate');
    try {
      for (const { key, revision, position } of heads) this.upsert.run(key, revision, position);
      this.updateSaved.run(upTo);
      this.connection.exec('commit');
    } catch (error) {
      if (this.connection.isTransaction) this.connection.exec('rollback');
      throw error;
    }
    this.unsaved = new Map();
    this.saved = upTo;
  }

  private restore(): void {
    const page = prepareRows(
      this.connection,
      'select stream, revision, position from events where position > ? order by position limit ?',
    );
    let upTo = this.saved;
    for (let rows = rowsOf(page, upTo, RESTORE_PAGE); rows.length > 0; rows = rowsOf(page, upTo, RESTORE_PAGE)) {
      for (const [key, revision, position] of rows as [number, number, number][]) {
        this.unsaved.set(key, { key, revision, position });
        upTo = position;
      }
    }
  }

  private remember(name: string, head: Head): void {
    if (this.byName.size >= STREAMS_IN_MEMORY_MAX && !this.byName.has(name)) dropOldest(this.byName);
    this.byName.set(name, head);
  }
}

/** Names of streams by key; of keys that fall into the same slot the last one stays. A replay asks for each event. */
class NameSlots {
  private readonly keys = new Float64Array(SLOTS);
  private readonly names: string[] = [];

  get(key: number): string | undefined {
    const slot = key % SLOTS;
    return this.keys[slot] === key ? this.names[slot] : undefined;
  }

  set(key: number, name: string): void {
    const slot = key % SLOTS;
    this.keys[slot] = key;
    this.names[slot] = name;
  }
}

/** Forgets the tenth that came first; they are found again in the file. */
const dropOldest = (map: Map<unknown, unknown>): void => {
  let left = Math.ceil(map.size / 10);
  for (const key of map.keys()) {
    if (left-- === 0) return;
    map.delete(key);
  }
};
