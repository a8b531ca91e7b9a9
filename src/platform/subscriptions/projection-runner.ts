import { Injectable } from '@nestjs/common';
import type { Position } from '../../kernel/event';
import type { AnyProjection } from '../../kernel/projection';

export interface SubscriptionFailure {
  readonly position: Position;
  readonly eventId: string;
  readonly message: string;
}

export interface ProjectionStatus {
  readonly name: string;
  readonly version: number;
  readonly position: Position;
  /** Positions between it and the newest event seen; not a count of events. */
  readonly lag: number;
  readonly state: 'catching-up' | 'live' | 'stopped';
  readonly failure?: SubscriptionFailure;
}

/** How long a read waits for the write it wants to see, by default. */
export const WAIT_TIMEOUT_MS = 2_000;

/** Follows the log once and keeps every read model up to date. */
@Injectable()
export class ProjectionRunner {
  /** Where the log ended when the process began. */
  readonly headAtStart: Position = 0;

  /** Begins to follow; does not wait until everything has been read. */
  async start(): Promise<void> {}

  /** Stops after what has been taken in is written. */
  async stop(): Promise<void> {}

  /**
   * Waits until the read models hold everything up to the position: all that are running, or the ones named.
   * @returns false when the time ran out, or one of the named has stopped before it.
   */
  async waitFor(_position: Position, _timeoutMs = WAIT_TIMEOUT_MS, _only?: readonly AnyProjection[]): Promise<boolean> {
    return false;
  }

  status(): readonly ProjectionStatus[] {
    return [];
  }
}
