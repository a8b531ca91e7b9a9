import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { sightOf } from '../../kernel/access';
import type { Day, Month } from '../../kernel/calendar';
import { firstDayOf, monthOf } from '../../kernel/calendar';
import { reject } from '../../kernel/decider';
import type { Ore } from '../../kernel/money';
import { sumOre } from '../../kernel/money';
import type { Actor, PartyCode } from '../../kernel/vocabulary';
import { Allowed } from '../../platform/auth/allowed.decorator';
import { CurrentActor } from '../../platform/auth/current-actor.decorator';
import { CLOCK, type Clock } from '../../platform/clock';
import { Refused } from '../../platform/commands/command-runner';
import { DayField, MonthField, PartyField } from '../../platform/http/fields';
import { FreshReads, ReadTimesQuery } from '../../platform/http/fresh-reads';
import { settlementAccess } from '../settlement.access';
import type { PairBalance } from './pair-account.calculation';
import { PairAccounts } from './pair-accounts';
import { BalancesView } from './account.views';
import { SettlementQueries, type BalanceRow } from '../issued/settlement.queries';

export class BalancesQuery extends ReadTimesQuery {
  @PartyField('Another party’s balances; auditors only.', { optional: true })
  party?: PartyCode;

  @MonthField('Only this month.', { optional: true })
  month?: Month;

  @DayField('First day of the accounts’ period; they end on `effectiveOn`. Default: the first of its month.', {
    optional: true,
  })
  from?: Day;
}

export interface Balances {
  readonly items: readonly BalanceRow[];
  readonly purchasesOre: Ore;
  readonly salesOre: Ore;
  readonly accounts: readonly PairBalance[];
}

@ApiTags('settlement')
@Controller('api/v1/settlement')
export class BalanceRoutes {
  constructor(
    private readonly settlement: SettlementQueries,
    private readonly accounts: PairAccounts,
    private readonly fresh: FreshReads,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Allowed(settlementAccess.settlementBalances)
  @Get('balances')
  @ApiOperation({
    operationId: 'settlementBalances',
    summary: 'Purchases and sales per counterpart and month, and the account of each pair',
    description: 'An auditor who names no party gets everybody’s, and both sums are the same (I2).',
  })
  @ApiOkResponse({ type: BalancesView })
  async balances(@Query() query: BalancesQuery, @CurrentActor() actor: Actor): Promise<Balances> {
    const { knownAt } = await this.fresh.resolve(query);
    const { party, month } = query;
    const seenBy = sightOf(settlementAccess.settlementBalances, actor);
    if (party !== undefined && party !== actor.party && !seenBy.everything) throw new Refused(reject('NOT_YOURS'));
    const own = seenBy.everything ? party : actor.party;
    const to = query.effectiveOn ?? this.clock.today();
    const items = this.settlement.balances(seenBy, { party: own, month, knownAt });
    return {
      items,
      accounts: this.accounts.balances({ seenBy, party: own, knownAt }, query.from ?? firstDayOf(monthOf(to)), to),
      purchasesOre: sumOre(items.map(({ purchasesOre }) => purchasesOre)),
      salesOre: sumOre(items.map(({ salesOre }) => salesOre)),
    };
  }
}
