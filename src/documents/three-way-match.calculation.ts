import type { Day } from '../kernel/calendar';
import type { Ore } from '../kernel/money';
import { asOre, sumOre } from '../kernel/money';
import type { ChargeLine } from '../settlement/charges/charge.events';
import type { StatementLine } from '../settlement/months/settlement.events';
import type { Invoice } from './invoice.calculation';
import type { Sentence } from './line-reason.calculation';

export const DIFFERENCES = [
  'DAYS_DIFFER',
  'NOT_INVOICED',
  'LINE_NOT_INVOICED',
  'AMOUNT_DIFFERS',
  'TOTAL_DIFFERS',
  'LINE_UNKNOWN',
] as const;
export type DifferenceCode = (typeof DIFFERENCES)[number];

/** What does not agree, named, in both languages. */
export interface Difference extends Sentence {
  readonly code: DifferenceCode;
}

/** A line with what the place book, the statements and the e-invoice say of it. */
export interface MatchedLine {
  readonly line: number;
  readonly contractId: string;
  readonly component: string;
  readonly firstDay: Day;
  readonly lastDay: Day;
  /** Days of the line itself. */
  readonly days: number;
  readonly placeBookDays: number;
  readonly billedDays: number;
  readonly amountOre: Ore;
  readonly invoicedOre?: Ore;
  readonly differences: readonly Difference[];
}

/** A line that is of no contract: the place book has nothing to say about it. */
export interface MatchedCharge {
  readonly line: number;
  readonly chargeId: string;
  readonly amountOre: Ore;
  readonly invoicedOre?: Ore;
  readonly differences: readonly Difference[];
}

export interface ThreeWayMatch {
  readonly statementOre: Ore;
  readonly invoicedOre?: Ore;
  readonly lines: readonly MatchedLine[];
  readonly charges: readonly MatchedCharge[];
  readonly differences: readonly Difference[];
  /** Nothing differs, anywhere. */
  readonly agrees: boolean;
}

export interface MatchableLine {
  readonly line: StatementLine;
  readonly placeBookDays: number;
  readonly billedDays: number;
}

/** Placement ↔ statement ↔ e-invoice, line by line. Days are compared net: a correction that is billed is none. */
export const threeWayMatch = (
  lines: readonly MatchableLine[],
  issued: Invoice | undefined,
  charges: readonly ChargeLine[] = [],
): ThreeWayMatch => {
  const sign = issued?.kind === 'CREDIT_NOTE' ? -1 : 1;
  const invoiced = new Map(issued?.lines.map(({ id, netOre }) => [id, asOre(sign * netOre)]));
  const matched = lines.map((of) => matchedLine(of, issued === undefined ? undefined : invoiced));
  const charged = charges.map((line) => matchedCharge(line, issued === undefined ? undefined : invoiced));
  const all = [...lines.map(({ line }) => line), ...charges];
  const statementOre = sumOre(all.map(({ amountOre }) => amountOre));
  const invoicedOre = issued && asOre(sign * issued.totals.payableOre);
  const known = new Set(all.map(({ line }) => String(line)));
  const differences = [
    ...(issued === undefined ? [NOT_INVOICED] : []),
    ...(invoicedOre !== undefined && invoicedOre !== statementOre ? [TOTAL_DIFFERS] : []),
    ...[...invoiced.keys()].filter((id) => !known.has(id)).map(lineUnknown),
  ];
  return {
    statementOre,
    ...(invoicedOre === undefined ? {} : { invoicedOre }),
    lines: matched,
    charges: charged,
    differences,
    agrees: differences.length === 0 && [...matched, ...charged].every((line) => line.differences.length === 0),
  };
};

const matchedLine = (
  { line, placeBookDays, billedDays }: MatchableLine,
  invoiced: ReadonlyMap<string, Ore> | undefined,
): MatchedLine => {
  const { contractId, component, firstDay, lastDay, days, amountOre } = line;
  const invoicedOre = invoiced?.get(String(line.line));
  const differences = [
    ...(placeBookDays === billedDays ? [] : [daysDiffer(placeBookDays, billedDays)]),
    ...invoicedOtherwise(line, invoiced),
  ];
  return {
    line: line.line,
    contractId,
    component,
    firstDay,
    lastDay,
    days,
    placeBookDays,
    billedDays,
    amountOre,
    ...(invoicedOre === undefined ? {} : { invoicedOre }),
    differences,
  };
};

const matchedCharge = (line: ChargeLine, invoiced: ReadonlyMap<string, Ore> | undefined): MatchedCharge => {
  const invoicedOre = invoiced?.get(String(line.line));
  return {
    line: line.line,
    chargeId: line.chargeId,
    amountOre: line.amountOre,
    ...(invoicedOre === undefined ? {} : { invoicedOre }),
    differences: invoicedOtherwise(line, invoiced),
  };
};

const invoicedOtherwise = (
  { line, amountOre }: Pick<ChargeLine, 'line' | 'amountOre'>,
  invoiced: ReadonlyMap<string, Ore> | undefined,
): Difference[] => {
  if (invoiced === undefined) return [];
  const invoicedOre = invoiced.get(String(line));
  if (invoicedOre === undefined) return [LINE_NOT_INVOICED];
  return invoicedOre === amountOre ? [] : [AMOUNT_DIFFERS];
};

const NOT_INVOICED: Difference = {
  code: 'NOT_INVOICED',
  da: 'Opgørelsen er ikke udstedt som e-faktura.',
  en: 'The statement has not been issued as an e-invoice.',
};
const LINE_NOT_INVOICED: Difference = {
  code: 'LINE_NOT_INVOICED',
  da: 'Linjen står ikke på e-fakturaen.',
  en: 'The line does not stand on the e-invoice.',
};
const AMOUNT_DIFFERS: Difference = {
  code: 'AMOUNT_DIFFERS',
  da: 'E-fakturaens beløb er et andet end opgørelsens.',
  en: 'The e-invoice’s amount is not the statement’s.',
};
const TOTAL_DIFFERS: Difference = {
  code: 'TOTAL_DIFFERS',
  da: 'E-fakturaens total er en anden end opgørelsens.',
  en: 'The e-invoice’s total is not the statement’s.',
};
const lineUnknown = (id: string): Difference => ({
  code: 'LINE_UNKNOWN',
  da: `E-fakturaens linje ${id} står ikke i opgørelsen.`,
  en: `Line ${id} of the e-invoice does not stand in the statement.`,
});
const daysDiffer = (placeBook: number, billed: number): Difference => ({
  code: 'DAYS_DIFFER',
  da: `Pladsbogen har ${placeBook} betalingsdage i perioden, og ${billed} er afregnet; det reguleres i næste åbne måned.`,
  en: `The place book has ${placeBook} payable days in the period, and ${billed} are billed; the next open month adjusts it.`,
});
