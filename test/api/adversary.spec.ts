import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { generateKeyPair, importJWK, SignJWT, type JWK } from 'jose';
import { startApp, type RunningApp } from '../support/app';
import { Browser } from '../support/browser';
import { valueOf } from '../support/hostile-values';
import { AARHUS, openSmallMarket, REGION, reservation, SILKEBORG } from '../support/small-market';

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- documents and answers are looked into freely
type Loose = any;

/** Somebody who wants in, or wants more than is theirs. Nothing of it may be written, nor answered with a fault. */

let running: RunningApp;
let operations: { method: 'GET' | 'POST'; path: string; said: Loose }[];
let schemas: Loose;
let ids: Record<string, string>;
let jwk: JWK;

beforeAll(async () => {
  running = await startApp('2020-02-10');
  const { aarhus, seller, offeringId } = await openSmallMarket(running);
  const { placementId } = await aarhus.post('/placements', reservation(offeringId, '2020-03-10'));
  await seller.post(`/placements/${placementId}/confirm`);
  running.clock.turnTo('2020-03-10');
  await seller.post(`/placements/${placementId}/enrol`, { firstDay: '2020-03-10' });
  running.clock.turnTo('2020-04-01');
  await seller.post('/settlement/months/2020-03/close');
  await running.settled();
  ids = {
    placementId,
    contractId: placementId,
    offeringId,
    serviceLineId: 'SEL-107',
    agreementId: 'rammeaftale-2019-20',
    party: AARHUS,
    statementId: `${REGION}-${AARHUS}-2020-03`,
    line: '1',
    month: '2020-04',
  };
  const document: Loose = (await running.app.inject({ url: '/api/openapi.json' })).json();
  schemas = document.components.schemas;
  operations = Object.entries<Loose>(document.paths).flatMap(([path, item]) =>
    Object.entries<Loose>(item).map(([method, said]) => ({ method: method.toUpperCase() as 'GET', path, said })),
  );
  jwk = JSON.parse(readFileSync(join(running.dataFolder, 'local-issuer.jwk.json'), 'utf8')) as JWK;
}, 60_000);
afterAll(() => running.close());

const at = (path: string): string => path.replace(/\{(\w+)\}/g, (_, name: string) => ids[name] ?? 'unknown');
const head = async (): Promise<number> =>
  (await running.app.inject({ url: '/health/ready' })).json<{ store: { position: number } }>().store.position;

const CLAIMS = { party: AARHUS, roles: ['buyer', 'operator', 'auditor', 'secretariat'], client_id: 'x', jti: 'x' };
const signed = async (
  change: (jwt: SignJWT) => SignJWT = (jwt) => jwt,
  header: Record<string, string> = {},
  key?: CryptoKey | Uint8Array,
): Promise<string> => {
  const jwt = new SignJWT(CLAIMS)
    .setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt', ...header })
    .setSubject('x')
    .setIssuer('http://localhost/local-issuer')
    .setAudience('urn:pladsbog:api')
    .setIssuedAt()
    .setExpirationTime('1h');
  return change(jwt).sign(key ?? (await importJWK(jwk, 'EdDSA')));
};
const unsigned = (): string => {
  const exp = Math.floor(Date.now() / 1_000) + 600;
  const claims = {
    ...CLAIMS,
    sub: 'x',
    iss: 'http://localhost/local-issuer',
    aud: 'urn:pladsbog:api',
    iat: exp - 600,
    exp,
  };
  const parts = [{ alg: 'none', typ: 'at+jwt' }, claims].map((part) => Buffer.from(JSON.stringify(part)));
  return `${parts.map((part) => part.toString('base64url')).join('.')}.x`;
};

const FORGERIES: readonly [string, () => Promise<string> | string][] = [
  ['signed by another key', async () => signed(undefined, {}, (await generateKeyPair('EdDSA')).privateKey)],
  ['signed with the public key as a secret', () => signed(undefined, { alg: 'HS256' }, Buffer.from(String(jwk.x)))],
  ['not signed', unsigned],
  ['expired', () => signed((jwt) => jwt.setExpirationTime('-1h'))],
  ['not valid yet', () => signed((jwt) => jwt.setNotBefore('1h'))],
  ['for somebody else', () => signed((jwt) => jwt.setAudience('urn:other'))],
  ['of another issuer', () => signed((jwt) => jwt.setIssuer('https://issuer.example'))],
  [
    'of a host that looks like this machine',
    () => signed((jwt) => jwt.setIssuer('http://localhost.evil.example/local-issuer')),
  ],
  ['marked as an ID token', () => signed(undefined, { typ: 'JWT' })],
];

