/**
 * How long a page takes to its first byte, and how large it is, with the whole Midtjylland market loaded: 20 connections,
 * each asking for its next page when it has the last one. Median and p95 per page, and bytes as they travel (gzip).
 * Run `npm run bench:pages [-- --requests 400 --connections 20 --json]`. The readers run on the same machine.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { printJson, printTable, quantile } from './table';

const { values } = parseArgs({
  options: {
    requests: { type: 'string', default: '400' },
    connections: { type: 'string', default: '20' },
    json: { type: 'boolean', default: false },
  },
});
const REQUESTS = Number(values.requests);
const CONNECTIONS = Number(values.connections);
const LOADED_WITHIN_MS = 300_000;
const LOOK_MS = 500;
/** As `npm start` has it. */
const NODE_OPTIONS = ['--max-semi-space-size=64'];
const NO_LIMIT = '1000000';

type Role = 'buyer' | 'operator' | 'auditor' | 'secretariat';

interface Measured {
  readonly name: string;
  readonly path: string;
  readonly role: Role;
}

interface Asked {
  readonly firstByteMs: number;
  readonly bytes: number;
}

const folder = mkdtempSync(join(tmpdir(), 'pladsbog-bench-'));
const product = spawn(process.execPath, [...NODE_OPTIONS, 'dist/main.js'], {
  env: {
    ...process.env,
    PLADSBOG_DATA: folder,
    PLADSBOG_PORT: '0',
    PLADSBOG_LOCAL_ISSUER: 'on',
    PLADSBOG_RATE_SUBJECT: NO_LIMIT,
    PLADSBOG_RATE_ADDRESS: NO_LIMIT,
  },
  stdio: ['ignore', 'pipe', 'inherit'],
});

/** The address, which the product prints when it answers. */
const started = (): Promise<string> =>
  new Promise((resolve, reject) => {
    let printed = '';
    product.once('exit', (code) => reject(new Error(`The product ended with ${code}`)));
    product.stdout.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
      const address = /https?:\/\/[\d.]+:\d+/.exec(printed);
      if (address) resolve(address[0]);
    });
  });

