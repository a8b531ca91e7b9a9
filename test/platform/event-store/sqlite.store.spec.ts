import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  openSync,
  closeSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { NO_STREAM } from '../../../src/kernel/event';
import { StoreUnavailable, WrongExpectedRevision } from '../../../src/platform/event-store/event-store';
import { assertDurable } from '../../../src/platform/event-store/sqlite.schema';
import { SqliteFollower } from '../../../src/platform/event-store/log-follower';
import { SqliteEventStore, type SqliteStoreOptions } from '../../../src/platform/event-store/sqlite.store';
import { describeEventStore } from './event-store.contract';
import { collected, fact, facts, newStream } from './facts';

/** A small write-ahead log, so that tests run through many checkpoints and need little disk. */
const SMALL: SqliteStoreOptions = { walBytes: 256 * 1024 };
const HOOK = join(__dirname, '../../support/typescript.cjs');

const folders: string[] = [];
const newFolder = () => {
  const folder = mkdtempSync(join(tmpdir(), 'pladsbog-store-'));
  folders.push(folder);
  return folder;
};
const newFile = () => join(newFolder(), 'ledger.db');
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

const refusalOf = (open: () => unknown): StoreUnavailable => {
  try {
    open();
  } catch (error) {
    expect(error).toBeInstanceOf(StoreUnavailable);
    return error as StoreUnavailable;
  }
  throw new Error('It was not refused');
};

const filled = async (file: string, events = 2_000): Promise<void> => {
  const store = SqliteEventStore.open(file, SMALL);
  for (let at = 0; at < events; at += 500) await store.append(newStream(), NO_STREAM, facts(500));
  await store.close();
};

describeEventStore('SQLite', async ({ upcasting }) => {
  const file = newFile();
  const open = () => SqliteEventStore.open(file, { ...SMALL, ...(upcasting && { upcasting }) });
  return {
    store: open(),
    reopen: async () => open(),
    dispose: async () => rmSync(join(file, '..'), { recursive: true, force: true }),
  };
});

describe('The SQLite file', () => {
  it.each(['update events set data = 1', 'delete from events', "update streams set name = 'a-1'", 'delete from types'])(
    'does not let anyone %s',
    async (act) => {
      const file = newFile();
      await filled(file);
      const connection = new DatabaseSync(file);
      expect(() => connection.exec(act)).toThrow(/append-only/);
      connection.close();
    },
  );

  it('does not let anyone replace an event either', async () => {
    const file = newFile();
    await filled(file);
    const connection = new DatabaseSync(file);
    connection.exec('pragma recursive_triggers = on');
    expect(() => connection.exec('replace into events select * from events')).toThrow(/append-only/);
    connection.close();
  });

  it('is refused by a connection that would lose acknowledged commits', async () => {
    const file = newFile();
    await filled(file);
    const connection = new DatabaseSync(file);
    connection.exec('pragma synchronous = normal');
    expect(refusalOf(() => assertDurable(connection, file))).toMatchObject({ reason: 'io' });
    connection.exec('pragma synchronous = full');
    assertDurable(connection, file);
    connection.close();
  });

  it('lets others read and back up while a store has it', async () => {
    const file = newFile();
    const store = SqliteEventStore.open(file, SMALL);
    await store.append(newStream(), NO_STREAM, facts(3));
    const reader = new DatabaseSync(file, { readOnly: true });
    expect(reader.prepare('select count(*) as events from events').get()).toEqual({ events: 3 });
    reader.close();
    await store.close();
  });

  it('restores the heads that were not saved when the process died', async () => {
    const file = newFile();
    const stream = newStream();
    const store = SqliteEventStore.open(file, SMALL);
    await store.append(stream, NO_STREAM, facts(3));
    await store.close();
    const connection = new DatabaseSync(file);
    connection.exec('delete from heads; update heads_saved set position = 0');
    connection.close();
    const again = SqliteEventStore.open(file, SMALL);
    expect(await again.append(stream, 2, facts(1))).toMatchObject({ revision: 3, position: 4 });
    await again.close();
  });

  it('keeps the write-ahead log within its size', async () => {
    const file = newFile();
    const store = SqliteEventStore.open(file, { walBytes: 1 << 20 });
    for (let round = 0; round < 40; round += 1) {
      await Promise.all(Array.from({ length: 20 }, () => store.append(newStream(), NO_STREAM, facts(20))));
    }
    expect(statSync(file).size).toBeGreaterThan(2 << 20);
    expect(statSync(`${file}-wal`).size).toBeLessThan(3 << 20);
    await store.close();
  });

  describe('with another thread to copy it', () => {
    const WAL_BYTES = 1 << 20;
    const open = (file: string) => SqliteEventStore.open(file, { walBytes: WAL_BYTES });
    const fill = async (store: SqliteEventStore, rounds: number) => {
      for (let round = 0; round < rounds; round += 1)
        await Promise.all(Array.from({ length: 20 }, () => store.append(newStream(), NO_STREAM, facts(20))));
    };

    it('asks it at half of the size, and begins the write-ahead log anew when it has', async () => {
      const file = newFile();
      const store = open(file);
      const follower = new SqliteFollower(file, store.shareHead());
      const grown: number[] = [];
      store.copyElsewhere(() => {
        const { size } = statSync(file);
        follower.copyLog();
        grown.push(statSync(file).size - size);
        setImmediate(() => store.copied());
      });
      const stream = newStream();
      // Each dirties a page, so that 64 of them are half of the size.
      for (let revision = NO_STREAM; revision < 400; revision += 1) await store.append(stream, revision, facts(1));
      expect(grown.length).toBeGreaterThan(2);
      expect(grown.length).toBeLessThan(6);
      expect(grown.every((bytes) => bytes > 0)).toBe(true);
      expect(await collected(store.readAll())).toHaveLength(401);
      follower.close();
      await store.close();
    });

    it('asks once and does it itself, while there is no answer', async () => {
      const file = newFile();
      const store = open(file);
      let asked = 0;
      store.copyElsewhere(() => (asked += 1));
      await fill(store, 40);
      expect(asked).toBe(1);
      expect(statSync(`${file}-wal`).size).toBeLessThan(3 * WAL_BYTES);
      await store.close();
    });
  });
});

