import type { Position, Recorded } from '../../kernel/event';
import { Breather } from '../event-store/breather';
import type { EventStore } from '../event-store/event-store';
import { markOf } from '../event-store/ledger-mark';
import { LeafWriter } from './leaf';
import { consistencyPath, HASH_BYTES, inclusionPath, leafHash, nodeHash, rootOf } from './merkle';
import type { Hash, Subtrees } from './merkle';
import type { Tile, TreeFile } from './tree-file';

const TILE_LEVEL = 8;
/** Leaves of a finished tile; the last one may have fewer. */
export const TILE_LEAVES = 2 ** TILE_LEVEL;
/** Events hashed before others may have a turn: about a millisecond. */
const PAGE_SIZE = 100;
/** Tiles kept at hand; a proof needs one, or two. */
const TILES_AT_HAND = 4;

/** An event and its leaf; `index` is counted from 0. */
export interface LeafOfEvent {
  readonly index: number;
  readonly event: Recorded;
  readonly leaf: string;
}

/**
 * The Merkle tree over the log. Nobody keeps it up to date: whoever asks has it read on from where it stopped, with pauses
 * for others, so it costs nothing while nobody asks.
 */
export class LogTree implements Subtrees {
  private leaves = 0;
  private last: Position = 0;
  private readonly writer = new LeafWriter();
  /** Leaves after the last finished tile. */
  private tail: Hash[] = [];
  /** Of finished subtrees: first those over one tile, then over two, and so on. */
  private readonly levels: Hash[][] = [[]];
  /** Where each finished tile ends. */
  private readonly ends: Pick<Tile, 'position' | 'latest'>[] = [];
  private readonly atHand = new Map<number, Buffer>();
  private reading: Promise<unknown> = Promise.resolve();
  private mark: string | undefined;

  constructor(
    private readonly store: Pick<EventStore, 'readAll'>,
    private readonly file: TreeFile,
    private readonly stopping = new AbortController().signal,
  ) {}

  get size(): number {
    return this.leaves;
  }

  /**
   * Reads on to the end of the log as it is now. Whoever asks while somebody else's reading runs has it read on once more,
   * for that one may have begun before the last event.
   * @returns the number of leaves. @throws StoreUnavailable.
   */
  grow(): Promise<number> {
    const reading = this.reading.then(() => this.readOn());
    this.reading = reading.catch(() => undefined);
    return reading;
  }

  root(size: number): Hash {
    return rootOf(this, size);
  }

  leaf(index: number): Hash {
    return this.subtree(0, index);
  }

  inclusion(index: number, size: number): readonly Hash[] {
    return inclusionPath(this, index, size);
  }

  consistency(from: number, to: number): readonly Hash[] {
    return consistencyPath(this, from, to);
  }

  /**
   * The event at a position with its place in the tree, as far as the tree goes, and its leaf as the log gives it now: one
   * whose hash is not the tree's has been changed since.
   */
  async at(position: Position): Promise<LeafOfEvent | undefined> {
    const tile = this.ends.findIndex((end) => end.position >= position);
    const before = tile < 0 ? this.ends.at(-1) : this.ends[tile - 1];
    const writer = new LeafWriter(before?.latest);
    let index = (tile < 0 ? this.ends.length : tile) * TILE_LEAVES;
    const pages = this.store.readAll({
      after: before?.position ?? 0,
      upTo: position,
      pageSize: PAGE_SIZE,
      asStored: true,
    });
    for await (const page of pages)
      for (const event of page) {
        const leaf = writer.leafOf(event);
        if (event.position === position) return index < this.leaves ? { index, event, leaf } : undefined;
        index += 1;
      }
    return undefined;
  }

