import { asDay } from '../../src/kernel/calendar';
import { asOre } from '../../src/kernel/money';
import type { Invoice, InvoiceLine } from '../../src/documents/invoice.calculation';
import { invoiceOf } from '../../src/documents/invoice.calculation';
import {
  brokenRules,
  DANISH_RULES,
  EN_16931_RULES,
  HOUSE_RULES,
  PEPPOL_RULES,
} from '../../src/documents/invoice-rules.calculation';
import { credit, factsOf, statementLine } from './lines';

const RULES = [...EN_16931_RULES, ...PEPPOL_RULES, ...DANISH_RULES, ...HOUSE_RULES];
const sound = invoiceOf(factsOf([statementLine()]));
const note = invoiceOf(factsOf([credit()]));

const withLine = (more: Partial<InvoiceLine>): Invoice => ({
  ...sound,
  lines: sound.lines.map((line) => ({ ...line, ...more })),
});
const withTotals = (more: object): Invoice => ({ ...sound, totals: { ...sound.totals, ...more } });
const withVat = (more: object): Invoice => ({ ...sound, vat: sound.vat.map((each) => ({ ...each, ...more })) });
const withSeller = (more: object): Invoice => ({ ...sound, seller: { ...sound.seller, ...more } });
const withBuyer = (more: object): Invoice => ({ ...sound, buyer: { ...sound.buyer, ...more } });
const withPayment = (more: object): Invoice => ({ ...sound, payment: { ...sound.payment!, ...more } });
const without = (field: keyof Invoice, from: Invoice = sound): Invoice => {
  const { [field]: _, ...rest } = from;
  return rest as Invoice;
};

/** Each rule, and an invoice that breaks it. */
const BROKEN: Readonly<Record<string, Invoice>> = {
  'BR-02': { ...sound, number: '' },
  'BR-03': { ...sound, issuedOn: '' as never },
  'BR-05': { ...sound, currency: '' as never },
  'BR-06': withSeller({ name: ' ' }),
  'BR-07': withBuyer({ name: '' }),
  'BR-09': withSeller({ country: '' }),
  'BR-11': withBuyer({ country: '' }),
  'BR-16': { ...sound, lines: [] },
  'BR-21': withLine({ id: '' }),
  'BR-22': withLine({ quantity: 0 }),
  'BR-23': withLine({ unitCode: '' }),
  'BR-24': withLine({ netOre: Number.NaN as never }),
  'BR-25': withLine({ name: '' }),
  'BR-26': withLine({ priceMicro: Number.NaN }),
  'BR-27': withLine({ priceMicro: -1 }),
  'BR-29': { ...sound, period: { first: asDay('2020-06-01'), last: asDay('2020-05-01') } },
  'BR-30': withLine({ period: { first: asDay('2020-05-31'), last: asDay('2020-05-01') } }),
  'BR-49': withPayment({ meansCode: '' }),
  'BR-55': { ...note, preceding: [''] },
  'BR-62': withSeller({ endpoint: { scheme: '', id: '1' } }),
  'BR-63': withBuyer({ endpoint: { scheme: '', id: '1' } }),
  'BR-CL-23': withLine({ unitCode: 'DØGN' }),
  'BR-CO-04': withLine({ vatCategory: '' }),
  'BR-CO-10': withTotals({ linesOre: 1 }),
  'BR-CO-13': withTotals({ withoutVatOre: 1 }),
  'BR-CO-14': withTotals({ vatOre: 1 }),
  'BR-CO-15': withTotals({ withVatOre: 1 }),
  'BR-CO-16': withTotals({ payableOre: 1 }),
  'BR-CO-18': { ...sound, vat: [] },
  'BR-CO-25': without('dueOn'),
  'BR-CO-26': withSeller({ cvr: '' }),
  'BR-E-01': { ...sound, vat: [...sound.vat, ...sound.vat] },
  'BR-E-02': withSeller({ cvr: '1234' }),
  'BR-E-05': withLine({ vatPercent: 25 }),
  'BR-E-08': withVat({ taxableOre: asOre(1) }),
  'BR-E-09': withVat({ taxOre: asOre(1) }),
  'BR-E-10': withVat({ exemptionCode: '', exemptionReason: '' }),
  'PEPPOL-EN16931-R003': without('orderReference', { ...sound, buyerReference: '' }),
  'PEPPOL-EN16931-R008': withLine({ description: ' ' }),
  'PEPPOL-EN16931-R010': { ...sound, buyer: without('endpoint' as never, sound.buyer as never) as never },
  'PEPPOL-EN16931-R020': { ...sound, seller: without('endpoint' as never, sound.seller as never) as never },
  'PEPPOL-EN16931-R053': { ...sound, vat: [...sound.vat, ...sound.vat] },
  'PEPPOL-EN16931-R110': withLine({ period: { first: asDay('2020-04-30'), last: asDay('2020-05-31') } }),
  'PEPPOL-EN16931-R111': withLine({ period: { first: asDay('2020-05-01'), last: asDay('2020-06-01') } }),
  'PEPPOL-EN16931-R120': withLine({ netOre: asOre(7_936_003) }),
  'PEPPOL-EN16931-R121': withLine({ baseQuantity: 0 }),
  'PEPPOL-COMMON-R040': withBuyer({ endpoint: { scheme: '0088', id: '5798005770221' } }),
  'PEPPOL-COMMON-R042': withSeller({ endpoint: { scheme: '0184', id: '29190925' } }),
  'DK-R-002': withSeller({ cvr: '' }),
  'DK-R-005': withPayment({ meansCode: '30' }),
  'DK-R-006': { ...sound, payment: { meansCode: '42', reference: '1' } },
  'DK-R-014': withSeller({ cvr: '291909' }),
  'DK-R-016': { ...note, totals: { ...note.totals, payableOre: asOre(-1) } },
  'PLADSBOG-R37': withLine({ note: 'Borger 010190-1234' }),
  'PLADSBOG-R38': { ...note, preceding: [] },
};

describe('A rule of an e-invoice', () => {
  it.each(RULES.map(({ id }) => id))('%s names what breaks it, and no sound document does', (id) => {
    expect(brokenRules(sound, RULES)).toEqual([]);
    expect(brokenRules(note, RULES)).toEqual([]);
    const broken = BROKEN[id];
    expect(broken).toBeDefined();
    expect(brokenRules(broken!, RULES).map(({ rule }) => rule)).toContain(id);
  });

  it('stands in the list once, with a sentence in both languages', () => {
    const ids = RULES.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(Object.keys(BROKEN).filter((id) => !ids.includes(id))).toEqual([]);
    expect(RULES.filter(({ text }) => !text.da.endsWith('.') || !text.en.endsWith('.'))).toEqual([]);
  });

  it('lets a rounding of two øre pass and no more (PEPPOL-EN16931-R120)', () => {
    const off = (ore: number) => brokenRules(withLine({ netOre: asOre(7_936_000 + ore) }), PEPPOL_RULES).length;
    expect([off(2), off(-2), off(3), off(-3)]).toEqual([0, 0, 1, 1]);
  });

  it('takes no opaque id for a civil registration number', () => {
    const ids = ['0195d9a0-0101-7901-8123-010190123456', 'ab0101901234cd', '5798005770220'];
    for (const value of ids) {
      expect(brokenRules(withLine({ properties: [['Borger', value]] }), HOUSE_RULES)).toEqual([]);
    }
    expect(brokenRules(withLine({ properties: [['Borger', '0101901234']] }), HOUSE_RULES)).toHaveLength(1);
  });
});
