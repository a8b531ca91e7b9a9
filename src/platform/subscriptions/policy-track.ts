import type { Position, Recorded } from '../../kernel/event';
import type { AnyPolicy } from '../../kernel/policy';
import type { SubscriptionFailure } from './subscription-status';

interface Open {
  position: Position;
  answered: boolean;
}

/** How far one policy has come: only past events whose commands, and those of all events before, have been answered. */
export class PolicyTrack {
  failure: SubscriptionFailure | undefined;
  /** Seen, though perhaps not answered. */
  private seen: Position;
  private readonly open: Open[] = [];

  constructor(
    readonly policy: AnyPolicy,
    public position: Position,
  ) {
    this.seen = position;
  }

  /** @returns what to call when the event's commands are answered, or undefined when it asks for nothing here. */
  take({ type, position }: Recorded): (() => void) | undefined {
    if (position <= this.seen) return undefined;
    if (!Object.hasOwn(this.policy.on, type)) {
      this.pass(position);
      return undefined;
    }
    this.seen = position;
    const entry = { position, answered: false };
    this.open.push(entry);
    return () => {
      entry.answered = true;
      this.advance();
    };
  }

  /** Nothing up to the position asks for anything here, besides what has been taken. */
  pass(position: Position): void {
    if (position <= this.seen) return;
    this.seen = position;
    const last = this.open.at(-1);
    // Events that ask for nothing wait behind one entry, however many they are.
    if (last === undefined) this.position = position;
    else if (last.answered) last.position = position;
    else this.open.push({ position, answered: true });
  }

  private advance(): void {
    let first = this.open[0];
    while (first?.answered === true) {
      this.position = first.position;
      this.open.shift();
      first = this.open[0];
    }
  }
}
