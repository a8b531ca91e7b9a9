import { asDay, addDays, monthOf, firstDayOf } from '../../src/kernel/calendar';
import { offeringId } from '../../src/kernel/vocabulary';
import { ChargedDays, type ChargedRun } from '../../src/settlement/months/charged-days.queries';
import { startApp } from '../support/app';
import { RandomHistory } from '../support/random-history';
import { PLACE_KINDS, stepsOf } from '../support/random-steps';

const STEPS = 110;
const total = (runs: readonly ChargedRun[]): number => runs.reduce((sum, { amountOre }) => sum + amountOre, 0);

describe('Whatever happens in a year', () => {
  it.each([1, 2, 3])('A1 and what notice is paid are what has been billed, to the øre (history %i)', async (seed) => {
    const running = await startApp('2020-01-03');
    try {
      const history = await RandomHistory.begin(running);
      for (const step of stepsOf(seed, STEPS, PLACE_KINDS)) await history.take(step);
      await history.closeAll();
      await running.settled();
      const last = addDays(firstDayOf(monthOf(running.clock.today())), -1);
      const charged = history.offerings.map((id) =>
        running.app.get(ChargedDays).of({ offeringId: offeringId(id), first: asDay('2020-01-01'), last }),
      );
      const { items } = await history.auditor.get('/settlement/balances');
      const billed = (items as { salesOre: number }[]).reduce((sum, { salesOre }) => sum + salesOre, 0);
      expect(
        charged.reduce((sum, { occupied, paidNotOccupied }) => sum + total(occupied) + total(paidNotOccupied), 0),
      ).toBe(billed + (await history.creditedOre()));
      expect(billed).toBeGreaterThan(0);
      expect(charged.flatMap(({ unpriced }) => unpriced)).toEqual([]);
    } finally {
      await running.close();
    }
  });
});
