import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { Actor } from '../../kernel/vocabulary';

/** Somebody who is signed in with a browser. */
export interface Session {
  readonly actor: Actor;
  /** Which of our issuers said who it is. */
  readonly issuer: string;
  /** What the issuer wants to see again when its session is ended too. */
  readonly idToken: string;
}

export interface SessionLimits {
  /** Minutes without a request after which somebody must sign in again. */
  readonly idleMinutes: number;
  /** Hours after which somebody must sign in again, however busy. */
  readonly hours: number;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** Milliseconds between two notes that a session is still used. */
const SEEN_EVERY_MS = MINUTE_MS;
const ID_BYTES = 32;
const ID_FORM = /^[\w-]{43}$/;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** Sessions at most; the one used longest ago goes first. */
const SESSIONS_MAX = 100_000;

interface Row {
  readonly sealed: Uint8Array;
  readonly begun: number;
  readonly seen: number;
}

/**
 * Sessions in a file of their own, so that nobody is signed out by a restart. The file knows neither ids nor content:
 * rows are found by a hash of the id and sealed under a key made from it, so only the browser's cookie opens its row.
 * The file is opened when the first session begins or is asked for.
 */
export class SessionStore {
  private opened: Statements | undefined;
  private database: DatabaseSync | undefined;

  constructor(
    private readonly dataFolder: string,
    private readonly limits: SessionLimits,
  ) {}

  /** Begins a session under a new id, which only its browser will know. */
  begin(session: Session): string {
    const id = randomBytes(ID_BYTES).toString('base64url');
    const now = Date.now();
    const { insert, prune, crowd } = this.statements();
    prune.run(now - this.limits.idleMinutes * MINUTE_MS, now - this.limits.hours * HOUR_MS);
    crowd.run(SESSIONS_MAX - 1);
    insert.run(nameOf(id), sealed(id, session), now, now);
    return id;
  }

  /** The session of an id; undefined when it has ended or was idle too long. */
  find(id: string): Session | undefined {
    if (!ID_FORM.test(id)) return undefined;
    const { select, touch } = this.statements();
    const name = nameOf(id);
    const row = select.get(name) as Row | undefined;
    if (!row) return undefined;
    const now = Date.now();
    if (now - row.seen >= this.limits.idleMinutes * MINUTE_MS || now - row.begun >= this.limits.hours * HOUR_MS) {
      this.end(id);
      return undefined;
    }
    if (now - row.seen >= SEEN_EVERY_MS) touch.run(now, name);
    return unsealed(id, row.sealed);
  }

  end(id: string): void {
    if (ID_FORM.test(id)) this.statements().remove.run(nameOf(id));
  }

  close(): void {
    this.database?.close();
    this.database = undefined;
    this.opened = undefined;
  }

  private statements(): Statements {
    return (this.opened ??= this.open());
  }

  private open(): Statements {
    mkdirSync(this.dataFolder, { recursive: true });
    const database = (this.database = new DatabaseSync(join(this.dataFolder, 'sessions.sqlite')));
    database.exec(SCHEMA);
    return {
      insert: database.prepare('INSERT INTO sessions (name, sealed, begun, seen) VALUES (?, ?, ?, ?)'),
      select: database.prepare('SELECT sealed, begun, seen FROM sessions WHERE name = ?'),
      touch: database.prepare('UPDATE sessions SET seen = ? WHERE name = ?'),
      remove: database.prepare('DELETE FROM sessions WHERE name = ?'),
      prune: database.prepare('DELETE FROM sessions WHERE seen < ? OR begun < ?'),
      crowd: database.prepare(
        'DELETE FROM sessions WHERE name IN (SELECT name FROM sessions ORDER BY seen DESC LIMIT -1 OFFSET ?)',
      ),
    };
  }
}

type Statements = Readonly<Record<'insert' | 'select' | 'touch' | 'remove' | 'prune' | 'crowd', StatementSync>>;

/** A session that a power cut takes costs its owner one more sign-in, so nothing waits for the disk. */
const SCHEMA = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = NORMAL;
  PRAGMA secure_delete = ON;
  CREATE TABLE IF NOT EXISTS sessions (
    name BLOB PRIMARY KEY, sealed BLOB NOT NULL, begun INTEGER NOT NULL, seen INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS sessions_seen ON sessions (seen);
`;

const digest = (purpose: string, id: string): Buffer => createHash('sha256').update(`${purpose} ${id}`).digest();
const nameOf = (id: string): Buffer => digest('pladsbog session name', id);
const keyOf = (id: string): Buffer => digest('pladsbog session key', id);

const sealed = (id: string, session: Session): Buffer => {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', keyOf(id), nonce);
  return Buffer.concat([nonce, cipher.update(JSON.stringify(session), 'utf8'), cipher.final(), cipher.getAuthTag()]);
};

/** Undefined for a row that somebody has written into the file. */
const unsealed = (id: string, bytes: Uint8Array): Session | undefined => {
  const decipher = createDecipheriv('aes-256-gcm', keyOf(id), bytes.subarray(0, NONCE_BYTES));
  decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
  try {
    const text = decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES)).toString('utf8') + decipher.final('utf8');
    const { actor, ...rest } = JSON.parse(text) as Session;
    return { ...rest, actor: Object.freeze(actor) };
  } catch {
    return undefined;
  }
};
