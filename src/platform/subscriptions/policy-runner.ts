import { Injectable } from '@nestjs/common';
import type { Position } from '../../kernel/event';
import type { PolicyStatus } from './subscription-status';

/** A command of a policy that was refused: nothing stops, but somebody should look. */
export interface PolicyRefusal {
  readonly policy: string;
  readonly eventId: string;
  readonly position: Position;
  /** Place of the command in the policy's answer. */
  readonly place: number;
  readonly command: string;
  readonly code: string;
  readonly values: Readonly<Record<string, string | number>>;
}

/** Follows the log and asks what the policies answer. */
@Injectable()
export class PolicyRunner {
  async start(): Promise<void> {}
  async stop(): Promise<void> {}

  /** Waits until every command that follows from events up to the position has been answered. */
  async waitFor(_position: Position, _timeoutMs?: number): Promise<boolean> {
    return false;
  }

  status(): readonly PolicyStatus[] {
    return [];
  }

  refusals(_limit?: number): readonly PolicyRefusal[] {
    return [];
  }
}
