import type { Day } from '../kernel/calendar';
import type { Sentence } from './phrases';

export const INVARIANT_IDS = ['I1', 'I2', 'I3', 'I4', 'I5', 'I6', 'I7', 'I8', 'I9', 'I10'] as const;
export type InvariantId = (typeof INVARIANT_IDS)[number];

/** One place where the ledger does not hold what it promises, named so that somebody can go and look. */
export interface Breach extends Sentence {
  readonly rule: InvariantId;
  readonly thing: {
    readonly kind: 'placement' | 'statement' | 'offering' | 'tariff' | 'citizen' | 'month' | 'charge' | 'scheme';
    readonly id: string;
  };
  readonly day?: Day;
  readonly events: readonly string[];
}

/** Breaches named for one invariant; past that the count alone goes on. */
export const BREACHES_NAMED_MAX = 500;

export class Findings {
  checked = 0;
  /** All breaches, named or not. */
  found = 0;
  readonly breaches: Breach[] = [];

  constructor(readonly id: InvariantId) {}

  breach(thing: Breach['thing'], { da, en }: Sentence, events: readonly string[], day?: Day): void {
    this.found += 1;
    if (this.breaches.length >= BREACHES_NAMED_MAX) return;
    this.breaches.push({
      rule: this.id,
      thing,
      ...(day === undefined ? {} : { day }),
      events: [...new Set(events)],
      da,
      en,
    });
  }
}

/** A check gives way now and then, so that others get their turn while it goes through the whole ledger. */
export type Check = Generator<undefined, void>;
