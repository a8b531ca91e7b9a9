import type { Day, Month } from '../../kernel/calendar';
import { addDays, daysInMonth, earliest, END_OF_TIME, lastDayOf, latest, monthOf } from '../../kernel/calendar';
import type { LegalBasisCode } from '../../kernel/legal-basis';
import type { BasisPoints, Hundredths, Ore } from '../../kernel/money';
import { asOre, lineAmount, roundedRatio, sumOre, WHOLE } from '../../kernel/money';
import type { PlacementGround } from '../../kernel/placement-ground';
import type {
  CitizenRef,
  OfferingId,
  PartyCode,
  PlacementId,
  ServiceLineId,
  TariffId,
  TariffLevel,
} from '../../kernel/vocabulary';
import type { TariffComponent, TariffUnit } from '../../tariffs/tariff.events';

/** Who pays from a day on, until the next entry. */
export interface PayerPeriod {
  readonly from: Day;
  readonly payer: PartyCode;
  readonly payerEan?: string;
  readonly eventId?: string;
}

/** What is delivered from a day on, until the next entry. */
export interface TermsPeriod {
  readonly from: Day;
  readonly level: TariffLevel;
  readonly hoursPerDay?: Hundredths;
  readonly supplements: readonly string[];
  readonly factorBp: BasisPoints;
  readonly eventId?: string;
}

/** A placement as the settlement sees it: what has to be known to say what is owed for each day of it. */
export interface ChargeablePlacement {
  readonly contractId: PlacementId;
  readonly citizenRef: CitizenRef;
  readonly buyer: PartyCode;
  readonly offeringId: OfferingId;
  readonly offeringName: string;
  readonly serviceLineId: ServiceLineId;
  readonly legalBasis: LegalBasisCode;
  /** First payable day: that of the enrolment. Absent until the citizen has come, so that nothing is owed (Q4). */
  readonly firstDay?: Day;
  /** Inclusive, as the placement's own rules computed it (R30, R35). Absent while the stay runs on. */
  readonly lastPayableDay?: Day;
  /** After this day the place is paid by the rule of notice, whether the citizen is there or not (R30). */
  readonly noticeAfter?: Day;
  /** Why the last payable day is an earlier one than the stay's own rules give. */
  readonly stopped?: StoppedPayment;
  /** At least one; in the order of `from`. The first holds for all days before the second, whatever its `from`. */
  readonly payers: readonly PayerPeriod[];
  readonly terms: readonly TermsPeriod[];
  readonly evidence: PlacementEvidence;
}

/** The place was sold again, and is not paid twice (R30), or the offering has closed. */
export interface StoppedPayment {
  readonly because: 'RESALE' | 'CLOSURE';
  /** The last day that is paid. */
  readonly lastDay: Day;
  /** The arrival of the next citizen, or the closure. */
  readonly eventId: string;
}

/** Events the purchase rests on. */
export interface PlacementEvidence {
  readonly reserved?: string;
  readonly agreed?: string;
  readonly enrolled?: string;
  /** Whatever set the last payable day: notice, discharge, or its correction. */
  readonly ended?: string;
  /** The newest event of the placement, whatever it was. */
  readonly newest?: string;
}

/** A tariff version that holds: one that a correction has taken the place of is not among them. */
export interface TariffVersion {
  readonly tariffId: TariffId;
  readonly offeringId: OfferingId;
  readonly serviceLineId: ServiceLineId;
  readonly level: TariffLevel;
  readonly components: readonly TariffComponent[];
  /** Holds from this day until the next version begins. */
  readonly validFrom: Day;
  /** Inclusive, where it ends without a next one. */
  readonly validTo?: Day;
  /** The placement ground it is the price for; absent: for all (R41). */
  readonly placementGround?: PlacementGround;
  readonly eventId: string;
}

/** What is owed for a run of days of one contract under one price: the matter of a line (R36). */
export interface DayCharge {
  readonly placement: ChargeablePlacement;
  readonly payer: PayerPeriod;
  readonly terms: TermsPeriod;
  readonly tariff: TariffVersion;
  readonly component: TariffComponent;
  readonly factorBp: BasisPoints;
  /** Hundredths charged for each day: 100, or the hours. */
  readonly perDay: Hundredths;
  /** Both days included and within one calendar month. */
  readonly firstDay: Day;
  readonly lastDay: Day;
}

/** Payable days for which no price is in force: the month cannot be closed before there is one (I4, I10). */
export interface UnpricedDays {
  readonly contractId: PlacementId;
  readonly level: TariffLevel;
  readonly firstDay: Day;
  readonly lastDay: Day;
}

