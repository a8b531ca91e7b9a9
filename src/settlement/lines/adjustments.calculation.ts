import type { Day, Month } from '../../kernel/calendar';
import { addDays, dayNumber, dayOfNumber, monthOf } from '../../kernel/calendar';
import type { Ore } from '../../kernel/money';
import { asOre } from '../../kernel/money';
import type { PartyCode, TariffId } from '../../kernel/vocabulary';
import { causeOf, correctedBy, type CauseContext } from './adjustment-cause.calculation';
import type { DayCharge, ChargeablePlacement, Pricing } from './day-charges.calculation';
import { amountOf, dayChargeKey, keyOf, pricingOf } from './day-charges.calculation';
import type { Run } from './day-runs';
import { isDisputeCredit } from './dispute-credits.calculation';
import { difference, grouped, runOn, stretches, without } from './day-runs';
import type { LostClaim } from '../months/settlement.events';
import type { BilledLine, PayersLine } from './statement-line.calculation';
import { lineOf, STOP_RULES, takenBack } from './statement-line.calculation';

/** Days that an earlier close has written off (R2). */
export type LostDays = Pick<LostClaim, 'payer' | 'tariffId' | 'component' | 'firstDay' | 'lastDay'>;

export interface AdjustedContract {
  readonly placement: ChargeablePlacement;
  /** What is owed for the closed months, by what is known now. */
  readonly charges: readonly DayCharge[];
  /** All lines of closed months, in the order they were issued. */
  readonly billed: readonly BilledLine[];
  readonly lost: readonly LostDays[];
}

export interface ClaimLimit {
  /** Service days before this one are claimed too late (R2). */
  readonly firstClaimable: Day;
  /** The operator has given a reason to bill them all the same. */
  readonly reasonGiven: boolean;
}

export interface Adjustments {
  readonly lines: readonly PayersLine[];
  readonly lost: readonly LostClaim[];
}

/** Everything billed and owed at one price: one contract, payer, tariff version and component, one quantity a day. */
interface Account {
  readonly payer: PartyCode;
  readonly tariffId: TariffId;
  readonly component: string;
  readonly pricing: Pricing;
  readonly owed: Run<DayCharge>[];
  billed: Run<BilledLine>[];
  readonly amounts: Map<Month, number>;
  added: Run<DayCharge>[];
  removed: Run<BilledLine>[];
}

/**
 * What closed months lack or have too much of, as lines (R38). For each price, the days owed are compared with the days
 * billed; each difference becomes a line whose amount is what the month's lines would have been with it, less what they
 * were without. So original and adjustments always add up to the lines of a history known in time, to the øre.
 */
export const adjustmentsOf = (contract: AdjustedContract, limit: ClaimLimit): Adjustments => {
  const accounts = accountsOf(contract);
  for (const account of accounts) {
    account.added = difference(account.owed, account.billed);
    account.removed = difference(account.billed, account.owed);
  }
  const context = contextOf(contract, accounts);
  const lost = withoutLateClaims(contract, accounts, limit, context);
  const lines = accounts.flatMap((account) => linesOf(account, limit, context));
  return { lines, lost };
};

const accountsOf = ({ charges, billed }: AdjustedContract): Account[] => {
  const accounts = new Map<string, Account>();
  const accountFor = (
    key: string,
    create: () => Omit<Account, 'owed' | 'billed' | 'amounts' | 'added' | 'removed'>,
  ) => {
    const known = accounts.get(key);
    if (known) return known;
    const account: Account = { ...create(), owed: [], billed: [], amounts: new Map(), added: [], removed: [] };
    accounts.set(key, account);
    return account;
  };
  for (const line of billed) {
    const { entry, payer } = line;
    if (isDisputeCredit(entry)) continue;
    const { tariffId, component, factorBp, unit, priceOre } = entry;
    const perDay = Math.round(entry.quantity / entry.days);
    const account = accountFor(keyOf(payer, tariffId, component, factorBp, perDay), () => ({
      payer,
      tariffId,
      component,
      pricing: { unit, priceOre, factorBp, perDay },
    }));
    const first = dayNumber(entry.firstDay);
    const last = dayNumber(entry.lastDay);
    if (entry.days > 0) account.billed.push({ first, last, of: line });
    else account.billed = without(account.billed, first, last);
    const month = monthOf(entry.firstDay);
    account.amounts.set(month, (account.amounts.get(month) ?? 0) + entry.amountOre);
  }
  for (const charge of charges) {
    const account = accountFor(dayChargeKey(charge), () => ({
      payer: charge.payer.payer,
      tariffId: charge.tariff.tariffId,
      component: charge.component.code,
      pricing: pricingOf(charge),
    }));
    account.owed.push({ first: dayNumber(charge.firstDay), last: dayNumber(charge.lastDay), of: charge });
  }
  return [...accounts.values()];
};

