import fc from 'fast-check';
import {
  addDays,
  addMonths,
  addToMonth,
  asDay,
  asMonth,
  danishDay,
  danishDayOf,
  dayNumber,
  dayOfNumber,
  daysIn,
  daysInMonth,
  isDay,
  lastDayOf,
  monthsBetween,
  overlap,
} from '../../src/kernel/calendar';

const days = fc.integer({ min: dayNumber(asDay('1900-01-01')), max: dayNumber(asDay('2199-12-31')) }).map(dayOfNumber);

describe('A day', () => {
  it.each([
    '2023-02-29',
    '2024-02-30',
    '2024-13-01',
    '2024-00-10',
    '2024-1-1',
    '24-01-01',
    '2024-01-01T00:00',
    '',
    ' 2024-01-01',
    '1899-12-31',
    '2200-01-01',
    20240101,
    null,
  ])('is not %p', (value) => expect(isDay(value)).toBe(false));

  it('is every date of the calendar, and counting leads back to it', () =>
    fc.assert(
      fc.property(days, (day) => {
        expect(isDay(day)).toBe(true);
        expect(dayOfNumber(dayNumber(day))).toBe(day);
        expect(Temporal.PlainDate.from(day).toString()).toBe(day);
      }),
    ));

  it('moves by days as the calendar does, over both changes of the clock', () =>
    fc.assert(
      fc.property(days, fc.integer({ min: -400, max: 400 }), (day, count) => {
        expect(addDays(day, count)).toBe(Temporal.PlainDate.from(day).add({ days: count }).toString());
      }),
    ));

  it('moves by months as the calendar does', () =>
    fc.assert(
      fc.property(days, fc.integer({ min: -300, max: 300 }), (day, months) => {
        expect(addMonths(day, months)).toBe(Temporal.PlainDate.from(day).add({ months }).toString());
      }),
    ));

  it('counts both ends of a stay: 10 March to 31 May are 83 days (R35)', () =>
    expect(daysIn(asDay('2020-03-10'), asDay('2020-05-31'))).toBe(83));

  it('counts nothing when the end lies before the beginning', () =>
    expect(daysIn(asDay('2020-03-10'), asDay('2020-03-09'))).toBe(0));

  it.each([
    ['2024-01-31', 1, '2024-02-29'],
    ['2023-01-31', 1, '2023-02-28'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2020-03-15', 12, '2021-03-15'],
  ])('%s and %p months is %s (R2)', (from, months, to) => expect(addMonths(asDay(from), months)).toBe(to));

  it('is the Danish day of an instant, in summer and in winter', () => {
    expect(danishDayOf('2026-06-30T22:00:00.000Z')).toBe('2026-07-01');
    expect(danishDayOf('2026-12-31T22:59:59.999Z')).toBe('2026-12-31');
  });

  it('is written dd.mm.åååå for people', () => expect(danishDay(asDay('2020-03-10'))).toBe('10.03.2020'));
});

describe('A month', () => {
  it('has the days of the calendar', () => {
    expect(
      ['2023-02', '2024-02', '2000-02', '1900-02', '2024-04', '2024-12'].map((month) => daysInMonth(asMonth(month))),
    ).toEqual([28, 29, 29, 28, 30, 31]);
    expect(lastDayOf(asMonth('2024-02'))).toBe('2024-02-29');
  });

  it('is followed by the next, over the turn of the year', () => {
    expect(addToMonth(asMonth('2023-11'), 3)).toBe('2024-02');
    expect(addToMonth(asMonth('2024-02'), -3)).toBe('2023-11');
    expect(monthsBetween(asMonth('2023-11'), asMonth('2024-02'))).toEqual(['2023-11', '2023-12', '2024-01', '2024-02']);
  });
});

describe('Two periods', () => {
  it('overlap when they share a day', () => {
    const spring = { first: asDay('2024-03-01'), last: asDay('2024-05-31') };
    expect(overlap(spring, { first: asDay('2024-05-31') })).toBe(true);
    expect(overlap(spring, { first: asDay('2024-06-01') })).toBe(false);
  });
});
