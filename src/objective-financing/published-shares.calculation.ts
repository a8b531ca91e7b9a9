import { asOre, danishKroner, type Ore, roundedRatio, sumOre } from '../kernel/money';

/** A row as somebody published it: a key figure and the amount that is said to follow from it. */
export interface PublishedRow {
  /** As it stands there: a name or a code. */
  readonly name: string;
  readonly figure: number;
  readonly amountOre: Ore;
}

export interface MisfitRow extends PublishedRow {
  /** Counted from 1 in the order given. */
  readonly row: number;
  /** What the key gives. */
  readonly expectedOre: Ore;
  readonly differenceOre: Ore;
  readonly da: string;
  readonly en: string;
}

export interface PublishedVerdict {
  readonly agrees: boolean;
  readonly rows: number;
  readonly figureSum: number;
  readonly amountSumOre: Ore;
  /** Where the total was said: the sum of the rows less it. */
  readonly totalDifferenceOre?: Ore;
  /** Øre for one of the key, in thousandths: what the rows that fit have in common. */
  readonly milliOrePerUnit: number;
  /** As many rows fit another number: with so few rows that weigh, nobody can say which of them is wrong. */
  readonly ambiguous: boolean;
  readonly misfits: readonly MisfitRow[];
}

/**
 * Amount over key is one number for all rows, give or take the rounding (I8). The ratio is the one that most rows allow,
 * so that a wrong row cannot hide by pulling the mean, and is named. `roundingOre` is what rounding may take or give:
 * half a krone where amounts are published in whole kroner. Undefined where the key gives more than money can be.
 */
export const checkedPublication = (
  rows: readonly PublishedRow[],
  roundingOre: number,
  saidTotalOre?: Ore,
): PublishedVerdict | undefined => {
  // The share itself is cut to whole øre before it is published (R40).
  const toleranceOre = roundingOre + 1;
  const figureSum = rows.reduce((sum, { figure }) => sum + figure, 0);
  const amountSumOre = sumOre(rows.map(({ amountOre }) => amountOre));
  const ratios = commonRatios(rows, toleranceOre);
  const ratio = nearest(ratios, figureSum, saidTotalOre);
  if (ratio !== undefined && rows.some((row) => exceedsMoney(row, ratio))) return undefined;
  const misfits = rows.flatMap((row, at): MisfitRow[] => {
    if (ratio !== undefined && allows(row, toleranceOre, ratio)) return [];
    const expectedOre = ratio === undefined ? asOre(0) : expectedOf(row, ratio);
    return [misfit(row, at + 1, expectedOre)];
  });
  const totalDifferenceOre = saidTotalOre === undefined ? undefined : asOre(amountSumOre - saidTotalOre);
  // Each row may be rounded by its tolerance, so the sum may be off by that many.
  const totalFits = totalDifferenceOre === undefined || Math.abs(totalDifferenceOre) <= toleranceOre * rows.length;
  return {
    agrees: misfits.length === 0 && totalFits,
    rows: rows.length,
    figureSum,
    amountSumOre,
    ...(totalDifferenceOre === undefined ? {} : { totalDifferenceOre }),
    milliOrePerUnit: ratio === undefined ? 0 : roundedRatio(ratio.over * 1_000n, ratio.under),
    ambiguous: ratios.length > 1 && misfits.length > 0,
    misfits,
  };
};

/** øre per unit as a fraction; the denominator is positive. */
interface Ratio {
  readonly over: bigint;
  readonly under: bigint;
}

const compared = (a: Ratio, b: Ratio): number => {
  const difference = a.over * b.under - b.over * a.under;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
};

interface Limit {
  readonly at: Ratio;
  /** 1 where a row begins to allow the ratio, -1 where it ends. */
  readonly step: 1 | -1;
}

/** The middles of the ratios that most rows allow: one, or several where as many rows allow each; none without a key. */
const commonRatios = (rows: readonly PublishedRow[], toleranceOre: number): Ratio[] => {
  const limits = rows
    .filter(({ figure }) => figure > 0)
    .flatMap(({ figure, amountOre }): Limit[] => [
      { at: { over: BigInt(amountOre - toleranceOre), under: BigInt(figure) }, step: 1 },
      { at: { over: BigInt(amountOre + toleranceOre), under: BigInt(figure) }, step: -1 },
    ])
    // Where one ends and another begins both allow it.
    .sort((a, b) => compared(a.at, b.at) || b.step - a.step);
  let [open, most] = [0, 0];
  let from: Ratio | undefined;
  let found: Ratio[] = [];
  for (const { at, step } of limits) {
    if (step === -1 && open === most && from !== undefined) {
      found.push(middleOf(from, at));
      from = undefined;
    }
    open += step;
    if (step === 1 && open >= most) {
      if (open > most) found = [];
      most = open;
      from = at;
    }
  }
  return found;
};

const middleOf = (a: Ratio, b: Ratio): Ratio => ({
  over: a.over * b.under + b.over * a.under,
  under: 2n * a.under * b.under,
});

/** The one that comes nearest to the total that was said; without one the lowest. */
const nearest = (ratios: readonly Ratio[], figureSum: number, total: Ore | undefined): Ratio | undefined => {
  if (total === undefined) return ratios[0];
  const off = ({ over, under }: Ratio): Ratio => {
    const difference = over * BigInt(figureSum) - BigInt(total) * under;
    return { over: difference < 0n ? -difference : difference, under };
  };
  return ratios.toSorted((a, b) => compared(off(a), off(b)))[0];
};

const allows = ({ figure, amountOre }: PublishedRow, toleranceOre: number, { over, under }: Ratio): boolean => {
  const off = BigInt(amountOre) * under - BigInt(figure) * over;
  return (off < 0n ? -off : off) <= BigInt(toleranceOre) * under;
};

const exceedsMoney = ({ figure }: PublishedRow, { over, under }: Ratio): boolean =>
  BigInt(figure) * over > BigInt(Number.MAX_SAFE_INTEGER) * under;

const expectedOf = ({ figure }: PublishedRow, { over, under }: Ratio): Ore =>
  asOre(roundedRatio(BigInt(figure) * over, under));

const misfit = (row: PublishedRow, number: number, expectedOre: Ore): MisfitRow => {
  const differenceOre = asOre(row.amountOre - expectedOre);
  const [amount, expected, difference] = [row.amountOre, expectedOre, differenceOre].map(danishKroner);
  return {
    ...row,
    row: number,
    expectedOre,
    differenceOre,
    da: `Række ${number}, ${row.name}: ${amount} passer ikke til nøglen ${row.figure}, som giver ${expected}; forskellen er ${difference}`,
    en: `Row ${number}, ${row.name}: ${amount} does not fit the key ${row.figure}, which gives ${expected}; the difference is ${difference}`,
  };
};
