import type { ProvenanceTag } from '../agreements/agreement.events';
import { ruleName, ruleNames } from '../agreements/rule-book/rule-book.words';
import type { Day, Month } from '../kernel/calendar';
import { spokenMonth } from '../kernel/calendar';
import { daysWord } from '../kernel/day-words';
import { legalBasis } from '../kernel/legal-basis';
import type { Language } from '../kernel/messages';
import { asOre, type Ore, sumOre } from '../kernel/money';
import type { ChargeLine } from '../settlement/charges/charge.events';
import type { StatementLine } from '../settlement/months/settlement.events';
import { lineReason, type Sentence } from './line-reason.calculation';
import { pieceOf } from './statement-columns.calculation';
import { writtenAmount, writtenDay, writtenHundredths, writtenKroner } from './written-values.calculation';

/** A statement as people read it: every text in one language, in the order of the page. */
export interface StatementDocument {
  readonly language: Language;
  readonly title: string;
  readonly subtitle: string;
  /** Set where something in it is made up. */
  readonly mark?: string;
  readonly facts: readonly Fact[];
  readonly sections: readonly LineSection[];
  readonly accounts: Table;
  readonly total: Fact;
  readonly payment: readonly Fact[];
  readonly rules: readonly Fact[];
  readonly proof: readonly Fact[];
  readonly headings: Readonly<Record<'accounts' | 'payment' | 'rules' | 'proof', string>>;
  readonly page: (page: number, pages: number) => string;
}

export interface Fact {
  readonly name: string;
  readonly value: string;
}

export interface LineSection {
  readonly heading: string;
  readonly columns: readonly string[];
  readonly rows: readonly LineRow[];
  readonly sum: Fact;
}

export interface LineRow {
  readonly line: string;
  readonly what: string;
  /** Smaller beneath it: the paragraph, the contract, the citizen. */
  readonly details: readonly string[];
  readonly why: readonly string[];
  /** First and last day, beneath each other. */
  readonly period: readonly string[];
  readonly quantity: string;
  readonly price: string;
  readonly amount: string;
}

export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export interface DocumentParty {
  readonly code: string;
  readonly name: string;
  readonly cvr: string;
  readonly ean?: string;
}

/** A rule in words, with how sure we are of it. */
export interface DocumentRule extends Sentence {
  readonly rule: string;
  readonly provenance: readonly ProvenanceTag[];
}

export interface DocumentLine {
  readonly line: StatementLine;
  readonly words: { readonly component: string; readonly unit: string; readonly ground?: string };
  readonly cause?: Sentence;
  /** From which day the tariff version holds. */
  readonly tariffFrom?: Day;
}

/** A line that is of no contract. */
export interface DocumentCharge {
  readonly line: ChargeLine;
  readonly words: { readonly kind: string; readonly unit: string };
}

export interface StatementContent {
  readonly statementId: string;
  readonly month: Month;
  readonly issuedOn: Day;
  readonly dueOn: Day;
  readonly agreement: string;
  readonly operator: DocumentParty;
  readonly payer: DocumentParty;
  readonly account?: { readonly registrationNumber: string; readonly accountNumber: string };
  readonly lines: readonly DocumentLine[];
  readonly charges: readonly DocumentCharge[];
  readonly rules: readonly DocumentRule[];
  readonly linesHash: string;
  readonly eventId: string;
  readonly constructed: boolean;
}

