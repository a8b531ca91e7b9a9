import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { generateKeyPair, importJWK, SignJWT } from 'jose';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { InjectOptions } from 'fastify';
import type { PartyCode } from '../../../src/kernel/vocabulary';
import type { Edge } from './edge';
import { openEdge } from './edge';

const RESERVATIONS = '/api/v1/stall/reservations';
const RIGHT = { buyer: '751', firstDay: '2026-03-01' };

let edge: Edge;
beforeAll(async () => {
  edge = await openEdge();
  await edge.app.listen(0, '127.0.0.1');
});
afterAll(() => edge.close());

const expectProblem = async (request: InjectOptions, status: number, code: string): Promise<void> => {
  const answer = await edge.app.inject(request);
  const { code: found, ...problem } = answer.json<Record<string, unknown>>();
  expect([answer.statusCode, found, answer.headers['content-type']]).toEqual([
    status,
    code,
    'application/problem+json; charset=utf-8',
  ]);
  expect(problem).toMatchObject({ status, type: expect.stringMatching(/^https:\/\/pladsbog\.dk\/problems\/[a-z-]+$/) });
  expect(typeof problem.detail).toBe('string');
};

const posted = (payload: string | Buffer, headers: Record<string, string> = {}): InjectOptions => ({
  method: 'POST',
  url: RESERVATIONS,
  headers: { ...edge.buyer, 'content-type': 'application/json', ...headers },
  payload,
});

