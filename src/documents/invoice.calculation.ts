import type { Day, Month } from '../kernel/calendar';
import { asDay, daysInMonth, earliest, firstDayOf, lastDayOf, latest, monthOf } from '../kernel/calendar';
import type { LegalBasisCode } from '../kernel/legal-basis';
import type { Hundredths, Ore } from '../kernel/money';
import { asOre, sumOre, WHOLE } from '../kernel/money';
import type { AgreementId, StatementId } from '../kernel/vocabulary';
import type { ChargeLine } from '../settlement/charges/charge.events';
import type { StatementLine } from '../settlement/months/settlement.events';
import type { InvoiceParty, PaymentAccount } from './invoice.events';
import { type CountedDays, lineReason } from './line-reason.calculation';
import { pieceOf } from './statement-columns.calculation';

/** An e-invoice by the semantic model of EN 16931, before any syntax. Amounts are øre in the document's own direction. */
export interface Invoice {
  readonly kind: 'INVOICE' | 'CREDIT_NOTE';
  /** BT-1. The statement's id: unique for the operator, and one document for each statement. */
  readonly number: string;
  readonly issuedOn: Day;
  readonly dueOn?: Day;
  readonly currency: 'DKK';
  readonly note?: string;
  readonly buyerReference: string;
  readonly orderReference?: string;
  readonly contractReference?: string;
  readonly period: Period;
  /** BG-3: earlier invoices that the document corrects lines of. */
  readonly preceding: readonly string[];
  readonly seller: InvoiceParty;
  readonly buyer: InvoiceParty;
  readonly payment?: Payment;
  readonly lines: readonly InvoiceLine[];
  readonly vat: readonly VatBreakdown[];
  readonly totals: Totals;
}

export interface Period {
  readonly first: Day;
  readonly last: Day;
}

export interface Payment {
  /** UNTDID 4461; 42 is a transfer to a Danish bank account. */
  readonly meansCode: string;
  readonly reference: string;
  readonly account?: PaymentAccount;
}

export interface InvoiceLine {
  readonly id: string;
  readonly quantity: Hundredths;
  /** UN/ECE recommendation 20. */
  readonly unitCode: string;
  readonly netOre: Ore;
  /** Price of the base quantity in millionths of a krone: a part of a place has fractions of an øre. */
  readonly priceMicro: number;
  readonly baseQuantity: number;
  readonly period: Period;
  readonly name: string;
  readonly description: string;
  readonly note?: string;
  /** The seller's own name for what is sold: the service line, or the kind of a charge. */
  readonly itemId: string;
  /** Absent for a charge, which is of no contract and no paragraph. */
  readonly legalBasis?: LegalBasisCode;
  readonly contractId?: string;
  readonly chargeId?: string;
  /** BT-133: function in the chart of accounts (R45). */
  readonly accountFunction?: string;
  readonly properties: readonly (readonly [name: string, value: string])[];
  readonly vatCategory: string;
  readonly vatPercent: number;
}

export interface VatBreakdown {
  readonly category: string;
  readonly percent: number;
  readonly taxableOre: Ore;
  readonly taxOre: Ore;
  readonly exemptionCode?: string;
  readonly exemptionReason?: string;
}

export interface Totals {
  readonly linesOre: Ore;
  readonly withoutVatOre: Ore;
  readonly vatOre: Ore;
  readonly withVatOre: Ore;
  readonly payableOre: Ore;
}

/** What an e-invoice is made of: the issued statement, and the parties' particulars as they were when it was issued. */
export interface InvoiceFacts {
  readonly statementId: StatementId;
  readonly month: Month;
  readonly issuedOn: Day;
  readonly dueOn: Day;
  readonly agreementId: AgreementId;
  readonly seller: InvoiceParty;
  readonly buyer: InvoiceParty;
  readonly account?: PaymentAccount;
  /** Made up for demonstration, in part or in whole: the document says so. */
  readonly constructed: boolean;
  readonly lines: readonly InvoicedLine[];
  /** Lines that are of no contract. Absent: none. */
  readonly charges?: readonly ChargeLine[];
}

