import type { Policy } from '../kernel/policy';
import { RaiseRefunds } from './year-end.decider';
import type { YearEndEvent } from './year-end.events';

/** A result that goes directly to the year's payers stands on the statements that are drawn next (R23). */
export const raiseRefundsPolicy: Policy<YearEndEvent> = {
  name: 'raise-refunds',
  on: {
    ResultSplit: ({ id, data }) =>
      data.shares.length === 0 && data.sharesBefore === undefined
        ? []
        : [new RaiseRefunds({ split: data, splitEvent: id })],
  },
};
