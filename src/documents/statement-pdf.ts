import type { Day } from '../kernel/calendar';
import { pdfFile } from './pdf-file';
import type { PdfPages } from './pdf-pages';
import type { LineRow, LineSection, StatementDocument, Table } from './statement-document.calculation';

const LINE_WIDTHS = [30, 222, 68, 56, 64, 71];
const ACCOUNT_WIDTHS = [90, 281, 50, 90];

/** Its dates are the statement's own, so that the same statement gives the same bytes. */
export const statementPdf = (document: StatementDocument, issuedOn: Day): Promise<Buffer> =>
  pdfFile(
    {
      title: `${document.title}, ${document.subtitle}`,
      subject: document.facts[0]?.value ?? '',
      language: document.language,
      day: issuedOn,
    },
    (pages) => draw(pages, document),
  );

const draw = (pages: PdfPages, document: StatementDocument): void => {
  if (document.mark !== undefined) pages.banner(document.mark);
  pages.heading('H1', document.title);
  pages.paragraph(document.subtitle, { size: 11 });
  pages.facts(document.facts);
  pages.amount(document.total);
  for (const section of document.sections) drawSection(pages, section);
  pages.heading('H2', document.headings.accounts);
  drawAccounts(pages, document.accounts);
  pages.amount(document.total);
  pages.heading('H2', document.headings.payment);
  pages.facts(document.payment);
  pages.heading('H2', document.headings.rules);
  pages.facts(document.rules, 40);
  pages.heading('H2', document.headings.proof);
  pages.facts(document.proof);
  pages.footers(document.page);
};

const drawSection = (pages: PdfPages, { heading, columns, rows, sum }: LineSection): void => {
  pages.heading('H2', heading);
  const table = pages.table(columns.map((text, at) => ({ text, width: LINE_WIDTHS[at] ?? 0, right: at > 2 })));
  for (const row of rows) table.row(cellsOf(row));
  table.sum(sum);
  table.end();
};

const cellsOf = ({ line, what, details, why, period, quantity, price, amount }: LineRow) => [
  [{ text: line }],
  [
    { text: what, bold: true },
    ...details.map((text) => ({ text, size: 7.5, grey: true })),
    ...why.map((text) => ({ text, size: 7.5 })),
  ],
  period.map((text) => ({ text })),
  [{ text: quantity }],
  [{ text: price }],
  [{ text: amount, bold: true }],
];

const drawAccounts = (pages: PdfPages, { columns, rows }: Table): void => {
  const table = pages.table(columns.map((text, at) => ({ text, width: ACCOUNT_WIDTHS[at] ?? 0, right: at > 1 })));
  for (const row of rows) table.row(row.map((text) => [{ text }]));
  table.end();
};