export interface InvoicedLine {
  readonly line: StatementLine;
  readonly words: { readonly component: string; readonly ground?: string };
}

export const CONSTRUCTED_NOTE = 'Konstrueret til demonstration. Må ikke betales.';
/** Transfer to a Danish account by registration and account number (DK-R-005, DK-R-006). */
export const TRANSFER = '42';
const UNIT_CODES = { DAY: 'DAY', HOUR: 'HUR', MONTH: 'DAY', KM: 'KMT', PIECE: 'C62' } as const;

/** The document of a statement: a credit note when the statement is negative, else an invoice, also of nothing. */
export const invoiceOf = (facts: InvoiceFacts): Invoice => {
  const { statementId, issuedOn, dueOn, agreementId, seller, buyer, account, constructed } = facts;
  const charges = facts.charges ?? [];
  const all = [...facts.lines.map(({ line }) => line), ...charges];
  const total = sumOre(all.map(({ amountOre }) => amountOre));
  const kind = total < 0 ? 'CREDIT_NOTE' : 'INVOICE';
  const sign = kind === 'CREDIT_NOTE' ? -1 : 1;
  const lines = [...facts.lines.map((of) => invoiceLine(of, sign)), ...charges.map((of) => chargeLine(of, sign))];
  const linesOre = sumOre(lines.map(({ netOre }) => netOre));
  const contracts = new Set(lines.flatMap(({ contractId }) => contractId ?? []));
  const [contract] = contracts;
  const payable = kind === 'INVOICE' && linesOre > 0;
  return {
    kind,
    number: statementId,
    issuedOn,
    ...(payable ? { dueOn } : {}),
    currency: 'DKK',
    ...(constructed ? { note: CONSTRUCTED_NOTE } : {}),
    buyerReference: buyer.party,
    ...(contracts.size === 1 && contract !== undefined ? { orderReference: contract } : {}),
    contractReference: agreementId,
    period: periodOf(lines, facts),
    preceding: [...new Set(all.flatMap(({ corrects }) => (corrects ? [corrects.statementId] : [])))],
    seller,
    buyer,
    ...(payable ? { payment: { meansCode: TRANSFER, reference: statementId, ...(account ? { account } : {}) } } : {}),
    lines,
    vat: [exempt(linesOre, lines)],
    totals: { linesOre, withoutVatOre: linesOre, vatOre: asOre(0), withVatOre: linesOre, payableOre: linesOre },
  };
};

/** Of whatever is sold: invoices are made again to the byte (R37), so their words are those of the first. */
const daysOnInvoices: CountedDays = (days) => {
  const one = Math.abs(days) === 1;
  return { da: `${days} ${one ? 'dag' : 'dage'}`, en: `${days} ${one ? 'day' : 'days'}` };
};

const invoiceLine = ({ line, words }: InvoicedLine, sign: 1 | -1): InvoiceLine => {
  const { unit, firstDay, lastDay, accountFunction, kind } = line;
  const { formula, corrects } = lineReason(line, 'da', undefined, daysOnInvoices);
  return {
    id: String(line.line),
    quantity: sign * (unit === 'MONTH' ? line.days * 100 : line.quantity),
    unitCode: UNIT_CODES[unit],
    netOre: asOre(sign * line.amountOre),
    priceMicro: line.priceOre * line.factorBp,
    // A month's price is for all its days, and the line counts days.
    baseQuantity: unit === 'MONTH' ? daysInMonth(monthOf(firstDay)) : 1,
    period: { first: firstDay, last: lastDay },
    name: `${line.offeringName}: ${words.component}`,
    description: formula,
    ...(kind === 'ADJUSTMENT' && corrects !== undefined ? { note: causeOf(line, corrects) } : {}),
    itemId: line.serviceLineId,
    legalBasis: line.legalBasis,
    contractId: line.contractId,
    ...(accountFunction === undefined ? {} : { accountFunction }),
    properties: [
      ['Borger (pseudonym)', line.citizenRef],
      ['Takstniveau', line.level],
      ...(words.ground === undefined ? [] : [['Anbringelsesgrundlag', words.ground] as const]),
      ['Takstversion', line.tariffId],
      ['Regler', line.rules.join(' ')],
    ],
    vatCategory: EXEMPT,
    vatPercent: 0,
  };
};

