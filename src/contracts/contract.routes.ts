import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { sightOf } from '../kernel/access';
import type { Day } from '../kernel/calendar';
import type { Actor, PlacementId } from '../kernel/vocabulary';
import { Allowed } from '../platform/auth/allowed.decorator';
import { CurrentActor } from '../platform/auth/current-actor.decorator';
import { CLOCK, type Clock } from '../platform/clock';
import { FlagField } from '../platform/http/fields';
import { FreshReads, ReadTimesQuery } from '../platform/http/fresh-reads';
import { keyAfter, type Page, pageOf, PageQuery } from '../platform/http/paging';
import { IdParam } from '../platform/http/parameters';
import { withRevision } from '../platform/http/revisions';
import { contractsAccess } from './contracts.access';
import { effectiveDay } from './contract-status.calculation';
import { ContractPage, ContractSummary, ContractView } from './contract.views';
import { ContractQueries } from './contracts.queries';
import { contractOn, VisibleContracts } from './visible-contracts.queries';

export class ContractListQuery extends PageQuery {
  @FlagField('Only contracts in force that are not signed by both sides, the oldest first (R25).', { optional: true })
  unsigned?: boolean;
}

@ApiTags('contracts')
@Controller('api/v1/contracts')
export class ContractRoutes {
  constructor(
    private readonly contracts: ContractQueries,
    private readonly visible: VisibleContracts,
    private readonly fresh: FreshReads,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Allowed(contractsAccess.listContracts)
  @Get()
  @ApiOperation({ operationId: 'listContracts', summary: 'Your contracts by the day they take effect' })
  @ApiOkResponse({ type: ContractPage })
  async list(@Query() query: ContractListQuery, @CurrentActor() actor: Actor): Promise<Page<ContractSummary>> {
    const { limit, cursor, unsigned } = query;
    const { effectiveOn, knownAt } = await this.fresh.resolve(query);
    const on = effectiveOn ?? this.clock.today();
    const after = keyAfter<[Day, PlacementId]>(cursor, ['string', 'string']);
    const unsignedOn = unsigned === true ? on : undefined;
    const rows = this.contracts.list({
      seenBy: sightOf(contractsAccess.listContracts, actor),
      unsignedOn,
      after,
      limit: limit + 1,
      knownAt,
    });
    const page = pageOf(rows, limit, (row) => [effectiveDay(row), row.contractId]);
    return { ...page, items: page.items.map((row) => contractOn(row, on)) };
  }

  @Allowed(contractsAccess.getContract)
  @Get(':contractId')
  @ApiOperation({ operationId: 'getContract', summary: 'One contract: content, hash, signatures and addenda' })
  @ApiOkResponse({ type: ContractView })
  async find(
    @IdParam('contractId', 'The contract; the id of its placement.') contractId: PlacementId,
    @Query() query: ReadTimesQuery,
    @CurrentActor() actor: Actor,
  ): Promise<ContractView> {
    const { contract } = await this.visible.find(contractId, query, actor, contractsAccess.getContract);
    return withRevision(contract.revision, contract);
  }
}
