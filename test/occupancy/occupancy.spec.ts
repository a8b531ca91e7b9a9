import fc from 'fast-check';
import { addDays, asDay, type Day, dayNumber } from '../../src/kernel/calendar';
import { partyCode } from '../../src/kernel/vocabulary';
import { lineOccupancy, type OccupancyFigures, rateBp, together } from '../../src/occupancy/occupancy.calculation';
import type { PlaceBookEvent } from '../../src/placements/place-book.events';
import { placesByDay } from '../../src/placements/free-places.calculation';
import { placeBookProjection } from '../../src/placements/place-book.projection';
import { capacitiesTable, placementsTable } from '../../src/placements/place-book.tables';
import { projected } from '../support/project';
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
  region,
  reserved,
  terms,
} from '../placements/example';

const outsider = partyCode('101');
const kinship = (buyer: string, operator: string) =>
  buyer === operator ? 'own' : buyer === outsider ? 'outside' : 'inRegion';

const count = (facts: readonly PlaceBookEvent[], first: string, last: string, by: 'day' | 'month' = 'month') => {
  const read = projected(placeBookProjection, facts);
  const capacities = [...read.rows(capacitiesTable)].sort((a, b) => a.position - b.position);
  const asked = { first: day(first), last: day(last), by };
  const stays = read.rows(placementsTable).map((row) => ({
    ...row,
    lastDay: row.departureDay ?? row.noticeLastPayableDay ?? row.plannedLastDay,
  }));
  const available = placesByDay(capacities, asked.first, asked.last).get(bostøtte) ?? [];
  return lineOccupancy(available, stays, asked, kinship);
};
const stay = [reserved(), agreed(), enrolled()];
const on = { placementId: placement, offeringId: høskoven };

