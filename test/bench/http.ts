/**
 * A durable reservation through the whole stack (token, validation, decision, append) against plain Fastify doing the
 * same append: 64 connections, rounds by turns, medians. Run `npm run bench:http [-- --rounds 5 --seconds 5 --json]`.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import autocannon from 'autocannon';
import { median, printTable, printJson } from './table';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '5' },
    offerings: { type: 'string', default: '200' },
    json: { type: 'boolean', default: false },
  },
});
const ROUNDS = Number(values.rounds);
const SECONDS = Number(values.seconds);
const OFFERINGS = Number(values.offerings);
const CONNECTIONS = 64;
const MUST = 0.4;
const AIM = 0.6;
const FIRST_DAY = '2026-03-01';
/** As `npm start` has it; the peer gets the same. */
const NODE_OPTIONS = ['--max-semi-space-size=64'];

const folder = mkdtempSync(join(tmpdir(), 'pladsbog-bench-'));
const children: ChildProcess[] = [];

/** Starts a server and answers its address, which it prints as the first thing with http in it. */
const start = (args: readonly string[], env: Record<string, string>): Promise<string> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...NODE_OPTIONS, ...args], {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    children.push(child);
    child.once('exit', (code) => reject(new Error(`A server ended with ${code}`)));
    let printed = '';
    child.stdout.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
      const address = /https?:\/\/[\d.:]+/.exec(printed);
      if (address) resolve(address[0]);
    });
  });

