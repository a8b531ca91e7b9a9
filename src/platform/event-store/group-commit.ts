/** What became of one request of a group: an answer, or its own refusal that leaves the others alone. */
export type Outcome<Answer> = { readonly answer: Answer } | { readonly refusal: Error };

interface Waiting<Request, Answer> {
  readonly request: Request;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (reason: unknown) => void;
}

/** Requests in one group; beyond it the next group begins, so that one caller's latency stays bounded. */
export const GROUP_REQUESTS_MAX = 256;
/** Weight (bytes) after which a group is closed. */
export const GROUP_WEIGHT_MAX = 4_000_000;

/**
 * Groups of one that may follow each other without a turn of the event loop; a lone caller, who asks again as soon as it
 * has its answer, would otherwise keep everybody's I/O waiting.
 */
const LONE_GROUPS_MAX = 32;

/**
 * Lets concurrent callers share one expensive, synchronous commit: what has arrived by the end of a turn of the event
 * loop is written together, and every promise settles only after that write has returned. A lone caller who has been
 * answered and asks again at once is written as soon as its code has ended, without a turn in between.
 */
export class GroupCommit<Request extends { readonly weight: number }, Answer> {
  private waiting: Waiting<Request, Answer>[] = [];
  private scheduled = false;
  /** The last group was of one, and what its caller does upon the answer is still running. */
  private loneAnswered = false;
  private loneGroups = 0;

  /**
   * @param commit writes a group durably and gives one outcome per request, in order; when it throws, the whole
   * group is refused with that error.
   */
  constructor(private readonly commit: (group: readonly Request[]) => readonly Outcome<Answer>[]) {}

  submit(request: Request): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ request, resolve, reject });
      this.schedule();
    });
  }

  /** Writes everything that waits, now. For closing. */
  drain(): void {
    while (this.waiting.length > 0) this.writeGroup();
  }

  private schedule(): void {
    if (this.scheduled) return;
    this.scheduled = true;
    if (this.loneAnswered && this.loneGroups < LONE_GROUPS_MAX) {
      this.loneGroups += 1;
      process.nextTick(() => this.run());
      return;
    }
    this.loneGroups = 0;
    // The check phase comes after all I/O callbacks of this turn, so every request that was on the wire joins.
    setImmediate(() => this.run());
  }

  private run(): void {
    this.scheduled = false;
    if (this.waiting.length === 0) return;
    this.writeGroup();
    if (this.waiting.length > 0) this.schedule();
  }

  private writeGroup(): void {
    const group = this.takeGroup();
    let outcomes: readonly Outcome<Answer>[];
    try {
      outcomes = this.commit(group.map(({ request }) => request));
    } catch (error) {
      for (const { reject } of group) reject(error);
      return;
    }
    group.forEach(({ resolve, reject }, index) => {
      const outcome = outcomes[index]!;
      if ('answer' in outcome) resolve(outcome.answer);
      else reject(outcome.refusal);
    });
    if (group.length !== 1) return;
    this.loneAnswered = true;
    // Microtasks run to their end before the next tick, so this comes when the caller has come to rest.
    queueMicrotask(() => process.nextTick(() => (this.loneAnswered = false)));
  }

  private takeGroup(): Waiting<Request, Answer>[] {
    let size = 0;
    let weight = 0;
    while (size < this.waiting.length && size < GROUP_REQUESTS_MAX && weight < GROUP_WEIGHT_MAX) {
      weight += this.waiting[size++]!.request.weight;
    }
    const group = this.waiting.slice(0, size);
    this.waiting = this.waiting.slice(size);
    return group;
  }
}
