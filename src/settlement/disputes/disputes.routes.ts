import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { sightOf } from '../../kernel/access';
import type { Actor } from '../../kernel/vocabulary';
import { Allowed } from '../../platform/auth/allowed.decorator';
import { CurrentActor } from '../../platform/auth/current-actor.decorator';
import { CLOCK, type Clock } from '../../platform/clock';
import { OneOfField } from '../../platform/http/fields';
import { FreshReads } from '../../platform/http/fresh-reads';
import { keyAfter, type Page, pageOf, PageQuery } from '../../platform/http/paging';
import { DISPUTE_PHASES, DisputePageView, type DisputeView } from './dispute.views';
import { DisputeQueries } from './dispute.queries';
import { settlementAccess } from '../settlement.access';
import type { DisputePhase } from './statement.decider';
import { disputeView } from './statement-standing';

export class DisputesQuery extends PageQuery {
  @OneOfField(DISPUTE_PHASES, 'Only those that stand here. Absent: all.', { optional: true })
  phase?: DisputePhase;
}

@ApiTags('settlement')
@Controller('api/v1/settlement/disputes')
export class DisputeRoutes {
  constructor(
    private readonly disputes: DisputeQueries,
    private readonly fresh: FreshReads,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Allowed(settlementAccess.listDisputes)
  @Get()
  @ApiOperation({
    operationId: 'listDisputes',
    summary: 'Disputed lines, with whose turn it is and until when',
    description: 'A payer sees those it raised, an operator those of its lines, the secretariat those brought to it.',
  })
  @ApiOkResponse({ type: DisputePageView })
  async list(@Query() query: DisputesQuery, @CurrentActor() actor: Actor): Promise<Page<DisputeView>> {
    const { effectiveOn = this.clock.today(), knownAt } = await this.fresh.resolve(query);
    const { limit, cursor, phase } = query;
    const after = keyAfter<[string, string, number]>(cursor, ['string', 'string', 'number']);
    const rows = this.disputes.list(
      { seenBy: sightOf(settlementAccess.listDisputes, actor), phases: phase && [phase], knownAt },
      limit + 1,
      after && { disputedOn: after[0], statementId: after[1], line: after[2] },
    );
    const page = pageOf(rows, limit, (row) => [row.disputedOn, row.statementId, row.line]);
    return { ...page, items: page.items.map((row) => disputeView(row, effectiveOn)) };
  }
}
