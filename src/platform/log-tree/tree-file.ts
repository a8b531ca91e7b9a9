import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Position } from '../../kernel/event';

/** 256 leaves, the last tile fewer, and where they end. */
export interface Tile {
  /** The leaves' hashes, one after the other. */
  readonly hashes: Buffer;
  /** Of its last event, in the store that holds the log. */
  readonly position: Position;
  /** Latest instant of recording up to there. */
  readonly latest: string;
}

export interface StoredCheckpoint {
  readonly size: number;
  readonly keyId: string;
  /** ISO 8601, UTC. */
  readonly takenAt: string;
  /** The signed text. */
  readonly text: string;
}

export interface StoredKey {
  readonly keyId: string;
  /** Name, key id and public key, as signed notes are verified with. */
  readonly verifierKey: string;
  readonly since: string;
}

/** The one file beside the ledger that holds what was signed, and saves the tree from being made again. */
export const proofsFile = (dataFolder: string): string => join(dataFolder, 'proofs.sqlite');

/**
 * Nothing waits for the disk: after a power cut the tree is made again, and a checkpoint that was taken home is as good
 * as before.
 */
const SCHEMA = `
  pragma journal_mode = wal;
  pragma synchronous = normal;
  create table if not exists ledger (one integer primary key check (one = 1), mark text not null) strict;
  create table if not exists tiles (
    tile integer primary key, hashes blob not null, position integer not null, latest text not null
  ) strict;
  create table if not exists checkpoints (
    size integer not null, key_id text not null, taken_at text not null, text text not null,
    primary key (size, key_id)
  ) strict, without rowid;
  create table if not exists keys (key_id text primary key, verifier_key text not null, since text not null) strict;
`;

/** Tiles, checkpoints and public keys in a file of their own. */
export class TreeFile {
  private readonly database: DatabaseSync;
  private readonly statements;

  constructor(dataFolder: string) {
    mkdirSync(dataFolder, { recursive: true });
    this.database = new DatabaseSync(proofsFile(dataFolder));
    this.database.exec(SCHEMA);
    const prepare = (sql: string) => this.database.prepare(sql);
    this.statements = {
      mark: prepare('select mark from ledger'),
      setMark: prepare('insert or replace into ledger values (1, ?)'),
      clear: prepare('delete from tiles'),
      tiles: prepare('select tile, hashes, position, latest from tiles order by tile'),
      clearFrom: prepare('delete from tiles where tile >= ?'),
      hashes: prepare('select hashes from tiles where tile = ?'),
      addTile: prepare('insert or replace into tiles values (?, ?, ?, ?)'),
      newest: prepare('select * from checkpoints order by size desc, taken_at desc limit 1'),
      ofSize: prepare('select * from checkpoints where size = ? order by taken_at desc limit 1'),
      before: prepare('select * from checkpoints where size < ? order by size desc, taken_at desc limit ?'),
      all: prepare('select * from checkpoints order by size, taken_at'),
      add: prepare('insert or ignore into checkpoints values (?, ?, ?, ?)'),
      keys: prepare('select * from keys order by since desc'),
      addKey: prepare('insert or ignore into keys values (?, ?, ?)'),
    };
  }

  /**
   * The tiles in order, when they are of the log with this mark; of another, or of this one where it was before, they go,
   * and so do those behind one that is missing.
   */
  *tilesOf(mark: string): Generator<Tile> {
    const held = this.statements.mark.get() as { mark: string } | undefined;
    if (held?.mark !== mark) {
      this.statements.clear.run();
      this.statements.setMark.run(mark);
    }
    let next = 0;
    for (const row of this.statements.tiles.iterate()) {
      const { tile, hashes, position, latest } = row as unknown as Tile & { readonly tile: number };
      if (tile !== next) break;
      next += 1;
      yield { hashes: Buffer.from(hashes), position, latest };
    }
    this.statements.clearFrom.run(next);
  }

  hashesOf(tile: number): Buffer {
    return Buffer.from((this.statements.hashes.get(tile) as { hashes: Uint8Array }).hashes);
  }

  addTile(tile: number, { hashes, position, latest }: Tile): void {
    this.statements.addTile.run(tile, hashes, position, latest);
  }

  newest(): StoredCheckpoint | undefined {
    return checkpointOf(this.statements.newest.get());
  }

  checkpointOfSize(size: number): StoredCheckpoint | undefined {
    return checkpointOf(this.statements.ofSize.get(size));
  }

  /** The next earlier ones, the newest first. @param before size of the one that comes just after. */
  checkpointsBefore(before: number, limit: number): readonly StoredCheckpoint[] {
    return this.statements.before.all(before, limit).flatMap((row) => checkpointOf(row) ?? []);
  }

  checkpoints(): readonly StoredCheckpoint[] {
    return this.statements.all.all().flatMap((row) => checkpointOf(row) ?? []);
  }

  addCheckpoint({ size, keyId, takenAt, text }: StoredCheckpoint): void {
    this.statements.add.run(size, keyId, takenAt, text);
  }

  /** Every key that has signed here, the newest first. */
  keys(): readonly StoredKey[] {
    return this.statements.keys.all().map((row) => ({
      keyId: String(row.key_id),
      verifierKey: String(row.verifier_key),
      since: String(row.since),
    }));
  }

  addKey({ keyId, verifierKey, since }: StoredKey): void {
    this.statements.addKey.run(keyId, verifierKey, since);
  }

  close(): void {
    this.database.close();
  }
}

const checkpointOf = (row: Record<string, unknown> | undefined): StoredCheckpoint | undefined =>
  row && {
    size: Number(row.size),
    keyId: String(row.key_id),
    takenAt: String(row.taken_at),
    text: String(row.text),
  };
