import { isUtf8 } from 'node:buffer';
import type { FastifyInstance } from 'fastify';
import { Problem } from './problem';

/** Bytes of a request body at most: 1 MiB. Files (tariff imports) state a limit of their own. */
export const BODY_BYTES_MAX = 1_048_576;
/** Objects and lists inside each other at most. */
export const JSON_DEPTH_MAX = 20;

const FORBIDDEN_KEY = /"(?:__proto__|constructor|prototype)"|\\u/;

/** Takes JSON as the only kind of body, and refuses what could hurt whoever walks through it. */
export const acceptJsonOnly = (fastify: FastifyInstance): void => {
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser(/^application\/json\s*(?:;|$)/i, { parseAs: 'buffer' }, (_request, body, done) => {
    try {
      done(null, parsedJson(body as Buffer));
    } catch (error) {
      done(error as Error);
    }
  });
};

/**
 * The value sent; undefined when nothing was.
 * @throws Problem when the bytes are no JSON that we take.
 */
export const parsedJson = (body: Buffer): unknown => {
  // Many clients name a content type even when they send nothing; whether something was needed is the route's to say.
  if (body.length === 0) return undefined;
  if (!isUtf8(body)) throw malformed();
  const text = body.toString('utf8');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw malformed();
  }
  // Escapes can spell a forbidden key too, so they send the value through the slow check.
  inspect(value, FORBIDDEN_KEY.test(text), 1);
  return value;
};

const inspect = (value: unknown, suspect: boolean, depth: number): void => {
  if (typeof value !== 'object' || value === null) return;
  if (depth > JSON_DEPTH_MAX)
    throw new Problem(400, 'JSON_TOO_DEEP', {
      da: `Indholdet er for dybt: højst ${JSON_DEPTH_MAX} lag.`,
      en: `The body is too deep: ${JSON_DEPTH_MAX} layers at most.`,
    });
  if (Array.isArray(value)) {
    for (const item of value) inspect(item, suspect, depth + 1);
    return;
  }
  for (const name of Object.keys(value)) {
    if (suspect && (name === '__proto__' || name === 'constructor' || name === 'prototype')) throw malformed();
    inspect((value as Record<string, unknown>)[name], suspect, depth + 1);
  }
};

const malformed = (): Problem =>
  new Problem(400, 'MALFORMED_JSON', {
    da: 'Indholdet er ikke JSON, som vi kan læse.',
    en: 'The body is not JSON that we can read.',
  });
