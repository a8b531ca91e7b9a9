import { AsyncLocalStorage } from 'node:async_hooks';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { BodyClass } from './fields';

/** A body or a query as it was read; `value` holds the fields that were given. */
export interface ReadPart {
  readonly described: BodyClass;
  readonly value: object;
}

/** The request being answered and its answer, for what sets headers from below the route (freshness, revisions). */
export interface Exchange {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  /** The body and the query as they were read, for what refuses them later. */
  readonly read: ReadPart[];
}

const exchanges = new AsyncLocalStorage<Exchange>();

export const withinExchange = (exchange: Omit<Exchange, 'read'>, run: () => void): void =>
  exchanges.run({ ...exchange, read: [] }, run);

/** The exchange this call belongs to; undefined outside a request (jobs, policies). */
export const currentExchange = (): Exchange | undefined => exchanges.getStore();
