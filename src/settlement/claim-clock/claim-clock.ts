import { Injectable } from '@nestjs/common';
import type { Day } from '../../kernel/calendar';
import { addToMonth, firstDayOf, monthOf } from '../../kernel/calendar';
import type { Position } from '../../kernel/event';
import type { PartyCode } from '../../kernel/vocabulary';
import { MonthDrawings } from '../months/month-facts';
import type { SettlementState } from '../months/settlement.decider';
import { SettlementQueries } from '../issued/settlement.queries';
import { claimClock, type ClaimClock } from './unbilled-days.calculation';

/** Reads what an operator has delivered and not billed, by the facts its months are drawn from. */
@Injectable()
export class ClaimClocks {
  constructor(
    private readonly drawings: MonthDrawings,
    private readonly settlement: SettlementQueries,
  ) {}

  of(operator: PartyCode, on: Day, knownAt: Position = this.settlement.position): ClaimClock {
    const state = this.stateOf(operator, knownAt);
    const last = state.lastClosed?.month;
    // A month after the day asked for, so that everything up to it is looked at as a month before.
    const month = addToMonth(monthOf(on), 1);
    const facts = this.drawings.factsOf({ operator, month, issuedOn: on, state }, knownAt);
    return claimClock({ ...facts, on, ...(last === undefined ? {} : { openFrom: firstDayOf(addToMonth(last, 1)) }) });
  }

  private stateOf(operator: PartyCode, knownAt: Position): SettlementState {
    const opening = this.settlement.opening(operator, knownAt);
    const months = this.settlement.months(operator, knownAt);
    const last = months.at(-1);
    const firstMonth = opening?.firstMonth ?? months[0]?.month;
    return {
      opened: opening !== undefined,
      ...(firstMonth === undefined ? {} : { firstMonth }),
      ...(last === undefined ? {} : { lastClosed: { month: last.month, knownPosition: last.knownPosition } }),
    };
  }
}
