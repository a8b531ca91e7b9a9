import { asOre } from '../../src/kernel/money';
import { partyCode, statementId } from '../../src/kernel/vocabulary';
import type { DrawnInvoice } from '../../src/documents/invoice.decider';
import { invoice, IssueEInvoice, issueEInvoice } from '../../src/documents/invoice.decider';
import type { InvoiceEvent } from '../../src/documents/invoice.events';
import { invoiceOf } from '../../src/documents/invoice.calculation';
import { threeWayMatch } from '../../src/documents/three-way-match.calculation';
import { scenariosFor } from '../support/given';
import { credit, factsOf, statementLine } from './lines';

const given = scenariosFor(invoice);
const region = partyCode('1082');
const MAY = statementId('1082-751-2020-05');
const { lines: _, ...terms } = factsOf([statementLine()]);
const document: DrawnInvoice['document'] = {
  ...terms,
  number: MAY,
  profile: 'peppol-bis-3',
  operator: region,
  payer: partyCode('751'),
  lines: 1,
  totalOre: asOre(7_936_000),
  linesHash: 'b1',
  bytes: 4_711,
  sha256: 'c2',
};
const drawn: DrawnInvoice = { kind: 'INVOICE', document, broken: [] };
const issue = (profile = 'peppol-bis-3', by = region) => new IssueEInvoice({ statementId: MAY, by, profile });
const issued: InvoiceEvent = { type: 'InvoiceIssued', data: document };

describe('Issuing an e-invoice', () => {
  it('records the document by its hash, its receiver and its total, and no line', () =>
    given()
      .when((state) => issueEInvoice(issue(), state, drawn))
      .thenRecorded(issued));

  it('of a negative statement records a credit note', () =>
    given()
      .when((state) => issueEInvoice(issue(), state, { ...drawn, kind: 'CREDIT_NOTE' }))
      .thenRecorded({ type: 'CreditNoteIssued', data: document }));

  it('a second time is nothing new', () =>
    given(issued)
      .when((state) => issueEInvoice(issue(), state, drawn))
      .thenNothing());

  it('in a second format is refused: a statement has one document', () =>
    given(issued)
      .when((state) => issueEInvoice(issue('oioubl-2.1'), state, drawn))
      .thenRejected('E_INVOICE_ALREADY_ISSUED'));

  it('is for the operator alone', () =>
    given()
      .when((state) => issueEInvoice(issue('peppol-bis-3', partyCode('751')), state, drawn))
      .thenRejected('NOT_YOURS'));

  it('is refused where a rule is broken, which is named', () => {
    const broken = [{ rule: 'DK-R-006', da: 'Kontoen mangler.', en: 'No account.' }];
    expect(issueEInvoice(issue(), {}, { ...drawn, broken })).toMatchObject({
      code: 'E_INVOICE_RULES_BROKEN',
      values: { rules: 'DK-R-006' },
    });
  });
});

describe('Placement, statement and e-invoice', () => {
  const line = statementLine();
  const sound = { line, placeBookDays: 31, billedDays: 31 };
  const codes = (match: ReturnType<typeof threeWayMatch>) => ({
    whole: match.differences.map(({ code }) => code),
    lines: match.lines.map(({ differences }) => differences.map(({ code }) => code)),
  });

  it('agree when days and amounts do', () => {
    const match = threeWayMatch([sound], invoiceOf(factsOf([line])));
    expect(match).toMatchObject({ agrees: true, statementOre: 7_936_000, invoicedOre: 7_936_000 });
    expect(match.lines).toMatchObject([{ days: 31, placeBookDays: 31, billedDays: 31, invoicedOre: 7_936_000 }]);
  });

  it('agree for a credit note too, whose signs are turned', () => {
    const taken = { line: credit(), placeBookDays: 0, billedDays: 0 };
    expect(threeWayMatch([taken], invoiceOf(factsOf([credit()])))).toMatchObject({
      agrees: true,
      statementOre: -2_816_000,
      invoicedOre: -2_816_000,
    });
  });

  it('differ by name: days, a missing invoice, a line, an amount, a total', () => {
    const other = invoiceOf(factsOf([{ ...line, amountOre: asOre(1) }]));
    const further = invoiceOf(factsOf([line, statementLine({ line: 2 })]));
    const none = { ...further, lines: [], totals: { ...further.totals, payableOre: asOre(7_936_000) } };
    expect(codes(threeWayMatch([{ ...sound, placeBookDays: 20 }], undefined))).toEqual({
      whole: ['NOT_INVOICED'],
      lines: [['DAYS_DIFFER']],
    });
    expect(codes(threeWayMatch([sound], other))).toEqual({ whole: ['TOTAL_DIFFERS'], lines: [['AMOUNT_DIFFERS']] });
    expect(codes(threeWayMatch([sound], further))).toEqual({ whole: ['TOTAL_DIFFERS', 'LINE_UNKNOWN'], lines: [[]] });
    expect(codes(threeWayMatch([sound], none))).toEqual({ whole: [], lines: [['LINE_NOT_INVOICED']] });
  });
});
