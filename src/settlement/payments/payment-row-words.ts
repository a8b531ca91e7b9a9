import { type Day, danishDay } from '../../kernel/calendar';
import type { Language } from '../../kernel/messages';
import { danishKroner, sumOre } from '../../kernel/money';
import type { StatementId } from '../../kernel/vocabulary';
import type { JudgedRow, RowFaultCode } from './payment-file.events';
import type { PaymentFileView, PaymentRowView } from './payment-file.views';
import { issuedLater } from './payment.views';

type Sentence = Readonly<Record<Language, string>>;

/** Why a row was not taken, without what stands in it. */
export const ROW_FAULT_WORDS: Readonly<Record<RowFaultCode, Sentence>> = {
  AMOUNT_UNREADABLE: { da: 'beløbet kan ikke læses', en: 'the amount cannot be read' },
  AMOUNT_ZERO: { da: 'beløbet er nul', en: 'the amount is nothing' },
  DATE_UNREADABLE: { da: 'datoen kan ikke læses', en: 'the date cannot be read' },
  DATE_IN_FUTURE: { da: 'datoen ligger ude i fremtiden', en: 'the date lies in the future' },
  OTHER_CURRENCY: { da: 'valutaen er ikke kroner', en: 'the currency is not kroner' },
  PAID_OUT: { da: 'posten er en udbetaling', en: 'the entry was paid out' },
  REVERSAL: { da: 'posten er en tilbageførsel', en: 'the entry is a reversal' },
  NO_STATEMENT_NUMBER: {
    da: 'der står intet opgørelsesnummer i referencen',
    en: 'the reference holds no number of a statement',
  },
  NOT_YOUR_STATEMENT: { da: 'opgørelsen er ikke en af jeres', en: 'the statement is none of yours' },
};

const KNOWN: Sentence = {
  da: 'Posten er registreret før og tælles ikke igen.',
  en: 'The entry was registered before and is not counted again.',
};

/** What is known of a row besides what is recorded of it. */
export interface RowContext {
  readonly dryRun: boolean;
  /** When the statement was issued that a row is for. */
  readonly issuedOn: (statement: StatementId) => Day | undefined;
  /** Reasons in the file's own words, which only who sends the file is told. */
  readonly said?: Readonly<Partial<Record<RowFaultCode, Sentence>>>;
}

/** A row as people read it. */
export const rowView = ({ faults, ...row }: JudgedRow, { dryRun, issuedOn, said = {} }: RowContext): PaymentRowView => {
  const { outcome, paidOn, statementId } = row;
  const early =
    outcome === 'ACCEPTED' && paidOn !== undefined && statementId !== undefined
      ? issuedLater(paidOn, issuedOn(statementId))
      : {};
  return { ...row, faults, ...early, ...sentence({ faults, ...row, ...early }, dryRun, said) };
};

const sentence = (
  { outcome, faults, amountOre, statementId, issuedLater: issued }: JudgedRow & Pick<PaymentRowView, 'issuedLater'>,
  dryRun: boolean,
  said: Readonly<Partial<Record<RowFaultCode, Sentence>>>,
): Sentence => {
  if (outcome === 'KNOWN') return KNOWN;
  if (outcome === 'ACCEPTED') {
    const amount = amountOre === undefined ? '' : danishKroner(amountOre);
    return {
      da: `${dryRun ? 'Vil blive registreret' : 'Registreret'}: ${amount} for opgørelse ${statementId ?? ''}${issued === undefined ? '' : `; betalt, før den blev udstedt ${danishDay(issued)}`}.`,
      en: `${dryRun ? 'Would be registered' : 'Registered'}: ${amount} for statement ${statementId ?? ''}${issued === undefined ? '' : `; paid before it was issued on ${issued}`}.`,
    };
  }
  const reasons = faults.map((code) => said[code] ?? ROW_FAULT_WORDS[code]);
  return {
    da: `Ikke taget: ${reasons.map(({ da }) => da).join('; ')}.`,
    en: `Not taken: ${reasons.map(({ en }) => en).join('; ')}.`,
  };
};

/** The rows counted by what became of them. */
export const fileView = (
  file: Pick<PaymentFileView, 'fileHash' | 'dryRun' | 'position'> & { readonly size: number },
  rows: readonly PaymentRowView[],
): PaymentFileView => {
  const { fileHash, dryRun, position, size } = file;
  const count = (outcome: PaymentRowView['outcome']): number => rows.filter((row) => row.outcome === outcome).length;
  const accepted = rows.filter(({ outcome }) => outcome === 'ACCEPTED');
  return {
    fileHash,
    dryRun,
    accepted: accepted.length,
    early: accepted.filter((row) => row.issuedLater !== undefined).length,
    known: count('KNOWN'),
    unmatched: count('UNMATCHED'),
    faulty: count('FAULTY'),
    left: size - rows.length,
    acceptedOre: sumOre(accepted.flatMap(({ amountOre }) => amountOre ?? [])),
    position,
    rows,
  };
};
