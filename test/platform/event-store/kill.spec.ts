import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { SqliteEventStore } from '../../../src/platform/event-store/sqlite.store';
import { collected } from './facts';

const ROUNDS = 50;
const CALLERS = 8;
/** A child is killed at most this long after its first acknowledgement, in milliseconds. */
const LIFE_MS_MAX = 60;

const childArguments = (file: string) => [
  '-r',
  join(__dirname, '../../support/typescript.cjs'),
  join(__dirname, 'appending-child.ts'),
  file,
  String(CALLERS),
];

/** Starts a child, kills it at a random moment of its work, and gives the lines it had printed. */
const acknowledgedBeforeKill = async (file: string): Promise<string[]> => {
  const child = spawn(process.execPath, childArguments(file), { stdio: ['ignore', 'pipe', 'inherit'] });
  let printed = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (printed += text));
  const ended = once(child, 'close');
  try {
    await Promise.race([once(child.stdout, 'data'), ended]);
    await new Promise((resolve) => setTimeout(resolve, Math.random() * LIFE_MS_MAX));
  } finally {
    child.kill('SIGKILL');
    await ended;
  }
  // The last line may have been cut by the kill.
  return printed.slice(0, printed.lastIndexOf('\n')).split('\n');
};

describe('A process killed at a random moment', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pladsbog-kill-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it(`loses nothing it has acknowledged, in ${ROUNDS} rounds on one file`, async () => {
    const file = join(folder, 'ledger.db');
    const known = new Map<string, string>();
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const line of await acknowledgedBeforeKill(file)) {
        const [stream, revision, id] = line.split(' ');
        known.set(`${stream} ${revision}`, id!);
      }
      // Opening checks the file page by page and follows the chain of the newest events.
      await SqliteEventStore.open(file).close();
    }

    const store = SqliteEventStore.open(file);
    const all = await collected(store.readAll({ pageSize: 1_000 }));
    const stored = new Map(all.map(({ stream, revision, id }) => [`${stream} ${revision}`, id]));
    expect(stored.size).toBe(all.length);
    expect([...known].filter(([place, id]) => stored.get(place) !== id)).toEqual([]);
    expect(known.size).toBeGreaterThan(ROUNDS * CALLERS);

    const next = new Map<string, number>();
    for (const [index, { stream, revision, position }] of all.entries()) {
      expect(position).toBe(index + 1);
      expect(revision).toBe(next.get(stream) ?? 0);
      next.set(stream, revision + 1);
    }
    for (const [stream, length] of [...next].slice(-50)) {
      expect(await collected(store.readStream(stream))).toHaveLength(length);
    }
    await store.close();

    const connection = new DatabaseSync(file);
    expect(connection.prepare('pragma integrity_check').get()).toEqual({ integrity_check: 'ok' });
    connection.close();
  }, 60_000);
});