const contextOf = ({ placement, billed }: AdjustedContract, accounts: readonly Account[]): CauseContext => ({
  placement,
  everBilled: billed.length > 0,
  billed: accounts.flatMap((account) => account.billed),
  owed: accounts.flatMap((account) => account.owed),
});

/**
 * Takes claims that come too late out of what is to be billed, and says which they are (R2). A credit is never too late
 * (R38), so for each payer and stretch of days both are weighed together: what would cost the payer more is lost as a
 * whole and the old lines stand; what costs no more is carried out.
 */
const withoutLateClaims = (
  { placement, lost: lostBefore }: AdjustedContract,
  accounts: readonly Account[],
  { firstClaimable, reasonGiven }: ClaimLimit,
  context: CauseContext,
): LostClaim[] => {
  const lastLate = dayNumber(firstClaimable) - 1;
  if (!accounts.some(({ added }) => added.some(({ first }) => first <= lastLate))) return [];
  const lost: LostClaim[] = [];
  for (const payer of new Set(accounts.map((account) => account.payer))) {
    const own = accounts.filter((account) => account.payer === payer);
    const written = lostBefore
      .filter((each) => each.payer === payer)
      .map((of) => ({ first: dayNumber(of.firstDay), last: dayNumber(of.lastDay), of }));
    for (const [first, last] of segments([
      ...own.flatMap(({ added, removed }) => [...added, ...removed]),
      ...written,
    ])) {
      if (first > lastLate) continue;
      const to = Math.min(last, lastLate);
      const added = own.flatMap((account) => partOf(account, runOn(account.added, first)));
      if (added.length === 0) continue;
      const removed = own.flatMap((account) => partOf(account, runOn(account.removed, first)));
      const amount = ({ account }: Part) => amountOf(account.pricing, to - first + 1, monthOf(dayOfNumber(first)));
      const increase = total(added.map(amount)) - total(removed.map(amount));
      const isWritten = ({ account }: Part) =>
        written.some(
          (each) =>
            each.first <= first &&
            first <= each.last &&
            each.of.tariffId === account.tariffId &&
            each.of.component === account.component,
        );
      if (increase <= 0 || (reasonGiven && !added.some(isWritten))) continue;
      for (const { account } of [...added, ...removed]) {
        account.added = without(account.added, first, to);
        account.removed = without(account.removed, first, to);
      }
      const news = added.filter((part) => !isWritten(part));
      const shares = sharesOfIncrease(
        news.map(amount),
        total(added.map(amount)) - increase,
        news.length === added.length,
      );
      news.forEach((part, at) =>
        record(lost, {
          contractId: placement.contractId,
          payer,
          tariffId: part.account.tariffId,
          component: part.account.component,
          firstDay: dayOfNumber(first),
          lastDay: dayOfNumber(to),
          days: to - first + 1,
          amountOre: shares[at] ?? asOre(0),
          ...causeField(causeOf(first, context, { charge: part.charge })),
        }),
      );
    }
  }
  return lost;
};

interface Part {
  readonly account: Account;
  readonly charge?: DayCharge;
}

const partOf = (account: Account, run: Run<DayCharge | BilledLine> | undefined): Part[] => {
  if (!run) return [];
  return 'tariff' in run.of ? [{ account, charge: run.of }] : [{ account }];
};