const WORDS = {
  da: {
    title: (month: string) => `Opgørelse for ${month}`,
    credit: (month: string) => `Kreditopgørelse for ${month}`,
    mark: 'KONSTRUERET TIL DEMONSTRATION. Ikke et krav, må ikke betales.',
    statement: 'Opgørelse',
    operator: 'Driftsherre',
    payer: 'Betaler',
    issued: 'Udstedt',
    due: 'Forfalder',
    agreement: 'Aftale',
    ean: 'EAN-nummer',
    regular: 'Månedens afregning',
    adjusted: 'Reguleringer af lukkede måneder',
    charged: 'Opkrævninger, der ikke hører til en kontrakt',
    columns: ['Linje', 'Ydelse og begrundelse', 'Periode', 'Antal', 'Pris i kr.', 'Beløb i kr.'],
    sum: 'Sum',
    total: 'Til betaling',
    totalCredit: 'Til gode',
    accounts: 'Fordelt på paragraf og kontofunktion',
    accountColumns: ['Kontofunktion', 'Paragraf', 'Linjer', 'Beløb i kr.'],
    noFunction: 'ikke fastlagt',
    origin: 'Vedrører året',
    charge: 'Opkrævning',
    payment: 'Betaling',
    toAccount: 'Konto',
    noAccount: 'ikke registreret',
    reference: 'Betalingsreference',
    nothingDue: 'Der skal ikke betales noget.',
    creditNext: 'Beløbet er til gode hos driftsherren.',
    rules: 'Regler, som beløbene følger',
    proof: 'Bevis',
    hash: 'Linjernes SHA-256',
    event: 'Hændelse, der udstedte den',
    level: 'niveau',
    ground: 'anbringelsesgrundlag',
    tariffFrom: 'takst fra',
    tariff: 'takst',
    contract: 'Kontrakt',
    citizen: 'Borger (pseudonym)',
    account: 'konto',
    why: 'Hvorfor',
    until: 'til',
    page: (page: number, pages: number) => `Side ${page} af ${pages}`,
    vat: 'Moms',
    vatFree: 'Ydelserne er momsfri (momslovens § 13, stk. 1)',
  },
  en: {
    title: (month: string) => `Statement for ${month}`,
    credit: (month: string) => `Credit statement for ${month}`,
    mark: 'CONSTRUCTED FOR DEMONSTRATION. No claim, not to be paid.',
    statement: 'Statement',
    operator: 'Operator',
    payer: 'Payer',
    issued: 'Issued',
    due: 'Due',
    agreement: 'Agreement',
    ean: 'EAN number',
    regular: 'The month itself',
    adjusted: 'Adjustments of closed months',
    charged: 'Charges that are of no contract',
    columns: ['Line', 'Service and reason', 'Period', 'Quantity', 'Price in DKK', 'Amount in DKK'],
    sum: 'Sum',
    total: 'To be paid',
    totalCredit: 'In the payer’s favour',
    accounts: 'By paragraph and account function',
    accountColumns: ['Account function', 'Paragraph', 'Lines', 'Amount in DKK'],
    noFunction: 'not settled',
    origin: 'About the year',
    charge: 'Charge',
    payment: 'Payment',
    toAccount: 'Account',
    noAccount: 'not registered',
    reference: 'Payment reference',
    nothingDue: 'Nothing is to be paid.',
    creditNext: 'The amount stands in the payer’s favour with the operator.',
    rules: 'Rules the amounts follow',
    proof: 'Proof',
    hash: 'SHA-256 of the lines',
    event: 'Event that issued it',
    level: 'level',
    ground: 'placement ground',
    tariffFrom: 'tariff from',
    tariff: 'tariff',
    contract: 'Contract',
    citizen: 'Citizen (pseudonym)',
    account: 'account',
    why: 'Why',
    until: 'to',
    page: (page: number, pages: number) => `Page ${page} of ${pages}`,
    vat: 'VAT',
    vatFree: 'The services are exempt from VAT (Danish VAT act § 13(1))',
  },
} as const;

