import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { sightOf } from '../../kernel/access';
import type { Actor, PartyCode } from '../../kernel/vocabulary';
import { Allowed } from '../../platform/auth/allowed.decorator';
import { CurrentActor } from '../../platform/auth/current-actor.decorator';
import { ListField } from '../../platform/http/fields';
import { FreshReads, ReadTimesQuery } from '../../platform/http/fresh-reads';
import * as scalars from '../../platform/http/scalars';
import { settlementAccess } from '../settlement.access';
import { SettlementQueries } from '../issued/settlement.queries';

export class SettlementPartiesView {
  @ListField(scalars.party, 'Who bills, in order of code.')
  operators!: readonly PartyCode[];

  @ListField(scalars.party, 'Who pays, in order of code.')
  payers!: readonly PartyCode[];
}

@ApiTags('settlement')
@Controller('api/v1/settlement/parties')
export class SettlementPartiesRoute {
  constructor(
    private readonly settlement: SettlementQueries,
    private readonly fresh: FreshReads,
  ) {}

  @Allowed(settlementAccess.listSettlementParties)
  @Get()
  @ApiOperation({
    operationId: 'listSettlementParties',
    summary: 'Who bills and who pays, in what the asker may see of statements and charges',
  })
  @ApiOkResponse({ type: SettlementPartiesView })
  async list(@Query() query: ReadTimesQuery, @CurrentActor() actor: Actor): Promise<SettlementPartiesView> {
    const { knownAt } = await this.fresh.resolve(query);
    const pairs = this.settlement.pairs(sightOf(settlementAccess.listSettlementParties, actor), knownAt);
    const sorted = (codes: readonly PartyCode[]): readonly PartyCode[] => [...new Set(codes)].sort();
    return {
      operators: sorted(pairs.map(({ operator }) => operator)),
      payers: sorted(pairs.map(({ payer }) => payer)),
    };
  }
}
