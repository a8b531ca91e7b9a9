import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { create } from 'xmlbuilder2';
import { asDay } from '../../src/kernel/calendar';
import { asOre, sumOre } from '../../src/kernel/money';
import { statementId } from '../../src/kernel/vocabulary';
import { faultsOf, PROFILE_CODES, profileOf } from '../../src/documents/e-invoice-profiles';
import { CONSTRUCTED_NOTE, invoiceOf } from '../../src/documents/invoice.calculation';
import type { StatementLine } from '../../src/settlement/months/settlement.events';
import { credit, factsOf, priced, statementLine } from './lines';
import { structureFaults } from './ubl-structure';

const peppol = profileOf('peppol-bis-3');
const golden = (name: string) => readFileSync(join(__dirname, 'goldens', name), 'utf8');

const INVOICE = factsOf([
  statementLine(),
  statementLine({
    line: 2,
    componentKind: 'SERVICE_HOUR',
    component: 'HOUR',
    unit: 'HOUR',
    priceOre: asOre(40_200),
    quantity: 7_750,
    amountOre: asOre(3_115_500),
  }),
  priced(
    statementLine({
      line: 3,
      factorBp: 8_500,
      priceOre: asOre(77_300),
      legalBasis: 'SEL-104',
      accountFunction: '5.38.59',
    }),
  ),
  priced(
    statementLine({
      line: 4,
      unit: 'MONTH',
      priceOre: asOre(8_614_100),
      days: 20,
      quantity: 2_000,
      lastDay: asDay('2020-05-20'),
    }),
  ),
  credit({
    line: 5,
    corrects: { statementId: statementId('1082-751-2020-04'), line: 1 },
    firstDay: asDay('2020-04-20'),
    lastDay: asDay('2020-04-30'),
  }),
]);
const CREDIT_NOTE = factsOf([
  credit(),
  priced(statementLine({ line: 2, days: 1, quantity: 100, lastDay: asDay('2020-05-01') })),
]);

describe('An e-invoice', () => {
  it.each([
    ['invoice', 'peppol-bis-3', INVOICE],
    ['credit-note', 'peppol-bis-3', CREDIT_NOTE],
    ['invoice', 'oioubl-2.1', INVOICE],
    ['credit-note', 'oioubl-2.1', CREDIT_NOTE],
  ] as const)(
    'of the golden %s in %s has the same bytes as ever, and its elements in the order of UBL 2.1',
    (name, code, facts) => {
      const invoice = invoiceOf(facts);
      const xml = profileOf(code).write(invoice).toString('utf8');
      expect(xml).toBe(golden(`${name}.${code}.xml`));
      expect(structureFaults(xml)).toEqual([]);
      expect(faultsOf(profileOf(code), invoice)).toEqual([]);
    },
  );

  it('is a credit note with its signs turned when the statement is negative (R38)', () => {
    const note = invoiceOf(CREDIT_NOTE);
    expect(note).toMatchObject({
      kind: 'CREDIT_NOTE',
      preceding: ['1082-751-2020-05'],
      totals: { payableOre: 2_560_000 },
    });
    expect(note.lines.map(({ quantity, netOre }) => [quantity, netOre])).toEqual([
      [1_100, 2_816_000],
      [-100, -256_000],
    ]);
    expect([note.payment, note.dueOn]).toEqual([undefined, undefined]);
  });

  it('of nothing is an invoice of 0,00 that asks for no payment', () => {
    const nothing = invoiceOf(
      factsOf([statementLine({ days: 11, quantity: 1_100, amountOre: asOre(2_816_000) }), credit({ line: 2 })]),
    );
    expect(nothing).toMatchObject({ kind: 'INVOICE', totals: { payableOre: 0 } });
    expect(nothing.payment).toBeUndefined();
    expect(faultsOf(peppol, nothing)).toEqual([]);
    expect(structureFaults(peppol.write(nothing).toString())).toEqual([]);
  });

  it('of 1,000 lines keeps all of them, and all of their øre', () => {
    const lines = Array.from({ length: 1_000 }, (_, at) => statementLine({ line: at + 1 }));
    const invoice = invoiceOf(factsOf(lines));
    expect(faultsOf(peppol, invoice)).toEqual([]);
    const xml = peppol.write(invoice).toString();
    expect(xml.match(/<cac:InvoiceLine>/g)).toHaveLength(1_000);
    expect(xml).toContain('<cbc:PayableAmount currencyID="DKK">79360000.00</cbc:PayableAmount>');
  });

  it('says when something in it was made up', () => {
    expect(invoiceOf(factsOf([statementLine()], { constructed: true })).note).toBe(CONSTRUCTED_NOTE);
  });

  it('names the ground of the exemption: education by number 3, both in words only', () => {
    const taught = statementLine({ legalBasis: 'STU' });
    expect(invoiceOf(factsOf([taught])).vat).toMatchObject([{ exemptionCode: 'VATEX-EU-132-1I' }]);
    const [both] = invoiceOf(factsOf([taught, statementLine({ line: 2 })])).vat;
    expect(both?.exemptionCode).toBeUndefined();
    expect(both?.exemptionReason).toMatch(/nr\. 2 .* nr\. 3/);
  });

  it('holds no character that XML cannot', () => {
    const odd = statementLine({ offeringName: 'A\u0000<&>"\ud800é' });
    const xml = peppol.write(invoiceOf(factsOf([odd]))).toString();
    expect(structureFaults(xml)).toEqual([]);
    expect(xml).toContain('A\ufffd&lt;&amp;&gt;"\ufffdé: Basistakst');
  });
});

