import { ruleNames } from '../agreements/rule-book/rule-book.words';
import type { Day } from '../kernel/calendar';
import type { Language } from '../kernel/messages';
import type { Hundredths, Ore } from '../kernel/money';
import { asOre } from '../kernel/money';
import { legalBasis } from '../kernel/legal-basis';
import type { ChargeLine } from '../settlement/charges/charge.events';
import type { StatementLine } from '../settlement/months/settlement.events';
import { lineReason, type Sentence } from './line-reason.calculation';

/** A line of a contract with what it takes to be read on its own. */
export interface ContractFileLine {
  readonly statement: StatementHead;
  readonly line: StatementLine;
  readonly words: {
    readonly kind: string;
    readonly component: string;
    readonly unit: string;
    readonly ground?: string;
  };
  readonly cause?: Sentence;
}

/** A line that is of no contract. */
export interface ChargeFileLine {
  readonly statement: StatementHead;
  readonly line: ChargeLine;
  readonly words: { readonly kind: string; readonly unit: string };
}

export type FileLine = ContractFileLine | ChargeFileLine;

const isContractLine = (of: FileLine): of is ContractFileLine => of.line.kind !== 'CHARGE';

/** What every line of a statement shares. */
export interface StatementHead {
  readonly statementId: string;
  readonly month: string;
  readonly operator: string;
  readonly operatorName: string;
  readonly payer: string;
  readonly payerName: string;
  readonly issuedOn: Day;
  readonly dueOn: Day;
}

/**
 * How a column's values are written. A `count` is a whole number, an `amount` whole øre shown as kroner, `hundredths` a
 * number with two decimals. Codes are texts: a leading zero belongs to them.
 */
export type ColumnKind = 'text' | 'day' | 'count' | 'amount' | 'hundredths';

export interface Column {
  readonly heading: Sentence;
  readonly kind: ColumnKind;
  /** In characters, for spreadsheets. */
  readonly width: number;
  readonly value: (of: FileLine, language: Language) => string | number | undefined;
}

const column = (
  da: string,
  en: string,
  kind: ColumnKind,
  width: number,
  value: (of: FileLine, language: Language) => string | number | undefined,
): Column => ({ heading: { da, en }, kind, width, value });

type Value = string | number | undefined;

/** The value for lines of contracts; for other lines there is none unless `charged` says one. */
const contract =
  (
    value: (of: ContractFileLine, language: Language) => Value,
    charged: (line: ChargeLine, language: Language) => Value = () => undefined,
  ) =>
  (of: FileLine, language: Language): Value =>
    isContractLine(of) ? value(of, language) : charged(of.line, language);

/** A charge is one piece at its amount, so that price times quantity is the line's amount wherever it is shown. */
export const pieceOf = ({ amountOre }: Pick<ChargeLine, 'amountOre'>): { priceOre: Ore; quantity: Hundredths } => ({
  priceOre: asOre(Math.abs(amountOre)),
  quantity: amountOre < 0 ? -100 : 100,
});

