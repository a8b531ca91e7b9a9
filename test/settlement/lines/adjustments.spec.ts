import { tariffLevel } from '../../../src/kernel/vocabulary';
import { aarhus, base, Closings, day, linesOf, paidBy, placement, silkeborg, terms, version } from '../history';

const t1 = version('t1', '2020-01-01', [base(256_000)]);
const level2 = version('l2', '2020-01-01', [base(300_000)], '2');
const tariffs = [t1, level2];

const closedThroughMay = (...known: Parameters<Closings['close']>[2][]): Closings => {
  const closings = new Closings();
  const [first = { placements: [placement()], tariffs }] = known;
  for (const [month, issued] of [
    ['2020-03', '2020-04-01'],
    ['2020-04', '2020-05-01'],
    ['2020-05', '2020-06-01'],
  ] as const)
    closings.close(month, issued, first);
  return closings;
};

describe('A departure learned late', () => {
  it('takes the days back in June, pointing to May’s line and to the discharge (R38)', () => {
    const closings = closedThroughMay({ placements: [placement({ lastPayableDay: '2020-05-31' })], tariffs });
    const drawn = closings.close('2020-06', '2020-07-01', {
      placements: [placement({ lastPayableDay: '2020-05-20' })],
      tariffs,
    });
    expect(linesOf(drawn)).toMatchObject([
      {
        kind: 'ADJUSTMENT',
        firstDay: '2020-05-21',
        lastDay: '2020-05-31',
        days: -11,
        quantity: -1_100,
        amountOre: -2_816_000,
        corrects: { statementId: '1082-751-2020-05', line: 1 },
        cause: 'discharged',
      },
    ]);
    expect(drawn.totalOre).toBe(-2_816_000);
  });

  it('is taken back only once', () => {
    const closings = closedThroughMay();
    const known = { placements: [placement({ lastPayableDay: '2020-05-20' })], tariffs };
    closings.close('2020-06', '2020-07-01', known);
    expect(closings.close('2020-07', '2020-08-01', known).statements).toEqual([]);
  });

  it('is credited however late it is learned: R2 limits claims, not credits (R38)', () => {
    const closings = closedThroughMay({ placements: [placement({ lastPayableDay: '2020-05-31' })], tariffs });
    const drawn = closings.close('2020-06', '2022-01-01', {
      placements: [placement({ lastPayableDay: '2020-05-20' })],
      tariffs,
    });
    expect(drawn.totalOre).toBe(-2_816_000);
    expect(drawn.lost).toEqual([]);
  });

  it('bills the days again when the correction was wrong', () => {
    const closings = closedThroughMay();
    closings.close('2020-06', '2020-07-01', { placements: [placement({ lastPayableDay: '2020-05-20' })], tariffs });
    const drawn = closings.close('2020-07', '2020-08-01', {
      placements: [placement({ lastPayableDay: '2020-05-31' })],
      tariffs,
    });
    expect(linesOf(drawn)).toMatchObject([
      { kind: 'ADJUSTMENT', days: 11, amountOre: 2_816_000, corrects: { statementId: '1082-751-2020-05', line: 1 } },
    ]);
  });
});

describe('An enrolment learned late', () => {
  it('bills the closed months’ days as additions, caused by the enrolment', () => {
    const closings = closedThroughMay({ placements: [], tariffs });
    const drawn = closings.close('2020-06', '2020-07-01', { placements: [placement()], tariffs });
    expect(linesOf(drawn)).toMatchObject([
      { kind: 'REGULAR', days: 30 },
      { kind: 'ADJUSTMENT', days: 22, cause: 'enrolled' },
      { kind: 'ADJUSTMENT', days: 30, cause: 'enrolled' },
      { kind: 'ADJUSTMENT', days: 31, cause: 'enrolled' },
    ]);
    expect(linesOf(drawn)[1]).not.toHaveProperty('corrects');
  });

  it('loses days that are claimed too late, once and for all (R2)', () => {
    const closings = closedThroughMay({ placements: [], tariffs });
    const known = { placements: [placement({ lastPayableDay: '2020-05-31' })], tariffs };
    const drawn = closings.close('2020-06', '2021-04-15', known);
    expect(drawn.lost).toMatchObject([
      { firstDay: '2020-03-10', lastDay: '2020-03-31', days: 22, amountOre: 22 * 256_000, cause: 'enrolled' },
      { firstDay: '2020-04-01', lastDay: '2020-04-14', days: 14 },
    ]);
    expect(linesOf(drawn).map(({ days }) => days)).toEqual([16, 31]);
    const later = closings.close('2020-07', '2021-04-16', known);
    expect(later).toMatchObject({ statements: [], lost: [] });
    const withReason = closings.close('2020-08', '2021-04-17', known, { lateClaimReason: 'Alligevel' });
    expect(withReason).toMatchObject({ statements: [], lost: [] });
  });
});

