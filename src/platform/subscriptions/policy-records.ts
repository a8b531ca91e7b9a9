import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { Position } from '../../kernel/event';
import type { RefusalValues } from '../../kernel/decider';

/** A command of a policy that was refused: nothing stops, but somebody should look. */
export interface PolicyRefusal {
  readonly policy: string;
  readonly eventId: string;
  readonly position: Position;
  /** Place of the command in the policy's answer, from 0. */
  readonly place: number;
  /** Class of the command. */
  readonly command: string;
  readonly code: string;
  readonly values: RefusalValues;
}

export const policyRecordsFile = (dataFolder: string): string => join(dataFolder, 'policies.sqlite');

/** How far each policy has come, and what was refused to it. Not rebuildable: it says what has been asked. */
export class PolicyRecords {
  private readonly database: DatabaseSync;
  private readonly move: StatementSync;
  private readonly refuse: StatementSync;
  private readonly known: StatementSync;

  constructor(path: string) {
    mkdirSync(dirname(path), { recursive: true });
    this.database = new DatabaseSync(path);
    this.database.exec(`
      PRAGMA journal_mode = WAL;
      PRAGMA synchronous = NORMAL;
      CREATE TABLE IF NOT EXISTS checkpoints (policy TEXT PRIMARY KEY, position INTEGER NOT NULL) WITHOUT ROWID;
      CREATE TABLE IF NOT EXISTS refusals (
        policy TEXT NOT NULL, eventId TEXT NOT NULL, place INTEGER NOT NULL, position INTEGER NOT NULL,
        command TEXT NOT NULL, code TEXT NOT NULL, refusalValues TEXT NOT NULL,
        PRIMARY KEY (policy, eventId, place)) WITHOUT ROWID;
      CREATE INDEX IF NOT EXISTS refusals_by_position ON refusals (position);
    `);
    this.move = this.database.prepare('INSERT OR REPLACE INTO checkpoints VALUES (?, ?)');
    this.refuse = this.database.prepare('INSERT OR IGNORE INTO refusals VALUES (?, ?, ?, ?, ?, ?, ?)');
    this.known = this.database.prepare('SELECT 1 FROM refusals WHERE policy = ? AND eventId = ? AND place = ?');
  }

  /** Undefined for a policy that has never run. */
  checkpoint(policy: string): Position | undefined {
    const row = this.database.prepare('SELECT position FROM checkpoints WHERE policy = ?').get(policy);
    return row === undefined ? undefined : Number(row.position);
  }

  save(checkpoints: Iterable<readonly [policy: string, position: Position]>): void {
    this.wholly(() => {
      for (const [policy, position] of checkpoints) this.move.run(policy, position);
    });
  }

  /** @throws Error of SQLite when the file cannot be written; then nothing of it is. */
  private wholly(write: () => void): void {
    this.database.exec('BEGIN IMMEDIATE');
    try {
      write();
      this.database.exec('COMMIT');
    } catch (failure) {
      if (this.database.isTransaction) this.database.exec('ROLLBACK');
      throw failure;
    }
  }

  /**
   * The log has moved: every position becomes the one it has there.
   * @param mark of the log there; asked once more with the same, nothing happens.
   */
  translate(positionThere: (position: Position) => Position, mark: string): void {
    this.database.exec('CREATE TABLE IF NOT EXISTS moved (mark TEXT NOT NULL)');
    if (this.database.prepare('SELECT mark FROM moved').get()?.mark === mark) return;
    const checkpoints = this.database.prepare('SELECT policy, position FROM checkpoints').all();
    const refusals = this.database.prepare('SELECT policy, eventId, place, position FROM refusals').all();
    const correct = this.database.prepare(
      'UPDATE refusals SET position = ? WHERE policy = ? AND eventId = ? AND place = ?',
    );
    this.wholly(() => {
      this.database.exec('DELETE FROM moved');
      this.database.prepare('INSERT INTO moved VALUES (?)').run(mark);
      for (const { policy, position } of checkpoints) this.move.run(String(policy), positionThere(Number(position)));
      for (const { policy, eventId, place, position } of refusals)
        correct.run(positionThere(Number(position)), String(policy), String(eventId), Number(place));
    });
  }

  addRefusal({ policy, eventId, place, position, command, code, values }: PolicyRefusal): void {
    this.refuse.run(policy, eventId, place, position, command, code, JSON.stringify(values));
  }

  /** What was refused stays refused when the event is looked at again after a crash. */
  wasRefused(policy: string, eventId: string, place: number): boolean {
    return this.known.get(policy, eventId, place) !== undefined;
  }

  /** Newest first. */
  refusals(limit: number): PolicyRefusal[] {
    const rows = this.database
      .prepare('SELECT * FROM refusals ORDER BY position DESC, policy, place LIMIT ?')
      .all(limit);
    return rows.map((row) => ({
      policy: String(row.policy),
      eventId: String(row.eventId),
      position: Number(row.position),
      place: Number(row.place),
      command: String(row.command),
      code: String(row.code),
      values: JSON.parse(String(row.refusalValues)) as RefusalValues,
    }));
  }

  close(): void {
    if (this.database.isOpen) this.database.close();
  }
}