describe('A token', () => {
  it('that is right opens the door (or what follows would show nothing)', async () => {
    const headers = { authorization: `Bearer ${await signed()}` };
    expect((await running.app.inject({ url: '/api/v1/placements', headers })).statusCode).toBe(200);
  });

  it.each(FORGERIES)('that is %s opens no route, and nothing is written', async (_, forge) => {
    const before = await head();
    const headers = { authorization: `Bearer ${await forge()}` };
    for (const { method, path, said } of operations.filter((each) => each.said.security?.length !== 0)) {
      const answer = await running.app.inject({ method, url: at(path), headers });
      expect([said.operationId, answer.statusCode, answer.json<{ code: string }>().code]).toEqual([
        said.operationId,
        401,
        'INVALID_TOKEN',
      ]);
    }
    expect(await head()).toBe(before);
  });
});

describe('Fields that nobody may set', () => {
  const SMUGGLED = [
    'actor',
    'subject',
    'roles',
    'onBehalfOf',
    'commandId',
    'recordedAt',
    'position',
    'revision',
    'isAdmin',
  ];

  it('are refused in every body, and nothing is written', async () => {
    const before = await head();
    const headers = { authorization: `Bearer ${await signed()}` };
    for (const { path, said } of operations.filter((each) => each.said.requestBody?.content['application/json'])) {
      const schema = said.requestBody.content['application/json'].schema.$ref?.split('/').at(-1);
      const known = Object.keys(schemas[schema]?.properties ?? {});
      for (const field of SMUGGLED.filter((name) => !known.includes(name))) {
        const answer = await running.app.inject({ method: 'POST', url: at(path), headers, payload: { [field]: 'x' } });
        expect([said.operationId, field, answer.statusCode]).toEqual([said.operationId, field, 400]);
      }
    }
    expect(await head()).toBe(before);
  });
});

describe('Another party’s things', () => {
  it('are not there for a party that has nothing to do with them, by id', async () => {
    const before = await head();
    const stranger = running.as(SILKEBORG, 'buyer', 'operator');
    for (const path of [
      `/placements/${ids.placementId}`,
      `/contracts/${ids.contractId}`,
      `/settlement/statements/${ids.statementId}`,
      `/settlement/statements/${ids.statementId}/lines/1/why`,
    ])
      expect([path, (await stranger.ask('GET', path)).status]).toEqual([path, 404]);
    for (const command of ['confirm', 'withdraw', 'enrol', 'end', 'notice', 'payer', 'change/accept']) {
      const { status } = await stranger.ask('POST', `/placements/${ids.placementId}/${command}`);
      expect([command, [400, 403, 404].includes(status)]).toEqual([command, true]);
    }
    expect(await head()).toBe(before);
  });

  it('are not in its lists, nor behind somebody else’s cursor or filter', async () => {
    const stranger = running.as(SILKEBORG, 'buyer', 'operator');
    const cursors: (string | undefined)[] = [undefined];
    const { body } = await running.as(AARHUS, 'buyer').ask('GET', '/placements?limit=1');
    if (body.next) cursors.push(body.next);
    for (const list of ['/placements', '/contracts', '/settlement/statements']) {
      const own = await running.as(AARHUS, 'buyer').get(`${list}?limit=50`);
      expect([list, own.items.length]).toEqual([list, 1]);
    }
    for (const list of ['/placements', '/contracts', '/settlement/statements'])
      for (const cursor of list === '/placements' ? cursors : [undefined])
        for (const filter of ['', `&party=${AARHUS}`, `&buyer=${AARHUS}`, `&operator=${REGION}`]) {
          const { status, body: said } = await stranger.ask(
            'GET',
            `${list}?limit=50${cursor ? `&cursor=${cursor}` : ''}${filter}`,
          );
          if (status === 200) expect([list, filter, said.items]).toEqual([list, filter, []]);
          else expect([list, filter, [400, 403, 404].includes(status)]).toEqual([list, filter, true]);
        }
  });
});