describe('A payer changed back in time (R7)', () => {
  const changed = placement({
    payers: [paidBy(aarhus, '2020-03-10'), paidBy(silkeborg, '2020-05-11', 'payer-changed')],
  });

  it('credits the old payer and charges the new one, each on its own statement', () => {
    const closings = closedThroughMay();
    const drawn = closings.close('2020-06', '2020-07-01', { placements: [changed], tariffs });
    expect(drawn.statements).toMatchObject([
      { payer: silkeborg, totalOre: 30 * 256_000 + 21 * 256_000 },
      { payer: aarhus, totalOre: -21 * 256_000 },
    ]);
    expect(drawn.statements[1]?.lines).toMatchObject([
      { days: -21, cause: 'payer-changed', corrects: { statementId: '1082-751-2020-05', line: 1 } },
    ]);
    const charged = drawn.statements[0]?.lines[1];
    expect(charged).toMatchObject({ days: 21, cause: 'payer-changed' });
    expect(charged).not.toHaveProperty('corrects');
  });

  it('loses the new payer’s days when they are claimed too late, and credits the old payer all the same', () => {
    const closings = closedThroughMay();
    const drawn = closings.close('2020-06', '2021-06-01', { placements: [changed], tariffs });
    expect(drawn.lost).toMatchObject([{ payer: silkeborg, firstDay: '2020-05-11', days: 21 }]);
    expect(drawn.statements.find(({ payer }) => payer === aarhus)?.totalOre).toBe(-21 * 256_000);
  });
});

describe('Other terms agreed back in time (R14)', () => {
  const changed = placement({
    terms: [terms('2020-03-10'), terms('2020-05-01', { level: tariffLevel('2'), eventId: 'level-changed' })],
  });

  it('credit the old level’s tariff and charge the new one', () => {
    const drawn = closedThroughMay().close('2020-06', '2020-07-01', { placements: [changed], tariffs });
    expect(linesOf(drawn)).toMatchObject([
      { kind: 'REGULAR', tariffId: 'l2', days: 30 },
      { tariffId: 't1', days: -31, amountOre: -31 * 256_000, cause: 'level-changed' },
      {
        tariffId: 'l2',
        days: 31,
        amountOre: 31 * 300_000,
        cause: 'level-changed',
        corrects: { statementId: '1082-751-2020-05', line: 1 },
      },
    ]);
  });

  it('leave the old lines standing where the increase is claimed too late, and lose only the increase (R2)', () => {
    const closings = closedThroughMay();
    const drawn = closings.close('2020-06', '2021-06-20', { placements: [changed], tariffs });
    expect(drawn.lost).toMatchObject(
      [
        { tariffId: 'l2', firstDay: '2020-05-01', lastDay: '2020-05-31', days: 31, amountOre: 31 * 44_000 },
        { tariffId: 'l2', firstDay: '2020-06-01', lastDay: '2020-06-19', days: 19, amountOre: 19 * 300_000 },
      ].reverse(),
    );
    expect(linesOf(drawn)).toMatchObject([{ kind: 'REGULAR', days: 11 }]);
    expect(closings.close('2020-07', '2021-08-01', { placements: [changed], tariffs }).lost).toMatchObject([
      { firstDay: '2020-07-01', lastDay: '2020-07-31' },
    ]);
  });

  it('are carried out however late where they cost no more', () => {
    const dear = { placements: [placement({ terms: [terms('2020-03-10', { level: tariffLevel('2') })] })], tariffs };
    const drawn = closedThroughMay(dear).close('2020-06', '2022-06-20', {
      placements: [
        placement({
          lastPayableDay: '2020-05-31',
          terms: [terms('2020-03-10', { level: tariffLevel('2') }), terms('2020-05-01', { eventId: 'down' })],
        }),
      ],
      tariffs,
    });
    expect(drawn.totalOre).toBe(-31 * 44_000);
    expect(drawn.lost).toEqual([]);
  });
});

describe('A tariff that was corrected', () => {
  it('takes back what was billed and bills the right price, caused by the correction', () => {
    const right = { ...version('t1b', '2020-01-01', [base(250_000)]), eventId: 'corrected' };
    const drawn = closedThroughMay().close('2020-06', '2020-07-01', {
      placements: [placement({ lastPayableDay: '2020-05-31' })],
      tariffs: [right, level2],
    });
    expect(linesOf(drawn)).toHaveLength(6);
    expect(linesOf(drawn).every(({ cause }) => cause === 'corrected')).toBe(true);
    expect(drawn.totalOre).toBe(-83 * 6_000);
  });

  it('is looked into only where its level is used', () => {
    const known = { placements: [placement({ lastPayableDay: '2020-05-20' })], tariffs };
    const untouched = closedThroughMay().close('2020-06', '2020-07-01', known, {
      changed: new Set(),
      repriced: new Set(['hoeskoven|SEL-107|2']),
    });
    expect(untouched.statements).toEqual([]);
    const touched = closedThroughMay().close('2020-06', '2020-07-01', known, {
      changed: new Set(),
      repriced: new Set(['hoeskoven|SEL-107|1']),
    });
    expect(touched.totalOre).toBe(-2_816_000);
  });
});

describe('Days before the ledger took over', () => {
  it('are never billed, not even as adjustments', () => {
    const closings = new Closings(day('2020-05-01'));
    const known = { placements: [placement()], tariffs };
    expect(closings.close('2020-05', '2020-06-01', known).totalOre).toBe(31 * 256_000);
    expect(linesOf(closings.close('2020-06', '2020-07-01', known))).toMatchObject([{ kind: 'REGULAR', days: 30 }]);
  });
});
