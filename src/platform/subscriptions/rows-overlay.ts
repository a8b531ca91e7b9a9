import type { Position } from '../../kernel/event';
import type { AnyProjection, Rows, Table, Tables } from '../../kernel/projection';
import type { AnyTable, Key, StoredRow } from './table-shape';
import { frozenRow, mapKeyOf, rowKeyOf } from './table-shape';
import { GreatestKeys } from './greatest-keys';

/** Where rows come from that the overlay does not hold. */
export interface RowSource {
  find(table: AnyTable, key: Key): StoredRow | undefined;
  /** The greatest last column among the keys that begin with these columns; undefined when there is none. */
  greatest(table: AnyTable, beginning: Key): string | number | undefined;
}

/** A version of a row that is no longer the newest. */
export interface PastVersion {
  readonly row: object;
  readonly knownFrom: Position;
  readonly knownTo: Position;
}

/** What is known about one row: the newest version, or that there is none. */
export interface Slot {
  readonly key: Key;
  row: object | undefined;
  knownFrom: Position;
  /** Position of the event that changed it last while it was held here. */
  touched: Position;
  dirty: boolean;
}

interface Undo {
  readonly overlay: TableOverlay;
  readonly slot: Slot;
  readonly before: Readonly<Slot> | undefined;
}

/**
 * The rows of one projection as its handlers see them, in memory in front of the file. Many events change the same row;
 * only its last state is written, and with history the versions in between. A rebuild that starts from nothing asks the
 * file for nothing.
 */
export class RowsOverlay {
  readonly tables: readonly TableOverlay[];
  /** The way handlers reach their rows. */
  readonly access: Tables;
  private readonly undo: Undo[] = [];
  private readonly pastBefore: number[] = [];
  position: Position = 0;

  /** Without a source the overlay is the whole read model. */
  constructor(projection: AnyProjection, source?: RowSource) {
    this.tables = projection.tables.map((table) => new TableOverlay(table, this, source));
    const byTable = new Map<AnyTable, TableOverlay>(this.tables.map((overlay) => [overlay.table, overlay]));
    this.access = <Row extends object>(table: Table<Row>): Rows<Row> => {
      const overlay = byTable.get(table);
      if (overlay === undefined) throw new TypeError(`${projection.name} does not declare the table ${table.name}`);
      return overlay as unknown as Rows<Row>;
    };
  }

  /** Lets `change` touch rows on behalf of one event; when it throws, every row is as it was before. */
  apply(position: Position, change: (rows: Tables) => void): void {
    this.position = position;
    this.undo.length = 0;
    this.tables.forEach(({ past }, at) => (this.pastBefore[at] = past.length));
    try {
      change(this.access);
    } catch (failure) {
      for (const { overlay, slot, before } of this.undo.reverse()) overlay.restore(slot, before);
      this.tables.forEach(({ past }, at) => (past.length = this.pastBefore[at] ?? 0));
      throw failure;
    }
  }

  remember(overlay: TableOverlay, slot: Slot, existed: boolean): void {
    this.undo.push({ overlay, slot, before: existed ? { ...slot } : undefined });
  }

  /** Rows and versions that wait to be written. */
  get unwritten(): number {
    let count = 0;
    for (const { dirty, past } of this.tables) count += dirty.length + past.length;
    return count;
  }

  /** Everything has been written; rows past the limit are let go. */
  written(rowsMax: number): void {
    for (const overlay of this.tables) overlay.written(rowsMax);
  }
}

export class TableOverlay implements Rows<object> {
  readonly slots = new Map<string | number, Slot>();
  readonly dirty: Slot[] = [];
  readonly past: PastVersion[] = [];
  /** Holds every row there is, so that what is not here does not exist. */
  private complete: boolean;
  private readonly history: boolean;
  private readonly greatest: GreatestKeys | undefined;

  constructor(
    readonly table: AnyTable,
    private readonly owner: RowsOverlay,
    private readonly source?: RowSource,
  ) {
    this.complete = source === undefined;
    this.history = table.history === true;
    this.greatest = source && new GreatestKeys((beginning) => source.greatest(table, beginning));
  }

  /** The file behind it is empty. */
  startEmpty(): void {
    this.complete = true;
  }

  get(...key: Key): object | undefined {
    return this.slot(key, mapKeyOf(key))?.row;
  }

  put(row: object): void {
    const frozen = frozenRow(this.table, row);
    this.change(rowKeyOf(this.table, frozen), frozen);
  }

  remove(...key: Key): void {
    if (this.slot(key, mapKeyOf(key))?.row !== undefined) this.change(key, undefined);
  }

  restore(slot: Slot, before: Readonly<Slot> | undefined): void {
    if (before === undefined) {
      slot.dirty = false;
      this.slots.delete(mapKeyOf(slot.key));
    } else Object.assign(slot, before);
  }

  written(rowsMax: number): void {
    for (const slot of this.dirty) slot.dirty = false;
    this.dirty.length = 0;
    this.past.length = 0;
    if (this.source === undefined || this.slots.size <= rowsMax) return;
    this.complete = false;
    let surplus = this.slots.size - Math.floor(rowsMax / 2);
    for (const key of this.slots.keys()) {
      if (surplus <= 0) return;
      this.slots.delete(key);
      surplus -= 1;
    }
  }

  private change(key: Key, row: object | undefined): void {
    const { position } = this.owner;
    const mapKey = mapKeyOf(key);
    // Only history needs to know what was there before; elsewhere a put may go ahead blindly.
    let slot = this.history ? this.slot(key, mapKey) : this.slots.get(mapKey);
    if (slot === undefined) {
      slot = { key, row: undefined, knownFrom: position, touched: -1, dirty: false };
      this.slots.set(mapKey, slot);
      this.owner.remember(this, slot, false);
    } else if (slot.touched !== position) this.owner.remember(this, slot, true);
    // Several changes by one event are one: nobody could ever have known the versions in between.
    if (this.history && slot.row !== undefined && slot.knownFrom < position) {
      this.past.push({ row: slot.row, knownFrom: slot.knownFrom, knownTo: position });
    }
    if (!this.complete) this.greatest?.add(key);
    slot.row = row;
    slot.knownFrom = position;
    slot.touched = position;
    if (slot.dirty) return;
    slot.dirty = true;
    this.dirty.push(slot);
  }

  private slot(key: Key, mapKey: string | number): Slot | undefined {
    const held = this.slots.get(mapKey);
    if (held !== undefined || this.complete || this.source === undefined) return held;
    const stored = this.greatest?.isBeyond(key) === true ? undefined : this.source.find(this.table, key);
    const slot: Slot = { key, row: stored?.row, knownFrom: stored?.knownFrom ?? 0, touched: -1, dirty: false };
    this.slots.set(mapKey, slot);
    return slot;
  }
}
