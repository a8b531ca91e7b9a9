import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import { createApp } from '../../../src/app';
import { settingsFrom, WrongSettings } from '../../../src/config';
import type { Edge } from './edge';
import { openEdge, progress, SETTINGS, stallWithBackDoor } from './edge';

let edge: Edge;
beforeAll(async () => {
  edge = await openEdge();
});
afterAll(() => edge.close());

const ask = (url: string, more: InjectOptions = {}): Promise<LightMyRequestResponse> =>
  edge.app.inject({ method: 'GET', url, ...more, headers: { ...edge.buyer, ...more.headers } });

const reserve = (headers: Record<string, string> = {}, body: object = { buyer: '751', firstDay: '2026-03-01' }) =>
  ask('/api/v1/stall/reservations', { method: 'POST', headers, payload: body });

const fault = (code: string, language = 'da') =>
  ask('/api/v1/stall/faults/x', { method: 'POST', payload: { code }, headers: { 'accept-language': language } });

interface CommandAnswer {
  readonly command: { readonly commandId: string; readonly correlationId: string; readonly commandHash?: string };
}

describe('A refusal', () => {
  it('is a sentence in Danish with its values', async () => {
    const answer = await fault('REFUSED');
    expect(answer.statusCode).toBe(409);
    expect(answer.headers['content-language']).toBe('da');
    expect(answer.json()).toEqual({
      type: 'https://pladsbog.dk/problems/no-free-place',
      title: 'No free place',
      status: 409,
      detail: 'Der er ingen ledig plads fra 31.03.2026 til 1.234,56 kr..',
      code: 'NO_FREE_PLACE',
      instance: '/api/v1/stall/faults/x',
      values: { firstDay: '2026-03-31', priceOre: 123_456 },
    });
  });

  it.each([
    ['en', 'en'],
    ['en-GB,da;q=0.5', 'en'],
    ['da,en;q=0.9', 'da'],
    ['de', 'da'],
    ['en;q=0', 'da'],
    ['en;q=nonsense', 'da'],
    [';;,,', 'da'],
  ])('is read to a reader of %s in %s', async (wanted, language) => {
    expect((await fault('REFUSED', wanted)).headers['content-language']).toBe(language);
  });

  it('that no catalogue knows is a conflict, also when its code is a word of JavaScript', async () => {
    const answer = await fault('UNKNOWN');
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([409, 'constructor']);
  });
});

describe('A fault', () => {
  it.each(['STORE', 'DISK'])('of the %s asks to come again, and tells nothing of the place', async (where) => {
    const answer = await fault(where);
    expect([answer.statusCode, answer.headers['retry-after']]).toEqual([503, '2']);
    expect(answer.body).not.toContain('secret');
  });

  it('of ours has an id and no text', async () => {
    const answer = await fault('BUG');
    expect(answer.statusCode).toBe(500);
    expect(answer.body).not.toContain('secret');
    expect(answer.json<{ detail: string }>().detail).toMatch(/[0-9a-f-]{36}\.$/);
  });
});

describe('A command', () => {
  it('with the same key has the same id, and another key another', async () => {
    const [first, again, other] = await Promise.all(
      ['k1', 'k1', 'k2'].map(async (key) => (await reserve({ 'idempotency-key': key })).json<CommandAnswer>().command),
    );
    expect(again).toEqual(first);
    expect(other?.commandId).not.toBe(first?.commandId);
  });

  it('with the same key and other content has another hash', async () => {
    const { command: first } = (await reserve({ 'idempotency-key': 'k' })).json<CommandAnswer>();
    const body = { firstDay: '2026-03-02', buyer: '751' };
    const { command: second } = (await reserve({ 'idempotency-key': 'k' }, body)).json<CommandAnswer>();
    expect(second.commandId).toBe(first.commandId);
    expect(second.commandHash).not.toBe(first.commandHash);
  });

  it('belongs to the conversation it names', async () => {
    const id = '0195d9a0-7c1e-7000-8000-000000000001';
    expect((await reserve({ 'x-correlation-id': id })).json<CommandAnswer>().command.correlationId).toBe(id);
    const { command } = (await reserve({ 'x-correlation-id': 'x' })).json<CommandAnswer>();
    expect(command.correlationId).toBe(command.commandId);
  });

  it('keeps its actor to itself among many at once', async () => {
    const answers = await Promise.all(Array.from({ length: 50 }, () => reserve()));
    expect(new Set(answers.map((answer) => answer.json<CommandAnswer>().command.commandId)).size).toBe(50);
  });

  it('leaves absent fields absent', async () => {
    expect((await reserve()).json<{ own: string[] }>().own).toEqual(['buyer', 'firstDay']);
  });

  it('carries the revision that was read, and * is none', async () => {
    expect((await reserve({ 'if-match': '"12"' })).json()).toMatchObject({ revision: 12 });
    expect((await reserve({ 'if-match': '*' })).json()).not.toHaveProperty('revision');
  });
});

