import fc from 'fast-check';
import { MONEY_KINDS, type MoneyStep } from './random-money';

/** What people do with places. */
export const PLACE_KINDS = [
  ...['reserve', 'reserve', 'reserve', 'confirm', 'confirm', 'confirm', 'enrol', 'enrol', 'enrol', 'enrol'],
  ...['end', 'correct', 'correct', 'decline', 'withdraw', 'payer', 'payer', 'change', 'change', 'answer', 'answer'],
  ...['absence', 'notice', 'tariff', 'correct-tariff', 'capacity', 'over-capacity', 'close', 'close', 'wait', 'wait'],
  ...['agree-payer', 'answer-payer', 'dispute', 'dispute', 'answer-dispute', 'end-line', 'leave', 'closure'],
] as const;
const ALL_KINDS = [...PLACE_KINDS, ...MONEY_KINDS];
/** Each once, however often it is drawn. */
export const KINDS_OF_STEPS = [...new Set(ALL_KINDS)];

/** One thing somebody does; the numbers choose whom, what and when. */
export interface Step {
  readonly kind: (typeof ALL_KINDS)[number];
  readonly whom: number;
  readonly days: number;
  readonly choice: number;
}

export type PlaceStep = Step & { readonly kind: (typeof PLACE_KINDS)[number] };
export const isMoney = (step: Step): step is MoneyStep => (MONEY_KINDS as readonly string[]).includes(step.kind);

/** The history that belongs to a seed. */
export const stepsOf = (seed: number, length: number, kinds: readonly Step['kind'][] = ALL_KINDS): readonly Step[] => {
  const step = fc.record({
    kind: fc.constantFrom(...kinds),
    whom: fc.nat(99),
    days: fc.integer({ min: -20, max: 25 }),
    choice: fc.nat(99),
  });
  return fc.sample(step, { seed, numRuns: length });
};

/** Only what has to do with money. */
export const moneyStepsOf = (seed: number, length: number): readonly Step[] => stepsOf(seed, length, MONEY_KINDS);
