import type { Language } from '../kernel/messages';
import { fontFile } from './pdf-fonts';

/** A piece of text in a cell; pieces stand beneath each other. */
export interface CellText {
  readonly text: string;
  readonly size?: number;
  readonly bold?: boolean;
  readonly grey?: boolean;
}

export interface HeaderCell {
  readonly text: string;
  /** In points. */
  readonly width: number;
  readonly right: boolean;
}

interface Named {
  readonly name: string;
  readonly value: string;
}

type Pdf = PDFKit.PDFDocument;
type Structure = PDFKit.PDFStructureElement;

/** By their files: a font under a second name is read anew at every change to it. */
const REGULAR = fontFile('Regular');
const BOLD = fontFile('SemiBold');
const INK = '#1a1a1a';
const GREY = '#454545';
const RULE = '#bfbfbf';
const SHADE = '#f2f2f2';
const MARK = '#8b1a1a';
const SIZE = 8.5;
const PADDING = 4;
/** Sizes of headings, in points. */
const HEADINGS = { H1: 20, H2: 12, H3: 10 } as const;

/**
 * Writes tagged content from the top of a page to its foot, and onto the next. Everything a reader is told stands in the
 * structure; rules, shades and page numbers are artifacts, which a screen reader passes over.
 */
export class PdfPages {
  private readonly root: Structure;
  /** What is written next belongs to this. */
  private within: Structure;
  private y = 0;

  constructor(private readonly pdf: Pdf) {
    this.root = pdf.struct('Document');
    this.within = this.root;
    pdf.addStructure(this.root);
    this.newPage();
  }

  /** A part of the document that may be in another language than the rest. */
  section(language: Language, write: () => void): void {
    const section = this.pdf.struct('Sect', { lang: language });
    const outer = this.within;
    outer.add(section);
    this.within = section;
    write();
    section.end();
    this.within = outer;
  }

  banner(text: string): void {
    const height = this.measure([{ text, bold: true, size: 10 }], this.width - 16) + 12;
    this.artifact(() => this.pdf.rect(this.left, this.y, this.width, height).lineWidth(1.2).stroke(MARK));
    this.tagged(this.within, 'P', () =>
      this.write({ text, bold: true, size: 10 }, this.left + 8, this.y + 6, this.width - 16, MARK),
    );
    this.y += height + 10;
  }

  heading(level: 'H1' | 'H2' | 'H3', text: string): void {
    const size = HEADINGS[level];
    // A heading does not stand alone at the foot of a page.
    this.room(size + 70);
    this.y += level === 'H1' ? 0 : 14;
    this.tagged(this.within, level, () => this.write({ text, bold: true, size }, this.left, this.y, this.width));
    this.y += this.measure([{ text, bold: true, size }], this.width) + 4;
  }

  paragraph(text: string, { size = SIZE }: { readonly size?: number } = {}): void {
    const height = this.measure([{ text, size }], this.width);
    this.room(height);
    this.tagged(this.within, 'P', () => this.write({ text, size }, this.left, this.y, this.width));
    this.y += height + 6;
  }

  /** Names and values beside each other, as a list with labels. */
  facts(facts: readonly Named[], nameWidth = 130): void {
    const list = this.pdf.struct('L');
    this.within.add(list);
    for (const { name, value } of facts) {
      const cell = [{ text: value }];
      const height = Math.max(
        this.measure([{ text: name, bold: true }], nameWidth),
        this.measure(cell, this.width - nameWidth),
      );
      this.room(height + 2);
      const item = this.pdf.struct('LI');
      list.add(item);
      this.tagged(item, 'Lbl', () => this.write({ text: name, bold: true }, this.left, this.y, nameWidth - 8));
      this.tagged(item, 'LBody', () =>
        this.write({ text: value }, this.left + nameWidth, this.y, this.width - nameWidth),
      );
      item.end();
      this.y += height + 2;
    }
    list.end();
    this.y += 6;
  }

  /** The amount that the whole document is about. */
  amount({ name, value }: Named): void {
    const height = 30;
    this.room(height + 8);
    this.artifact(() => this.pdf.rect(this.left, this.y, this.width, height).fill(SHADE));
    const half = this.width / 2;
    this.tagged(this.within, 'P', () =>
      this.write({ text: name, bold: true, size: 12 }, this.left + 10, this.y + 7, half),
    );
    this.tagged(this.within, 'P', () =>
      this.write({ text: value, bold: true, size: 14 }, this.left + half, this.y + 5, half - 10, INK, true),
    );
    this.y += height + 8;
  }

  table(columns: readonly HeaderCell[]): PdfTable {
    return new PdfTable(this, columns);
  }

  /** Once everything else is written: what page it is, and of how many. */
  footers(text: (page: number, pages: number) => string): void {
    const { start, count } = this.pdf.bufferedPageRange();
    for (let at = 0; at < count; at += 1) {
      this.pdf.switchToPage(start + at);
      const { height, margins } = this.pdf.page;
      const { bottom } = margins;
      // Below the margin a text would go on to a page of its own.
      margins.bottom = 0;
      this.artifact(() => {
        this.pdf
          .moveTo(this.left, height - 50)
          .lineTo(this.left + this.width, height - 50)
          .lineWidth(0.5)
          .stroke(RULE);
        this.write({ text: text(at + 1, count), size: 7.5 }, this.left, height - 44, this.width, GREY, true);
      }, 'Pagination');
      margins.bottom = bottom;
    }
    this.root.end();
  }

  get left(): number {
    return this.pdf.page.margins.left;
  }

  get width(): number {
    return this.pdf.page.width - this.left - this.pdf.page.margins.right;
  }

  get position(): number {
    return this.y;
  }

