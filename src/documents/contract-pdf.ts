import type { Day } from '../kernel/calendar';
import type { ContractDocument, SignatureRow, SignedPart } from './contract-document.calculation';
import { pdfFile } from './pdf-file';
import type { CellText, PdfPages } from './pdf-pages';

const SIGNATURE_WIDTHS = [50, 116, 104, 76, 165];
/** Both signatures stand on one page, with their proof: about so much, in points. */
const SIGNATURES_HEIGHT = 200;

/** Dated the day it is shown as of, so that the same contract on the same day gives the same bytes. */
export const contractPdf = (document: ContractDocument, on: Day): Promise<Buffer> =>
  pdfFile(
    {
      title: `${document.title}, ${document.subtitle}`,
      subject: document.facts[0]?.value ?? '',
      language: document.language,
      day: on,
    },
    (pages) => draw(pages, document),
  );

const draw = (pages: PdfPages, document: ContractDocument): void => {
  if (document.mark !== undefined) pages.banner(document.mark);
  pages.heading('H1', document.title);
  pages.paragraph(document.subtitle, { size: 11 });
  pages.facts(document.facts);
  for (const part of document.parts) drawPart(pages, part);
  const [heading, text] = document.compare;
  pages.heading('H2', heading);
  pages.paragraph(text);
  pages.footers(document.page);
};

const drawPart = (pages: PdfPages, { heading, sections, signatures, proof }: SignedPart): void => {
  if (heading !== undefined) pages.heading('H2', heading);
  const level = heading === undefined ? 'H2' : 'H3';
  pages.section('da', () => {
    for (const { heading: name, terms } of sections) {
      pages.heading(level, name);
      pages.facts(terms.map(({ label, text }) => ({ name: label, value: text })));
    }
  });
  pages.room(SIGNATURES_HEIGHT);
  pages.heading(level, signatures.heading);
  const table = pages.table(
    signatures.columns.map((text, at) => ({ text, width: SIGNATURE_WIDTHS[at] ?? 0, right: false })),
  );
  for (const row of signatures.rows) table.row(cellsOf(row));
  table.end();
  pages.heading(level, proof.heading);
  pages.facts(proof.facts);
};

const cellsOf = ({ side, organisation, signed, missing }: SignatureRow): readonly (readonly CellText[])[] => {
  const who = [[{ text: side, bold: true }], [{ text: organisation }]];
  if (signed === undefined) {
    const age = missing?.since === undefined ? [] : [{ text: missing.since }];
    return [...who, [{ text: missing?.signature ?? '', bold: true }], [], age];
  }
  const { title, day, method, recorded, eventId } = signed;
  return [
    ...who,
    [{ text: title }],
    [{ text: day }, { text: method, size: 7.5, grey: true }],
    [{ text: recorded }, { text: eventId, size: 7, grey: true }],
  ];
};