/** The columns of a statement's lines, the same in CSV and XLSX. Their order is part of the interface: add at the end. */
export const STATEMENT_COLUMNS: readonly Column[] = [
  column('Opgørelse', 'Statement', 'text', 22, ({ statement }) => statement.statementId),
  column('Linje', 'Line', 'count', 7, ({ line }) => line.line),
  column('Slags', 'Kind', 'text', 26, ({ words }) => words.kind),
  column('Måned', 'Month', 'text', 9, ({ statement }) => statement.month),
  column('Driftsherre', 'Operator', 'text', 11, ({ statement }) => statement.operator),
  column('Driftsherrens navn', 'Operator name', 'text', 22, ({ statement }) => statement.operatorName),
  column('Betaler', 'Payer', 'text', 9, ({ statement }) => statement.payer),
  column('Betalerens navn', 'Payer name', 'text', 22, ({ statement }) => statement.payerName),
  column(
    'Køber',
    'Buyer',
    'text',
    9,
    contract(({ line }) => line.buyer),
  ),
  column(
    'Kontrakt',
    'Contract',
    'text',
    37,
    contract(({ line }) => line.contractId),
  ),
  column(
    'Borger (pseudonym)',
    'Citizen (pseudonym)',
    'text',
    37,
    contract(({ line }) => line.citizenRef),
  ),
  column(
    'Tilbud',
    'Offering',
    'text',
    32,
    contract(({ line }) => line.offeringName),
  ),
  column(
    'Ydelse',
    'Service line',
    'text',
    16,
    contract(({ line }) => line.serviceLineId),
  ),
  column(
    'Paragraf',
    'Legal basis',
    'text',
    12,
    contract(({ line }) => line.legalBasis),
  ),
  column(
    'Paragraf i ord',
    'Legal basis in words',
    'text',
    30,
    contract(({ line }) => legalBasis(line.legalBasis).danish),
  ),
  column('Kontofunktion', 'Account function', 'text', 14, ({ line }) => line.accountFunction),
  column(
    'Takstniveau',
    'Tariff level',
    'text',
    12,
    contract(({ line }) => line.level),
  ),
  column(
    'Takstdel',
    'Component',
    'text',
    16,
    contract(({ words }) => words.component),
  ),
  column('Enhed', 'Unit', 'text', 8, ({ words }) => words.unit),
  column(
    'Takstversion',
    'Tariff version',
    'text',
    37,
    contract(({ line }) => line.tariffId),
  ),
  column(
    'Første dag',
    'First day',
    'day',
    12,
    contract(({ line }) => line.firstDay),
  ),
  column(
    'Sidste dag',
    'Last day',
    'day',
    12,
    contract(({ line }) => line.lastDay),
  ),
  column(
    'Dage',
    'Days',
    'count',
    7,
    contract(({ line }) => line.days),
  ),
  column(
    'Antal',
    'Quantity',
    'hundredths',
    10,
    contract(
      ({ line }) => line.quantity,
      (line) => pieceOf(line).quantity,
    ),
  ),
  column(
    'Andel i pct.',
    'Part in per cent',
    'hundredths',
    12,
    contract(({ line }) => line.factorBp),
  ),
  column(
    'Pris i kr.',
    'Price in DKK',
    'amount',
    14,
    contract(
      ({ line }) => line.priceOre,
      (line) => pieceOf(line).priceOre,
    ),
  ),
  column('Beløb i kr.', 'Amount in DKK', 'amount', 16, ({ line }) => line.amountOre),
  column('Retter opgørelse', 'Corrects statement', 'text', 22, ({ line }) => line.corrects?.statementId),
  column('Retter linje', 'Corrects line', 'count', 11, ({ line }) => line.corrects?.line),
  column(
    'Forklaring',
    'Explanation',
    'text',
    60,
    contract(
      ({ line, cause }, language) => {
        const { formula, corrects } = lineReason(line, language, cause);
        return corrects === undefined ? formula : `${corrects}. ${formula}`;
      },
      (line, language) => `${line.words[language]}. ${line.reckoning[language]}`,
    ),
  ),
  column('Regler', 'Rules', 'text', 24, ({ line }, language) => ruleNames(line.rules, language)),
  column('Udstedt', 'Issued', 'day', 12, ({ statement }) => statement.issuedOn),
  column('Forfalder', 'Due', 'day', 12, ({ statement }) => statement.dueOn),
  column(
    'Opkrævning',
    'Charge',
    'text',
    37,
    contract(
      () => undefined,
      ({ chargeId }) => chargeId,
    ),
  ),
  column(
    'Oprindelsesår',
    'Year of origin',
    'count',
    13,
    contract(
      () => undefined,
      ({ originYear }) => originYear,
    ),
  ),
  column(
    'Anbringelsesgrundlag',
    'Placement ground',
    'text',
    20,
    contract(({ words }) => words.ground),
  ),
];

/** The column that is summed up. */
export const AMOUNT_COLUMN = STATEMENT_COLUMNS.findIndex(({ heading }) => heading.da === 'Beløb i kr.');
