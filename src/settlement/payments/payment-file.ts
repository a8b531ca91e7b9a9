import { parse } from 'csv-parse/sync';
import { convert } from 'xmlbuilder2';
import type { Day } from '../../kernel/calendar';
import { isDay } from '../../kernel/calendar';
import { looksLikeCpr } from '../../kernel/cpr';
import type { Language } from '../../kernel/messages';
import type { Ore } from '../../kernel/money';
import { asOre } from '../../kernel/money';
import type { StatementId } from '../../kernel/vocabulary';
import { statementId } from '../../kernel/vocabulary';
import type { PaymentFormat, RowFaultCode } from './payment-file.events';

/** What is wrong with a row; where its own words tell more than the code does, in those. */
export interface RowFault {
  readonly code: RowFaultCode;
  readonly said?: Readonly<Record<Language, string>>;
}

/** One entry of a bank's or a finance system's file, as far as it could be read. */
export interface PaymentEntry {
  /** The row of the file, the headings being row 1; for CAMT.053 the entry, counted from 1. */
  readonly row: number;
  readonly text: string;
  readonly statementId?: StatementId;
  readonly amountOre?: Ore;
  readonly paidOn?: Day;
  readonly entryReference?: string;
  /** What is wrong with the row. */
  readonly faults: readonly RowFault[];
}

/** Why a file cannot be read at all. */
export class UnreadablePayments extends Error {}

const COLUMNS: Readonly<Record<'amount' | 'date' | 'text' | 'entry', readonly string[]>> = {
  amount: ['beløb', 'beloeb', 'amount', 'beløb kr', 'beløb i kr'],
  date: ['dato', 'bogføringsdato', 'bogført', 'betalingsdato', 'betalt', 'valør', 'date', 'booking date', 'paid on'],
  text: ['reference', 'tekst', 'opgørelse', 'betalingsreference', 'meddelelse', 'text', 'statement', 'message'],
  entry: ['bilag', 'bilagsnr', 'bilagsnummer', 'postering', 'posteringsnr', 'transaktion', 'entry', 'entry reference'],
};
const NEEDED = { amount: 'beløb', date: 'dato', text: 'reference' } as const;

/** Operator, payer and month, anywhere in what the payer wrote. */
const STATEMENT_IN_TEXT = /(?<!\d)(?:\d{3,4}|\d{8})-(?:\d{3,4}|\d{8})-\d{4}-\d{2}(?!\d)/;

/** @throws UnreadablePayments when it is no such file. */
export const paymentEntries = (format: PaymentFormat, content: string): PaymentEntry[] =>
  format === 'CSV' ? fromCsv(content) : fromCamt(content);

const fromCsv = (content: string): PaymentEntry[] => {
  const [first = ''] = content.split(/\r?\n/, 1);
  const delimiter = [';', '\t', ','].find((mark) => first.includes(mark)) ?? ';';
  let rows: string[][];
  try {
    rows = parse(content, { delimiter, bom: true, relax_column_count: true, skip_empty_lines: true, trim: true });
  } catch {
    throw new UnreadablePayments('Filen kan ikke læses som CSV: et anførselstegn mangler sin mage');
  }
  const headings = (rows[0] ?? []).map((heading) => heading.toLowerCase().replace(/[.:_]/g, ' ').trim());
  const at = (column: keyof typeof COLUMNS): number => headings.findIndex((each) => COLUMNS[column].includes(each));
  const places = { amount: at('amount'), date: at('date'), text: at('text'), entry: at('entry') };
  for (const [column, name] of Object.entries(NEEDED))
    if (places[column as keyof typeof NEEDED] < 0) throw new UnreadablePayments(`Filen har ingen kolonne “${name}”`);
  return rows.slice(1).map((cells, index) => {
    const cell = (place: number): string => (place < 0 ? '' : (cells[place] ?? ''));
    const read = { amount: cell(places.amount), date: cell(places.date), text: cell(places.text) };
    return entryFrom(index + 2, { ...read, entry: cell(places.entry) });
  });
};

const QUOTED_MAX = 40;

/** A cell as an answer may repeat it. */
const quoted = (cell: string): string => (looksLikeCpr(cell) ? '…' : cell.slice(0, QUOTED_MAX));

interface RawEntry {
  readonly amount: string;
  readonly date: string;
  readonly text: string;
  readonly entry: string;
}

const entryFrom = (row: number, { amount, date, text, entry }: RawEntry): PaymentEntry => {
  const amountOre = danishOre(amount);
  const paidOn = anyDay(date);
  const found = STATEMENT_IN_TEXT.exec(text)?.[0];
  const faults: RowFault[] = [];
  if (amountOre === undefined)
    faults.push({
      code: 'AMOUNT_UNREADABLE',
      said: { da: `“${quoted(amount)}” er ikke et beløb i kroner`, en: `“${quoted(amount)}” is no amount in kroner` },
    });
  if (amountOre === 0) faults.push({ code: 'AMOUNT_ZERO' });
  if (paidOn === undefined)
    faults.push({
      code: 'DATE_UNREADABLE',
      said: { da: `“${quoted(date)}” er ikke en dato`, en: `“${quoted(date)}” is no date` },
    });
  return {
    row,
    text,
    ...(found === undefined ? {} : { statementId: statementId(found) }),
    ...(amountOre === undefined ? {} : { amountOre }),
    ...(paidOn === undefined ? {} : { paidOn }),
    ...(entry === '' ? {} : { entryReference: entry }),
    faults,
  };
};

