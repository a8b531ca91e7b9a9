import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { randomUUIDv7 as newId } from 'node:crypto';
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { PgReadingLog } from '../../../src/platform/readings/pg-reading-log';
import { CADF_TYPE, type ReadingEntry } from '../../../src/platform/readings/reading-log';
import { PgVault } from '../../../src/platform/vault/pg-vault';
import { Vault } from '../../../src/platform/vault/vault';
import { describeVault, masters } from './vault-store.contract';

/**
 * Against a real server: the one that PLADSBOG_TEST_POSTGRES_URL names, or one started here from a server binary that is
 * found on the machine. Where there is neither, these tests are skipped and say so.
 */
const GIVEN = process.env.PLADSBOG_TEST_POSTGRES_URL;
const BIN = ['/usr/lib/postgresql', '/usr/local/lib/postgresql']
  .filter(existsSync)
  .flatMap((folder) => readdirSync(folder).map((version) => join(folder, version, 'bin')))
  .concat('/usr/local/bin', '/opt/homebrew/bin')
  .find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')));
const there = GIVEN !== undefined || BIN !== undefined;
if (!there)
  process.stderr.write(
    'PostgreSQL was not found, and PLADSBOG_TEST_POSTGRES_URL is not set: its tests were not run.\n',
  );

/** PostgreSQL refuses to run as root; as root the tests run it as the machine's own user for it, or as nobody. */
const serverUser = (): { uid: number; gid: number } | undefined => {
  if (process.getuid?.() !== 0) return undefined;
  const idOf = (flag: string, name: string) =>
    Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: 'pipe' }));
  for (const name of ['postgres', 'nobody'])
    try {
      return { uid: idOf('-u', name), gid: idOf('-g', name) };
    } catch {
      continue;
    }
  return undefined;
};

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });

let server: ChildProcess | undefined;
let folder: string | undefined;
let admin: string;

const startServer = async (bin: string): Promise<string> => {
  folder = mkdtempSync(join(tmpdir(), 'persons-postgres-'));
  const user = serverUser();
  if (user !== undefined) chownSync(folder, user.uid, user.gid);
  chmodSync(folder, 0o700);
  const cluster = join(folder, 'data');
  const as = { ...user, cwd: folder, env: { ...process.env, LC_ALL: 'C' } };
  execFileSync(join(bin, 'initdb'), ['-D', cluster, '-U', 'pladsbog', '-A', 'trust', '-E', 'UTF8', '--no-sync'], {
    ...as,
    stdio: 'pipe',
  });
  const port = await freePort();
  const settings = ['-c', 'listen_addresses=127.0.0.1', '-c', 'fsync=off', '-c', `unix_socket_directories=${folder}`];
  server = spawn(join(bin, 'postgres'), ['-D', cluster, '-p', String(port), ...settings], { ...as, stdio: 'ignore' });
  const url = `postgres://pladsbog@127.0.0.1:${port}/postgres`;
  for (let tries = 0; ; tries += 1) {
    const client = new Client({ connectionString: url });
    try {
      await client.connect();
      await client.end();
      return url;
    } catch (error) {
      if (tries > 200) throw error;
      await pause(50);
    }
  }
};

/** A database of its own for each test. */
const newDatabase = async (): Promise<string> => {
  const name = `pladsbog_${newId().replaceAll('-', '')}`;
  const client = new Client({ connectionString: admin });
  await client.connect();
  await client.query(`create database ${name}`);
  await client.end();
  const url = new URL(admin);
  url.pathname = `/${name}`;
  return url.href;
};

beforeAll(async () => {
  if (there) admin = GIVEN ?? (await startServer(BIN as string));
}, 60_000);
afterAll(async () => {
  if (server !== undefined) {
    const ended = new Promise((resolve) => server?.once('exit', resolve));
    server.kill('SIGINT');
    await ended;
  }
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
});

if (there)
  describeVault('The vault in PostgreSQL', async () => {
    const url = await newDatabase();
    return { open: () => PgVault.open(url) };
  });

