import { Logger } from '@nestjs/common';
import fc from 'fast-check';
import { ProductLog, type LogStyle } from '../../../src/platform/operations/log';
import { redacted, redactedFault } from '../../../src/platform/operations/redaction';
import { type RunningApp, startApp } from '../../support/app';
import { HOSTILE_TEXTS } from '../../support/hostile-values';
import { AARHUS, openSmallMarket, REGION, reservation } from '../../support/small-market';

const written = (style: Partial<LogStyle> = {}): { log: ProductLog; lines: string[] } => {
  const lines: string[] = [];
  const log = new ProductLog({ format: 'json', least: 'log', ...style }, { write: (line) => void lines.push(line) });
  return { log, lines };
};

describe('A line of the log', () => {
  it('is one JSON object with level, time, logger and message', () => {
    const { log, lines } = written();
    log.warn('Something is slow', 'Store');
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? '')).toEqual({
      level: 'warn',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      context: 'Store',
      msg: 'Something is slow',
    });
  });

  it('holds what was thrown, from Nest’s loggers too', () => {
    const { log, lines } = written();
    Logger.overrideLogger(log);
    new Logger('Somewhere').error('It broke', new RangeError('too far'));
    Logger.overrideLogger(false);
    const { context, fault, level } = JSON.parse(lines[0] ?? '') as Record<string, string>;
    expect([level, context]).toEqual(['error', 'Somewhere']);
    expect(fault).toMatch(/^RangeError: too far\n\s+at /);
  });

  it('is text for people where people read', () => {
    const { log, lines } = written({ format: 'text' });
    log.error('It broke', 'at once\nand for all', 'Somewhere');
    expect(lines.join('')).toMatch(/^\d\d:\d\d:\d\d ERROR \[Somewhere\] It broke\nat once\nand for all\n$/);
  });

  it('below the level is not written, except that the product is up', () => {
    const { log, lines } = written({ least: 'warn' });
    log.log('quiet', 'Store');
    log.announce('Pladsbog svarer');
    log.log('quiet again', 'Store');
    expect(lines.map((line) => (JSON.parse(line) as { msg: string }).msg)).toEqual(['Pladsbog svarer']);
  });
});

describe('Redaction', () => {
  it.each([
    ['CPR 010170-1234 og 0101701234', 'CPR [number] og [number]'],
    ['GET /x?text=Jens%20Hansen&a=b slow', 'GET /x?[query] slow'],
    ['authorization: Bearer abc.def-ghi', 'authorization: [token]'],
    ['got eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ4In0.c2ln', 'got [token]'],
    ['mail til jens.hansen@aarhus.dk nu', 'mail til [address] nu'],
    ['Stream citizen-019d0000-0000-7000-8000-0000000000aa is at 3', 'Stream citizen-[reference] is at 3'],
  ])('of %s', (text, clean) => expect(redacted(text)).toBe(clean));

  it('leaves what an operator needs', () => {
    const text =
      'Fault 019d0000-0000-7000-8000-000000123456 at POST /api/v1/placements/:id/confirm, position 1234567890123';
    expect(redacted(text)).toBe(text);
    expect(redactedFault("Cannot read properties of undefined (reading 'first')")).toContain("(reading 'first')");
  });

  it('takes out what an error quotes, whatever it is', () => {
    const plain = fc.string({ unit: fc.constantFrom(...'abcæøå 0129-.,'), minLength: 8, maxLength: 60 });
    fc.assert(
      fc.property(plain, fc.constantFrom('"', "'", '`'), (secret, quote) => {
        const text = redactedFault(`Unexpected token in ${quote}${secret}${quote} at 1`);
        return text === `Unexpected token in ${quote}…${quote} at 1`;
      }),
    );
  });
});

describe('The log of a hostile run', () => {
  const SECRETS = ['010170-1234', '0101701234', 'Hemmelighansen', 'hemmelig@example.dk', 'hemmeligt-afsnit'];
  const CORRELATION = '019d0000-0000-7000-8000-00000000c0de';
  let running: RunningApp;
  let lines: string[];

  beforeAll(async () => {
    const out = written({ least: 'debug' });
    lines = out.lines;
    running = await startApp('2020-02-10', { log: out.log });
  });
  afterAll(() => running.close());

  it('holds nothing of a person, no token, no body and no query', async () => {
    const market = await openSmallMarket(running);
    const buyer = running.as(AARHUS, 'buyer');
    const headers = { 'x-correlation-id': CORRELATION, 'idempotency-key': SECRETS[2] ?? '' };
    const asked = reservation(market.offeringId, '2020-03-01') as { citizenRef: string };
    await buyer.post('/placements', asked, headers);
    const issued = await running.app.inject({
      method: 'POST',
      url: '/api/v1/auth/tokens',
      payload: { party: REGION, roles: ['operator'] },
    });
    const { accessToken } = issued.json<{ accessToken: string }>();
    for (const secret of [...SECRETS, ...HOSTILE_TEXTS]) {
      const address = encodeURIComponent(secret.toWellFormed());
      await buyer.ask('GET', `/placements/${address}`);
      await buyer.ask('GET', `/offerings?text=${address}&${address}=1`);
      await buyer.ask('POST', `/placements/${address}/confirm`, { reason: secret });
      await buyer.ask('POST', '/placements', { ...asked, citizenRef: secret, payerEan: secret });
      for (const more of [{ authorization: `Bearer ${accessToken}x` }, { cookie: secret.replace(/[^ -~]/g, '') }])
        await running.app.inject({ method: 'GET', url: `/api/v1/parties?q=${address}`, headers: more });
      await running.app.inject({
        method: 'POST',
        url: `/api/v1/${address}`,
        headers: { 'content-type': 'application/json' },
        payload: `{"name": "${secret}`,
      });
    }
    await running.settled();
    const text = lines.join('');
    for (const secret of [...SECRETS, accessToken, asked.citizenRef, 'eyJ', 'Bearer', '?text', '"citizenRef"'])
      expect([secret, text.includes(secret)]).toEqual([secret, false]);
  });

  it('tells of each request its method, route, status, time and conversation', () => {
    const requests = lines
      .map((line) => JSON.parse(line) as Record<string, unknown>)
      .filter(({ msg }) => msg === 'request');
    expect(requests.length).toBeGreaterThan(200);
    expect(requests).toContainEqual({
      level: 'info',
      time: expect.any(String),
      msg: 'request',
      method: 'POST',
      route: '/api/v1/placements',
      status: 201,
      ms: expect.any(Number),
      correlationId: CORRELATION,
    });
    const routes = new Set(requests.map(({ method, route }) => `${String(method)} ${String(route)}`));
    expect(routes).toContain('GET /api/v1/placements/:placementId');
    expect(routes).toContain('POST (none)');
  });
});
