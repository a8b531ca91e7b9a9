import { setImmediate as nextTurn } from 'node:timers/promises';

/** How long a replay may keep the event loop to itself, in milliseconds; about the time of one page rendered. */
const TURN_MS_MAX = 5;

/** Lets whatever has arrived be served in between: a long replay shares the process with HTTP. */
export class Breather {
  private turnedAt = performance.now();

  /** Waits for a turn of the event loop when the last one was too long ago; a turn for each page would cost a fifth. */
  async take(): Promise<void> {
    if (performance.now() - this.turnedAt < TURN_MS_MAX) return;
    await nextTurn();
    this.turnedAt = performance.now();
  }
}
