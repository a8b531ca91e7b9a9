import { asOre } from '../../../src/kernel/money';
import { statementId } from '../../../src/kernel/vocabulary';
import {
  payments,
  RegisterPayment,
  registerPayment,
  ReversePayment,
  reversePayment,
} from '../../../src/settlement/payments/payment.decider';
import type { PaymentEvent } from '../../../src/settlement/payments/payment.events';
import { issuedLater } from '../../../src/settlement/payments/payment.views';
import { danishOre, paymentEntries, UnreadablePayments } from '../../../src/settlement/payments/payment-file';
import { scenariosFor } from '../../support/given';
import { aarhus, day, region, silkeborg } from '../history';

const given = scenariosFor(payments);
const id = statementId('1082-751-2020-05');
const facts = { statement: { operator: region, payer: aarhus }, isPayer: true };
const pay = (more: object = {}) =>
  new RegisterPayment({
    paymentId: 'payment-1',
    by: region,
    statementId: id,
    amountOre: asOre(100_000),
    paidOn: day('2020-06-30'),
    today: day('2020-07-01'),
    ...more,
  });
const paid = (more: object = {}): PaymentEvent => ({
  type: 'PaymentRegistered',
  data: {
    paymentId: 'payment-1',
    operator: region,
    payer: aarhus,
    statementId: id,
    amountOre: asOre(100_000),
    paidOn: day('2020-06-30'),
    registeredOn: day('2020-07-01'),
    ...more,
  },
});

describe('Registering a payment', () => {
  it('is for the statement named, and from its payer', () =>
    given()
      .when((state) => registerPayment(pay(), state, facts))
      .thenRecorded(paid()));

  it.each([
    ['the same payment', [paid()], pay()],
    [
      'the same entry of the bank',
      [paid({ entryReference: 'B1' })],
      pay({ paymentId: 'payment-2', entryReference: 'B1' }),
    ],
  ] as const)('counts %s once', (_, history, command) =>
    given(...history)
      .when((state) => registerPayment(command, state, facts))
      .thenNothing(),
  );

  it.each([
    ['for somebody else’s statement', pay({ by: silkeborg }), facts, 'STATEMENT_NOT_FOUND'],
    ['for a statement there is not', pay(), { isPayer: false }, 'STATEMENT_NOT_FOUND'],
    ['by somebody who is not its payer', pay({ payer: silkeborg }), facts, 'NOT_THE_PAYER'],
    ['from nobody for nothing', pay({ statementId: undefined }), { isPayer: false }, 'PAYER_NOT_NAMED'],
    [
      'from somebody never billed',
      pay({ statementId: undefined, payer: silkeborg }),
      { isPayer: false },
      'NEVER_BILLED',
    ],
    ['of nothing', pay({ amountOre: asOre(0) }), facts, 'NOTHING_PAID'],
    ['in the future', pay({ paidOn: day('2020-07-02') }), facts, 'PAID_IN_FUTURE'],
  ] as const)('is refused %s', (_, command, known, code) =>
    given()
      .when((state) => registerPayment(command, state, known))
      .thenRejected(code),
  );
});

describe('Reversing a payment', () => {
  const reverse = (by = region) =>
    new ReversePayment({
      paymentId: 'payment-1',
      by,
      payer: aarhus,
      today: day('2020-07-03'),
      reason: 'RETURNED_BY_BANK',
    });
  const { registeredOn: _r, paidOn: _p, ...of } = (paid() as Extract<PaymentEvent, { type: 'PaymentRegistered' }>).data;
  const reversed: PaymentEvent = {
    type: 'PaymentReversed',
    data: { ...of, reversedOn: day('2020-07-03'), reason: 'RETURNED_BY_BANK' },
  };

  it('says what is taken back, once', () => {
    given(paid())
      .when((state) => reversePayment(reverse(), state))
      .thenRecorded(reversed);
    given(paid(), reversed)
      .when((state) => reversePayment(reverse(), state))
      .thenNothing();
  });

  it('is refused to others, and of what was never paid', () => {
    given(paid())
      .when((state) => reversePayment(reverse(silkeborg), state))
      .thenRejected('PAYMENT_NOT_FOUND');
    given()
      .when((state) => reversePayment(reverse(), state))
      .thenRejected('PAYMENT_NOT_FOUND');
  });
});

