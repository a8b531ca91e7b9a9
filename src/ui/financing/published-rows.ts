import type { Ore } from '../../kernel/money';
import type { FieldFault } from '../../platform/http/problem';
import { oreTyped } from '../frame/typed-amounts';

/** A row as it was pasted from a table: a name, a key figure where one is asked for, and an amount. */
export interface PastedRow {
  readonly name: string;
  readonly figure: number;
  readonly amountOre: Ore;
}

const BETWEEN = /\s*[;\t]\s*/;
const HAS_DIGIT = /\d/;
const FIGURE = /^(?:\d{1,3}(?:\.\d{3})*|\d{1,8})$/;

/** The lines that were typed: those with something in them, and no heading above the figures. */
export const linesTyped = (typed: string): readonly string[] => {
  const lines = typed
    .split(/\r?\n/)
    .map((line) => line.replace(/^[ \t]+|[ \t;]+$/g, ''))
    .filter((line) => line !== '');
  const [first = ''] = lines;
  return HAS_DIGIT.test(first) ? lines : lines.slice(1);
};

/**
 * Reads lines as they come from a spreadsheet: `Herning; 90.400; 1.234.567`. A line that cannot be read is a fault.
 * @param keyed whether a key figure stands between name and amount.
 */
export const pastedRows = (
  lines: readonly string[],
  field: string,
  { keyed }: { readonly keyed: boolean },
): { readonly rows: readonly PastedRow[]; readonly faults: readonly FieldFault[] } => {
  const rows: PastedRow[] = [];
  const faults: FieldFault[] = [];
  lines.forEach((line, at) => {
    const parts = line.split(BETWEEN);
    const [name = '', figure = '', amount = ''] = keyed ? parts : [parts[0], '0', parts[1]];
    const amountOre = oreTyped(amount);
    if (name !== '' && FIGURE.test(figure) && amountOre !== undefined && parts.length === (keyed ? 3 : 2)) {
      rows.push({ name, figure: Number(figure.replaceAll('.', '')), amountOre });
      return;
    }
    faults.push({
      field,
      code: 'NOT_A_ROW',
      da: `Linje ${at + 1}, »${line}«, kan ikke læses: ${keyed ? 'navn; nøgletal; beløb' : 'navn; beløb'}.`,
      en: `Line ${at + 1}, “${line}”, cannot be read: ${keyed ? 'name; key figure; amount' : 'name; amount'}.`,
    });
  });
  return { rows, faults };
};

export interface KeyRow {
  readonly name: string;
  readonly figure: number;
}

/** The same for a key alone: `Herning; 90.400`. */
export const keyRows = (
  lines: readonly string[],
  field: string,
): { readonly rows: readonly KeyRow[]; readonly faults: readonly FieldFault[] } => {
  const rows: KeyRow[] = [];
  const faults: FieldFault[] = [];
  lines.forEach((line, at) => {
    const [name = '', figure = '', ...rest] = line.split(BETWEEN);
    if (name !== '' && FIGURE.test(figure) && rest.length === 0) {
      rows.push({ name, figure: Number(figure.replaceAll('.', '')) });
      return;
    }
    faults.push({
      field,
      code: 'NOT_A_ROW',
      da: `Linje ${at + 1}, »${line}«, kan ikke læses: navn; nøgletal.`,
      en: `Line ${at + 1}, “${line}”, cannot be read: name; key figure.`,
    });
  });
  return { rows, faults };
};
