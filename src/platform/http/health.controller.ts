import { Controller, Get, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Allowed } from '../auth/allowed.decorator';
import { type FollowerReport, FollowerWatch, type RoundTrip } from '../operations/follower-watch';
import { Stopping } from '../operations/stopping';
import { platformAccess } from '../platform.access';

const MS_PER_SECOND = 1_000;

interface ReadinessView {
  readonly ready: boolean;
  /** Each thing that keeps it from being ready, in a sentence; absent when it is. */
  readonly why?: readonly string[];
  readonly store: { readonly reachable: boolean; readonly position?: number; readonly roundTripMs: number };
  readonly projections: readonly ProgressRow[];
  readonly policies: readonly ProgressRow[];
}

/** Without a failure's message: it may quote what an event holds, and this page is open. */
interface ProgressRow {
  readonly name: string;
  readonly state: string;
  readonly position: number;
  readonly lag: number;
  /** Seconds since it was last seen to move, or to be at the end of the log. */
  readonly heartbeatAge: number;
  readonly stoppedAt?: number;
}

@ApiTags('health')
@Controller('health')
export class HealthRoute {
  constructor(
    private readonly watch: FollowerWatch,
    private readonly stopping: Stopping,
  ) {}

  @Allowed(platformAccess.isLive)
  @Get('live')
  @ApiOperation({ operationId: 'isLive', summary: 'Whether the process answers' })
  live(): { readonly live: true } {
    return { live: true };
  }

  /** 503 while it should get no requests; the body says why. */
  @Allowed(platformAccess.isReady)
  @Get('ready')
  @ApiOperation({ operationId: 'isReady', summary: 'Whether the ledger can be used: store, read models, policies' })
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<ReadinessView> {
    const { store, followers } = await this.watch.look();
    const why = [
      ...(this.stopping.begun ? ['the process is stopping'] : []),
      ...(store.position === undefined ? ['the store does not answer'] : []),
      ...followers.flatMap(obstacle),
    ];
    if (why.length > 0) reply.status(503);
    return {
      ready: why.length === 0,
      ...(why.length > 0 ? { why } : {}),
      store: storeRow(store),
      projections: followers.filter(({ kind }) => kind === 'projection').map(progressRow),
      policies: followers.filter(({ kind }) => kind === 'policy').map(progressRow),
    };
  }
}

/**
 * What a reader or writer here would suffer from. A policy that retries or is catching up is not among it: its commands
 * come late on every replica alike, and to send people away would mend nothing.
 */
const obstacle = ({ kind, name, state, position, lag, silentMs }: FollowerReport): readonly string[] => {
  const what = kind === 'projection' ? `the read model ${name}` : `the policy ${name}`;
  if (state === 'stopped') return [`${what} has stopped at position ${position}`];
  if (state === 'stalled') return [`${what} has not moved for ${seconds(silentMs)} s and is ${lag} positions behind`];
  if (kind === 'projection' && state === 'catching-up') return [`${what} is ${lag} positions behind and catching up`];
  return [];
};

const seconds = (ms: number): number => Math.round(ms / MS_PER_SECOND);

const storeRow = ({ position, ms }: RoundTrip): ReadinessView['store'] => ({
  reachable: position !== undefined,
  ...(position === undefined ? {} : { position }),
  roundTripMs: Math.round(ms * MS_PER_SECOND) / MS_PER_SECOND,
});

const progressRow = ({ name, state, position, lag, silentMs, stoppedAt }: FollowerReport): ProgressRow => ({
  name,
  state,
  position,
  lag,
  heartbeatAge: seconds(silentMs),
  ...(stoppedAt === undefined ? {} : { stoppedAt }),
});
