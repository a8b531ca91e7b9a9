import { createHash, timingSafeEqual } from 'node:crypto';
import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Allowed } from '../auth/allowed.decorator';
import { Problem } from '../http/problem';
import { platformAccess } from '../platform.access';
import { Metrics } from './metrics';

/** Who may read the metrics: `ScrapeAccess`. */
export const SCRAPE_ACCESS = Symbol('SCRAPE_ACCESS');

export interface ScrapeAccess {
  /** What a scraper must bring as a bearer token. Without one, only a product bound to loopback shows its metrics. */
  readonly token?: string;
  readonly loopbackOnly: boolean;
}

/** Headers by which a proxy says for whom it asks; then the asker is not on this machine, though the proxy may be. */
const PROXY_HEADERS = ['forwarded', 'x-forwarded-for', 'x-real-ip'] as const;

/** Names of commands and routes and how often they are used are nobody else's business. */
@ApiTags('health')
@Controller('metrics')
export class MetricsRoute {
  private readonly expected: Buffer | undefined;

  constructor(
    private readonly metrics: Metrics,
    @Inject(SCRAPE_ACCESS) private readonly access: ScrapeAccess,
  ) {
    this.expected = access.token === undefined ? undefined : digestOf(access.token);
  }

  @Allowed(platformAccess.readMetrics)
  @Get()
  @ApiOperation({
    operationId: 'readMetrics',
    summary: 'Metrics for Prometheus: on loopback, or with the scrape token',
  })
  @ApiProduces('text/plain')
  @ApiOkResponse({ description: 'Prometheus text format.', schema: { type: 'string' } })
  async read(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    this.assertMayRead(request.headers);
    reply.type(this.metrics.contentType);
    return this.metrics.text();
  }

  private assertMayRead(headers: FastifyRequest['headers']): void {
    if (this.expected === undefined) {
      if (this.access.loopbackOnly && !PROXY_HEADERS.some((name) => headers[name] !== undefined)) return;
      throw refused('METRICS_CLOSED');
    }
    const given = /^Bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1];
    // Digests are of one length, so the comparison tells nothing about the token's.
    if (given === undefined || !timingSafeEqual(digestOf(given), this.expected)) throw refused('SCRAPE_TOKEN_REQUIRED');
  }
}

const digestOf = (token: string): Buffer => createHash('sha256').update(token).digest();

const refused = (code: 'METRICS_CLOSED' | 'SCRAPE_TOKEN_REQUIRED'): Problem =>
  code === 'METRICS_CLOSED'
    ? new Problem(403, code, {
        da: 'Målinger vises kun på maskinen selv, eller med et adgangsbevis: se PLADSBOG_METRICS_TOKEN.',
        en: 'Metrics are shown on the machine itself only, or with a token: see PLADSBOG_METRICS_TOKEN.',
      })
    : new Problem(
        401,
        code,
        { da: 'Målinger kræver deres eget adgangsbevis.', en: 'Metrics need their own token.' },
        { headers: { 'www-authenticate': 'Bearer realm="pladsbog-metrics"' } },
      );