  /** The texts of the leaves from one to before another, as the log gives them now, page by page. */
  async *texts(first: number, end: number): AsyncGenerator<readonly string[]> {
    const tile = Math.min(Math.floor(first / TILE_LEAVES), this.ends.length);
    const before = tile === 0 ? undefined : this.ends[tile - 1];
    const writer = new LeafWriter(before?.latest);
    let index = tile * TILE_LEAVES;
    const pages = this.store.readAll({ after: before?.position ?? 0, pageSize: PAGE_SIZE, asStored: true });
    for await (const page of pages) {
      this.stopping.throwIfAborted();
      const texts: string[] = [];
      for (const event of page) {
        const leaf = writer.leafOf(event);
        if (index >= first && index < end) texts.push(leaf);
        index += 1;
      }
      if (texts.length > 0) yield texts;
      if (index >= end) return;
    }
  }

  subtree(level: number, index: number): Hash {
    if (level >= TILE_LEVEL) return this.levels[level - TILE_LEVEL]?.[index] as Hash;
    const first = index * 2 ** level;
    const tile = Math.floor(first / TILE_LEAVES);
    const from = first - tile * TILE_LEAVES;
    let hashes =
      tile === this.ends.length
        ? this.tail.slice(from, from + 2 ** level)
        : hashesIn(this.tile(tile), from, 2 ** level);
    while (hashes.length > 1) hashes = pairs(hashes);
    return hashes[0] as Hash;
  }

  private async readOn(): Promise<number> {
    if (this.mark === undefined) await this.begin();
    const before = this.leaves;
    const breather = new Breather();
    for await (const page of this.store.readAll({ after: this.last, pageSize: PAGE_SIZE, asStored: true })) {
      this.stopping.throwIfAborted();
      for (const event of page) this.add(event);
      await breather.take();
    }
    if (this.leaves > before && this.tail.length > 0) this.keep();
    return this.leaves;
  }

  private async begin(): Promise<void> {
    const mark = await markOf(this.store);
    if (mark === undefined) return;
    const breather = new Breather();
    for (const { hashes, position, latest } of this.file.tilesOf(mark)) {
      this.leaves += hashes.length / HASH_BYTES;
      this.last = position;
      this.writer.latest = latest;
      if (hashes.length === TILE_LEAVES * HASH_BYTES) this.join(hashes, position, latest);
      else this.tail = hashesIn(hashes, 0, hashes.length / HASH_BYTES);
      await breather.take();
    }
    this.mark = mark;
  }

  private add(event: Recorded): void {
    this.tail.push(leafHash(this.writer.leafOf(event)));
    this.leaves += 1;
    this.last = event.position;
    if (this.tail.length < TILE_LEAVES) return;
    const { hashes, position, latest } = this.keep();
    this.tail = [];
    this.join(hashes, position, latest);
  }

  /** Writes down the leaves after the last finished tile, so that each is known as it was when it was first read. */
  private keep(): Tile {
    const kept = { hashes: Buffer.concat(this.tail), position: this.last, latest: this.writer.latest };
    this.file.addTile(this.ends.length, kept);
    return kept;
  }

  /** Takes a finished tile into the tree. */
  private join(hashes: Buffer, position: Position, latest: string): void {
    let level = hashesIn(hashes, 0, TILE_LEAVES);
    while (level.length > 1) level = pairs(level);
    let [at, subtree] = [0, level[0] as Hash];
    for (;;) {
      const beside = (this.levels[at] ??= []);
      beside.push(subtree);
      if (beside.length % 2 === 1) break;
      subtree = nodeHash(beside.at(-2) as Hash, subtree);
      at += 1;
    }
    this.ends.push({ position, latest });
  }

  private tile(tile: number): Buffer {
    const held = this.atHand.get(tile);
    if (held !== undefined) return held;
    if (this.atHand.size >= TILES_AT_HAND) this.atHand.delete(this.atHand.keys().next().value as number);
    const hashes = this.file.hashesOf(tile);
    this.atHand.set(tile, hashes);
    return hashes;
  }
}

const hashesIn = (tile: Buffer, from: number, count: number): Hash[] =>
  Array.from({ length: count }, (_, at) => tile.subarray((from + at) * HASH_BYTES, (from + at + 1) * HASH_BYTES));

const pairs = (hashes: readonly Hash[]): Hash[] =>
  Array.from({ length: hashes.length / 2 }, (_, at) => nodeHash(hashes[2 * at] as Hash, hashes[2 * at + 1] as Hash));
