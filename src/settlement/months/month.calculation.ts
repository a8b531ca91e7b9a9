import { canonicalJson, sha256 } from '../../kernel/canonical-json';
import type { Day, Month } from '../../kernel/calendar';
import { addDays, daysIn, earliest, firstDayOf, lastDayOf, latest } from '../../kernel/calendar';
import type { Ore } from '../../kernel/money';
import { sumOre } from '../../kernel/money';
import type { AgreementId, PartyCode, PlacementId, StatementId } from '../../kernel/vocabulary';
import { statementId } from '../../kernel/vocabulary';
import type { LostDays } from '../lines/adjustments.calculation';
import { adjustmentsOf } from '../lines/adjustments.calculation';
import type { ChargeLine } from '../charges/charge.events';
import type {
  ChargeCredit,
  RaisedCharge,
  StatementEntry,
  UnnumberedChargeLine,
  WithdrawnCharge,
} from '../lines/charge-lines.calculation';
import { chargeLineOf, counteredCharge, creditedCharge } from '../lines/charge-lines.calculation';
import type { DayCharge, ChargeablePlacement, TariffVersion, UnpricedDays } from '../lines/day-charges.calculation';
import { dayChargeAmount, dayChargesOf, levelKey, TariffBook } from '../lines/day-charges.calculation';
import { firstClaimableDay } from '../lines/claim-limit.calculation';
import type { DisputeCredit } from '../lines/dispute-credits.calculation';
import { disputeCreditLines } from '../lines/dispute-credits.calculation';
import type { ClosedStatement, LostClaim, StatementLine } from './settlement.events';
import type { BilledLine, UnnumberedLine } from '../lines/statement-line.calculation';
import { lineOf } from '../lines/statement-line.calculation';

/** What the agreement says about settlement (R2, R34). */
export interface SettlementRules {
  readonly agreementId: AgreementId;
  readonly dueDays: number;
  readonly claimLimitMonths: number;
}

/** Everything a month's statements follow from; nothing else counts. */
export interface MonthFacts {
  readonly operator: PartyCode;
  readonly month: Month;
  readonly issuedOn: Day;
  readonly rules: SettlementRules;
  readonly lateClaimReason?: string;
  /** Days before this one were settled elsewhere. Absent: the ledger settles every day. */
  readonly settledFrom?: Day;
  readonly placements: Iterable<ChargeablePlacement>;
  readonly tariffs: readonly TariffVersion[];
  /** Placements about which something was recorded after the last close. Absent: all. */
  readonly changed?: ReadonlySet<PlacementId>;
  /** `levelKey`s of prices that were published or corrected after the last close for days before this month. */
  readonly repriced?: ReadonlySet<string>;
  /** Lines of closed months for the placements that may need adjustment. */
  readonly billed: ReadonlyMap<PlacementId, readonly BilledLine[]>;
  readonly lost: ReadonlyMap<PlacementId, readonly LostDays[]>;
  /** Disputes of lines that have ended with a credit. Absent: none. */
  readonly credits?: ReadonlyMap<PlacementId, readonly DisputeCredit[]>;
  /** Raised, due by the month and in no closed month yet. Absent: none. */
  readonly raised?: readonly RaisedCharge[];
  readonly chargeCredits?: readonly ChargeCredit[];
  /** Taken back after they were billed, and not credited yet. Absent: none. */
  readonly withdrawn?: readonly WithdrawnCharge[];
}

export interface DrawnStatement {
  readonly statementId: StatementId;
  readonly payer: PartyCode;
  readonly payerEan?: string;
  readonly dueOn: Day;
  readonly lines: readonly StatementLine[];
  /** Numbered on from the lines. */
  readonly charges: readonly ChargeLine[];
  readonly totalOre: Ore;
}

export interface DrawnMonth {
  readonly statements: readonly DrawnStatement[];
  readonly totalOre: Ore;
  readonly lost: readonly LostClaim[];
  /** Not empty: the month cannot be closed. */
  readonly unpriced: readonly UnpricedDays[];
}

