import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { allows } from '../../kernel/access';
import type { Day, Month } from '../../kernel/calendar';
import { addToMonth, lastDayOf, monthOf, monthsBetween } from '../../kernel/calendar';
import { reject } from '../../kernel/decider';
import type { Ore } from '../../kernel/money';
import type { Actor, PartyCode } from '../../kernel/vocabulary';
import { Allowed } from '../../platform/auth/allowed.decorator';
import { CurrentActor } from '../../platform/auth/current-actor.decorator';
import { CLOCK, type Clock } from '../../platform/clock';
import { Refused } from '../../platform/commands/command-runner';
import { PartyField } from '../../platform/http/fields';
import { FreshReads, ReadTimesQuery } from '../../platform/http/fresh-reads';
import { settlementAccess } from '../settlement.access';
import { SettlementCalendarView } from './month.views';
import { SettlementQueries, type SettlementMonthRow } from '../issued/settlement.queries';

export interface CalendarMonth {
  readonly month: Month;
  readonly status: 'CLOSED' | 'OPEN' | 'RUNNING';
  readonly issuedOn?: Day;
  readonly statements?: number;
  readonly totalOre?: Ore;
  readonly lostClaims?: number;
  readonly lostOre?: Ore;
  readonly lateClaimReason?: string;
}

export interface SettlementCalendar {
  readonly operator: PartyCode;
  readonly firstMonth?: Month;
  /** The month that can be closed next; absent until the first has been opened or closed. */
  readonly nextMonth?: Month;
  readonly items: readonly CalendarMonth[];
}

export class CalendarQuery extends ReadTimesQuery {
  @PartyField('Another operator’s months; auditors only.', { optional: true })
  operator?: PartyCode;
}

@ApiTags('settlement')
@Controller('api/v1/settlement')
export class SettlementMonthRoutes {
  constructor(
    private readonly settlement: SettlementQueries,
    private readonly fresh: FreshReads,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Allowed(settlementAccess.listSettlementMonths)
  @Get('months')
  @ApiOperation({ operationId: 'listSettlementMonths', summary: 'Which months are closed, and with what totals' })
  @ApiOkResponse({ type: SettlementCalendarView })
  async months(@Query() query: CalendarQuery, @CurrentActor() actor: Actor): Promise<SettlementCalendar> {
    const { effectiveOn: today = this.clock.today(), knownAt } = await this.fresh.resolve(query);
    const operator = query.operator ?? actor.party;
    if (!allows(settlementAccess.listSettlementMonths, actor, { own: operator }))
      throw new Refused(reject('NOT_YOURS'));
    const closed = this.settlement.months(operator, knownAt);
    const firstMonth = this.settlement.opening(operator, knownAt)?.firstMonth ?? closed[0]?.month;
    if (firstMonth === undefined) return { operator, items: [] };
    const last = closed.at(-1)?.month;
    const nextMonth = last === undefined ? firstMonth : addToMonth(last, 1);
    const open = monthsBetween(nextMonth, monthOf(today)).map((month): CalendarMonth => ({
      month,
      status: lastDayOf(month) < today ? 'OPEN' : 'RUNNING',
    }));
    return { operator, firstMonth, nextMonth, items: [...closed.map(calendarMonth), ...open] };
  }
}

const calendarMonth = (row: SettlementMonthRow): CalendarMonth => {
  const { month, issuedOn, statements, totalOre, lostClaims, lostOre, lateClaimReason } = row;
  const closed = { month, status: 'CLOSED' as const, issuedOn, statements, totalOre, lostClaims, lostOre };
  return lateClaimReason === null ? closed : { ...closed, lateClaimReason };
};
