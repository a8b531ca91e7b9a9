import { startApp, type RunningApp } from '../support/app';
import { AARHUS, openSmallMarket, REGION } from '../support/small-market';

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a document is looked into freely
type Loose = any;

/** A CPR number of nobody, in a text as it is tempting to write one. */
const TEXT = 'Vedr. 311257-5001';
/** Fields that seal what they are given, or keep nothing of it but amounts, days and numbers; everywhere else such a number is refused. */
const SEALED = new Set([
  ...['cpr', 'name', 'address', 'contact', 'note'].flatMap((field) => [
    `registerCitizen ${field}`,
    `correctCitizenDetails ${field}`,
  ]),
  'findCitizen cpr',
  'verifyLog checkpoint',
  'beginVerification checkpoint',
  'importPayments content',
  'beginPaymentImport content',
]);

let running: RunningApp;
let document: Loose;
beforeAll(async () => {
  running = await startApp('2020-02-10');
  await openSmallMarket(running);
  document = (await running.app.inject({ url: '/api/openapi.json' })).json();
}, 60_000);
afterAll(() => running.close());

const named = (schema: Loose): Loose =>
  schema?.$ref
    ? document.components.schemas[schema.$ref.split('/').at(-1)]
    : schema?.allOf
      ? named(schema.allOf[0])
      : schema;

/** Every place in a body where a text may stand, with a body that has the text in it. */
const placesIn = (schema: Loose, depth = 0): { path: string; body: Loose }[] => {
  const described = named(schema);
  if (depth > 6 || described === undefined) return [];
  const types = [described.type].flat();
  if (types.includes('string')) return [{ path: '', body: TEXT }];
  if (types.includes('array'))
    return placesIn(described.items, depth + 1).map(({ path, body }) => ({
      path: `0${path && '.'}${path}`,
      body: Array<Loose>(Math.max(1, described.minItems ?? 0)).fill(body),
    }));
  return Object.entries<Loose>(described.properties ?? {}).flatMap(([name, property]) =>
    placesIn(property, depth + 1).map(({ path, body }) => ({
      path: `${name}${path && '.'}${path}`,
      body: { [name]: body },
    })),
  );
};

const position = async (): Promise<number> =>
  (await running.app.inject({ url: '/health/ready' })).json().store.position;
const everybody = () => running.as(AARHUS, 'buyer', 'operator', 'auditor', 'secretariat');
const pathOf = (path: string): string =>
  path.slice('/api/v1'.length).replace(
    /\{(\w+)\}/g,
    (_, name: string) =>
      ({
        party: AARHUS,
        month: '2020-01',
        line: '1',
        addendum: '1',
        agreementId: 'rammeaftale-2019-20',
        statementId: `${REGION}-${AARHUS}-2020-01`,
        serviceLineId: 'SEL-107',
      })[name] ?? '0195d9a0-7c1e-7000-8000-000000000001',
  );

describe('A text that looks like a CPR number', () => {
  it('is refused in every text of every body, and nothing is written', async () => {
    const before = await position();
    const taken: string[] = [];
    let tried = 0;
    for (const [path, item] of Object.entries<Loose>(document.paths)) {
      for (const [method, said] of Object.entries<Loose>(item)) {
        const schema = said.requestBody?.content?.['application/json']?.schema;
        if (!path.startsWith('/api/v1') || schema === undefined) continue;
        for (const { path: field, body } of placesIn(schema)) {
          const what = `${said.operationId} ${field}`;
          if (SEALED.has(what)) continue;
          tried += 1;
          const { status, body: answer } = await everybody().ask(method.toUpperCase() as 'POST', pathOf(path), body);
          const fault = answer.errors?.find((each: Loose) => each.field === field);
          if (status !== 422 || answer.code !== 'CPR_IN_CLEAR' || fault?.code !== 'CPR_IN_CLEAR')
            taken.push(`${what} → ${status} ${answer.code} ${JSON.stringify(answer.errors)}`);
          expect(JSON.stringify(answer)).not.toContain('311257');
        }
      }
    }
    expect(taken).toEqual([]);
    expect(tried).toBeGreaterThan(100);
    expect(await position()).toBe(before);
  }, 60_000);

  it('is refused in every query, for addresses are kept in many places', async () => {
    const taken: string[] = [];
    let tried = 0;
    for (const [path, { get }] of Object.entries<Loose>(document.paths)) {
      if (get === undefined || !path.startsWith('/api/v1')) continue;
      for (const { name, in: place, schema } of get.parameters ?? []) {
        if (place !== 'query' || named(schema).type !== 'string' || name === 'cursor') continue;
        tried += 1;
        const { body } = await everybody().ask('GET', `${pathOf(path)}?${name}=${encodeURIComponent(TEXT)}`);
        if (body.code !== 'CPR_IN_CLEAR') taken.push(`${get.operationId} ${name} → ${body.code}`);
      }
    }
    expect(taken).toEqual([]);
    expect(tried).toBeGreaterThan(30);
  });

  it('is refused as an Idempotency-Key, and the refusal says in Danish what to do', async () => {
    const secretariat = running.as(REGION, 'secretariat');
    const party = { party: '12345678', name: TEXT, kind: 'private-supplier', cvr: '12345678' };
    const { body } = await secretariat.ask('POST', '/parties', party);
    expect(body.detail).toMatch(/^Et CPR-nummer må ikke stå her/);
    const keyed = await secretariat.ask(
      'POST',
      '/parties',
      { ...party, name: 'A' },
      { 'idempotency-key': '311257-5001' },
    );
    expect(keyed).toMatchObject({ status: 422, body: { code: 'CPR_IN_CLEAR' } });
  });
});
