import { daysInMonth, monthOf } from '../kernel/calendar';
import { daysInWords } from '../kernel/day-words';
import type { Language } from '../kernel/messages';
import { asOre, type Ore, roundedRatio, WHOLE } from '../kernel/money';
import type { StatementLine } from '../settlement/months/settlement.events';
import { writtenAmount, writtenHundredths, writtenKroner } from './written-values.calculation';

/** A sentence in both languages of the house. */
export type Sentence = Readonly<Record<Language, string>>;

/** Why a line has its amount, in words that need no other page. */
export interface LineReason {
  /** `31 døgn × 2.560,00 kr. = 79.360,00 kr.` */
  readonly formula: string;
  /** For an adjustment: the line it corrects, and what was learned. */
  readonly corrects?: string;
}

/** Øre that a line's own days and price come to, before what other lines of its month have rounded. */
const ownAmount = ({ unit, priceOre, quantity, factorBp, firstDay }: StatementLine): Ore => {
  const days = unit === 'MONTH' ? daysInMonth(monthOf(firstDay)) : 1;
  const product = BigInt(priceOre) * BigInt(quantity) * BigInt(factorBp);
  return asOre(roundedRatio(product, 100n * BigInt(WHOLE) * BigInt(days)));
};

/**
 * What an adjustment's amount differs by from its own days times its price: a whole line is rounded once, so the
 * difference of two is rounded as they were (ADR 9). Zero for the lines of the month itself.
 */
export const roundingOf = (line: StatementLine): Ore => asOre(line.amountOre - ownAmount(line));

/** Days in words, by what is sold. */
export type CountedDays = typeof daysInWords;

export const lineReason = (
  line: StatementLine,
  language: Language,
  cause?: Sentence,
  counted: CountedDays = daysInWords,
): LineReason => {
  const rounding = roundingOf(line);
  const rounded = { da: ', afrunding', en: ', rounding' }[language];
  const more = rounding === 0 ? '' : `${rounded} ${writtenAmount(rounding, language)}`;
  const formula = `${productOf(line, language, counted)}${more} = ${writtenKroner(line.amountOre, language)}`;
  const { corrects } = line;
  if (line.kind === 'REGULAR') return { formula };
  const of = {
    da: corrects ? `Retter linje ${corrects.line} i ${corrects.statementId}` : 'Dage, der ikke før er afregnet',
    en: corrects ? `Corrects line ${corrects.line} of ${corrects.statementId}` : 'Days not settled before',
  }[language];
  return { formula, corrects: cause === undefined ? of : `${of}: ${cause[language]}` };
};

const productOf = (line: StatementLine, language: Language, countedDays: CountedDays): string => {
  const { unit, priceOre, quantity, factorBp, days } = line;
  const price = writtenKroner(priceOre, language);
  const part = factorBp === WHOLE ? '' : ` × ${writtenAmount(asOre(factorBp), language)} %`;
  // A credit after a dispute is an amount, not days (R38).
  if (unit === 'PIECE') {
    const pieces = { da: 'stk.', en: 'pcs' }[language];
    return `${writtenHundredths(quantity, language)} ${pieces} × ${price}`;
  }
  const counted = countedDays(days, line.legalBasis)[language];
  if (unit === 'MONTH') {
    const month = { da: 'måned', en: 'month' }[language];
    return `${days}/${daysInMonth(monthOf(line.firstDay))} ${month} × ${price}${part}`;
  }
  if (unit !== 'HOUR') return `${counted} × ${price}${part}`;
  const hours = { da: 'timer', en: 'hours' }[language];
  return `${counted} × ${writtenHundredths(Math.round(quantity / days), language)} ${hours} × ${price}${part}`;
};
