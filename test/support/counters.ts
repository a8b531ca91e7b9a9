import type { Decision } from '../../src/kernel/decider';
import { reject } from '../../src/kernel/decider';
import type { Fact, Recorded } from '../../src/kernel/event';
import type { Projection } from '../../src/kernel/projection';
import { table } from '../../src/kernel/projection';

/** The smallest aggregate there is, for tests of the machinery: a counter that goes up to a limit. */
export type CounterFact = Fact<'Counted', { readonly by: number; readonly label?: string }> | Fact<'Cleared'>;

export interface CounterState {
  readonly sum: number;
}

export const COUNTER_MAX = 1_000;

export const counter = {
  category: 'counter',
  initial: { sum: 0 } as CounterState,
  evolve: (state: CounterState, fact: CounterFact): CounterState =>
    fact.type === 'Counted' ? { sum: state.sum + fact.data.by } : { sum: 0 },
};

export const counted = (by: number, label?: string): CounterFact => ({
  type: 'Counted',
  data: { by, ...(label === undefined ? {} : { label }) },
});

export const cleared: CounterFact = { type: 'Cleared', data: {} };

export const countUp =
  (by: number) =>
  (state: CounterState): Decision<CounterFact> =>
    state.sum + by > COUNTER_MAX ? reject('LIMIT_REACHED', { sum: state.sum }) : by === 0 ? [] : [counted(by)];

export interface CounterRow {
  readonly stream: string;
  readonly sum: number;
  readonly labels: readonly string[];
  readonly note: string | null;
}

export const countersTable = table<CounterRow>({
  name: 'counters',
  key: ['stream'],
  columns: { stream: 'text', sum: 'integer', labels: 'json', note: 'text' },
  indexes: [['sum']],
  history: true,
});

export interface StepRow {
  readonly stream: string;
  readonly revision: number;
  readonly by: number;
}

export const stepsTable = table<StepRow>({
  name: 'counter_steps',
  key: ['stream', 'revision'],
  columns: { stream: 'text', revision: 'integer', by: 'integer' },
});

/** Clearing removes the row, so that history has gaps. A label `poison` cannot be taken in. */
export const counters: Projection<CounterFact> = {
  name: 'counters',
  version: 1,
  tables: [countersTable, stepsTable],
  on: {
    Counted: ({ stream, revision, data }: Recorded<Extract<CounterFact, { type: 'Counted' }>>, rows) => {
      const before = rows(countersTable).get(stream);
      rows(stepsTable).put({ stream, revision, by: data.by });
      const labels = [...(before?.labels ?? []), ...(data.label === undefined ? [] : [data.label])].slice(-3);
      rows(countersTable).put({ stream, sum: (before?.sum ?? 0) + data.by, labels, note: null });
      if (data.label === 'poison') throw new Error('Cannot be taken in');
    },
    Cleared: ({ stream }, rows) => rows(countersTable).remove(stream),
  },
};
