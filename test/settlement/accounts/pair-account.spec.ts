import fc from 'fast-check';
import { addDays } from '../../../src/kernel/calendar';
import { asOre, type Ore } from '../../../src/kernel/money';
import { statementId } from '../../../src/kernel/vocabulary';
import {
  dueParts,
  pairBalance,
  reminders,
  type PairFacts,
} from '../../../src/settlement/accounts/pair-account.calculation';
import { aarhus, day, region } from '../history';

const MAY = statementId('1082-751-2020-05');
const JUNE = statementId('1082-751-2020-06');
const statement = (id = MAY, issuedOn = '2020-06-01', totalOre = 1_000) => ({
  statementId: id,
  issuedOn: day(issuedOn),
  dueOn: addDays(day(issuedOn), 30),
  totalOre: asOre(totalOre),
});
const dispute = (more: Partial<PairFacts['disputes'][number]> = {}) => ({
  statementId: MAY,
  disputedOre: asOre(400),
  disputedOn: day('2020-06-10'),
  creditOre: asOre(0),
  upheldOre: null,
  upheldDueOn: null,
  resolvedOn: null,
  resolvedPosition: null,
  ...more,
});
const payment = (amountOre: number, paidOn: string, more: object = {}) => ({
  statementId: MAY,
  amountOre: asOre(amountOre),
  paidOn: day(paidOn),
  reversedOn: null,
  ...more,
});
const pair = (more: Partial<PairFacts> = {}): PairFacts => ({
  operator: region,
  payer: aarhus,
  statements: [statement()],
  disputes: [],
  payments: [],
  creditDueOn: (position) => (position <= 50 ? day('2020-07-31') : undefined),
  ...more,
});
const balance = (facts: PairFacts, to: string, from = '2020-06-01') => pairBalance(facts, day(from), day(to));

describe('The account between two parties', () => {
  it('falls due on the statement’s day, and is overdue the day after', () => {
    expect(balance(pair(), '2020-06-30')).toMatchObject({ closingOre: 1_000, dueOre: 0, overdueOre: 0 });
    expect(balance(pair(), '2020-07-01')).toMatchObject({ dueOre: 1_000, overdueOre: 0 });
    expect(balance(pair(), '2020-07-02')).toMatchObject({ dueOre: 1_000, overdueOre: 1_000, interestOre: 0 });
  });

  it('opens with what was owed before, and is as it was known on the day', () => {
    const facts = pair({ payments: [payment(600, '2020-06-20'), payment(400, '2020-07-05')] });
    expect(balance(facts, '2020-07-31', '2020-07-01')).toMatchObject({
      openingOre: 400,
      billedOre: 0,
      paidOre: 400,
      closingOre: 0,
    });
    expect(balance(facts, '2020-06-30')).toMatchObject({
      openingOre: 0,
      billedOre: 1_000,
      paidOre: 600,
      closingOre: 400,
    });
  });

  it('holds a disputed part back, and nothing else', () => {
    expect(balance(pair({ disputes: [dispute()] }), '2020-07-02')).toMatchObject({
      closingOre: 1_000,
      disputedOre: 400,
      overdueOre: 600,
    });
  });

  it('lets the upheld part fall due on its own day', () => {
    const upheld = dispute({
      upheldOre: asOre(400),
      upheldDueOn: day('2020-07-20'),
      resolvedOn: day('2020-07-06'),
      resolvedPosition: 50,
    });
    expect(balance(pair({ disputes: [upheld] }), '2020-07-19')).toMatchObject({ dueOre: 600, disputedOre: 0 });
    expect(balance(pair({ disputes: [upheld] }), '2020-07-20')).toMatchObject({ dueOre: 1_000 });
  });

  it('sets the credited part off on the day the credit falls due', () => {
    const credited = dispute({
      creditOre: asOre(400),
      upheldOre: asOre(0),
      upheldDueOn: day('2020-07-20'),
      resolvedOn: day('2020-06-20'),
      resolvedPosition: 50,
    });
    const facts = pair({
      statements: [statement(), statement(JUNE, '2020-07-01', 2_000 - 400)],
      disputes: [credited],
      payments: [payment(600, '2020-07-01')],
    });
    expect(balance(facts, '2020-07-30')).toMatchObject({ dueOre: 0, creditedOre: 400, closingOre: 2_000 });
    expect(balance(facts, '2020-07-31')).toMatchObject({ dueOre: 2_000 });
  });

  it('counts a reversed payment to the day it was reversed, and what is too much to the payer’s credit', () => {
    const reversed = pair({ payments: [payment(1_000, '2020-06-20', { reversedOn: day('2020-06-25') })] });
    expect(balance(reversed, '2020-06-24').closingOre).toBe(0);
    expect(balance(reversed, '2020-06-25').closingOre).toBe(1_000);
    const twice = pair({ payments: [payment(1_000, '2020-06-20'), payment(1_000, '2020-06-21')] });
    expect(balance(twice, '2020-07-05')).toMatchObject({ closingOre: -1_000, payerCreditOre: 1_000, overdueOre: 0 });
  });

  it('has nothing overdue where nothing is owed in all, whoever paid first', () => {
    const refunded = pair({
      statements: [statement(), statement(JUNE, '2020-07-01', -1_000)],
      payments: [payment(1_000, '2020-06-20'), payment(-1_000, '2020-07-02', { statementId: null })],
    });
    expect(balance(refunded, '2020-07-10')).toMatchObject({ closingOre: 0, dueOre: 0, overdueOre: 0 });
    expect(reminders(refunded, day('2020-07-10'), 10)).toEqual([]);
  });

  it('falls due in parts that come to the statements, whatever is disputed', () =>
    fc.assert(
      fc.property(
        fc.array(
          fc.record({ share: fc.integer({ min: 1, max: 5 }), end: fc.constantFrom('open', 'upheld', 'credited') }),
          { maxLength: 8 },
        ),
        fc.integer({ min: 0, max: 120 }),
        (disputed, days) => {
          const disputes = disputed.map(({ share, end }) =>
            dispute({
              disputedOre: asOre(share * 10),
              ...(end === 'open'
                ? {}
                : {
                    creditOre: asOre(end === 'credited' ? share * 10 : 0),
                    upheldOre: asOre(end === 'credited' ? 0 : share * 10),
                    upheldDueOn: day('2020-07-20'),
                    resolvedOn: day('2020-06-20'),
                    resolvedPosition: share * 20,
                  }),
            }),
          );
          const parts = dueParts(pair({ disputes }), addDays(day('2020-06-01'), days));
          expect(parts.reduce((sum, { amountOre }) => sum + amountOre, 0)).toBe(1_000);
        },
      ),
    ));
});

