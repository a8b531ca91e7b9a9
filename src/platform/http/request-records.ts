import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ProductLog } from '../operations/log';
import type { Meters } from '../operations/meters';
import type { CommandRequest } from './command-request';
import { uuid } from './scalars';

/** What is counted and logged of each request. Patterns of routes, never addresses: those hold references to people. */

/** Where no route answered; what was asked for is the sender's text. */
const NO_ROUTE = '(none)';

export const meterRequests = (fastify: FastifyInstance, meters: Meters): void => {
  // One text for each route, made at start, and found by the route's own settings.
  const routes = new WeakMap<object, string>();
  fastify.addHook('onResponse', (request, reply, done) => {
    const { config, url } = request.routeOptions;
    let route = routes.get(config);
    if (route === undefined) {
      route = `${request.method} ${patternOf(request)}`;
      // All that no route answers shares one set of settings, whatever the method.
      if (url !== undefined) routes.set(config, route);
    }
    meters.requestEnded(route, reply.statusCode, reply.elapsedTime);
    done();
  });
};

/** One line for each request, when somebody wants to see such lines; otherwise there is no hook at all. */
export const logRequests = (fastify: FastifyInstance, log: ProductLog): void => {
  if (!log.shows('log')) return;
  fastify.addHook('onResponse', (request, reply, done) => {
    log.entry('log', 'request', {
      method: request.method,
      route: patternOf(request),
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime * 10) / 10,
      correlationId: correlationIdOf(request),
    });
    done();
  });
};

/** The page that says there is none answers under `*`: that is no route either. */
const patternOf = ({ routeOptions: { url } }: FastifyRequest): string =>
  url === undefined || url === '*' || url === '/*' ? NO_ROUTE : url;

const correlationIdOf = (request: FastifyRequest): string | undefined => {
  const decided = (request as Partial<CommandRequest>).command?.correlationId;
  if (decided !== undefined && decided !== '') return decided;
  const given = request.headers['x-correlation-id'];
  return typeof given === 'string' && uuid.check(given.toLowerCase()) ? given.toLowerCase() : undefined;
};
