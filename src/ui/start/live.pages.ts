import { type BeforeApplicationShutdown, Get, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Allowed } from '../../platform/auth/allowed.decorator';
import { FreshReads } from '../../platform/http/fresh-reads';
import { Problem } from '../../platform/http/problem';
import { PATHS } from '../frame/navigation';
import { Pages } from '../frame/pages';
import { uiAccess } from '../ui.access';

/** Milliseconds between two looks at how far the read models have come. */
const LOOK_MS = 1_000;
/** Looks without news after which a connection is told that it still stands. */
const QUIET_LOOKS = 20;
/** Open pages at most; the next one is shown all the same, and does not move by itself. */
const LISTENERS_MAX = 2_000;

/**
 * Tells open pages when the read models have taken in something new (server-sent events). Only that, never what: the page
 * then asks for itself again, and sees what its reader may see.
 */
@Pages()
export class LivePages implements BeforeApplicationShutdown {
  private readonly listeners = new Set<FastifyReply['raw']>();
  private timer: NodeJS.Timeout | undefined;
  private told = 0;
  private quiet = 0;

  constructor(private readonly fresh: FreshReads) {}

  @Get(PATHS.live)
  @Allowed(uiAccess.followLedger)
  follow(@Res() reply: FastifyReply): void {
    if (this.listeners.size >= LISTENERS_MAX)
      throw new Problem(503, 'TOO_MANY_LISTENERS', {
        da: 'Der er for mange åbne sider til, at de alle kan følge med.',
        en: 'There are too many open pages for all of them to follow.',
      });
    reply.hijack();
    const { raw } = reply;
    for (const [name, value] of Object.entries(reply.getHeaders())) if (value !== undefined) raw.setHeader(name, value);
    // A proxy that gathers answers before it sends them on would keep the news to itself.
    raw.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'x-accel-buffering': 'no' });
    raw.write('retry: 5000\n\n');
    raw.once('close', () => this.forget(raw));
    this.listeners.add(raw);
    this.told = Math.max(this.told, this.fresh.applied());
    this.timer ??= setInterval(() => this.look(), LOOK_MS);
  }

  /** Open connections would hold up the stop. */
  beforeApplicationShutdown(): void {
    for (const raw of this.listeners) raw.end();
  }

  private look(): void {
    const position = this.fresh.applied();
    this.quiet = position > this.told ? 0 : this.quiet + 1;
    if (position > this.told) this.tell(`event: moved\ndata: ${position}\n\n`);
    else if (this.quiet % QUIET_LOOKS === 0) this.tell(': still here\n\n');
    this.told = position;
  }

  private tell(text: string): void {
    for (const raw of this.listeners) raw.write(text);
  }

  private forget(raw: FastifyReply['raw']): void {
    this.listeners.delete(raw);
    if (this.listeners.size > 0) return;
    clearInterval(this.timer);
    this.timer = undefined;
  }
}
