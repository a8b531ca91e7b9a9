import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type Attributes,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
  type Tracer,
} from '@opentelemetry/api';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { defaultResource, resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import type { CommandBus, ICommand } from '@nestjs/cqrs';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { AnyProjection } from '../../kernel/projection';
import { type CommandContext, currentContext } from '../commands/command-context';
import { Refused } from '../commands/refusals';
import type { EventStore, Position } from '../event-store/event-store';
import type { ProjectionStatus } from '../subscriptions/subscription-status';

/** Events whose append is remembered, so that what follows from them lands in the same trace. */
const REMEMBERED_MAX = 10_000;
/** How often the read models are asked whether they have taken in what was traced, in milliseconds. */
const FOLLOW_MS = 20;
/** How long a stop waits for the last spans to be sent, in milliseconds. */
const CLOSE_MS_MAX = 2_000;
/** Read models that take longer have a span that says so, and are not waited for any more, in milliseconds. */
const FOLLOWED_MS_MAX = 30_000;

/** What is traced, and by what means. */
export interface Traced {
  /** Address of the collector, without a path. */
  readonly endpoint: string;
  readonly fastify: FastifyInstance;
  readonly bus: CommandBus;
  readonly store: EventStore;
  readonly projections: readonly AnyProjection[];
  readonly progress: () => readonly ProjectionStatus[];
}

export interface Tracing {
  /** Sends what is pending. */
  close(): Promise<void>;
}

interface Awaited {
  readonly span: Span;
  readonly name: string;
  readonly position: Position;
  readonly until: number;
}

/**
 * Spans from a request over its command and append to the policies and read models that follow. Nothing is registered
 * globally, and nothing of this is loaded unless somebody collects traces; the hot path then has no trace of tracing.
 */
export const startTracing = (traced: Traced): Tracing => new ProductTracing(traced);

class ProductTracing implements Tracing {
  private readonly provider: NodeTracerProvider;
  private readonly tracer: Tracer;
  private readonly propagator = new W3CTraceContextPropagator();
  private readonly current = new AsyncLocalStorage<Span>();
  private readonly appends = new Map<string, Span>();
  private readonly awaited = new Set<Awaited>();
  private readonly timer: NodeJS.Timeout;

  constructor(private readonly traced: Traced) {
    const named = resourceFromAttributes({ 'service.name': 'pladsbog' });
    const exporter = new OTLPTraceExporter({ url: `${traced.endpoint.replace(/\/$/, '')}/v1/traces` });
    this.provider = new NodeTracerProvider({
      resource: defaultResource().merge(named),
      spanProcessors: [new BatchSpanProcessor(exporter)],
    });
    this.tracer = this.provider.getTracer('pladsbog');
    this.traceRequests(traced.fastify);
    this.traceCommands(traced.bus);
    this.traceAppends(traced.store);
    this.timer = setInterval(() => this.followReadModels(), FOLLOW_MS).unref();
  }

  async close(): Promise<void> {
    clearInterval(this.timer);
    for (const { span } of this.awaited) span.end();
    // A collector that is gone must not hold up the stop.
    await Promise.race([this.provider.shutdown(), sleep(CLOSE_MS_MAX, undefined, { ref: false })]);
  }

  private traceRequests(fastify: FastifyInstance): void {
    const spans = new WeakMap<FastifyRequest, Span>();
    const headersOf = {
      get: (headers: FastifyRequest['headers'], name: string) => headers[name],
      keys: (headers: FastifyRequest['headers']) => Object.keys(headers),
    };
    fastify.addHook('onRequest', (request, _reply, done) => {
      const route = request.routeOptions.url ?? '(none)';
      const parent = this.propagator.extract(ROOT_CONTEXT, request.headers, headersOf);
      const attributes = { 'http.request.method': request.method, 'http.route': route };
      spans.set(
        request,
        this.tracer.startSpan(`${request.method} ${route}`, { kind: SpanKind.SERVER, attributes }, parent),
      );
      done();
    });
    // As late as this: what reads a body loses the context that an earlier hook opened.
    fastify.addHook('preHandler', (request, _reply, done) => {
      const span = spans.get(request);
      if (span === undefined) done();
      else this.current.run(span, done);
    });
    fastify.addHook('onResponse', (request, reply, done) => {
      const span = spans.get(request);
      const correlationId = (request as { command?: CommandContext | null }).command?.correlationId;
      span?.setAttribute('http.response.status_code', reply.statusCode);
      if (correlationId) span?.setAttribute('pladsbog.correlation_id', correlationId);
      if (reply.statusCode >= 500) span?.setStatus({ code: SpanStatusCode.ERROR });
      span?.end();
      done();
    });
  }

  private traceCommands(bus: CommandBus): void {
    const execute = bus.execute.bind(bus);
    bus.execute = <T extends ICommand, R>(command: T): Promise<R> => {
      const context = contextNow();
      const run = (): Promise<R> =>
        this.inSpan(`command ${command.constructor.name}`, commandAttributes(context), () => execute<T, R>(command));
      const cause = context?.derived === true ? this.appends.get(context.causationId) : undefined;
      if (context?.actor.startsWith('policy:') !== true) return run();
      const name = context.actor.slice('policy:'.length);
      return this.inSpan(`policy ${name}`, commandAttributes(context), run, cause);
    };
  }

  private traceAppends(store: EventStore): void {
    const append = store.append.bind(store);
    store.append = (stream, expected, facts) => {
      const attributes = {
        // The category alone: the rest of a stream's name can be the reference of a citizen.
        'pladsbog.stream_category': stream.split('-', 1)[0] ?? '',
        'pladsbog.events': facts.map(({ type }) => type),
        'pladsbog.correlation_id': facts[0]?.metadata.correlationId ?? '',
      };
      return this.inSpan('append', attributes, async () => {
        const appended = await append(stream, expected, facts);
        const span = this.current.getStore();
        if (span !== undefined) this.follow(span, facts, appended.position);
        return appended;
      });
    };
  }

  private follow(
    append: Span,
    facts: readonly { readonly id: string; readonly type: string }[],
    position: Position,
  ): void {
    append.setAttribute('pladsbog.position', position);
    for (const { id } of facts) this.appends.set(id, append);
    for (const id of this.appends.keys()) {
      if (this.appends.size <= REMEMBERED_MAX) break;
      this.appends.delete(id);
    }
    const until = performance.now() + FOLLOWED_MS_MAX;
    for (const { name, on } of this.traced.projections) {
      if (!facts.some(({ type }) => Object.hasOwn(on, type))) continue;
      const span = this.tracer.startSpan(
        `projection ${name}`,
        { attributes: { 'pladsbog.position': position } },
        below(append),
      );
      this.awaited.add({ span, name, position, until });
    }
  }

  private followReadModels(): void {
    if (this.awaited.size === 0) return;
    const positions = new Map(this.traced.progress().map(({ name, position }) => [name, position]));
    const now = performance.now();
    for (const waiting of this.awaited) {
      const there = (positions.get(waiting.name) ?? 0) >= waiting.position;
      if (!there && now < waiting.until) continue;
      if (!there) waiting.span.setStatus({ code: SpanStatusCode.ERROR, message: 'not yet taken in' });
      waiting.span.end();
      this.awaited.delete(waiting);
    }
  }

  private async inSpan<T>(
    name: string,
    attributes: Attributes,
    run: () => Promise<T>,
    parent = this.current.getStore(),
  ): Promise<T> {
    const span = this.tracer.startSpan(name, { attributes }, parent === undefined ? ROOT_CONTEXT : below(parent));
    try {
      return await this.current.run(span, run);
    } catch (failure) {
      // A refusal is an answer. Texts of errors stay in the log, where they pass a filter.
      if (failure instanceof Refused) span.setAttribute('pladsbog.refusal', failure.rejection.code);
      else span.setStatus({ code: SpanStatusCode.ERROR, message: failure instanceof Error ? failure.name : 'unknown' });
      throw failure;
    } finally {
      span.end();
    }
  }
}

const below = (parent: Span) => trace.setSpan(ROOT_CONTEXT, parent);

const contextNow = (): CommandContext | undefined => {
  try {
    return currentContext();
  } catch {
    return undefined;
  }
};

const commandAttributes = (context: CommandContext | undefined): Attributes =>
  context === undefined
    ? {}
    : { 'pladsbog.correlation_id': context.correlationId, 'pladsbog.causation_id': context.causationId };
