import type { Server } from 'node:http';

/** Whether the process is on its way down: it still answers, but should be sent nothing new. */
export class Stopping {
  begun = false;
}

export interface Stop {
  /** Waits for the requests under way, writes what is pending, and closes the log. */
  readonly close: () => Promise<void>;
  readonly server: Pick<Server, 'closeAllConnections' | 'closeIdleConnections'>;
  readonly stopping: Stopping;
  /** Milliseconds in which it must be over. */
  readonly withinMs: number;
  readonly exit: (code: number) => void;
  readonly say: (sentence: string) => void;
}

/** Share of the time that requests under way may take; the rest is for read models and the log. */
const SHARE_FOR_REQUESTS = 0.75;
/** Milliseconds between two looks for connections that have had their last answer. */
const IDLE_LOOK_MS = 50;
/** What a shell reports for a process that an impatient operator ended. */
const ENDED_BY_HAND = 130;

/**
 * What a signal to stop does. The first one ends in order: no new connections, the requests under way are answered, read
 * models and checkpoints are written, the log is closed, exit code 0. Requests that take too long are cut off: what they
 * had written is safe, and with an Idempotency-Key they can be sent again. A second signal ends the process at once;
 * that loses nothing which was acknowledged either.
 */
export const stopper = ({ close, server, stopping, withinMs, exit, say }: Stop): (() => void) => {
  const stopInOrder = async (): Promise<void> => {
    const cutOff = setTimeout(() => {
      say('Nogle forespørgsler blev ikke færdige i tide og er afbrudt.');
      server.closeAllConnections();
    }, withinMs * SHARE_FOR_REQUESTS);
    const end = setTimeout(() => {
      say('Pladsbog nåede ikke at lukke i tide og er afbrudt. Det, der blev kvitteret for, er gemt.');
      exit(1);
    }, withinMs);
    // Closing the server ends only connections that are idle at that moment; the others are once they have been answered.
    const idle = setInterval(() => server.closeIdleConnections(), IDLE_LOOK_MS);
    try {
      await close();
      exit(0);
    } catch (failure) {
      say(`Pladsbog lukkede ikke, som det skulle: ${failure instanceof Error ? failure.message : String(failure)}`);
      exit(1);
    } finally {
      clearInterval(idle);
      clearTimeout(cutOff);
      clearTimeout(end);
    }
  };
  return () => {
    if (stopping.begun) {
      exit(ENDED_BY_HAND);
      return;
    }
    stopping.begun = true;
    void stopInOrder();
  };
};