(there ? describe : describe.skip)('PostgreSQL that replicas share', () => {
  const NOW = '2020-01-02T08:00:00.000Z';

  it('lets two replicas start at once, and has one key for each citizen whoever comes first', async () => {
    const url = await newDatabase();
    const keys = masters();
    const [one, two] = await Promise.all([1, 2].map(async () => Vault.open(await PgVault.open(url), keys)));
    const subject = newId();
    const editions = Array.from({ length: 10 }, () => newId());
    await Promise.all(
      editions.map((edition, at) =>
        (at % 2 === 0 ? one! : two!).keep({ subject, edition, details: { name: edition }, keptAt: NOW }),
      ),
    );
    for (const edition of editions) expect(await two!.open(subject, edition, ['name'])).toEqual({ name: edition });
    // Destroyed by one, it is destroyed for the other, also for what is just being kept.
    const racing = editions.map((edition) => two!.keep({ subject, edition, details: { name: 'x' }, keptAt: NOW }));
    await one!.destroy(subject);
    await Promise.all(racing);
    for (const edition of editions) expect(await two!.open(subject, edition, ['name'])).toEqual({});
    expect(await two!.editions()).toEqual([]);
    await Promise.all([one!.close(), two!.close()]);
  });

  it('lets no two replicas give one number to two citizens', async () => {
    const url = await newDatabase();
    const keys = masters();
    const vaults = await Promise.all([1, 2, 3].map(async () => Vault.open(await PgVault.open(url), keys)));
    const indexed = [{ name: 'cpr', scope: '751', text: '3112575001' }];
    const outcomes = await Promise.all(
      Array.from({ length: 12 }, (_, at) =>
        vaults[at % 3]!.keep({ subject: newId(), edition: newId(), details: { name: 'x' }, indexed, keptAt: NOW }),
      ),
    );
    expect(outcomes.filter(({ outcome }) => outcome === 'kept')).toHaveLength(1);
    await Promise.all(vaults.map((vault) => vault.close()));
  });

  it('chains the readings of all replicas into one log that takes nothing back', async () => {
    const url = await newDatabase();
    const [one, two] = await Promise.all([PgReadingLog.open(url), PgReadingLog.open(url)]);
    const entry = (at: number): ReadingEntry => ({
      id: newId(),
      typeURI: CADF_TYPE,
      eventType: 'activity',
      eventTime: `2020-01-0${1 + (at % 5)}T08:00:00.000Z`,
      action: 'read/details',
      outcome: at % 2 === 0 ? 'success' : 'failure',
      initiator: { id: 'x', party: at % 3 === 0 ? '751' : '791', roles: ['buyer'] },
      target: { id: at % 4 === 0 ? null : `c${at % 4}`, fields: ['name'] },
      reason: { purpose: 'CASEWORK' },
      observer: { id: 'pladsbog' },
    });
    await Promise.all(Array.from({ length: 24 }, (_, at) => (at % 2 === 0 ? one : two).write(entry(at))));
    expect((await one.find({ limit: 100 })).map(({ number }) => number)).toEqual(
      Array.from({ length: 24 }, (_, at) => 24 - at),
    );
    expect(await two.firstBroken()).toBeUndefined();
    expect(await one.find({ party: '751', outcome: 'success', limit: 100 })).toHaveLength(4);
    expect(await one.find({ target: 'c1', limit: 100 })).toHaveLength(6);
    expect(
      await one.find({ from: '2020-01-02T00:00:00.000Z', until: '2020-01-04T00:00:00.000Z', limit: 100 }),
    ).toHaveLength(10);
    expect((await one.find({ before: 3, limit: 100 })).map(({ number }) => number)).toEqual([2, 1]);
    const behind = new Client({ connectionString: url });
    await behind.connect();
    for (const act of ['delete from', 'truncate'])
      await expect(behind.query(`${act} pladsbog_vault.readings`)).rejects.toThrow(/append-only/);
    await behind.query('alter table pladsbog_vault.readings disable trigger readings_stay');
    await behind.query('delete from pladsbog_vault.readings where number = 7');
    expect(await one.firstBroken()).toBe(7);
    await behind.end();
    await Promise.all([one.close(), two.close()]);
  });

  it('that cannot be reached is said to be out of reach, and not a fault', async () => {
    const port = await freePort();
    await expect(PgVault.open(`postgres://x@127.0.0.1:${port}/x`)).rejects.toMatchObject({ reason: 'unreachable' });
    const vault = await PgVault.open(await newDatabase());
    await vault.close();
  });
});
