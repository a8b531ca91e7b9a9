import type { Readable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { NoAnswer } from './eventstoredb.errors';

/** Events held before the server is asked to wait. */
const HELD_MAX = 1_000;

/**
 * What one call of the server sends, taken at the consumer's pace. The client's streams are not iterated directly: a
 * loop that is left does not end the call, an error that comes when nobody listens ends the process, and a call that was
 * cancelled never ends the loop.
 */
export class Intake<E> {
  private readonly held: E[] = [];
  private ended = false;
  private failure: Error | undefined;
  private wake: () => void = () => undefined;

  /** @param cancel ends the call at the server; nothing else does. */
  constructor(
    private readonly source: Readable,
    private readonly cancel: () => Promise<void>,
  ) {
    source.on('data', (event: E) => {
      this.held.push(event);
      if (this.held.length >= HELD_MAX) source.pause();
      this.wake();
    });
    source.on('error', (error) => this.fail(error));
    source.on('end', () => this.finish());
    source.on('close', () => this.finish());
  }

  /** Whether everything that has arrived has been taken. */
  get empty(): boolean {
    return this.held.length === 0 && this.source.readableLength === 0;
  }

  /** Ends it with an error that is found out elsewhere. */
  fail(error: Error): void {
    this.failure ??= error;
    this.wake();
  }

  /**
   * Waits for the next event and gives what has come with it.
   * @returns nothing when the call has come to its end, or the signal aborts.
   * @throws the error with which the call ended; NoAnswer when nothing comes within the time.
   */
  async take(max: number, { waitMs, signal }: { waitMs?: number; signal?: AbortSignal } = {}): Promise<E[]> {
    if (this.held.length === 0) {
      await this.arrival(waitMs, signal);
      // What was sent together arrives within one turn of the event loop.
      await nextTurn();
    }
    if (signal?.aborted === true) return [];
    if (this.held.length === 0 && this.failure !== undefined) throw this.failure;
    const taken = this.held.splice(0, max);
    if (this.source.isPaused() && this.held.length < HELD_MAX / 2) this.source.resume();
    return taken;
  }

  async stop(): Promise<void> {
    this.finish();
    try {
      await this.cancel();
    } catch {
      // The call has never begun.
    }
    this.source.destroy();
  }

  private finish(): void {
    this.ended = true;
    this.wake();
  }

  private arrival(waitMs: number | undefined, signal: AbortSignal | undefined): Promise<void> {
    const over = (): boolean =>
      this.held.length > 0 || this.ended || this.failure !== undefined || signal?.aborted === true;
    if (over()) return Promise.resolve();
    return new Promise((resolve) => {
      const settle = (): void => {
        if (!over()) return;
        clearTimeout(timer);
        signal?.removeEventListener('abort', settle);
        this.wake = () => undefined;
        resolve();
      };
      const timer = waitMs === undefined ? undefined : setTimeout(() => this.fail(new NoAnswer(waitMs)), waitMs);
      signal?.addEventListener('abort', settle);
      this.wake = settle;
    });
  }
}
