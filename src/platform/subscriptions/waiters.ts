interface Waiter {
  readonly reached: () => boolean | undefined;
  readonly settle: (answer: boolean) => void;
}

/** Those who wait for something that follows the log to get somewhere. */
export class Waiters {
  private readonly waiting = new Set<Waiter>();

  /** @param reached true: there; false: will never get there; undefined: not yet. */
  wait(reached: () => boolean | undefined, timeoutMs: number): Promise<boolean> {
    const answer = reached();
    if (answer !== undefined) return Promise.resolve(answer);
    return new Promise((resolve) => {
      const settle = (reply: boolean): void => {
        clearTimeout(timer);
        this.waiting.delete(waiter);
        resolve(reply);
      };
      const waiter: Waiter = { reached, settle };
      const timer = setTimeout(() => settle(false), timeoutMs);
      this.waiting.add(waiter);
    });
  }

  /** Something has moved. */
  look(): void {
    for (const { reached, settle } of this.waiting) {
      const answer = reached();
      if (answer !== undefined) settle(answer);
    }
  }
}
