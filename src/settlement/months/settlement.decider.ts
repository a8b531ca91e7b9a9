import type { Day, Month } from '../../kernel/calendar';
import { addToMonth, lastDayOf, monthOf } from '../../kernel/calendar';
import { Command } from '../../kernel/command';
import type { Aggregate, Decision, Rejection } from '../../kernel/decider';
import { reject } from '../../kernel/decider';
import type { LogNumber } from '../../kernel/event';
import type { PartyCode } from '../../kernel/vocabulary';
import type { ChargeLine } from '../charges/charge.events';
import type { StatementEntry } from '../lines/charge-lines.calculation';
import { isCharge } from '../lines/charge-lines.calculation';
import type { DrawnMonth, SettlementRules } from './month.calculation';
import { closedStatement } from './month.calculation';
import type { MonthClosed, SettlementOpened, StatementLine } from './settlement.events';
import { DrawStatement } from '../disputes/statement.decider';

// What may be asked
export class OpenSettlement extends Command<{ operator: PartyCode; firstMonth: Month }> {}

export class CloseMonth extends Command<{
  operator: PartyCode;
  month: Month;
  issuedOn: Day;
  /** Names this drawing of the statements; a repeated request draws under another name. */
  attempt: string;
  lateClaimReason?: string;
}> {}

// What is remembered
export interface SettlementState {
  /** The first month the ledger settles: as opened, or else the first one closed. */
  readonly firstMonth?: Month;
  /** Days before the first month were settled elsewhere. */
  readonly opened: boolean;
  readonly lastClosed?: { readonly month: Month; readonly knownPosition: LogNumber };
}

export const settlement: Aggregate<SettlementState, SettlementOpened | MonthClosed> = {
  category: 'settlement',
  initial: { opened: false },
  evolve: (state, event) => {
    switch (event.type) {
      case 'SettlementOpened':
        return { ...state, opened: true, firstMonth: event.data.firstMonth };
      case 'MonthClosed': {
        const { month, knownPosition } = event.data;
        return { ...state, firstMonth: state.firstMonth ?? month, lastClosed: { month, knownPosition } };
      }
    }
  },
};

// What is allowed
export const openSettlement = ({ data }: OpenSettlement, state: SettlementState): Decision<SettlementOpened> => {
  const { operator, firstMonth } = data;
  // Until a month is closed nothing rests on the first one, and a typing error must not lock the operator out for good.
  if (state.lastClosed !== undefined)
    return reject('SETTLEMENT_ALREADY_OPEN', { month: state.firstMonth ?? state.lastClosed.month });
  if (state.opened && state.firstMonth === firstMonth) return [];
  return [{ type: 'SettlementOpened', data: { operator, firstMonth } }];
};

/** Why the month cannot be closed now, as far as the operator's own months tell; asked before anything is drawn. */
export const closingRefusal = ({ data }: CloseMonth, state: SettlementState): Rejection | undefined => {
  const { month, issuedOn } = data;
  const { firstMonth, lastClosed } = state;
  if (firstMonth !== undefined && month < firstMonth) return reject('MONTH_BEFORE_OPENING', { month, firstMonth });
  if (lastClosed !== undefined && month <= lastClosed.month) return reject('MONTH_ALREADY_CLOSED', { month });
  const next = lastClosed === undefined ? firstMonth : addToMonth(lastClosed.month, 1);
  if (next !== undefined && month > next) return reject('EARLIER_MONTH_OPEN', { month, earlier: next });
  const last = lastDayOf(month);
  if (issuedOn <= last) return reject('MONTH_NOT_OVER', { month, last });
  return undefined;
};

/** What the month is closed with. */
export interface ClosingFacts {
  readonly rules: SettlementRules | undefined;
  readonly knownPosition: LogNumber;
  readonly drawn: DrawnMonth;
  /** The first payable day of any placement; decides for an operator that has never opened or closed a month. */
  readonly firstPayableDay?: Day | undefined;
}

/** Most written-off claims that fit one event with room to spare. */
export const LOST_CLAIMS_MAX = 2_500;