describe('Reminders', () => {
  const both = [statement(), statement(JUNE, '2020-07-01', 500)];
  const open = (facts: PairFacts, on: string) =>
    reminders(facts, day(on), 10).map(({ statementId: id, overdueOre, daysLate }): [string, Ore, number] => [
      id,
      overdueOre,
      daysLate,
    ]);

  it('name what is overdue and the days to remind of it', () => {
    expect(reminders(pair(), day('2020-07-25'), 10)).toMatchObject([
      {
        statementId: MAY,
        dueOn: '2020-07-01',
        daysLate: 24,
        overdueOre: 1_000,
        remindOn: ['2020-07-21', '2020-07-11'],
        interestOre: 0,
      },
    ]);
    expect(reminders(pair(), day('2020-07-01'), 10)).toEqual([]);
  });

  it('count a payment for the statement it names first, and the rest for the oldest', () => {
    const paidJune = pair({ statements: both, payments: [payment(700, '2020-07-01', { statementId: JUNE })] });
    expect(open(paidJune, '2020-08-10')).toEqual([[MAY, 800, 40]]);
    const onAccount = pair({ statements: both, payments: [payment(1_200, '2020-07-01', { statementId: null })] });
    expect(open(onAccount, '2020-08-10')).toEqual([[JUNE, 300, 10]]);
  });

  it('set off what the operator owes', () => {
    const credit = pair({ statements: [statement(), statement(JUNE, '2020-07-15', -1_000)] });
    expect(open(credit, '2020-07-10')).toEqual([[MAY, 1_000, 9]]);
    expect(open(credit, '2020-07-20')).toEqual([]);
  });

  it('come together to what the account says is overdue', () =>
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -50, max: 100 }), { maxLength: 6 }),
        fc.array(fc.tuple(fc.integer({ min: 1, max: 120 }), fc.option(fc.nat(5), { nil: null })), { maxLength: 6 }),
        (totals, paidFor) => {
          const statements = totals.map((total, at) => statement(statementId(`s${at}`), '2020-06-01', total));
          const payments = paidFor.map(([amount, at]) =>
            payment(amount, '2020-06-15', { statementId: at === null ? null : `s${at}` }),
          );
          const facts = pair({ statements, payments });
          const overdue = reminders(facts, day('2020-07-20'), 10).reduce((sum, each) => sum + each.overdueOre, 0);
          expect(overdue).toBe(balance(facts, '2020-07-20').overdueOre);
        },
      ),
    ));
});
