/**
 * A map that is never changed: `with` gives another one and leaves this one as it was. A state that is folded from
 * thousands of events needs both, a copy per event and no copy of everything; entries lie in buckets, and only the
 * bucket that changes is copied.
 */
export class FrozenMap<V> {
  private constructor(
    private readonly buckets: readonly (ReadonlyMap<string, V> | undefined)[],
    readonly size: number,
  ) {}

  static empty<V>(): FrozenMap<V> {
    return new FrozenMap<V>(new Array<undefined>(BUCKETS).fill(undefined), 0);
  }

  get(key: string): V | undefined {
    return this.buckets[bucketOf(key)]?.get(key);
  }

  with(key: string, value: V): FrozenMap<V> {
    const at = bucketOf(key);
    const before = this.buckets[at];
    const after = new Map(before);
    after.set(key, value);
    // `slice` copies a block of memory; `with` goes through the elements.
    const buckets = this.buckets.slice();
    buckets[at] = after;
    return new FrozenMap(buckets, this.size + after.size - (before?.size ?? 0));
  }

  *values(): IterableIterator<V> {
    for (const bucket of this.buckets) if (bucket !== undefined) yield* bucket.values();
  }
}

const BUCKETS = 1_024;

/** FNV-1a over the whole key: the ends of UUIDv7 are random, their beginnings are not. */
const bucketOf = (key: string): number => {
  let hash = 0x811c9dc5;
  for (let at = 0; at < key.length; at += 1) hash = Math.imul(hash ^ key.charCodeAt(at), 0x01000193);
  return (hash >>> 16) & (BUCKETS - 1);
};
