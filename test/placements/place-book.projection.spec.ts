import { inEffect } from '../../src/kernel/timeline';
import { freePlaces, offeringPlaces } from '../../src/placements/free-places.calculation';
import { keepCapacity } from '../../src/placements/keep-capacity.policy';
import { placeBook } from '../../src/placements/place-book.decider';
import type { PlaceBookEvent } from '../../src/placements/place-book.events';
import { placeBookProjection } from '../../src/placements/place-book.projection';
import { capacitiesTable, placementsTable } from '../../src/placements/place-book.tables';
import { tariffLevel } from '../../src/kernel/vocabulary';
import { projected, recorded } from '../support/project';
import {
  aarhus,
  agreed,
  bostøtte,
  day,
  discharged,
  enrolled,
  høskoven,
  idOf,
  places,
  placement,
  randers,
  reserved,
  tariff,
} from './example';

const on = { placementId: placement, offeringId: høskoven };
const rowAfter = (...facts: readonly PlaceBookEvent[]) => {
  const row = projected(placeBookProjection, facts).row(placementsTable, placement);
  if (row === undefined) throw new Error('no row');
  return row;
};
const payerFrom = (from: string, payer: typeof aarhus): PlaceBookEvent => ({
  type: 'PayerChanged',
  data: { ...on, from: day(from), formerPayer: aarhus, payer, legalGround: 'RSL-9' },
});

describe('The row of a placement', () => {
  it('follows it from reservation to departure, counting its own events', () => {
    expect(rowAfter(reserved())).toMatchObject({ phase: 'reserved', revision: 0, departureDay: null, level: '1' });
    expect(rowAfter(reserved(), agreed(), enrolled('2020-03-12'), discharged())).toMatchObject({
      phase: 'discharged',
      firstDay: '2020-03-12',
      departureDay: '2020-05-31',
      lastPayableDay: '2020-05-31',
      departureDayCounts: 1,
      revision: 3,
    });
  });

  it('has a timeline of payers that a late message does not undo (R7)', () => {
    const { payers, payer, payerCodes } = rowAfter(
      reserved(),
      agreed(),
      enrolled(),
      payerFrom('2020-06-01', randers),
      payerFrom('2020-05-01', idOf(9) as never),
    );
    expect(payers.map((span) => [span.from, span.payer])).toEqual([
      ['2020-03-10', aarhus],
      ['2020-05-01', idOf(9)],
      ['2020-06-01', randers],
    ]);
    expect(payer).toBe(randers);
    expect(payerCodes).toContain(` ${idOf(9)} `);
    expect(inEffect(payers, day('2020-05-31'))?.payer).toBe(idOf(9));
    expect(inEffect(payers, day('2020-03-09'))).toBeUndefined();
  });

  it('moves the beginning of its timelines with the day the citizen came', () => {
    const { payers, serviceTerms } = rowAfter(reserved(), agreed(), enrolled('2020-03-01'));
    expect([payers[0]?.from, serviceTerms[0]?.from]).toEqual(['2020-03-01', '2020-03-01']);
  });

  it('leaves the days before a new payer to the one who was agreed, when the citizen comes earlier (R7)', () => {
    const events = [reserved(), agreed(), payerFrom('2020-03-10', randers), enrolled('2020-03-01')];
    const { payers } = rowAfter(...events);
    expect(payers.map(({ from, payer }) => [from, payer])).toEqual([
      ['2020-03-01', aarhus],
      ['2020-03-10', randers],
    ]);
    const decided = events.reduce(placeBook.evolve, placeBook.initial).placements.get(placement);
    expect(decided?.payers).toEqual(payers.map(({ from, payer }) => ({ from, payer })));
  });

  it('keeps a proposal only until it is answered', () => {
    const terms = { level: tariffLevel('2'), supplements: [], factorBp: 10_000 };
    const proposed: PlaceBookEvent = {
      type: 'ServiceChangeProposed',
      data: { ...on, by: aarhus, from: day('2020-04-01'), terms },
    };
    const changed: PlaceBookEvent = {
      type: 'ServiceLevelChanged',
      data: { ...on, from: day('2020-04-01'), terms, tariffId: tariff.tariffId },
    };
    expect(rowAfter(reserved(), agreed(), enrolled(), proposed).proposal).toMatchObject({ by: aarhus });
    expect(rowAfter(reserved(), agreed(), enrolled(), proposed, changed)).toMatchObject({
      proposal: null,
      level: '2',
      revision: 4,
    });
  });

  it('points to the events behind it', () => {
    const facts = [reserved(), agreed(), enrolled(), discharged()].map((fact) => recorded(fact));
    const late = recorded<PlaceBookEvent>({
      type: 'DischargeCorrected',
      data: { ...discharged('2020-05-20').data, cause: 'LATE_MESSAGE' },
    });
    expect(rowAfter(...facts, late).evidence).toEqual({
      reserved: facts[0]?.id,
      agreed: facts[1]?.id,
      enrolled: facts[2]?.id,
      discharged: late.id,
      corrections: [late.id],
    });
  });
});

describe('Free places', () => {
  const free = (facts: readonly PlaceBookEvent[], from: string, stayDays?: number) => {
    const read = projected(placeBookProjection, facts);
    const { lines, closesAfter } = offeringPlaces(read.rows(capacitiesTable), read.rows(placementsTable));
    return freePlaces(
      lines.get(bostøtte) ?? { places: [], free: { days: [], changes: [] }, taken: { days: [], changes: [] } },
      { from: day(from), stayDays, closesAfter },
    );
  };
  const later = reserved({ firstDay: day('2020-09-01') });

  it('are free from the day on which they stay free', () => {
    expect(free([places(1), reserved(), agreed(), enrolled(), discharged()], '2020-04-01')).toEqual({
      freeOnDay: 0,
      freeFrom: '2020-06-01',
    });
    expect(free([places(1), later], '2020-04-01')).toEqual({ freeOnDay: 1 });
  });

  it('may be free for a stay of some days before that', () => {
    expect(free([places(1), later], '2020-04-01', 153)).toEqual({ freeOnDay: 1, freeFrom: '2020-04-01' });
    expect(free([places(1), later], '2020-04-01', 154)).toEqual({ freeOnDay: 1 });
  });

  it('end with the offering', () => {
    const closing: PlaceBookEvent = { type: 'CapacityClosed', data: { offeringId: høskoven, last: day('2020-12-31') } };
    expect(free([places(1), closing], '2020-04-01')).toEqual({ freeOnDay: 1 });
    expect(free([places(1), closing], '2020-12-01', 31)).toEqual({ freeOnDay: 1, freeFrom: '2020-12-01' });
    expect(free([places(1), closing], '2020-12-01', 32)).toEqual({ freeOnDay: 1 });
    expect(free([places(1), closing], '2021-01-01', 1)).toEqual({ freeOnDay: 0 });
  });

  it('close when the closure is announced (R24)', () => {
    const announced = {
      type: 'ClosureAnnounced',
      data: { offeringId: høskoven, announcedOn: day('2020-01-01'), last: day('2020-12-31'), reason: 'Lukning' },
    } as const;
    expect(keepCapacity.on.ClosureAnnounced?.(recorded(announced))).toMatchObject([
      { data: { offeringId: høskoven, last: '2020-12-31' } },
    ]);
  });
});