/** A charge is one piece; it is about a year, or else about the month it is due in. */
const chargeLine = (line: ChargeLine, sign: 1 | -1): InvoiceLine => {
  const { chargeId, chargeKind, amountOre, dueFrom, originYear, accountFunction, words, reckoning } = line;
  const { priceOre, quantity } = pieceOf(line);
  const period =
    originYear === undefined
      ? { first: firstDayOf(dueFrom), last: lastDayOf(dueFrom) }
      : { first: asDay(`${originYear}-01-01`), last: asDay(`${originYear}-12-31`) };
  return {
    id: String(line.line),
    quantity: sign * quantity,
    unitCode: UNIT_CODES.PIECE,
    netOre: asOre(sign * amountOre),
    priceMicro: priceOre * WHOLE,
    baseQuantity: 1,
    period,
    name: words.da,
    description: reckoning.da,
    ...(line.corrects === undefined
      ? {}
      : { note: `Retter linje ${line.corrects.line} i ${line.corrects.statementId}` }),
    itemId: chargeKind,
    chargeId,
    ...(accountFunction === undefined ? {} : { accountFunction }),
    properties: [
      ...(originYear === undefined ? [] : [['Oprindelsesår', String(originYear)] as const]),
      ['Regler', line.rules.join(' ')],
    ],
    vatCategory: EXEMPT,
    vatPercent: 0,
  };
};

/** The cause by its id: its words may be put better one day, and the document must come to the same bytes again. */
const causeOf = ({ cause }: StatementLine, corrects: string): string =>
  cause === undefined ? corrects : `${corrects} (hændelse ${cause})`;

/** From the first to the last day of any line; adjustments lie before the month (PEPPOL-EN16931-R110, R111). */
const periodOf = (lines: readonly InvoiceLine[], { month }: InvoiceFacts): Period => {
  let first = `${month}-01` as Day;
  let last = first;
  for (const [at, { period }] of lines.entries()) {
    first = at === 0 ? period.first : earliest(first, period.first);
    last = at === 0 ? period.last : latest(last, period.last);
  }
  return { first, last };
};

export const EXEMPT = 'E';
/** Welfare and social security work by bodies governed by public law; education (VAT directive, article 132). */
const WELFARE = {
  code: 'VATEX-EU-132-1G',
  reason: 'Momsfri: momslovens § 13, stk. 1, nr. 2 (social forsorg og bistand)',
};
const EDUCATION = { code: 'VATEX-EU-132-1I', reason: 'Momsfri: momslovens § 13, stk. 1, nr. 3 (undervisning)' };
const EDUCATION_BASES: ReadonlySet<LegalBasisCode> = new Set(['FSL-20-2', 'FSL-20-3', 'VSU', 'STU']);

/** One breakdown, as category and rate are the same; with both grounds in it only the words can name them. */
const exempt = (taxableOre: Ore, lines: readonly InvoiceLine[]): VatBreakdown => {
  const taught = lines.filter(({ legalBasis }) => legalBasis !== undefined && EDUCATION_BASES.has(legalBasis)).length;
  const breakdown = { category: EXEMPT, percent: 0, taxableOre, taxOre: asOre(0) };
  if (taught > 0 && taught < lines.length) {
    return { ...breakdown, exemptionReason: `${WELFARE.reason}; for undervisning nr. 3` };
  }
  const ground = taught > 0 ? EDUCATION : WELFARE;
  return { ...breakdown, exemptionCode: ground.code, exemptionReason: ground.reason };
};

export type { Endpoint, InvoiceParty, PaymentAccount, PostalAddress } from './invoice.events';
