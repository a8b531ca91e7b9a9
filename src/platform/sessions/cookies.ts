import type { FastifyReply, FastifyRequest } from 'fastify';
import { originOf } from '../http/own-origin';

/** The two cookies there are: who is signed in, and what a browser is in the middle of while it signs in. */
export type CookieName = 'session' | 'signing-in';

const COOKIE_LENGTH_MAX = 4_096;

/**
 * On https the name begins with `__Host-`: then no other host, and no page over http, can set or replace it. On plain
 * http (this machine alone) a browser would refuse that name.
 */
const nameOf = (cookie: CookieName, secure: boolean): string => `${secure ? '__Host-' : ''}pladsbog-${cookie}`;

const isSecure = (request: FastifyRequest, publicUrl: string | undefined): boolean =>
  originOf(request, publicUrl).startsWith('https:');

export const readCookie = (
  request: FastifyRequest,
  cookie: CookieName,
  publicUrl: string | undefined,
): string | undefined => {
  const { cookie: header } = request.headers;
  if (header === undefined || header.length > COOKIE_LENGTH_MAX) return undefined;
  const prefix = `${nameOf(cookie, isSecure(request, publicUrl))}=`;
  const found = header.split(';').filter((each) => each.trimStart().startsWith(prefix));
  // Two of one name: somebody else has set one of them, and nobody can tell which.
  return found.length === 1 ? found[0]?.trim().slice(prefix.length) : undefined;
};

/** @param seconds how long it lasts; undefined: until the browser is closed. 0 takes it away. */
export const writeCookie = (
  request: FastifyRequest,
  reply: FastifyReply,
  cookie: CookieName,
  value: string,
  { publicUrl, seconds }: { readonly publicUrl: string | undefined; readonly seconds?: number },
): void => {
  const secure = isSecure(request, publicUrl);
  const age = seconds === undefined ? '' : `; Max-Age=${seconds}`;
  const safe = secure ? '; Secure' : '';
  // Fastify gathers several of these into several headers.
  reply.header('set-cookie', `${nameOf(cookie, secure)}=${value}; Path=/; HttpOnly; SameSite=Lax${safe}${age}`);
};