/** One month of one operator: what is owed for its days, and what closed months lack or have too much of. */
export const drawMonth = (facts: MonthFacts): DrawnMonth => {
  const { operator, month, issuedOn, rules } = facts;
  const tariffs = new TariffBook(facts.tariffs);
  const firstDay = firstDayOf(month);
  const lastDay = lastDayOf(month);
  const lastClosedDay = addDays(firstDay, -1);
  const firstClaimable = firstClaimableDay(issuedOn, rules.claimLimitMonths);
  const limit = { firstClaimable, reasonGiven: facts.lateClaimReason !== undefined };
  const unpriced: UnpricedDays[] = [];
  const lost: LostClaim[] = [];
  const drafts = new Map<PartyCode, Draft>();
  const draftFor = (payer: PartyCode): Draft => {
    const known = drafts.get(payer);
    if (known) return known;
    const draft: Draft = { lines: [], charges: [] };
    drafts.set(payer, draft);
    return draft;
  };

  for (const placement of facts.placements) {
    for (const charge of dayChargesOf(placement, tariffs, firstDay, lastDay, unpriced)) {
      const { payer, payerEan } = charge.payer;
      for (const { billed, late } of claimedParts(charge, limit, lost)) {
        const draft = draftFor(payer);
        // The newest number the payer has given is the one the invoice must go to (R37).
        if (payerEan !== undefined) draft.payerEan = payerEan;
        draft.lines.push(lineOf(billed, { kind: 'REGULAR', late }));
      }
    }
    if (!mayNeedAdjustment(placement, facts)) continue;
    const { contractId } = placement;
    const charges = dayChargesOf(placement, tariffs, settledFrom(facts, placement), lastClosedDay, unpriced);
    const billed = facts.billed.get(contractId) ?? [];
    if (charges.length === 0 && billed.length === 0) continue;
    const contract = { placement, charges, billed, lost: facts.lost.get(contractId) ?? [] };
    const adjusted = adjustmentsOf(contract, limit);
    lost.push(...adjusted.lost);
    const credited = disputeCreditLines(facts.credits?.get(contractId) ?? [], billed, adjusted.lines);
    for (const { payer, line } of [...adjusted.lines, ...credited]) {
      const draft = draftFor(payer);
      draft.payerEan ??= placement.payers.findLast((period) => period.payer === payer)?.payerEan;
      draft.lines.push(line);
    }
  }

  for (const raised of facts.raised ?? []) draftFor(raised.terms.payer).charges.push(chargeLineOf(raised));
  for (const credit of facts.chargeCredits ?? []) draftFor(credit.payer).charges.push(creditedCharge(credit));
  for (const withdrawn of facts.withdrawn ?? []) draftFor(withdrawn.payer).charges.push(counteredCharge(withdrawn));

  const dueOn = addDays(issuedOn, rules.dueDays);
  const statements = [...drafts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([payer, { lines, charges, payerEan }]): DrawnStatement => ({
      statementId: statementId(`${operator}-${payer}-${month}`),
      payer,
      ...(payerEan === undefined ? {} : { payerEan }),
      dueOn,
      lines: lines.map((line, at) => ({ line: at + 1, ...line })),
      charges: charges.map((charge, at) => ({ line: lines.length + at + 1, ...charge })),
      totalOre: sumOre([...lines, ...charges].map(({ amountOre }) => amountOre)),
    }));
  return { statements, totalOre: sumOre(statements.map(({ totalOre }) => totalOre)), lost, unpriced };
};

interface Draft {
  payerEan?: string | undefined;
  readonly lines: UnnumberedLine[];
  readonly charges: UnnumberedChargeLine[];
}

/** Which placements can have a difference between what was billed and what is owed; the rest are not looked into. */
export const mayNeedAdjustment = (
  placement: ChargeablePlacement,
  { changed, repriced, month }: Pick<MonthFacts, 'changed' | 'repriced' | 'month'>,
): boolean => {
  if (changed === undefined || changed.has(placement.contractId)) return true;
  if (repriced === undefined || repriced.size === 0) return false;
  const { firstDay, offeringId, serviceLineId, terms } = placement;
  if (firstDay === undefined || firstDay >= firstDayOf(month)) return false;
  return terms.some(({ level }) => repriced.has(levelKey(offeringId, serviceLineId, level)));
};

export const settledFrom = (
  facts: Pick<MonthFacts, 'month' | 'settledFrom'>,
  { firstDay }: ChargeablePlacement,
): Day => {
  const first = firstDay ?? firstDayOf(facts.month);
  return facts.settledFrom === undefined ? first : latest(first, facts.settledFrom);
};

interface Part {
  readonly billed: DayCharge;
  readonly late: boolean;
}

/** Days of an open month that are claimed too late are lost, not billed, unless the operator gave a reason (R2). */
const claimedParts = (
  charge: DayCharge,
  { firstClaimable, reasonGiven }: { readonly firstClaimable: Day; readonly reasonGiven: boolean },
  lost: LostClaim[],
): Part[] => {
  if (charge.firstDay >= firstClaimable) return [{ billed: charge, late: false }];
  if (reasonGiven) return [{ billed: charge, late: true }];
  const lateLast = earliest(charge.lastDay, addDays(firstClaimable, -1));
  const late: DayCharge = { ...charge, lastDay: lateLast };
  lost.push({
    contractId: charge.placement.contractId,
    payer: charge.payer.payer,
    tariffId: charge.tariff.tariffId,
    component: charge.component.code,
    firstDay: late.firstDay,
    lastDay: lateLast,
    days: daysIn(late.firstDay, lateLast),
    amountOre: dayChargeAmount(late),
  });
  return lateLast === charge.lastDay ? [] : [{ billed: { ...charge, firstDay: firstClaimable }, late: false }];
};

/** The earliest day any of the placements owes something for; used where the ledger has never settled before. */
export const firstPayableDay = (placements: Iterable<ChargeablePlacement>): Day | undefined => {
  let first: Day | undefined;
  for (const { firstDay, lastPayableDay } of placements) {
    if (firstDay === undefined || (lastPayableDay !== undefined && lastPayableDay < firstDay)) continue;
    if (first === undefined || firstDay < first) first = firstDay;
  }
  return first;
};

/** SHA-256 of the canonical JSON of a statement's lines, in order; charges last. */
export const linesHash = (lines: readonly StatementEntry[]): string => sha256(canonicalJson(lines));

/** A drawn statement as the month is closed with it. */
export const closedStatement = (drawn: DrawnStatement, attempt: string): ClosedStatement => {
  const { statementId: id, payer, payerEan, lines, charges, totalOre, dueOn } = drawn;
  return {
    statementId: id,
    payer,
    ...(payerEan === undefined ? {} : { payerEan }),
    attempt,
    lines: lines.length + charges.length,
    totalOre,
    dueOn,
    linesHash: linesHash([...lines, ...charges]),
  };
};
