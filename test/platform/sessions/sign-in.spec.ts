import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createApp } from '../../../src/app';
import { partyCode } from '../../../src/kernel/vocabulary';
import type { IssuerSettings } from '../../../src/platform/auth/issuer-settings';
import { ownPath } from '../../../src/platform/sessions/signing-in';
import { Browser } from '../../support/browser';
import { PretendedIssuer } from '../../support/pretended-issuer';
import { type Edge, openEdge, SETTINGS, stallRoot } from '../http/edge';

const BUYER = 'local.751.buyer';
const SESSION = 'pladsbog-session';
const RESERVATION = { buyer: '751', firstDay: '2026-03-01' };
const OWN = { 'sec-fetch-site': 'same-origin' };

let edge: Edge;
beforeAll(async () => {
  edge = await openEdge();
});
afterAll(() => edge.close());
afterEach(() => {
  jest.useRealTimers();
});

const later = (ms: number): void => {
  jest.useFakeTimers({
    now: Date.now() + ms,
    doNotFake: [
      'nextTick',
      'queueMicrotask',
      'setImmediate',
      'setTimeout',
      'clearTimeout',
      'setInterval',
      'performance',
    ],
  });
};

const signedIn = async (account = BUYER): Promise<Browser> => {
  const browser = new Browser(edge.app);
  await browser.signIn(account);
  return browser;
};

const read = (browser: Browser) => browser.send('GET', '/api/v1/stall/months/2026-03');
const reserve = (browser: Browser, headers: Record<string, string> = OWN) =>
  browser.send('POST', '/api/v1/stall/reservations', { json: RESERVATION, headers });
const codeOf = (answer: { json: () => unknown; statusCode: number }): string =>
  `${answer.statusCode} ${(answer.json() as { code?: string }).code ?? ''}`;

describe('Signing in', () => {
  it('goes by the local provider’s page of personas, and ends on the page that was wanted', async () => {
    const browser = new Browser(edge.app);
    const personas = await browser.open('/sign-in?til=%2F%3Fsprog%3Den');
    expect(browser.at).toMatch(/^\/local-issuer\/persona\/[\w-]+$/);
    expect(personas.body).toContain('Sagsbehandler i Aarhus Kommune');
    expect(personas.body).toContain('Region Midtjylland');
    const page = await browser.submit(browser.at, `account=${BUYER}`);
    expect([page.statusCode, browser.at]).toEqual([200, '/?sprog=en']);
    expect(page.body).toContain('You are signed in');
    expect(page.body).toContain(BUYER);
  });

  it('fills in the same actor as a token does', async () => {
    const browser = await signedIn('local.751.buyer.operator');
    expect((await reserve(browser)).json<{ actor: unknown; command: unknown }>()).toMatchObject({
      actor: { subject: 'local.751.buyer.operator', party: '751', roles: ['buyer', 'operator'] },
      command: { actor: 'local.751.buyer.operator', onBehalfOf: '751' },
    });
  });

  it('as any party in any roles is possible, but not without a role', async () => {
    const browser = new Browser(edge.app);
    await browser.open('/sign-in');
    const persona = browser.at;
    expect((await browser.submit(persona, 'party=101')).statusCode).toBe(422);
    await browser.submit(persona, 'party=101&role=auditor&role=buyer');
    expect((await browser.open('/')).body).toContain('local.101.buyer.auditor');
  });

  it('gives each time a new id, and the one before is worth nothing (session fixation)', async () => {
    const browser = await signedIn();
    const before = browser.cookies.get(SESSION) ?? '';
    await browser.open('/sign-in');
    const after = browser.cookies.get(SESSION) ?? '';
    expect(after).not.toBe(before);
    browser.cookies.set(SESSION, before);
    expect(codeOf(await read(browser))).toBe('401 SESSION_ENDED');
    const planted = new Browser(edge.app);
    planted.cookies.set(SESSION, 'A'.repeat(43));
    await planted.signIn(BUYER);
    expect(planted.cookies.get(SESSION)).not.toBe('A'.repeat(43));
  });

  it('cannot be finished with another browser’s answer (login CSRF)', async () => {
    const [attacker, victim] = [new Browser(edge.app), new Browser(edge.app)];
    await attacker.open('/sign-in');
    const finish = await attacker.send('POST', attacker.at, { form: `account=${BUYER}`, headers: OWN });
    const resumed = await attacker.send('GET', new URL(String(finish.headers.location), 'http://localhost').pathname);
    const callback = new URL(String(resumed.headers.location));
    await victim.open('/sign-in');
    for (const browser of [victim, new Browser(edge.app)]) {
      const answer = await browser.open(callback.pathname + callback.search);
      expect([answer.statusCode, browser.cookies.has(SESSION)]).toEqual([400, false]);
    }
  });

  it.each(['state=x', 'error=access_denied', 'code=x&state=y', 'code=', 'code=x&code=y', ''])(
    'with an answer that says %s shows a page, and lets nobody in',
    async (query) => {
      const browser = new Browser(edge.app);
      await browser.send('GET', '/sign-in/start?issuer=local');
      const answer = await browser.open(`/sign-in/callback?${query}`);
      expect([400, 403]).toContain(answer.statusCode);
      expect(answer.headers['content-type']).toContain('text/html');
      expect(browser.cookies.has(SESSION)).toBe(false);
    },
  );

  it.each([
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    'javascript:alert(1)',
    ['/'],
  ])('never ends at %s', (address) => {
    expect(ownPath(address)).toBe('/');
  });

  it('ends at pages of ours', () => {
    expect(['/a?b=c', '/a/../b', '/a#b'].map(ownPath)).toEqual(['/a?b=c', '/b', '/a']);
  });
});