describe('Text that would be code elsewhere', () => {
  const INJECTED = [
    `x'; DROP TABLE events; --`,
    `' OR '1'='1`,
    '1 UNION SELECT data FROM events',
    '{{7*7}}${7*7}<%= 7*7 %>#{7*7}',
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    'x\r\nX-Injected: yes\r\n\r\n<html>',
    '../../../../etc/passwd',
    '=HYPERLINK("http://evil.example","x")',
    '$(id)`id`|id',
    '__proto__',
    '{"level":50,"msg":"forged"}\n{"level":50,"msg":"forged"}',
  ];

  /** Every place in a body where a text stands. */
  const texts = (value: unknown, path: readonly (string | number)[] = []): (readonly (string | number)[])[] => {
    if (typeof value === 'string') return [path];
    if (typeof value !== 'object' || value === null) return [];
    return Object.entries(value).flatMap(([key, inner]) =>
      texts(inner, [...path, Array.isArray(value) ? Number(key) : key]),
    );
  };
  const withText = (value: unknown, [key, ...rest]: readonly (string | number)[], text: string): unknown => {
    if (key === undefined) return text;
    const copy: Loose = Array.isArray(value) ? [...value] : { ...(value as object) };
    copy[key] = withText(copy[key], rest, text);
    return copy;
  };

  it('in any field of any body is refused, or is nothing but text', async () => {
    const document: Loose = (await running.app.inject({ url: '/api/openapi.json' })).json();
    const headers = { authorization: `Bearer ${await signed()}` };
    let asked = 0;
    for (const { path, said } of operations) {
      const schema = said.requestBody?.content['application/json']?.schema;
      // Replays and checks take no text, and a second or two.
      if (schema === undefined || path.startsWith('/api/v1/audit')) continue;
      const [body] = fc.sample(valueOf(schema, document), { numRuns: 1, seed: 11 });
      for (const place of texts(body)) {
        for (const text of INJECTED) {
          const answer = await running.app.inject({
            method: 'POST',
            url: at(path),
            headers,
            payload: withText(body, place, text) as object,
          });
          asked += 1;
          const where = [said.operationId, place.join('.'), text];
          expect([...where, answer.statusCode < 500]).toEqual([...where, true]);
          expect([...where, answer.headers['x-injected']]).toEqual([...where, undefined]);
          // An answer may repeat what was sent; nobody has worked it out.
          expect([...where, answer.body.includes('49$49') || answer.body.includes('root:')]).toEqual([...where, false]);
        }
      }
    }
    expect(asked).toBeGreaterThan(1_000);
    await running.settled();
    // Whatever of it was taken: the ledger reads, its promises hold, and the read models say what the events say.
    const auditor = running.as(REGION, 'auditor');
    const replayed = await auditor.post('/audit/replay', {});
    expect(replayed.equal).toBe(true);
  }, 120_000);

  it('in a name comes back as it was, is found, and is text on a page', async () => {
    const seller = running.as(REGION, 'operator');
    const name = `Bo =1+1<script>alert(1)</script>{{7*7}}'; DROP TABLE events; --`;
    const { offeringId } = await seller.post('/offerings', {
      name,
      addressMunicipality: AARHUS,
      targetGroups: ['<b>Autisme</b>'],
      ageFrom: 18,
      ageTo: 65,
    });
    await running.settled();
    expect((await seller.get(`/offerings/${offeringId}`)).name).toBe(name);
    const found = await seller.get(`/offerings?text=${encodeURIComponent(`'; DROP TABLE`)}`);
    expect(found.items.map((item: Loose) => item.offeringId)).toEqual([offeringId]);
    const browser = new Browser(running.app);
    await browser.signIn(`local.${REGION}.operator`);
    const page = await browser.open(`/offerings/${offeringId}`);
    expect([page.statusCode, page.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    expect(page.body).toContain('Bo =1+1&lt;script>alert(1)&lt;/script>{{7*7}}');
    expect(page.body).not.toContain('<script>alert');
  });

  it.each([
    ['idempotency-key', 'x\ny'],
    ['if-match', '"1"; DROP TABLE events'],
    ['accept-language', '<script>, da;q=9, ../../x'],
    ['traceparent', "00-' OR 1=1-x-01"],
    ['x-correlation-id', '{{7*7}}'],
    ['origin', 'null'],
    ['x-forwarded-for', '127.0.0.1, <script>'],
    ['x-forwarded-host', 'evil.example'],
    ['content-type', 'application/json; charset=utf-7'],
  ])('in the header %s is not believed and not repeated', async (header, value) => {
    const answer = await running.app.inject({
      method: 'POST',
      url: '/api/v1/placements',
      headers: { authorization: `Bearer ${await signed()}`, 'content-type': 'application/json', [header]: value },
      payload: JSON.stringify(reservation(ids.offeringId ?? '', 'no-day')),
    });
    expect(answer.statusCode).toBeGreaterThanOrEqual(400);
    expect(answer.statusCode).toBeLessThan(500);
    const told = JSON.stringify(answer.headers) + answer.body;
    expect([header, told.includes('evil.example'), told.includes('<script>')]).toEqual([header, false, false]);
  });
});
