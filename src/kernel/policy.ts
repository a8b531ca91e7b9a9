import type { Command } from './command';
import type { Fact, Recorded } from './event';

/**
 * What follows from a fact in another stream. The runner gives each command an id derived from the fact, the policy's
 * name and the command's place in the answer, so that nothing is asked twice after a crash.
 */
export interface Policy<E extends Fact> {
  /** Kebab case, equal to the file name. */
  readonly name: string;
  readonly on: { readonly [T in E['type']]?: (fact: Recorded<Extract<E, { type: T }>>) => readonly Command[] };
}

export interface AnyPolicy {
  readonly name: string;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- entries take the facts they are named after
  readonly on: Readonly<Record<string, ((fact: any) => readonly Command[]) | undefined>>;
}