/** 1.234,56 and 1234,56, with or without kr.; a dot before one or two last digits is a decimal point. */
export const danishOre = (text: string): Ore | undefined => {
  const plain = text.replace(/\s|kr\.?|DKK/gi, '').replace(/^\+/, '');
  const [, sign = '', whole = '', decimals = ''] =
    /^(-?)(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d{1,2}))?$/.exec(plain) ?? /^(-?)(\d+)\.(\d{1,2})$/.exec(plain) ?? [];
  if (whole === '') return undefined;
  const ore = Number(whole.replaceAll('.', '')) * 100 + Number(decimals.padEnd(2, '0') || 0);
  return Number.isSafeInteger(ore) ? asOre(sign === '-' ? -ore : ore) : undefined;
};

/** dd.mm.åååå, dd-mm-åååå, dd/mm/åååå or åååå-mm-dd. */
const anyDay = (text: string): Day | undefined => {
  const [, day = '', month = '', year = ''] = /^(\d{1,2})[./-](\d{1,2})[./-](\d{4})$/.exec(text.trim()) ?? [];
  const value = year === '' ? text.trim().slice(0, 10) : `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isDay(value) ? value : undefined;
};

type Node = Readonly<Record<string, unknown>>;
const inside = (node: unknown, ...path: readonly string[]): unknown =>
  path.reduce<unknown>((value, name) => (isNode(value) ? value[name] : undefined), node);
const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value);
const all = (value: unknown): readonly unknown[] =>
  value === undefined ? [] : Array.isArray(value) ? (value as readonly unknown[]) : [value];
const textOf = (value: unknown): string => {
  const plain = isNode(value) ? value['#'] : value;
  return typeof plain === 'string' || typeof plain === 'number' ? String(plain) : '';
};

/** ISO 20022 camt.053, in any of its versions: entries, and where a bank has lumped payments, each of them. */
const fromCamt = (content: string): PaymentEntry[] => {
  let document: unknown;
  try {
    document = convert(content, { format: 'object' });
  } catch {
    throw new UnreadablePayments('Filen kan ikke læses som XML');
  }
  const statements = all(inside(document, 'Document', 'BkToCstmrStmt', 'Stmt'));
  if (statements.length === 0) throw new UnreadablePayments('Filen er ikke et kontoudtog (camt.053)');
  const entries = statements.flatMap((statement) => all(inside(statement, 'Ntry')));
  return entries.flatMap((entry, index) => {
    const details = all(inside(entry, 'NtryDtls')).flatMap((each) => all(inside(each, 'TxDtls')));
    const ref = textOf(inside(entry, 'AcctSvcrRef')) || textOf(inside(entry, 'NtryRef'));
    const parts = details.length > 1 ? details : [details[0]];
    return parts.map((part, at) => camtEntry(index + 1, entry, part, parts.length > 1 ? `${ref}/${at + 1}` : ref));
  });
};

const camtEntry = (row: number, entry: unknown, detail: unknown, reference: string): PaymentEntry => {
  const lumped = reference.includes('/');
  const own = inside(detail, 'Amt') ?? inside(detail, 'AmtDtls', 'TxAmt', 'Amt');
  const amount = lumped ? own : inside(entry, 'Amt');
  const text = [
    ...all(inside(detail, 'RmtInf', 'Ustrd')),
    ...all(inside(detail, 'RmtInf', 'Strd')).map((each) => inside(each, 'CdtrRefInf', 'Ref')),
    inside(detail, 'Refs', 'EndToEndId'),
    inside(entry, 'AddtlNtryInf'),
  ];
  const paidOut = textOf(inside(entry, 'CdtDbtInd')) === 'DBIT';
  const raw: RawEntry = {
    amount: textOf(amount),
    date: textOf(inside(entry, 'BookgDt', 'Dt')) || textOf(inside(entry, 'BookgDt', 'DtTm')),
    text: text
      .map(textOf)
      .filter((each) => each !== '')
      .join(' '),
    entry: reference,
  };
  const read = entryFrom(row, raw);
  const currency = isNode(amount) ? amount['@Ccy'] : undefined;
  const faults: RowFault[] = [...read.faults];
  if (currency !== undefined && currency !== 'DKK') faults.push({ code: 'OTHER_CURRENCY' });
  if (paidOut) faults.push({ code: 'PAID_OUT' });
  if (textOf(inside(entry, 'RvslInd')) === 'true') faults.push({ code: 'REVERSAL' });
  return { ...read, faults };
};
