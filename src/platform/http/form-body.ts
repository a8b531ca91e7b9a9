import { isUtf8 } from 'node:buffer';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { edgeSentence } from './edge-problems';
import { Problem } from './problem';

/** Bytes of a form at most. */
const FORM_BYTES_MAX = 100_000;
/** Fields of a form at most. */
const FORM_FIELDS_MAX = 500;
const API = '/api/';

/** Fields that a browser cannot send as the headers they are: see `acceptForms`. */
export const KEY_FIELD = '_key';
export const REVISION_FIELD = '_revision';

/** What somebody typed: text by field, a list where a field came more than once. */
export type TypedForm = Readonly<Record<string, string | readonly string[]>>;

/**
 * Takes forms of our pages, beside the JSON of the API. A form cannot set headers, so it brings its Idempotency-Key and
 * the revision its reader saw as hidden fields; they become the headers they stand for, and everything behind (guard,
 * context of the command, `@IfMatch`) finds them where it looks.
 */
export const acceptForms = (fastify: FastifyInstance): void => {
  fastify.addContentTypeParser(
    /^application\/x-www-form-urlencoded\s*(?:;|$)/i,
    { parseAs: 'buffer', bodyLimit: FORM_BYTES_MAX },
    (request, body, done) => {
      try {
        done(null, formOf(request, body as Buffer));
      } catch (error) {
        done(error as Error);
      }
    },
  );
};

const formOf = (request: FastifyRequest, body: Buffer): TypedForm => {
  if (request.url.startsWith(API)) throw jsonOnly();
  const fields = [...new URLSearchParams(isUtf8(body) ? body.toString('utf8') : '')];
  if (fields.length > FORM_FIELDS_MAX || !isUtf8(body)) throw unreadable();
  const typed = new Map<string, string | string[]>();
  for (const [name, sent] of fields) {
    if (takesHeaderField(request, name, sent)) continue;
    // A number pasted from a letter brings spaces along that nobody means; a program's JSON is taken as it is.
    const value = sent.trim();
    const before = typed.get(name);
    typed.set(name, before === undefined ? value : [before, value].flat());
  }
  return Object.fromEntries(typed);
};

/** Whether the field stands for a header, which then is as if it had been sent. */
export const takesHeaderField = ({ headers }: FastifyRequest, name: string, value: string): boolean => {
  if (name === KEY_FIELD) headers['idempotency-key'] = value;
  else if (name === REVISION_FIELD) headers['if-match'] = `"${value}"`;
  else return false;
  return true;
};

/** The hidden fields again that have become headers, for a form that is drawn once more. */
export const headerFields = ({ headers }: FastifyRequest): TypedForm => {
  const key = headers['idempotency-key'];
  const revision = /^"(\d+)"$/.exec(headers['if-match'] ?? '')?.[1];
  return {
    ...(typeof key === 'string' ? { [KEY_FIELD]: key } : {}),
    ...(revision === undefined ? {} : { [REVISION_FIELD]: revision }),
  };
};

const jsonOnly = (): Problem => {
  const { code, da, en } = edgeSentence(415);
  return new Problem(415, code, { da, en });
};

const unreadable = (): Problem =>
  new Problem(400, 'MALFORMED_FORM', {
    da: 'Formularen kan ikke læses.',
    en: 'The form cannot be read.',
  });
