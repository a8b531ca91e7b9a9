import { asMonth, daysInMonth, firstDayOf, lastDayOf } from '../../../src/kernel/calendar';
import { asOre, sumOre } from '../../../src/kernel/money';
import { tariffLevel } from '../../../src/kernel/vocabulary';
import { dayChargeAmount, dayChargesOf, TariffBook } from '../../../src/settlement/lines/day-charges.calculation';
import { firstClaimableDay } from '../../../src/settlement/lines/claim-limit.calculation';
import { base, Closings, day, linesOf, placement, terms, version } from '../history';

const hoeskoven = version('t1', '2020-01-01', [base(256_000)]);

describe('A stay at Høskoven, 2.560,00 kr. a day (domain.md §5.2)', () => {
  const closed = (lastPayableDay: string): number[] => {
    const closings = new Closings();
    const known = { placements: [placement({ lastPayableDay })], tariffs: [hoeskoven] };
    return [
      closings.close('2020-03', '2020-04-01', known).totalOre,
      closings.close('2020-04', '2020-05-01', known).totalOre,
      closings.close('2020-05', '2020-06-01', known).totalOre,
    ];
  };

  it('costs 56.320, 76.800 and 79.360 kr., in all 212.480', () => {
    const months = closed('2020-05-31');
    expect(months).toEqual([5_632_000, 7_680_000, 7_936_000]);
    expect(sumOre(months.map(asOre))).toBe(21_248_000);
  });

  it('costs 209.920 kr. where the departure day is not paid (R35)', () =>
    expect(sumOre(closed('2020-05-30').map(asOre))).toBe(20_992_000));

  it('loses 5 days, 12.800 kr., when March is first billed on 15 March 2021 (R2)', () => {
    const known = { placements: [placement({ lastPayableDay: '2020-05-31' })], tariffs: [hoeskoven] };
    const drawn = new Closings().close('2020-03', '2021-03-15', known);
    expect(drawn.lost).toMatchObject([
      { firstDay: '2020-03-10', lastDay: '2020-03-14', days: 5, amountOre: 1_280_000, payer: '751' },
    ]);
    expect(linesOf(drawn)).toMatchObject([{ firstDay: '2020-03-15', days: 17, amountOre: 17 * 256_000 }]);
  });

  it('bills them all the same when the operator gives a reason', () => {
    const known = { placements: [placement({ lastPayableDay: '2020-05-31' })], tariffs: [hoeskoven] };
    const drawn = new Closings().close('2020-03', '2021-03-15', known, { lateClaimReason: 'Aftalt' });
    expect(drawn.lost).toEqual([]);
    expect(linesOf(drawn)).toMatchObject([{ days: 22, rules: expect.arrayContaining(['R2']) as unknown }]);
  });

  it('is due 30 days after the issue, and carries account function 5.38.52 (R34, R45)', () => {
    const drawn = new Closings().close('2020-03', '2020-04-01', { placements: [placement()], tariffs: [hoeskoven] });
    expect(drawn.statements).toMatchObject([{ statementId: '1082-751-2020-03', dueOn: '2020-05-01' }]);
    expect(linesOf(drawn)).toMatchObject([{ accountFunction: '5.38.52', rules: expect.arrayContaining(['R36']) }]);
  });

  it('is charged for no day before the citizen has come (Q4)', () => {
    const { firstDay: _, ...reserved } = placement();
    const drawn = new Closings().close('2020-03', '2020-04-01', { placements: [reserved], tariffs: [hoeskoven] });
    expect(drawn.statements).toEqual([]);
  });
});

describe('A part-time day place (R16, domain.md §5.4)', () => {
  it.each([
    [10_000, 28_214_500],
    [8_500, 23_982_325],
    [6_000, 16_928_700],
  ])('costs for a year at %i of 10.000 parts %i øre', (factorBp, total) => {
    const stay = placement({ firstDay: '2021-01-01', terms: [terms('2021-01-01', { factorBp })] });
    const book = new TariffBook([version('itc', '2021-01-01', [base(77_300)])]);
    const charges = dayChargesOf(stay, book, day('2021-01-01'), day('2021-12-31'));
    expect(charges).toHaveLength(12);
    expect(sumOre(charges.map(dayChargeAmount))).toBe(total);
  });
});

