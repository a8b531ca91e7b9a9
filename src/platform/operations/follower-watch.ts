import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { Position } from '../../kernel/event';
import type { EventStore } from '../event-store/event-store';
import { PolicyRunner } from '../subscriptions/policy-runner';
import { ProjectionRunner } from '../subscriptions/projection-runner';
import type { PolicyStatus, ProjectionStatus } from '../subscriptions/subscription-status';
import { EVENT_STORE } from '../tokens';

/** Milliseconds the store may take to say where the log ends. */
export const STORE_ANSWER_MS_MAX = 2_000;
/** Milliseconds between two looks. */
const LOOK_MS = 5_000;
/** Milliseconds without a sign of life after which a subscription that is behind counts as dead. */
export const STALLED_MS = 30_000;

/** The answer of the store to the question where the log ends. */
export interface RoundTrip {
  /** Undefined when it did not answer in time. */
  readonly position: Position | undefined;
  readonly ms: number;
}

export type FollowerKind = 'projection' | 'policy';

/** One subscription, as seen from outside. */
export interface FollowerReport {
  readonly kind: FollowerKind;
  readonly name: string;
  /** `stalled`: it says that it runs, is behind, and has not moved for half a minute. */
  readonly state: (ProjectionStatus | PolicyStatus)['state'] | 'stalled';
  readonly position: Position;
  /** Positions between it and the end of the log. */
  readonly lag: number;
  /** Milliseconds since it was last seen to move, or to be at the end of the log. */
  readonly silentMs: number;
  /** The event it could not get past. */
  readonly stoppedAt?: Position;
}

export interface Look {
  readonly store: RoundTrip;
  readonly followers: readonly FollowerReport[];
}

interface Sighting {
  position: Position;
  aliveAt: number;
}

/**
 * The heartbeat of everything that follows the log. A subscription can die without a word, and then says of itself that
 * it is up to date with the last event it saw. So the store is asked where the log ends, again and again, and who is
 * behind that and does not move is not alive, whatever it says.
 */
@Injectable()
export class FollowerWatch implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly sightings = new Map<string, Sighting>();
  private headSeen: Position = 0;
  private asking: Promise<RoundTrip> | undefined;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    @Inject(EVENT_STORE) private readonly store: Pick<EventStore, 'head'>,
    private readonly projections: ProjectionRunner,
    private readonly policies: PolicyRunner,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.look(), LOOK_MS).unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  /** @param now in milliseconds of a clock that never goes back. Never throws: a silent store is an answer. */
  async look(now?: number): Promise<Look> {
    const store = await (this.asking ??= this.roundTrip().finally(() => (this.asking = undefined)));
    const at = now ?? performance.now();
    const head = store.position ?? this.headSeen;
    const report = (kind: FollowerKind) => (status: ProjectionStatus | PolicyStatus) =>
      this.sighted(kind, status, head, at);
    const followers = [
      ...this.projections.status().map(report('projection')),
      ...this.policies.status().map(report('policy')),
    ];
    this.headSeen = head;
    return { store, followers };
  }

  private sighted(
    kind: FollowerKind,
    status: ProjectionStatus | PolicyStatus,
    head: Position,
    now: number,
  ): FollowerReport {
    const { name, position, failure } = status;
    const key = `${kind} ${name}`;
    const known = this.sightings.get(key) ?? { position, aliveAt: now };
    this.sightings.set(key, known);
    // At the end as it was at the last look is enough: what has come since then it may be taking in right now.
    if (position !== known.position || position >= this.headSeen) known.aliveAt = now;
    known.position = position;
    const silentMs = now - known.aliveAt;
    const runs = status.state === 'live' || status.state === 'catching-up';
    return {
      kind,
      name,
      state: runs && silentMs > STALLED_MS ? 'stalled' : status.state,
      position,
      lag: Math.max(0, head - position),
      silentMs,
      ...(failure === undefined ? {} : { stoppedAt: failure.position }),
    };
  }

  private async roundTrip(): Promise<RoundTrip> {
    const begun = performance.now();
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<undefined>((resolve) => {
      timer = setTimeout(resolve, STORE_ANSWER_MS_MAX, undefined);
    });
    // A store that is closed or out of reach throws at once or later; both mean the same here.
    const asked = (async () => this.store.head())().catch(() => undefined);
    try {
      return { position: await Promise.race([asked, late]), ms: performance.now() - begun };
    } finally {
      clearTimeout(timer);
    }
  }
}