/** What stays billed in its place is no loss: it is taken off the first of the lost amounts that can bear it. */
const sharesOfIncrease = (amounts: readonly Ore[], standing: number, whole: boolean): Ore[] => {
  let left = whole ? standing : 0;
  return amounts.map((amount, at) => {
    const off = at === amounts.length - 1 ? left : Math.min(left, amount);
    left -= off;
    return asOre(amount - off);
  });
};

/** Stretches that follow on one another are one claim. */
const record = (lost: LostClaim[], claim: LostClaim): void => {
  const at = lost.findIndex(
    (each) =>
      each.tariffId === claim.tariffId &&
      each.component === claim.component &&
      each.payer === claim.payer &&
      each.cause === claim.cause &&
      addDays(each.lastDay, 1) === claim.firstDay &&
      monthOf(each.firstDay) === monthOf(claim.firstDay),
  );
  const before = lost[at];
  if (!before) lost.push(claim);
  else {
    const amountOre = asOre(before.amountOre + claim.amountOre);
    lost[at] = { ...before, lastDay: claim.lastDay, days: before.days + claim.days, amountOre };
  }
};

/** The stretches within which no run begins or ends. */
const segments = (runs: readonly Run<unknown>[]): [number, number][] => {
  const cuts = [...new Set(runs.flatMap(({ first, last }) => [first, last + 1]))].sort((a, b) => a - b);
  return cuts.slice(0, -1).map((from, at) => [from, (cuts[at + 1] ?? from + 1) - 1]);
};

const total = (amounts: readonly number[]): number => amounts.reduce((sum, amount) => sum + amount, 0);

const linesOf = (account: Account, limit: ClaimLimit, context: CauseContext): PayersLine[] => {
  const { payer, pricing } = account;
  const { stopped } = context.placement;
  const lines: PayersLine[] = [];
  const months = new Set([...account.removed, ...account.added].map(({ first }) => monthOf(dayOfNumber(first))));
  for (const month of months) {
    const within = ({ first }: Run<unknown>) => monthOf(dayOfNumber(first)) === month;
    let days: Run<unknown>[] = account.billed.filter(within);
    let amount = account.amounts.get(month) ?? 0;
    /** What the month's lines would be with these days, less what they were. */
    const step = (next: Run<unknown>[]): Ore => {
      const after = total(stretches(next).map((length) => amountOf(pricing, length, month)));
      const change = asOre(after - amount);
      days = next;
      amount = after;
      return change;
    };
    for (const run of account.removed.filter(within)) {
      const causes = grouped(run.first, run.last, (day) => causeOf(day, context, { line: run.of }), Object.is);
      for (const { first, last, of: cause } of causes) {
        const amountOre = step(without(days, first, last));
        const because = cause !== undefined && cause === stopped?.eventId ? [STOP_RULES[stopped.because]] : [];
        const [from, to] = [dayOfNumber(first), dayOfNumber(last)];
        lines.push({ payer, line: takenBack(run.of, from, to, amountOre, { cause, because }) });
      }
    }
    for (const run of account.added.filter(within)) {
      const charge = run.of;
      const reasons = grouped(
        run.first,
        run.last,
        (day) => ({
          cause: causeOf(day, context, { charge }),
          corrects: correctedBy(day, context, charge),
          late: limit.reasonGiven && dayOfNumber(day) < limit.firstClaimable,
        }),
        (a, b) =>
          a.cause === b.cause &&
          a.late === b.late &&
          a.corrects?.statementId === b.corrects?.statementId &&
          a.corrects?.line === b.corrects?.line,
      );
      for (const { first, last, of } of reasons) {
        const amountOre = step([...days, { first, last, of: undefined }]);
        const part: DayCharge = { ...charge, firstDay: dayOfNumber(first), lastDay: dayOfNumber(last) };
        lines.push({ payer, line: lineOf(part, { kind: 'ADJUSTMENT', amountOre, ...of }) });
      }
    }
  }
  return lines;
};

const causeField = (cause: string | undefined): { cause?: string } => (cause === undefined ? {} : { cause });