const post = async (address: string, path: string, token: string, body: unknown): Promise<Record<string, string>> => {
  const answer = await fetch(`${address}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
    body: JSON.stringify(body),
  });
  const said = (await answer.json()) as Record<string, string>;
  if (!answer.ok) throw new Error(`${path}: ${JSON.stringify(said)}`);
  return said;
};

const tokenFor = async (address: string, party: string, roles: readonly string[]): Promise<string> =>
  (await post(address, '/api/v1/auth/tokens', '', { party, roles })).accessToken ?? '';

/** A market in which no place ever runs out, so that every request is an append. */
const furnish = async (address: string): Promise<{ token: string; bodies: string[] }> => {
  const secretariat = await tokenFor(address, '1082', ['secretariat']);
  const operator = await tokenFor(address, '1082', ['operator']);
  for (const [party, name, kind, cvr] of [
    ['751', 'Aarhus', 'municipality', '55133018'],
    ['1082', 'Region Midtjylland', 'region', '29190925'],
  ])
    await post(address, '/api/v1/parties', secretariat, { party, name, kind, cvr });
  await post(address, '/api/v1/agreements', secretariat, {
    agreementId: 'rammeaftale-2025-26',
    name: 'Rammeaftale 2025-26',
    region: '1082',
    first: '2025-01-01',
    last: '2026-12-31',
    parties: ['751', '1082'],
  });
  const bodies: string[] = [];
  for (let number = 1; number <= OFFERINGS; number++) {
    const { offeringId = '' } = await post(address, '/api/v1/offerings', operator, {
      name: `Bench ${number} (konstrueret)`,
      addressMunicipality: '751',
      targetGroups: ['Autisme'],
      ageFrom: 18,
      ageTo: 65,
      constructed: true,
    });
    const at = `/api/v1/offerings/${offeringId}`;
    await post(address, `${at}/service-lines`, operator, {
      serviceLineId: 'SEL-107',
      legalBasis: 'SEL-107',
      name: 'Midlertidigt ophold',
      from: '2025-01-01',
    });
    await post(address, `${at}/tariffs`, operator, {
      serviceLineId: 'SEL-107',
      level: '1',
      components: [{ code: 'BASE', kind: 'BASE', unit: 'DAY', priceOre: 256_000 }],
      validFrom: '2025-01-01',
      reason: 'Bench',
    });
    await post(address, `${at}/capacity`, operator, {
      serviceLineId: 'SEL-107',
      places: 10_000,
      from: '2025-01-01',
      reason: 'Bench',
    });
    bodies.push(
      JSON.stringify({
        offeringId,
        serviceLineId: 'SEL-107',
        level: '1',
        citizenRef: randomUUID(),
        firstDay: FIRST_DAY,
      }),
    );
  }
  return { token: await tokenFor(address, '751', ['buyer']), bodies };
};

const shuffled = <T>(items: readonly T[]): T[] =>
  items
    .map((item) => ({ item, at: Math.random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);

interface Round {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  readonly refused: number;
}

const round = async (address: string, bodies: readonly string[], token?: string): Promise<Round> => {
  const headers = { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) };
  const result = await autocannon({
    url: `${address}/api/v1/placements`,
    connections: CONNECTIONS,
    duration: SECONDS,
    method: 'POST',
    headers,
    // Each connection goes its own way through the offerings, as buyers do.
    setupClient: (client) =>
      client.setRequests(shuffled(bodies).map((body) => ({ method: 'POST' as const, headers, body }))),
  });
  return {
    perSecond: result['2xx'] / result.duration,
    p50: result.latency.p50,
    p99: result.latency.p99,
    refused: result.non2xx + result.errors,
  };
};

const run = async (): Promise<void> => {
  const product = await start(['dist/main.js'], {
    PLADSBOG_DATA: join(folder, 'product'),
    PLADSBOG_MARKET: 'none',
    PLADSBOG_PORT: '0',
    PLADSBOG_TODAY: FIRST_DAY,
    // One system asks here for all of a market's.
    PLADSBOG_RATE_SUBJECT: '1000000',
    PLADSBOG_LOG: 'error',
  });
  const { token, bodies } = await furnish(product);

  // The peer appends a fact of the same size: the one the product has just recorded.
  const { position } = await post(product, '/api/v1/placements', token, JSON.parse(bodies[0] ?? '{}'));
  const auditor = await tokenFor(product, '1082', ['auditor']);
  const events = await fetch(`${product}/api/v1/audit/events?type=PlaceReserved&limit=1&minPosition=${position}`, {
    headers: { authorization: `Bearer ${auditor}` },
  });
  const listed = (await events.json()) as { items?: { eventId: string }[] };
  const eventId = listed.items?.[0]?.eventId;
  const whole = await fetch(`${product}/api/v1/audit/events/${eventId}`, {
    headers: { authorization: `Bearer ${auditor}` },
  });
  const { data } = (await whole.json()) as { data: unknown };
  const plain = await start(
    [
      '-r',
      './test/support/typescript.cjs',
      'test/bench/plain-fastify.ts',
      join(folder, 'plain.sqlite'),
      JSON.stringify(data),
    ],
    {},
  );

  /** Waits until the read models hold everything, so that nothing is left over for the peer's round. @returns milliseconds. */
  const caughtUp = async (): Promise<number> => {
    const begun = performance.now();
    const { position: newest } = await post(product, '/api/v1/placements', token, JSON.parse(bodies[0] ?? '{}'));
    const asked = `${product}/api/v1/audit/events?limit=1&minPosition=${newest}`;
    for (;;) {
      const { ok } = await fetch(asked, { headers: { authorization: `Bearer ${auditor}` } });
      if (ok) return performance.now() - begun;
    }
  };

  const rounds = { plain: [] as Round[], product: [] as Round[] };
  const behind: number[] = [];
  await round(plain, bodies);
  await round(product, bodies, token);
  await caughtUp();
  for (let at = 0; at < ROUNDS; at++) {
    rounds.plain.push(await round(plain, bodies));
    rounds.product.push(await round(product, bodies, token));
    behind.push(await caughtUp());
  }
  const of = (which: readonly Round[], field: keyof Round): number => median(which.map((each) => each[field]));
  const ratio = of(rounds.product, 'perSecond') / of(rounds.plain, 'perSecond');
  const row = (name: string, which: readonly Round[]) => [
    name,
    String(Math.round(of(which, 'perSecond'))),
    String(of(which, 'p50')),
    String(of(which, 'p99')),
    String(which.reduce((sum, { refused }) => sum + refused, 0)),
  ];
  printTable(
    `Durable reservation over HTTP, ${CONNECTIONS} connections, medians of ${ROUNDS} rounds of ${SECONDS} s`,
    ['variant', 'req/s', 'p50 ms', 'p99 ms', 'not 2xx'],
    [
      row('plain Fastify, same append', rounds.plain),
      row('Pladsbog: token, validation, decision, append', rounds.product),
    ],
  );
  process.stdout.write(
    `read models up to date ${Math.round(median(behind))} ms after the last answer, at most ${Math.round(Math.max(...behind))} ms\n`,
  );
  process.stdout.write(
    `ratio ${ratio.toFixed(2)}: must ${MUST} ${ratio >= MUST ? 'met' : 'NOT met'}, aim ${AIM} ${ratio >= AIM ? 'met' : 'not met'}\n`,
  );
  if (values.json)
    printJson({
      bench: 'http',
      ratio,
      must: MUST,
      aim: AIM,
      plainPerSecond: of(rounds.plain, 'perSecond'),
      productPerSecond: of(rounds.product, 'perSecond'),
      behindMs: median(behind),
    });
};

run()
  .catch((error: unknown) => {
    process.stderr.write(`${String(error)}\n`);
    process.exitCode = 1;
  })
  .finally(() => {
    for (const child of children) child.removeAllListeners('exit').kill();
    rmSync(folder, { recursive: true, force: true });
  });
