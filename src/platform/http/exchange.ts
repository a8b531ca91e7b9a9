import { AsyncLocalStorage } from 'node:async_hooks';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** The request being answered and its answer, for what sets headers from below the route (freshness, revisions). */
export interface Exchange {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

const exchanges = new AsyncLocalStorage<Exchange>();

export const withinExchange = (exchange: Exchange, run: () => void): void => exchanges.run(exchange, run);

/** The exchange this call belongs to; undefined outside a request (jobs, policies). */
export const currentExchange = (): Exchange | undefined => exchanges.getStore();
