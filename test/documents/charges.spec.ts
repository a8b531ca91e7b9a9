import { text } from 'node:stream/consumers';
import { asMonth } from '../../src/kernel/calendar';
import { asOre, sumOre } from '../../src/kernel/money';
import { chargeId, statementId } from '../../src/kernel/vocabulary';
import { brokenRules, EN_16931_RULES } from '../../src/documents/invoice-rules.calculation';
import { invoiceOf } from '../../src/documents/invoice.calculation';
import { profileOf } from '../../src/documents/e-invoice-profiles';
import { STATEMENT_COLUMNS } from '../../src/documents/statement-columns.calculation';
import { statementCsv } from '../../src/documents/statement-csv';
import { statementDocument } from '../../src/documents/statement-document.calculation';
import { threeWayMatch } from '../../src/documents/three-way-match.calculation';
import type { ChargeLine } from '../../src/settlement/charges/charge.events';
import { chargeWords } from '../../src/settlement/lines/charge-words';
import { ruleText } from '../../src/settlement/statements/rule-texts';
import { factsOf, fileLine, head, statementLine } from './lines';

const charged = (more: Partial<ChargeLine> = {}): ChargeLine => ({
  line: 2,
  kind: 'CHARGE',
  chargeId: chargeId('5d0c8a51-7e0b-8f3e-9a5c-4be1d50f0a11'),
  chargeKind: 'OBJECTIVE_SHARE',
  amountOre: asOre(4_518_519),
  dueFrom: asMonth('2020-01'),
  originYear: 2020,
  accountFunction: '5.28.25',
  words: { da: 'Objektiv finansiering 2020', en: 'Objective financing 2020' },
  reckoning: { da: '1.000.000,00 kr. × 61 / 1.350 = 45.185,19 kr.', en: 'the same' },
  rules: ['R33', 'R40', 'R45', 'Q9'],
  events: [],
  ...more,
});

describe('A charge in the files of a statement', () => {
  const row = async () => {
    const line = charged();
    const pages = async function* () {
      yield [fileLine(), { statement: head, line, words: chargeWords(line, 'da') }] as const;
    };
    const [headings = '', , cells = ''] = (await text(statementCsv(pages(), 'da'))).replace('\uFEFF', '').split('\r\n');
    const values = cells.split(';');
    return Object.fromEntries(headings.split(';').map((name, at) => [name, values[at]]));
  };

  it('is a row with its own kind, amount, account and words, and nothing about a contract', async () => {
    const cells = await row();
    expect(Object.keys(cells)).toHaveLength(STATEMENT_COLUMNS.length);
    expect(cells).toMatchObject({
      Linje: '2',
      Slags: 'Objektiv finansiering',
      Kontrakt: '',
      'Borger (pseudonym)': '',
      Paragraf: '',
      Kontofunktion: '5.28.25',
      Antal: '1,00',
      'Pris i kr.': '45185,19',
      'Beløb i kr.': '45185,19',
      Forklaring: 'Objektiv finansiering 2020. 1.000.000,00 kr. × 61 / 1.350 = 45.185,19 kr.',
      Opkrævning: '5d0c8a51-7e0b-8f3e-9a5c-4be1d50f0a11',
      Oprindelsesår: '2020',
    });
  });

  it('has a section of its own on the page, is booked on its function, and counts in the total', () => {
    const line = charged();
    const page = statementDocument(
      {
        statementId: head.statementId,
        month: asMonth('2020-05'),
        issuedOn: head.issuedOn,
        dueOn: head.dueOn,
        agreement: 'Rammeaftale',
        operator: { code: '1082', name: 'Region Midtjylland', cvr: '29190925' },
        payer: { code: '751', name: 'Aarhus', cvr: '55133018' },
        lines: [{ line: statementLine(), words: { component: 'Basistakst', unit: 'døgn' } }],
        charges: [{ line, words: chargeWords(line, 'da') }],
        rules: line.rules.map(ruleText),
        linesHash: 'b1',
        eventId: 'e',
        constructed: false,
      },
      'da',
    );
    expect(page.sections.map(({ heading }) => heading)).toEqual([
      'Månedens afregning',
      'Opkrævninger, der ikke hører til en kontrakt',
    ]);
    expect(page.sections[1]?.rows).toMatchObject([
      { line: '2', what: 'Objektiv finansiering 2020', period: ['Vedrører året', '2020'], amount: '45.185,19' },
    ]);
    expect(page.accounts.rows).toContainEqual(['5.28.25', 'Objektiv finansiering', '1', '45.185,19']);
    expect(page.total.value).toBe('124.545,19 kr.');
    expect(page.rules.find(({ name }) => name === 'Q9')?.value).toContain('ikke lov');
  });
});

describe('A charge in an e-invoice', () => {
  const invoice = invoiceOf(factsOf([statementLine()], { charges: [charged()] }));

  it('is a line of one piece about its year, and breaks no rule', () => {
    expect(invoice.lines[1]).toMatchObject({
      id: '2',
      quantity: 100,
      unitCode: 'C62',
      netOre: 4_518_519,
      period: { first: '2020-01-01', last: '2020-12-31' },
      accountFunction: '5.28.25',
    });
    expect(invoice.totals.payableOre).toBe(7_936_000 + 4_518_519);
    expect(brokenRules(invoice, EN_16931_RULES)).toEqual([]);
  });

  it.each(['peppol-bis-3', 'oioubl-2.1'])('is written as %s, with the charge as the invoiced object', (code) => {
    const profile = profileOf(code);
    expect(brokenRules(invoice, profile.rules)).toEqual([]);
    const xml = profile.write(invoice).toString('utf8');
    expect(xml).toContain('<cbc:ID>5d0c8a51-7e0b-8f3e-9a5c-4be1d50f0a11</cbc:ID>');
    expect(xml).toContain('<cbc:Name>Objektiv finansiering 2020</cbc:Name>');
  });

  it('makes a credit note of nothing but credits, which says what it corrects', () => {
    const corrects = { statementId: statementId('1082-751-2020-04'), line: 3 };
    const credit = invoiceOf(factsOf([], { charges: [charged({ line: 1, amountOre: asOre(-500), corrects })] }));
    expect(credit).toMatchObject({ kind: 'CREDIT_NOTE', preceding: ['1082-751-2020-04'], totals: { payableOre: 500 } });
    expect(credit.lines).toMatchObject([{ netOre: 500, quantity: 100 }]);
    expect(brokenRules(credit, profileOf('peppol-bis-3').rules)).toEqual([]);
  });

  it('in the payer’s favour is a credit note that corrects no invoice', () => {
    const refund = charged({ line: 1, chargeKind: 'RESULT_REFUND', amountOre: asOre(-500) });
    const credit = invoiceOf(factsOf([], { charges: [refund] }));
    expect(credit).toMatchObject({ kind: 'CREDIT_NOTE', preceding: [] });
    expect(brokenRules(credit, profileOf('peppol-bis-3').rules)).toEqual([]);
  });

  it('is matched with the statement by its amount', () => {
    const lines = [{ line: statementLine(), placeBookDays: 31, billedDays: 31 }];
    const match = threeWayMatch(lines, invoice, [charged()]);
    expect(match).toMatchObject({ agrees: true, statementOre: sumOre([asOre(7_936_000), asOre(4_518_519)]) });
    const other = threeWayMatch(lines, invoice, [charged({ amountOre: asOre(1) })]);
    expect(other.charges).toMatchObject([{ differences: [{ code: 'AMOUNT_DIFFERS' }] }]);
    expect(other.agrees).toBe(false);
  });
});
