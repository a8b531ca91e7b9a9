import type { Day } from '../../kernel/calendar';
import { accountFunctionOf } from '../../kernel/account-functions';
import type { Ore } from '../../kernel/money';
import { WHOLE } from '../../kernel/money';
import type { PartyCode, StatementId } from '../../kernel/vocabulary';
import type { DayCharge } from './day-charges.calculation';
import { dayChargeAmount, daysWithin } from './day-charges.calculation';
import type { LineKind, StatementLine } from '../months/settlement.events';

export type UnnumberedLine = Omit<StatementLine, 'line'>;

/** A line of a closed month. */
export interface BilledLine {
  readonly statementId: StatementId;
  readonly payer: PartyCode;
  readonly entry: StatementLine;
}

export interface PayersLine {
  readonly payer: PartyCode;
  readonly line: UnnumberedLine;
}

export interface LineReference {
  readonly statementId: StatementId;
  readonly line: number;
}

interface LineReasons {
  readonly kind: LineKind;
  /** Default: what the days come to by themselves. */
  readonly amountOre?: Ore;
  readonly corrects?: LineReference | undefined;
  readonly cause?: string | undefined;
  /** Billed in spite of R2. */
  readonly late?: boolean;
}

/** A charge as a line, with the rules and the events its amount rests on. */
export const lineOf = (charge: DayCharge, { kind, amountOre, corrects, cause, late }: LineReasons): UnnumberedLine => {
  const { placement, terms, tariff, component, factorBp, perDay, firstDay, lastDay } = charge;
  const days = daysWithin(firstDay, lastDay);
  // A package is sold under one line and billed under the paragraph of each of its services (R13, R45).
  const legalBasis = component.legalBasis ?? placement.legalBasis;
  const accountFunction = accountFunctionOf(legalBasis, firstDay);
  return {
    kind,
    contractId: placement.contractId,
    citizenRef: placement.citizenRef,
    buyer: placement.buyer,
    offeringId: placement.offeringId,
    offeringName: placement.offeringName,
    serviceLineId: placement.serviceLineId,
    legalBasis,
    ...(accountFunction === undefined ? {} : { accountFunction }),
    level: terms.level,
    ...(tariff.placementGround === undefined ? {} : { placementGround: tariff.placementGround }),
    tariffId: tariff.tariffId,
    component: component.code,
    componentKind: component.kind,
    unit: component.unit,
    priceOre: component.priceOre,
    firstDay,
    lastDay,
    days,
    quantity: perDay * days,
    factorBp,
    amountOre: amountOre ?? dayChargeAmount(charge),
    ...(corrects === undefined ? {} : { corrects }),
    ...(cause === undefined ? {} : { cause }),
    rules: rulesOf(charge, kind, late === true),
    events: eventsOf(charge, cause),
  };
};

/** A line that takes days of an issued line back, at the price they were billed at (R38). */
export const takenBack = (
  { statementId, entry }: BilledLine,
  firstDay: Day,
  lastDay: Day,
  amountOre: Ore,
  { cause, because }: { readonly cause?: string | undefined; readonly because?: readonly string[] },
): UnnumberedLine => {
  const { line, corrects: _corrects, cause: _cause, ...same } = entry;
  const days = -daysWithin(firstDay, lastDay);
  return {
    ...same,
    kind: 'ADJUSTMENT',
    firstDay,
    lastDay,
    days,
    quantity: Math.round(entry.quantity / entry.days) * days,
    amountOre,
    corrects: { statementId, line },
    ...(cause === undefined ? {} : { cause }),
    // A credit has no limit in time, so R2 is none of its rules even where the corrected line needed it.
    rules: [...new Set([...entry.rules.filter((rule) => rule !== 'R2'), ...(because ?? []), 'R38'])],
    events: cause === undefined || entry.events.includes(cause) ? entry.events : [...entry.events, cause],
  };
};

const rulesOf = (charge: DayCharge, kind: LineKind, late: boolean): string[] => {
  const { placement, payer, tariff, component, factorBp, lastDay } = charge;
  const rules = ['R29', 'R35', 'R36', 'R45'];
  if (payer.payer === placement.buyer) rules.push('R6');
  else rules.push('R7');
  if (placement.noticeAfter !== undefined && lastDay > placement.noticeAfter) rules.push('R30');
  for (const rule of stopRules(charge)) if (!rules.includes(rule)) rules.push(rule);
  if (component.legalBasis !== undefined) rules.push('R13');
  if (component.unit === 'HOUR') rules.push('R15');
  if (component.unit === 'MONTH') rules.push('R17');
  if (factorBp !== WHOLE) rules.push('R16');
  if (tariff.placementGround !== undefined) rules.push('R41');
  if (kind === 'ADJUSTMENT') rules.push('R38');
  if (late || kind === 'ADJUSTMENT') rules.push('R2');
  return rules;
};

/** The rule by which a payment ends earlier than the stay's own rules say. */
export const STOP_RULES = { RESALE: 'R30', CLOSURE: 'R24' } as const;

const stopRules = ({ placement: { stopped }, lastDay }: DayCharge): string[] =>
  stopped?.lastDay === lastDay ? [STOP_RULES[stopped.because]] : [];

const eventsOf = ({ placement, payer, terms, tariff }: DayCharge, cause: string | undefined): string[] => {
  const { reserved, agreed, enrolled, ended } = placement.evidence;
  const stopped = placement.stopped?.eventId;
  const events: string[] = [];
  for (const event of [
    reserved,
    agreed,
    enrolled,
    terms.eventId,
    payer.eventId,
    tariff.eventId,
    ended,
    stopped,
    cause,
  ]) {
    if (event !== undefined && !events.includes(event)) events.push(event);
  }
  return events;
};
