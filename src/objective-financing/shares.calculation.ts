import { asOre, type Ore, sharesOf } from '../kernel/money';
import type { Financing, KeyFigure, Regulation, Share } from './scheme.events';

/**
 * Each party's share: of a budget by largest remainder, so that the shares are the budget to the øre (R40); of a
 * subscription its own figure at the price (R39). Undefined when it comes to more than `maxOre`.
 */
export const sharesFor = (financing: Financing, figures: readonly KeyFigure[], maxOre: number): Share[] | undefined => {
  if (financing.kind === 'OBJECTIVE') {
    const amounts = sharesOf(
      financing.budgetOre,
      figures.map(({ figure }) => figure),
    );
    return figures.map((of, at) => ({ ...of, amountOre: amounts[at] ?? asOre(0) }));
  }
  const { unitPriceOre } = financing;
  const amounts = figures.map(({ figure }) => figure * unitPriceOre);
  if (amounts.reduce((sum, amount) => sum + amount, 0) > maxOre) return undefined;
  return figures.map((of, at) => ({ ...of, amountOre: asOre(amounts[at] ?? 0) }));
};

/** What each payer's share of the real cost is, and how it differs from what it was charged; `charged` by default the shares. */
export const regulationsOf = (
  shares: readonly Share[],
  actual: readonly Ore[],
  charged: readonly Ore[] = shares.map(({ amountOre }) => amountOre),
): Regulation[] =>
  shares.map(({ party, figure }, at) => {
    const [shareOre, chargedOre] = [actual[at] ?? asOre(0), charged[at] ?? asOre(0)];
    return { party, figure, shareOre, chargedOre, differenceOre: asOre(shareOre - chargedOre) };
  });

/** A year's share in as many parts as it is charged in; the first bear the odd øre. */
export const instalmentsOf = (amountOre: Ore, parts: number): Ore[] =>
  sharesOf(
    amountOre,
    Array.from({ length: parts }, () => 1),
  );
