/**
 * A map that is never changed: `with` gives another one and leaves this one as it was. A state that is folded from
 * thousands of events needs both, a copy per event and no copy of everything; entries lie in buckets, the buckets in
 * shelves, and only the bucket and the shelf that change are copied.
 */
export class FrozenMap<V> {
  private constructor(
    private readonly shelves: readonly (Shelf<V> | undefined)[],
    readonly size: number,
  ) {}

  static empty<V>(): FrozenMap<V> {
    return new FrozenMap<V>(new Array<undefined>(SHELVES).fill(undefined), 0);
  }

  get(key: string): V | undefined {
    const hash = hashOf(key);
    const bucket = this.shelves[shelfOf(hash)]?.[bucketOf(hash)];
    return bucket?.values[bucket.keys.indexOf(key)];
  }

  with(key: string, value: V): FrozenMap<V> {
    const hash = hashOf(key);
    // `slice` copies a block of memory; `with` goes through the elements.
    const shelves = this.shelves.slice();
    const shelf = shelves[shelfOf(hash)]?.slice() ?? new Array<undefined>(BUCKETS_PER_SHELF).fill(undefined);
    const before = shelf[bucketOf(hash)];
    const after = withEntry(before, key, value);
    shelf[bucketOf(hash)] = after;
    shelves[shelfOf(hash)] = shelf;
    return new FrozenMap(shelves, this.size + after.keys.length - (before?.keys.length ?? 0));
  }

  *values(): IterableIterator<V> {
    for (const shelf of this.shelves) for (const bucket of shelf ?? []) if (bucket !== undefined) yield* bucket.values;
  }
}

/** A handful of entries side by side: a third of what a Map of them takes, and as quick to look through. */
interface Bucket<V> {
  readonly keys: readonly string[];
  readonly values: readonly V[];
}

type Shelf<V> = readonly (Bucket<V> | undefined)[];

const withEntry = <V>(bucket: Bucket<V> | undefined, key: string, value: V): Bucket<V> => {
  if (bucket === undefined) return { keys: [key], values: [value] };
  const at = bucket.keys.indexOf(key);
  if (at < 0) return { keys: [...bucket.keys, key], values: [...bucket.values, value] };
  const values = bucket.values.slice();
  values[at] = value;
  return { keys: bucket.keys, values };
};

const SHELVES = 32;
const BUCKETS_PER_SHELF = 32;

const HASHED_LENGTH = 12;

/** FNV-1a over the end of the key: the ends of UUIDv7 are random, their beginnings are not. */
const hashOf = (key: string): number => {
  let hash = 0x811c9dc5;
  for (let at = Math.max(0, key.length - HASHED_LENGTH); at < key.length; at += 1)
    hash = Math.imul(hash ^ key.charCodeAt(at), 0x01000193);
  return hash >>> 16;
};

const shelfOf = (hash: number): number => (hash >>> 5) & (SHELVES - 1);
const bucketOf = (hash: number): number => hash & (BUCKETS_PER_SHELF - 1);
