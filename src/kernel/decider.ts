import type { Fact } from './event';

/** Values named in a refusal's sentence; days and øre are formatted for the reader's language by the catalogue. */
export type RefusalValues = Readonly<Record<string, string | number>>;

/** A refusal is an expected answer, so it is a value; only the HTTP edge turns it into a status code and a sentence. */
export class Rejection {
  constructor(
    /** Stable, part of the API: what is the case, not what to do (`NO_FREE_PLACE`). */
    readonly code: string,
    readonly values: RefusalValues = {},
  ) {}
}

export const reject = (code: string, values: RefusalValues = {}): Rejection => new Rejection(code, values);

/** What follows from a request: facts, nothing at all (already so), or a refusal. */
export type Decision<E extends Fact> = readonly E[] | Rejection;

export const isRejection = (decision: unknown): decision is Rejection => decision instanceof Rejection;

/** Everything the platform needs to rebuild one kind of thing from its stream `<category>-<id>`. */
export interface Aggregate<S, E extends Fact> {
  /** One lower-case word, no dash. */
  readonly category: string;
  readonly initial: S;
  /** Never refuses, never throws, never changes its argument: history has happened. */
  readonly evolve: (state: S, event: E) => S;
}

export const fold = <S, E extends Fact>(
  aggregate: Aggregate<S, E>,
  history: Iterable<E>,
  from = aggregate.initial,
): S => {
  let state = from;
  for (const event of history) state = aggregate.evolve(state, event);
  return state;
};
