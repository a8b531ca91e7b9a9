import type { FastifyRequest } from 'fastify';
import { contentHash } from '../../kernel/canonical-json';
import type { Actor } from '../../kernel/vocabulary';
import type { Asked, CommandContext } from '../commands/command-context';
import { newContext, within } from '../commands/command-context';
import { cprFault, oneFault, Problem } from './problem';
import { uuid } from './scalars';

/**
 * A request that changes something runs inside a command's context. Nest's guards come after Fastify's hooks, so the
 * hook opens the context and the guard, who knows the actor, fills in the same object before any handler sees it.
 */

/** A request with the context its handler will find; null where nothing can be changed. */
export interface CommandRequest extends FastifyRequest {
  command: CommandContext | null;
}

/** 1–255 visible ASCII characters; two headers arrive joined by a comma and a space, and so do not fit. */
const IDEMPOTENCY_KEY_FORM = /^[\x21-\x7e]{1,255}$/;

/** Runs the rest of the request inside a context that is not filled in yet. */
export const withinCommand = (request: CommandRequest, run: () => void): void => {
  const context: CommandContext = { commandId: '', correlationId: '', causationId: '', actor: '', onBehalfOf: '' };
  request.command = context;
  within(context, run);
};

export const fillContext = (request: CommandRequest, actor: Actor): void => {
  if (request.command) Object.assign(request.command, newContext(actor, askedBy(request)));
};

const askedBy = (request: FastifyRequest): Asked => {
  const { 'idempotency-key': key, 'x-correlation-id': correlation } = request.headers;
  const correlationId = typeof correlation === 'string' ? correlation.toLowerCase() : undefined;
  return {
    ...(correlationId !== undefined && uuid.check(correlationId) ? { correlationId } : {}),
    ...(key === undefined ? {} : keyed(request, key)),
  };
};

const keyed = (request: FastifyRequest, key: string | readonly string[]): Asked => {
  if (typeof key !== 'string' || !IDEMPOTENCY_KEY_FORM.test(key))
    throw new Problem(400, 'INVALID_IDEMPOTENCY_KEY', {
      da: 'Idempotency-Key skal være 1 til 255 synlige ASCII-tegn.',
      en: 'Idempotency-Key must be 1 to 255 visible ASCII characters.',
    });
  // Its hash would stand beside the fact, and there are too few numbers for a hash to hide one.
  const cpr = cprFault('Idempotency-Key', key);
  if (cpr !== undefined && key.includes('-')) throw oneFault(cpr);
  return { idempotencyKey: key, commandHash: contentHash([request.method, request.url, unsealed(request)]) };
};

/**
 * The body without what the route will seal: the hash stays beside the fact for ever, and a guess at a name and number
 * could be tried against it. Such a route compares a repeated request with what it has kept.
 */
const unsealed = ({ body, routeOptions }: FastifyRequest): unknown => {
  const { sealedFields } = routeOptions.config as { sealedFields?: readonly string[] };
  if (sealedFields === undefined || typeof body !== 'object' || body === null) return body ?? null;
  const open = Object.entries(body).map(([name, value]) => [
    name,
    sealedFields.includes(name) ? null : (value as unknown),
  ]);
  return Object.fromEntries(open);
};