describe('A payment that is older than its statement', () => {
  it.each([
    ['2020-06-29', '2020-06-30', { issuedLater: '2020-06-30' }],
    ['2020-06-30', '2020-06-30', {}],
    ['2020-07-01', '2020-06-30', {}],
  ])('paid on %s for one of %s', (paidOn, issuedOn, told) =>
    expect(issuedLater(day(paidOn), day(issuedOn))).toEqual(told),
  );

  it('is taken all the same, and one for no statement is older than none', () => {
    given()
      .when((state) => registerPayment(pay({ paidOn: day('2019-06-30') }), state, facts))
      .thenRecorded(paid({ paidOn: day('2019-06-30') }));
    expect(issuedLater(day('2019-06-30'), undefined)).toEqual({});
  });
});

describe('Amounts as people write them', () => {
  it.each([
    ['1.234,56', 123_456],
    ['1234,5', 123_450],
    ['1.234', 123_400],
    ['1.234.567,00 kr.', 123_456_700],
    ['-12,00', -1_200],
    ['+12', 1_200],
    ['1234.56', 123_456],
    ['0,07', 7],
  ])('%s is %i øre', (text, ore) => {
    expect(danishOre(text)).toBe(ore);
  });

  it.each(['', 'tolv', '1,234.56', '12.34.56', '1.23,4', '12,345', '9'.repeat(30)])('%j is none', (text) => {
    expect(danishOre(text)).toBeUndefined();
  });
});

describe('A file of payments', () => {
  it('has its columns in any order, by Danish or English names', () => {
    const danish = 'Bilag;Beløb;Tekst;Bogføringsdato\r\nB1;1.234,56;"Opg. 1082-751-2020-05, tak";01.07.2020\r\n';
    const english = '﻿date,reference,amount\n2020-07-01,1082-751-2020-05,"1234,56"\n';
    const read = { row: 2, statementId: id, amountOre: 123_456, paidOn: '2020-07-01', faults: [] };
    expect(paymentEntries('CSV', danish)).toEqual([
      { ...read, text: 'Opg. 1082-751-2020-05, tak', entryReference: 'B1' },
    ]);
    expect(paymentEntries('CSV', english)).toEqual([{ ...read, text: '1082-751-2020-05' }]);
  });

  it('says row by row what is wrong', () => {
    const [entry] = paymentEntries('CSV', 'dato;beløb;reference\n31.02.2020;x;hej');
    expect(entry?.faults.map(({ code, said }) => [code, said?.da])).toEqual([
      ['AMOUNT_UNREADABLE', '“x” er ikke et beløb i kroner'],
      ['DATE_UNREADABLE', '“31.02.2020” er ikke en dato'],
    ]);
    expect(entry?.statementId).toBeUndefined();
  });

  it('is refused when it is no such file', () => {
    expect(() => paymentEntries('CSV', 'dato;reference\n')).toThrow(UnreadablePayments);
    expect(() => paymentEntries('CSV', 'dato;beløb;reference\n1;"2')).toThrow(UnreadablePayments);
    expect(() => paymentEntries('CAMT053', 'not xml <')).toThrow(UnreadablePayments);
    expect(() => paymentEntries('CAMT053', '<Document/>')).toThrow(UnreadablePayments);
  });

  it('may be an account statement (camt.053)', () => {
    const entry = (ref: string, amount: string, more: string, kind = 'CRDT') =>
      `<Ntry><Amt Ccy="DKK">${amount}</Amt><CdtDbtInd>${kind}</CdtDbtInd><BookgDt><Dt>2020-07-01</Dt></BookgDt>
       <AcctSvcrRef>${ref}</AcctSvcrRef>${more}</Ntry>`;
    const detail = (text: string, amount = '') =>
      `<TxDtls>${amount === '' ? '' : `<Amt Ccy="DKK">${amount}</Amt>`}<RmtInf><Ustrd>${text}</Ustrd></RmtInf></TxDtls>`;
    const xml = `<?xml version="1.0"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt><Stmt>
      ${entry('A1', '1234.56', `<NtryDtls>${detail('1082-751-2020-05')}</NtryDtls>`)}
      ${entry('A2', '300.00', `<NtryDtls>${detail('1082-751-2020-05', '100.00')}${detail('1082-740-2020-05', '200.00')}</NtryDtls>`)}
      ${entry('A3', '5.00', '', 'DBIT')}
      </Stmt></BkToCstmrStmt></Document>`;
    expect(paymentEntries('CAMT053', xml)).toMatchObject([
      { row: 1, statementId: id, amountOre: 123_456, paidOn: '2020-07-01', entryReference: 'A1', faults: [] },
      { row: 2, statementId: id, amountOre: 10_000, entryReference: 'A2/1', faults: [] },
      { row: 2, statementId: '1082-740-2020-05', amountOre: 20_000, entryReference: 'A2/2', faults: [] },
      { row: 3, faults: [{ code: 'PAID_OUT' }] },
    ]);
  });
});
