import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import type { Permission } from '../../kernel/access';
import { rolesFor } from '../../kernel/access';
import { whoMay } from '../auth/access-words';
import { ACCESS_EXTENSION } from '../auth/allowed.decorator';

export const OPENAPI_PATH = '/api/openapi.json';
export const DOCS_PATH = 'api/docs';

const DESCRIPTION = `
Pladsbog is the ledger of the Danish market for places (*pladser*) on the specialised social area (*det specialiserede
socialområde*). Every purchase and sale of a place, every tariff (*takst*) and every signed contract is recorded once,
for both sides; occupancy (*belægning*) and settlement (*afregning*) follow from it.

- Days are \`YYYY-MM-DD\` in Danish local time; amounts are whole øre in fields ending in \`Ore\`.
- Commands take \`Idempotency-Key\`, and writes on a thing that exists take \`If-Match\` with its ETag.
- Each command answers with a log position; a read with \`minPosition\` waits for it (2 seconds at most).
- Errors are \`application/problem+json\` (RFC 9457) with a stable \`code\`; sentences are Danish, or English when
  \`Accept-Language\` prefers it.
`;

type Schema = Record<string, unknown>;

const PROBLEM: Schema = {
  type: 'object',
  description: 'What went wrong (RFC 9457).',
  required: ['type', 'title', 'status', 'detail', 'code'],
  properties: {
    type: { type: 'string', format: 'uri', example: 'https://pladsbog.dk/problems/no-free-place' },
    title: { type: 'string', example: 'No free place' },
    status: { type: 'integer', example: 409 },
    detail: { type: 'string', description: 'A sentence for people, in the language of Content-Language.' },
    code: { type: 'string', description: 'Stable; what programs look at.', example: 'NO_FREE_PLACE' },
    instance: { type: 'string', description: 'The path that was asked.' },
    values: {
      type: 'object',
      description: 'The values in the sentence.',
      additionalProperties: { type: ['string', 'number'] },
    },
    errors: {
      type: 'array',
      description:
        'Each field at fault, by its path in the body or the query. A refusal by a rule names the one field that it is about, with the code of the refusal; one that is about the whole has no errors.',
      items: {
        type: 'object',
        required: ['field', 'code', 'da', 'en'],
        properties: {
          field: { type: 'string', example: 'lines.0.priceOre' },
          code: { type: 'string', example: 'NOT_A_DAY', description: 'Of the fault, or of the refusal.' },
          da: { type: 'string' },
          en: { type: 'string' },
        },
      },
    },
  },
};

const RECEIPT: Schema = {
  type: 'object',
  description: 'What was written and where, with the ids that were made.',
  required: ['stream', 'revision', 'position'],
  properties: {
    stream: { type: 'string', description: 'The stream that was written to.' },
    revision: { type: 'integer', description: 'Its revision.' },
    position: { type: 'integer', description: 'The position in the log, for `minPosition`.' },
  },
  additionalProperties: true,
};

const FAILURES: Readonly<Record<string, string>> = {
  '400': 'The request cannot be read (INVALID_REQUEST, UNKNOWN_FIELD, MALFORMED_JSON …).',
  '401': 'No valid token (TOKEN_REQUIRED, INVALID_TOKEN).',
  '403': 'Not yours to do (FORBIDDEN_ROLE: the role; NOT_YOURS: the party).',
  '404': 'No such thing, or none that you may see.',
  '500': 'A fault on our side, written down under an id.',
  '503': 'The store cannot answer now; see Retry-After.',
};
const WRITE_FAILURES: Readonly<Record<string, string>> = {
  '409': 'The state does not allow it.',
  '412': 'Somebody else changed it first (If-Match).',
  '413': 'The body is too large.',
  '415': 'The body is not application/json.',
  '422':
    'The request contradicts a rule (or holds what looks like a CPR number, CPR_IN_CLEAR), or the idempotency key stands for another request.',
};

const HEADER_PARAMETERS: readonly Schema[] = [
  {
    name: 'Idempotency-Key',
    in: 'header',
    required: false,
    description: 'A text of your own choice; the same key with the same request gives the first answer again.',
    schema: { type: 'string', minLength: 1, maxLength: 255, pattern: '^[\\x21-\\x7e]+$' },
  },
  {
    name: 'X-Correlation-Id',
    in: 'header',
    required: false,
    description: 'The conversation the command belongs to.',
    schema: { type: 'string', format: 'uuid' },
  },
];

/** A file in a form, as a browser sends it. */
const FILE_FORM: Schema = {
  schema: {
    type: 'object',
    required: ['file'],
    properties: { file: { type: 'string', format: 'binary', description: 'The file; the only one.' } },
  },
};

