import { addDays, asDay, type Day } from '../../src/kernel/calendar';
import { offeringId, placementId, serviceLineId } from '../../src/kernel/vocabulary';
import type { CapacityRow } from '../../src/placements/place-book.tables';
import { paymentStops, type PaidStay } from '../../src/placements/payment-stops.calculation';

const LINE = serviceLineId('SEL-107');
let order = 0;

const stay = (id: string, firstDay: string, change: Partial<PaidStay> = {}): PaidStay => ({
  placementId: placementId(id),
  serviceLineId: LINE,
  phase: 'enrolled',
  firstDay: asDay(firstDay),
  plannedLastDay: null,
  noticeLastPayableDay: null,
  departureDay: null,
  departureDayCounts: 1,
  lastPayableDay: null,
  stopsOnResale: 0,
  reservedPosition: (order += 1),
  ...change,
});

/** Left, and paid until later by the rule of notice. */
const gone = (id: string, firstDay: string, departureDay: string, lastPayableDay: string, change = {}): PaidStay =>
  stay(id, firstDay, {
    phase: 'discharged',
    departureDay: asDay(departureDay),
    lastPayableDay: asDay(lastPayableDay),
    stopsOnResale: 1,
    ...change,
  });

const capacity = (change: Partial<CapacityRow>): CapacityRow => ({
  eventId: 'opened',
  offeringId: offeringId('hoeskoven'),
  serviceLineId: LINE,
  kind: 'PLACES',
  places: 1,
  first: asDay('2020-01-01'),
  last: null,
  reason: null,
  position: 1,
  recordedAt: '',
  ...change,
});
const places = (number: number): CapacityRow => capacity({ places: number });
const closing = (last: string): CapacityRow =>
  capacity({ eventId: 'closed', kind: 'CLOSED', serviceLineId: null, first: addDays(asDay(last), 1) });

const stopsOf = (stays: readonly PaidStay[], capacities: readonly CapacityRow[]): Record<string, Day> =>
  Object.fromEntries([...paymentStops(stays, capacities)].map(([id, { lastDay }]) => [id, lastDay]));

describe('A place in a paid notice (R30)', () => {
  const left = gone('left', '2020-03-10', '2020-05-12', '2020-06-30');

  it('is paid to the day before it is sold again', () => {
    expect(paymentStops([left, stay('next', '2020-06-01')], [places(1)])).toEqual(
      new Map([['left', { because: 'RESALE', lastDay: '2020-05-31', soldAgainTo: 'next' }]]),
    );
  });

  it.each([
    ['while nobody comes', [left], [places(1)]],
    ['when the next one comes after the last payable day', [left, stay('next', '2020-07-01')], [places(1)]],
    ['when another place was free', [left, stay('next', '2020-06-01')], [places(2)]],
    [
      'when one more was allowed for a while',
      [left, stay('next', '2020-06-01')],
      [places(1), capacity({ kind: 'EXTRA', last: asDay('2020-06-30') })],
    ],
    ['when the parties agreed on the day', [{ ...left, stopsOnResale: 0 }, stay('next', '2020-06-01')], [places(1)]],
    ['when nobody has come yet', [left, stay('next', '2020-06-01', { phase: 'agreed' })], [places(1)]],
    [
      'when the place came on another line',
      [left, stay('next', '2020-06-01', { serviceLineId: serviceLineId('SEL-108') })],
      [places(1)],
    ],
  ] as const)('is paid to the end %s', (_, stays, capacities) => {
    expect(stopsOf(stays, capacities)).toEqual({});
  });

  it('is stopped once for each who comes, the one that has stood empty longest first', () => {
    const second = gone('second', '2020-03-01', '2020-05-20', '2020-06-30');
    expect(stopsOf([second, left, stay('next', '2020-06-01')], [places(2)])).toEqual({ left: '2020-05-31' });
    const both = [second, left, stay('next', '2020-06-01'), stay('third', '2020-06-10')];
    expect(stopsOf(both, [places(2)])).toEqual({ left: '2020-05-31', second: '2020-06-09' });
  });

  it('counts the departure day where the rules do (R35)', () => {
    const dayAfter = stay('next', '2020-05-12');
    expect(stopsOf([left, dayAfter], [places(1)])).toEqual({});
    expect(stopsOf([{ ...left, departureDayCounts: 0 }, dayAfter], [places(1)])).toEqual({ left: '2020-05-11' });
  });

  it('may be sold again and again', () => {
    const next = gone('next', '2020-05-15', '2020-05-20', '2020-06-30');
    expect(stopsOf([left, next, stay('third', '2020-06-01')], [places(1)])).toEqual({
      left: '2020-05-14',
      next: '2020-05-31',
    });
  });
});

describe('A closed offering (R24)', () => {
  it('is paid to its last day, whoever is still there', () => {
    const stays = [stay('there', '2020-03-01'), gone('left', '2020-03-01', '2020-05-12', '2020-06-30')];
    expect(stopsOf(stays, [places(2), closing('2020-05-31')])).toEqual({ there: '2020-05-31', left: '2020-05-31' });
    expect(stopsOf(stays, [places(2), closing('2020-05-31'), closing('2020-06-15')])).toEqual({
      there: '2020-06-15',
      left: '2020-06-15',
    });
  });

  it('takes nothing from those who had left', () => {
    expect(
      stopsOf([gone('left', '2020-03-01', '2020-05-12', '2020-05-31')], [places(1), closing('2020-05-31')]),
    ).toEqual({});
  });
});