describe('A two-part tariff (R15, domain.md §5.5)', () => {
  const tariffs = [
    version('oe', '2021-01-01', [
      base(318_700),
      { code: 'HOUR', kind: 'SERVICE_HOUR', unit: 'HOUR', priceOre: asOre(40_200) },
      { code: 'YOUNG', kind: 'SUPPLEMENT', unit: 'DAY', priceOre: asOre(22_300) },
      { code: 'KM', kind: 'SUPPLEMENT', unit: 'KM', priceOre: asOre(939) },
    ]),
  ];
  const stay = (supplements: readonly string[]) =>
    placement({ firstDay: '2021-04-01', terms: [terms('2021-04-01', { hoursPerDay: 250, supplements })] });

  it('costs 4.192,00 kr. for a day and 125.760,00 for 30', () => {
    const book = new TariffBook(tariffs);
    const oneDay = dayChargesOf(stay([]), book, day('2021-04-01'), day('2021-04-01'));
    expect(sumOre(oneDay.map(dayChargeAmount))).toBe(419_200);
    const drawn = new Closings().close('2021-04', '2021-05-01', { placements: [stay([])], tariffs });
    expect(linesOf(drawn)).toMatchObject([
      { component: 'BASE', quantity: 3_000, amountOre: 9_561_000 },
      { component: 'HOUR', quantity: 7_500, amountOre: 3_015_000 },
    ]);
    expect(drawn.totalOre).toBe(12_576_000);
  });

  it('charges a supplement only where it is agreed, and no kilometres by the calendar', () => {
    const drawn = new Closings().close('2021-04', '2021-05-01', { placements: [stay(['YOUNG', 'KM'])], tariffs });
    expect(linesOf(drawn).map(({ component }) => component)).toEqual(['BASE', 'HOUR', 'YOUNG']);
    expect(drawn.totalOre).toBe(12_576_000 + 30 * 22_300);
  });
});

describe('The lines of a month', () => {
  it('are two when the tariff changes within it (R36)', () => {
    const tariffs = [hoeskoven, version('t2', '2020-04-16', [base(260_000)])];
    const drawn = new Closings(day('2020-04-01')).close('2020-04', '2020-05-01', {
      placements: [placement()],
      tariffs,
    });
    expect(linesOf(drawn)).toMatchObject([
      { tariffId: 't1', firstDay: '2020-04-01', lastDay: '2020-04-15', days: 15, amountOre: 15 * 256_000 },
      { tariffId: 't2', firstDay: '2020-04-16', lastDay: '2020-04-30', days: 15, amountOre: 15 * 260_000 },
    ]);
  });

  it('are one when the terms are renewed and nothing changes', () => {
    const agreed = [terms('2020-03-10'), terms('2020-04-11', { eventId: 'renewed' })];
    const drawn = new Closings(day('2020-04-01')).close('2020-04', '2020-05-01', {
      placements: [placement({ terms: agreed })],
      tariffs: [hoeskoven],
    });
    expect(linesOf(drawn)).toMatchObject([{ days: 30, firstDay: '2020-04-01', lastDay: '2020-04-30' }]);
  });

  it.each(['2023-02', '2024-02', '2023-04', '2023-05', '2100-02'])('have the days of the calendar in %s', (text) => {
    const month = asMonth(text);
    const book = new TariffBook([version('t', '2020-01-01', [base(100)])]);
    const charges = dayChargesOf(placement(), book, firstDayOf(month), lastDayOf(month));
    expect(sumOre(charges.map(dayChargeAmount))).toBe(100 * daysInMonth(month));
  });

  it('charge a monthly price by the part of the month, rounded once', () => {
    const month = version('m', '2020-01-01', [
      { code: 'BASE', kind: 'BASE', unit: 'MONTH', priceOre: asOre(8_614_100) },
    ]);
    const known = { placements: [placement({ lastPayableDay: '2020-05-10' })], tariffs: [month] };
    const closings = new Closings();
    expect(closings.close('2020-03', '2020-04-01', known).totalOre).toBe(6_113_232);
    expect(closings.close('2020-04', '2020-05-01', known).totalOre).toBe(8_614_100);
    expect(closings.close('2020-05', '2020-06-01', known).totalOre).toBe(2_778_742);
  });

  it('are not drawn for days without a price; those are named', () => {
    const stay = placement({ terms: [terms('2020-03-10', { level: tariffLevel('9') })] });
    const drawn = new Closings().close('2020-03', '2020-04-01', { placements: [stay], tariffs: [hoeskoven] });
    expect(drawn.unpriced).toEqual([{ contractId: 'p1', level: '9', firstDay: '2020-03-10', lastDay: '2020-03-31' }]);
  });
});

describe('The first day that may still be claimed (R2)', () => {
  it.each([
    ['2021-03-15', '2020-03-15'],
    ['2021-02-28', '2020-02-28'],
    ['2020-02-29', '2019-03-01'],
    ['2021-03-01', '2020-03-01'],
    ['2021-01-31', '2020-01-31'],
  ])('when claimed on %s is %s', (claimedOn, first) => expect(firstClaimableDay(day(claimedOn), 12)).toBe(first));
});
