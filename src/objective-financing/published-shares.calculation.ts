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
  /** Øre for one of the key, in millionths: what the rows that fit have in common. */
  readonly microOrePerUnit: number;
  readonly misfits: readonly MisfitRow[];
}

/**
 * Amount over key is one number for all rows, give or take the rounding (I8). The ratio is the one that most rows allow,
 * so that a wrong row cannot hide by pulling the mean, and is named. `roundingOre` is what rounding may take or give:
 * half a krone where amounts are published in whole kroner.
 */
export const checkedPublication = (
  rows: readonly PublishedRow[],
  roundingOre: number,
  saidTotalOre?: Ore,
): PublishedVerdict => {
  // The share itself is cut to whole øre before it is published (R40).
  const toleranceOre = roundingOre + 1;
  const figureSum = rows.reduce((sum, { figure }) => sum + figure, 0);
  const amountSumOre = sumOre(rows.map(({ amountOre }) => amountOre));
  const ratio = commonRatio(rows, toleranceOre);
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
    microOrePerUnit: ratio === undefined ? 0 : roundedRatio(ratio.over * 1_000_000n, ratio.under),
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

/** The middle of the ratios that most rows allow; undefined when no row has a key. */
const commonRatio = (rows: readonly PublishedRow[], toleranceOre: number): Ratio | undefined => {
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
  let to: Ratio | undefined;
  for (const { at, step } of limits) {
    if (step === -1 && open === most && from !== undefined && to === undefined) to = at;
    open += step;
    if (open > most) {
      most = open;
      from = at;
      to = undefined;
    }
  }
  if (from === undefined || to === undefined) return undefined;
  return { over: from.over * to.under + to.over * from.under, under: 2n * from.under * to.under };
};

const allows = ({ figure, amountOre }: PublishedRow, toleranceOre: number, { over, under }: Ratio): boolean => {
  const off = BigInt(amountOre) * under - BigInt(figure) * over;
  return (off < 0n ? -off : off) <= BigInt(toleranceOre) * under;
};

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
