import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { sightOf } from '../../kernel/access';
import { sumOre } from '../../kernel/money';
import type { Actor, PartyCode } from '../../kernel/vocabulary';
import { Allowed } from '../../platform/auth/allowed.decorator';
import { CurrentActor } from '../../platform/auth/current-actor.decorator';
import { CLOCK, type Clock } from '../../platform/clock';
import { PartyField } from '../../platform/http/fields';
import { FreshReads, ReadTimesQuery } from '../../platform/http/fresh-reads';
import { PairAccounts } from './pair-accounts';
import { RemindersView } from './account.views';
import { settlementAccess } from '../settlement.access';

export class RemindersQuery extends ReadTimesQuery {
  @PartyField('Only what is owed to this operator.', { optional: true })
  operator?: PartyCode;

  @PartyField('Only what this payer owes.', { optional: true })
  payer?: PartyCode;
}

@ApiTags('settlement')
@Controller('api/v1/settlement/reminders')
export class ReminderRoutes {
  constructor(
    private readonly accounts: PairAccounts,
    private readonly fresh: FreshReads,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Allowed(settlementAccess.listReminders)
  @Get()
  @ApiOperation({
    operationId: 'listReminders',
    summary: 'Overdue statements, with the days on which to remind of them',
    description: 'A list to work from: nothing is sent. No interest between public bodies (Q15).',
  })
  @ApiOkResponse({ type: RemindersView })
  async list(@Query() query: RemindersQuery, @CurrentActor() actor: Actor): Promise<RemindersView> {
    const { knownAt } = await this.fresh.resolve(query);
    const { operator, payer } = query;
    const items = this.accounts
      .reminders(
        { seenBy: sightOf(settlementAccess.listReminders, actor), knownAt },
        query.effectiveOn ?? this.clock.today(),
      )
      .filter((each) => (operator ?? each.operator) === each.operator && (payer ?? each.payer) === each.payer);
    return { items, overdueOre: sumOre(items.map(({ overdueOre }) => overdueOre)) };
  }
}
