import fc from 'fast-check';
import { addDays, asDay, type Day } from '../../src/kernel/calendar';
import { offeringId, partyCode } from '../../src/kernel/vocabulary';
import { fold } from '../../src/kernel/decider';
import { CitizenStays } from '../../src/placements/citizen-stays';
import { citizenStays, claimStay } from '../../src/placements/citizen-stays.decider';
import type { StayClaimed } from '../../src/placements/citizen-stays.events';
import { CorrectDischargeHandler } from '../../src/placements/correct-discharge';
import { CorrectDischarge, DischargeCitizen } from '../../src/placements/departure.decider';
import { DischargeCitizenHandler } from '../../src/placements/discharge-citizen';
import { EnrolCitizenHandler } from '../../src/placements/enrol-citizen';
import { allocationOf, placeBook } from '../../src/placements/place-book.decider';
import { EnrolCitizen } from '../../src/placements/placement.decider';
import { PlacementDesk } from '../../src/placements/placement-desk';
import { newContext, within } from '../../src/platform/commands/command-context';
import { CommandRunner } from '../../src/platform/commands/command-runner';
import { MemoryEventStore } from '../support/memory-store';
import { asker, agreed, agreement, høskoven, idOf, offering, places, region, reserved, tariff, terms } from './example';

const START = asDay('2026-01-01');
const TODAY = addDays(START, 60);
const on = (offset: number): Day => addDays(START, offset);
const OFFERINGS = [høskoven, offeringId('019d0000-0000-7000-8000-00000000bbbb')];
const whereOf = (who: number) => OFFERINGS[who % OFFERINGS.length] ?? høskoven;
const STAYS = [1, 2, 3, 4];
/** Two of the stays have an agreed end. */
const AGREED_LAST: Readonly<Record<number, number>> = { 3: 9, 4: 20 };

/** The handlers on a store in memory, with one citizen who has been bought four places. */
const market = async (changes: Partial<typeof terms> = {}, agreementRules: Partial<typeof agreement.rules> = {}) => {
  const runner = new CommandRunner(new MemoryEventStore());
  const other = {
    of: async () => ({
      phase: 'published',
      operator: region,
      name: offering.name,
      serviceLines: { 'SEL-107': offering.line },
    }),
  };
  const prices = { versionOn: async () => tariff };
  const rules = { inForce: async () => ({ ...agreement, rules: { ...agreement.rules, ...agreementRules } }) };
  const none = {} as never;
  const desk = new PlacementDesk(runner, none, none, none, other as never, prices as never, rules as never, none);
  const stays = new CitizenStays(runner);
  const asked = <T>(run: () => Promise<T>): Promise<T> =>
    within(newContext({ subject: 'caseworker', party: partyCode('1082') }), run);
  for (const where of OFFERINGS)
    await asked(() =>
      runner.run(placeBook, where, () => [
        { ...places(9), data: { ...places(9).data, offeringId: where } },
        ...STAYS.filter((who) => whereOf(who) === where).flatMap((who) => {
          const agreedLast = AGREED_LAST[who];
          const at = {
            placementId: idOf(who),
            offeringId: where,
            firstDay: START,
            ...(agreedLast === undefined ? {} : { plannedLastDay: on(agreedLast) }),
            terms: { ...terms, ...changes },
          };
          return [reserved(at), agreed(at)];
        }),
      ]),
    );
  const enrolment = new EnrolCitizenHandler(desk, stays);
  const discharge = new DischargeCitizenHandler(desk, stays);
  const correction = new CorrectDischargeHandler(desk, stays);
  const at = (who: number) => ({ placementId: idOf(who), offeringId: whereOf(who), by: asker(region), today: TODAY });
  const outcome = (run: () => Promise<unknown>): Promise<string> =>
    asked(run).then(
      () => 'done',
      (failure: unknown) => (failure instanceof Error ? failure.message : 'failed'),
    );
  return {
    enrol: (who: number, day: number) =>
      outcome(() => enrolment.execute(new EnrolCitizen({ ...at(who), firstDay: on(day) }))),
    leave: (who: number, day: number) =>
      outcome(() => discharge.execute(new DischargeCitizen({ ...at(who), departureDay: on(day), reason: 'MOVED' }))),
    correct: (who: number, day: number) =>
      outcome(() =>
        correction.execute(
          new CorrectDischarge({ ...at(who), departureDay: on(day), reason: 'MOVED', cause: 'LATE_MESSAGE' }),
        ),
      ),
    /** Stays of the citizen that share a day with another. */
    overlapping: async (): Promise<number> => {
      const states = await Promise.all(OFFERINGS.map((where) => runner.stateOf(placeBook, where)));
      const days = states
        .flatMap(({ state }) => [...state.placements.values()])
        .filter(({ phase }) => phase === 'enrolled' || phase === 'discharged')
        .flatMap((placement) => allocationOf(placement) ?? []);
      return days.filter((a, at) =>
        days.some((b, other) => other > at && a.first <= (b.last ?? '9') && b.first <= (a.last ?? '9')),
      ).length;
    },
  };
};

