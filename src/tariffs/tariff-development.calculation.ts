import type { RuleConfiguration } from '../agreements/agreement.events';
import { asDay } from '../kernel/calendar';
import type { BasisPoints, Ore } from '../kernel/money';
import { asOre, roundedRatio, WHOLE } from '../kernel/money';
import type { PartyCode } from '../kernel/vocabulary';
import type { TariffComponent } from './tariff.events';
import { cappedPrice, dayPrice } from './tariff-warnings.calculation';

/** What the development needs of a version that holds. */
export interface DevelopedVersion {
  readonly operator: PartyCode;
  readonly offeringId: string;
  readonly serviceLineId: string;
  readonly level: string;
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly components: readonly TariffComponent[];
}

/** One operator’s tariffs as a year ends, against those that the base year ended with (R19 item 4). */
export interface TariffDevelopment {
  readonly operator: PartyCode;
  readonly year: number;
  /** Levels with a price by the day. */
  readonly tariffs: number;
  readonly meanDayPriceOre: Ore;
  /** Prices of the levels priced in both years: 10,000 is unchanged. Absent where none is. */
  readonly indexBp?: BasisPoints;
  /** The same after the agreed price and wage rates have been taken out. */
  readonly fixedPriceIndexBp?: BasisPoints;
  readonly supplements: number;
  readonly meanSupplementOre?: Ore;
}

type Cap = NonNullable<RuleConfiguration['tariffCap']>;

/** By operator and year, from the base year on. Levels that came or went do not move the index. */
export const tariffDevelopment = (
  versions: readonly DevelopedVersion[],
  cap: Cap,
  lastYear: number,
): readonly TariffDevelopment[] => {
  const operators = [...Map.groupBy(versions, ({ operator }) => operator)].sort(([a], [b]) => (a < b ? -1 : 1));
  return operators.flatMap(([operator, own]) => {
    const base = pricesAtEnd(own, cap.baseYear);
    const years = Array.from({ length: Math.max(0, lastYear - cap.baseYear + 1) }, (_, at) => cap.baseYear + at);
    return years.flatMap((year): readonly TariffDevelopment[] => {
      const prices = pricesAtEnd(own, year);
      if (prices.size === 0) return [];
      const shared = [...prices].filter(([level]) => base.has(level));
      const now = shared.reduce((all, [, price]) => all + price, 0);
      const then = shared.reduce((all, [level]) => all + (base.get(level) ?? 0), 0);
      const allowed = cappedPrice(asOre(then), cap, year);
      const supplements = supplementsAtEnd(own, year);
      return [
        {
          operator,
          year,
          tariffs: prices.size,
          meanDayPriceOre: meanOf([...prices.values()]),
          ...(then === 0 ? {} : { indexBp: roundedRatio(BigInt(now) * BigInt(WHOLE), BigInt(then)) }),
          ...(allowed === 0 ? {} : { fixedPriceIndexBp: roundedRatio(BigInt(now) * BigInt(WHOLE), BigInt(allowed)) }),
          supplements: supplements.length,
          ...(supplements.length === 0 ? {} : { meanSupplementOre: meanOf(supplements) }),
        },
      ];
    });
  });
};

/** What a municipality still owes of the earlier agreement’s reduction, by how far its prices have fallen (R19 item 3). */
export interface OwedReduction {
  readonly party: PartyCode;
  readonly owedBp: BasisPoints;
  readonly deliveredBp: BasisPoints;
  readonly remainingBp: BasisPoints;
}

export const owedReductions = (development: readonly TariffDevelopment[], cap: Cap): readonly OwedReduction[] =>
  (cap.owedReductions ?? []).map(({ party, reductionBp }) => {
    const latest = development.findLast(({ operator }) => operator === party);
    const deliveredBp = Math.max(0, WHOLE - (latest?.fixedPriceIndexBp ?? WHOLE));
    return { party, owedBp: reductionBp, deliveredBp, remainingBp: Math.max(0, reductionBp - deliveredBp) };
  });

const atEnd = (versions: readonly DevelopedVersion[], year: number): readonly DevelopedVersion[] => {
  const day = asDay(`${year}-12-31`);
  return versions.filter(({ validFrom, validTo }) => validFrom <= day && (validTo === null || validTo >= day));
};

const pricesAtEnd = (versions: readonly DevelopedVersion[], year: number): ReadonlyMap<string, Ore> =>
  new Map(
    atEnd(versions, year).flatMap(({ offeringId, serviceLineId, level, components }) => {
      const price = dayPrice(components);
      return price === undefined ? [] : [[`${offeringId} ${serviceLineId} ${level}`, price] as const];
    }),
  );

const supplementsAtEnd = (versions: readonly DevelopedVersion[], year: number): readonly Ore[] =>
  atEnd(versions, year).flatMap(({ components }) =>
    components.filter(({ kind, unit }) => kind === 'SUPPLEMENT' && unit === 'DAY').map(({ priceOre }) => priceOre),
  );

const meanOf = (amounts: readonly Ore[]): Ore =>
  asOre(
    roundedRatio(
      amounts.reduce((all, amount) => all + BigInt(amount), 0n),
      BigInt(amounts.length),
    ),
  );