/** Why what was drawn cannot be issued. */
export const drawingRefusal = (
  { data: { operator, month } }: CloseMonth,
  { firstMonth }: SettlementState,
  { rules, drawn, firstPayableDay }: ClosingFacts,
): Rejection | undefined => {
  const earlier = firstPayableDay === undefined ? month : monthOf(firstPayableDay);
  if (firstMonth === undefined && earlier < month) return reject('EARLIER_MONTH_OPEN', { month, earlier });
  if (rules === undefined) return reject('NO_AGREEMENT_IN_FORCE', { operator, day: lastDayOf(month) });
  const [unpriced] = drawn.unpriced;
  if (unpriced !== undefined) {
    const { contractId, level, firstDay } = unpriced;
    return reject('DAYS_WITHOUT_TARIFF', { contractId, level, day: firstDay, contracts: drawn.unpriced.length });
  }
  if (drawn.lost.length > LOST_CLAIMS_MAX) {
    return reject('TOO_MANY_LOST_CLAIMS', { claims: drawn.lost.length, max: LOST_CLAIMS_MAX });
  }
  return undefined;
};

/** Closing is the one moment at which drawn statements become issued ones: all of them or none. */
export const closeMonth = (command: CloseMonth, state: SettlementState, facts: ClosingFacts): Decision<MonthClosed> => {
  const refusal = closingRefusal(command, state) ?? drawingRefusal(command, state, facts);
  const { rules, knownPosition, drawn } = facts;
  if (refusal !== undefined || rules === undefined) return refusal ?? reject('NO_AGREEMENT_IN_FORCE');
  const { operator, month, issuedOn, attempt, lateClaimReason } = command.data;
  return [
    {
      type: 'MonthClosed',
      data: {
        operator,
        month,
        issuedOn,
        knownPosition,
        agreementId: rules.agreementId,
        dueDays: rules.dueDays,
        claimLimitMonths: rules.claimLimitMonths,
        statements: drawn.statements.map((drawnStatement) => closedStatement(drawnStatement, attempt)),
        lost: drawn.lost,
        totalOre: drawn.totalOre,
        ...(lateClaimReason === undefined ? {} : { lateClaimReason }),
      },
    },
  ];
};

/** Most lines of one part; with the longest texts the doors let in, a part stays well below a megabyte. */
export const PART_LINES_MAX = 200;
/** Most bytes of one part, estimated from above. */
export const PART_BYTES_MAX = 850_000;

/** The commands that record a statement's lines, in parts that each fit one append. */
export const partsOf = (
  { operator, month, attempt }: CloseMonth['data'],
  { statementId, payer, lines, charges }: DrawnMonth['statements'][number],
): DrawStatement[] => {
  const parts: StatementEntry[][] = [];
  let bytes = PART_BYTES_MAX;
  for (const line of [...lines, ...charges]) {
    const size = bytesAtMost(line);
    const open = parts.at(-1);
    if (open === undefined || open.length >= PART_LINES_MAX || bytes + size > PART_BYTES_MAX) {
      parts.push([line]);
      bytes = size;
    } else {
      open.push(line);
      bytes += size;
    }
  }
  return parts.map((part, at) => {
    const charged = part.filter(isCharge);
    return new DrawStatement({
      statementId,
      operator,
      payer,
      month,
      attempt,
      part: at + 1,
      parts: parts.length,
      lines: part.filter((line) => !isCharge(line)),
      ...(charged.length === 0 ? {} : { charges: charged }),
    });
  });
};

/** Everything in a line but its texts has a fixed length; a UTF-16 unit takes three bytes, or six escaped, at most. */
const bytesAtMost = (entry: StatementEntry): number => (isCharge(entry) ? chargeBytes(entry) : lineBytes(entry));

const chargeBytes = ({ words, reckoning, events, rules }: ChargeLine): number => {
  const texts = words.da.length + words.en.length + reckoning.da.length + reckoning.en.length;
  return 1_000 + 6 * texts + 60 * (events.length + rules.length);
};

const lineBytes = ({ offeringName, level, component, serviceLineId, citizenRef, events, rules }: StatementLine) => {
  const texts = offeringName.length + level.length + component.length + serviceLineId.length + citizenRef.length;
  return 1_000 + 6 * texts + 60 * (events.length + rules.length);
};
