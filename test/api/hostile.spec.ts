import fc from 'fast-check';
import { startApp, type RunningApp } from '../support/app';
import { bodiesOf, HOSTILE_TEXTS, hostileTexts, valueOf } from '../support/hostile-values';
import { SEED } from '../support/seed';
import { AARHUS, openSmallMarket, REGION, reservation } from '../support/small-market';

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- documents and answers are looked into freely
type Loose = any;

const BODIES_PER_ROUTE = 60;
const ROLES = ['buyer', 'operator', 'auditor', 'secretariat'];
/** Commands that any auditor may give at any time, and that write nothing. */
const HARMLESS = [
  '/api/v1/auth/tokens',
  '/api/v1/audit/replay',
  '/api/v1/audit/replay/begin',
  '/api/v1/audit/invariants',
];

interface Operation {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly said: Loose;
}

interface Sent {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly payload?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

interface Got {
  readonly status: number;
  readonly body: Loose;
}

let running: RunningApp;
let document: Loose;
let operations: Operation[];
let tokens: string[];
/** Real ids, so that a hostile body meets a real thing. */
let ids: Record<string, string>;

beforeAll(async () => {
  running = await startApp('2020-02-10');
  const market = await openSmallMarket(running);
  const { placementId } = await market.aarhus.post('/placements', reservation(market.offeringId, '2020-03-10'));
  await market.seller.post(`/placements/${placementId}/confirm`);
  running.clock.turnTo('2020-03-10');
  await market.seller.post(`/placements/${placementId}/enrol`, { firstDay: '2020-03-10' });
  running.clock.turnTo('2020-04-01');
  await market.seller.post('/settlement/months/2020-03/close');
  await running.settled();
  const { citizenRef } = await market.aarhus.get(`/placements/${placementId}`);
  await market.aarhus.post('/citizens', { citizenRef, name: 'Opdigtet Borger' });
  const { items } = await market.auditor.get('/audit/events');
  const { items: tariffs } = await market.aarhus.get(`/offerings/${market.offeringId}/tariffs`);
  ids = {
    placementId,
    citizenRef,
    contractId: placementId,
    offeringId: market.offeringId,
    serviceLineId: 'SEL-107',
    tariffId: tariffs[0].tariffId,
    fileId: tariffs[0].tariffId,
    schemeId: tariffs[0].tariffId,
    calculationId: tariffs[0].tariffId,
    agreementId: 'rammeaftale-2019-20',
    party: AARHUS,
    statementId: `${REGION}-${AARHUS}-2020-03`,
    line: '1',
    addendum: '1',
    month: '2020-04',
    eventId: items[0].eventId,
  };
  document = (await running.app.inject({ url: '/api/openapi.json' })).json();
  operations = Object.entries<Loose>(document.paths).flatMap(([path, item]) =>
    Object.entries<Loose>(item).map(([method, said]) => ({ method: method.toUpperCase() as 'GET', path, said })),
  );
  tokens = await Promise.all(
    [AARHUS, REGION].map(async (party) => {
      const payload = { party, roles: ROLES };
      const answer = await running.app.inject({ method: 'POST', url: '/api/v1/auth/tokens', payload });
      return `Bearer ${answer.json<{ accessToken: string }>().accessToken}`;
    }),
  );
}, 60_000);
afterAll(() => running.close());

const at = (path: string, others: Readonly<Record<string, string>> = {}): string =>
  path.replace(/\{(\w+)\}/g, (_, name: string) => others[name] ?? ids[name] ?? 'unknown');

const position = async (): Promise<number> =>
  (await running.app.inject({ url: '/health/ready' })).json().store.position;

/** Sends it, and sees that a refusal is one: a problem document with a code and a Danish sentence, never a fault of ours. */
const sent = async (request: Sent): Promise<Got> => {
  const answer = await running.app.inject({ ...request, headers: { ...request.headers } });
  const what = `${request.method} ${request.url.slice(0, 300)} ${request.payload?.slice(0, 300) ?? ''}`;
  const { statusCode: status } = answer;
  // A route that gives a file answers with something else than JSON.
  const isJson = String(answer.headers['content-type']).includes('json');
  if (status < 400) return { status, body: isJson ? answer.json() : undefined };
  const body: Loose = answer.json();
  expect([what, status < 500 ? 'refused' : body]).toEqual([what, 'refused']);
  expect([what, answer.headers['content-type'], answer.headers['content-language']]).toEqual([
    what,
    'application/problem+json; charset=utf-8',
    'da',
  ]);
  expect([what, body]).toEqual([
    what,
    expect.objectContaining({ status, code: expect.stringMatching(/^[A-Z][A-Z0-9_]+$/), type: expect.any(String) }),
  ]);
  expect([what, body.detail]).toEqual([what, expect.stringMatching(/^[^a-z\s].*\.$/s)]);
  // A value that is missing leaves its name in the sentence; the sender's own text may hold anything.
  const unfilled = (body.detail.match(/\{\w+\}/g) ?? []).filter((name: string) => !request.payload?.includes(name));
  expect([what, unfilled]).toEqual([what, []]);
  return { status, body };
};

const asked = (operation: Operation, url: string, payload?: unknown, token = tokens[0] ?? ''): Promise<Got> =>
  sent({
    method: operation.method,
    url,
    headers: { authorization: token, ...(payload === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(payload === undefined ? {} : { payload: JSON.stringify(payload) }),
  });

const isOpen = ({ said }: Operation): boolean => said.security?.length === 0;
const needsToken = (): Operation[] => operations.filter((operation) => !isOpen(operation));

describe('Whoever comes', () => {
  it('without a token, or with a bad one, is asked for one', async () => {
    for (const { method, path } of needsToken()) {
      expect((await sent({ method, url: at(path) })).body.code).toBe('TOKEN_REQUIRED');
      const headers = { authorization: 'Bearer a.b.c' };
      expect(await sent({ method, url: at(path), headers })).toMatchObject({ status: 401 });
    }
  });

  it('in a role that does not suffice is told which would', async () => {
    for (const { method, path, said } of needsToken()) {
      const needed: string[] | undefined = said['x-roles'];
      const other = ROLES.filter((role) => !needed?.includes(role));
      if (needed === undefined || other.length === 0) continue;
      const payload = { party: AARHUS, roles: other };
      const { accessToken } = (await running.app.inject({ method: 'POST', url: '/api/v1/auth/tokens', payload })).json<{
        accessToken: string;
      }>();
      const { status, body } = await sent({
        method,
        url: at(path),
        headers: { authorization: `Bearer ${accessToken}` },
      });
      expect([path, status, body.code]).toEqual([path, 403, 'FORBIDDEN_ROLE']);
    }
  });
});

describe('A hostile request', () => {
  it('changes nothing when it is refused, whatever its body', async () => {
    // What is accepted adds up to one history, so a broken promise is found again by the seed of all of it.
    for (const operation of operations.filter(({ said }) => said.requestBody?.content['application/json'])) {
      const { schema } = operation.said.requestBody.content['application/json'];
      const property = fc.asyncProperty(bodiesOf(schema, document), fc.nat(1), async (body, who) => {
        const before = await position();
        const { status } = await asked(operation, at(operation.path), body, tokens[who]);
        if (status >= 400) expect(await position()).toBe(before);
        await running.settled();
      });
      await fc.assert(property, { numRuns: BODIES_PER_ROUTE, endOnFailure: true, seed: SEED });
    }
    const verdict = await running.as(AARHUS, 'auditor').post('/audit/invariants');
    const broken = verdict.invariants.filter(({ breachesFound }: { breachesFound: number }) => breachesFound > 0);
    expect({ SEED, broken }).toEqual({ SEED, broken: [] });
  }, 120_000);

  it('with a body that is none, or not ours, is refused', async () => {
    const before = await position();
    for (const operation of operations.filter(({ said }) => said.requestBody)) {
      const url = at(operation.path);
      for (const payload of ['{', '[]', 'null', '"x"', '7', '[[[[', '{"a":1,}', `{"x":"${'y'.repeat(1_100_000)}"}`]) {
        const headers = { authorization: tokens[0] ?? '', 'content-type': 'application/json' };
        // A route that takes a file takes no JSON at all.
        expect([400, 413, 415]).toContain((await sent({ method: 'POST', url, headers, payload })).status);
      }
      const headers = { authorization: tokens[0] ?? '', 'content-type': 'text/xml' };
      expect((await sent({ method: 'POST', url, headers, payload: '<a/>' })).status).toBe(415);
      if (!operation.said.requestBody.content['application/json']) continue;
      expect((await asked(operation, url, { 'not-a-field': 1 })).status).toBe(400);
      if (operation.said.requestBody.required) expect((await asked(operation, url)).body.code).toBe('EMPTY_BODY');
    }
    expect(await position()).toBe(before);
  }, 60_000);

  it('with a hostile id in its path is refused', async () => {
    const before = await position();
    for (const operation of operations.filter(({ path }) => path.includes('{'))) {
      for (const [, name = ''] of operation.path.matchAll(/\{(\w+)\}/g)) {
        for (const hostile of [...HOSTILE_TEXTS.map(escaped), '%00', '%zz', '%c3%28', '%2e%2e%2f', 'a'.repeat(5_000)]) {
          const { said } = operation;
          const schema = said.parameters.find((each: Loose) => each.in === 'path' && each.name === name)?.schema;
          const url = at(operation.path, { [name]: hostile });
          const { status } = await asked(operation, url);
          if (status < 400) throw new Error(`${operation.method} ${url} → ${status}, by ${JSON.stringify(schema)}`);
        }
      }
    }
    expect(await position()).toBe(before);
  }, 60_000);

  it('with a hostile query is refused', async () => {
    const before = await position();
    const refusedTimes = [
      ...['minPosition=-1', 'minPosition=1.5', 'minPosition=x', 'minPosition=1&minPosition=2', 'minPosition=1e3'],
      ...['knownAt=x', 'knownAt=2020-02-30', 'knownAt=2020-01-01T00:00:00', "knownAt='", 'knownAt='],
      ...['effectiveOn=x', 'effectiveOn=2020-02-30', 'effectiveOn=%00', 'effectiveOn[]=2020-01-01'],
      ...['cursor=x', 'cursor=%27', 'cursor=W10', `cursor=${'a'.repeat(1_001)}`, 'cursor=WzEsbnVsbF0'],
      ...['limit=0', 'limit=-1', 'limit=501', 'limit=1.5', 'limit=x', 'limit=', 'limit=1&limit=1'],
      ...['nosuchfilter=1', '__proto__=1', 'constructor=1', '%27=1'],
    ];
    for (const operation of operations.filter(({ method, path }) => method === 'GET' && path.startsWith('/api/'))) {
      for (const query of refusedTimes) {
        const { status, body } = await asked(operation, `${at(operation.path)}?${query}`);
        expect([operation.path, query, status, body.code]).toEqual([operation.path, query, 400, expect.any(String)]);
      }
    }
    expect(await position()).toBe(before);
  }, 60_000);

  it('is never answered with a fault of ours, whatever its filters hold', async () => {
    const before = await position();
    for (const operation of operations.filter(({ method }) => method === 'GET')) {
      const filters = (operation.said.parameters ?? []).filter((each: Loose) => each.in === 'query');
      if (filters.length === 0) continue;
      const value = (schema: Loose) => fc.oneof(valueOf(schema, document).map(String), hostileTexts);
      const texts: Record<string, fc.Arbitrary<string>> = Object.fromEntries(
        filters.map(({ name, schema }: Loose) => [name, value(schema)]),
      );
      const query = fc.record(texts, {
        requiredKeys: [],
      });
      const property = fc.asyncProperty(query, async ({ minPosition: _, ...named }) => {
        const text = Object.entries(named).map(([name, given]) => `${name}=${escaped(given ?? '')}`);
        await asked(operation, `${at(operation.path)}?${text.join('&')}`);
      });
      await fc.assert(property, { numRuns: BODIES_PER_ROUTE, endOnFailure: true });
    }
    expect(await position()).toBe(before);
  }, 60_000);
});

describe('Commands that need no field', () => {
  it('take no body, an empty one, or an empty object', async () => {
    const bodiless = operations.filter(({ method, said }) => method === 'POST' && !said.requestBody?.required);
    expect(bodiless.map(({ said }) => said.operationId).sort()).toEqual([
      'acceptAnswer',
      'acceptPayerChange',
      'acceptServiceChange',
      'acceptTariffFile',
      'approveStatement',
      'beginReplay',
      'beginVerification',
      'checkInvariants',
      'closeMonth',
      'computeShares',
      'confirmReservation',
      'correctCitizenDetails',
      'draftContract',
      'endDispute',
      'escalateDispute',
      'issueEInvoice',
      'previewShares',
      'refusePayerChange',
      'refuseServiceChange',
      'replayHistory',
      'stopPaymentImport',
      'stopReplay',
      'stopVerification',
      'verifyLog',
      'withdrawDispute',
      'withdrawReservation',
    ]);
    for (const { path } of bodiless.filter((each) => !HARMLESS.includes(each.path))) {
      const url = at(path, { month: '2019-12' });
      const json = { authorization: tokens[1] ?? '', 'content-type': 'application/json' };
      const answers = [
        await sent({ method: 'POST', url, headers: { authorization: tokens[1] ?? '' } }),
        await sent({ method: 'POST', url, headers: json, payload: '' }),
        await sent({ method: 'POST', url, headers: json, payload: '{}' }),
      ];
      // The state of the placement decides, not the body.
      expect([path, answers.filter(({ status }) => status === 400)]).toEqual([path, []]);
    }
  });
});

/** As a client writes it into an address; what cannot be written there at all is left out. */
const escaped = (text: string): string => {
  try {
    return encodeURIComponent(text);
  } catch {
    return '%ED%A0%80';
  }
};
