/** What prom-client prints, as one line of a metric. */
export interface Sample {
  readonly metricName: string;
  readonly labels: Readonly<Record<string, string | number>>;
  readonly value: number;
}

const MS_PER_SECOND = 1_000;

/**
 * How often something took how long. Counting is two additions and a short search, without an object or a hash: it runs
 * for every request and every append, and is made into text only when somebody asks.
 */
export class Tally {
  sumMs = 0;
  private readonly counts: Float64Array;

  /** @param boundsMs upper bounds of the buckets in milliseconds, inclusive and rising; more falls in a last one. */
  constructor(private readonly boundsMs: readonly number[]) {
    this.counts = new Float64Array(boundsMs.length + 1);
  }

  add(ms: number): void {
    let bucket = 0;
    while (bucket < this.boundsMs.length && ms > (this.boundsMs[bucket] as number)) bucket += 1;
    this.counts[bucket] = (this.counts[bucket] as number) + 1;
    this.sumMs += ms;
  }

  get count(): number {
    return this.counts.reduce((sum, count) => sum + count, 0);
  }

  /** As a Prometheus histogram, whose buckets add up from below and are named in seconds. */
  samples(metric: string, labels: Readonly<Record<string, string | number>> = {}): Sample[] {
    let below = 0;
    const buckets = this.boundsMs.map((bound, at) => {
      below += this.counts[at] as number;
      return { metricName: `${metric}_bucket`, labels: { ...labels, le: bound / MS_PER_SECOND }, value: below };
    });
    const { count } = this;
    return [
      ...buckets,
      { metricName: `${metric}_bucket`, labels: { ...labels, le: '+Inf' }, value: count },
      { metricName: `${metric}_sum`, labels, value: this.sumMs / MS_PER_SECOND },
      { metricName: `${metric}_count`, labels, value: count },
    ];
  }
}
