import fc from 'fast-check';
import { addDays, type Day, END_OF_TIME } from '../../src/kernel/calendar';
import { fold, isRejection } from '../../src/kernel/decider';
import { type TariffLevel, tariffLevel } from '../../src/kernel/vocabulary';
import { changeTariff, correctTariff, tariffs } from '../../src/tariffs/tariff.decider';
import type { TariffEvent } from '../../src/tariffs/tariff.events';
import { versionOn } from '../../src/tariffs/tariff-versions.calculation';
import { priceList, type TariffVersionRow, tariffVersionsTable } from '../../src/tariffs/price-list.projection';
import { projected } from '../support/project';
import { base, change, correct, day, facts, id, line } from './tariff-market';

const START = day('2026-01-01');
const LEVELS = ['1', '2'].map(tariffLevel);

interface Step {
  readonly correcting: boolean;
  readonly which: number;
  readonly level: TariffLevel;
  /** Days after START on which it is asked, and on which it begins. */
  readonly asked: number;
  readonly begins: number;
  readonly kroner: number;
}

const step: fc.Arbitrary<Step> = fc.record({
  correcting: fc.boolean(),
  which: fc.nat({ max: 30 }),
  level: fc.constantFrom(...LEVELS),
  asked: fc.nat({ max: 200 }),
  begins: fc.nat({ max: 400 }),
  kroner: fc.integer({ min: 1, max: 5_000 }),
});

/** What the operators of a random market manage to record; refusals leave nothing behind. */
const historyOf = (steps: readonly Step[]): TariffEvent[] => {
  const history: TariffEvent[] = [];
  // Time runs forwards, whatever order the generator thought of.
  const inOrder = [...steps].sort((a, b) => a.asked - b.asked);
  inOrder.forEach(({ correcting, which, level, asked, begins, kroner }, at) => {
    const state = fold(tariffs, history);
    const tariffId = id(at + 1);
    const components = [base(kroner)];
    const supersedes = state.versions[which % Math.max(1, state.versions.length)]?.tariffId ?? id(0);
    const decision = correcting
      ? correctTariff(correct({ tariffId, supersedes, components }), state, facts)
      : changeTariff(
          change({ tariffId, level, components, validFrom: addDays(START, begins), today: addDays(START, asked) }),
          state,
          facts,
        );
    if (!isRejection(decision)) history.push(...decision);
  });
  return history;
};

const holding = (rows: readonly TariffVersionRow[], level: string): TariffVersionRow[] =>
  rows
    .filter((row) => row.level === level && row.supersededBy === null)
    .sort((a, b) => (a.validFrom < b.validFrom ? -1 : 1));

describe('Whatever is changed and corrected, in any order', () => {
  it('no two versions of a level overlap, and there is no gap after the first (I4)', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
        const rows = projected(priceList, historyOf(steps)).rows(tariffVersionsTable);
        for (const level of LEVELS) {
          const versions = holding(rows, level);
          versions.forEach(({ validFrom, validTo }, at) => {
            const next = versions[at + 1];
            expect(validTo).toBe(next === undefined ? null : addDays(next.validFrom, -1));
            expect(validFrom <= (validTo ?? END_OF_TIME)).toBe(true);
          });
        }
      }),
    );
  });

  it('the price list and the decider name the same version for every day', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 15 }), fc.nat({ max: 420 }), (steps, days) => {
        const history = historyOf(steps);
        const { versions } = fold(tariffs, history);
        const rows = projected(priceList, history).rows(tariffVersionsTable);
        const on: Day = addDays(START, days);
        for (const level of LEVELS) {
          const shown = holding(rows, level).filter(
            ({ validFrom, validTo }) => validFrom <= on && on <= (validTo ?? END_OF_TIME),
          );
          const decided = versionOn(versions, line, level, on);
          expect(shown.map(({ tariffId }) => tariffId)).toEqual(decided === undefined ? [] : [decided.tariffId]);
        }
      }),
    );
  });

  it('what has begun never changes but by a correction', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
        const inOrder = [...steps].sort((a, b) => a.asked - b.asked).map((each) => ({ ...each, correcting: false }));
        const cut = Math.floor(inOrder.length / 2);
        const before = historyOf(inOrder.slice(0, cut));
        const later = historyOf(inOrder);
        const today = addDays(START, inOrder[cut]?.asked ?? 0);
        for (const level of LEVELS) {
          const known = versionOn(fold(tariffs, before).versions, line, level, today);
          if (known === undefined) continue;
          expect(versionOn(fold(tariffs, later).versions, line, level, today)?.tariffId).toBe(known.tariffId);
        }
      }),
    );
  });
});