const WRITING_METHODS = ['post', 'put', 'patch', 'delete'] as const;
const METHODS = ['get', ...WRITING_METHODS] as const;

/** The document of the whole API: made from the routes themselves, then completed with what is the same everywhere. */
export const openApiDocument = (app: INestApplication): OpenAPIObject => {
  const outline = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Pladsbog')
    .setDescription(DESCRIPTION.trim())
    .setVersion('1')
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'JWT' }, 'bearer')
    .addSecurityRequirements('bearer')
    .build();
  const document = SwaggerModule.createDocument(app, outline);
  document.components = {
    ...document.components,
    schemas: { ...document.components?.schemas, Problem: PROBLEM, Receipt: RECEIPT },
  };
  for (const path of Object.values(document.paths) as unknown as Record<string, Schema>[])
    for (const method of METHODS) {
      const operation = path[method];
      if (!operation) continue;
      completeOperation(operation, method !== 'get');
      completeBody(operation, document.components.schemas ?? {});
    }
  return asVersion31(document) as OpenAPIObject;
};

const completeOperation = (operation: Schema, writes: boolean): void => {
  const permission = operation[ACCESS_EXTENSION] as Permission | undefined;
  const open = permission?.may === 'public';
  if (permission) describeAccess(operation, permission);
  const responses = (operation.responses ??= {}) as Record<string, Schema>;
  for (const answer of Object.values(responses)) {
    answer.description ||= 'Done.';
    if (writes) answer.content ??= { 'application/json': { schema: { $ref: '#/components/schemas/Receipt' } } };
  }
  const { '401': unauthenticated, '403': forbidden, ...failures } = FAILURES;
  const failing = {
    ...failures,
    ...(open ? {} : { '401': unauthenticated, '403': forbidden }),
    ...(writes ? WRITE_FAILURES : {}),
  };
  const described = Object.entries(responses).filter(([status]) => status >= '400');
  const named = Object.fromEntries(described.map(([status, { description }]) => [status, description]));
  for (const [status, description] of Object.entries({ ...failing, ...named })) {
    responses[status] = {
      description,
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    };
  }
  if (open) operation.security = [];
  else if (writes) operation.parameters = [...((operation.parameters ?? []) as Schema[]), ...HEADER_PARAMETERS];
};

/** Who may call it, as the access table says: for programs in `x-roles` and `x-access`, for people as a sentence. */
const describeAccess = (operation: Schema, permission: Permission): void => {
  const said = `For ${whoMay(permission, 'en')}.`;
  operation.description = typeof operation.description === 'string' ? `${operation.description}\n\n${said}` : said;
  const { resource, action, may } = permission;
  operation[ACCESS_EXTENSION] = { resource, action, may };
  if (may !== 'public') operation['x-roles'] = rolesFor(permission);
};

/** A body may be left out altogether when no field of it is required. */
const completeBody = (operation: Schema, schemas: Record<string, unknown>): void => {
  const body = operation.requestBody as { required?: boolean; content: Record<string, Schema> } | undefined;
  if (body && 'text/csv' in body.content) body.content['multipart/form-data'] = FILE_FORM;
  const { $ref } = (body?.content['application/json']?.schema ?? {}) as { $ref?: string };
  if (!body || $ref === undefined) return;
  const described = schemas[$ref.slice($ref.lastIndexOf('/') + 1)] as { required?: readonly string[] } | undefined;
  body.required = (described?.required ?? []).length > 0;
};

/** `nullable` is of OpenAPI 3.0; in 3.1 null is a type like any other. */
const asVersion31 = (node: unknown): unknown => {
  if (Array.isArray(node)) return node.map(asVersion31);
  if (typeof node !== 'object' || node === null) return node;
  const { nullable, ...rest } = node as Schema;
  const copy: Schema = Object.fromEntries(Object.entries(rest).map(([name, value]) => [name, asVersion31(value)]));
  if (nullable !== true) return nullable === undefined ? copy : { ...copy, nullable };
  if (typeof copy.type !== 'string') return { anyOf: [copy, { type: 'null' }] };
  const allowed = copy.enum;
  return {
    ...copy,
    type: [copy.type, 'null'],
    ...(Array.isArray(allowed) ? { enum: [...(allowed as unknown[]), null] } : {}),
  };
};

/** Serves the document and the page to browse it. Both are open: the API is no secret. */
export const serveOpenApi = (app: INestApplication): void => {
  let document: OpenAPIObject | undefined;
  SwaggerModule.setup(DOCS_PATH, app, () => (document ??= openApiDocument(app)), {
    jsonDocumentUrl: OPENAPI_PATH,
    raw: ['json'],
    customSiteTitle: 'Pladsbog API',
  });
};
