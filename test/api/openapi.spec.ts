import { startApp, type RunningApp } from '../support/app';

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a document is looked into freely
type Loose = any;

interface Operation {
  readonly method: string;
  readonly path: string;
  readonly said: Loose;
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options', 'trace'];
const PROBLEM = { $ref: '#/components/schemas/Problem' };
/** Addresses that are no part of the API: the document itself and the page that shows it. */
/** What programs ask; everything else is a page for people, or a part of one. */
const FOR_PROGRAMS = /^\/(?:api\/v1|health|metrics)(?:\/|$)/;
const DOCUMENTATION = /^\/api\/(?:docs|openapi)/;

let running: RunningApp;
let document: Loose;
let operations: Operation[];

beforeAll(async () => {
  running = await startApp();
  document = (await running.app.inject({ url: '/api/openapi.json' })).json();
  operations = Object.entries<Loose>(document.paths).flatMap(([path, item]) =>
    Object.entries<Loose>(item).map(([method, said]) => ({ method, path, said })),
  );
});
afterAll(() => running.close());

/** `POST /api/v1/placements: …` for each operation about which there is something to say. */
const faults = (faultOf: (operation: Operation) => string | false | undefined): string[] =>
  operations.flatMap((operation) => {
    const fault = faultOf(operation);
    return fault ? [`${operation.method.toUpperCase()} ${operation.path}: ${fault}`] : [];
  });

const everyNode = function* (node: Loose, at = ''): Generator<[string, Loose]> {
  if (typeof node !== 'object' || node === null) return;
  yield [at, node];
  for (const [name, value] of Object.entries<Loose>(node)) yield* everyNode(value, `${at}/${name}`);
};

const pointedAt = (ref: string): Loose =>
  ref
    .replace(/^#\//, '')
    .split('/')
    .reduce((node: Loose, name) => node?.[name], document);

describe('The OpenAPI document', () => {
  it('is of version 3.1 and says what it describes', () => {
    expect(document.openapi).toMatch(/^3\.1\.\d+$/);
    expect(document.info).toMatchObject({ title: 'Pladsbog', version: expect.any(String) });
    expect(document.components.securitySchemes.bearer).toMatchObject({ type: 'http', scheme: 'bearer' });
    expect(document.security).toEqual([{ bearer: [] }]);
    expect(operations.filter(({ method }) => !METHODS.includes(method))).toEqual([]);
    expect(operations.length).toBeGreaterThan(50);
  });

  it('points at nothing that is not there, and uses nothing of 3.0', () => {
    for (const [at, node] of everyNode(document)) {
      if (typeof node.$ref === 'string') expect([at, node.$ref, pointedAt(node.$ref)]).not.toContain(undefined);
      expect([at, node.nullable]).toEqual([at, undefined]);
    }
  });

  it('has every route that the application answers, and no other', async () => {
    const printed = running.app.getHttpAdapter().getInstance().printRoutes({ commonPrefix: false });
    const answered = new Set<string>();
    const parents: string[] = [];
    for (const line of printed.split('\n')) {
      const [, indent = '', part = '', methods] = /^([│\s]*[├└]── )([^(\n]*?)(?: \(([^)]*)\))?$/.exec(line) ?? [];
      if (indent === '') continue;
      const depth = indent.length / 4;
      parents.length = depth - 1;
      parents.push(part);
      const path = parents.join('');
      if (methods === undefined || DOCUMENTATION.test(path) || !FOR_PROGRAMS.test(path)) continue;
      for (const method of methods.split(', '))
        if (method !== 'HEAD') answered.add(`${method} ${path.replace(/:(\w+)/g, '{$1}')}`);
    }
    const described = operations.map(({ method, path }) => `${method.toUpperCase()} ${path}`);
    expect([...answered].sort()).toEqual([...described].sort());
  });

  it('gives every operation a name of its own, a tag and a summary', () => {
    expect(faults(({ said }) => !/^[a-z][a-zA-Z0-9]+$/.test(said.operationId ?? '') && said.operationId)).toEqual([]);
    const names = operations.map(({ said }) => said.operationId);
    expect(new Set(names).size).toBe(names.length);
    expect(faults(({ said }) => said.tags?.length !== 1 && 'not one tag')).toEqual([]);
    expect(faults(({ said }) => !said.summary && 'no summary')).toEqual([]);
  });

  it('says which operations are open, and which roles the others need', async () => {
    const open = operations.filter(({ said }) => JSON.stringify(said.security) === '[]').map(({ path }) => path);
    expect(open.sort()).toEqual([
      '/api/v1/audit/checkpoint/key',
      '/api/v1/auth/tokens',
      '/api/v1/market',
      '/health/live',
      '/health/ready',
      '/metrics',
    ]);
    const secured = (said: Loose) => JSON.stringify(said.security ?? document.security) === '[{"bearer":[]}]';
    expect(faults(({ path, said }) => !open.includes(path) && !secured(said) && 'no token?')).toEqual([]);
    expect(faults(({ path, said }) => !open.includes(path) && !(said['x-roles']?.length > 0) && 'no roles')).toEqual(
      [],
    );
    // One name for an action in the access table, in the code and in the API.
    expect(faults(({ said }) => said['x-access']?.action !== said.operationId && 'another action')).toEqual([]);
    expect(faults(({ said }) => !/\bFor .+\.$/.test(said.description ?? '') && 'does not say for whom')).toEqual([]);
  });

  it('describes an answer, and problems as problem documents', () => {
    const wanted = ({ method, said }: Operation): string[] => [
      ...(JSON.stringify(said.security) === '[]' ? [] : ['401', '403']),
      ...['400', '404', '500', '503'],
      ...(method === 'get' ? [] : ['409', '413', '415', '422']),
    ];
    expect(
      faults((operation) =>
        wanted(operation)
          .filter((status) => !operation.said.responses[status])
          .join(),
      ),
    ).toEqual([]);
    for (const { said } of operations)
      for (const [status, { description, content }] of Object.entries<Loose>(said.responses)) {
        expect(description).not.toBe('');
        if (status >= '400') expect(content).toEqual({ 'application/problem+json': { schema: PROBLEM } });
      }
    const succeeds = ({ said }: Operation) =>
      Object.entries<Loose>(said.responses).find(([status]) => status.startsWith('2'))?.[1];
    expect(faults((operation) => !succeeds(operation) && 'no success')).toEqual([]);
    expect(
      faults((operation) => operation.method !== 'get' && !succeeds(operation)?.content && 'an answer without a shape'),
    ).toEqual([]);
  });

  it('describes every parameter of its path, and asks for a body only where a field is required', () => {
    expect(
      faults(({ path, said }) => {
        const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();
        const described = (said.parameters ?? []).filter((each: Loose) => each.in === 'path');
        const names = described.map(({ name }: Loose) => name).sort();
        return JSON.stringify(names) !== JSON.stringify(inPath) && `describes ${names.join()}`;
      }),
    ).toEqual([]);
    expect(
      faults(({ said }) => {
        // A file is the body as it is; it has no fields.
        if (!said.requestBody?.content['application/json']) return false;
        const { schema } = said.requestBody.content['application/json'];
        const needed = (pointedAt(schema.$ref).required ?? []).length > 0;
        return (said.requestBody.required ?? false) !== needed && `body required: ${said.requestBody.required}`;
      }),
    ).toEqual([]);
  });
});
