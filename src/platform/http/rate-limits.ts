import { Problem } from './problem';
import { edgeSentence } from './edge-problems';

/** Requests a second that are answered in the long run; ten seconds' worth may come at once. */
export interface RateSettings {
  /** For one person or system that has shown who it is. */
  readonly bySubject: number;
  /** For one network address, of whatever comes without a token or session known here already. */
  readonly byAddress: number;
}

export const DEFAULT_RATES: RateSettings = { bySubject: 200, byAddress: 100 };

/** Seconds of the long run that may come at once. */
const BURST_SECONDS = 10;
const SECOND_MS = 1_000;
/** Callers remembered at most; those who are idle are forgotten first. */
const CALLERS_MAX = 100_000;

/**
 * One allowance that refills steadily, kept for each caller as the single instant at which it is full again (GCRA). That
 * costs one look into a map for each request.
 */
export class Allowance {
  /** Milliseconds of the stopwatch at which each caller has all of its allowance again. */
  private readonly fullAt = new Map<string, number>();
  private readonly costMs: number;

  constructor(
    perSecond: number,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.costMs = SECOND_MS / perSecond;
  }

  /** @returns 0, or the whole seconds to wait when there is nothing left; then nothing is taken either. */
  spend(caller: string): number {
    const now = this.now();
    const fullAt = Math.max(this.fullAt.get(caller) ?? now, now) + this.costMs;
    const overMs = fullAt - now - BURST_SECONDS * SECOND_MS;
    if (overMs > 0) return Math.ceil(overMs / SECOND_MS);
    if (this.fullAt.size >= CALLERS_MAX) this.forgetIdle(now);
    this.fullAt.set(caller, fullAt);
    return 0;
  }

  private forgetIdle(now: number): void {
    for (const [caller, fullAt] of this.fullAt) if (fullAt <= now) this.fullAt.delete(caller);
    // A crowd larger than we can tell apart: begin again rather than grow.
    if (this.fullAt.size >= CALLERS_MAX) this.fullAt.clear();
  }
}

/** How much one caller may ask of us. Whoever asks more is told when to come again. */
export class RateLimits {
  private readonly subjects: Allowance;
  private readonly addresses: Allowance;

  constructor({ bySubject, byAddress }: RateSettings) {
    this.subjects = new Allowance(bySubject);
    this.addresses = new Allowance(byAddress);
  }

  /** @throws Problem 429 */
  subject(subject: string): void {
    answer(this.subjects.spend(subject));
  }

  /** @throws Problem 429 */
  address(address: string): void {
    answer(this.addresses.spend(address));
  }
}

const answer = (waitSeconds: number): void => {
  if (waitSeconds === 0) return;
  const { code, da, en } = edgeSentence(429);
  throw new Problem(429, code, { da, en }, { headers: { 'retry-after': String(waitSeconds) } });
};
