import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import { createApp } from '../../../src/app';
import { settingsFrom } from '../../../src/config';
import type { PartyCode } from '../../../src/kernel/vocabulary';
import { Allowance } from '../../../src/platform/http/rate-limits';
import { type Edge, openEdge, SETTINGS, stallRoot } from './edge';

let edge: Edge;
beforeAll(async () => {
  edge = await openEdge();
});
afterAll(() => edge.close());

describe('An allowance', () => {
  it('lets ten seconds’ worth through at once, then its rate, each caller for itself', () => {
    let now = 5;
    const allowance = new Allowance(2, () => now);
    const spent = (count: number, caller = 'a') => Array.from({ length: count }, () => allowance.spend(caller));
    expect(spent(20)).toEqual(Array(20).fill(0));
    expect(spent(2)).toEqual([1, 1]);
    expect(allowance.spend('b')).toBe(0);
    now += 500;
    expect(spent(2)).toEqual([0, 1]);
    now += 60_000;
    expect(spent(21)).toEqual([...Array<number>(20).fill(0), 1]);
  });
});

describe('Whoever asks too much', () => {
  const RATES = { bySubject: 2, byAddress: 1 };
  const asked = async (headers: Record<string, string>, count: number, url = '/api/v1/stall/months/2026-03') => {
    const app = await createApp({ ...SETTINGS, dataFolder: edge.dataFolder, rates: RATES }, { root: stallRoot });
    const answers = [];
    for (let at = 0; at < count; at += 1) answers.push(await app.inject({ url, headers }));
    await app.close();
    return answers;
  };

  it('is told when to come again, in a problem', async () => {
    const answers = await asked(edge.buyer, 25);
    expect(answers.slice(0, 20).map(({ statusCode }) => statusCode)).toEqual(Array(20).fill(200));
    const last = answers.at(-1);
    expect([last?.statusCode, last?.headers['retry-after'], last?.headers['content-type']]).toEqual([
      429,
      '1',
      'application/problem+json; charset=utf-8',
    ]);
    expect(last?.json()).toMatchObject({ code: 'TOO_MANY_REQUESTS', status: 429 });
  });

  it.each<[string, Record<string, string>, string]>([
    ['without a token', {}, '/api/v1/stall/months/2026-03'],
    ['with made-up tokens', { authorization: 'Bearer a.b.c' }, '/api/v1/stall/months/2026-03'],
    ['with a made-up session', { cookie: `pladsbog-session=${'A'.repeat(43)}` }, '/api/v1/stall/months/2026-03'],
    ['at an open route', {}, '/api/v1/stall/open'],
    ['at the pages', {}, '/sign-in/callback'],
    ['at the local provider', {}, '/local-issuer/.well-known/openid-configuration'],
    ['at an address that is none', {}, '/nothing'],
  ])('is counted by address %s', async (_, headers, url) => {
    const answers = await asked(headers, 12, url);
    expect(answers.filter(({ statusCode }) => statusCode === 429).length).toBeGreaterThan(0);
    expect(answers[0]?.statusCode).not.toBe(429);
  });

  it('does not use up what others may ask from the same address', async () => {
    const app = await createApp({ ...SETTINGS, dataFolder: edge.dataFolder, rates: RATES }, { root: stallRoot });
    const url = '/api/v1/stall/months/2026-03';
    await app.inject({ url, headers: edge.buyer });
    for (let at = 0; at < 12; at += 1) await app.inject({ url });
    expect((await app.inject({ url })).statusCode).toBe(429);
    expect((await app.inject({ url, headers: edge.buyer })).statusCode).toBe(200);
    expect((await app.inject('/health/live')).statusCode).toBe(200);
    await app.close();
  });
});

describe('A proxy', () => {
  const addressSeenBy = async (trustedProxies: readonly string[]): Promise<number> => {
    const settings = {
      ...SETTINGS,
      dataFolder: edge.dataFolder,
      rates: { bySubject: 100, byAddress: 1 },
      trustedProxies,
    };
    const app = await createApp(settings, { root: stallRoot });
    let refused = 0;
    for (let at = 0; at < 15; at += 1) {
      const headers = { 'x-forwarded-for': `203.0.113.${at}` };
      if ((await app.inject({ url: '/api/v1/stall/open', headers })).statusCode === 429) refused += 1;
    }
    await app.close();
    return refused;
  };

  it('is believed when it is one of ours, and only then', async () => {
    expect(await addressSeenBy(['127.0.0.1'])).toBe(0);
    expect(await addressSeenBy([])).toBe(5);
    expect(await addressSeenBy(['10.0.0.0/8'])).toBe(5);
  });

  it('is an address or a network, or the product does not start', () => {
    expect(settingsFrom({ PLADSBOG_TRUSTED_PROXIES: '10.0.0.7, 10.1.0.0/16,::1' }).trustedProxies).toHaveLength(3);
    for (const proxies of ['*', 'proxy.example', '10.0.0.0/33', '10.0.0.0/8/8', 'true'])
      expect(() => settingsFrom({ PLADSBOG_TRUSTED_PROXIES: proxies })).toThrow(/no address and no network/);
  });
});

