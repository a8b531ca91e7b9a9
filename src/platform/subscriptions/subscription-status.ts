import type { Position } from '../../kernel/event';

/** Why something that follows the log does not go on. */
export interface SubscriptionFailure {
  /** The event it could not get past. */
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

export interface PolicyStatus {
  readonly name: string;
  readonly position: Position;
  readonly lag: number;
  /** `retrying`: a command could not be answered yet and is asked again; nothing after it on its stream is asked. */
  readonly state: 'catching-up' | 'live' | 'retrying' | 'stopped';
  readonly failure?: SubscriptionFailure;
}