/** The tariff versions by what they are the price of. */
export class TariffBook {
  private readonly byLevel = new Map<string, TariffVersion[]>();

  constructor(versions: readonly TariffVersion[]) {
    for (const version of versions) {
      const key = levelKey(version.offeringId, version.serviceLineId, version.level);
      const known = this.byLevel.get(key);
      if (known) known.push(version);
      else this.byLevel.set(key, [version]);
    }
    for (const all of this.byLevel.values()) all.sort((a, b) => (a.validFrom < b.validFrom ? -1 : 1));
  }

  /** In the order of validFrom. */
  of(offering: OfferingId, line: ServiceLineId, level: TariffLevel): readonly TariffVersion[] {
    return this.byLevel.get(levelKey(offering, line, level)) ?? [];
  }
}

export const levelKey = (offering: OfferingId, line: ServiceLineId, level: TariffLevel): string =>
  `${offering}|${line}|${level}`;

/**
 * What is owed for the placement from `first` to `last` (both included): the payable days, cut wherever payer, terms,
 * tariff version or month changes, for each component of the price.
 */
export const dayChargesOf = (
  placement: ChargeablePlacement,
  tariffs: TariffBook,
  first: Day,
  last: Day,
  unpriced: UnpricedDays[] = [],
): DayCharge[] => {
  if (placement.firstDay === undefined) return [];
  const from = latest(first, placement.firstDay);
  const to = earliest(last, placement.lastPayableDay ?? END_OF_TIME);
  if (from > to) return [];
  const charges: DayCharge[] = [];
  let cuts = 0;
  for (const { entry: terms, first: termsFirst, last: termsLast } of cut(placement.terms, from, to)) {
    const versions = tariffs.of(placement.offeringId, placement.serviceLineId, terms.level);
    for (const { version: tariff, first: priceFirst, last: priceLast } of priced(versions, termsFirst, termsLast)) {
      if (tariff === undefined) {
        const { contractId } = placement;
        unpriced.push({ contractId, level: terms.level, firstDay: priceFirst, lastDay: priceLast });
        continue;
      }
      for (const { entry: payer, first: payerFirst, last: payerLast } of cut(placement.payers, priceFirst, priceLast)) {
        cuts += 1;
        for (const component of tariff.components) {
          const perDay = chargedPerDay(component, terms);
          if (perDay === 0) continue;
          const factorBp = factorOf(component, terms);
          for (let firstDay = payerFirst; ;) {
            const lastDay = earliest(payerLast, lastDayOf(monthOf(firstDay)));
            charges.push({ placement, payer, terms, tariff, component, factorBp, perDay, firstDay, lastDay });
            if (lastDay === payerLast) break;
            firstDay = addDays(lastDay, 1);
          }
        }
      }
    }
  }
  return cuts > 1 ? joined(charges) : charges;
};

type ServiceAgreed = Pick<TermsPeriod, 'hoursPerDay' | 'supplements' | 'factorBp'>;

export interface PriceOfTerms {
  readonly dayOre: Ore;
  /** What is charged by the month, besides. */
  readonly monthOre: Ore;
}

/** What one day, and one month besides, cost under terms of service, by the rule that settles them (R15-R17). */
export const priceOfTerms = (components: readonly TariffComponent[], terms: ServiceAgreed): PriceOfTerms => {
  const charged = (monthly: boolean): Ore =>
    sumOre(
      components
        .filter(({ unit }) => (unit === 'MONTH') === monthly)
        .map((component) =>
          lineAmount(component.priceOre, chargedPerDay(component, terms), factorOf(component, terms)),
        ),
    );
  return { dayOre: charged(false), monthOre: charged(true) };
};

/** Hundredths of the component's unit charged for each payable day; 0 when the calendar does not charge it. */
const chargedPerDay = ({ kind, unit, code }: TariffComponent, terms: ServiceAgreed): Hundredths => {
  if (kind === 'SUPPLEMENT' && !terms.supplements.includes(code)) return 0;
  if (unit === 'DAY' || unit === 'MONTH') return ONE_DAY;
  // How many hours a supplement takes is agreed nowhere, so those are no calendar's matter either.
  return unit === 'HOUR' && kind !== 'SUPPLEMENT' ? (terms.hoursPerDay ?? 0) : 0;
};

const ONE_DAY: Hundredths = 100;