describe('Every answer', () => {
  const policyAt = async (url: string): Promise<string> =>
    String((await edge.app.inject({ url, headers: edge.buyer })).headers['content-security-policy']);

  it('protects its reader', async () => {
    for (const url of ['/api/v1/stall/open', '/', '/api/docs', '/api/openapi.json', '/nothing', '/health/live']) {
      const { headers } = await edge.app.inject({ url });
      expect([url, headers]).toEqual([
        url,
        expect.objectContaining({
          'x-content-type-options': 'nosniff',
          'cross-origin-resource-policy': 'same-origin',
          'content-security-policy': expect.stringMatching(/default-src 'none'.*frame-ancestors 'none'/),
        }),
      ]);
      // Of what a browser shows as a page, and of nothing else, there is more to say.
      if (!url.startsWith('/api/v1/'))
        expect([url, headers]).toEqual([
          url,
          expect.objectContaining({
            'x-frame-options': 'DENY',
            'referrer-policy': 'same-origin',
            'cross-origin-opener-policy': 'same-origin',
            'permissions-policy': expect.stringContaining('geolocation=()'),
          }),
        ]);
      expect(headers).not.toHaveProperty('server');
      expect(headers).not.toHaveProperty('x-powered-by');
      expect(headers).not.toHaveProperty('strict-transport-security');
    }
  });

  it('allows no script at all, but those of the page that shows the API', async () => {
    for (const url of ['/api/v1/stall/open', '/', '/sign-in', '/local-issuer/authorize', '/api/openapi.json'])
      expect([url, await policyAt(url)]).toEqual([url, expect.not.stringMatching(/script-src|unsafe/)]);
    expect(await policyAt('/api/docs')).toMatch(/script-src 'self';/);
    const { body } = await edge.app.inject('/api/docs');
    expect(body).not.toMatch(/<script>|<script(?![^>]*src=)|\son\w+=/);
  });

  it('asks for https for a year where there is https', async () => {
    const settings = {
      ...SETTINGS,
      dataFolder: edge.dataFolder,
      publicUrl: 'https://localhost',
      localIssuer: 'on' as const,
    };
    const app = await createApp(settings, { root: stallRoot });
    expect((await app.inject('/')).headers['strict-transport-security']).toBe('max-age=31536000');
    await app.close();
  });

  it('tells nothing of the machinery', async () => {
    edge.app.useLogger(false);
    const token = await edge.issuer.tokenFor({ subject: 'x', party: '751' as PartyCode, roles: ['buyer'] });
    const answer = await edge.app.inject({
      method: 'POST',
      url: '/api/v1/stall/faults/x',
      headers: { authorization: `Bearer ${token}` },
      payload: { code: 'BUG' },
    });
    expect(answer.statusCode).toBe(500);
    expect(answer.body).not.toMatch(/secret|\.ts|\.js|node_modules|at /);
  });
});

describe('A slow client', () => {
  it('does not get longer than ten seconds for its headers, nor thirty for its request', () => {
    const server = edge.app.getHttpServer();
    expect([server.headersTimeout, server.requestTimeout]).toEqual([10_000, 30_000]);
  });

  it('that never finishes its body keeps nothing from others', async () => {
    await edge.app.listen(0, '127.0.0.1');
    const { port } = edge.app.getHttpServer().address() as AddressInfo;
    const sockets = Array.from({ length: 50 }, () => {
      const socket = connect(port, '127.0.0.1');
      socket.on('error', () => undefined);
      socket.write('POST /api/v1/stall/reservations HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n{');
      return socket;
    });
    const answer = await fetch(`http://127.0.0.1:${port}/api/v1/stall/open`);
    expect(answer.status).toBe(200);
    for (const socket of sockets) socket.destroy();
  });
});