const json = async <T>(url: string, init?: RequestInit): Promise<T> => {
  const answer = await fetch(url, init);
  if (!answer.ok) throw new Error(`${url}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as T;
};

const loaded = async (api: string): Promise<{ readonly lastMonth: string }> => {
  const until = Date.now() + LOADED_WITHIN_MS;
  while (Date.now() < until) {
    const market = await json<{ phase: string; lastMonth: string }>(`${api}/market`);
    if (market.phase === 'loaded') return market;
    await pause(LOOK_MS);
  }
  throw new Error('The market was not loaded in time');
};

const tokenFor = async (api: string, role: Role): Promise<string> => {
  const asked = { method: 'POST', headers: { 'content-type': 'application/json' } };
  const party = role === 'buyer' ? '751' : '1082';
  const body = JSON.stringify({ party, roles: [role] });
  return (await json<{ accessToken: string }>(`${api}/auth/tokens`, { ...asked, body })).accessToken;
};

const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });

const ask = (url: string, token: string): Promise<Asked> =>
  new Promise((resolve, reject) => {
    const begun = performance.now();
    const headers = { authorization: `Bearer ${token}`, 'accept-encoding': 'gzip', 'accept-language': 'da' };
    get(url, { agent, headers }, (answer) => {
      const firstByteMs = performance.now() - begun;
      let bytes = 0;
      answer.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
      });
      answer.on('error', reject);
      answer.on('end', () =>
        answer.statusCode === 200 ? resolve({ firstByteMs, bytes }) : reject(new Error(`${url}: ${answer.statusCode}`)),
      );
    }).on('error', reject);
  });

/** Readers who each wait for a page before they ask for the next one. */
const measured = async (url: string, token: string, requests: number): Promise<Asked[]> => {
  const seen: Asked[] = [];
  let left = requests;
  const reader = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      seen.push(await ask(url, token));
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, reader));
  return seen;
};

/** One page of each kind, of things that the market has. */
const pagesOf = async (api: string, tokens: Readonly<Record<Role, string>>, month: string): Promise<Measured[]> => {
  const first = async <K extends string>(path: string, role: Role, field: K): Promise<string> => {
    const headers = { authorization: `Bearer ${tokens[role]}` };
    const { items } = await json<{ items: readonly Readonly<Record<K, string>>[] }>(`${api}${path}`, { headers });
    const found = items[0]?.[field];
    if (found === undefined) throw new Error(`${path} has nothing to show`);
    return found;
  };
  const offering = await first('/offerings?text=H%C3%B8skoven', 'buyer', 'offeringId');
  const placement = await first('/placements?phase=enrolled', 'buyer', 'placementId');
  const statement = await first('/settlement/statements', 'auditor', 'statementId');
  const event = await first('/audit/events?type=StatementDrawn', 'auditor', 'eventId');
  const scheme = await first('/objective-financing/schemes', 'operator', 'schemeId');
  return [
    { name: 'start, buyer', path: '/start', role: 'buyer' },
    { name: 'start, operator', path: '/start', role: 'operator' },
    { name: 'find a place', path: '/places', role: 'buyer' },
    { name: 'offering', path: `/offerings/${offering}`, role: 'buyer' },
    { name: 'placements', path: '/placements', role: 'buyer' },
    { name: 'placement', path: `/placements/${placement}`, role: 'buyer' },
    { name: 'occupancy', path: '/occupancy', role: 'operator' },
    { name: 'statement', path: `/settlement/statements/${statement}`, role: 'auditor' },
    { name: 'statement history', path: `/settlement/statements/${statement}/history`, role: 'auditor' },
    { name: 'events', path: '/audit/events', role: 'auditor' },
    { name: 'events by words', path: '/audit/events?text=opsagde', role: 'auditor' },
    { name: 'event', path: `/audit/events/${event}`, role: 'auditor' },
    { name: 'offering history', path: `/offerings/${offering}/history`, role: 'auditor' },
    { name: 'as it was known', path: `/as-known?offeringId=${offering}&on=${month}-15`, role: 'auditor' },
    { name: 'rules', path: '/audit/invariants', role: 'auditor' },
    { name: 'forecast, operator', path: '/year-end/forecast?operator=1082', role: 'operator' },
    { name: 'forecast, buyer', path: '/year-end/forecast', role: 'buyer' },
    { name: 'scheme', path: `/objective-financing/schemes/${scheme}`, role: 'operator' },
  ];
};

const bench = async (): Promise<void> => {
  const base = await started();
  const api = `${base}/api/v1`;
  const { lastMonth } = await loaded(api);
  const tokens = {
    buyer: await tokenFor(api, 'buyer'),
    operator: await tokenFor(api, 'operator'),
    auditor: await tokenFor(api, 'auditor'),
    secretariat: await tokenFor(api, 'secretariat'),
  };
  const rows: { name: string; path: string; p50Ms: number; p95Ms: number; bytes: number }[] = [];
  for (const { name, path, role } of await pagesOf(api, tokens, lastMonth)) {
    await measured(base + path, tokens[role], CONNECTIONS);
    const seen = await measured(base + path, tokens[role], REQUESTS);
    const times = seen.map(({ firstByteMs }) => firstByteMs);
    const bytes = quantile(
      seen.map((each) => each.bytes),
      0.5,
    );
    rows.push({ name, path, p50Ms: quantile(times, 0.5), p95Ms: quantile(times, 0.95), bytes });
  }
  printTable(
    `Pages with the market loaded: ${REQUESTS} requests each over ${CONNECTIONS} connections`,
    ['page', 'p50 ms', 'p95 ms', 'kB'],
    rows.map(({ name, p50Ms, p95Ms, bytes }) => [name, p50Ms.toFixed(1), p95Ms.toFixed(1), (bytes / 1_000).toFixed(1)]),
  );
  if (values.json)
    printJson({ title: 'Pages', requests: REQUESTS, connections: CONNECTIONS, node: process.version, rows });
};

bench()
  .catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  })
  .finally(() => {
    agent.destroy();
    product.removeAllListeners('exit');
    product.once('exit', () => rmSync(folder, { recursive: true, force: true }));
    product.kill();
  });