export const statementDocument = (content: StatementContent, language: Language): StatementDocument => {
  const words = WORDS[language];
  const total = sumOf([...content.lines, ...content.charges]);
  const month = spokenMonth(content.month, language);
  const kinds = ['REGULAR', 'ADJUSTMENT'] as const;
  return {
    language,
    title: total < 0 ? words.credit(month) : words.title(month),
    subtitle: `${content.operator.name} – ${content.payer.name}`,
    ...(content.constructed ? { mark: words.mark } : {}),
    facts: factsOf(content, language),
    sections: [
      ...kinds.flatMap((kind) => sectionOf(kind, content.lines, language)),
      ...chargeSection(content.charges, language),
    ],
    accounts: accountsOf(content, language),
    total: {
      name: total < 0 ? words.totalCredit : words.total,
      value: writtenKroner(asOre(Math.abs(total)), language),
    },
    payment: paymentOf(content, total, language),
    rules: content.rules.map((rule) => ({
      name: ruleName(rule.rule)[language],
      value: `${rule[language]} ${sureness(rule, language)}`,
    })),
    proof: [
      { name: words.hash, value: content.linesHash },
      { name: words.event, value: content.eventId },
    ],
    headings: { accounts: words.accounts, payment: words.payment, rules: words.rules, proof: words.proof },
    page: (page, pages) => `${content.statementId} · ${words.page(page, pages)}`,
  };
};

/** How sure we are of a rule, so that a default is never read as law. */
const SURENESS: Readonly<Record<ProvenanceTag, Sentence>> = {
  SEED: { da: 'grundlagsdokument', en: 'founding document' },
  READ: { da: 'læst i kilden', en: 'read in its source' },
  TITLE: { da: 'kun overskriften kendes', en: 'only its heading is known' },
  CALC: { da: 'udregnet', en: 'computed' },
  KNOW: { da: 'almindelig viden, ikke efterprøvet', en: 'general knowledge, not verified' },
  DESIGN: { da: 'vores valg', en: 'our choice' },
};

const sureness = ({ provenance }: DocumentRule, language: Language): string =>
  provenance.length === 0 ? '' : `[${provenance.map((tag) => SURENESS[tag][language]).join('; ')}]`;

const sumOf = (lines: readonly { readonly line: { readonly amountOre: Ore } }[]): Ore =>
  sumOre(lines.map(({ line }) => line.amountOre));

const factsOf = (content: StatementContent, language: Language): Fact[] => {
  const { statementId, operator, payer, issuedOn, dueOn, agreement } = content;
  const words = WORDS[language];
  const named = ({ name, code, cvr }: DocumentParty): string => `${name} (${code}), CVR ${cvr}`;
  return [
    { name: words.statement, value: statementId },
    { name: words.operator, value: named(operator) },
    { name: words.payer, value: named(payer) },
    ...(payer.ean === undefined ? [] : [{ name: words.ean, value: payer.ean }]),
    { name: words.agreement, value: agreement },
    { name: words.issued, value: writtenDay(issuedOn, language) },
    { name: words.due, value: writtenDay(dueOn, language) },
  ];
};

const sectionOf = (kind: StatementLine['kind'], all: readonly DocumentLine[], language: Language): LineSection[] => {
  const words = WORDS[language];
  const lines = all.filter(({ line }) => line.kind === kind);
  if (lines.length === 0) return [];
  const heading = kind === 'REGULAR' ? words.regular : words.adjusted;
  return [
    {
      heading,
      columns: words.columns,
      rows: lines.map((of) => rowOf(of, language)),
      sum: { name: `${words.sum}: ${heading}`, value: writtenAmount(sumOf(lines), language) },
    },
  ];
};

const chargeSection = (charges: readonly DocumentCharge[], language: Language): LineSection[] => {
  const { columns, sum, charged } = WORDS[language];
  if (charges.length === 0) return [];
  return [
    {
      heading: charged,
      columns,
      rows: charges.map((of) => chargeRow(of, language)),
      sum: { name: `${sum}: ${charged}`, value: writtenAmount(sumOf(charges), language) },
    },
  ];
};

