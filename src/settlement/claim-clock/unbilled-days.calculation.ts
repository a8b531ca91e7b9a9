import type { Day, Month } from '../../kernel/calendar';
import { addMonths, dayNumber, dayOfNumber, daysIn, monthOf } from '../../kernel/calendar';
import type { LegalBasisCode } from '../../kernel/legal-basis';
import type { Ore } from '../../kernel/money';
import { asOre, roundedRatio } from '../../kernel/money';
import type { CitizenRef, OfferingId, PartyCode, PlacementId } from '../../kernel/vocabulary';
import { adjustmentsOf, type LostDays } from '../lines/adjustments.calculation';
import type { ChargeablePlacement, UnpricedDays } from '../lines/day-charges.calculation';
import { dayChargesOf, TariffBook } from '../lines/day-charges.calculation';
import { firstClaimableDay } from '../lines/claim-limit.calculation';
import { isDisputeCredit } from '../lines/dispute-credits.calculation';
import type { MonthFacts } from '../months/month.calculation';
import { mayNeedAdjustment, settledFrom } from '../months/month.calculation';
import type { LostClaim } from '../months/settlement.events';
import type { BilledLine, PayersLine } from '../lines/statement-line.calculation';

/** Days of a month not closed yet; days learned after their month was closed; days that are claimed too late now. */
export const UNBILLED_KINDS = ['OPEN_MONTH', 'LEARNED_LATE', 'TOO_LATE'] as const;
export type UnbilledKind = (typeof UNBILLED_KINDS)[number];

/** Service days of one contract, payer and month that have been delivered and not billed (R2). */
export interface UnbilledDays {
  readonly kind: UnbilledKind;
  readonly contractId: PlacementId;
  readonly citizenRef: CitizenRef;
  readonly offeringId: OfferingId;
  readonly offeringName: string;
  readonly legalBasis: LegalBasisCode;
  readonly payer: PartyCode;
  readonly month: Month;
  readonly firstDay: Day;
  readonly lastDay: Day;
  /** Days among them that are not billed, or not at the right price. */
  readonly days: number;
  /** What the payer owes more than it has been billed for these days. */
  readonly amountOre: Ore;
  /** The last day on which the first of the days can be claimed; each later day can be claimed a day longer. */
  readonly lastClaimDay: Day;
  /** Days from the day asked for to the last claim day; negative when that has gone by. */
  readonly daysLeft: number;
}

export interface ClaimClock {
  /** The most urgent first; among those of one day the largest amount. */
  readonly items: readonly UnbilledDays[];
  /** Days no price is known for: they cannot be billed before there is one. */
  readonly unpriced: readonly UnpricedDays[];
}

/** What the clock follows from: the facts a month would be drawn from, for a month after the day asked for. */
export interface ClockFacts extends Pick<
  MonthFacts,
  'month' | 'rules' | 'placements' | 'tariffs' | 'settledFrom' | 'changed' | 'repriced' | 'billed' | 'lost'
> {
  /** Days up to and including this one have been delivered. */
  readonly on: Day;
  /** The first day of the operator's first month that is not closed; absent while none has been. */
  readonly openFrom?: Day;
}

/** What has been delivered and can still be claimed, and what is too late but not yet written off (R2, P9). */
export const claimClock = (facts: ClockFacts): ClaimClock => {
  const { on, rules, openFrom } = facts;
  const tariffs = new TariffBook(facts.tariffs);
  const limit = { firstClaimable: firstClaimableDay(on, rules.claimLimitMonths), reasonGiven: false };
  const unpriced: UnpricedDays[] = [];
  const items: UnbilledDays[] = [];
  for (const placement of facts.placements) {
    const compare = openFrom === undefined || mayNeedAdjustment(placement, facts);
    const from = compare ? settledFrom(facts, placement) : openFrom;
    const charges = dayChargesOf(placement, tariffs, from, on, unpriced);
    const billed = compare ? (facts.billed.get(placement.contractId) ?? []) : [];
    if (charges.length === 0 && billed.length === 0) continue;
    const lost: readonly LostDays[] = facts.lost.get(placement.contractId) ?? [];
    const adjusted = adjustmentsOf({ placement, charges, billed: billed.filter(hasDays), lost }, limit);
    const clock = { on, claimLimitMonths: rules.claimLimitMonths, openFrom };
    items.push(...claimable(placement, adjusted.lines, clock), ...tooLate(placement, adjusted.lost, clock));
  }
  return { items: items.sort(byUrgency), unpriced };
};

