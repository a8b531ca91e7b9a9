import type { Month } from '../../kernel/calendar';
import { dayNumber, daysInMonth, monthOf } from '../../kernel/calendar';
import { daysInWords } from '../../kernel/day-words';
import type { LegalBasisCode } from '../../kernel/legal-basis';
import type { Ore } from '../../kernel/money';
import { asOre, danishAmount, danishKroner, sumOre, WHOLE } from '../../kernel/money';
import type { PartyCode } from '../../kernel/vocabulary';
import type { ChargeablePlacement, Pricing, TariffVersion } from '../lines/day-charges.calculation';
import { amountOf, dayChargeKey, dayChargesOf, keyOf, pricingOf, TariffBook } from '../lines/day-charges.calculation';
import type { Run } from '../lines/day-runs';
import type { DisputeCredit } from '../lines/dispute-credits.calculation';
import { creditStillOwed, isDisputeCredit } from '../lines/dispute-credits.calculation';
import { stretches, without } from '../lines/day-runs';
import type { StatementLine } from '../months/settlement.events';
import type { BilledLine } from '../lines/statement-line.calculation';

/** A line with what it followed from, as known when its month was closed. */
export interface LineOrigin {
  readonly payer: PartyCode;
  readonly line: StatementLine;
  /** The lines of the same contract issued before it, in order; those of its own statement that stand above it last. */
  readonly earlier: readonly BilledLine[];
  readonly placement: ChargeablePlacement;
  /** All versions, those that a correction has taken the place of among them. */
  readonly versions: readonly TariffVersion[];
  /** The versions that held. */
  readonly holding: readonly TariffVersion[];
}

export interface Recomputation {
  /** Computed anew from the placement and the price list; equals the line's amount, or something is wrong. */
  readonly amountOre: Ore | undefined;
  /** How the amount comes about, in Danish notation. */
  readonly formula: string;
}

/** Computes a line's amount once more, from its origin and not from the line's own figures (I3). */
export const recomputed = (origin: LineOrigin): Recomputation => {
  const { line } = origin;
  const pricing = pricingFor(origin);
  if (pricing === undefined) return { amountOre: undefined, formula: '' };
  const month = monthOf(line.firstDay);
  const own = ownDays(origin);
  const first = dayNumber(line.firstDay);
  const last = dayNumber(line.lastDay);
  const next = line.days > 0 ? [...own, { first, last, of: undefined }] : without(own, first, last);
  const counted = { pricing, month, sold: line.legalBasis };
  const before = worth(own, counted);
  const after = worth(next, counted);
  const amountOre = asOre(after.amountOre - before.amountOre);
  if (own.length === 0) return { amountOre, formula: `${after.formula} = ${danishKroner(amountOre)}` };
  const [now, was] = [after, before].map(({ formula, amountOre: sum }) => `${formula} = ${danishKroner(sum)}`);
  return {
    amountOre,
    formula: `${now ?? ''}; før ${was ?? ''}; forskel ${danishKroner(amountOre)}`,
  };
};

/** Computes a credit once more, from how the dispute ended and from the lines issued before it. */
export const recomputedCredit = (
  line: StatementLine,
  credit: DisputeCredit,
  earlier: readonly BilledLine[],
): Recomputation => {
  const disputed = earlier.find(
    ({ statementId, entry }) => statementId === credit.statementId && entry.line === credit.line,
  );
  if (disputed === undefined) return { amountOre: undefined, formula: '' };
  const owed = creditStillOwed(
    credit,
    disputed.entry,
    earlier.map(({ entry }) => entry),
  );
  const which = `Linje ${credit.line} i opgørelse ${credit.statementId}`;
  const amountOre = asOre(-owed);
  const formula =
    line.amountOre < 0
      ? `${which}: ${danishKroner(credit.creditOre)} krediteret efter indsigelse; heraf nu ${danishKroner(owed)}`
      : `${which}: dagene er siden taget tilbage, så ${danishKroner(amountOre)} af kreditten falder bort`;
  return { amountOre, formula };
};

/** How the line's days are priced: for added days by the terms that held, for days taken back as they were billed. */
const pricingFor = ({ line, payer, placement, versions, holding }: LineOrigin): Pricing | undefined => {
  const key = keyOf(payer, line.tariffId, line.component, line.factorBp, Math.round(line.quantity / line.days));
  if (line.days > 0) {
    const charges = dayChargesOf(placement, new TariffBook(holding), line.firstDay, line.lastDay);
    const charge = charges.find((each) => dayChargeKey(each) === key);
    return charge && pricingOf(charge);
  }
  const version = versions.find(({ tariffId }) => tariffId === line.tariffId);
  const component = version?.components.find(({ code }) => code === line.component);
  return (
    component && {
      unit: component.unit,
      priceOre: component.priceOre,
      factorBp: line.factorBp,
      perDay: Math.round(line.quantity / line.days),
    }
  );
};

/** The days of the month that stood billed at the same price before this line. */
const ownDays = ({ line, payer, earlier }: LineOrigin): Run<unknown>[] => {
  const month = monthOf(line.firstDay);
  const keyOfLine = (of: PartyCode, { tariffId, component, factorBp, quantity, days }: StatementLine): string =>
    keyOf(of, tariffId, component, factorBp, Math.round(quantity / days));
  const key = keyOfLine(payer, line);
  let runs: Run<unknown>[] = [];
  for (const { payer: of, entry } of earlier) {
    if (isDisputeCredit(entry) || monthOf(entry.firstDay) !== month || keyOfLine(of, entry) !== key) continue;
    const first = dayNumber(entry.firstDay);
    const last = dayNumber(entry.lastDay);
    if (entry.days > 0) runs.push({ first, last, of: undefined });
    else runs = without(runs, first, last);
  }
  return runs;
};

/** What days of a month are counted by: a stay by the døgn, a day place by the day. */
interface Counted {
  readonly pricing: Pricing;
  readonly month: Month;
  readonly sold: LegalBasisCode;
}

const worth = (runs: readonly Run<unknown>[], counted: Counted): { amountOre: Ore; formula: string } => {
  const { pricing, month, sold } = counted;
  const lengths = stretches(runs);
  const amountOre = sumOre(lengths.map((days) => amountOf(pricing, days, month)));
  if (lengths.length === 0) return { amountOre, formula: daysInWords(0, sold).da };
  return { amountOre, formula: lengths.map((days) => formulaOf(days, counted)).join(' + ') };
};

const formulaOf = (days: number, { pricing, month, sold }: Counted): string => {
  const { unit, priceOre, factorBp, perDay } = pricing;
  const price = danishKroner(priceOre);
  const part = factorBp === WHOLE ? '' : ` × ${danishAmount(asOre(factorBp))} %`;
  if (unit === 'MONTH') return `${days}/${daysInMonth(month)} måned × ${price}${part}`;
  if (unit === 'HOUR') {
    return `${daysInWords(days, sold).da} × ${danishAmount(asOre(perDay))} timer × ${price}${part}`;
  }
  return `${daysInWords(days, sold).da} × ${price}${part}`;
};
