import { reject } from '../../kernel/decider';
import type { Clock } from '../clock';
import { Refused } from '../commands/refusals';

/** What is known of work of a kind in this process: one that runs, and the last one that came to its end. */
export interface WorkStand<Found> {
  readonly running: boolean;
  readonly reached?: number;
  readonly upTo?: number;
  /** When the last one ended, UTC; absent before the first. */
  readonly endedAt?: string;
  readonly last?: Found;
  readonly brokeOff?: boolean;
  readonly stopped?: boolean;
}

/** What work is given to be watched and stopped by. */
export interface WorkTools {
  readonly signal: AbortSignal;
  readonly onProgress: (reached: number, upTo: number) => void;
}

/** Codes of its refusals: that one runs already, and what whoever waits for one that was stopped is told. */
export interface WorkRefusals {
  readonly busy: string;
  readonly stopped: string;
}

/** Work that takes longer than a request may wait: begun, watched and stopped, one at a time. It finds and changes nothing. */
export class WatchedWork<Found> {
  private readonly ending = new AbortController();
  private running = new AbortController();
  private progress: { readonly reached: number; readonly upTo: number } | undefined;
  private ended: Omit<WorkStand<Found>, 'running' | 'reached' | 'upTo'> = {};

  constructor(
    private readonly clock: Clock,
    private readonly refusals: WorkRefusals,
  ) {}

  get stand(): WorkStand<Found> {
    return { running: this.progress !== undefined, ...this.progress, ...this.ended };
  }

  /** @throws Refused `busy`: one at a time, for each reads the whole log. */
  assertIdle(): void {
    if (this.progress !== undefined) throw new Refused(reject(this.refusals.busy));
  }

  /** Waits for its end. @throws Refused `busy`, or `stopped` when somebody stops it. */
  async run(upTo: number, work: (tools: WorkTools) => Promise<Found>): Promise<Found> {
    this.assertIdle();
    this.progress = { reached: 0, upTo };
    this.running = new AbortController();
    try {
      const last = await work({
        signal: AbortSignal.any([this.ending.signal, this.running.signal]),
        onProgress: (reached, to) => (this.progress = { reached, upTo: to }),
      });
      this.ended = { endedAt: this.clock.now(), last };
      return last;
    } catch (error) {
      const stopped = this.running.signal.aborted;
      this.ended = { endedAt: this.clock.now(), ...(stopped ? { stopped } : { brokeOff: true }) };
      throw error;
    } finally {
      this.progress = undefined;
    }
  }

  /**
   * Begins and comes back at once; `stand` tells how far it is.
   * @param brokeOff hears of what neither somebody nor the product's end has stopped.
   * @throws Refused `busy`.
   */
  begin(
    upTo: number,
    work: (tools: WorkTools) => Promise<Found>,
    brokeOff: (error: unknown) => void,
  ): WorkStand<Found> {
    this.assertIdle();
    this.run(upTo, work).catch((error: unknown) => {
      if (!this.ending.signal.aborted && !this.running.signal.aborted) brokeOff(error);
    });
    return this.stand;
  }

  /** Stops the one that runs, if one does. */
  stop(): WorkStand<Found> {
    if (this.progress !== undefined) this.running.abort(new Refused(reject(this.refusals.stopped)));
    return this.stand;
  }

  /** The product stops. */
  end(): void {
    this.ending.abort(new Error('The product stops'));
  }
}
