import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { sightOf } from '../../kernel/access';
import { reject } from '../../kernel/decider';
import type { Actor, ChargeId, PartyCode } from '../../kernel/vocabulary';
import { Allowed } from '../../platform/auth/allowed.decorator';
import { CurrentActor } from '../../platform/auth/current-actor.decorator';
import { Refused } from '../../platform/commands/refusals';
import { FlagField, PartyField } from '../../platform/http/fields';
import { FreshReads, ReadTimesQuery } from '../../platform/http/fresh-reads';
import { IdParam } from '../../platform/http/parameters';
import { keyAfter, type Page, pageOf, PageQuery } from '../../platform/http/paging';
import { ChargePageView, chargeView, ChargeView } from './charge.views';
import { settlementAccess } from '../settlement.access';
import { SettlementQueries } from '../issued/settlement.queries';

export class ChargesQuery extends PageQuery {
  @PartyField('Only those raised by this operator.', { optional: true })
  operator?: PartyCode;

  @PartyField('Only those of this payer.', { optional: true })
  payer?: PartyCode;

  @FlagField('True: only those that no closed month has taken up.', { optional: true })
  unbilled?: boolean;
}

@ApiTags('settlement')
@Controller('api/v1/settlement/charges')
export class ChargeRoutes {
  constructor(
    private readonly settlement: SettlementQueries,
    private readonly fresh: FreshReads,
  ) {}

  @Allowed(settlementAccess.listCharges)
  @Get()
  @ApiOperation({
    operationId: 'listCharges',
    summary: 'Amounts owed that are not of a contract',
    description:
      'Objective financing, subscriptions, results and closures: raised, and taken up when their month, or the next one, is closed. A payer sees what is coming to it.',
  })
  @ApiOkResponse({ type: ChargePageView })
  async list(@Query() query: ChargesQuery, @CurrentActor() actor: Actor): Promise<Page<ChargeView>> {
    const { knownAt } = await this.fresh.resolve(query);
    const { limit, cursor, operator, payer, unbilled } = query;
    const after = keyAfter<[string, string]>(cursor, ['string', 'string']);
    const rows = this.settlement.chargeStandings(
      { seenBy: sightOf(settlementAccess.listCharges, actor), operator, payer, unbilled, knownAt },
      limit + 1,
      after && { dueFrom: after[0], chargeId: after[1] },
    );
    const page = pageOf(rows, limit, (row) => [row.dueFrom, row.chargeId]);
    return { ...page, items: page.items.map(chargeView) };
  }

  @Allowed(settlementAccess.getCharge)
  @Get(':chargeId')
  @ApiOperation({ operationId: 'getCharge', summary: 'A charge, and where it stands' })
  @ApiOkResponse({ type: ChargeView })
  async find(
    @IdParam('chargeId', 'The charge.') chargeId: ChargeId,
    @Query() query: ReadTimesQuery,
    @CurrentActor() actor: Actor,
  ): Promise<ChargeView> {
    const { knownAt } = await this.fresh.resolve(query);
    const seenBy = sightOf(settlementAccess.getCharge, actor);
    const [row] = this.settlement.chargeStandings({ seenBy, chargeId, knownAt }, 1);
    if (row === undefined) throw new Refused(reject('UNKNOWN_CHARGE', { chargeId }));
    return chargeView(row);
  }
}
