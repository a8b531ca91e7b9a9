import { asDay, asMonth } from '../../src/kernel/calendar';
import type { Language } from '../../src/kernel/messages';
import { statementDocument, type StatementContent } from '../../src/documents/statement-document.calculation';
import { statementPdf } from '../../src/documents/statement-pdf';
import { lineWords } from '../../src/settlement/lines/line-words';
import { ruleText } from '../../src/settlement/statements/rule-texts';
import type { StatementLine } from '../../src/settlement/months/settlement.events';
import { AARHUS } from '../support/small-market';
import { closedMonths, JUNE } from './closed-months';
import { fileFor } from './files';
import { count, insideOf, textIsRead, textOf } from './pdf-text';
import { account, CAUSE, credit, head, statementLine } from './lines';

const contentOf = (lines: readonly StatementLine[], more: Partial<StatementContent> = {}): StatementContent => ({
  statementId: head.statementId,
  month: asMonth('2020-05'),
  issuedOn: head.issuedOn,
  dueOn: head.dueOn,
  agreement: 'Rammeaftale 2019-20',
  operator: { code: '1082', name: 'Region Midtjylland', cvr: '29190925' },
  payer: { code: '751', name: 'Aarhus', cvr: '55133018', ean: '5798005770220' },
  account,
  lines: lines.map((line) => ({
    line,
    words: lineWords(line, 'da'),
    tariffFrom: asDay('2020-01-01'),
    ...(line.cause === undefined ? {} : { cause: CAUSE }),
  })),
  charges: [],
  rules: ['R6', 'R29', 'R35', 'R36', 'R38', 'R45'].map(ruleText),
  linesHash: 'b1'.repeat(32),
  eventId: '0195d9a0-0000-7000-8000-0000000000f1',
  constructed: false,
  ...more,
});

const pdfOf = (lines: readonly StatementLine[], language: Language = 'da', more: Partial<StatementContent> = {}) =>
  statementPdf(statementDocument(contentOf(lines, more), language), head.issuedOn);

describe('A statement as PDF', () => {
  it('is the same bytes each time', async () => {
    const [one, two] = [await pdfOf([statementLine()]), await pdfOf([statementLine()])];
    expect(one.equals(two)).toBe(true);
  });

  it('is tagged: a language, a title that is shown, headings, tables with header cells, rules and lists', async () => {
    const pdf = insideOf(await pdfOf([statementLine(), credit({ line: 2 })]));
    expect(pdf).toContain('/MarkInfo');
    expect(pdf).toMatch(/\/Marked true/);
    expect(pdf).toMatch(/\/Lang \(da\)/);
    expect(pdf).toMatch(/\/DisplayDocTitle true/);
    expect(count(pdf, /\/S \/H1\b/g)).toBe(1);
    expect(count(pdf, /\/S \/H2\b/g)).toBe(6);
    expect(count(pdf, /\/S \/Table\b/g)).toBe(3);
    // Six columns in each of two tables of lines, four of accounts; each with its scope.
    expect(count(pdf, /\/Scope \/Column/g)).toBe(16);
    expect(count(pdf, /\/S \/TD\b/g)).toBe(6 + 1 + 6 + 1 + 4);
    expect(count(pdf, /\/S \/L\b/g)).toBe(4);
    // Page numbers are no content.
    expect(pdf).toMatch(/\/Artifact <<[^>]*\/Pagination/);
  });

  it('is an archive file with its fonts in it', async () => {
    const pdf = insideOf(await pdfOf([statementLine()]));
    expect(pdf).toMatch(/pdfaid:part>2</);
    expect(pdf).toMatch(/pdfaid:conformance>B</);
    expect(count(pdf, /\/FontFile[23]? /g)).toBe(2);
    expect(pdf).toMatch(/IBMPlexSans/);
  });

  it('tells one line on at most two pages, and many over as many as they need, with the heading on each', async () => {
    const pages = (bytes: Buffer): number => count(insideOf(bytes), /\/Type \/Page\b/g);
    expect(pages(await pdfOf([statementLine()]))).toBeLessThanOrEqual(2);
    const many = Array.from({ length: 24 }, (_, at) => statementLine({ line: at + 1 }));
    expect(pages(await pdfOf(many))).toBeGreaterThanOrEqual(3);
  });

  (textIsRead ? it : it.skip)('reads as it was meant, in both languages', async () => {
    const danish = textOf(await pdfOf([statementLine(), credit({ line: 2 })], 'da', { constructed: true }));
    for (const said of [
      'Opgørelse for maj 2020',
      'KONSTRUERET TIL DEMONSTRATION',
      'Region Midtjylland (1082), CVR 29190925',
      'Bostøtte Høskoven: Basistakst, niveau 1',
      'konto 5.38.52',
      'Hvorfor: 31 døgn × 2.560,00 kr. = 79.360,00 kr.',
      'Retter linje 1 i 1082-751-2020-05: Udskrivning rettet',
      '51.200,00 kr.',
      '01.07.2020',
      '0001 0000012345',
      'Handlekommunen har pligt',
      '[læst i kilden]',
      'Side 1 af',
    ])
      expect(danish).toContain(said);
    const english = textOf(await pdfOf([credit()], 'en'));
    expect(english).toContain('Credit statement for May 2020');
    expect(english).toContain('DKK 28,160.00');
    expect(english).toContain('Corrects line 1 of 1082-751-2020-05: Discharge corrected');
  });
});

describe('The document of a statement', () => {
  it('says who, when and how much, and books each paragraph by its function (R45)', () => {
    const lines = [statementLine(), statementLine({ line: 2, legalBasis: 'SEL-104', accountFunction: '5.38.59' })];
    const document = statementDocument(contentOf(lines), 'da');
    expect(document.total).toEqual({ name: 'Til betaling', value: '158.720,00 kr.' });
    expect(document.accounts.rows).toEqual([
      ['5.38.52', 'SEL-107 midlertidigt botilbud', '1', '79.360,00'],
      ['5.38.59', 'SEL-104 aktivitets- og samværstilbud', '1', '79.360,00'],
    ]);
    expect(document.mark).toBeUndefined();
  });

  it('of nothing asks for nothing, and a credit stands in the payer’s favour', () => {
    const nothing = statementDocument(
      contentOf([
        statementLine(),
        statementLine({ line: 2, days: -31, quantity: -3_100, amountOre: -7_936_000 as never }),
      ]),
      'da',
    );
    expect(nothing.payment[0]).toMatchObject({ value: 'Der skal ikke betales noget.' });
    expect(statementDocument(contentOf([credit()]), 'da').total).toEqual({ name: 'Til gode', value: '28.160,00 kr.' });
  });
});

describe('The PDF of a closed month', () => {
  it('comes over HTTP with its reasons', async () => {
    const closed = await closedMonths();
    try {
      const answer = await fileFor(closed.running, AARHUS, 'buyer')(`/settlement/statements/${JUNE}/pdf`);
      expect(answer.headers).toMatchObject({ 'content-type': 'application/pdf', 'content-language': 'da' });
      expect(answer.bytes.subarray(0, 5).toString()).toBe('%PDF-');
      if (!textIsRead) return;
      const text = textOf(answer.bytes);
      expect(text).toContain('Kreditopgørelse for juni 2020');
      expect(text).toContain('Udskrivning rettet: rejst 20.05.2020');
      expect(text).toContain('Rammeaftale 2019-20');
      expect(text).toContain('takst fra 01.01.2020');
    } finally {
      await closed.running.close();
    }
  }, 60_000);
});