describe('A hostile body', () => {
  it.each<[string, string | Buffer, number, string]>([
    ['is cut off', '{"buyer":', 400, 'MALFORMED_JSON'],
    ['is empty', '', 400, 'EMPTY_BODY'],
    ['is a list', '[]', 400, 'INVALID_REQUEST'],
    ['is null', 'null', 400, 'INVALID_REQUEST'],
    ['is a number', '7', 400, 'INVALID_REQUEST'],
    ['is a text', '"x"', 400, 'INVALID_REQUEST'],
    ['is deep', '['.repeat(5_000) + ']'.repeat(5_000), 400, 'JSON_TOO_DEEP'],
    ['is very deep', '{"a":'.repeat(100_000) + '1' + '}'.repeat(100_000), 400, 'JSON_TOO_DEEP'],
    ['is large', `{"buyer":"${'7'.repeat(1_100_000)}"}`, 413, 'BODY_TOO_LARGE'],
    ['has __proto__', '{"buyer":"751","firstDay":"2026-03-01","__proto__":{"x":1}}', 400, 'MALFORMED_JSON'],
    ['spells __proto__ by escapes', '{"\\u005f_proto__":{"x":1}}', 400, 'MALFORMED_JSON'],
    ['has constructor', '{"constructor":{"prototype":{"x":1}}}', 400, 'MALFORMED_JSON'],
    ['has an unknown field only', JSON.stringify({ ...RIGHT, zz: 1 }), 400, 'UNKNOWN_FIELD'],
    ['has toString as a field', JSON.stringify({ ...RIGHT, toString: 1 }), 400, 'UNKNOWN_FIELD'],
    ['is no UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]), 400, 'MALFORMED_JSON'],
    ['has a byte order mark', Buffer.from(`\ufeff${JSON.stringify(RIGHT)}`), 400, 'MALFORMED_JSON'],
  ])('that %s is refused', (_, payload, status, code) => expectProblem(posted(payload), status, code));

  it.each([
    ['text/plain', 415],
    ['application/x-www-form-urlencoded', 415],
    ['application/xml', 415],
    ['application/jsonp', 415],
    ['nonsense', 415],
  ])('of type %s is refused', (type, status) =>
    expectProblem(posted(JSON.stringify(RIGHT), { 'content-type': type }), status, 'UNSUPPORTED_MEDIA_TYPE'),
  );

  it('of another length than stated is refused', () =>
    expectProblem(posted(JSON.stringify(RIGHT), { 'content-length': '3' }), 400, 'CONTENT_LENGTH_MISMATCH'));

  it('is never answered with a fault of ours, whatever JSON it is', async () => {
    await fc.assert(
      fc.asyncProperty(fc.json({ maxDepth: 8 }), async (json) => {
        const answer = await edge.app.inject(posted(json));
        expect(answer.statusCode).toBeLessThan(500);
      }),
      { numRuns: 300 },
    );
  });

  it('is never answered with a fault of ours, whatever its known fields hold', async () => {
    const names = ['buyer', 'firstDay', 'ceilingOre', 'hours', 'remark', 'code', 'daysOff', 'line', 'lines', 'places'];
    const body = fc.dictionary(fc.constantFrom(...names), fc.jsonValue({ maxDepth: 4 }));
    await fc.assert(
      fc.asyncProperty(body, fc.boolean(), async (fields, keyed) => {
        const payload = JSON.stringify({ ...RIGHT, ...fields });
        const answer = await edge.app.inject(posted(payload, keyed ? { 'idempotency-key': 'k' } : {}));
        expect([201, 400]).toContain(answer.statusCode);
      }),
      { numRuns: 300 },
    );
  });
});

describe('A field of the wrong kind', () => {
  it.each<[string, unknown, string]>([
    ['buyer', 751, 'NOT_A_PARTY_CODE'],
    ['buyer', '75', 'NOT_A_PARTY_CODE'],
    ['buyer', '751\n', 'NOT_A_PARTY_CODE'],
    ['buyer', null, 'NOT_A_PARTY_CODE'],
    ['firstDay', '2026-02-29', 'NOT_A_DAY'],
    ['firstDay', '2026-03-01T00:00:00Z', 'NOT_A_DAY'],
    ['firstDay', 20260301, 'NOT_A_DAY'],
    ['billedFrom', '2026-13', 'NOT_A_MONTH'],
    ['billedFrom', null, 'NOT_A_MONTH'],
    ['ceilingOre', 1.5, 'NOT_ORE'],
    ['ceilingOre', '100', 'NOT_ORE'],
    ['ceilingOre', -1, 'NOT_ORE'],
    ['ceilingOre', 2 ** 53, 'NOT_ORE'],
    ['places', 51, 'NOT_A_WHOLE_NUMBER'],
    ['places', true, 'NOT_A_WHOLE_NUMBER'],
    ['hours', 1.005, 'NOT_A_NUMBER_WITH_DECIMALS'],
    ['hours', '1', 'NOT_A_NUMBER_WITH_DECIMALS'],
    ['share', 10_001, 'NOT_HUNDREDTHS'],
    ['remark', '', 'NOT_A_TEXT'],
    ['remark', '   ', 'NOT_A_TEXT'],
    ['remark', 'x'.repeat(41), 'NOT_A_TEXT'],
    ['remark', 'a\u0000b', 'NOT_A_TEXT'],
    ['remark', 'a\u202eb', 'NOT_A_TEXT'],
    ['remark', '\ud800', 'NOT_A_TEXT'],
    ['code', 'abc', 'NOT_A_CODE'],
    ['reference', '0195D9A0-7C1E-7000-8000-000000000001', 'NOT_AN_ID'],
    ['basis', 'SEL-1', 'NOT_ONE_OF'],
    ['basis', ['SEL-107'], 'NOT_ONE_OF'],
    ['urgent', 'true', 'NOT_A_FLAG'],
    ['urgent', 1, 'NOT_A_FLAG'],
    ['daysOff', '2026-01-01', 'NOT_A_LIST'],
    ['daysOff', Array(4).fill('2026-01-01'), 'NOT_A_LIST'],
    ['daysOff', ['2026-01-01', '2026-01-01'], 'NOT_UNIQUE'],
    ['line', [], 'NOT_AN_OBJECT'],
    ['line', 'x', 'NOT_AN_OBJECT'],
    ['lines', {}, 'NOT_A_LIST'],
  ])('%s: %j is refused as %3$s', async (field, value, code) => {
    const answer = await edge.app.inject(posted(JSON.stringify({ ...RIGHT, [field]: value })));
    expect(answer.statusCode).toBe(400);
    expect(answer.json<{ errors: unknown[] }>().errors).toEqual([
      { field, code, da: expect.stringMatching(/\.$/), en: expect.stringMatching(/\.$/) },
    ]);
  });

  it('is named by its path in lists and objects', async () => {
    const lines = [{ wording: 'a', priceOre: 1 }, { wording: 'b', priceOre: -1, extra: 1 }, 7];
    const answer = await edge.app.inject(posted(JSON.stringify({ ...RIGHT, lines, line: {}, daysOff: ['x'] })));
    const { errors } = answer.json<{ errors: { field: string; code: string }[] }>();
    expect(errors.map(({ field, code }) => `${field} ${code}`)).toEqual([
      'lines.1.priceOre NOT_ORE',
      'lines.1.extra UNKNOWN_FIELD',
      'lines.2 NOT_AN_OBJECT',
      'line.wording REQUIRED',
      'line.priceOre REQUIRED',
      'daysOff.0 NOT_A_DAY',
    ]);
  });

  it('is reported for the first fields only when there are very many', async () => {
    const many = Object.fromEntries(Array.from({ length: 5_000 }, (_, at) => [`field${at}`, at]));
    const answer = await edge.app.inject(posted(JSON.stringify(many)));
    expect(answer.json<{ errors: unknown[] }>().errors).toHaveLength(50);
  });
});

describe('A hostile address', () => {
  it.each<[string, number, string]>([
    ['/api/v1/stall/things/%00', 400, 'INVALID_REQUEST'],
    ['/api/v1/stall/things/%zz', 400, 'MALFORMED_URL'],
    ['/api/v1/stall/things/%c3%28', 400, 'MALFORMED_URL'],
    [`/api/v1/stall/things/${'a'.repeat(300)}`, 414, 'URL_TOO_LONG'],
    [`/api/v1/stall/list?cursor=${'a'.repeat(5_000)}`, 414, 'URL_TOO_LONG'],
    ['/api/v1/stall/things/../../../etc/passwd', 404, 'NOT_FOUND'],
    ['/api/v1/stall/months/2026-1', 400, 'INVALID_REQUEST'],
    ['/api/v1/stall/list?limit=1&limit=2', 400, 'INVALID_REQUEST'],
    ['/api/v1/stall/list?limit=0', 400, 'INVALID_REQUEST'],
    ['/api/v1/stall/list?limit=501', 400, 'INVALID_REQUEST'],
    ['/api/v1/stall/list?limit=1e2', 400, 'INVALID_REQUEST'],
    ['/api/v1/stall/list?limit=', 400, 'INVALID_REQUEST'],
    ['/api/v1/stall/list?free=yes', 400, 'INVALID_REQUEST'],
    ['/api/v1/stall/list?other=1', 400, 'UNKNOWN_FIELD'],
    ['/api/v1/stall/months/2026-03?x=1', 400, 'UNKNOWN_FIELD'],
    ['/api/v1/stall/list?__proto__=1', 400, 'UNKNOWN_FIELD'],
    ['/api/v1/stall/list?constructor[x]=1', 400, 'UNKNOWN_FIELD'],
    ['/api/v1/stall/list?minPosition=-1', 400, 'INVALID_REQUEST'],
    ['/api/v1/stall/list?knownAt=2026-03-01T00:00:00', 400, 'INVALID_REQUEST'],
    ['/api/v1/stall/list?knownAt=2026-02-30', 400, 'INVALID_REQUEST'],
    ['/api/v1/stall/list?effectiveOn=i-dag', 400, 'INVALID_REQUEST'],
    ['/api/v1/stall/list?cursor=WzEsM10x', 400, 'INVALID_CURSOR'],
    ['/api/v1/stall/list?cursor=WzIsM10', 400, 'INVALID_CURSOR'],
    ['/api/v1/stall/list?cursor=WzEsIngiXQ', 400, 'INVALID_CURSOR'],
    ['/api/v1/stall/list?cursor=%2B%2B', 400, 'INVALID_CURSOR'],
  ])('%s is refused', (url, status, code) => expectProblem({ method: 'GET', url, headers: edge.buyer }, status, code));
});

describe('A hostile header', () => {
  it.each<[string, string, string]>([
    ['idempotency-key', '', 'INVALID_IDEMPOTENCY_KEY'],
    ['idempotency-key', 'two words', 'INVALID_IDEMPOTENCY_KEY'],
    ['idempotency-key', 'nøgle', 'INVALID_IDEMPOTENCY_KEY'],
    ['idempotency-key', 'k'.repeat(256), 'INVALID_IDEMPOTENCY_KEY'],
    ['if-match', 'W/"3"', 'INVALID_IF_MATCH'],
    ['if-match', '3', 'INVALID_IF_MATCH'],
    ['if-match', '"3", "4"', 'INVALID_IF_MATCH'],
    ['if-match', '"-1"', 'INVALID_IF_MATCH'],
    ['if-match', '"99999999999999999"', 'INVALID_IF_MATCH'],
    ['if-match', '', 'INVALID_IF_MATCH'],
  ])('%s: %j is refused', (name, value, code) =>
    expectProblem(posted(JSON.stringify(RIGHT), { [name]: value }), 400, code),
  );
});

describe('A token', () => {
  const asked = (authorization: string): InjectOptions => ({
    method: 'GET',
    url: '/api/v1/stall/months/2026-03',
    headers: { authorization },
  });
  const tokenOf = async (change: (jwt: SignJWT) => SignJWT, claims: object = {}, foreign = false): Promise<string> => {
    const file = await readFile(join(edge.dataFolder, 'local-issuer.jwk.json'), 'utf8');
    const key = foreign
      ? (await generateKeyPair('EdDSA')).privateKey
      : await importJWK(JSON.parse(file) as Record<string, string>, 'EdDSA');
    const jwt = new SignJWT({ party: '751', roles: ['buyer'], client_id: 'x', ...claims })
      .setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt' })
      .setJti('1')
      .setSubject('x')
      .setIssuer('http://localhost/local-issuer')
      .setAudience('urn:pladsbog:api')
      .setIssuedAt()
      .setExpirationTime('1h');
    return `Bearer ${await change(jwt).sign(key)}`;
  };
  const unsigned = (header: object, claims: object): string =>
    `Bearer ${[header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')}.x`;

  it('is taken when it is right, also a second time', async () => {
    const right = await tokenOf((jwt) => jwt);
    for (const time of [1, 2]) expect([time, (await edge.app.inject(asked(right))).statusCode]).toEqual([time, 200]);
  });

  it.each<[string, () => Promise<string> | string]>([
    ['expired', () => tokenOf((jwt) => jwt.setExpirationTime('-1h'))],
    ['not yet valid', () => tokenOf((jwt) => jwt.setNotBefore('1h'))],
    ['for another audience', () => tokenOf((jwt) => jwt.setAudience('other'))],
    ['of another issuer', () => tokenOf((jwt) => jwt.setIssuer('other'))],
    ['signed by another key', () => tokenOf((jwt) => jwt, {}, true)],
    ['without roles', () => tokenOf((jwt) => jwt, { roles: [] })],
    ['with an unknown role', () => tokenOf((jwt) => jwt, { roles: ['king'] })],
    ['with no party', () => tokenOf((jwt) => jwt, { party: 'x' })],
    ['tampered with', async () => `${(await tokenOf((jwt) => jwt)).slice(0, -6)}AAAAAA`],
    ['unsigned', () => unsigned({ alg: 'none' }, { sub: 'x', party: '751', roles: ['buyer'], exp: 9e9 })],
    [
      'signed by the public key',
      () => unsigned({ alg: 'HS256' }, { sub: 'x', party: '751', roles: ['buyer'], exp: 9e9 }),
    ],
    ['no token at all', () => 'Bearer x'],
    ['a password', () => 'Basic eDp5'],
    ['very long', () => `Bearer ${'a'.repeat(9_000)}.b.c`],
  ])('that is %s is refused', async (_, token) => {
    const answer = await edge.app.inject(asked(await token()));
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([401, 'INVALID_TOKEN']);
    expect(answer.headers['www-authenticate']).toContain('invalid_token');
  });

  it('is asked for when there is none', () =>
    expectProblem({ method: 'GET', url: '/api/v1/stall/months/2026-03' }, 401, 'TOKEN_REQUIRED'));

  it('of another role is not enough', async () => {
    const token = await edge.issuer.tokenFor({ subject: 'x', party: '751' as PartyCode, roles: ['auditor'] });
    await expectProblem(posted(JSON.stringify(RIGHT), { authorization: `Bearer ${token}` }), 403, 'FORBIDDEN_ROLE');
  });
});

describe('A connection that sends no HTTP', () => {
  const answerTo = (bytes: string): Promise<string> =>
    new Promise((resolve, reject) => {
      const { port } = edge.app.getHttpServer().address() as AddressInfo;
      const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
      let heard = '';
      socket.setEncoding('utf8');
      socket.on('data', (text: string) => (heard += text));
      socket.on('close', () => resolve(heard));
      socket.on('error', reject);
    });

  it('is answered with a problem', async () => {
    expect(await answerTo('NONSENSE\r\n\r\n')).toMatch(/^HTTP\/1.1 400 [^]*application\/problem\+json[^]*BAD_REQUEST/);
  });

  it('is told that its headers are too large', async () => {
    expect(await answerTo(`GET / HTTP/1.1\r\nHost: x\r\nX: ${'a'.repeat(20_000)}\r\n\r\n`)).toMatch(
      /^HTTP\/1.1 431 [^]*HEADERS_TOO_LARGE/,
    );
  });

  it('is refused when it states two lengths', async () => {
    const request = `POST ${RESERVATIONS} HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}`;
    expect(await answerTo(request)).toMatch(/^HTTP\/1.1 400 /);
  });

  it('is refused when it states a length and chunks', async () => {
    const request = `POST ${RESERVATIONS} HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`;
    expect(await answerTo(request)).toMatch(/^HTTP\/1.1 400 /);
  });
});