/** A part-time place is a part of the place (R16); agreed hours and supplements are agreed in full. */
const factorOf = ({ kind, unit }: TariffComponent, terms: ServiceAgreed): BasisPoints =>
  unit !== 'HOUR' && (kind === 'BASE' || kind === 'SERVICE_PACKAGE') ? terms.factorBp : WHOLE;

export interface Cut<Entry> {
  readonly entry: Entry;
  readonly first: Day;
  readonly last: Day;
}

/** Which entry holds when, from `first` to `last`; of entries from the same day the later one counts. */
export const cut = <Entry extends { readonly from: Day }>(
  entries: readonly Entry[],
  first: Day,
  last: Day,
): Cut<Entry>[] => {
  const cuts: Cut<Entry>[] = [];
  for (const [at, entry] of entries.entries()) {
    const next = entries[at + 1];
    const from = at === 0 ? first : latest(first, entry.from);
    const to = next === undefined || next.from > last ? last : addDays(next.from, -1);
    if (from <= to) cuts.push({ entry, first: from, last: to });
  }
  return cuts;
};

interface Priced {
  readonly version?: TariffVersion;
  readonly first: Day;
  readonly last: Day;
}

const priced = (versions: readonly TariffVersion[], first: Day, last: Day): Priced[] => {
  const periods: Priced[] = [];
  let day = first;
  for (const [at, version] of versions.entries()) {
    if (day > last) break;
    const next = versions[at + 1];
    const before = next === undefined || next.validFrom > last ? last : addDays(next.validFrom, -1);
    const to = earliest(before, version.validTo ?? END_OF_TIME);
    const from = latest(day, version.validFrom);
    if (from > to) continue;
    if (day < from) periods.push({ first: day, last: addDays(from, -1) });
    periods.push({ version, first: from, last: to });
    if (to === last) return periods;
    day = addDays(to, 1);
  }
  if (day <= last) periods.push({ first: day, last });
  return periods;
};

/** Two charges are for the same thing when nothing but their days differs. */
export const dayChargeKey = ({ payer, tariff, component, factorBp, perDay }: DayCharge): string =>
  keyOf(payer.payer, tariff.tariffId, component.code, factorBp, perDay);

export const keyOf = (
  payer: PartyCode,
  tariff: TariffId,
  component: string,
  factorBp: BasisPoints,
  perDay: Hundredths,
): string => `${payer}|${tariff}|${component}|${factorBp}|${perDay}`;

/** A renewal that changes nothing must not split a line: R36 wants one for each month. */
const joined = (charges: readonly DayCharge[]): DayCharge[] => {
  const open = new Map<string, number>();
  const all: DayCharge[] = [];
  for (const charge of charges) {
    const key = dayChargeKey(charge);
    const at = open.get(key);
    const before = at === undefined ? undefined : all[at];
    const follows = before && addDays(before.lastDay, 1) === charge.firstDay;
    if (at !== undefined && follows && monthOf(before.firstDay) === monthOf(charge.firstDay)) {
      all[at] = { ...charge, firstDay: before.firstDay };
    } else {
      open.set(key, all.length);
      all.push(charge);
    }
  }
  return all;
};

/** How a price is charged: what a line's amount follows from, besides its days. */
export interface Pricing {
  readonly unit: TariffUnit;
  readonly priceOre: Ore;
  readonly factorBp: BasisPoints;
  /** Hundredths charged for each day. */
  readonly perDay: Hundredths;
}

/** The amount for a run of days within one month, rounded once (R36). Months are charged by their part (R17). */
export const amountOf = ({ unit, priceOre, factorBp, perDay }: Pricing, days: number, month: Month): Ore => {
  if (unit !== 'MONTH') return lineAmount(priceOre, perDay * days, factorBp);
  const numerator = BigInt(priceOre) * BigInt(days) * BigInt(factorBp);
  return asOre(roundedRatio(numerator, BigInt(WHOLE) * BigInt(daysInMonth(month))));
};

/** Days of a charge or a line, both ends included and within one month. */
export const daysWithin = (first: Day, last: Day): number => Number(last.slice(8)) - Number(first.slice(8)) + 1;

export const pricingOf = ({ component, factorBp, perDay }: DayCharge): Pricing => ({
  unit: component.unit,
  priceOre: component.priceOre,
  factorBp,
  perDay,
});

export const dayChargeAmount = (charge: DayCharge): Ore =>
  amountOf(pricingOf(charge), daysWithin(charge.firstDay, charge.lastDay), monthOf(charge.firstDay));