describe('A session', () => {
  it('is a cookie that scripts and other sites do not get', async () => {
    const browser = new Browser(edge.app);
    await browser.open('/sign-in');
    const finish = await browser.send('POST', browser.at, { form: `account=${BUYER}`, headers: OWN });
    const resumed = await browser.send('GET', new URL(String(finish.headers.location), 'http://localhost').pathname);
    const { pathname, search } = new URL(String(resumed.headers.location));
    const [cookie] = [(await browser.send('GET', pathname + search)).headers['set-cookie'] ?? []]
      .flat()
      .filter((each) => each.startsWith(SESSION));
    expect(cookie).toMatch(/^pladsbog-session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/);
  });

  it('cannot change anything from another site (CSRF)', async () => {
    const browser = await signedIn();
    expect((await reserve(browser)).statusCode).toBe(201);
    expect((await reserve(browser, { origin: 'http://localhost' })).statusCode).toBe(201);
    for (const headers of [
      {},
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { 'sec-fetch-site': 'none' },
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: 'https://localhost' },
      { 'sec-fetch-site': 'cross-site', origin: 'http://localhost' },
    ])
      expect([headers, codeOf(await reserve(browser, headers as Record<string, string>))]).toEqual([
        headers,
        '403 CROSS_SITE_REQUEST',
      ]);
    for (const headers of [{ 'sec-fetch-site': 'cross-site' }, { origin: 'https://evil.example' }]) {
      const answer = await browser.send('POST', '/sign-out', { form: '', headers });
      expect(codeOf(answer)).toBe('403 CROSS_SITE_REQUEST');
    }
    expect((await read(browser)).statusCode).toBe(200);
  });

  it('ends after half an hour of silence', async () => {
    const browser = await signedIn();
    later(29 * 60_000);
    expect((await read(browser)).statusCode).toBe(200);
    later(29 * 60_000);
    expect((await read(browser)).statusCode).toBe(200);
    later(31 * 60_000);
    expect(codeOf(await read(browser))).toBe('401 SESSION_ENDED');
  });

  it('ends after ten hours, however busy', async () => {
    const browser = await signedIn();
    for (let minutes = 0; minutes < 10 * 60 - 25; minutes += 25) {
      later(25 * 60_000);
      expect([minutes, (await read(browser)).statusCode]).toEqual([minutes, 200]);
    }
    later(25 * 60_000);
    expect(codeOf(await read(browser))).toBe('401 SESSION_ENDED');
  });

  it('does not count beside a token, which speaks for itself', async () => {
    const browser = await signedIn();
    const answer = await reserve(browser, { authorization: 'Bearer a.b.c', ...OWN });
    expect(codeOf(answer)).toBe('401 INVALID_TOKEN');
  });

  it('is opened by nothing that stands in the file', async () => {
    const browser = await signedIn();
    const id = browser.cookies.get(SESSION) ?? '';
    const files = ['sessions.sqlite', 'sessions.sqlite-wal'].map((name) => readFileSync(join(edge.dataFolder, name)));
    for (const secret of [id, BUYER, 'buyer', 'eyJ']) expect(Buffer.concat(files).includes(secret)).toBe(false);
  });

  it('survives a restart', async () => {
    const browser = await signedIn();
    const again = await createApp({ ...SETTINGS, dataFolder: edge.dataFolder }, { root: stallRoot });
    const other = new Browser(again);
    for (const [name, value] of browser.cookies) other.cookies.set(name, value);
    expect((await read(other)).statusCode).toBe(200);
    await again.close();
  });

  it.each(['', 'x', 'A'.repeat(43), '../../etc', 'a; b', "' OR 1=1 --"])(
    'that nobody began (%j) is none',
    async (id) => {
      const browser = new Browser(edge.app);
      browser.cookies.set(SESSION, id);
      expect((await read(browser)).statusCode).toBe(401);
      expect((await browser.open('/')).body).toContain('Log ind');
    },
  );
});

