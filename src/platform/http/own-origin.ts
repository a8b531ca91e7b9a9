import type { FastifyRequest } from 'fastify';
import { isLoopback } from './loopback';

/** Where a browser finds us: the configured address, else the one it has just used. */
export const originOf = (request: FastifyRequest, publicUrl: string | undefined): string =>
  publicUrl ?? `${request.protocol}://${request.host}`;

/**
 * Whether a browser's request was made by a page of ours. Browsers say so themselves (Fetch Metadata; every browser since
 * 2023), and no page can change what they say. An older one sends `Origin` with everything but reads. A request with
 * neither is not from a browser that we can trust with a cookie.
 */
export const isFromOwnPage = (request: FastifyRequest, publicUrl: string | undefined): boolean => {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin';
  const { origin } = request.headers;
  return origin !== undefined && origin === originOf(request, publicUrl);
};

const FORWARDING_HEADERS = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip'] as const;

/**
 * Whether a request came from this machine under one of its own names. A name of another domain that somebody made
 * point here (DNS rebinding) is none, and neither is a visitor whom a proxy on this machine lets through.
 */
export const isFromThisMachine = (request: FastifyRequest): boolean =>
  isLoopback(request.hostname) && FORWARDING_HEADERS.every((name) => request.headers[name] === undefined);
