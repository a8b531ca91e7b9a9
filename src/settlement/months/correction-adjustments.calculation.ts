import type { Month } from '../../kernel/calendar';
import { monthOf } from '../../kernel/calendar';
import type { Ore } from '../../kernel/money';
import { asOre, sumOre } from '../../kernel/money';
import type { PartyCode } from '../../kernel/vocabulary';
import type { DrawnMonth } from './month.calculation';

/** What a correction adjusts in closed months; a credit is below zero. */
export interface CorrectionAdjustments {
  /** Contracts with a line of adjustment that would not be there otherwise. */
  readonly placements: number;
  readonly totalOre: Ore;
  /** What could have been billed and is claimed too late (R2). */
  readonly lostOre: Ore;
  /** By payer, in order of code. */
  readonly payers: readonly { readonly payer: PartyCode; readonly placements: number; readonly amountOre: Ore }[];
  /** By the month the days are of. */
  readonly months: readonly { readonly month: Month; readonly amountOre: Ore }[];
}

/** The difference between the month as it stands and with the correction, in its lines of adjustment only (R38). */
export const correctionAdjustments = (present: DrawnMonth, corrected: DrawnMonth): CorrectionAdjustments => {
  const differing = [...differences(present, corrected).values()].filter(({ amountOre }) => amountOre !== 0);
  const total = (of: readonly Difference[]): Ore => sumOre(of.map(({ amountOre }) => asOre(amountOre)));
  const contracts = (of: readonly Difference[]): number => new Set(of.map(({ contractId }) => contractId)).size;
  const inOrder = <K extends string>(key: (difference: Difference) => K): [K, Difference[]][] =>
    [...Map.groupBy(differing, key)].sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    placements: contracts(differing),
    totalOre: total(differing),
    lostOre: asOre(lostOf(corrected) - lostOf(present)),
    payers: inOrder(({ payer }) => payer).map(([payer, of]) => ({
      payer,
      placements: contracts(of),
      amountOre: total(of),
    })),
    months: inOrder(({ month }) => month).map(([month, of]) => ({ month, amountOre: total(of) })),
  };
};

interface Difference {
  readonly payer: PartyCode;
  readonly contractId: string;
  readonly month: Month;
  amountOre: number;
}

const differences = (present: DrawnMonth, corrected: DrawnMonth): Map<string, Difference> => {
  const found = new Map<string, Difference>();
  for (const [drawn, sign] of [
    [present, -1],
    [corrected, 1],
  ] as const)
    for (const { payer, lines } of drawn.statements)
      for (const { kind, contractId, firstDay, amountOre } of lines) {
        if (kind !== 'ADJUSTMENT') continue;
        const month = monthOf(firstDay);
        const key = `${payer}|${contractId}|${month}`;
        const known = found.get(key) ?? { payer, contractId, month, amountOre: 0 };
        known.amountOre += sign * amountOre;
        found.set(key, known);
      }
  return found;
};

const lostOf = ({ lost }: DrawnMonth): Ore => sumOre(lost.map(({ amountOre }) => amountOre));