describe('A read', () => {
  it('says its revision and its position', async () => {
    const answer = await ask('/api/v1/stall/things/0195d9a0-7c1e-7000-8000-000000000001');
    expect(answer.headers).toMatchObject({ etag: '"12"', 'pladsbog-position': '41', 'cache-control': 'no-store' });
    expect(answer.headers).not.toHaveProperty('x-powered-by');
  });

  it('waits for a position, and says when it did not come', async () => {
    expect((await ask('/api/v1/stall/list?minPosition=42')).headers).not.toHaveProperty('pladsbog-stale');
    expect((await ask('/api/v1/stall/list?minPosition=43')).headers['pladsbog-stale']).toBe('true');
  });

  it('says that it is old while a read model has stopped', async () => {
    progress.stopped = true;
    expect((await ask('/api/v1/stall/list')).headers['pladsbog-stale']).toBe('true');
    progress.stopped = false;
    expect((await ask('/api/v1/stall/list')).headers).not.toHaveProperty('pladsbog-stale');
  });

  it.each([
    ['2026-03-28', '2026-03-28T22:59:59.999Z'],
    ['2026-03-29', '2026-03-29T21:59:59.999Z'],
    ['2026-10-25', '2026-10-25T22:59:59.999Z'],
    ['2026-03-01T12:00:00%2B01:00', '2026-03-01T11:00:00.000Z'],
  ])('of what was known at %s asks for %s', async (given, instant) => {
    await ask(`/api/v1/stall/list?knownAt=${given}`);
    expect(progress.asked.at(-1)).toBe(instant);
  });

  it('goes through a list page by page', async () => {
    const seen: number[] = [];
    let cursor: string | undefined;
    do {
      const answer = await ask(`/api/v1/stall/list?limit=3${cursor ? `&cursor=${cursor}` : ''}`);
      const page = answer.json<{ items: number[]; next?: string }>();
      seen.push(...page.items);
      cursor = page.next;
    } while (cursor);
    expect(seen).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  it('of the head alone has no body, and an unknown address is a problem', async () => {
    expect(await ask('/api/v1/stall/months/2026-03', { method: 'HEAD' })).toMatchObject({ statusCode: 200, body: '' });
    expect((await ask('/api/v1/stall/months/2026-03', { method: 'OPTIONS' })).statusCode).toBe(404);
  });
});

describe('Health', () => {
  it('is open, and says what has stopped', async () => {
    expect((await edge.app.inject('/health/live')).json()).toEqual({ live: true });
    progress.stopped = true;
    expect(await edge.app.inject('/health/ready')).toMatchObject({ statusCode: 503 });
    progress.stopped = false;
    expect((await edge.app.inject('/health/ready')).json()).toMatchObject({ ready: true, store: { position: 42 } });
  });
});

describe('The API document', () => {
  it('describes each field as it is checked', async () => {
    const document = (await edge.app.inject('/api/openapi.json')).json<{
      openapi: string;
      components: { schemas: Record<string, { required: string[]; properties: Record<string, object> }> };
      paths: Record<string, Record<string, { operationId: string; responses: Record<string, { content?: object }> }>>;
    }>();
    expect(document.openapi).toBe('3.1.0');
    const body = document.components.schemas.ReservationBody;
    expect(body?.required).toEqual(['buyer', 'firstDay']);
    expect(body?.properties).toMatchObject({
      firstDay: { type: 'string', format: 'date', description: 'First day.' },
      ceilingOre: { type: 'integer', format: 'int64', minimum: 0 },
      remark: { type: ['string', 'null'], maxLength: 40 },
      reference: { format: 'uuid' },
      basis: { enum: ['SEL-107', 'SEL-108'] },
      daysOff: { type: 'array', maxItems: 3, items: { format: 'date' } },
      line: { description: 'One line.', allOf: [{ $ref: '#/components/schemas/LineBody' }] },
      lines: { type: 'array', items: { $ref: '#/components/schemas/LineBody' } },
    });
    const operation = document.paths['/api/v1/stall/reservations']?.post;
    expect(operation?.operationId).toBe('reserveStall');
    for (const [status, { content }] of Object.entries(operation?.responses ?? {}))
      if (Number(status) >= 400) expect(Object.keys(content ?? {})).toEqual(['application/problem+json']);
    for (const { properties } of Object.values(document.components.schemas))
      for (const property of Object.values(properties ?? {})) expect(property).not.toHaveProperty('nullable');
  });

  it('can be browsed', async () => {
    expect((await edge.app.inject('/api/docs')).headers['content-type']).toContain('text/html');
    expect((await edge.app.inject('/api/docs/swagger-ui.css')).statusCode).toBe(200);
  });
});

describe('Settings', () => {
  it('have defaults', () => {
    expect(settingsFrom({})).toEqual({
      dataFolder: '.pladsbog',
      store: 'embedded',
      host: '127.0.0.1',
      port: 3_000,
      market: 'midtjylland',
      marketSeed: 1,
      issuers: [],
      localIssuer: 'auto',
      production: false,
      sessions: { idleMinutes: 30, hours: 10 },
      rates: { bySubject: 200, byAddress: 100 },
      trustedProxies: [],
      logLevel: 'warn',
      logFormat: 'auto',
      stopSeconds: 20,
    });
  });

  it('name every fault at once', () => {
    const wrong = { PLADSBOG_PORT: '70000', PLADSBOG_MARKET: 'x', PLADSBOG_TODAY: '2026-02-30', PLADSBOG_SEED: '-1' };
    expect(() => settingsFrom(wrong)).toThrow(WrongSettings);
    expect(() => settingsFrom(wrong)).toThrow(/PORT[^]*SEED|SEED[^]*PORT/);
    expect(() => settingsFrom(wrong)).toThrow(/TODAY/);
  });

  it('takes another store by its connection string, and never repeats a password', () => {
    const url = 'esdb://ledger:secret@db:2113?tls=true';
    expect(settingsFrom({ PLADSBOG_STORE: url }).store).toEqual({ url, ledger: 'pladsbog' });
    expect(settingsFrom({ PLADSBOG_STORE: url, PLADSBOG_LEDGER: 'midt2' }).store).toEqual({ url, ledger: 'midt2' });
    expect(settingsFrom({ PLADSBOG_STORE: 'embedded' }).store).toBe('embedded');
    const wrong = { PLADSBOG_STORE: 'postgres://ledger:secret@db', PLADSBOG_LEDGER: 'Midt-2' };
    expect(() => settingsFrom(wrong)).toThrow(/STORE[^]*LEDGER|LEDGER[^]*STORE/);
    expect(() => settingsFrom(wrong)).not.toThrow(/secret/);
  });

  it.each(['on', 'auto', 'off'])('refuse to start without a safe issuer on another address (%s)', (issuer) => {
    expect(() => settingsFrom({ PLADSBOG_HOST: '0.0.0.0', PLADSBOG_LOCAL_ISSUER: issuer })).toThrow(WrongSettings);
  });

  it('refuse to start with the local issuer in production, and do not turn it on by themselves there', () => {
    expect(() => settingsFrom({ NODE_ENV: 'production', PLADSBOG_LOCAL_ISSUER: 'on' })).toThrow(/production/);
    expect(() => settingsFrom({ NODE_ENV: 'production' })).toThrow(/because NODE_ENV is production/);
  });

  it('refuse a public address that is none, and the local issuer beside one', () => {
    for (const url of ['http://pladsbog.example', 'https://pladsbog.example/app', 'pladsbog.example'])
      expect(() => settingsFrom({ PLADSBOG_PUBLIC_URL: url })).toThrow(/PLADSBOG_PUBLIC_URL is/);
    const behind = { PLADSBOG_PUBLIC_URL: 'https://pladsbog.example' };
    expect(() => settingsFrom({ ...behind, PLADSBOG_LOCAL_ISSUER: 'on' })).toThrow(/any party/);
    expect(() => settingsFrom(behind)).toThrow(/because there is a PLADSBOG_PUBLIC_URL/);
  });

  it('refuse to start without any issuer', async () => {
    await expect(createApp({ ...SETTINGS, localIssuer: 'off' })).rejects.toThrow(/OpenID Connect/);
  });
});

describe('The local issuer', () => {
  it('gives tokens that are taken', async () => {
    const payload = { party: '751', roles: ['buyer'] };
    const answer = await edge.app.inject({ method: 'POST', url: '/api/v1/auth/tokens', payload });
    const { accessToken, expiresIn } = answer.json<{ accessToken: string; expiresIn: number }>();
    expect(expiresIn).toBe(28_800);
    expect((await reserve({ authorization: `Bearer ${accessToken}` })).json()).toMatchObject({
      actor: { subject: 'local:751', party: '751', roles: ['buyer'] },
    });
  });
});

describe('A route of which the access table says nothing', () => {
  it('keeps the product from starting', async () => {
    const started = createApp({ ...SETTINGS, dataFolder: edge.dataFolder }, { root: stallWithBackDoor });
    await expect(started).rejects.toThrow('No row of the access table says who may call BackDoorRoute.open');
  });
});