describe('Signing out', () => {
  it('ends the session here and, if one wants, at the issuer', async () => {
    const browser = await signedIn();
    const cookies = new Map(browser.cookies);
    const asked = await browser.submit('/sign-out');
    expect(browser.at).toMatch(/^\/local-issuer\/session\/end\?/);
    const [, xsrf = ''] = /name="xsrf" value="(\w+)"/.exec(asked.body) ?? [];
    const page = await browser.submit('/local-issuer/session/end/confirm', `xsrf=${xsrf}&logout=yes`);
    expect([browser.at, page.statusCode]).toEqual(['/signed-out', 200]);
    expect(page.body).toContain('Du er logget ud');
    expect(browser.cookies.has(SESSION)).toBe(false);
    const thief = new Browser(edge.app);
    for (const [name, value] of cookies) thief.cookies.set(name, value);
    expect(codeOf(await read(thief))).toBe('401 SESSION_ENDED');
    // The issuer has forgotten it too, and asks again.
    await browser.open('/sign-in');
    expect(browser.at).toContain('/persona/');
  });
});

describe('On https, at an issuer of the settings', () => {
  let issuer: PretendedIssuer;
  let app: NestFastifyApplication;
  beforeAll(async () => {
    issuer = await PretendedIssuer.start();
    const settings = {
      ...SETTINGS,
      dataFolder: edge.dataFolder,
      localIssuer: 'off' as const,
      publicUrl: 'https://pladsbog.example',
      issuers: [aarhusAt(issuer)],
    };
    app = await createApp(settings, { root: stallRoot });
  });
  afterAll(async () => {
    await app.close();
    await issuer.stop();
  });

  it('cookies are for this host alone, and never leave the encrypted line', async () => {
    // Whatever name the request claims to have come by.
    const answer = await app.inject({ url: '/sign-in/start?issuer=0', headers: { host: 'evil.example' } });
    expect(String(answer.headers['set-cookie'])).toMatch(
      /^__Host-pladsbog-signing-in=[\w.-]+; Path=\/; HttpOnly; SameSite=Lax; Secure; Max-Age=600$/,
    );
    const address = new URL(String(answer.headers.location));
    expect(address.origin).toBe(issuer.name);
    expect(Object.fromEntries(address.searchParams)).toEqual({
      client_id: 'pladsbog',
      redirect_uri: 'https://pladsbog.example/sign-in/callback',
      response_type: 'code',
      scope: 'openid',
      state: expect.stringMatching(/^[\w-]{43}$/),
      nonce: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge_method: 'S256',
      acr_values: 'substantial',
    });
  });

  it('there is no local issuer, and no shortcut to its tokens', async () => {
    const local = [
      { url: '/local-issuer/.well-known/openid-configuration' },
      { url: '/api/v1/auth/tokens', method: 'POST' as const, payload: { party: '751', roles: ['buyer'] } },
    ];
    for (const each of local) expect((await app.inject(each)).statusCode).toBe(404);
  });

  it('an issuer that does not answer is said to be away', async () => {
    issuer.trouble = 'down';
    const other = await createApp(
      {
        ...SETTINGS,
        dataFolder: edge.dataFolder,
        localIssuer: 'off',
        publicUrl: 'https://pladsbog.example',
        issuers: [aarhusAt(issuer)],
      },
      { root: stallRoot },
    );
    const answer = await other.inject('/sign-in/start?issuer=0');
    await other.close();
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([503, 'text/html; charset=utf-8']);
  });
});

const aarhusAt = (issuer: PretendedIssuer): IssuerSettings => ({
  issuer: issuer.name,
  title: 'Aarhus',
  audience: 'https://pladsbog.example/api',
  tokenType: 'at+jwt',
  algorithms: ['ES256'],
  claims: {
    subject: 'hashed',
    party: { fixed: partyCode('751') },
    roles: { claim: ['groups'], meaning: new Map() },
    systems: new Map(),
    speaksFor: undefined,
  },
  signIn: {
    clientId: 'pladsbog',
    clientSecret: () => 'x',
    clientAuthentication: 'basic',
    scope: 'openid',
    idTokenAlgorithm: 'ES256',
    userinfo: false,
    acrValues: 'substantial',
  },
});