  advance(height: number): void {
    this.y += height;
  }

  /** Goes to a new page where less than this is left. @returns whether it did. */
  room(height: number): boolean {
    if (this.y + height <= this.pdf.page.height - this.pdf.page.margins.bottom) return false;
    this.newPage();
    return true;
  }

  /** An element of the structure with other elements in it. */
  group(parent: Structure | undefined, kind: string): Structure {
    const group = this.pdf.struct(kind);
    (parent ?? this.within).add(group);
    return group;
  }

  /** Content as an element of the structure. */
  tagged(parent: Structure, kind: string, write: () => void, options: { readonly scope?: 'Column' } = {}): void {
    // The content is written here and now, so that it lies on this page and in this order.
    const element = this.pdf.struct(kind, options as never);
    parent.add(element);
    const content = this.pdf.markStructureContent(kind);
    element.add(content);
    write();
    this.pdf.endMarkedContent();
    element.end();
  }

  artifact(draw: () => void, type?: 'Pagination'): void {
    this.pdf.markContent('Artifact', type === undefined ? {} : { type });
    draw();
    this.pdf.endMarkedContent();
  }

  line(y: number, colour = RULE): void {
    this.pdf
      .moveTo(this.left, y)
      .lineTo(this.left + this.width, y)
      .lineWidth(0.5)
      .stroke(colour);
  }

  shade(y: number, height: number): void {
    this.pdf.rect(this.left, y, this.width, height).fill(SHADE);
  }

  measure(texts: readonly CellText[], width: number): number {
    return texts.reduce((height, { text, size = SIZE, bold }) => {
      this.pdf.font(bold === true ? BOLD : REGULAR).fontSize(size);
      return height + this.pdf.heightOfString(text, { width });
    }, 0);
  }

  write(
    { text, size = SIZE, bold, grey }: CellText,
    x: number,
    y: number,
    width: number,
    colour = INK,
    right = false,
  ): void {
    this.pdf
      .font(bold === true ? BOLD : REGULAR)
      .fontSize(size)
      .fillColor(grey === true ? GREY : colour)
      .text(text, x, y, { width, align: right ? 'right' : 'left', lineBreak: true });
  }

  private newPage(): void {
    this.pdf.addPage();
    this.y = this.pdf.page.margins.top;
  }
}

/** A table whose heading comes again on each page it goes on to; only the first time it is told to a screen reader. */
class PdfTable {
  private readonly structure: Structure;

  constructor(
    private readonly pages: PdfPages,
    private readonly columns: readonly HeaderCell[],
  ) {
    this.structure = pages.group(undefined, 'Table');
    pages.room(60);
    this.heading(true);
  }

  row(cells: readonly (readonly CellText[])[]): void {
    const height = Math.max(...cells.map((texts, at) => this.pages.measure(texts, this.inner(at)))) + 2 * PADDING;
    if (this.pages.room(height)) this.heading(false);
    const row = this.pages.group(this.structure, 'TR');
    const top = this.pages.position + PADDING;
    let x = this.pages.left;
    for (const [at, texts] of cells.entries()) {
      const left = x + PADDING;
      const cell = this.pages.group(row, 'TD');
      let y = top;
      for (const text of texts) {
        const line = y;
        this.pages.tagged(cell, 'P', () =>
          this.pages.write(text, left, line, this.inner(at), undefined, this.columns[at]?.right),
        );
        y += this.pages.measure([text], this.inner(at));
      }
      cell.end();
      x += this.columns[at]?.width ?? 0;
    }
    row.end();
    this.pages.advance(height);
    this.pages.artifact(() => this.pages.line(this.pages.position));
  }

  /** The last row: what the rows above come to. */
  sum({ name, value }: Named): void {
    const height = 12 + 2 * PADDING;
    if (this.pages.room(height)) this.heading(false);
    this.pages.artifact(() => this.pages.shade(this.pages.position, height));
    const row = this.pages.group(this.structure, 'TR');
    const y = this.pages.position + PADDING;
    const { left, width } = this.pages;
    this.pages.tagged(row, 'TH', () => this.pages.write({ text: name, bold: true }, left + PADDING, y, width / 2));
    const x = left + width / 2;
    this.pages.tagged(row, 'TD', () =>
      this.pages.write({ text: value, bold: true }, x, y, width / 2 - PADDING, undefined, true),
    );
    row.end();
    this.pages.advance(height);
  }

  end(): void {
    this.structure.end();
    this.pages.advance(8);
  }

  private heading(first: boolean): void {
    const texts = this.columns.map(({ text }) => [{ text, bold: true, size: 8 }]);
    const height = Math.max(...texts.map((text, at) => this.pages.measure(text, this.inner(at)))) + 2 * PADDING;
    const y = this.pages.position;
    this.pages.artifact(() => {
      this.pages.shade(y, height);
      this.pages.line(y + height, INK);
      if (!first) this.cells(texts, y, (_, write) => write());
    });
    if (first) {
      const row = this.pages.group(this.structure, 'TR');
      this.cells(texts, y, (_, write) => this.pages.tagged(row, 'TH', write, { scope: 'Column' }));
      row.end();
    }
    this.pages.advance(height);
  }

  private cells(
    texts: readonly (readonly CellText[])[],
    top: number,
    put: (at: number, write: () => void) => void,
  ): void {
    let x = this.pages.left;
    for (const [at, [text]] of texts.entries()) {
      const left = x + PADDING;
      if (text)
        put(at, () => this.pages.write(text, left, top + PADDING, this.inner(at), undefined, this.columns[at]?.right));
      x += this.columns[at]?.width ?? 0;
    }
  }

  private inner(at: number): number {
    return (this.columns[at]?.width ?? 0) - 2 * PADDING;
  }
}
