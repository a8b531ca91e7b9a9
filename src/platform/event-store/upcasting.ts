import type { Fact } from '../../kernel/event';

/** One step from a stored shape to the next: a new type name and a pure function over the values. */
export interface Upcaster {
  /** The type the values have afterwards, e.g. `PlacementRequested.v2`; never the type it started from. */
  readonly to: string;
  /** Pure and total: history has happened, so it neither throws nor looks at clock, random or I/O. */
  readonly upcast: (stored: Readonly<Record<string, unknown>>) => object;
}

/** Turns what is stored into today's fact, and says which stored types today's type may come from. */
export interface Upcasting {
  (type: string, data: object): Fact;
  /** Today's name of a stored type. */
  currentType(stored: string): string;
}

/**
 * Chains upcasters by stored type: `{ 'A': { to: 'A.v2', … }, 'A.v2': { to: 'A.v3', … } }` gives `A.v3` for both.
 * Types without an upcaster pass through untouched.
 * @throws RangeError when the chain of a type comes back to itself.
 */
export const createUpcasting = (upcasters: Readonly<Record<string, Upcaster>>): Upcasting => {
  const steps = new Map(Object.entries(upcasters));
  const chains = new Map<string, { readonly type: string; readonly chain: readonly Upcaster[] }>();
  for (const first of steps.keys()) {
    const chain: Upcaster[] = [];
    const seen = new Set<string>();
    let type = first;
    for (let step = steps.get(type); step; step = steps.get(type)) {
      if (seen.has(type)) throw new RangeError(`The upcasters of ${first} go round in a circle at ${type}`);
      seen.add(type);
      chain.push(step);
      type = step.to;
    }
    chains.set(first, { type, chain });
  }

  const upcast = (type: string, data: object): Fact => {
    const found = chains.get(type);
    if (!found) return { type, data };
    let shape = data;
    for (const step of found.chain) shape = step.upcast(shape as Readonly<Record<string, unknown>>);
    return { type: found.type, data: shape };
  };
  return Object.assign(upcast, { currentType: (stored: string) => chains.get(stored)?.type ?? stored });
};

export const NO_UPCASTING: Upcasting = createUpcasting({});