describe('Occupancy', () => {
  it('counts the first day and the day of departure (R35): 22, 30 and 31 days of the example', () => {
    const { buckets, total } = count([places(1), ...stay, discharged()], '2020-03-01', '2020-06-30');
    expect(buckets.map(({ occupied }) => occupied)).toEqual([22, 30, 31, 0]);
    expect(total).toMatchObject({ available: 122, occupied: 83, rateBp: 6_803, inRegion: 83, byPayer: { '751': 83 } });
  });

  it('does not count the departure day where the agreement says so (R35)', () => {
    const left = {
      ...discharged(),
      data: { ...discharged().data, departureDayCounts: false as const, lastPayableDay: day('2020-05-30') },
    };
    expect(count([places(1), ...stay, left], '2020-05-01', '2020-05-31').total).toMatchObject({
      occupied: 30,
      paidNotOccupied: 0,
    });
  });

  it('tells days that are paid but not occupied from those that are', () => {
    const tail = {
      ...discharged('2020-05-10'),
      data: { ...discharged('2020-05-10').data, lastPayableDay: day('2020-06-30') },
    };
    const { buckets } = count([places(1), ...stay, tail], '2020-05-01', '2020-06-30');
    expect(buckets.map(({ occupied, paidNotOccupied }) => [occupied, paidNotOccupied])).toEqual([
      [10, 21],
      [0, 30],
    ]);
  });

  it('counts a place as reserved until the citizen has come', () => {
    expect(count([places(1), reserved()], '2020-03-01', '2020-03-31').total).toMatchObject({
      reserved: 22,
      occupied: 0,
    });
    expect(count([places(1), ...stay], '2020-03-01', '2020-03-31').total).toMatchObject({ reserved: 0, occupied: 22 });
    const withdrawn: PlaceBookEvent = { type: 'ReservationWithdrawn', data: { ...on, withdrawnOn: day('2020-03-02') } };
    expect(count([places(1), reserved(), withdrawn], '2020-03-01', '2020-03-31').total).toMatchObject({ reserved: 0 });
  });

  it('exceeds 100 % while over-capacity is used, and says on how many days', () => {
    const extra: PlaceBookEvent = {
      type: 'OverCapacityOpened',
      data: {
        offeringId: høskoven,
        serviceLineId: bostøtte,
        extraPlaces: 1,
        first: day('2020-03-01'),
        last: day('2020-03-31'),
        reason: 'Akut',
      },
    };
    const second = [
      reserved({ placementId: idOf(2), plannedLastDay: day('2020-03-31') }),
      agreed({ placementId: idOf(2) }),
      enrolled('2020-03-10', idOf(2)),
    ];
    const { total } = count([places(1), extra, ...stay, ...second], '2020-03-10', '2020-03-31');
    expect(total).toMatchObject({ available: 22, occupied: 44, overOccupied: 22, rateBp: 20_000 });
  });

  it('splits by payer from the day the payer changes (R7)', () => {
    const changed: PlaceBookEvent = {
      type: 'PayerChanged',
      data: { ...on, from: day('2020-03-20'), formerPayer: aarhus, payer: randers, legalGround: 'RSL-9' },
    };
    expect(count([places(1), ...stay, changed], '2020-03-01', '2020-03-31').total.byPayer).toEqual({
      '730': 12,
      '751': 10,
    });
  });

  it('has no places after the offering has closed', () => {
    const closed: PlaceBookEvent = { type: 'CapacityClosed', data: { offeringId: høskoven, last: day('2020-03-15') } };
    expect(count([places(2), closed], '2020-03-01', '2020-03-31').total).toMatchObject({ available: 30, rateBp: 0 });
  });

  it('gives no rate where there are no places, and rounds to two decimals of a percent', () => {
    expect(rateBp(0, 0)).toBeNull();
    expect(rateBp(8_400, 24 * 365)).toBe(9_589);
  });

  const START = asDay('2026-01-01');
  const at = (offset: number): Day => addDays(START, offset);
  const one = fc.record({
    first: fc.integer({ min: 0, max: 80 }),
    length: fc.integer({ min: 0, max: 60 }),
    tail: fc.integer({ min: 0, max: 40 }),
    came: fc.boolean(),
    left: fc.boolean(),
    buyer: fc.constantFrom(aarhus, region, outsider),
  });

  it('adds up: days to months, kin and payers to occupied, and counting day by day gives the same', () => {
    fc.assert(
      fc.property(fc.array(one, { maxLength: 8 }), fc.integer({ min: 0, max: 4 }), (stays, open) => {
        const facts: PlaceBookEvent[] = [places(open, '2026-01-01')];
        stays.forEach(({ first, length, tail, came, left, buyer }, index) => {
          const id = idOf(index + 1);
          const own = { placementId: id, firstDay: at(first), terms: { ...terms, buyer, payer: buyer } };
          facts.push(reserved(own));
          if (came) facts.push(agreed(own), enrolled(at(first), id));
          if (came && left) {
            const { data } = discharged(at(first + length), id);
            facts.push({ type: 'CitizenDischarged', data: { ...data, lastPayableDay: at(first + length + tail) } });
          }
        });
        const [first, last] = [at(10), at(119)];
        const byDay = count(facts, first, last, 'day');
        const byMonth = count(facts, first, last, 'month');
        expect(together(byDay.buckets)).toEqual(byDay.total);
        expect(together(byMonth.buckets)).toEqual(byDay.total);
        const { total } = byDay;
        expect(Number(total.own) + Number(total.inRegion) + Number(total.outside)).toBe(total.occupied);
        expect(Object.values(total.byPayer).reduce((a, b) => a + b, 0)).toBe(total.occupied);
        byDay.buckets.forEach((bucket: OccupancyFigures, offset) => {
          const today = dayNumber(first) + offset;
          const there = stays.filter(
            (s) => s.came && dayNumber(at(s.first)) <= today && (!s.left || today <= dayNumber(at(s.first + s.length))),
          );
          expect([bucket.occupied, bucket.available]).toEqual([there.length, open]);
          expect(bucket.overOccupied).toBe(Math.max(0, there.length - open));
        });
      }),
      { numRuns: 100 },
    );
  });

  it('answers as it was known then: a later event changes only later answers', () => {
    const known = [places(1), ...stay];
    const before = count(known, '2020-05-01', '2020-05-31');
    expect(before.total.occupied).toBe(31);
    expect(count([...known, discharged('2020-05-20')], '2020-05-01', '2020-05-31').total.occupied).toBe(20);
    expect(count(known, '2020-05-01', '2020-05-31')).toEqual(before);
  });
});