const hasDays = ({ entry }: BilledLine): boolean => !isDisputeCredit(entry);

interface Clock {
  readonly on: Day;
  readonly claimLimitMonths: number;
  readonly openFrom: Day | undefined;
}

interface Stretch {
  readonly payer: PartyCode;
  readonly firstDay: Day;
  readonly lastDay: Day;
  readonly amountOre: number;
}

/** For the days that are to be billed: what they come to, less what is taken back for the same days. */
const claimable = (placement: ChargeablePlacement, lines: readonly PayersLine[], clock: Clock): UnbilledDays[] => {
  const stretch = ({ payer, line: { firstDay, lastDay, amountOre } }: PayersLine): Stretch => ({
    payer,
    firstDay,
    lastDay,
    amountOre,
  });
  const added = lines.filter(({ line }) => line.days > 0).map(stretch);
  const removed = lines.filter(({ line }) => line.days < 0).map(stretch);
  return [...Map.groupBy(added, keyOf).entries()].flatMap(([key, own]) => {
    const days = new Set(own.flatMap(daysOf));
    const back = removed
      .filter((each) => keyOf(each) === key)
      .map((each) => {
        const all = daysOf(each);
        const shared = all.filter((day) => days.has(day)).length;
        return roundedRatio(BigInt(each.amountOre) * BigInt(shared), BigInt(all.length));
      });
    const amount = [...own.map(({ amountOre }) => amountOre), ...back].reduce((sum, each) => sum + each, 0);
    // What is only moved from one price to a lower one is a credit, and no claim.
    return amount <= 0 ? [] : [row(placement, own, days.size, amount, clock)];
  });
};

const tooLate = (placement: ChargeablePlacement, lost: readonly LostClaim[], clock: Clock): UnbilledDays[] =>
  [...Map.groupBy(lost, keyOf).values()].map((own) => {
    const days = new Set(own.flatMap(daysOf));
    const amount = own.reduce((sum, { amountOre }) => sum + amountOre, 0);
    return { ...row(placement, own, days.size, amount, clock), kind: 'TOO_LATE' as const };
  });

const keyOf = ({ payer, firstDay }: Pick<Stretch, 'payer' | 'firstDay'>): string => `${payer}|${monthOf(firstDay)}`;

const daysOf = ({ firstDay, lastDay }: Pick<Stretch, 'firstDay' | 'lastDay'>): number[] =>
  Array.from({ length: daysIn(firstDay, lastDay) }, (_, at) => dayNumber(firstDay) + at);

const row = (
  placement: ChargeablePlacement,
  stretches: readonly Omit<Stretch, 'amountOre'>[],
  days: number,
  amount: number,
  { on, claimLimitMonths, openFrom }: Clock,
): UnbilledDays => {
  const { contractId, citizenRef, offeringId, offeringName, legalBasis } = placement;
  const numbers = stretches.flatMap(daysOf);
  const firstDay = dayOfNumber(numbers.reduce((least, day) => Math.min(least, day)));
  const lastDay = dayOfNumber(numbers.reduce((most, day) => Math.max(most, day)));
  const lastClaimDay = addMonths(firstDay, claimLimitMonths);
  return {
    kind: openFrom === undefined || firstDay >= openFrom ? 'OPEN_MONTH' : 'LEARNED_LATE',
    contractId,
    citizenRef,
    offeringId,
    offeringName,
    legalBasis,
    payer: stretches[0]?.payer as PartyCode,
    month: monthOf(firstDay),
    firstDay,
    lastDay,
    days,
    amountOre: asOre(amount),
    lastClaimDay,
    daysLeft: dayNumber(lastClaimDay) - dayNumber(on),
  };
};

/** What a row stands by in the list; the cursor of a page is one. */
export type ClockKey = [lastClaimDay: string, amount: number, contractId: string, payer: string, kind: string];

export const clockKey = ({ lastClaimDay, amountOre, contractId, payer, kind }: UnbilledDays): ClockKey => [
  lastClaimDay,
  -amountOre,
  contractId,
  payer,
  kind,
];

export const compareKeys = (a: ClockKey, b: ClockKey): number => {
  for (const [at, part] of a.entries()) {
    const other = b[at] as string | number;
    if (part !== other) return part < other ? -1 : 1;
  }
  return 0;
};

const byUrgency = (a: UnbilledDays, b: UnbilledDays): number => compareKeys(clockKey(a), clockKey(b));