describe('A citizen has one place round the clock at a time (I5)', () => {
  it('so a second enrolment is refused until the day after the departure', async () => {
    const { enrol, leave } = await market();
    expect(await enrol(1, 0)).toBe('done');
    expect(await enrol(2, 5)).toBe('ALREADY_PLACED');
    expect(await leave(1, 9)).toBe('done');
    expect(await enrol(2, 9)).toBe('ALREADY_PLACED');
    expect(await enrol(2, 10)).toBe('done');
  });

  it('so the next place begins on the day of departure only where that day does not count (R35)', async () => {
    const { enrol, leave, correct } = await market({}, { countDepartureDay: false });
    await enrol(1, 0);
    await leave(1, 9);
    expect(await enrol(2, 8)).toBe('ALREADY_PLACED');
    expect(await enrol(2, 9)).toBe('done');
    expect(await correct(1, 10)).toBe('ALREADY_PLACED');
    expect(await correct(1, 9)).toBe('done');
  });

  it('so a departure cannot be corrected into the next stay', async () => {
    const { enrol, leave, correct } = await market();
    await enrol(1, 0);
    await leave(1, 9);
    await enrol(2, 12);
    expect(await correct(1, 11)).toBe('done');
    expect(await correct(1, 12)).toBe('ALREADY_PLACED');
    expect(await correct(1, 5)).toBe('done');
  });

  it('so a stay with an agreed end, recorded long after, lies before the one that came next', async () => {
    const { enrol, leave, correct } = await market();
    expect(await enrol(2, 10)).toBe('done');
    expect(await enrol(4, 0)).toBe('ALREADY_PLACED');
    expect(await enrol(3, 0)).toBe('done');
    expect(await leave(3, 10)).toBe('ALREADY_PLACED');
    expect(await leave(3, 8)).toBe('done');
    expect(await correct(3, 10)).toBe('ALREADY_PLACED');
  });

  it('so nobody follows a stay with an agreed end before its departure is recorded', async () => {
    const { enrol, leave } = await market();
    await enrol(3, 0);
    expect(await enrol(1, 12)).toBe('ALREADY_PLACED');
    expect(await leave(3, 11)).toBe('done');
    expect(await enrol(1, 11)).toBe('ALREADY_PLACED');
    expect(await enrol(1, 12)).toBe('done');
  });

  it('so of many enrolments at once one succeeds', async () => {
    const { enrol } = await market();
    const outcomes = await Promise.all(STAYS.map((who) => enrol(who, 1)));
    expect(outcomes.filter((answer) => answer === 'done')).toHaveLength(1);
  });

  it('but day places and short stays go beside it', async () => {
    for (const changes of [{ legalBasis: 'SEL-104' as const }, { shortStay: true as const }]) {
      const { enrol } = await market(changes);
      expect(await Promise.all([enrol(1, 0), enrol(2, 0)])).toEqual(['done', 'done']);
    }
  });

  it('so while one placement is enrolled twice at once, the earlier of the days is held', () => {
    const { citizenRef } = terms;
    const claimed = (firstDay: string, of: number): StayClaimed => ({
      type: 'StayClaimed',
      data: { citizenRef, placementId: idOf(of), offeringId: høskoven, firstDay: asDay(firstDay) },
    });
    const history = fold(citizenStays, [claimed('2020-01-05', 1), claimed('2020-01-20', 1)]);
    const [own] = history.claims;
    expect(own?.firstDay).toBe('2020-01-05');
    const between = { citizenRef, placementId: idOf(2), offeringId: høskoven };
    const wanted = { ...between, firstDay: asDay('2020-01-08'), last: asDay('2020-01-15') };
    const inBooks = new Map([[idOf(1), { first: own?.firstDay ?? asDay('2020-01-20') }]]);
    expect(claimStay(wanted, history, inBooks)).toMatchObject({ code: 'ALREADY_PLACED' });
  });

  it('whatever happens at the same time', async () => {
    const act = fc.record({
      act: fc.constantFrom('enrol' as const, 'leave' as const, 'correct' as const),
      who: fc.constantFrom(...STAYS),
      day: fc.integer({ min: 0, max: 40 }),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(act, { minLength: 1, maxLength: 4 }), { minLength: 3, maxLength: 12 }),
        async (rounds) => {
          const stays = await market();
          for (const round of rounds) {
            await Promise.all(round.map(({ act, who, day }) => stays[act](who, day)));
            expect(await stays.overlapping()).toBe(0);
          }
        },
      ),
      { numRuns: 100 },
    );
  });
});