const chargeRow = ({ line, words: { kind, unit } }: DocumentCharge, language: Language): LineRow => {
  const words = WORDS[language];
  const { priceOre, quantity } = pieceOf(line);
  const booked = line.accountFunction === undefined ? '' : `, ${words.account} ${line.accountFunction}`;
  return {
    line: String(line.line),
    what: line.words[language],
    details: [`${kind}${booked}`, `${words.charge} ${line.chargeId}`],
    why: [`${words.why}: ${line.reckoning[language]} (${ruleNames(line.rules, language)})`],
    period:
      line.originYear === undefined ? [spokenMonth(line.dueFrom, language)] : [words.origin, String(line.originYear)],
    quantity: `${writtenHundredths(quantity, language)} ${unit}`,
    price: writtenAmount(priceOre, language),
    amount: writtenAmount(line.amountOre, language),
  };
};

const rowOf = (of: DocumentLine, language: Language): LineRow => {
  const { line } = of;
  const words = WORDS[language];
  const { formula, corrects } = lineReason(line, language, of.cause);
  const tariff =
    of.tariffFrom === undefined
      ? `${words.tariff} ${line.tariffId}`
      : `${words.tariffFrom} ${writtenDay(of.tariffFrom, language)}`;
  const booked = line.accountFunction === undefined ? '' : `, ${words.account} ${line.accountFunction}`;
  const quantity = line.unit === 'HOUR' ? writtenHundredths(line.quantity, language) : String(line.days);
  return {
    line: String(line.line),
    what: `${line.offeringName}: ${of.words.component}, ${words.level} ${line.level}${of.words.ground === undefined ? '' : ` (${words.ground}: ${of.words.ground})`}`,
    details: [
      `${line.legalBasis} ${legalBasis(line.legalBasis).danish}${booked}`,
      `${words.contract} ${line.contractId}`,
      `${words.citizen} ${line.citizenRef}`,
    ],
    why: [
      `${words.why}: ${formula} (${tariff}; ${ruleNames(line.rules, language)})`,
      ...(corrects === undefined ? [] : [`${corrects}.`]),
    ],
    period: [`${writtenDay(line.firstDay, language)} ${words.until}`, writtenDay(line.lastDay, language)],
    quantity: `${quantity} ${line.unit === 'MONTH' ? daysWord(line.legalBasis)[language] : of.words.unit}`,
    price: writtenAmount(line.priceOre, language),
    amount: writtenAmount(line.amountOre, language),
  };
};

/** What to book where (R13, R45): one row for each paragraph, and for each kind of charge. */
const accountsOf = ({ lines, charges }: Pick<StatementContent, 'lines' | 'charges'>, language: Language): Table => {
  const words = WORDS[language];
  const byBasis = new Map<string, { account: string; basis: string; amounts: Ore[] }>();
  const book = (
    code: string,
    basis: string,
    { accountFunction, amountOre }: Pick<ChargeLine, 'accountFunction' | 'amountOre'>,
  ): void => {
    const account = accountFunction ?? words.noFunction;
    const key = `${account}|${code}`;
    const entry = byBasis.get(key) ?? { account, basis, amounts: [] };
    entry.amounts.push(amountOre);
    byBasis.set(key, entry);
  };
  for (const { line } of lines) book(line.legalBasis, `${line.legalBasis} ${legalBasis(line.legalBasis).danish}`, line);
  for (const { line, words: named } of charges) book(line.chargeKind, named.kind, line);
  const rows = [...byBasis]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { account, basis, amounts }]) => [
      account,
      basis,
      String(amounts.length),
      writtenAmount(sumOre(amounts), language),
    ]);
  return { columns: words.accountColumns, rows };
};

const paymentOf = ({ statementId, dueOn, account }: StatementContent, total: Ore, language: Language): Fact[] => {
  const words = WORDS[language];
  const vat = { name: words.vat, value: words.vatFree };
  if (total <= 0) return [{ name: words.payment, value: total === 0 ? words.nothingDue : words.creditNext }, vat];
  return [
    { name: words.due, value: writtenDay(dueOn, language) },
    {
      name: words.toAccount,
      value: account === undefined ? words.noAccount : `${account.registrationNumber} ${account.accountNumber}`,
    },
    { name: words.reference, value: statementId },
    vat,
  ];
};
