import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';

/** The folder of a PostgreSQL server's programs, where one is installed on the machine. */
export const postgresPrograms = (): string | undefined =>
  ['/usr/lib/postgresql', '/usr/local/lib/postgresql']
    .filter(existsSync)
    .flatMap((folder) => readdirSync(folder).map((version) => join(folder, version, 'bin')))
    .concat('/usr/local/bin', '/opt/homebrew/bin')
    .find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')));

/** PostgreSQL refuses to run as root; as root it is run as the machine's own user for it, or as nobody. */
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

export const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });

export interface LocalPostgres {
  readonly url: string;
  /** Ends the server and removes all it stored. */
  stop(): Promise<void>;
}

/** How long a server that is stopped waits for its clients, in milliseconds. */
const CLIENTS_LEAVE_MS = 2_000;
/** Looks at whether a server that was just started answers. */
const TRIES_MAX = 200;

/**
 * Starts a server of its own on loopback, in a new folder.
 * @param settings as on the server's command line, e.g. `fsync=off` where nothing need survive.
 */
export const startPostgres = async (programs: string, settings: readonly string[] = []): Promise<LocalPostgres> => {
  const folder = mkdtempSync(join(tmpdir(), 'postgres-'));
  const user = serverUser();
  if (user !== undefined) chownSync(folder, user.uid, user.gid);
  chmodSync(folder, 0o700);
  const cluster = join(folder, 'data');
  const as = { ...user, cwd: folder, env: { ...process.env, LC_ALL: 'C' } };
  execFileSync(join(programs, 'initdb'), ['-D', cluster, '-U', 'pladsbog', '-A', 'trust', '-E', 'UTF8', '--no-sync'], {
    ...as,
    stdio: 'pipe',
  });
  const port = await freePort();
  const given = ['listen_addresses=127.0.0.1', `unix_socket_directories=${folder}`, ...settings];
  const args = ['-D', cluster, '-p', String(port), ...given.flatMap((setting) => ['-c', setting])];
  const server = spawn(join(programs, 'postgres'), args, { ...as, stdio: 'ignore' });
  const url = `postgres://pladsbog@127.0.0.1:${port}/postgres`;
  const stop = async (): Promise<void> => {
    const ended = new Promise((resolve) => server.once('exit', resolve));
    // First as who waits for its clients to go, since some pools are still about it; then as who sends them away.
    const impatient = setTimeout(() => server.kill('SIGINT'), CLIENTS_LEAVE_MS);
    if (server.exitCode === null && server.kill('SIGTERM')) await ended;
    clearTimeout(impatient);
    rmSync(folder, { recursive: true, force: true });
  };
  for (let tries = 0; ; tries += 1) {
    const client = new Client({ connectionString: url });
    try {
      await client.connect();
      await client.end();
      return { url, stop };
    } catch (error) {
      if (tries > TRIES_MAX) {
        await stop();
        throw error;
      }
      await pause(50);
    }
  }
};
