import type { Aggregate, Decision } from '../../src/kernel/decider';
import { fold, Rejection } from '../../src/kernel/decider';
import type { Fact } from '../../src/kernel/event';

/**
 * given(...history).when(decision).thenRecorded(...facts) | .thenRejected(code) | .thenNothing()
 * It says `thenRecorded`, not `then`: an object with a method `then` is taken for a promise by `await`.
 */
export const scenariosFor =
  <S, E extends Fact>(aggregate: Aggregate<S, E>) =>
  (...history: readonly E[]) => ({
    when: (decide: (state: S, revision: number) => Decision<E>) => {
      const decision = decide(fold(aggregate, history), history.length - 1);
      return {
        thenRecorded: (...facts: readonly E[]): void => expect(decision).toEqual(facts),
        thenNothing: (): void => expect(decision).toEqual([]),
        thenRejected: (code: string, values?: Readonly<Record<string, string | number>>): void => {
          expect(decision).toBeInstanceOf(Rejection);
          expect(decision).toMatchObject(values === undefined ? { code } : { code, values });
        },
      };
    },
  });
