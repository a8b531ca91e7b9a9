import PDFDocument from 'pdfkit';
import type { Day } from '../kernel/calendar';
import type { Language } from '../kernel/messages';
import { fontFile } from './pdf-fonts';
import { PdfPages } from './pdf-pages';

/** What a file says of itself. */
export interface PdfAbout {
  readonly title: string;
  readonly subject: string;
  readonly language: Language;
  /** The day its content is of, never the clock's, so that the same content gives the same bytes. */
  readonly day: Day;
}

/** A tagged PDF/A-2b on A4: headings, tables whose header cells say so, a language, a title, and embedded fonts. */
export const pdfFile = (
  { title, subject, language, day }: PdfAbout,
  draw: (pages: PdfPages) => void,
): Promise<Buffer> => {
  // eslint-disable-next-line no-restricted-syntax -- a given day, not the clock's
  const written = new Date(`${day}T00:00:00Z`);
  const pdf = new PDFDocument({
    size: 'A4',
    margins: { top: 56, bottom: 64, left: 42, right: 42 },
    pdfVersion: '1.7',
    subset: 'PDF/A-2b',
    tagged: true,
    lang: language,
    displayTitle: true,
    bufferPages: true,
    autoFirstPage: false,
    font: fontFile('Regular'),
    info: { Title: title, Author: 'Pladsbog', Subject: subject, CreationDate: written, ModDate: written },
  });
  const chunks: Buffer[] = [];
  const bytes = new Promise<Buffer>((resolve, reject) => {
    pdf.on('data', (chunk: Buffer) => chunks.push(chunk));
    pdf.on('end', () => resolve(Buffer.concat(chunks)));
    pdf.on('error', reject);
  });
  draw(new PdfPages(pdf));
  pdf.end();
  return bytes;
};
