import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { CommandRequest } from './command-request';
import { withinCommand } from './command-request';
import { edgeProblem, edgeSentence } from './edge-problems';
import { withinExchange } from './exchange';
import { POSITION_HEADER } from './fresh-reads';
import type { ProductLog } from '../operations/log';
import type { Meters } from '../operations/meters';
import { acceptJsonOnly, BODY_BYTES_MAX } from './json-body';
import { acceptFiles } from './uploads';
import { acceptFileForms } from './file-forms';
import { Problem, problemTitle, problemType } from './problem';
import { sendProblem } from './problem.filter';
import { protectiveHeaders } from './protective-headers';
import type { RateLimits } from './rate-limits';
import { logRequests, meterRequests } from './request-records';

/** Bytes of the request line and all headers together. */
const HEADER_BYTES_MAX = 16_384;
/** Characters of an address; the longest we make ourselves is a cursor of 1,000. */
const URL_LENGTH_MAX = 4_096;
/** Characters of one parameter in a path. */
const PATH_PARAMETER_LENGTH_MAX = 200;
/** Milliseconds a client may take to send its headers. */
const HEADERS_TIMEOUT_MS = 10_000;
/** Milliseconds a client may take to send its whole request. */
const REQUEST_TIMEOUT_MS = 30_000;
/** Milliseconds a connection may be silent while a request is under way. */
const CONNECTION_TIMEOUT_MS = 60_000;
/** Milliseconds between two requests on one connection. */
const KEEP_ALIVE_MS = 72_000;
/** How often Node looks for clients that take too long. */
const SLOW_CLIENT_CHECK_MS = 5_000;

/** @param trustedProxies addresses whose `X-Forwarded-…` headers are believed; nobody's when empty. */
export const createAdapter = (trustedProxies: readonly string[] = []): FastifyAdapter =>
  new FastifyAdapter({
    trustProxy: trustedProxies.length === 0 ? false : [...trustedProxies],
    bodyLimit: BODY_BYTES_MAX,
    connectionTimeout: CONNECTION_TIMEOUT_MS,
    requestTimeout: REQUEST_TIMEOUT_MS,
    keepAliveTimeout: KEEP_ALIVE_MS,
    routerOptions: { maxParamLength: PATH_PARAMETER_LENGTH_MAX },
    http: {
      maxHeaderSize: HEADER_BYTES_MAX,
      headersTimeout: HEADERS_TIMEOUT_MS,
      connectionsCheckingInterval: SLOW_CLIENT_CHECK_MS,
    },
    logger: false,
    // What arrives on an open connection while the process stops is answered, and told to close the connection.
    return503OnClosing: false,
    // No Nest middleware is used, and its hook would run for every request.
    skipMiddie: true,
    // An address the router cannot read never reaches a hook or a filter.
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) => {
      const problem = edgeProblem(error) ?? new Problem(400, 'MALFORMED_URL', edgeSentence(400));
      sendProblem(problem, request, reply);
    },
    clientErrorHandler: answerUnreadable,
  });

const STATUS_OF_PARSER: Readonly<Record<string, number>> = {
  HPE_HEADER_OVERFLOW: 431,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
};

/** Node could not even read the request: the answer is written to the bare connection, in both languages. */
const answerUnreadable = (error: NodeJS.ErrnoException, socket: Socket): void => {
  if (error.code === 'ECONNRESET' || socket.destroyed || !socket.writable) {
    socket.destroy();
    return;
  }
  const status = STATUS_OF_PARSER[error.code ?? ''] ?? 400;
  const { code, da } = edgeSentence(status);
  const body = JSON.stringify({ type: problemType(code), title: problemTitle(code), status, detail: da, code });
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\nContent-Type: application/problem+json; charset=utf-8\r\n` +
      `Content-Language: da\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
};

/** The API counts at its door; probes and scrapers come often and cost little. */
const COUNTED_ELSEWHERE = /^\/(?:api\/v1\/|health\/|metrics|assets\/)/;

const READING_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Everything that happens to a request before Nest sees it. Hooks rather than interceptors: an interceptor turns each
 * answer into an Observable, and a hook can run the rest of the request inside a context.
 */
export interface EdgeParts {
  /** How far the read models have come, for the header of every read. */
  readonly applied: () => number;
  readonly meters: Meters;
  readonly log: ProductLog;
  readonly limits: RateLimits;
  readonly publicUrl: string | undefined;
}

export const addEdge = (fastify: FastifyInstance, { applied, meters, log, limits, publicUrl }: EdgeParts): void => {
  acceptJsonOnly(fastify);
  acceptFiles(fastify);
  acceptFileForms(fastify);
  fastify.decorateRequest('actor', null);
  fastify.decorateRequest('command', null);
  meterRequests(fastify, meters);
  logRequests(fastify, log);

  const headersOf = protectiveHeaders(publicUrl);
  fastify.addHook('onRequest', (request, reply, done) => {
    reply.headers(headersOf(request.url));
    if (request.raw.url !== undefined && request.raw.url.length > URL_LENGTH_MAX) {
      done(new Problem(414, 'URL_TOO_LONG', edgeSentence(414)));
      return;
    }
    // Routes of the API are counted at their door, where it is known who asks.
    try {
      if (!COUNTED_ELSEWHERE.test(request.url)) limits.address(request.ip);
      done();
    } catch (tooMuch) {
      done(tooMuch as Problem);
    }
  });

  fastify.addHook('preHandler', (request, reply, done) => {
    if (READING_METHODS.has(request.method)) {
      reply.header(POSITION_HEADER, String(applied()));
      withinExchange({ request, reply }, done);
    } else withinExchange({ request, reply }, () => withinCommand(request as CommandRequest, done));
  });
};
