/**
 * A map that is never changed, as far as anyone can tell: `with` gives another one and leaves this one as it was. A state
 * that is folded from thousands of events needs both, a copy per event and no copy of everything.
 *
 * All versions share one Map, which holds what the version asked last holds; the others know in what they differ from the
 * next one on the way to it. So the newest, which is nearly always the one that is asked, costs what a Map costs, and an
 * older one as many steps as there were changes since (Baker, "Shallow binding makes functional arrays fast", 1991).
 */
export class FrozenMap<V> {
  private constructor(
    private at: Shared<V> | Difference<V>,
    readonly size: number,
  ) {}

  static empty<V>(): FrozenMap<V> {
    return new FrozenMap<V>({ entries: new Map() }, 0);
  }

  get(key: string): V | undefined {
    return this.shared().entries.get(key);
  }

  with(key: string, value: V): FrozenMap<V> {
    // All states begin with the same empty map, and each goes on with entries of its own.
    if (this.size === 0) return new FrozenMap<V>({ entries: new Map([[key, value]]) }, 1);
    const shared = this.shared();
    const { entries } = shared;
    const had = entries.has(key);
    const before = had ? entries.get(key) : undefined;
    entries.set(key, value);
    const after = new FrozenMap<V>(shared, entries.size);
    this.at = { next: after, key, had, before };
    return after;
  }

  /** In the order in which the keys were put in first. */
  values(): readonly V[] {
    return [...this.shared().entries.values()];
  }

  /** The shared Map, brought to hold what this version holds. */
  private shared(): Shared<V> {
    if ('entries' in this.at) return this.at;
    const way: FrozenMap<V>[] = [this];
    let holder = this.at.next;
    for (; !('entries' in holder.at); holder = holder.at.next) way.push(holder);
    const shared = holder.at;
    // From the version that has the Map back to this one, each step undoing one change and pointing the other way.
    for (const earlier of way.reverse()) {
      const { key, had, before } = earlier.at as Difference<V>;
      holder.at = { next: earlier, key, had: shared.entries.has(key), before: shared.entries.get(key) };
      if (had) shared.entries.set(key, before as V);
      else shared.entries.delete(key);
      earlier.at = shared;
      holder = earlier;
    }
    return shared;
  }
}

interface Shared<V> {
  readonly entries: Map<string, V>;
}

/** How a version differs from the next one: what it had under one key, if anything. */
interface Difference<V> {
  readonly next: FrozenMap<V>;
  readonly key: string;
  readonly had: boolean;
  readonly before: V | undefined;
}
