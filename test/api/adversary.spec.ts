import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateKeyPair, importJWK, SignJWT, type JWK } from 'jose';
import { startApp, type RunningApp } from '../support/app';
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