/** Lines as settlement draws them: days of May 2020, taken back or added, at any price, part and unit. */
const lineArbitrary: fc.Arbitrary<StatementLine> = fc
  .record({
    days: fc.integer({ min: 1, max: 31 }),
    sign: fc.constantFrom(1, -1),
    priceOre: fc.integer({ min: 1, max: 5_000_000 }),
    factorBp: fc.integer({ min: 1, max: 10_000 }),
    unit: fc.constantFrom('DAY' as const, 'HOUR' as const, 'MONTH' as const),
    perDay: fc.integer({ min: 1, max: 2_400 }),
    rounding: fc.constantFrom(-1, 0, 1),
  })
  .map(({ days, sign, priceOre, factorBp, unit, perDay, rounding }) => {
    const quantity = sign * days * (unit === 'HOUR' ? perDay : 100);
    const lastDay = asDay(`2020-05-${String(days).padStart(2, '0')}`);
    const line = priced(
      statementLine({ days: sign * days, quantity, priceOre: asOre(priceOre), factorBp, unit, lastDay }),
    );
    const adjusted = { ...line, kind: 'ADJUSTMENT' as const, amountOre: asOre(line.amountOre + rounding) };
    return sign < 0 ? { ...adjusted, corrects: { statementId: statementId('1082-751-2020-04'), line: 1 } } : adjusted;
  });

describe('Whatever a statement holds, its e-invoice', () => {
  it('comes to the same øre, keeps every rule, and has the structure of UBL', () => {
    fc.assert(
      fc.property(
        fc.array(lineArbitrary, { minLength: 1, maxLength: 12 }),
        fc.constantFrom(...PROFILE_CODES),
        (drawn, code) => {
          const lines = drawn.map((line, at) => ({ ...line, line: at + 1 }));
          const total = sumOre(lines.map(({ amountOre }) => amountOre));
          const invoice = invoiceOf(factsOf(lines));
          const sign = invoice.kind === 'CREDIT_NOTE' ? -1 : 1;
          expect(sign * invoice.totals.payableOre).toBe(total === 0 ? 0 : total);
          expect(invoice.totals.payableOre).toBeGreaterThanOrEqual(0);
          expect(faultsOf(profileOf(code), invoice)).toEqual([]);
          const xml = profileOf(code).write(invoice).toString();
          expect(structureFaults(xml)).toEqual([]);
          const written = create(xml).toObject() as Record<string, Record<string, Record<string, { '#': string }>>>;
          const [root] = Object.values(written);
          const payable = root?.['cac:LegalMonetaryTotal']?.['cbc:PayableAmount']?.['#'];
          expect(payable).toBe((Math.abs(total) / 100).toFixed(2));
        },
      ),
      { numRuns: 200 },
    );
  });
});