describe('Recorded time', () => {
  it('stands still while the clock goes back, also across a restart', async () => {
    const file = newFile();
    let now = Date.parse('2027-01-01T00:00:00.500Z');
    const open = () => SqliteEventStore.open(file, { ...SMALL, clock: () => now });
    let store = open();
    const times: string[] = [];
    const append = async () => times.push((await store.append(newStream(), NO_STREAM, facts(1))).recordedAt);
    await append();
    now -= 60_000;
    await append();
    await store.close();
    store = open();
    await append();
    now += 61_001;
    await append();
    await store.close();
    expect(times).toEqual([...Array(3).fill('2027-01-01T00:00:00.500Z'), '2027-01-01T00:00:01.501Z']);
  });
});

describe('A second store on the same file', () => {
  it('is refused in the same process, by any spelling of the name', async () => {
    const file = newFile();
    const store = SqliteEventStore.open(file, SMALL);
    const link = join(newFolder(), 'link.db');
    symlinkSync(file, link);
    for (const name of [file, join(file, '..', '.', 'ledger.db'), link]) {
      const refusal = refusalOf(() => SqliteEventStore.open(name, SMALL));
      expect(refusal).toMatchObject({ reason: 'locked' });
      expect(refusal.message).toContain(file);
    }
    await store.append(newStream(), NO_STREAM, facts(1));
    await store.close();
    await SqliteEventStore.open(file, SMALL).close();
  });

  it('is refused while another process has it, and let in when that process is killed', async () => {
    const file = newFile();
    const child = spawn(process.execPath, ['-r', HOOK, join(__dirname, 'appending-child.ts'), file, '1'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    try {
      await once(child.stdout, 'data');
      expect(refusalOf(() => SqliteEventStore.open(file, SMALL))).toMatchObject({ reason: 'locked' });
    } finally {
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
    const store = SqliteEventStore.open(file, SMALL);
    expect(await store.head()).toBeGreaterThan(0);
    await store.close();
  });
});

describe('A full disk', () => {
  const fillUp = async (store: SqliteEventStore) => {
    const acknowledged: string[] = [];
    for (;;) {
      const asked = [fact('A', { text: 'x'.repeat(5_000) })];
      try {
        await store.append(newStream(), NO_STREAM, asked);
        acknowledged.push(asked[0]!.id);
      } catch (error) {
        expect(error).toMatchObject({ name: 'StoreUnavailable', reason: 'full' });
        return acknowledged;
      }
    }
  };

  it('refuses what does not fit, keeps what was acknowledged, and works again when there is room', async () => {
    const file = newFile();
    const store = SqliteEventStore.open(file, { ...SMALL, pagesMax: 100 });
    const acknowledged = await fillUp(store);
    expect(acknowledged.length).toBeGreaterThan(10);
    expect((await collected(store.readAll())).map(({ id }) => id)).toEqual(acknowledged);
    await store.close();
    const roomy = SqliteEventStore.open(file, { ...SMALL, pagesMax: 200 });
    const more = await fillUp(roomy);
    expect(more.length).toBeGreaterThan(10);
    expect((await collected(roomy.readAll())).map(({ id }) => id)).toEqual([...acknowledged, ...more]);
    await roomy.close();
  });

  it('is got over without a restart (where a small file system can be mounted)', async () => {
    const folder = newFolder();
    const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=3m', 'tmpfs', folder]).status === 0;
    if (!mounted) return;
    try {
      const filler = join(folder, 'filler');
      writeFileSync(filler, Buffer.alloc(1_500_000));
      const store = SqliteEventStore.open(join(folder, 'ledger.db'), SMALL);
      const acknowledged = await fillUp(store);
      rmSync(filler);
      const more = await fillUp(store);
      expect(more.length).toBeGreaterThan(10);
      expect((await collected(store.readAll())).map(({ id }) => id)).toEqual([...acknowledged, ...more]);
      await store.close();
    } finally {
      spawnSync('umount', ['-l', folder]);
    }
  });
});

describe('A damaged file', () => {
  const damaged = async (damage: (file: string) => void): Promise<StoreUnavailable> => {
    const file = newFile();
    await filled(file);
    damage(file);
    const refusal = refusalOf(() => SqliteEventStore.open(file, SMALL));
    expect(refusal.message).toContain(file);
    // A refused file is not left locked.
    expect(refusalOf(() => SqliteEventStore.open(file, SMALL)).reason).toBe(refusal.reason);
    return refusal;
  };
  const overwrite = (file: string, at: number, bytes: Buffer) => {
    const handle = openSync(file, 'r+');
    writeSync(handle, bytes, 0, bytes.length, at);
    closeSync(handle);
  };

  it.each<[string, (file: string) => void]>([
    ['has a header of garbage', (file) => overwrite(file, 0, Buffer.from('garbage '.repeat(20)))],
    ['is no database at all', (file) => writeFileSync(file, 'hello')],
    ['is cut off', (file) => truncateSync(file, 4_096 * 20)],
    ['is cut off in a page', (file) => truncateSync(file, statSync(file).size - 100)],
    ['has a page of noise', (file) => overwrite(file, 4_096 * 30, Buffer.alloc(4_096, 0xa5))],
    ['has a page of zeros', (file) => overwrite(file, 4_096 * 40, Buffer.alloc(4_096))],
    [
      'is another database',
      (file) => {
        rmSync(file);
        const other = new DatabaseSync(file);
        other.exec('create table other (a)');
        other.close();
      },
    ],
    [
      'has a stream that lacks an event',
      (file) => {
        const connection = new DatabaseSync(file);
        connection.exec('drop trigger events_no_delete; delete from events where position = 1990');
        connection.close();
      },
    ],
  ])('is refused when it %s', async (_, damage) => {
    expect(await damaged(damage)).toMatchObject({ reason: 'corrupt' });
  });

  it('is refused when a later version wrote it, and stays as it was', async () => {
    const file = newFile();
    await filled(file);
    const connection = new DatabaseSync(file);
    connection.exec('pragma user_version = 9');
    connection.close();
    expect(refusalOf(() => SqliteEventStore.open(file, SMALL)).message).toContain('version 9');
  });

  it('says where an event is missing or unreadable when it comes to it', async () => {
    const file = newFile();
    await filled(file, 3_000);
    const connection = new DatabaseSync(file);
    connection.exec(
      'drop trigger events_no_delete; drop trigger events_no_update; delete from events where position = 700',
    );
    connection.exec(`update events set data = '{' where position = 50`);
    connection.close();
    const store = SqliteEventStore.open(file, SMALL);
    await expect(collected(store.readAll({ pageSize: 10 }))).rejects.toMatchObject({ reason: 'corrupt' });
    await expect(collected(store.readAll({ after: 600 }))).rejects.toThrow(/events 601 to/);
    expect(await collected(store.readAll({ after: 700 }))).toHaveLength(2_300);
    await store.close();
  });

  it('is refused when it may not be written', async () => {
    const file = newFile();
    await filled(file);
    if (process.getuid?.() === 0) {
      // Root may write anything, so the question is put by a root without that right, in a process of its own. Another
      // user would not do: a checkout in root's home is closed to it.
      chmodSync(file, 0o444);
      const program = ['-r', HOOK, join(__dirname, 'appending-child.ts'), file, '1'];
      const asked = spawnSync('setpriv', ['--bounding-set', '-dac_override', process.execPath, ...program], {
        encoding: 'utf8',
        timeout: 20_000,
        killSignal: 'SIGKILL',
      });
      expect(asked.stderr).toContain('read-only');
      return;
    }
    chmodSync(file, 0o444);
    expect(refusalOf(() => SqliteEventStore.open(file, SMALL))).toMatchObject({ reason: 'io' });
  });

  it('is refused when its place cannot be had', () => {
    const folder = newFolder();
    expect(refusalOf(() => SqliteEventStore.open(folder, SMALL))).toMatchObject({ reason: 'io' });
    writeFileSync(join(folder, 'file'), '');
    expect(refusalOf(() => SqliteEventStore.open(join(folder, 'file', 'ledger.db'), SMALL))).toMatchObject({
      reason: 'io',
    });
    expect(existsSync(join(folder, 'ledger.db'))).toBe(false);
  });

  it('is made anew where an empty file lies', async () => {
    const file = newFile();
    writeFileSync(file, '');
    await filled(file);
    expect(readFileSync(file).subarray(0, 15).toString()).toBe('SQLite format 3');
  });
});

describe('Any interleaving of appends', () => {
  const step = fc.record({
    stream: fc.integer({ min: 0, max: 3 }),
    behind: fc.integer({ min: -1, max: 4 }),
    count: fc.integer({ min: 1, max: 3 }),
    repeats: fc.boolean(),
    waits: fc.boolean(),
    reopens: fc.integer({ min: 0, max: 15 }).map((dice) => dice === 0),
  });

  it('leaves what a simple list would have', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
        const file = newFile();
        let store = SqliteEventStore.open(file, SMALL);
        const model = new Map<string, string[]>();
        const log: string[] = [];
        const pending: Promise<void>[] = [];
        let earlier: { stream: string; expected: number; asked: ReturnType<typeof facts> } | undefined;
        for (const { stream: key, behind, count, repeats, waits, reopens } of steps) {
          const stream = `placement-${key}`;
          const known = model.get(stream) ?? [];
          const ask =
            repeats && earlier ? earlier : { stream, expected: known.length - 1 - behind, asked: facts(count) };
          const there = model.get(ask.stream) ?? [];
          const ids = ask.asked.map(({ id }) => id);
          const isNext = ask.expected === there.length - 1;
          const isRepeat = there.slice(ask.expected + 1, ask.expected + 1 + ids.length).join() === ids.join();
          const outcome = store.append(ask.stream, ask.expected, ask.asked);
          if (isNext || (ask.expected >= -1 && isRepeat)) {
            pending.push(outcome.then(({ revision }) => expect(revision).toBe(ask.expected + ids.length)));
            earlier = ask;
          } else pending.push(expect(outcome).rejects.toBeInstanceOf(WrongExpectedRevision));
          if (isNext) {
            model.set(ask.stream, [...there, ...ids]);
            log.push(...ids);
          }
          if (waits) await Promise.all(pending.splice(0));
          if (reopens) {
            await store.close();
            store = SqliteEventStore.open(file, SMALL);
          }
        }
        await Promise.all(pending);
        expect((await collected(store.readAll({ pageSize: 3 }))).map(({ id }) => id)).toEqual(log);
        for (const [stream, ids] of model) {
          expect((await collected(store.readStream(stream, { pageSize: 2 }))).map(({ id }) => id)).toEqual(ids);
        }
        await store.close();
        rmSync(join(file, '..'), { recursive: true, force: true });
      }),
      { numRuns: 60 },
    );
  });
});

describe('Events that SQLite cannot give as one value', () => {
  it('are all read, by a range and by their positions', async () => {
    const store = SqliteEventStore.open(newFile(), SMALL);
    const text = 'x'.repeat(990_000);
    const count = 34;
    for (let at = 0; at < count; at += 1) await store.append(newStream(), NO_STREAM, [fact('A', { text })]);
    const positions = (await collected(store.readAll())).map(({ position }) => position);
    expect(positions).toHaveLength(count);
    expect((await store.readAt(positions)).map(({ position }) => position)).toEqual(positions);
    await store.close();
  });
});
