import { Controller, Get, Inject, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Allowed } from '../auth/allowed.decorator';
import type { EventStore } from '../event-store/event-store';
import { PolicyRunner, type PolicyStatus } from '../subscriptions/policy-runner';
import { ProjectionRunner, type ProjectionStatus } from '../subscriptions/projection-runner';
import { EVENT_STORE } from '../tokens';
import { platformAccess } from '../platform.access';

/** Milliseconds the store may take to say where the log ends. */
const STORE_ANSWER_MS_MAX = 2_000;

interface ReadinessView {
  readonly ready: boolean;
  readonly store: { readonly reachable: boolean; readonly position?: number };
  readonly projections: readonly ProgressRow[];
  readonly policies: readonly ProgressRow[];
}

/** Without the failure's message: it may quote what an event holds, and this page is open. */
interface ProgressRow {
  readonly name: string;
  readonly state: string;
  readonly position: number;
  readonly lag: number;
  readonly stoppedAt?: number;
}

@ApiTags('health')
@Controller('health')
export class HealthRoute {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    private readonly projections: ProjectionRunner,
    private readonly policies: PolicyRunner,
  ) {}

  @Allowed(platformAccess.isLive)
  @Get('live')
  @ApiOperation({ operationId: 'isLive', summary: 'Whether the process answers' })
  live(): { readonly live: true } {
    return { live: true };
  }

  /** 503 when the store does not answer or something that follows the log has stopped. */
  @Allowed(platformAccess.isReady)
  @Get('ready')
  @ApiOperation({ operationId: 'isReady', summary: 'Whether the ledger can be used: store, read models, policies' })
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<ReadinessView> {
    const position = await this.storePosition();
    const projections = this.projections.status().map(progressRow);
    const policies = this.policies.status().map(progressRow);
    const ready = position !== undefined && ![...projections, ...policies].some(({ state }) => state === 'stopped');
    if (!ready) reply.status(503);
    return {
      ready,
      store: position === undefined ? { reachable: false } : { reachable: true, position },
      projections,
      policies,
    };
  }

  private async storePosition(): Promise<number | undefined> {
    const timeout = new AbortController();
    const late = new Promise<undefined>((resolve) => {
      const timer = setTimeout(resolve, STORE_ANSWER_MS_MAX, undefined);
      timeout.signal.addEventListener('abort', () => clearTimeout(timer));
    });
    const asked = this.store.head().catch(() => undefined);
    try {
      return await Promise.race([asked, late]);
    } finally {
      timeout.abort();
    }
  }
}

const progressRow = ({ name, state, position, lag, failure }: ProjectionStatus | PolicyStatus): ProgressRow => ({
  name,
  state,
  position,
  lag,
  ...(failure ? { stoppedAt: failure.position } : {}),
});
