import { dayOfNumber, monthOf } from '../../kernel/calendar';
import type { DayCharge, ChargeablePlacement } from './day-charges.calculation';
import { dayChargeKey, keyOf } from './day-charges.calculation';
import type { Run } from './day-runs';
import type { BilledLine, LineReference } from './statement-line.calculation';

/** What was billed and what is owed on each day of a contract. */
export interface CauseContext {
  readonly placement: ChargeablePlacement;
  readonly everBilled: boolean;
  readonly billed: readonly Run<BilledLine>[];
  readonly owed: readonly Run<DayCharge>[];
}

/**
 * The event a difference on that day follows from: the payer changed, or the terms, or the price, or the citizen came or
 * left on another day than was thought. Where none of them says, the placement's newest event does.
 */
export const causeOf = (
  day: number,
  { placement, everBilled, billed, owed }: CauseContext,
  of: { readonly charge?: DayCharge | undefined; readonly line?: BilledLine },
): string | undefined => {
  const { enrolled, ended, newest } = placement.evidence;
  const charge = of.charge ?? chargeOn(day, owed, of.line);
  const line = of.line ?? lineOn(day, billed, of.charge);
  if (charge === undefined) {
    const { firstDay, stopped } = placement;
    if (stopped !== undefined && dayOfNumber(day) > stopped.lastDay) return stopped.eventId;
    return (firstDay !== undefined && dayOfNumber(day) >= firstDay ? ended : enrolled) ?? newest;
  }
  if (line === undefined) return (everBilled ? (ended ?? enrolled) : enrolled) ?? newest;
  if (line.payer !== charge.payer.payer) return charge.payer.eventId ?? newest;
  const sameTerms = line.entry.level === charge.terms.level && line.entry.tariffId !== charge.tariff.tariffId;
  return (sameTerms ? charge.tariff.eventId : charge.terms.eventId) ?? newest;
};

/** The payer's own line that an added charge takes the place of or prolongs; another payer's line is not shown to it. */
export const correctedBy = (day: number, { billed }: CauseContext, charge: DayCharge): LineReference | undefined => {
  const replaced = lineOn(day, billed, charge);
  const line = replaced?.payer === charge.payer.payer ? replaced : prolonged(day, billed, charge);
  return line && { statementId: line.statementId, line: line.entry.line };
};

const prolonged = (day: number, billed: readonly Run<BilledLine>[], charge: DayCharge): BilledLine | undefined => {
  const key = dayChargeKey(charge);
  const month = monthOf(dayOfNumber(day));
  return billed.find(({ first, of: { payer, entry } }) => {
    const { tariffId, component, factorBp, quantity, days } = entry;
    return (
      monthOf(dayOfNumber(first)) === month &&
      keyOf(payer, tariffId, component, factorBp, Math.round(quantity / days)) === key
    );
  })?.of;
};

/** What was billed that day in the charge's stead: rather the same component and the same payer. */
const lineOn = (day: number, billed: readonly Run<BilledLine>[], charge?: DayCharge): BilledLine | undefined =>
  best(
    billed.filter(({ first, last }) => first <= day && day <= last).map(({ of }) => of),
    ({ payer, entry }) =>
      (entry.component === charge?.component.code ? 2 : 0) + (payer === charge?.payer.payer ? 1 : 0),
  );

const chargeOn = (day: number, owed: readonly Run<DayCharge>[], line?: BilledLine): DayCharge | undefined =>
  best(
    owed.filter(({ first, last }) => first <= day && day <= last).map(({ of }) => of),
    ({ payer, component }) =>
      (component.code === line?.entry.component ? 2 : 0) + (payer.payer === line?.payer ? 1 : 0),
  );

const best = <T>(candidates: readonly T[], score: (candidate: T) => number): T | undefined => {
  let chosen: T | undefined;
  let highest = -1;
  for (const candidate of candidates) {
    const points = score(candidate);
    if (points > highest) {
      chosen = candidate;
      highest = points;
    }
  }
  return chosen;
};
